"""Act and status of attributions on the sentences of tests/cases/acts.tsv, written and labelled by hand.

    python tests/python/test_acts.py [--errors]    prints right, found and written cases of each value, with intervals
"""

import sys
from collections.abc import Iterator
from math import sqrt
from pathlib import Path
from typing import NamedTuple

import pytest

import sayso

CASES = Path(__file__).parent.parent / "cases" / "acts.tsv"
# what may not be fallen below: a little under what stands in sayso._explain.MEASURES
FLOORS = {"act": 0.9, "status": 0.9}


class Case(NamedTuple):
    """A sentence, where its cue stands, and what must be found."""

    field: str
    value: str
    text: str
    start: int
    end: int


def read() -> Iterator[Case]:
    """The cases, without the asterisks around their cues."""
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            field, value, marked = line.split("\t")
            before, cue, after = marked.split("*")
            yield Case(field, value, before + cue + after, len(before), len(before) + len(cue))


def found(case: Case) -> str | None:
    """The field's value for the attribution whose cue shares a character with the case's, or None."""
    document = sayso.parse(case.text)
    for attribution in (*document.attributions, *document.nested):
        cue = attribution.cue
        if cue and cue.start < case.end and case.start < cue.end:
            return str(getattr(attribution, case.field))
    return None


def interval(right: int, count: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share."""
    z, p = 1.96, right / count
    middle, spread = p + z * z / 2 / count, z * sqrt(p * (1 - p) / count + z * z / 4 / count / count)
    return (middle - spread) / (1 + z * z / count), (middle + spread) / (1 + z * z / count)


def results(field: str) -> list[tuple[Case, str | None]]:
    return [(case, found(case)) for case in read() if case.field == field]


@pytest.mark.parametrize("field", FLOORS)
def test_values(field: str) -> None:
    rows = results(field)
    seen = [(case, value) for case, value in rows if value is not None]
    right = sum(case.value == value for case, value in seen)
    assert len(rows) >= 150 and len(seen) >= 0.9 * len(rows)
    assert right / len(seen) >= FLOORS[field], [(c.text, v) for c, v in seen if c.value != v]


def main() -> None:
    for field in FLOORS:
        rows = results(field)
        for value in (*dict.fromkeys(case.value for case, _ in rows), None):
            some = [(case, v) for case, v in rows if value in (case.value, None)]
            seen = [(case, v) for case, v in some if v is not None]
            right = sum(case.value == v for case, v in seen)
            low, high = interval(right, len(seen))
            print(f"{field:7} {value or 'all':11} {right:3} right of {len(seen):3} found of {len(some):3} written:"
                  f" {right / len(seen):.3f} [{low:.3f}, {high:.3f}]")
        if "--errors" in sys.argv:
            for case, v in rows:
                if v != case.value:
                    print("   ", case.value, "<>", v, "|", case.text, "|", case.text[case.start:case.end])


if __name__ == "__main__":
    main()
