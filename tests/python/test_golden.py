"""The same bytes out for the same text: against tests/release/golden.tsv, and however sayso is run."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import sayso
from scripts import TESTS, load

SCRIPT = TESTS / "release" / "golden.py"
GOLDEN = load(SCRIPT)
TEXTS = GOLDEN.texts()
SETS = ("scalar", "avx2", "avx512-vnni", "neon")


@pytest.fixture(scope="module")
def here() -> dict[str, str]:
    """What this process finds, on one thread."""
    found: dict[str, str] = GOLDEN.rows(TEXTS)
    return found


def test_results_are_those_of_the_golden_file() -> None:
    assert len(GOLDEN.read()[1]) >= 250
    lines = GOLDEN.differences()
    assert not lines, "\n".join(lines)


@pytest.mark.parametrize("threads", [1, 2, 4])
def test_threads(here: dict[str, str], threads: int) -> None:
    assert GOLDEN.rows(TEXTS, threads=threads) == here


@pytest.mark.parametrize("name", SETS)
def test_instruction_sets(here: dict[str, str], name: str) -> None:
    try:
        parser = sayso.Parser(instruction_set=name)  # type: ignore[arg-type]
    except ValueError:
        pytest.skip(f"this machine has no {name}")
    assert GOLDEN.rows(TEXTS, parser) == here


def test_without_jit(here: dict[str, str]) -> None:
    assert GOLDEN.rows(TEXTS, sayso.Parser(jit=False)) == here


def test_texts_before_leave_no_trace(here: dict[str, str]) -> None:
    """The memory that a parser keeps between texts: read backwards, and each by a parser that is new."""
    parser = sayso.Parser()
    assert GOLDEN.rows(TEXTS[::-1], parser) == here
    some = TEXTS[::9]
    for text in some:
        assert GOLDEN.rows([text], sayso.Parser())[GOLDEN.key_of(text)] == here[GOLDEN.key_of(text)]


@pytest.mark.parametrize("variables", [{"PYTHONHASHSEED": "0"}, {"PYTHONHASHSEED": "1"}, {"PYTHONHASHSEED": "4294967295"},
                                       {"PYTHONMALLOC": "debug"}, {"PYTHONUTF8": "0", "LC_ALL": "C"}, {"TZ": "Asia/Tokyo"},
                                       {"PYTHONOPTIMIZE": "2"}], ids=str)
def test_environments(here: dict[str, str], variables: dict[str, str]) -> None:
    run = subprocess.run([sys.executable, str(SCRIPT), "--digest"], check=True, capture_output=True, text=True,
                         env={**os.environ, **variables})
    assert run.stdout.strip() == GOLDEN.digest(*(f"{key}{value}".encode() for key, value in sorted(here.items())))


def test_a_difference_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    versions, rows = GOLDEN.read()
    assert GOLDEN.key_of(TEXTS[0]) in rows, "the sample article has a row"
    monkeypatch.setattr(GOLDEN, "versions", lambda: versions)
    monkeypatch.setattr(GOLDEN, "rows", lambda given: {GOLDEN.key_of(t): rows[GOLDEN.key_of(t)] for t in given})
    assert GOLDEN.differences() == []
    monkeypatch.setattr(GOLDEN, "rows", lambda given: {GOLDEN.key_of(t): "another" for t in given[:1]})
    named, advice = GOLDEN.differences()
    assert repr(TEXTS[0][0][:60]) in named and "SAYSO_RULES_VERSION" in advice
    monkeypatch.setattr(GOLDEN, "versions", lambda: {**versions, "rules": "99"})
    assert "make golden" in GOLDEN.differences()[-1] and "rules " in GOLDEN.differences()[-1]
