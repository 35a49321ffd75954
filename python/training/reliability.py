"""reliability.py [CORPUS]: how true `.confidence` of `sayso.parse(text).attributions` is, on articles of a dev set.

Run with a Python that has sayso installed.  An attribution is right as in `score_attributions.py`: content overlap of 0.8
with its gold partner, and source overlap of 0.5.  Nested ones, which the corpora mark as well, count like all others.
"""
import sys

import data
import sayso
from scorers import score_attributions

BINS = 10


def judged(corpus):
    """(confidence, whether it is right, first code of its evidence) of every attribution."""
    out = []
    for document in data.documents(corpus):
        found = sayso.parse(document["text"]).attributions
        rows = [{"content": [[s.start, s.end] for s in a.content], "cue": [[a.cue.start, a.cue.end]] if a.cue else [],
                 "source": [[a.source.start, a.source.end]] if a.source else []} for a in found]
        theirs = score_attributions.prepare(document, document["text"])
        ours = score_attributions.prepare({"id": document["id"], "attributions": rows}, document["text"])
        right = set()
        for overlap, g, p in score_attributions.pair_up(theirs, ours):
            both = g["source"] and p["source"] and score_attributions.jaccard(g["source"], p["source"]) >= 0.5
            if overlap >= 0.8 and (both or not (g["source"] or p["source"])):
                right.add(id(p))
        out += [(a.confidence, id(p) in right, str(a.evidence[0])) for a, p in zip(found, ours, strict=True)]
    return out


def error(rows):
    """Expected calibration error over bins of equal width."""
    total = 0.0
    for b in range(BINS):
        here = [r for r in rows if min(int(r[0] * BINS), BINS - 1) == b]
        total += abs(sum(r[0] for r in here) - sum(r[1] for r in here))
    return total / len(rows)


def line(name, rows):
    n = len(rows)
    brier = sum((c - r) ** 2 for c, r, _ in rows) / n
    print(f"{name:24} {n:5} said {sum(r[0] for r in rows) / n:.3f} right {sum(r[1] for r in rows) / n:.3f} "
          f"expected calibration error {error(rows):.3f} Brier {brier:.3f}")


def main():
    rows = judged(sys.argv[1] if len(sys.argv) > 1 else "quotes-polnear-dev")
    line("all", rows)
    for code in sorted({r[2] for r in rows}):
        line(code, [r for r in rows if r[2] == code])
    for b in range(BINS):
        here = [r for r in rows if min(int(r[0] * BINS), BINS - 1) == b]
        if here:
            line(f"{b / BINS:.1f} to {(b + 1) / BINS:.1f}", here)


if __name__ == "__main__":
    main()
