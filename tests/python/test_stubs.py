"""What type checkers are told is what is there."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import sayso

pytestmark = pytest.mark.thirdparty

USE = """
import datetime
from typing import Any, assert_type

import sayso

document = sayso.parse("x", date=datetime.date(2024, 3, 1))
assert_type(document, sayso.Document)
assert_type(document.text, str)
for quote in document.quotes:
    assert_type(quote, sayso.Attribution)
    assert_type(quote.content, tuple[sayso.Span, ...])
    assert_type(quote.source, sayso.Span | None)
    assert_type(quote.speaker, sayso.Entity | None)
    assert_type(quote.confidence, float)
    if quote.act == "speech" and quote.anonymity is not None:
        assert_type(quote.anonymity.reason, sayso.Span | None)
assert_type(document.tokens[0].lower, str)
assert_type(document.tokens[1:3], sayso.Records[sayso.Token])
with sayso.parse_many(["a", None], ids=[1, 2]) as batch:
    assert_type(next(batch), sayso.Document)
corpus = sayso.corpus(["a"])
assert_type(corpus, sayso.Corpus)
assert_type(corpus.quotes, sayso.Table)
assert_type(corpus.quotes["uid"], list[Any])
assert_type(sayso.explain("ORG"), str)
sayso.parse(b"bytes")  # E
sayso.parse("x", day="2024-03-01")  # E
sayso.parse_many(["a"], errors="ignore")  # E
document.text = "y"  # E
if document.layout.headline.text:  # E
    pass
"""


def mypy(module, *arguments):
    pytest.importorskip("mypy")
    source = Path(sayso.__file__).parent.parent
    environment = {**os.environ, "MYPYPATH": str(source)}
    if source.name == "site-packages":  # mypy finds installed packages by itself, and will not have them named
        del environment["MYPYPATH"]
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


def test_stubs_and_extension_agree(tmp_path):
    done = mypy("mypy.stubtest", "sayso._core")
    assert done.returncode == 0, done.stdout + done.stderr


def test_use_is_typed(tmp_path):
    path = tmp_path / "use.py"
    path.write_text(USE)
    done = mypy("mypy", "--strict", "--cache-dir", str(tmp_path / "cache"), str(path))
    wrong = {int(line.split(":")[1]) for line in done.stdout.splitlines() if ": error:" in line}
    expected = {number for number, line in enumerate(USE.splitlines(), 1) if line.endswith("# E")}
    assert wrong == expected, done.stdout
