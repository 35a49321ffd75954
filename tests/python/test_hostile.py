"""Two hundred hostile texts: never an exception, and every span of every kind fits its text."""

import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import sayso

MARKS = "\"'`“”„‟‘’‚‛«»‹›＂′″"
SPACES = " \t\u00a0\u2003\u200b\u200d\u2060\ufeff\u3000"
BREAKS = ("\n", "\r\n", "\r", "\n\n", "\u0085", "\u2028", "\u2029", "\v", "\f", "\n \n", "\n\t")
WORDS = ("said", "He", "she", "told reporters", "according to", "Maria Silva", "the official", "NATO", "U.S.", "Mr.",
         "a.m.", "in Riga", "on Monday", "that", "will", "Dr. O'Neill", "don't", "rock 'n' roll", "6'2\"", "$1.5bn",
         "50%", "2021-12-01", "01/12/2021", "last year", "AT&T", "http://a.b/c?d=e", "@name", "#tag", "x" * 300,
         "Jean-Luc", "e\u0301te\u0301", "İstanbul", "ǅ", "ﬀ", "Straße", "日本語", "עברית", "العربية", "🙂👨‍👩‍👧", "🇱🇻",
         "\ud800", "\udfff", "\x00", "\x1b[31m", "\u202e", "A\u0300\u0301\u0302", "½", "№", "…", "...", "--", "—", "–")
LINES = ("RIGA, Latvia - ", "WASHINGTON (AP) — ", "By Maria Silva, The Post", "FRIDAY, April 19, 2024", "Q: Why?",
         "A: Why not.", "SILVA: We go.", "10:42 a.m.", "Read more: this", "Photo: that", "> quoted", "* item",
         "1. one", "— Name (@name)",
         "(Reporting by A; Editing by B)", "© 2021 The Post", "He said:", "Updated: 3 May 2021", "FILE - In this")


def texts() -> Iterator[tuple[str, str]]:
    """Name and text, 200 of them, the same in every run."""
    rng = random.Random(20211201)
    units = [*MARKS, "\n", "\r", ".", ",", "(", ")", "[", "-", "—", ":", "“a ", "” ", "a” ", "'a' ", "“‘", "s' ", "A. ",
             "Mr. ", "U.S. ", "he said ", "said that ", '"I," ', "He said. ", "Silva said Silva ", "Maria Silva, ",
             "the official ", "according to ", "1", "1,", "1.", "12/", "$1 ", "last ", "\ud800", "\x00", "\u0301",
             "\u200d", "🙂", "👨‍👩‍👧", "\u202e", "ﷺ", "A: b\n", "Q: a\n", "RIGA - ", "(AP) ", "10:42 a.m.\n",
             "> a\n\n", "* a\n"]
    for unit in units:
        yield f"{unit[:6]!r} repeated", unit * (3000 // len(unit))
    pools: dict[str, Callable[[], str]] = {
        "marks": lambda: rng.choice(MARKS) + rng.choice(("", " ", "a", ". ")),
        "words and marks": lambda: rng.choice(WORDS) + rng.choice((" ", "", rng.choice(MARKS), ", ", ". ")),
        "lines": lambda: rng.choice(LINES) + rng.choice(BREAKS),
        "spaces": lambda: rng.choice(SPACES) + rng.choice(("", "a", "“")) + rng.choice(("", *BREAKS)),
        "any characters": lambda: chr(rng.randrange(rng.choice((0x80, 0x3000, 0x110000)))),
        "everything": lambda: rng.choice((rng.choice(WORDS), rng.choice(MARKS), rng.choice(SPACES), rng.choice(BREAKS),
                                          rng.choice(LINES), rng.choice((" ", ". ", ", ")))),
    }
    left = 200 - len(units)
    for i in range(left):
        name = [*pools][i % len(pools)]
        yield f"{name} {i}", "".join(pools[name]() for _ in range(rng.choice((3, 30, 300, 1500))))


TEXTS = list(texts())


def spans_of(thing: Any, seen: int = 0) -> Iterator[Any]:
    """Every span that can be reached from a record's own fields."""
    if thing is None or isinstance(thing, (str, int, float)):
        return
    if isinstance(thing, tuple):
        for item in thing:
            yield from spans_of(item, seen)
        return
    if hasattr(thing, "start") and hasattr(thing, "end"):
        yield thing
    if seen < 1 and not isinstance(thing, sayso.Document):
        for name in dir(thing):
            if not name.startswith("_") and name not in ("text", "document"):
                value = getattr(thing, name)
                if not callable(value):
                    yield from spans_of(value, seen + 1)


def check(text: str, document: Any) -> None:
    """Raise if a span of any kind does not fit the text, or if tokens or contents overlap."""
    assert document.text == text
    for name in ("tokens", "sentences", "paragraphs", "mentions", "entities", "attributions", "scare_quotes", "dates",
                 "quantities", "warnings"):
        for record in getattr(document, name):
            for span in spans_of(record):
                assert 0 <= span.start <= span.end <= len(text), (name, span)
                assert text[span.start:span.end] == span.text, (name, span)
    for span in spans_of(document.layout):
        assert text[span.start:span.end] == span.text
    for name in ("tokens", "sentences", "paragraphs", "mentions", "dates", "quantities"):
        end = 0
        for span in getattr(document, name):
            assert span.start >= end, (name, span)
            end = span.end
    covered: set[int] = set()
    for attribution in document.attributions:
        if attribution.depth == 0:
            for piece in attribution.content:
                places = set(range(piece.start, piece.end))
                assert not covered & places, attribution
                covered |= places


def test_there_are_two_hundred() -> None:
    assert len(TEXTS) == 200


@pytest.mark.parametrize("text", [pytest.param(text, id=str(i)) for i, (_, text) in enumerate(TEXTS)])
def test_hostile(text: str) -> None:
    check(text, sayso.parse(text))


def test_hostile_with_every_option() -> None:
    for single in ("auto", True, False):
        parser = sayso.Parser(single_quotes=single)
        for _, text in TEXTS[::7]:
            check(text, parser.parse(text, date="2021-12-01"))


def test_everything_joined() -> None:
    text = "\n".join(text for _, text in TEXTS)
    check(text, sayso.parse(text))
