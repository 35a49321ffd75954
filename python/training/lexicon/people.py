"""Given names with their share of women, surnames, and the members of the United States Congress."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from frequency import Words
from gazetteers import q_number, read_table
from rows import Row, with_plain

MIN_BEARERS = 150      # of a given name, United States and United Kingdom together
MIN_COMMON_BEARERS = 20000  # of one that is also an everyday word
# Given names that news nearly always means otherwise.
NOT_GIVEN = frozenset(
    "cash crystal destiny diamond earnest eve haven heaven harmony ivory junior justice king legend luna major maverick may"
    " miracle poppy prince river rocky royal summer van candy willow autumn journey london paris rome milan cairo memphis"
    " phoenix washington boston berlin vienna geneva asia africa america europe kenya india china ireland egypt iran persia"
    " holland britain texas montana nevada arizona tennessee florida alaska california iraq israel cuba haiti brazil france"
    " germany russia poland spain italy turkey japan korea vietnam jamaica syria lebanon monday tuesday wednesday thursday"
    " friday saturday sunday january february march july september october november december english french german american"
    " british indian the and she her his him you they this that u us un an al el le la de da di do du dr mr mrs ms sir lord"
    " lady pope saint queen islam emperor czar general captain colonel sergeant judge senator governor president mayor bishop"
    " christian muslim islam mecca medina zion eden heaven-leigh nevaeh messiah".split()
) - {"christian"}
UNKNOWN_SHARE = 255


def share_value(women: int, men: int) -> int:
    """cue value of a given name: rounded share of women, and the logarithm of the count above it."""
    total = women + men
    share = round(100 * women / total)
    if 5 < share < 95:
        share = round(share / 5) * 5
    return share | (total.bit_length() - 1) << 8


def capitalised(name: str) -> str:
    """A lower-case name as it is written: "o'neil" as "O'Neil", "jean-paul" as "Jean-Paul"."""
    return "-".join("'".join(p[:1].upper() + p[1:] for p in part.split("'")) for part in name.split("-"))


def given_names(folder: Path, words: Words) -> Iterator[Row]:
    """Given names; an everyday word only if very many bear it as a name."""
    seen = set()
    for row in read_table(folder, "given_names_us_uk"):
        name = row["name"]
        men = int(row["us_male"]) + int(row["uk_male"])
        women = int(row["us_female"]) + int(row["uk_female"])
        if name in NOT_GIVEN or men + women < MIN_BEARERS or len(name) < 3 and men + women < 2000:
            continue
        if words.everyday(name) and (men + women < MIN_COMMON_BEARERS or words.rather_word(name)):
            continue
        seen.add(name)
        yield Row(capitalised(name), ("given_name",), str(share_value(women, men)))
    for row in read_table(folder, "forenames_by_country"):
        name = row["name"].strip()
        if len(name) > 2 and name.isalpha() and name.lower() not in seen and not words.everyday(name.lower()):
            seen.add(name.lower())
            share = {"F": 100, "M": 0}.get(row["gender"], UNKNOWN_SHARE)
            yield from with_plain([Row(name, ("given_name",), str(share | 4 << 8))])


def surnames(folder: Path, words: Words, proper: set[str]) -> Iterator[Row]:
    """Surnames that are no everyday word and no country or people; those of ``lists/word_names.txt`` stand there."""
    seen = set()
    for table in ("surnames_by_country", "surnames_us_census"):
        for row in read_table(folder, table):
            name = row["name"].strip()
            if len(name) < 2 or not name.replace("'", "").replace("-", "").isalpha() or name in seen:
                continue
            seen.add(name)
            lower = name.lower()
            if words.everyday(lower) or lower in NOT_GIVEN or lower in proper:
                continue
            yield from with_plain([Row(name, ("surname",))])


def congress(folder: Path) -> Iterator[Row]:
    """Whole names of the members of Congress."""
    for row in read_table(folder, "us_congress"):
        gender = {"F": "1", "M": "2"}.get(row["gender"], "0")
        number = q_number(row["wikidata"])
        yield from with_plain([Row(row["name"], ("person",), gender, number)])
        parts = row["name"].split()
        if len(parts) == 3 and len(parts[1].rstrip(".")) == 1:
            yield from with_plain([Row(f"{parts[0]} {parts[2]}", ("person",), gender, number, name=row["name"])])


SURNAME_FIRST = re.compile(
    r"(Xi|Hu|Jiang|Deng|Mao|Li|Wang|Wen|Zhao|Hua|Qin|Peng|Liu|Bo|Chiang|Tsai|Ma|Lai|Kim|Moon|Yoon|Park|Ban|Lee|Hun|Aung"
    r"|Thein|Than|Suu|Min|Ai) [A-Z]"
)
STYLES = ("Pope", "Queen", "King", "Prince", "Princess", "Prophet", "Mother", "Ayatollah", "Mullah")


def surnames_of(figures: Iterable[Row]) -> Iterator[Row]:
    """The surname of each figure with two names and more."""
    for row in figures:
        words = row.text.removesuffix(" Jr.").split()
        if len(words) < 2 or words[0] in STYLES:
            continue
        name = words[0] if SURNAME_FIRST.match(row.text) else words[-1]
        if name[0].isupper() and len(name) > 1 and name not in ("Great", "X"):
            yield from with_plain([Row(name, ("surname",))])


def all_people(folder: Path, words: Words, proper: set[str]) -> Iterator[Row]:
    """All rows of this module; ``proper``: lower-case names of countries, peoples and the like."""
    yield from given_names(folder, words)
    yield from surnames(folder, words, proper)
    yield from congress(folder)
