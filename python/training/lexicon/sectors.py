"""Words that tell the sector of a person or body, from ``lists/sectors.txt``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from roles import plural
from rows import Row

# The order of sayso_sector in sayso.h, from 0 on.
SECTORS = ("unknown", "executive", "legislature", "judiciary", "police", "military", "party", "business", "civil society",
           "academia", "health", "media", "sport and culture", "citizen")
# The bits of sector.h above the sector, and whether the words have a plural.
YIELDS, BODY, NAME, OFFICE, SIGN = 16, 32, 64, 128, 256
KINDS = {"people": (0, True), "offices": (OFFICE, False), "titles": (YIELDS, True), "posts": (YIELDS | OFFICE, True),
         "bodies": (BODY, False), "heads": (BODY | YIELDS, False), "signs": (SIGN, False), "names": (NAME | BODY, False)}
# Of one text, these kinds come first.
ORDER = ("names", "offices", "people", "posts", "titles", "bodies", "heads", "signs")


def read_sectors(path: Path) -> Iterator[tuple[str, int, str, str]]:
    """Kind, sector and text of each entry, with the plurals that the kind has.

    Raises
    ------
    ValueError
        For a sector or kind that does not exist.
    """
    sector = 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("["):
            sector = SECTORS.index(line.strip("[]"))
            continue
        kind, _, texts = line.partition(": ")
        if kind not in KINDS:
            raise ValueError(f"{path}:{number}: no kind {kind!r}")
        for text in filter(None, (text.strip() for text in texts.split(";"))):
            yield kind, sector, text, path.name
            if KINDS[kind][1] and not text.endswith((".", "s")):
                yield kind, sector, plural(text), path.name


def all_sectors(folder: Path) -> list[Row]:
    """A row for each text: its first sector by the order of kinds, "unknown" last, with what further kinds add."""
    entries = sorted(read_sectors(folder / "sectors.txt"), key=lambda entry: (not entry[1], ORDER.index(entry[0])))
    values: dict[str, int] = {}
    for kind, sector, text, _ in entries:
        bits = KINDS[kind][0]
        # an office that is also among the people decides by itself
        if text not in values:
            values[text] = sector | bits
        elif values[text] % 16 == sector and kind == "signs" or not sector:
            values[text] |= bits & (SIGN | OFFICE)
    return [Row(text, ("sector",), str(value), case="capital" if value & NAME else "any")
            for text, value in values.items()]
