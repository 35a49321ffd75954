"""The readable lists under ``lists/``: closed classes, people, heads, names of our own knowledge."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from rows import Row

LISTS = Path(__file__).parent / "lists"

PRONOUN_BITS = {c: 1 << i for i, c in enumerate("123spfmnSOPRWI")}
GIVEN_SHARES = {"m": 0, "f": 100, "u": 255}  # of women, in percent
GIVEN_BEARERS = 11  # the logarithm of how many are taken to bear a name of our own lists
HEADER = re.compile(r"\[([a-z_+]+)(?: case=(\w+))?\]$")
ENTRY = re.compile(r"(.+?)(?: = (\w+))?(?: > (.+?))?(?: @ Q(\d+))?$")


def pronoun_value(letters: str) -> str:
    """The bits of cue.h that letters stand for, as a number."""
    return str(sum(PRONOUN_BITS[c] for c in letters))


def read_list(path: Path) -> Iterator[Row]:
    """Rows of one list; see its first lines for the format.

    Raises
    ------
    ValueError
        For a line before the first header, or an entry that cannot be read.
    """
    classes: tuple[str, ...] = ()
    case = ""
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if header := HEADER.match(line):
            classes, case = tuple(header[1].split("+")), header[2] or ""
            continue
        for part in line.split(";"):
            if not part.strip():
                continue
            match = ENTRY.match(part.strip())
            if not match or not classes:
                raise ValueError(f"{path}:{number}: {part!r}")
            text, value, name, wikidata = match.groups()
            if "pronoun" in classes and value:
                value = pronoun_value(value)
            if "given_name" in classes and value in GIVEN_SHARES:
                value = str(GIVEN_SHARES[value] | GIVEN_BEARERS << 8)
            yield Row(text, classes, value or "", int(wikidata or 0), case, name or "")


def all_lists() -> Iterator[Row]:
    """Rows of every plain list (the files of cues and sectors have a form of their own)."""
    for path in sorted(LISTS.glob("*.txt")):
        if path.stem not in ("cue_verbs", "cue_nouns", "cue_phrases", "irregular", "sectors"):
            yield from read_list(path)
