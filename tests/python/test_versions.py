"""Every result says which rules and which model it is from, so that a study can be repeated."""

import csv
import io
import json
import pickle
import re
import subprocess
import sys
from pathlib import Path

import pytest

import sayso
from sayso import export

INFO = sayso.build_info()
TEXT = '"Enough," said Ann Lee, the mayor of Porto.'
OUR_MODEL = Path(sayso.__file__).parent / "data" / "english.sayso"


@pytest.fixture(scope="module")
def document() -> sayso.Document:
    return sayso.parse(TEXT, id="one")


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> sayso.Parser:
    """A parser with a model of another checksum: its note of how it was made is another."""
    path: Path = tmp_path_factory.mktemp("model") / "bare.sayso"
    path.write_bytes(OUR_MODEL.read_bytes())
    pack = Path(__file__).resolve().parents[2] / "python" / "training" / "lexicon" / "pack.py"
    if not pack.exists():
        pytest.skip("training is not part of the sdist")
    empty = path.with_suffix(".json")
    empty.write_text('{"made": "for a test"}')
    subprocess.run([sys.executable, str(pack), str(path), "--build", str(empty)], check=True)
    return sayso.Parser(model=path)


def test_documents_say_it(document: sayso.Document) -> None:
    assert (document.rules, document.model) == (INFO["rules"], INFO["model_checksum"])
    plain = document.to_dict()
    assert (plain["sayso"], plain["rules"], plain["model"]) == (sayso.__version__, INFO["rules"], INFO["model_checksum"])
    assert json.loads(document.to_json())["model"] == INFO["model_checksum"]
    assert INFO["weights_checksum"], "the model's checksum covers the weights"


def test_a_document_remembers_what_read_it(other: sayso.Parser, document: sayso.Document) -> None:
    theirs = sayso.build_info(other)
    assert theirs["model_checksum"] != INFO["model_checksum"] and theirs["weights_checksum"] == INFO["weights_checksum"]
    foreign = other.parse(TEXT)
    assert foreign.model == theirs["model_checksum"] and foreign == document
    for back in (pickle.loads(pickle.dumps(foreign)), sayso.Document.from_dict(foreign.to_dict()),
                 next(other.parse_many([TEXT], threads=1))):
        assert back.model == theirs["model_checksum"] and back.rules == INFO["rules"]
    corpus = other.corpus([TEXT])
    assert corpus.quotes.metadata["sayso.model"] == theirs["model_checksum"]
    assert corpus.manifest()["build"]["model_checksum"] == theirs["model_checksum"]


def test_a_dict_keeps_its_versions(document: sayso.Document) -> None:
    plain = document.to_dict()
    plain.update(rules=1, model="00000000000000ff")
    old = sayso.Document.from_dict(plain)
    assert (old.rules, old.model) == (1, "00000000000000ff") and old == document
    del plain["rules"], plain["model"]
    unknown = sayso.Document.from_dict(plain)
    assert (unknown.rules, unknown.model) == (0, None)
    for wrong in ({"rules": -1}, {"rules": "2"}, {"model": "xyz"}, {"model": 3}):
        with pytest.raises(sayso.Error, match="document"):
            sayso.Document.from_dict({**plain, **wrong})


def test_tables_say_it() -> None:
    corpus = sayso.corpus([TEXT, None])
    for name in ("documents", "quotes", "attributions", "sources", "mentions", "entities", "warnings"):
        metadata = getattr(corpus, name).metadata
        for key in ("version", "rules", "model_checksum", "weights_checksum"):
            assert metadata["sayso." + key.removesuffix("_checksum")] == str(INFO[key]), (name, key)


def test_arrow_carries_it() -> None:
    pyarrow = pytest.importorskip("pyarrow")
    schema = pyarrow.table(sayso.corpus([TEXT]).quotes).schema
    assert schema.metadata[b"sayso.model"].decode() == INFO["model_checksum"]
    assert schema.metadata[b"sayso.rules"].decode() == str(INFO["rules"])


def test_files_written_say_it(tmp_path: Path) -> None:
    quotes = sayso.corpus([TEXT]).quotes
    quotes.write_jsonl(tmp_path / "a.jsonl")
    quotes.write_csv(tmp_path / "a.csv")
    out = tmp_path / "out"
    command = [sys.executable, "-m", "sayso", "corpus", str(tmp_path / "in"), "--out", str(out), "--format", "csv"]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "one.txt").write_text(TEXT, encoding="utf-8")
    subprocess.run(command, check=True, capture_output=True)
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["build"] == INFO


@pytest.mark.parametrize("form", ["json", "jsonl", "csv", "html"])
def test_the_command_line_says_it(tmp_path: Path, form: str) -> None:
    path = tmp_path / "one.txt"
    path.write_text(TEXT, encoding="utf-8")
    done = subprocess.run([sys.executable, "-m", "sayso", str(path), "--format", form], check=True, capture_output=True)
    shown = done.stdout.decode()
    if form in ("json", "jsonl"):
        row = json.loads(shown)
    elif form == "csv":
        row = next(csv.DictReader(io.StringIO(shown)))
    else:
        found = re.search(r'<meta name="generator" content="sayso [0-9.]+, rules (\d+), model ([0-9a-f]{16})">', shown)
        assert found
        row = {"rules": found[1], "model": found[2]}
    assert (str(row["rules"]), row["model"]) == (str(INFO["rules"]), INFO["model_checksum"])


def test_other_formats_say_it(document: sayso.Document) -> None:
    for shown in (export.tei(document), export.conll(document), json.dumps(export.label_studio(document)), document.to_html()):
        assert f"rules {INFO['rules']}, model {INFO['model_checksum']}" in shown
