"""No connection is opened, no program started, no file written but those that the caller names: Python's audit hook watches."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import load

symbols = load("symbols.py")

WATCHED = """
import json, os, sys

events = []
def hook(event, arguments):
    if event.startswith(("socket.", "urllib.", "http.", "subprocess.", "os.exec", "os.posix", "os.fork", "os.system", "ctypes.")):
        events.append([event, str(arguments)[:80]])
    elif event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        events.append(["write", os.fspath(arguments[0])])
sys.addaudithook(hook)
sys.dont_write_bytecode = True

import sayso, sayso.export
from sayso._cli import run

text = '"We waited too long," said Ana Ruiz, the mayor of Porto. An official in http://example.org said it rained on Wednesday.'
document = sayso.parse(text, id="one", date="2021-12-03")
document.to_html(), document._repr_html_(), document.to_dict(), sayso.explain("ORG")
corpus = sayso.corpus({"text": [text] * 20, "outlet": ["A", "B"] * 10}, threads=2, carry=["outlet"])
corpus.summary(), corpus.methods(), corpus.manifest(), corpus.sensitivity("anonymous", by="outlet")
corpus.quotes.write_csv("quotes.csv")
sayso.export.write_jsonl([document], "documents.jsonl")
with open("article.txt", "w") as file:
    file.write(text)
printed, sys.stdout = sys.stdout, open("printed", "w")
assert run(["article.txt"]) == 0
assert run(["corpus", "article.txt", "--out", "tables", "--format", "jsonl", "--quiet"]) == 0
json.dump(events, printed)
"""


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> list[list[str]]:
    """What an interpreter did that reads, exports and prints."""
    folder = tmp_path_factory.mktemp("watched")
    done = subprocess.run([sys.executable, "-c", WATCHED], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    out: list[list[str]] = json.loads(done.stdout)
    return out


def test_nothing_is_asked_of_others(events: list[list[str]]) -> None:
    assert [event for event in events if event[0] != "write"] == []


def test_only_named_files_are_written(events: list[list[str]]) -> None:
    paths = {Path(path.removesuffix(".part")) for event, path in events if event == "write"}  # whole, then renamed
    assert {Path("article.txt"), Path("printed")} <= paths  # the hook sees what is written
    named = {Path("article.txt"), Path("printed"), Path("quotes.csv"), Path("documents.jsonl")}
    assert {path for path in paths - named if "tables" not in path.parts} == set()



def test_a_symbol_that_could_write_would_be_named(tmp_path: Path) -> None:
    """The check of symbols that `make lint` runs finds what it looks for."""
    source, library = tmp_path / "bad.c", tmp_path / "bad.so"
    source.write_text("#include <sys/socket.h>\n#include <stdio.h>\nint talk(void) { puts(\"x\"); return socket(1, 1, 0); }\n")
    try:
        subprocess.run(["cc", "-shared", "-fPIC", str(source), "-o", str(library)], check=True)
        faults = symbols.faults_of_extension(library)
    except FileNotFoundError:
        pytest.skip("needs cc and nm")
    assert faults == ["exports talk", "imports puts", "imports socket"]
    assert "imports socket" in symbols.faults_of_core(library)
