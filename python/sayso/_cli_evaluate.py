"""``sayso evaluate``: agreement with annotations."""

import argparse
import json
import sys

import sayso
from sayso._cli_common import target

DESCRIPTION = """\
How well attributions and names agree with your own annotations: precision,
recall, and F1 with intervals.
"""
EXAMPLES = """\
examples:
  sayso evaluate gold.jsonl                sayso reads its texts now
  sayso evaluate gold/                     a folder of brat's .txt and .ann
  sayso evaluate gold.jsonl other.jsonl    another tool's, or another person's
  sayso evaluate gold.jsonl --by genre --json

A line of gold.jsonl is a JSON object: "id", "text", and "attributions" (each
with "content", "cue" and "source", lists of [start, end] in code points),
"entities" (each with "start", "end", "type"), or both.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("gold", metavar="GOLD", help="annotated articles: JSON Lines (also .gz), or a folder of brat's files")
    parser.add_argument("pred", metavar="PRED", nargs="?", help="what is compared with them (default: sayso reads the texts now)")
    parser.add_argument("--only", choices=["speech"], help="leave beliefs, intentions and the like out")
    parser.add_argument("--by", metavar="KEY", help="measures for each value of a key of the gold objects")
    parser.add_argument("--draws", type=int, default=1000, metavar="N",
                        help="bootstrap samples for intervals; 0: none (default: 1000)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="of the samples (default: 1)")
    parser.add_argument("--missed", type=int, default=0, metavar="N", help="also show so many missed and spurious attributions")
    parser.add_argument("--json", action="store_true", help="everything as JSON")
    parser.add_argument("--out", metavar="PATH", help="write there and not to standard output")


def run(parser: argparse.ArgumentParser, args: argparse.Namespace) -> int:
    """Run the command; 0, or an error in words."""
    result = sayso.evaluate(args.gold, args.pred, only=args.only, by=args.by, draws=args.draws, seed=args.seed)
    with target(args.out) as out:
        if args.json:
            json.dump(result.to_dict(), out, ensure_ascii=False, indent=1)
            out.write("\n")
        else:
            out.write(repr(result) + "\n")
            for name, differences in (("missed", result.missed), ("spurious", result.spurious)):
                for found in differences[:args.missed]:
                    text = " ".join(found.text.split())
                    out.write(f"{name}  {found.id} [{found.start}:{found.end}]  {text[:200]}\n")
    sys.stdout.flush()
    return 0
