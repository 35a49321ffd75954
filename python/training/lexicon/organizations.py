"""Organisations of the gazetteers: universities, companies, clubs, agencies, armed forces, listed groups."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from frequency import Words
from gazetteers import corpora_list, read_table
from rows import Row, with_plain

LATIN = re.compile(r"[A-Za-zÀ-ɏ0-9&'’.,()/ -]+")
CLUB_WORD = re.compile(
    r"\b(FC|AFC|SC|CF|AC|AS|SV|FK|SK|NK|BK|IF|CD|SD|UD|United|City|Town|Rovers|Rangers|Wanderers|Athletic|Albion|Hotspur|County"
    r"|Real|Club|Sporting|Dynamo|Dinamo|Spartak|Lokomotiv|Olympique|Inter|Borussia|Eintracht|Universidad|Atlético)\b"
)
FORCE = re.compile(r"(Forces?|Army|Navy|Guards?|Gendarmerie|Police|Corps|Militia|Command|Troops|Marines)$")
ANY_FORCE = ("Land", "Air", "Naval", "Ground", "Coast", "Special")
COMPANY_TAIL = re.compile(
    r",? (Inc|Inc\.|Incorporated|Corp|Corp\.|Corporation|Co|Co\.|Company|Companies|Ltd|Ltd\.|plc|PLC|L\.P\.|Group|Holdings?"
    r"|Holdings Corporation|International|N\.V\.|Limited)$"
)
LISTED_GROUPS = ("united_states", "united_kingdom", "european_union", "australia", "canada", "india", "united_nations")


def clean(name: str) -> str:
    """A name without brackets, doubled blanks and dots of rest."""
    name = re.sub(r"\s*\([^)]*\)?|\s*\[[^]]*\]", "", name)
    return re.sub(r"\s+", " ", name).strip(" ,;–-")


def several_words(name: str) -> bool:
    """Is it two to seven words of Latin letters, the first with a capital?"""
    return bool(LATIN.fullmatch(name)) and 2 <= len(name.split()) <= 7 and name[0].isupper()


def universities(folder: Path) -> Iterator[Row]:
    """Universities and colleges by the whole name."""
    for row in read_table(folder, "universities"):
        name = clean(row["name"].replace("&", "and")).removeprefix("The ")
        if several_words(name) and "," not in name and not name.isupper():
            yield from with_plain([Row(name, ("university",))])


def companies(folder: Path, words: Words) -> Iterator[Row]:
    """Companies of the lists, also without "Inc." and the like; one word alone only if it is no everyday word."""
    names = [row["name"] for row in read_table(folder, "sp500")]
    names += [name for part in ("fortune500", "nasdaq", "cars") for name in corpora_list(folder, f"corporations/{part}")]
    for name in names:
        name = clean(name).removeprefix("The ")
        for form in dict.fromkeys((name, COMPANY_TAIL.sub("", name), COMPANY_TAIL.sub("", COMPANY_TAIL.sub("", name)))):
            one = " " not in form
            if not LATIN.fullmatch(form) or one and (len(form) < 4 or form.isupper() or words.lower[form.lower()] > 0):
                continue
            if form[0].isupper() and not all(words.everyday(word.lower()) for word in form.split()):
                yield Row(form, ("company",))


def clubs(folder: Path) -> Iterator[Row]:
    """Football clubs of two words and more, one of them a club's."""
    for row in read_table(folder, "football_clubs"):
        if not row["file"].split(".")[-1].startswith("clubs"):
            continue
        name = clean(row["name"])
        if several_words(name) and CLUB_WORD.search(name) and not re.search(r"\d{2}|/|\b[A-Z]\.[A-Z]", name):
            yield from with_plain([Row(name, ("club",))])


def forces(folder: Path) -> Iterator[Row]:
    """Armed forces with a proper name, not "Navy" alone."""
    for row in read_table(folder, "armed_forces_by_country"):
        name = clean(row["force"] or "")
        if several_words(name) and FORCE.search(name) and name.split()[0] not in ANY_FORCE:
            if not re.search(r"Ministry|\d|\b(the|includes|and)$", name):
                yield from with_plain([Row(name, ("military",))])


def others(folder: Path) -> Iterator[Row]:
    """Federal agencies, papers, charities and the groups that states have listed as terrorist."""
    for name in corpora_list(folder, "governments/us_federal_agencies"):
        if several_words(name := clean(name).removeprefix("The ")):
            yield Row(name, ("government",))
            if "&" in name:
                yield Row(name.replace("&", "and"), ("government",))
    for name in corpora_list(folder, "corporations/newspapers"):
        if several_words(name := clean(name)):
            yield Row(name, ("outlet",))
            if several_words(short := name.removeprefix("The ")):
                yield Row(short, ("outlet",))
    for name in corpora_list(folder, "corporations/charities"):
        if several_words(name := clean(name)):
            yield Row(name, ("organization",))
    for state in LISTED_GROUPS:
        for name in corpora_list(folder, f"societies_and_groups/designated_terrorist_groups/{state}"):
            if several_words(name := clean(name)) or re.fullmatch(r"[Aa]l-[A-Z][\w'-]+", name):
                yield Row(name, ("organization",))


def without_trivial(rows: Iterable[Row]) -> Iterator[Row]:
    """Rows whose text is more than one word that could be anything."""
    for row in rows:
        if len(row.text) > 3:
            yield row


def all_organizations(folder: Path, words: Words) -> Iterator[Row]:
    """All rows of this module."""
    yield from without_trivial(universities(folder))
    yield from without_trivial(companies(folder, words))
    yield from without_trivial(clubs(folder))
    yield from without_trivial(forces(folder))
    yield from without_trivial(others(folder))
