"""What type checkers are told is what is there."""

import json
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
evaluation = sayso.evaluate([{"id": 1, "text": "x", "attributions": []}])
assert_type(evaluation, sayso.Evaluation)
assert_type(evaluation["attribution"].f1, float)
assert_type(corpus.compare(corpus).counts(), dict[str, int])
assert_type(corpus.compare(corpus).gone[0].before, dict[str, Any] | None)
assert_type(corpus.correct([]).applied, int)
assert_type(corpus.sensitivity("named", by="outlet").stable, bool)
assert_type(corpus.wire_groups(), list[list[Any]])
audit = sayso.audit(corpus, ["a"], by="outlet")
assert_type(audit.paragraphs[0].weight, float)
assert_type(audit.result(["a.csv"]).alpha, float | None)
parser = sayso.Parser(lexicon=[{"text": "skeet", "class": "cue_verb"}], aliases={"A B": "C D"})
assert_type(parser.options, dict[str, Any])
sayso.Parser(lexicon=3)  # E
corpus.wire_groups("half")  # E
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


def pyright(*arguments, path):
    """basedpyright is pyright with its Node in the wheel: nothing is fetched when it runs."""
    pytest.importorskip("basedpyright")
    environment = {**os.environ, "PYTHONPATH": str(Path(sayso.__file__).parent.parent)}
    command = [sys.executable, "-m", "basedpyright", "--pythonpath", sys.executable, "--outputjson", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=path, check=False)
    return json.loads(done.stdout)


def test_use_is_typed_for_pyright(tmp_path):
    (tmp_path / "pyrightconfig.json").write_text('{"typeCheckingMode": "standard"}')
    (tmp_path / "use.py").write_text(USE)
    found = pyright("use.py", path=tmp_path)["generalDiagnostics"]
    wrong = {one["range"]["start"]["line"] + 1 for one in found if one["severity"] == "error"}
    assert wrong == {number for number, line in enumerate(USE.splitlines(), 1) if line.endswith("# E")}, found


def test_types_are_complete_for_pyright(tmp_path):
    """Of all that is public; spaCy's and scikit-learn's own types are theirs."""
    symbols = pyright("--verifytypes", "sayso", "--ignoreexternal", path=tmp_path)["typeCompleteness"]["symbols"]
    partial = {symbol["name"] for symbol in symbols if not symbol["isTypeKnown"]}
    assert len(symbols) > 400
    assert not {name for name in partial if not name.startswith(("sayso.spacy", "sayso.sklearn"))}
