"""The article as a notebook shows it."""

import html.parser
import re
from pathlib import Path

import pytest

import sayso

SAMPLE = Path(sayso.__file__).parent / "data" / "article.txt"


class Reader(html.parser.HTMLParser):
    """Collects the text outside style and tags put in front, and checks that elements close in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, str]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in {"div", "style", "span", "p", "details", "summary", "br"}
        assert all(name in {"class", "title"} for name, _ in attrs)
        if tag != "br":
            self.open.append((tag, dict(attrs).get("class") or ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        inside = [name for _, name in self.open]
        if any(tag == "p" for tag, _ in self.open) and not any(name.startswith("who") for name in inside):
            self.text.append(data)


def read(markup: str) -> Reader:
    reader = Reader()
    reader.feed(markup)
    reader.close()
    assert not reader.open
    return reader


def test_the_article_is_all_there_and_in_order() -> None:
    document = sayso.parse(SAMPLE.read_text(encoding="utf-8"))
    shown = "".join(read(document._repr_html_()).text)
    assert shown == "".join(paragraph.text for paragraph in document.paragraphs)


def test_quotations_speakers_and_names_are_marked() -> None:
    markup = sayso.parse('"Enough," said Maria Silva, a mayor in Porto.')._repr_html_()
    assert re.search(r'<span class="who">Maria Silva</span><span class="direct"', markup)
    assert 'class="cue">said<' in markup and "m person" in markup and "m place" in markup


@pytest.mark.parametrize("text", [
    "", " ", '"', "<p>&amp;</p>", "\ud800 said “x”", 'He said "<img src=x onerror=alert(1)>".', "\N{RIGHT-TO-LEFT OVERRIDE}abc",
    "\n\n".join(f'"Word {i}," said Ann Lee.' for i in range(200)),
])
def test_odd_texts_make_sound_html(text: str) -> None:
    document = sayso.parse(text)
    read(document._repr_html_())
    page = document.to_html()
    assert page.startswith("<!doctype html>") and "<img" not in page and "<script" not in page
    page.encode("utf-8")


def test_long_articles_are_folded_in_a_notebook_only() -> None:
    document = sayso.parse("\n\n".join(f'"Word {i}," said Ann Lee.' for i in range(200)))
    assert "140 more paragraphs" in document._repr_html_()
    assert "more paragraphs" not in document.to_html()
