"""The fields of sources on hand-coded passages (tests/bench/fields.py, which prints the figures): floors."""

import re
from functools import cache
from typing import Any

import pytest

import sayso
from scripts import load

fields = load("bench/fields.py")

# Share right, and F1 of the values that are told: below what fields.py prints, since weights may come anew.
FLOORS = {
    "Attribution.source_kind": (0.93, 0.93),
    "Attribution.naming": (0.92, 0.93),
    "Attribution.number": (0.94, 0.94),
    "Attribution.source_count": (0.94, 0.94),
    "Attribution.anonymity": (0.92, 0.87),
    "Attribution.reason": (0.96, 0.90),
    "Attribution.channel": (0.96, 0.90),
    "Attribution.via": (0.96, 0.90),
    "Attribution.document": (0.96, 0.85),
    "Attribution.translated": (0.98, 0.90),
    "Attribution.status": (0.95, 0.80),
    "Attribution.said_time": (0.93, 0.85),
    "Attribution.repeat_of": (0.98, 0.85),
    "Entity.sector": (0.92, 0.93),
    "Entity.affiliation": (0.92, 0.85),
    "Entity.gender": (0.92, 0.93),
}


@cache
def measured() -> tuple[dict[str, list[Any]], dict[str, list[bool]]]:
    found: tuple[dict[str, list[Any]], dict[str, list[bool]]] = fields.answers(list(fields.read_passages()))
    return found


@pytest.mark.parametrize("field", FLOORS)
def test_floor(field: str) -> None:
    rows = measured()[0][field]
    assert len(rows) >= 150, "a field is published with 150 coded cases"
    share, f1 = FLOORS[field]
    assert sum(row.right for row in rows) / len(rows) >= share
    assert fields.precision_recall(field, rows)[2] >= f1


@pytest.mark.parametrize("field", FLOORS)
def test_what_explain_says_still_holds(field: str) -> None:
    """Today's share lies in the interval that is published (``fields.py --measures`` prints it anew)."""
    said = sayso.explain(fields.PUBLISHED.get(field, field))
    found = re.search(r"right in [0-9.]+ \[([0-9.]+), ([0-9.]+)\] of (\d+) hand-coded cases", said)
    assert found, said
    rows = measured()[0][field]
    assert int(found[3]) >= 150
    assert float(found[1]) - 0.001 <= sum(row.right for row in rows) / len(rows) <= float(found[2]) + 0.001


def test_nearly_all_are_found() -> None:
    for record, seen in measured()[1].items():
        assert sum(seen) / len(seen) >= 0.9, record


def test_halves_are_alike_in_size() -> None:
    halves = [p.half for p in fields.read_passages()]
    assert abs(halves.count("open") - halves.count("held")) <= 5


def test_a_wrong_value_counts_as_wrong() -> None:
    passage = next(fields.read_passages())
    key = next(iter(passage.attributions))
    wrong = passage._replace(attributions={key: passage.attributions[key] | {"channel": "letter"}})
    (answer,) = fields.answers([wrong])[0]["Attribution.channel"]
    assert not answer.right and fields.precision_recall("Attribution.channel", [answer])[1] == 0.0


def test_intervals() -> None:
    low, high = fields.wilson(45, 50)  # Newcombe (1998) gives 0.786 to 0.957 for 45 of 50
    assert (round(low, 3), round(high, 3)) == (0.786, 0.957)
