"""Errors among attributions, drawn at random to be read, and how many there are of each kind.

    errors.py [quotes-polnear-dev] [--draw 200] [--seed 1] [--quiet]

What is missed, what nobody annotated, boundaries and sources, as ../shared/eval/score_attributions.py pairs them (content
overlap of 0.8, source overlap of 0.5).  G is the annotator's, P what sayso found: [source] <cue> content.
"""

import argparse
import gzip
import json
import random
import sys
from collections import Counter
from typing import Any

import quality

import sayso

Error = tuple[str, dict[str, Any] | None, dict[str, Any] | None]


def found(text: str) -> list[dict[str, Any]]:
    """Outermost attributions of a text as the scorer reads them."""
    def spans(*some: Any) -> list[list[int]]:
        return [[s.start, s.end] for s in some if s]
    return [{"content": spans(*a.content), "cue": spans(a.cue), "source": spans(a.source),
             "why": f"({a.confidence:.2f} {' '.join(a.evidence)})"} for a in sayso.parse(text).attributions]


def boundary(gold: frozenset[int], pred: frozenset[int]) -> str:
    """Which words of a content are too many or too few."""
    low, high = min(gold), max(gold)
    extra = [i for i in pred - gold if not low < i < high]
    if gold < pred and extra and all(i > high for i in pred - gold):
        return "boundary: words too many at the end"
    if gold < pred and extra and all(i < low for i in pred - gold):
        return "boundary: words too many in front"
    if pred < gold and all(i > max(pred) for i in gold - pred):
        return "boundary: words too few at the end"
    if pred < gold and all(i < min(pred) for i in gold - pred):
        return "boundary: words too few in front"
    return "boundary: a piece too many or too few, or both ends"


def errors_of(scorer: Any, gold: dict[str, Any]) -> list[Error]:
    """All errors of an article."""
    text, out = gold["text"], []
    pred = {"id": gold["id"], "attributions": found(text)}
    rows = [scorer.prepare(side, text) for side in (gold, pred)]
    for side, prepared in zip((gold, pred), rows, strict=True):
        for row, raw in zip(prepared, side["attributions"], strict=True):
            row["raw"] = raw
    pairs, seen = scorer.pair_up(*rows), set()
    for overlap, g, p in pairs:
        seen |= {id(g), id(p)}
        fits = not g["source"] and not p["source"] or scorer.jaccard(g["source"], p["source"]) >= 0.5
        if overlap < 0.8:
            out.append((boundary(g["content"], p["content"]) if g["cue"] & p["cue"] else "another cue of the same words", g, p))
        elif not fits:
            none = not g["source"] or not p["source"]
            part = g["source"] < p["source"] or p["source"] < g["source"]
            out.append(("source: none in one of the two" if none else "source: a phrase too much or too little" if part
                        else "source: another one", g, p))
    out += [("missed" + ("" if g["source"] else ", no source") + ("" if g["cue"] else ", no word for a cue"), g, None)
            for g in rows[0] if id(g) not in seen]
    out += [("not annotated", None, p) for p in rows[1] if id(p) not in seen]
    return out


def shown(side: str, row: dict[str, Any] | None, text: str) -> str:
    """One line of an attribution."""
    if row is None:
        return ""
    words = {k: " // ".join(text[i:j] for i, j in row["raw"][k]).replace("\n", " ¶ ") for k in ("source", "cue", "content")}
    return f"\n   {side} [{words['source']}] <{words['cue']}> {words['content'][:300]} {row['raw'].get('why', '')}"


def main() -> int:
    """Print the errors drawn and their kinds; 1 if ../shared is not there."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("data", nargs="?", default="quotes-polnear-dev")
    parser.add_argument("--draw", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quiet", action="store_true", help="the kinds only")
    args = parser.parse_args()
    path = quality.SHARED / "data" / f"{args.data}.jsonl.gz"
    if not path.exists():
        print(f"the development files are not there: {path}", file=sys.stderr)
        return 1
    scorer = quality.load("score_attributions")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        every = [(gold["text"], error) for gold in map(json.loads, lines) for error in errors_of(scorer, gold)]
    drawn = random.Random(args.seed).sample(every, min(args.draw, len(every)))
    for text, (kind, g, p) in drawn if not args.quiet else ():
        print(kind + shown("G", g, text) + shown("P", p, text))
    print(f"{len(every)} errors, {len(drawn)} drawn")
    for kind, count in Counter(error[0] for _, error in drawn).most_common():
        print(f"{count:4} {kind}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
