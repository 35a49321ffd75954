"""Make the rows of the lexicon, in the order that decides which sense of an entry comes first.

    python build.py --data ../shared/data --rows rows.tsv --build build.json
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import cues
import frequency
import lists
import organizations
import people
import places
import sectors
from gazetteers import q_number, read_table
from roles import plurals, wordnet_roles
from rows import Row, with_plain

LEXICON_VERSION = 1
SOURCES = (
    "python/training/lexicon/lists", "gazetteers/countries", "gazetteers/demonyms", "gazetteers/territories",
    "gazetteers/given_names_us_uk", "gazetteers/forenames_by_country", "gazetteers/surnames_by_country",
    "gazetteers/surnames_us_census", "gazetteers/us_congress", "gazetteers/universities", "gazetteers/sp500",
    "gazetteers/football_clubs", "gazetteers/armed_forces_by_country", "gazetteers/corpora_lists",
    "gazetteers/wordnet_nouns", "gazetteers/wordnet_hypernyms",
) + tuple(f"counts: {name}" for name in frequency.TEXTS)


# Classes whose names are not surnames beside.
NOT_PEOPLE = {"country", "nationality", "month", "weekday", "language", "function", "pronoun"}
# Surnames that are also in one of those classes.
SURNAMES_TOO = {"jordan", "israel", "holland", "english", "french", "welsh", "scott", "england", "may", "chad", "polish"}


def lists_first(listed: list[Row]) -> Iterator[Row]:
    """Rows of our own lists, names with accents also without."""
    for row in listed:
        yield from with_plain([row]) if row.text[0].isupper() else [row]


# From here on a number holds entries together and is published nowhere (SAYSO_OWN_NUMBER; the callers' begin there).
OWN_NUMBER = 0xF8000000


def with_known_ids(folder: Path, rows: Iterable[Row]) -> Iterator[Row]:
    """Rows of our own lists: what Wikidata id none of the gazetteers has stays as a number of our own."""
    known = {q_number(row.get("wikidata")) for name in ("countries", "territories", "us_congress", "wordnet_nouns")
             for row in read_table(folder, name)}
    for row in rows:
        unknown = row.wikidata and row.wikidata not in known
        yield replace(row, wikidata=OWN_NUMBER + row.wikidata) if unknown else row


def all_rows(data: Path) -> Iterator[Row]:
    """Rows of all sources; places before people before organisations."""
    folder = data / "gazetteers"
    words = frequency.count(data)
    listed = list(with_known_ids(folder, lists.all_lists()))
    roles = [row for row in listed if "role" in row.classes] + list(wordnet_roles(folder, words))
    geography = list(places.all_places(folder, words))
    proper = {row.text.lower() for row in listed + geography if NOT_PEOPLE & set(row.classes)} - SURNAMES_TOO
    yield from cues.all_cues(words)
    yield from lists_first(listed)
    yield from roles
    yield from plurals(roles)
    yield from geography
    yield from people.all_people(folder, words, proper)
    yield from people.surnames_of(row for row in listed if "person" in row.classes)
    yield from organizations.all_organizations(folder, words)
    yield from (Row(word, ("common",), case="lower" if word == "us" else "any") for word in words.common())
    yield from (Row(word, ("verb",), case="lower") for word in words.finite_verbs())
    yield from sectors.all_sectors(lists.LISTS)


def unique(rows: Iterable[Row]) -> list[Row]:
    """Rows without those that stand there already, for each class of a text the first case and value."""
    seen = set()
    kept = []
    for row in rows:
        key = (row.text, row.classes, row.wikidata, row.case)
        if key not in seen:
            seen.add(key)
            kept.append(row)
    return kept


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--rows", type=Path, required=True)
    parser.add_argument("--build", type=Path, required=True)
    arguments = parser.parse_args()
    rows = unique(all_rows(arguments.data))
    arguments.rows.write_text("".join(row.line() for row in rows), encoding="utf-8")
    counts = Counter(name for row in rows for name in row.classes)
    summary = {"lexicon_version": LEXICON_VERSION, "entries": len(rows), "classes": dict(sorted(counts.items())),
               "sources": SOURCES}
    arguments.build.write_text(json.dumps(summary, indent=1) + "\n")


if __name__ == "__main__":
    main()
