"""Quality on the development files of ../shared, with 95 % bootstrap intervals over articles: one table.

    quality.py [--draws 1000]

Uses the scorers of ../shared/eval on what the installed sayso finds; GAP has no articles to draw from and is
printed by its own scorer.
"""

import argparse
import gzip
import importlib.util
import json
import pathlib
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

SHARED = pathlib.Path(__file__).resolve().parents[3] / "shared"
ROWS = {
    "score_attributions": ("quotes-polnear-dev", ("attribution", "quoted/attribution", "unquoted/attribution", "content_j80",
                                                  "cue", "source_overlap")),
    "score_entities": ("ner-worldwide-dev", ("all/exact", "PER/exact", "ORG/exact", "LOC/exact", "NORP/exact")),
    "score_timex": ("timex-timebank-dev", ("strict", "value", "type")),
}


def load(name: str) -> ModuleType:
    """A script of ../shared/eval as a module."""
    spec = importlib.util.spec_from_file_location(name, SHARED / "eval" / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def counts(score: Callable[..., Any], gold: dict[str, Any], found: dict[str, Any], name: str) -> tuple[float, ...]:
    """Hits among the predictions, hits among the gold, predictions and gold of one article."""
    result = score([gold], [found])
    row = (result[0] if isinstance(result, tuple) else result)[name]
    return row["p"] * row["pred"], row["r"] * row["gold"], row["pred"], row["gold"]


def f1(rows: list[tuple[float, ...]]) -> float:
    """F1 of pooled counts."""
    right_p, right_r, pred, gold = (sum(column) for column in zip(*rows, strict=True))
    p, r = right_p / pred if pred else 0.0, right_r / gold if gold else 0.0
    return 2 * p * r / (p + r) if p + r else 0.0


def interval(rows: list[tuple[float, ...]], draws: int) -> tuple[float, float]:
    """2.5 and 97.5 percentiles of F1 over articles drawn with replacement; the seed is fixed."""
    draw = random.Random(1)
    values = sorted(f1(draw.choices(rows, k=len(rows))) for _ in range(draws))
    return values[int(0.025 * draws)], values[int(0.975 * draws) - 1]


def figures(draws: int) -> Iterator[tuple[str, int, str, float, tuple[float, float]]]:
    """Data, its articles, the measure, F1 and its interval, of all but GAP."""
    predict = load("predict")
    for script, (data, names) in ROWS.items():
        score = load(script).score
        with gzip.open(SHARED / "data" / f"{data}.jsonl.gz", "rt", encoding="utf-8") as lines:
            gold = [json.loads(line) for line in lines if line.strip()]
        found = [predict.one(record, None) for record in gold]
        for name in names:
            rows = [counts(score, g, p, name) for g, p in zip(gold, found, strict=True)]
            yield data, len(gold), name, f1(rows), interval(rows, draws) if draws else (0.0, 1.0)


def gap() -> dict[str, float]:
    """The figures of the scorer of GAP: F1 by gender and of all, and the one gender's over the other's."""
    command = [sys.executable, str(SHARED / "eval" / "score_gap.py"), str(SHARED / "data" / "gap-dev.jsonl.gz"), "--json"]
    told: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return told


def main() -> int:
    """Print the table; 1 if ../shared is not there."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--draws", type=int, default=1000)
    args = parser.parse_args()
    if not SHARED.exists():
        print(f"the development files are not there: {SHARED}", file=sys.stderr)
        return 1
    last = ""
    for data, articles, name, value, (low, high) in figures(args.draws):
        if data != last:
            print(f"{data}, {articles} articles")
        last = data
        print(f"  {name:22} F1 {value:.3f}  [{low:.3f}, {high:.3f}]")
    print("gap-dev\n" + "  ".join(f"{name} {value:.3f}" for name, value in gap().items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
