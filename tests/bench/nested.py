"""How often attributions inside a content are right, on the coded passages of tests/cases/nested.

    nested.py [--misses]

A nested attribution is right if one of its depth holds the coded piece in its content, names the coded source, and lies in
the attribution of the line above.  Words in marks are right if the number that counts for each speaker is the coded one.
Every second passage is held out; ``--misses`` shows none of them.
"""

import argparse
import pathlib
import re
import sys
from collections.abc import Iterator
from typing import Any, NamedTuple

import sayso

CASES = pathlib.Path(__file__).resolve().parents[1] / "cases" / "nested"
HALVES = ("open", "held")


class Line(NamedTuple):
    """One coded attribution."""

    depth: int
    key: str
    source: str | None
    words: int


class Passage(NamedTuple):
    """A text and the attributions in it, outer before inner."""

    number: int
    text: str
    lines: list[Line]

    @property
    def half(self) -> str:
        return HALVES[self.number % 2]


class Tally(NamedTuple):
    """What came of some passages."""

    outer: list[bool]
    wanted: list[bool]
    found: list[bool]
    words: list[bool]
    notes: list[str]


def read_passages() -> Iterator[Passage]:
    """All passages, in order.

    Raises
    ------
    ValueError
        If a coded piece does not stand in its text.
    """
    number = 0
    for path in sorted(CASES.glob("*.txt")):
        for block in re.split(r"^==\n", path.read_text(encoding="utf-8"), flags=re.M)[1:]:
            rows = block.rstrip("\n").split("\n")
            coded = [row.split(" | ") for row in rows if re.match(r"\d \| ", row)]
            text = "\n".join(row for row in rows if not re.match(r"\d \| |none$", row))
            lines = [Line(int(d), key, None if source == "-" else source, int(words)) for d, key, source, words in coded]
            for line in lines:
                if line.key not in text:
                    raise ValueError(f"{path.name}: {line.key!r} does not stand in {text!r}")
            yield Passage(number, text, lines)
            number += 1


def same_source(wanted: str | None, found: Any) -> bool:
    """Do the words of both share at least half?"""
    if wanted is None or found is None:
        return wanted is None and found is None
    a, b = (set(re.findall(r"\w+", text.lower())) for text in (wanted, found.text))
    return 2 * len(a & b) >= len(a | b)


def holding(document: Any, text: str, line: Line) -> Any:
    """The attribution of that depth whose content holds the coded piece."""
    at = text.index(line.key)
    every = [*document.attributions, *document.nested]
    return next((a for a in every if a.depth == line.depth and any(s.start <= at < s.end for s in a.content)), None)


def judge(passage: Passage, tally: Tally) -> None:
    """Compare one passage."""
    document = sayso.parse(passage.text)
    above: dict[int, Any] = {}
    met = set()
    for line in passage.lines:
        found = holding(document, passage.text, line)
        above[line.depth] = found
        right = found is not None and same_source(line.source, found.source)
        if line.depth:
            right = right and found.parent == above.get(line.depth - 1)
            tally.wanted.append(right)
            if right:
                met.add(found)
        else:
            tally.outer.append(right)
        tally.words.append(found is not None and found.quoted_words == line.words)
        if not right or not tally.words[-1]:
            shown = found and (found.text, found.source and found.source.text, found.quoted_words)
            tally.notes.append(f"{line} found {shown}\n    in {passage.text!r}")
    for nested in document.nested:
        tally.found.append(nested in met)
        if nested not in met and passage.lines:
            tally.notes.append(f"not coded: {nested.text!r}, {nested.cue and nested.cue.text!r}, depth {nested.depth}\n"
                               f"    in {passage.text!r}")
    total = sum(a.quoted_words for a in (*document.attributions, *document.nested))
    assert total <= document.health.quoted_words, passage.text


def tally(passages: list[Passage]) -> Tally:
    result = Tally([], [], [], [], [])
    for passage in passages:
        judge(passage, result)
    return result


def main() -> int:
    """Print the figures of both halves, or what is wrong in the open one."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--misses", action="store_true", help="show what is wrong in the open half")
    args = parser.parse_args()
    passages = list(read_passages())
    if args.misses:
        print("\n".join(tally([p for p in passages if p.half == "open"]).notes))
        return 0
    for half in (*HALVES, "all"):
        t = tally([p for p in passages if half in (p.half, "all")])
        r, p = sum(t.wanted) / len(t.wanted), sum(t.found) / max(len(t.found), 1)
        print(f"{half:5} outermost {sum(t.outer)}/{len(t.outer)}  nested: precision {p:.3f} ({sum(t.found)}/{len(t.found)}) "
              f"recall {r:.3f} ({sum(t.wanted)}/{len(t.wanted)}) F1 {2 * p * r / max(p + r, 1e-9):.3f}  "
              f"words in marks {sum(t.words)}/{len(t.words)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
