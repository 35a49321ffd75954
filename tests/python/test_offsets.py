"""text[span.start:span.end] == span.text, for every span of every kind, whatever the text."""

import pytest
from hypothesis import example, given, settings

import sayso
from hostile import ARTICLE, PIECES, texts

KINDS = ["tokens", "sentences", "paragraphs", "mentions", "entities", "attributions", "nested", "scare_quotes", "dates"]
KINDS += ["quantities", "warnings"]


def spans_of(value, depth=0):
    """Every span that can be reached from a record, one reference deep."""
    if isinstance(value, sayso.Span):
        yield value
    if isinstance(value, tuple):
        for item in value:
            yield from spans_of(item, depth)
    elif type(value).__module__ == "sayso" and not isinstance(value, sayso.Document) and depth < 2:
        for name in dir(type(value)):
            if not name.startswith("_") and name not in ("document", "entity", "speaker", "affiliation", "parent"):
                member = getattr(value, name)
                if not callable(member):
                    yield from spans_of(member, depth + 1)


def all_spans(document):
    yield from spans_of(document.layout)
    for kind in KINDS:
        for record in getattr(document, kind):
            yield from spans_of(record)


def check(text):
    document = sayso.parse(text)
    assert document.text == text
    count = 0
    for span in all_spans(document):
        assert 0 <= span.start <= span.end <= len(text)
        assert text[span.start : span.end] == span.text
        count += 1
    return document, count


@given(texts)
@settings(max_examples=400, deadline=None)
@example("")
@example("\ud800")
@example("“" * 50)
@example("\r\n\r\n")
@example("a\u0301\u200d\U0001f600 said “\udfff” “x")
def test_every_span_of_any_text(text):
    check(text)


@given(texts)
@settings(max_examples=150, deadline=None)
def test_tokens_are_in_order_and_cover_what_is_visible(text):
    document, _ = check(text)
    end = 0
    covered = set()
    for token in document.tokens:
        assert end <= token.start < token.end
        end = token.end
        covered.update(range(token.start, token.end))
    for at, character in enumerate(text):
        if character.isalnum() and character.isascii():
            assert at in covered, (at, character)


@given(texts)
@settings(max_examples=150, deadline=None)
def test_mentions_never_overlap_and_sentences_nest_in_paragraphs(text):
    document, _ = check(text)
    end = 0
    for mention in document.mentions:
        assert end <= mention.start
        end = mention.end
    for sentence in document.sentences:
        paragraph = document.paragraphs[sentence.paragraph]
        assert paragraph.start <= sentence.start and sentence.end <= paragraph.end
        assert all(document.tokens[t.index].sentence == sentence.index for t in sentence.tokens)


def test_an_article_has_spans_of_all_kinds():
    document, count = check(ARTICLE)
    assert count > 200
    for kind in ["tokens", "sentences", "paragraphs", "mentions", "attributions", "dates", "quantities"]:
        assert len(getattr(document, kind)) > 0, kind


@pytest.mark.parametrize("piece", PIECES)
def test_each_piece_around_an_article(piece):
    check(piece + ARTICLE + piece)
    check(ARTICLE.replace("said", piece + "said" + piece))


@pytest.mark.parametrize("width", [1, 2, 3, 4])
def test_offsets_after_wide_characters(width):
    wide = {1: "a", 2: "é", 3: "—", 4: "\U0001f600"}[width]
    for n in (1, 20, 21, 22, 63, 64, 65, 1000):
        text = wide * n + " said Anna Berg."
        document, _ = check(text)
        assert document.text[document.tokens[-1].start] == "."


def test_one_line_of_ten_megabytes():
    sentence = "“It is late,” said Žanna Krūmiņa of the Port Authority on Monday. "
    text = sentence * (10_000_000 // len(sentence.encode()))
    document = sayso.parse(text)
    tokens = document.tokens
    assert len(tokens) > 1_000_000
    for token in tokens[:: len(tokens) // 1000]:
        assert text[token.start : token.end] == token.text
    for mention in document.mentions[::1000]:
        assert text[mention.start : mention.end] == mention.text
    for attribution in document.attributions[::1000]:
        for span in attribution.content:
            assert text[span.start : span.end] == span.text


@pytest.mark.parametrize("character", ['"', "“", "”", "'", "a", ".", "\n", "\u0301", "\U0001f600", "A. ", "(", "said "])
def test_a_hundred_thousand_of_one_thing(character):
    text = character * 100_000
    document = sayso.parse(text)
    for token in document.tokens[:: max(1, len(document.tokens) // 100)]:
        assert text[token.start : token.end] == token.text
