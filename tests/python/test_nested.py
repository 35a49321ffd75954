"""Attributions inside a content (tests/bench/nested.py prints the figures), and whose the words in marks are."""

import pytest

import sayso
from scripts import load

nested = load("bench/nested.py")


def test_coded_passages() -> None:
    found = nested.tally(list(nested.read_passages()))
    assert len(found.wanted) >= 55
    assert sum(found.outer) / len(found.outer) >= 0.9
    assert sum(found.found) / len(found.found) >= 0.78, "precision"
    assert sum(found.wanted) / len(found.wanted) >= 0.75, "recall"
    assert sum(found.words) / len(found.words) >= 0.87, "words in marks"


def test_the_outermost_stands_and_the_inner_one_has_a_parent() -> None:
    document = sayso.parse('According to the Post, Ana Ruiz said she "would never sign".')
    (outer,), (inner,) = document.attributions, document.nested
    assert (outer.source.text, inner.source.text, inner.parent, inner.depth) == ("the Post", "Ana Ruiz", outer, 1)
    assert (outer.kind, outer.quoted_words, inner.quoted_words) == ("mixed", 0, 3)
    assert [span.text for span in outer.quoted] == ["would never sign"]


def test_words_in_the_outer_speakers_marks_are_hers() -> None:
    document = sayso.parse('"He told me the boat was sound," said Ines Costa.')
    (outer,), (inner,) = document.attributions, document.nested
    assert (outer.quoted_words, inner.quoted_words, inner.kind, inner.quoted) == (7, 0, "indirect", ())


def test_words_in_inner_marks_are_the_inner_speakers() -> None:
    document = sayso.parse('"She told me, \'I am cold,\' and I left," said Jo Park.')
    (outer,), (inner,) = document.attributions, document.nested
    assert (outer.quoted_words, inner.quoted_words) == (6, 3)


@pytest.mark.parametrize("passage", list(nested.read_passages()), ids=lambda passage: str(passage.number))
def test_no_word_in_marks_counts_twice(passage: object) -> None:
    document = sayso.parse(passage.text)  # type: ignore[attr-defined]
    total = sum(a.quoted_words for a in (*document.attributions, *document.nested))
    assert total <= document.health.quoted_words
    assert document.health.attributed is None or document.health.attributed <= 1
