"""Our own coded cases: who speaks, which names are one entity, place or government, times and amounts.

    coded.py [speakers canada entities keys metonymy dates quantities] [--show] [--held]

Prints the share that is right with a Wilson 95 % interval, by kind, for the passages that may be looked at (the odd ones
of a file) and for those held out (the even ones, of which only the sums are shown).  ``--show`` lists the errors of the
former.  The cases stand in coded/*.txt, each with its notation; all were coded before any output was seen.
"""

import argparse
import math
import pathlib
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import sayso

FOLDER = pathlib.Path(__file__).parent / "coded"
ALL = ("speakers", "canada", "entities", "keys", "metonymy", "dates", "quantities")


class Coding(NamedTuple):
    """A stretch of a passage and what it was coded as."""

    start: int
    end: int
    code: str


class Passage(NamedTuple):
    """A text without its marks, its codings, the date of publication, and whether it is held out."""

    name: str
    text: str
    date: str | None
    codings: list[Coding]
    held: bool
    aliases: dict[str, str] = {}

    def parse(self) -> Any:
        """What sayso finds in it."""
        parser = sayso.Parser(aliases=self.aliases) if self.aliases else sayso
        return parser.parse(self.text, date=self.date)


class Outcome(NamedTuple):
    """One decision: its kind, whether it was right, the confidence claimed (None: none), and a line that shows it."""

    kind: str
    right: bool
    confidence: float | None
    line: str


def strip_marks(marked: str) -> tuple[str, list[Coding]]:
    """Take ``{words}<code>`` apart."""
    text, codings, at = "", [], 0
    for match in re.finditer(r"\{([^{}]*)\}(,?\"?)<([^<>]*)>", marked):
        text += marked[at:match.start()]
        codings.append(Coding(len(text), len(text) + len(match[1]), match[3]))
        text += match[1] + match[2]
        at = match.end()
    return text + marked[at:], codings


def read_passages(name: str) -> Iterator[Passage]:
    """The passages of a file; of dates and quantities each line is a text of its own."""
    blocks = re.split(r"^== ", (FOLDER / f"{name}.txt").read_text(encoding="utf-8"), flags=re.M)[1:]
    lines = name in ("dates", "quantities")
    number = 0
    for block in blocks:
        title, _, body = block.partition("\n")
        date = None
        if match := re.match(r"date (\S+)\n", body):
            date, body = match[1], body[match.end():]
        aliases: dict[str, str] = {}
        if match := re.match(r"aliases (.+)\n", body):
            aliases, body = dict(pair.split(" = ") for pair in match[1].split("; ")), body[match.end():]
        for part in body.strip().split("\n") if lines else [body.strip()]:
            number += 1
            yield Passage(title, *_ordered(part, date), number % 2 == 0, aliases)


def _ordered(marked: str, date: str | None) -> tuple[str, str | None, list[Coding]]:
    text, codings = strip_marks(marked)
    return text, date, codings


# ---- speakers ---------------------------------------------------------------------------------------------------

KINDS = {"n": "name", "p": "pronoun", "r": "role noun", "z": "nothing"}


def overlap(coding: Coding, attribution: Any) -> int:
    return sum(max(0, min(coding.end, s.end) - max(coding.start, s.start)) for s in attribution.content)


def speaker_agrees(wanted: str, found: Any, tags: dict[str, Any]) -> bool:
    """Is this entity (or None) the coded speaker?  Tags remember which entity stood for a speaker told by role."""
    name, _, tag = wanted.partition("#")
    if name == "?":
        return found is None or found.label != "PERSON"
    if found is None:
        return False
    if name.startswith("~"):
        if found.label == "PERSON" or name[1:].lower() not in found.name.lower():
            return False
        if not tag:
            return True
        first = tags.setdefault(tag, found)
        return first == found and all(other != found for key, other in tags.items() if key != tag)
    return re.sub(r"^the ", "", found.name.lower()) == name.lower()


def speakers(passage: Passage, document: Any) -> Iterator[Outcome]:
    tags: dict[str, Any] = {}
    for coding in passage.codings:
        kind, _, wanted = coding.code.partition(" ")
        best = max(document.attributions, key=lambda a: (overlap(coding, a), -a.depth), default=None)
        shown = passage.text[coding.start:coding.end]
        if best is None or overlap(coding, best) * 2 < coding.end - coding.start:
            yield Outcome("not found", False, None, f"{passage.name}: {shown!r} of {wanted}: no attribution")
            continue
        right = any(speaker_agrees(one, best.speaker, tags) for one in wanted.split("/"))
        name = best.speaker.name if best.speaker else "nobody"
        source = best.source.text if best.source else "-"
        confidence = best.speaker_confidence if best.speaker else None
        yield Outcome(KINDS[kind], right, confidence,
                      f"{passage.name}: {shown!r} of {wanted}: {name} (source {source}, {' '.join(best.speaker_evidence)})")


# ---- entities ---------------------------------------------------------------------------------------------------


def mention_of(coding: Coding, document: Any) -> Any:
    return max((m for m in document.mentions if m.label != "TITLE" and m.start < coding.end and coding.start < m.end),
               key=lambda m: min(m.end, coding.end) - max(m.start, coding.start), default=None)


def entities(passage: Passage, document: Any) -> Iterator[Outcome]:
    found = [mention_of(coding, document) for coding in passage.codings]
    for j, b in enumerate(passage.codings):
        for i, a in enumerate(passage.codings[:j]):
            one, other = found[i], found[j]
            shown = f"{passage.name}: {passage.text[a.start:a.end]} / {passage.text[b.start:b.end]}"
            if one is None or other is None:
                yield Outcome("no mention", False, None, shown)
                continue
            same = a.code == b.code
            yield Outcome("one entity" if same else "two entities", (one.entity == other.entity) == same, None,
                          f"{shown}: {one.entity.name} / {other.entity.name}")


def keys(passage: Passage, document: Any) -> Iterator[Outcome]:
    """Each coded mention's entity has that key, on that basis."""
    for coding in passage.codings:
        key, _, basis = coding.code.partition(": ")
        hits = [m for m in document.mentions if m.start < coding.end and coding.start < m.end]
        mention = max(hits, key=lambda m: min(m.end, coding.end) - max(m.start, coding.start), default=None)
        found = (mention.entity.key or "-", mention.entity.key_basis or "") if mention else ("-", "")
        yield Outcome(basis or "no key", found == (key, basis), None,
                      f"{passage.name}: {passage.text[coding.start:coding.end]!r} of {coding.code}: {found[0]}: {found[1]}")


def metonymy(passage: Passage, document: Any) -> Iterator[Outcome]:
    for coding in passage.codings:
        mention = mention_of(coding, document)
        shown = f"{passage.name}: {passage.text[max(0, coding.start - 30):coding.end + 30]!r}"
        if mention is None:
            yield Outcome("no mention", False, None, shown)
            continue
        government = mention.metonymy == "government"
        yield Outcome("government" if coding.code == "gov" else "place", government == (coding.code == "gov"), None, shown)


# ---- times and amounts ------------------------------------------------------------------------------------------


def dates(passage: Passage, document: Any) -> Iterator[Outcome]:
    spans = {(c.start, c.end) for c in passage.codings}
    for coding in passage.codings:
        kind, wanted = coding.code.split()
        hit = next((d for d in document.dates if (d.start, d.end) == (coding.start, coding.end)), None)
        near = next((d for d in document.dates if d.start < coding.end and coding.start < d.end), None)
        shown = f"{passage.date}: {passage.text!r}: {wanted}: {[(d.text, d.type, d.value) for d in document.dates]}"
        yield Outcome("span", hit is not None, None, shown)
        if near is not None:
            yield Outcome("type", near.type == kind, None, shown)
            value = near.value or "-"
            unresolved = wanted == "-" and not re.match(r"\d{4}", value)
            yield Outcome("value", value == wanted or unresolved, None, shown)
    for d in document.dates:
        if (d.start, d.end) not in spans:
            yield Outcome("span", False, None, f"{passage.text!r}: {d.text!r} too much")


def quantities(passage: Passage, document: Any) -> Iterator[Outcome]:
    about = re.compile(r"^(?:(?:about|nearly|almost|roughly|around|over|some|at least|up to|(?:more|less|fewer) than) )", re.I)
    spans = set()
    for coding in passage.codings:
        kind, value, unit = [*coding.code.split(" ", 2), "", ""][:3]
        text = passage.text[coding.start:coding.end]
        start = coding.start + len(match[0]) if (match := about.match(text)) else coding.start
        spans.add((start, coding.end))
        near = next((q for q in document.quantities if q.start < coding.end and coding.start < q.end), None)
        shown = f"{passage.text!r}: {coding.code}: " + str([(q.text, q.type, q.value, q.unit, q.approximate)
                                                            for q in document.quantities])
        yield Outcome("span", near is not None and (near.start, near.end) == (start, coding.end), None, shown)
        if near is None:
            continue
        wanted = float(value.strip("~")) if value.strip("~") else None
        right = near.value == wanted or (None not in (near.value, wanted) and math.isclose(near.value, wanted, rel_tol=1e-3))
        yield Outcome("type", near.type == kind, None, shown)
        yield Outcome("value", right, None, shown)
        yield Outcome("approximate", near.approximate == value.startswith("~"), None, shown)
        if unit:
            yield Outcome("unit", near.unit == unit, None, shown)
    for q in document.quantities:
        if (q.start, q.end) not in spans:
            yield Outcome("span", False, None, f"{passage.text!r}: {q.text!r} too much")


# ---- the table --------------------------------------------------------------------------------------------------

RULES: dict[str, Callable[[Passage, Any], Iterator[Outcome]]] = {
    "speakers": speakers, "canada": speakers, "entities": entities,
    "keys": keys, "metonymy": metonymy, "dates": dates, "quantities": quantities}


def wilson(right: int, n: int) -> tuple[float, float]:
    """95 % interval of a share (Wilson, 1927)."""
    if not n:
        return 0.0, 1.0
    z, p = 1.96, right / n
    middle, half = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return (middle - half) / (1 + z * z / n), (middle + half) / (1 + z * z / n)


class Bin(NamedTuple):
    """Outcomes of like confidence: from where, how many, the share that is right, and the mean of what was claimed."""

    low: float
    count: int
    right: float
    confidence: float


def reliability(pairs: list[tuple[float, bool]]) -> tuple[list[Bin], float]:
    """Ten bins of (confidence, right), empty ones left out; and the expected calibration error over them."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, right in pairs:
        bins[min(9, int(confidence * 10))].append((confidence, right))
    found = [Bin(b / 10, len(rows), sum(r for _, r in rows) / len(rows), sum(c for c, _ in rows) / len(rows))
             for b, rows in sorted(bins.items())]
    return found, sum(abs(b.right - b.confidence) * b.count for b in found) / max(1, len(pairs))


def outcomes_of(name: str) -> list[tuple[Passage, Outcome]]:
    """Every decision of a file."""
    return [(passage, outcome) for passage in read_passages(name)
            for outcome in RULES[name](passage, passage.parse())]


def rows_of(pairs: list[tuple[Passage, Outcome]]) -> dict[str, list[Outcome]]:
    """Decisions by kind, and all that count together."""
    rows: dict[str, list[Outcome]] = defaultdict(list)
    for _, outcome in pairs:
        rows[outcome.kind].append(outcome)
        if outcome.kind not in ("not found", "no mention"):
            rows["all"].append(outcome)
    return rows


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("names", nargs="*", default=ALL)
    parser.add_argument("--show", action="store_true", help="the errors of the passages that may be looked at")
    args = parser.parse_args()
    for name in args.names or ALL:
        pairs = outcomes_of(name)
        if args.show:
            for line in dict.fromkeys(o.line for p, o in pairs if not o.right and not p.held):
                print(line)
        for part, chosen in (("seen", [x for x in pairs if not x[0].held]), ("held out", [x for x in pairs if x[0].held]),
                             ("both", pairs)):
            print(f"{name}, {part}")
            rows = rows_of(chosen)
            for kind, outcomes in sorted(rows.items(), key=lambda row: (row[0] == "all", row[0])):
                right, n = sum(o.right for o in outcomes), len(outcomes)
                if kind in ("not found", "no mention"):
                    print(f"  {kind:12} {n}")
                    continue
                low, high = wilson(right, n)
                print(f"  {kind:12} {right:4} of {n:4}  {right / n:.3f} [{low:.3f}, {high:.3f}]")
            if RULES[name] is speakers:
                claimed = [(o.confidence, o.right) for o in rows["all"] if o.confidence is not None]
                print(f"  calibration error of speaker_confidence {reliability(claimed)[1]:.3f}")


if __name__ == "__main__":
    sys.exit(main())
