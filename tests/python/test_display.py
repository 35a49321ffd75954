"""The article and the corpus as a notebook shows them."""

import html.parser
import re
from pathlib import Path

import pytest

import sayso

SAMPLE = Path(sayso.__file__).parent / "data" / "article.txt"
TAGS = set("div style span p details summary br h4 b table thead tbody tr th td".split())


class Reader(html.parser.HTMLParser):
    """Collects the article's text and the cells of tables, and checks that elements close in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, str]] = []
        self.text: list[str] = []
        self.rows: list[list[str]] = []
        self.tips: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS
        for name, value in attrs:
            assert name in {"class", "title", "style"}
            assert name != "style" or re.fullmatch(r"width:[0-9.]+%", value or "")
        self.tips += [value or "" for name, value in attrs if name == "title"]
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
        if tag != "br":
            self.open.append((tag, dict(attrs).get("class") or ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        tags = [tag for tag, _ in self.open]
        if "p" in tags and not any(name.startswith("who") for _, name in self.open):
            self.text.append(data)
        if "td" in tags or "th" in tags:
            self.rows[-1][-1] += data


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
    assert re.search(r'<span class="who"><span class="n">1</span>Maria Silva</span><span class="direct"', markup)
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


def test_the_table_tells_who_said_what_where_and_why() -> None:
    text = 'Tall trees fell in the storm.\n\n"Enough," said Maria Silva, a mayor in Porto.\n\nShe denied that it was late.'
    document = sayso.parse(text)
    reader = read(document._repr_html_())
    assert reader.rows[0] == ["#", "speaker", "kind", "cue", "text", "¶"]
    assert reader.rows[1] == ["1", "Maria SilvaMaria Silva, a mayor in Porto", "direct", "said", '"Enough,"', "1"]
    assert [row[0] for row in reader.rows[1:]] == [str(i + 1) for i in range(len(document.attributions))]
    tip = next(tip for tip in reader.tips if tip.startswith("direct, speech, said"))
    quote = document.attributions[0]
    assert f"\nconfidence {quote.confidence:.2f}" in tip and f"confidence {quote.speaker_confidence:.2f}" in tip
    assert all(sayso.explain(code) in tip for code in (*quote.evidence, *quote.speaker_evidence))


def test_long_articles_are_folded_in_a_notebook_only() -> None:
    document = sayso.parse("\n\n".join(f'"Word {i}," said Ann Lee.' for i in range(200)))
    shown = document._repr_html_()
    assert "<summary>170 more paragraphs</summary>" in shown
    assert f"<summary>{len(document.attributions) - 10} more rows</summary>" in shown
    assert len(read(shown).rows) == len(document.attributions) + 2  # a head above the folded rows as well
    page = document.to_html()
    assert "<details" not in page and page.count("<style>") == 1
    assert "<table" in page and "<table" not in document.to_html(quotes=False)
    with pytest.raises(TypeError):
        document.to_html(table=True)


def test_a_notebook_gets_no_more_than_it_can_hold() -> None:
    document = sayso.parse("\n\n".join(f'"Word {i}," said Ann Lee.' for i in range(2000)))
    shown = document._repr_html_()
    assert "and 1600 paragraphs that only to_html() shows" in shown
    assert f"and {len(document.attributions) - 400} rows that only to_html() shows" in shown
    assert len(shown) < len(document.to_html()) / 3 and "only to_html()" not in document.to_html()
    read(shown)


def test_colours_follow_the_theme() -> None:
    shown = sayso.parse("x")._repr_html_()
    for condition in ("prefers-color-scheme:dark", '[data-jp-theme-light="false"]', ".vscode-dark", "--jp-layout-color0"):
        assert condition in shown
    assert "http" not in shown and "@import" not in shown and "url(" not in shown


# ---- corpus ----

ARTICLES = [
    '"We waited too long," said Mayor Ana Ruiz on Monday. Ruiz said she was tired.\n\n"It is late," she said.',
    '"We lost money," said Tom Bell, the owner. The bridge will close, an official said on condition of anonymity.',
    None,
    '"<b>Enough</b>," said Ana Ruiz.',
]


def test_a_summary_adds_up() -> None:
    corpus = sayso.corpus(ARTICLES)
    summary = corpus.summary()
    assert (summary.documents, summary.unreadable) == (4, 1) and summary.warnings == {"unreadable": 1}
    assert summary.words == sum(row["story_words"] or 0 for row in corpus.documents)
    assert summary.quotes == len(corpus.quotes) == sum(summary.kinds.values()) == sum(summary.naming.values())
    assert summary.anonymous == summary.naming["undisclosed"] == 1 and summary.kinds["direct"] == 4
    first = summary.speakers[0]
    assert (first.name, first.quotes, first.documents) == ("Ana Ruiz", 4, 2)
    assert first.words == sum(row["words"] for row in corpus.quotes if row["speaker"] == "Ana Ruiz")
    assert summary.attributed == pytest.approx(1.0)
    assert sum(summary.genders.values()) == sum(row["source_kind"] == "person" for row in corpus.sources)
    figures = summary.to_dict()
    assert figures["quotes"] == summary.quotes and figures["speakers"][0]["name"] == "Ana Ruiz"


def test_a_summary_is_readable_in_a_terminal() -> None:
    text = repr(sayso.corpus(ARTICLES).summary())
    assert text.startswith("4 documents (1 unreadable)") and re.search(r"Ana Ruiz +4 +\d+ +2\n", text)
    assert max(map(len, text.splitlines())) <= 80


def test_a_corpus_shows_itself() -> None:
    corpus = sayso.corpus(ARTICLES)
    shown = corpus._repr_html_()
    reader = read(shown)
    assert reader.rows[0] == ["most quoted", "quotes", "", "words", "documents"] and reader.rows[1][:2] == ["Ana Ruiz", "4"]
    head = reader.rows.index(["doc_id", "speaker", "kind", "cue", "content"])
    first = corpus.quotes[0]
    assert reader.rows[head + 1] == ["0", first["speaker"], first["kind"], first["cue"], first["content"]]
    assert "<b>Enough" not in shown and "rows of its tables: documents 4" in shown
    read(corpus.summary()._repr_html_())


def test_a_corpus_of_nothing_shows_itself() -> None:
    for texts in ([], [None], ["Rain fell."]):
        corpus = sayso.corpus(texts)
        read(corpus._repr_html_())
        assert corpus.summary().attributed is None and corpus.summary().speakers == ()
        assert repr(corpus.summary()).startswith(f"{len(texts)} documents")
