"""Rows of the lexicon: one text, its classes, and what is known of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Row:
    """One entry on its way to the compiler.

    Attributes
    ----------
    text : str
        As it is written in running text.
    classes : tuple of str
        Names of ``lexicon_class_names()``.
    value : str
        A number, an ISO 4217 code, or empty for 0.
    wikidata : int
        Q number, 0 for none.
    case : str
        "any", "capital", "upper" or "lower"; empty: capital if the text begins with one, else any.
    name : str
        Canonical name where it differs usefully, else empty.
    """

    text: str
    classes: tuple[str, ...]
    value: str = ""
    wikidata: int = 0
    case: str = ""
    name: str = ""

    def line(self) -> str:
        """The row as ``build_lexicon`` reads it."""
        case = self.case or case_of(self.text)
        number = str(self.wikidata or "")
        return "\t".join((self.text, "+".join(self.classes), self.value, number, case, self.name)) + "\n"


def case_of(text: str) -> str:
    """The case rule that a text asks for by the way it is written."""
    first = next((c for c in text if c.isalpha()), "a")
    return "capital" if first.isupper() else "any"


def plain(text: str) -> str:
    """A text without accents: "São Tomé" as "Sao Tome"."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def with_plain(rows: Iterable[Row]) -> Iterator[Row]:
    """Each row, and where it has accents also its form without."""
    for row in rows:
        yield row
        if (bare := plain(row.text)) != row.text:
            yield replace(row, text=bare, name=row.name or row.text)
