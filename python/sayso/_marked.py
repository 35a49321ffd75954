"""What formats for annotators share: the pieces of attributions by role, and which tokens lie in a span."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from sayso._core import Attribution, Document


class Part(NamedTuple):
    """Content, cue or source of one attribution; ``number`` counts attributions from 1, outermost and nested ones."""

    number: int
    role: str
    pieces: tuple[tuple[int, int], ...]
    attribution: Attribution


def made_by(document: Document) -> str:
    """Which rules and which model read a document: "rules 2, model 7d84b21224026821"."""
    return f"rules {document.rules}, model {document.model or 'unknown'}"


def parts(document: Document) -> Iterator[Part]:
    """Yield the parts of all attributions in the order of the document's records."""
    for number, attribution in enumerate(in_order(document), 1):
        yield Part(number, "content", tuple((span.start, span.end) for span in attribution.content), attribution)
        for role, span in (("cue", attribution.cue), ("source", attribution.source)):
            if span:
                yield Part(number, role, ((span.start, span.end),), attribution)


def in_order(document: Document) -> list[Attribution]:
    """Outermost and nested attributions by index."""
    return sorted([*document.attributions, *document.nested], key=lambda attribution: attribution.index)


def speaker_name(attribution: Attribution) -> str | None:
    """Who it is said to be, in a word for people."""
    return attribution.speaker.name if attribution.speaker else None


class TokenIndex:
    """The tokens of a document by position."""

    def __init__(self, document: Document) -> None:
        self.spans = [(token.start, token.end) for token in document.tokens]
        self._starts = [start for start, _ in self.spans]
        self._ends = [end for _, end in self.spans]

    def within(self, start: int, end: int) -> range:
        """The indices of tokens of which at least a part lies in the span."""
        return range(bisect_right(self._ends, start), bisect_left(self._starts, end))


def lines_of(text: str, pieces: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The pieces cut at line breaks, without what is blank at their ends."""
    cut = []
    for start, end in pieces:
        at = start
        for line in text[start:end].splitlines(keepends=True):
            bare = line.strip()
            if bare:
                first = at + line.index(bare[0])
                cut.append((first, first + len(bare)))
            at += len(line)
    return cut


def clean(value: Any) -> str:
    """A value on one line, without tabs."""
    return " ".join(str(value).split())
