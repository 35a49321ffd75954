"""What an article says is data in every output: no markup, no formula, no escape sequence and no line of its own."""

import csv
import html.parser
import io
import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

import sayso
from sayso import _cli, export

EVIL = '"><script>alert(1)</script><img src=x onerror=alert(1)>&amp;]]><!--'
TEXT = (
    f"=cmd|' /C calc'!A0 {EVIL}\n\n"
    f'"We {EVIL} waited,\t=1+1 \x1b]0;title\x07 \x1b[2J too \u202elong\u202c," said Ann <b onload="x">Lee</b>.\n\n'
    f'Mayor Ann Lee said that {EVIL} was late. "=SUM(A1) is @late," she said. "-1+1 +2," said Bob\u2028Ray{EVIL}.\n'
)


@pytest.fixture(scope="module")
def document() -> sayso.Document:
    return sayso.parse(TEXT, id=f"../../=cmd{EVIL}\n\tT1")


class Tags(html.parser.HTMLParser):
    """The elements and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes |= {name for name, _ in attrs}


@pytest.mark.parametrize("what", ["page", "notebook", "table"])
def test_pages_have_no_elements_of_the_article(document: sayso.Document, what: str) -> None:
    """The elements and attributes are those of a harmless article."""
    def shown(of: sayso.Document) -> Tags:
        corpus = sayso.corpus([of.text])
        page = {"page": of.to_html, "notebook": of._repr_html_, "table": corpus._repr_html_}[what]()
        tags = Tags()
        tags.feed(page)
        return tags

    harmless = '"We waited," said Ann Lee.\n\nMayor Ann Lee said that it was late. "It is," she said.'
    evil, plain = shown(document), shown(sayso.parse(harmless))
    assert evil.elements.isdisjoint({"script", "img", "b"} - plain.elements)
    assert not any(name.startswith("on") for name in evil.attributes)


def test_xml_is_one_tree_without_elements_of_the_article(document: sayso.Document) -> None:
    """TEI parses, and what stood in angle brackets is text."""
    root = ET.fromstring(export.tei(document, title=EVIL))
    names = {element.tag.rsplit("}", 1)[-1] for element in root.iter()}
    assert names.isdisjoint({"script", "img", "b"})
    assert "<script>alert(1)</script>" in "".join(root.itertext())


@pytest.mark.parametrize("form", ["brat", "conll", "webanno"])
def test_lines_are_of_the_format(document: sayso.Document, form: str) -> None:
    """No word of the article begins a line, or a column, of its own."""
    lines = getattr(export, form)(document).split("\n")
    shapes = {
        "brat": r"[TREA#]\S*\t.*|",
        "conll": r"#.*|\d+\t[^\t]+(\t[^\t]*)+|",
        "webanno": r"#.*|\d+-\d+(\.\d+)?\t\d+-\d+\t[^\t]*(\t[^\t]*)*|",
    }
    assert not [line for line in lines if not re.fullmatch(shapes[form], line)]
    if form != "brat":  # columns: the same number in every row
        assert len({line.count("\t") for line in lines if line[:1].isdigit()}) == 1


def test_json_is_json(document: sayso.Document) -> None:
    """Label Studio's task and the document itself give the text back as it was."""
    assert json.loads(json.dumps(export.label_studio(document)))["data"]["text"] == TEXT
    assert sayso.Document.from_dict(json.loads(document.to_json())).text == TEXT


@pytest.mark.parametrize("name", ["quotes", "attributions", "mentions", "entities", "documents", "warnings"])
def test_no_cell_is_a_formula(tmp_path: Path, name: str) -> None:
    """No cell of any table begins with what a spreadsheet computes."""
    corpus = sayso.corpus({"text": [TEXT], "id": ["=1+1"], "outlet": ["@SUM(A1)"]}, id="id", carry=["outlet"])
    path = tmp_path / "table.csv"
    getattr(corpus, name).write_csv(path)
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    number = re.compile(r"-?\d+(\.\d+)?(e-?\d+)?")
    assert not [cell for row in rows for cell in row if cell[:1] in tuple("=+-@\t\r") and cell and not number.fullmatch(cell)]


@pytest.mark.parametrize("form", ["text", "csv", "jsonl", "json"])
def test_a_terminal_is_told_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str) -> None:
    """Neither escape sequences nor bidirectional controls reach the terminal as such."""
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert _cli.run([str(path), *([] if form == "text" else ["--format", form])]) == 0
    out = capsys.readouterr().out
    assert out and "\x1b" not in out and "\x07" not in out
    if form == "text":
        assert "\u202e" not in out
