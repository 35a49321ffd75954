"""The figures of quality that are kept in guard.tsv, and which of today's fall below them by more than noise.

    guard.py [--write] [own] [development]

"own" are our coded passages (tests/bench/coded.py, fields.py, tests/python/test_acts.py): each share that is right may fall by
two cases, or by 0.01 where that is more.  "development" are the files of ../shared: F1 may fall by a tenth of the width of its
95 % interval over articles, as far as a change of rules moves it by chance.  A figure that falls further for a reason is kept
anew in the change that tells the reason.
"""

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
TABLE = HERE / "guard.tsv"
sys.path[:0] = [str(HERE), str(HERE.parent / "python")]

import coded  # noqa: E402
import fields  # noqa: E402
import quality  # noqa: E402

import test_acts  # noqa: E402


class Figure(NamedTuple):
    """One kept figure: share right or F1, and how far it may fall."""

    group: str
    name: str
    value: float
    noise: float


def share(name: str, right: list[bool]) -> Figure:
    """The figure of a coded set."""
    return Figure("own", name, sum(right) / len(right), max(0.01, 2 / len(right)))


def own() -> Iterator[Figure]:
    """What needs nothing but this repository."""
    for name in coded.ALL:
        yield share(name, [outcome.right for outcome in coded.rows_of(coded.outcomes_of(name))["all"]])
    for field, rows in fields.answers(list(fields.read_passages()))[0].items():
        if rows:
            yield share(field, [row.right for row in rows])
    for field in test_acts.FLOORS:
        yield share(field, [case.value == value for case, value in test_acts.results(field) if value is not None])


def development() -> Iterator[Figure]:
    """What needs ../shared."""
    for data, _, name, value, (low, high) in quality.figures(200):
        yield Figure("development", f"{data} {name}", value, (high - low) / 10)
    told = quality.gap()
    yield Figure("development", "gap-dev overall", told["overall"], 0.005)
    yield Figure("development", "gap-dev bias", told["bias"], 0.02)


GROUPS: dict[str, Callable[[], Iterator[Figure]]] = {"own": own, "development": development}


def kept() -> dict[tuple[str, str], Figure]:
    """The table of the repository."""
    rows = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]]
    return {(group, name): Figure(group, name, float(value), float(noise)) for group, name, value, noise in rows}


def fallen(group: str) -> list[str]:
    """What a person is told of the figures of one group that have fallen, are new or are gone."""
    before = {key: figure for key, figure in kept().items() if key[0] == group}
    told = []
    for figure in GROUPS[group]():
        old = before.pop((group, figure.name), None)
        if old is None:
            told.append(f"{figure.name}: {figure.value:.4f} is not kept yet")
        elif figure.value < old.value - old.noise:
            told.append(f"{figure.name}: {figure.value:.4f}, kept {old.value:.4f}, noise {old.noise:.4f}")
    return told + [f"{name}: kept, but not measured any more" for _, name in before]


def write(groups: list[str]) -> None:
    """Keep today's figures of these groups."""
    table = kept() if TABLE.exists() else {}
    table = {key: figure for key, figure in table.items() if key[0] not in groups}
    for group in groups:
        table |= {(group, figure.name): figure for figure in GROUPS[group]()}
    rows = [f"{f.group}\t{f.name}\t{f.value:.4f}\t{f.noise:.4f}" for _, f in sorted(table.items())]
    TABLE.write_text("\n".join(["group\tname\tvalue\tnoise", *rows]) + "\n", encoding="utf-8")


def main() -> int:
    """Print the figures beside those kept; 1 if one has fallen."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("groups", nargs="*", choices=[[], *GROUPS], help="all by default")
    ask.add_argument("--write", action="store_true", help="keep today's figures")
    args = ask.parse_args()
    groups = args.groups or [group for group in GROUPS if group == "own" or quality.SHARED.exists()]
    if args.write:
        write(groups)
        return 0
    lines = [line for group in groups for line in fallen(group)]
    print("\n".join(lines) or "nothing has fallen")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
