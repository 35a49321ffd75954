"""Floors for the coded cases of tests/bench/coded: what falls under them has become worse."""

import pytest

from sayso._explain import MEASURES
from scripts import load

CODED = load("bench/coded.py")
# Decisions, and the share of them that must be right; well under the figures of the day, which coded.py prints.
FLOORS = {"speakers": (400, 0.88), "entities": (200, 0.92), "metonymy": (140, 0.93), "dates": (400, 0.90),
          "quantities": (650, 0.94)}


@pytest.mark.parametrize("name", FLOORS)
def test_floor(name: str) -> None:
    least, share = FLOORS[name]
    outcomes = CODED.rows_of(CODED.outcomes_of(name))["all"]
    assert len(outcomes) >= least
    right = sum(o.right for o in outcomes)
    assert right >= share * len(outcomes), f"{right} of {len(outcomes)}"


# Where coded.py prints a measure that explain() tells.
MEASURED = {"Attribution.speaker": ("speakers", "all"), "Mention.entity": ("entities", "all"),
            "Mention.metonymy": ("metonymy", "all"), "Date.type": ("dates", "type"), "Date.value": ("dates", "value"),
            "Quantity.type": ("quantities", "type"), "Quantity.value": ("quantities", "value"),
            "Quantity.approximate": ("quantities", "approximate")}


@pytest.mark.parametrize("field", MEASURED)
def test_measures_are_of_today(field: str) -> None:
    name, kind = MEASURED[field]
    outcomes = CODED.rows_of(CODED.outcomes_of(name))[kind]
    share = sum(o.right for o in outcomes) / len(outcomes)
    assert abs(float(MEASURES[field].split()[2]) - share) < 0.03


def test_half_is_held_out() -> None:
    for name in FLOORS:
        held = [passage.held for passage in CODED.read_passages(name)]
        assert abs(2 * sum(held) - len(held)) <= 1


def test_intervals() -> None:
    low, high = CODED.wilson(50, 100)
    assert 0.40 < low < 0.41 and 0.59 < high < 0.60
    assert CODED.wilson(0, 0) == (0.0, 1.0)
