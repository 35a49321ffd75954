"""How often each field is right, on the coded passages of tests/cases/fields: figures with 95 % intervals.

    fields.py [--misses FIELD] [--half open|held] [--draws 1000] [--measures]

Every second passage of a file is held out: rules are made by looking at the others, and `--misses` shows none of
them.  Accuracy has a Wilson interval; precision, recall and F1 are of values that are told (not "unknown", "unstated",
None), F1 with a bootstrap interval over passages.  Things that were not found at all count apart, as `found`.
"""

import argparse
import math
import pathlib
import random
import re
import sys
from collections.abc import Iterator
from typing import Any, NamedTuple

import sayso

CASES = pathlib.Path(__file__).resolve().parents[1] / "cases" / "fields"
HALVES = ("open", "held")
LETTERS = {
    "source_kind": {"P": "person", "O": "organization", "G": "place", "D": "document", "A": "author", "?": "unknown"},
    "naming": {"N": "named", "R": "role", "X": "undisclosed", "?": "unknown"},
    "number": {"1": "one", "+": "several", "?": "unknown"},
}
OPTIONS = {"channel": "channel", "status": "status", "via": "via", "doc": "document", "trans": "translated",
           "anon": "anonymity", "why": "reason"}
# What a line that codes single fields may name besides.
SINGLE = OPTIONS | {"rep": "repeat_of", "time": "said_time", "number": "number", "count": "source_count"}
SECTORS = {"exe": "executive", "leg": "legislature", "jud": "judiciary", "pol": "police", "mil": "military", "par": "party",
           "bus": "business", "civ": "civil society", "aca": "academia", "hea": "health", "med": "media",
           "spo": "sport and culture", "cit": "citizen", "unk": "unknown"}
GENDERS = {"f": "female", "m": "male", "?": "unknown"}
# A value that tells nothing; None besides.
SILENT = {"channel": "unstated", "status": "said", "sector": "unknown", "gender": "unknown", "naming": "unknown",
          "number": "unknown", "source_kind": "unknown"}
PLAIN = {"via": None, "document": None, "translated": None, "said_time": None, "channel": "unstated", "status": "said"}
FIELDS = {
    "Attribution": ("source_kind", "naming", "number", "source_count", "anonymity", "reason", "channel", "via", "document",
                    "translated", "status", "said_time", "repeat_of"),
    "Entity": ("sector", "affiliation", "gender"),
}
# Fields that stand in a view of their own.
PUBLISHED = {"Attribution.anonymity": "Anonymity.description", "Attribution.reason": "Anonymity.reason",
             "Entity.gender": "Gender.value"}
SPANS = ("anonymity", "reason", "document", "translated", "said_time")
NAMES = ("via", "affiliation")


class Passage(NamedTuple):
    """A text and what was coded of it: attributions by a piece of their content, entities by a name."""

    file: str
    number: int
    text: str
    attributions: dict[str, dict[str, Any]]
    entities: dict[str, dict[str, Any]]

    @property
    def half(self) -> str:
        return HALVES[self.number % 2]


class Answer(NamedTuple):
    """One coded value beside what was found."""

    passage: Passage
    key: str
    wanted: Any
    found: Any
    right: bool


# ---- reading ----------------------------------------------------------------------------------------------------


def read_attribution(line: str) -> tuple[str, dict[str, Any]]:
    """``> piece of content :: P X 1 1; channel=statement; ...``"""
    key, codes = line.removeprefix("> ").split(" :: ")
    four, *options = codes.split("; ")
    kind, naming, number, count = four.split(" ")
    coded: dict[str, Any] = dict.fromkeys(OPTIONS.values()) | {"channel": "unstated", "status": "said", "repeat_of": None}
    for name, letter in zip(LETTERS, (kind, naming, number), strict=True):
        coded[name] = LETTERS[name][letter]
    coded["source_count"] = None if count == "-" else int(count)
    for option in options:
        name, value = option.split("=", 1)
        coded[OPTIONS[name]] = value
    return key, coded


def read_single(line: str) -> tuple[str, dict[str, Any]]:
    """``^ piece of content :: via=Reuters; status=denied``: these fields and no others; "-" is None."""
    key, codes = line.removeprefix("^ ").split(" :: ")
    coded: dict[str, Any] = {}
    for option in codes.split("; "):
        name, value = option.split("=", 1)
        coded[SINGLE[name]] = None if value == "-" else int(value) if name == "count" else value
    return key, coded


def read_most(line: str) -> tuple[str, dict[str, Any]]:
    """``^^ piece :: via=Reuters``: the fields of PLAIN too, where they tell nothing unless said."""
    key, _, codes = line.removeprefix("^^ ").partition(" ::")
    single = read_single(f"^ {key} :: {codes.strip()}")[1] if codes.strip() else {}
    return key, PLAIN | single


def place(text: str, key: str) -> int:
    """Where the key begins; ``key#2``: its second occurrence.

    Raises
    ------
    ValueError
        If it does not stand in the text.
    """
    words, _, number = key.partition("#")
    at = -1
    for _ in range(int(number or 1)):
        at = text.index(words, at + 1)
    return at


def read_entity(line: str) -> tuple[str, dict[str, Any]]:
    """``@ name :: sector; affiliation; gender``; a dot: not coded."""
    key, codes = line.removeprefix("@ ").split(" :: ")
    sector, affiliation, gender = codes.split("; ")
    coded: dict[str, Any] = {}
    if sector != ".":
        coded["sector"] = SECTORS[sector]
    if affiliation != ".":
        coded["affiliation"] = None if affiliation == "-" else affiliation
    if gender not in ".-":
        coded["gender"] = GENDERS[gender]
    return key, coded


def read_passages() -> Iterator[Passage]:
    """All passages, in order.

    Raises
    ------
    ValueError
        If a line is not in the format of tests/cases/fields/README.md, or a key does not stand in its text.
    """
    for path in sorted(CASES.glob("*.txt")):
        for number, block in enumerate(re.split(r"^==\n", path.read_text(encoding="utf-8"), flags=re.M)[1:]):
            lines = block.rstrip("\n").split("\n")
            first = next(i for i, line in enumerate(lines) if line[:2] in ("> ", "@ ", "^ ", "^^"))
            text = "\n".join(lines[:first])
            try:
                attributions = dict(read_attribution(line) for line in lines[first:] if line[:1] == ">")
                attributions |= dict(read_single(line) for line in lines[first:] if line[:2] == "^ ")
                attributions |= dict(read_most(line) for line in lines[first:] if line[:2] == "^^")
                entities = dict(read_entity(line) for line in lines[first:] if line[:1] == "@")
            except (ValueError, KeyError) as error:
                raise ValueError(f"{path.name}: {text!r}: {error}") from error
            words = [a[f] for a in attributions.values() for f in (*SPANS, "repeat_of") if a.get(f)]
            for key in (*attributions, *entities, *words):
                try:
                    place(text, key)
                except ValueError as error:
                    raise ValueError(f"{path.name}: {key!r} does not stand in {text!r}") from error
            if len(attributions) + len(entities) != len(lines) - first:
                raise ValueError(f"{path.name}: a line is none of > @ ^, or stands twice: {text!r}")
            yield Passage(path.name, number, text, attributions, entities)


# ---- comparing ---------------------------------------------------------------------------------------------------


def same_words(wanted: str, found: str) -> bool:
    """Do two stretches of a text share at least half of the words in either?"""
    a, b = (set(re.findall(r"\w+", text.lower())) for text in (wanted, found))
    return 2 * len(a & b) >= len(a | b)


def same_name(wanted: str, found: Any) -> bool:
    """Is the entity called so, or by a name that holds it?"""
    names = {found.name, *(m.text for m in found.mentions)}
    return any(form in name or name in form for form in wanted.split("|") for name in names)


def is_right(field: str, wanted: Any, found: Any, text: str = "") -> bool:
    if wanted is None or found is None:
        return wanted is found
    if field == "repeat_of":
        return any(span.start <= place(text, wanted) < span.end for span in found.content)
    if field in SPANS:
        return same_words(wanted, found)
    return same_name(wanted, found) if field in NAMES else bool(wanted == found)


def attribution_value(attribution: Any, field: str) -> Any:
    if field == "anonymity":
        return attribution.anonymity.description.text if attribution.anonymity and attribution.anonymity.description else None
    if field == "reason":
        return attribution.anonymity.reason.text if attribution.anonymity and attribution.anonymity.reason else None
    value = getattr(attribution, field)
    return value.text if field in SPANS and value is not None else value


def entity_value(entity: Any, field: str) -> Any:
    return entity.gender.value if field == "gender" else getattr(entity, field)


def find_attribution(document: Any, key: str) -> Any:
    """The outermost attribution whose content holds the beginning of the key."""
    at = place(document.text, key)
    holding = [a for a in document.attributions if any(s.start <= at < s.end for s in a.content)]
    return min(holding, key=lambda a: a.depth, default=None)


def find_entity(document: Any, key: str) -> Any:
    for entity in document.entities:
        if entity.name == key or any(m.text.removeprefix("The ") == key.removeprefix("The ") for m in entity.mentions):
            return entity
    return None


def answers(passages: list[Passage]) -> tuple[dict[str, list[Answer]], dict[str, list[bool]]]:
    """By "Record.field" the answers; by record whether each coded thing was found at all."""
    table: dict[str, list[Answer]] = {f"{record}.{field}": [] for record, fields in FIELDS.items() for field in fields}
    met: dict[str, list[bool]] = {record: [] for record in FIELDS}
    for passage in passages:
        document = sayso.parse(passage.text)
        for record, coded, find, value in (("Attribution", passage.attributions, find_attribution, attribution_value),
                                           ("Entity", passage.entities, find_entity, entity_value)):
            for key, fields in coded.items():
                thing = find(document, key)
                met[record].append(thing is not None)
                if thing is None:
                    continue
                for field, wanted in fields.items():
                    found = value(thing, field)
                    right = is_right(field, wanted, found, passage.text)
                    table[f"{record}.{field}"].append(Answer(passage, key, wanted, found, right))
    return table, met


# ---- figures -----------------------------------------------------------------------------------------------------


def wilson(right: int, count: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson, 1927)."""
    if count == 0:
        return 0.0, 1.0
    z, p = 1.96, right / count
    centre, spread = p + z * z / (2 * count), z * math.sqrt(p * (1 - p) / count + z * z / (4 * count * count))
    return (centre - spread) / (1 + z * z / count), (centre + spread) / (1 + z * z / count)


def told(field: str, value: Any) -> bool:
    return value is not None and value != SILENT.get(field.split(".")[1])


def precision_recall(field: str, rows: list[Answer]) -> tuple[float, float, float]:
    """Precision, recall and F1 of the values that tell something."""
    found, wanted = sum(told(field, row.found) for row in rows), sum(told(field, row.wanted) for row in rows)
    right = sum(row.right and told(field, row.found) for row in rows)
    p, r = right / found if found else 1.0, right / wanted if wanted else 1.0
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def f1_interval(field: str, rows: list[Answer], draws: int) -> tuple[float, float]:
    """2.5 and 97.5 percentiles of F1 over passages drawn with replacement; the seed is fixed."""
    groups: dict[tuple[str, int], list[Answer]] = {}
    for row in rows:
        groups.setdefault((row.passage.file, row.passage.number), []).append(row)
    draw, keys = random.Random(1), list(groups)
    values = sorted(precision_recall(field, [row for key in draw.choices(keys, k=len(keys)) for row in groups[key]])[2]
                    for _ in range(draws))
    return values[int(0.025 * draws)], values[int(0.975 * draws) - 1]


def line(field: str, rows: list[Answer], draws: int) -> str:
    """One row of the table."""
    right, count = sum(row.right for row in rows), len(rows)
    low, high = wilson(right, count)
    p, r, f = precision_recall(field, rows)
    from_, to = f1_interval(field, rows, draws)
    share = right / count if count else 0.0
    return (f"{field:26} {count:4} {share:7.3f} [{low:.3f}, {high:.3f}] {sum(told(field, row.wanted) for row in rows):5}"
            f" {p:7.3f} {r:7.3f} {f:7.3f} [{from_:.3f}, {to:.3f}]")


def measures(passages: list[Passage], draws: int) -> dict[str, str]:
    """What ``sayso.explain`` says of each field: share right, of all and of the held-out half, and F1."""
    held = answers([p for p in passages if p.half == "held"])[0]
    said: dict[str, str] = {}
    for field, rows in answers(passages)[0].items():
        if not rows:
            continue
        right, apart = sum(row.right for row in rows), held[field]
        low, high = wilson(right, len(rows))
        from_, to = f1_interval(field, rows, draws)
        said[PUBLISHED.get(field, field)] = (
            f"right in {right / len(rows):.3f} [{low:.3f}, {high:.3f}] of {len(rows)} hand-coded cases "
            f"({sum(told(field, row.wanted) for row in rows)} of which tell something), in "
            f"{sum(row.right for row in apart) / len(apart):.3f} of the {len(apart)} held out; "
            f"F1 {precision_recall(field, rows)[2]:.3f} [{from_:.3f}, {to:.3f}]")
    return said


def main() -> int:
    """Print the tables of both halves and of all, or what is wrong in the open half."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--misses", metavar="FIELD", help="show what is wrong in the open half, of one field or \"all\"")
    parser.add_argument("--half", choices=HALVES, help="one half only")
    parser.add_argument("--draws", type=int, default=1000)
    parser.add_argument("--measures", action="store_true", help="print MEASURES of sayso/_explain.py")
    args = parser.parse_args()
    passages = list(read_passages())
    if args.measures:
        for field, text in measures(passages, args.draws).items():
            right, held = text.split(", in ")
            print(f'    "{field}": "{right}, "\n    "in {held}",')
        return 0
    if args.misses:
        table, _ = answers([p for p in passages if p.half == "open"])
        for field, rows in table.items():
            for row in rows:
                if not row.right and args.misses in ("all", field, field.split(".")[1]):
                    found = getattr(row.found, "name", getattr(row.found, "text", row.found))
                    print(f"{field}: {row.wanted!r}, found {found!r}\n    {row.key!r} in {row.passage.text!r}")
        return 0
    for half in (args.half,) if args.half else (*HALVES, "all"):
        table, met = answers([p for p in passages if half in (p.half, "all")])
        print(f"{half}: " + ", ".join(f"{record}s found {sum(seen)} of {len(seen)}" for record, seen in met.items()))
        print(f"{'field':26} {'n':>4} {'right':>7} {'95 %':16} {'told':>5} {'prec':>7} {'recall':>7} {'F1':>7} {'95 %':16}")
        for field, rows in table.items():
            print(line(field, rows, args.draws))
    return 0


if __name__ == "__main__":
    sys.exit(main())
