"""Articles from files: encodings, folders, gzip, tables, HTML pages; what cannot be read costs itself only."""

import gzip
import io
import json
import os
import sys
from pathlib import Path

import pytest

import sayso
from sayso._decode import decode
from sayso._files import Article, Articles

TEXT = "“Enough,” said Zoë Lee, the mayor."


@pytest.mark.parametrize(
    ("data", "text", "encoding", "noted"),
    [
        (TEXT.encode(), TEXT, "utf-8", False),
        (TEXT.encode("utf-8-sig"), TEXT, "utf-8-sig", False),
        (TEXT.encode("utf-16"), TEXT, "utf-16", False),
        (TEXT.encode("utf-32"), TEXT, "utf-32", False),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), TEXT, "utf-16", False),
        (TEXT.encode("utf-16-le"), TEXT, "utf-16-le", True),
        (TEXT.encode("utf-16-be"), TEXT, "utf-16-be", True),
        (TEXT.encode("cp1252"), TEXT, "windows-1252", True),
        (b"caf\xe9 \x81", "caf\xe9 \x81", "iso-8859-1", True),
        (b"", "", "utf-8", False),
        (TEXT.encode() * 3 + b"\xff", TEXT * 3 + "\N{REPLACEMENT CHARACTER}", "utf-8", True),
    ],
)
def test_encodings_are_told_apart(data, text, encoding, noted):
    found = decode(data)
    assert (found.text, found.encoding, found.note is not None) == (text, encoding, noted)


def test_given_encodings_and_what_is_no_text():
    assert decode(TEXT.encode("mac-roman"), "mac-roman").text == TEXT
    assert "2 places" in str(decode(b"\xff \xff", "utf-8").note)
    with pytest.raises(ValueError, match="NUL"):
        decode(b"ab\0cd")
    with pytest.raises(LookupError):
        sayso.read("x", encoding="no-such-encoding")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "deep" / ".hidden").mkdir(parents=True)
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.TXT").write_bytes(TEXT.encode("cp1252"))
    (tmp_path / "deep" / "c.txt.gz").write_bytes(gzip.compress(TEXT.encode()))
    (tmp_path / "deep" / ".hidden" / "d.txt").write_text("no")
    (tmp_path / ".e.txt").write_text("no")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / "broken.txt").write_bytes(b"\x1f\x8bnot gzip at all")
    return tmp_path


def names(articles: Articles) -> list[str]:
    return [os.path.basename(path) for path in articles.paths]


def test_folders_and_patterns(folder):
    articles = sayso.read(folder)
    assert names(articles) == ["a.TXT", "b.txt", "broken.txt", "c.txt.gz"]
    assert articles.count() == 4 and "4 files" in repr(articles)
    by_name = {os.path.basename(article.id): article for article in articles}
    assert by_name["b.txt"].text == by_name["a.TXT"].text == by_name["c.txt.gz"].text == TEXT
    assert by_name["a.TXT"].encoding == "windows-1252" and "Windows-1252" in by_name["a.TXT"].note
    assert by_name["broken.txt"].text is None and by_name["broken.txt"].note
    assert list(articles) == list(articles)  # as often as wanted
    assert names(sayso.read(folder / "*.txt", folder / "b.txt")) == ["b.txt", "broken.txt"]
    assert names(sayso.read(folder / "**" / "*.gz")) == ["c.txt.gz"]
    (missing,) = sayso.read(folder / "no such file")
    assert missing.text is None and "No such file" in missing.note
    assert [a.id for a in articles.reading(skip={by_name["b.txt"].id})] == [p for p in articles.paths if not p.endswith("b.txt")]


def test_a_corpus_of_files_tells_encodings_and_faults(folder):
    corpus = sayso.corpus(sayso.read(folder))
    rows = {os.path.basename(row["doc_id"]): row for row in corpus.documents}
    assert [rows[name]["status"] for name in ("a.TXT", "b.txt", "broken.txt", "c.txt.gz")] == [
        "read", "read", "unreadable", "read"]
    assert rows["a.TXT"]["encoding"] == "windows-1252" and "Windows-1252" in rows["a.TXT"]["note"]
    assert rows["b.txt"]["encoding"] == "utf-8" and rows["b.txt"]["note"] is None
    assert rows["broken.txt"]["note"] in rows["broken.txt"]["error"]
    assert "encoding" not in corpus.quotes.columns and len(corpus.quotes) == 3
    assert set(corpus.quotes["speaker"]) == {"Zoë Lee"}
    with pytest.raises(TypeError, match="sayso.read"):
        sayso.corpus(sayso.read(folder), carry=["outlet"])


ROWS = [
    {"url": "u1", "body": TEXT, "title": "A vote", "day": "2024-03-01", "outlet": "Post", "page": 3},
    {"url": "u2", "body": None, "title": None, "day": None, "outlet": None, "page": None},
    {"url": "u3", "body": "x\r\ny", "title": "", "day": "", "outlet": "Echo, \"the\"", "page": 4},
]
NAMED = {"text": "body", "id": "url", "headline": "title", "date": "day", "carry": ["outlet", "page"]}


def write_rows(path: Path, kind: str) -> Path:
    import csv

    if kind == "jsonl":
        path.write_text("".join(json.dumps(row) + "\n\n" for row in ROWS), encoding="utf-8")
    elif kind == "jsonl.gz":
        path.write_bytes(gzip.compress("".join(json.dumps(row) + "\n" for row in ROWS).encode()))
    elif kind in ("csv", "tsv"):
        with open(path, "w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, list(ROWS[0]), delimiter="\t" if kind == "tsv" else ";")
            writer.writeheader()
            writer.writerows(ROWS)
    else:
        pyarrow = pytest.importorskip("pyarrow")
        from pyarrow import parquet

        parquet.write_table(pyarrow.Table.from_pylist(ROWS), path)
    return path


@pytest.mark.parametrize("kind", ["jsonl", "jsonl.gz", "csv", "tsv", pytest.param("parquet", marks=pytest.mark.thirdparty)])
def test_tables_of_articles(tmp_path, kind):
    path = write_rows(tmp_path / f"rows.{kind}", kind)
    articles = sayso.read(path, **NAMED)
    one, two, three = articles
    page = 3  # a whole number in each of them, with a cell that is empty
    assert articles.types == {"outlet": "str", "page": "int"}
    assert one.text == TEXT and (one.id, one.headline, one.date, one.carried) == ("u1", "A vote", "2024-03-01", ("Post", page))
    assert one.whole() == f"A vote\n\n{TEXT}"
    assert two.id == "u2" and not two.text and (two.headline, two.date, two.carried) == (None, None, (None, None))
    assert three.text == "x\r\ny" and three.whole() == "x\r\ny" and three.carried[0] == 'Echo, "the"'
    corpus = sayso.corpus(articles)
    assert corpus.documents["doc_id"] == ["u1", "u2", "u3"] and corpus.documents["date"] == ["2024-03-01", None, None]
    assert corpus.quotes["outlet"] == ["Post"] and corpus.quotes["page"] == [page]
    assert (f"A vote\n\n{TEXT}")[corpus.quotes["content_start"][0] :].startswith("“Enough,”")
    assert articles.count() == (3 if kind == "parquet" else None)
    # without an id, the row names it
    assert [article.id for article in sayso.read(path, text="body")] == [f"{path}#{number}" for number in range(3)]
    with pytest.raises(ValueError, match="has no column 'nothing'"):
        list(sayso.read(path, text="nothing"))


@pytest.mark.parametrize(
    ("cells", "kind", "values"),
    [
        (["1", "", "-7"], "int", [1, None, -7]),
        (["1", "2.50", "1e3"], "float", [1.0, 2.5, 1000.0]),
        (["true", "FALSE", ""], "bool", [True, False, None]),
        (["007", "8", ""], "str", ["007", "8", None]),  # nothing is lost
        (["1", "true"], "str", ["1", "true"]),
        (["2024-03-01", "2024-03-02"], "str", ["2024-03-01", "2024-03-02"]),
        (["9223372036854775807", "1"], "int", [2**63 - 1, 1]),
        (["9223372036854775808", "1"], "str", ["9223372036854775808", "1"]),
        (["1" * 5000, "1"], "str", ["1" * 5000, "1"]),
        (["", ""], "str", [None, None]),
        (["nan", "1"], "str", ["nan", "1"]),
    ],
)
def test_columns_of_csv_have_the_type_of_all_their_cells(tmp_path, cells, kind, values):
    path = tmp_path / "rows.csv"
    path.write_text("text,x\n" + "".join(f"Bo Lind said that it rained.,{cell}\n" for cell in cells))
    articles = sayso.read(path, carry=["x"])
    assert articles.types == {"x": kind}
    corpus = sayso.corpus(articles)
    assert corpus.quotes["x"] == values == corpus.documents["x"]
    assert {name: unit for name, unit, *_ in corpus.quotes.schema}["x"] == {
        "int": "int64", "float": "float64", "bool": "bool", "str": "text"}[kind]


def test_columns_of_json_lines_have_the_type_of_their_values(tmp_path):
    path, more = tmp_path / "rows.jsonl", tmp_path / "rows.csv"
    rows = [{"text": "x", "a": 1, "b": "1", "c": True, "d": [1], "e": None}, {"text": "x", "a": 1.5, "b": "2", "c": False}]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    articles = sayso.read(path, carry=list("abcde"))
    assert articles.types == {"a": "float", "b": "str", "c": "bool", "d": "str", "e": "str"}
    assert [article.carried for article in articles] == [(1.0, "1", True, "[1]", None), (1.5, "2", False, None, None)]
    more.write_text("text,a,b\ny,2,3\n")
    assert sayso.read(path, more, carry=["a"]).types == {"a": "float"}
    assert sayso.read(path, more, carry=["b"]).types == {"b": "str"}
    (tmp_path / "plain.txt").write_text("y")
    assert sayso.read(more, tmp_path / "plain.txt", carry=["a"]).types == {"a": "int"}  # a file without columns has no say
    assert sayso.read(tmp_path / "none.csv", carry=["a"]).types == {"a": "str"}


def test_bad_lines_cost_themselves(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text('{"text": "a"}\nnot json\n[1]\n{"text": 7}\n{"other": 1}\n{"text": "b"}\n')
    articles = list(sayso.read(path))
    assert [article.text for article in articles] == ["a", None, None, None, None, "b"]
    assert "line 2 is no JSON" in articles[1].note and "no JSON object" in articles[2].note
    assert "int, not text" in articles[3].note and "nothing" in articles[4].note
    assert sayso.corpus(sayso.read(path)).documents["status"].count("unreadable") == 4
    path.write_text('{"text": "a", "n": 1}\n{"text": "b", "n": 1}\n')
    with pytest.raises(ValueError, match="'1' occurs twice"):
        sayso.corpus(sayso.read(path, id="n"))


@pytest.mark.thirdparty
def test_damaged_parquet_costs_itself(tmp_path):
    pytest.importorskip("pyarrow")
    (tmp_path / "x.parquet").write_bytes(b"PAR1 and then nothing")
    (article,) = sayso.read(tmp_path / "x.parquet", carry=["outlet"])
    assert article.text is None and "no Parquet file" in article.note and article.carried == (None,)
    assert sayso.read(tmp_path / "x.parquet").count() == 1


def page(paragraphs: str) -> str:
    return (
        "<html><head><title>Harbour vote</title><meta property='article:published_time' content='2024-03-01'></head>"
        f"<body><nav><a href='/'>Home</a></nav><article><h1>Harbour vote</h1>{paragraphs}</article></body></html>"
    )


@pytest.mark.thirdparty
def test_pages_of_html(tmp_path):
    pytest.importorskip("trafilatura", reason="trafilatura is not installed")
    words = "<p>“The harbour is too small for ship number {0},” said Zoë Lee, the mayor. It was built in 19{0}.</p>"
    body = "".join(words.format(number) for number in range(10, 18))
    path = tmp_path / "page.html"
    path.write_text(page(body), encoding="utf-8")
    (article,) = sayso.read(path)
    assert article.headline == "Harbour vote" and article.date == "2024-03-01" and "Home" not in article.text
    corpus = sayso.corpus(sayso.read(path))
    quote = corpus.quotes[0]
    assert article.whole()[quote["content_start"] : quote["content_end"]] == quote["content"]  # in the extracted text
    assert quote["speaker"] == "Zoë Lee"
    path.write_text("<html><body></body></html>")
    (article,) = sayso.read(path)
    assert article.text is None and "no article" in article.note


def test_missing_extras_are_named(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    (tmp_path / "x.html").write_text(page("<p>x</p>"))
    with pytest.raises(ImportError, match=r"sayso\[html\]"):
        list(sayso.read(tmp_path / "x.html"))
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    (tmp_path / "x.parquet").write_bytes(b"")
    with pytest.raises(ImportError, match=r"sayso\[arrow\]"):
        list(sayso.read(tmp_path / "x.parquet"))


def test_standard_input(monkeypatch):
    class Input:
        buffer = io.BytesIO(TEXT.encode())

    monkeypatch.setattr(sys, "stdin", Input)
    assert list(sayso.read("-")) == [Article("standard input", TEXT, encoding="utf-8")]


def test_a_path_is_no_corpus(tmp_path):
    for path in (tmp_path, str(tmp_path), b"x"):
        with pytest.raises(TypeError, match=r"sayso\.read\(path\)"):
            sayso.corpus(path)


def test_wrong_arguments():
    with pytest.raises(TypeError, match="at least one"):
        sayso.read()
    with pytest.raises(TypeError, match="not one str"):
        sayso.read("x", carry="outlet")
    with pytest.raises(TypeError, match="bytes"):
        sayso.read(b"x")


def test_why_there_is_no_text_stands_among_the_texts():
    documents = list(sayso.parse_many([sayso.TextError("the page is gone"), "x"]))
    assert documents[0].error == "TextError: the page is gone" and documents[1].error is None
    with pytest.raises(sayso.TextError, match="text 0: the page is gone"):
        list(sayso.parse_many([sayso.TextError("the page is gone")], errors="raise"))
