"""Do the confidences mean what they say?  Calibration errors, and how often each kind of evidence is right.

    calibration.py [quotes-polnear-dev]

An attribution is right as ../shared/eval/score_attributions.py has it: content overlap of 0.8 and source overlap of 0.5
with its gold partner.  Those of mentions and speakers are measured by links.py.
"""

import gzip
import json
import sys
from collections import defaultdict
from typing import Any

import links
import quality

import sayso


def right_ones(scorer: Any, gold: dict[str, Any], document: sayso.Document) -> list[bool]:
    """Whether each outermost attribution of the document is right."""
    text = gold["text"]
    found = {"id": gold["id"], "attributions": [
        {"content": [[s.start, s.end] for s in a.content], "source": [[a.source.start, a.source.end]] if a.source else [],
         "cue": []} for a in document.attributions]}
    right, predicted = set(), scorer.prepare(found, text)
    for overlap, g, p in scorer.pair_up(scorer.prepare(gold, text), predicted):
        fits = not g["source"] and not p["source"] or g["source"] and p["source"] and (
            scorer.jaccard(g["source"], p["source"]) >= 0.5)
        if overlap >= 0.8 and fits:
            right.add(id(p))
    return [id(p) in right for p in predicted]


def kind(evidence: tuple[str, ...]) -> str:
    """What decided, in a few words."""
    if evidence[0] != "encoder":
        return evidence[0] + (" against the encoder" if "encoder-overruled" in evidence else " alone")
    rule = evidence[1] if len(evidence) > 1 and evidence[1] not in ("limited", "continued-paragraph", "floating") else None
    words = "encoder, rules agree" if "rules-agree" in evidence else "encoder, same cue as a rule" if rule else "encoder alone"
    return words + (", limited" if "limited" in evidence else "")


def main() -> int:
    """Print both tables; 1 if ../shared is not there."""
    path = quality.SHARED / "data" / f"{sys.argv[1] if len(sys.argv) > 1 else 'quotes-polnear-dev'}.jsonl.gz"
    if not path.exists():
        print(f"the development files are not there: {path}", file=sys.stderr)
        return 1
    scorer = quality.load("score_attributions")
    kinds: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for gold in map(json.loads, lines):
            document = sayso.parse(gold["text"])
            for a, right in zip(document.attributions, right_ones(scorer, gold, document), strict=True):
                kinds[kind(a.evidence)].append((a.confidence, right))
    name = path.name.partition(".")[0]
    links.show_groups(kinds, f"attributions, {name}")
    links.show_reliability([pair for rows in kinds.values() for pair in rows], f"attributions, {name}")
    links.show()
    return 0


if __name__ == "__main__":
    sys.exit(main())
