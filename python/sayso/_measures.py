"""How a program's marks agree with a person's: what is counted in one article, to be pooled over many.

Span sets are compared as the sets of words (runs of letters, digits and underscores) that they cover, so marks,
punctuation and white space at their edges never matter.  Attributions of the two sides are paired one to one, those of
the highest overlap of contents (Jaccard over words) first.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from sayso._gold import Labelled, Marked, Spans

ATTRIBUTIONS = (
    "attribution", "content_words", "content_exact", "content_j80", "cue", "source_exact", "source_overlap",
    "quoted/attribution", "quoted/content_exact", "quoted/content_j80",
    "unquoted/attribution", "unquoted/content_exact", "unquoted/content_j80",
)  # fmt: skip
OVERLAP, SOURCE_OVERLAP = 0.8, 0.5
TYPES = ("PER", "ORG", "LOC", "NORP")

Count = list[int]  # hits among the predictions, hits among the gold, predictions, gold
Words = frozenset[int]

_WORD = re.compile(r"\w+")
_MARKS = ('"', "\u201c", "\u201d", "\u201e", "\u201f", "\u00ab", "\u00bb", "\u2033", "''", "``")
_LEAD = re.compile(r"(?:the\s+|[^\w$£€]+)+", re.IGNORECASE)
_TAIL = re.compile(r"(?:['\u2019]s?|[^\w%.)]+)$")

# OntoNotes', CoNLL's, Worldwide's, GMB's and re3d's names, folded; what is not here is not measured.
COARSE = {name: coarse for coarse, names in {
    "PER": "PERSON PER",
    "ORG": "ORG ORGANIZATION ORGANISATION",
    "LOC": "GPE LOC LOCATION GEO FAC FACILITY PLACE",
    "NORP": "NORP NATIONALITY",
    "DATE": "DATE TIM TEMPORAL",
    "MONEY": "MONEY",
}.items() for name in names.split()}


def coarse(label: str) -> str | None:
    """The coarse type of a label; GMB's "gpe" in small letters is a nationality or its people."""
    return "NORP" if label == "gpe" else COARSE.get(label.upper())


# ---- attributions ----


class Sides:
    """An attribution as sets of words, for comparing."""

    __slots__ = ("content", "cue", "group", "marked", "source")

    def __init__(self, marked: Marked, text: str, starts: Sequence[int], ends: Sequence[int]) -> None:
        self.marked = marked
        self.content, self.cue, self.source = (_covered(spans, starts, ends) for spans in marked)
        surface = " ".join(text[start:end] for start, end in marked.content)
        self.group = "quoted" if any(mark in surface for mark in _MARKS) else "unquoted"


def _covered(spans: Spans, starts: Sequence[int], ends: Sequence[int]) -> Words:
    covered: set[int] = set()
    for start, end in spans:
        covered.update(range(bisect_right(ends, start), bisect_left(starts, end)))
    return frozenset(covered)


def _jaccard(a: Words, b: Words) -> float:
    union = len(a | b)
    return len(a & b) / union if union else 1.0


def _paired(gold: list[Sides], pred: list[Sides]) -> list[tuple[float, Sides, Sides]]:
    overlaps = [(-_jaccard(g.content, p.content), i, j) for i, g in enumerate(gold) for j, p in enumerate(pred)
                if not g.content.isdisjoint(p.content)]
    free_gold, free_pred = set(range(len(gold))), set(range(len(pred)))
    pairs = []
    for overlap, i, j in sorted(overlaps):
        if i in free_gold and j in free_pred:
            free_gold.remove(i)
            free_pred.remove(j)
            pairs.append((-overlap, gold[i], pred[j]))
    return pairs


def _hits(overlap: float, gold: Sides, pred: Sides) -> list[str]:
    """Which measures a pair fulfils; those of "quoted" and "unquoted" are told by each side's own group."""
    source = (_jaccard(gold.source, pred.source) >= SOURCE_OVERLAP if gold.source and pred.source
              else not gold.source and not pred.source)
    names = []
    if overlap == 1.0:
        names.append("content_exact")
    if overlap >= OVERLAP:
        names += ["content_j80", "attribution"] if source else ["content_j80"]
    if gold.cue & pred.cue:
        names.append("cue")
    if gold.source & pred.source:
        names += ["source_overlap", "source_exact"] if gold.source == pred.source else ["source_overlap"]
    return names


def attribution_counts(text: str, gold: Iterable[Marked],
                       pred: Iterable[Marked]) -> tuple[dict[str, Count], list[Marked], list[Marked]]:
    """The counts of one article, the gold attributions that were missed, and the predicted ones that are wrong."""
    found = [match.span() for match in _WORD.finditer(text)]
    starts, ends = [start for start, _ in found], [end for _, end in found]
    sides = [[Sides(marked, text, starts, ends) for marked in side] for side in (pred, gold)]
    counts = {name: [0, 0, 0, 0] for name in ATTRIBUTIONS}
    for side, rows in enumerate(sides):
        for row in rows:
            names = ["attribution", "content_exact", "content_j80", f"{row.group}/attribution",
                     f"{row.group}/content_exact", f"{row.group}/content_j80"]
            names += ["cue"] if row.cue else []
            names += ["source_exact", "source_overlap"] if row.source else []
            for name in names:
                counts[name][2 + side] += 1
    right: set[int] = set()
    for overlap, g, p in _paired(sides[1], sides[0]):
        for name in _hits(overlap, g, p):
            for side, row in enumerate((p, g)):
                counts[name][side] += 1
                if f"{row.group}/{name}" in counts:
                    counts[f"{row.group}/{name}"][side] += 1
                if name == "attribution":
                    right.add(id(row))
    words = [frozenset().union(*(row.content for row in rows)) for rows in sides]
    both = len(words[0] & words[1])
    counts["content_words"] = [both, both, len(words[0]), len(words[1])]
    wrong, missed = ([row.marked for row in rows if id(row) not in right] for rows in sides)
    return counts, missed, wrong


# ---- mentions ----


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without a leading "the", marks at the edges and a final possessive."""
    lead = _LEAD.match(text, start, end)
    if lead and lead.end() < end:
        start = lead.end()
    while start < end:
        tail = _TAIL.search(text[start:end])
        if not tail or not tail.start():
            break
        end = start + tail.start()
    return start, end


def _typed(text: str, mentions: Iterable[Labelled], types: Sequence[str]) -> dict[str, set[tuple[int, int]]]:
    found: dict[str, set[tuple[int, int]]] = {name: set() for name in types}
    for mention in mentions:
        name = coarse(mention.label)
        if name in found:
            found[name].add(_trimmed(text, mention.start, mention.end))
    return found


def _touching(side: set[tuple[int, int]], other: set[tuple[int, int]]) -> int:
    return sum(any(start < far and near < end for near, far in other) for start, end in side)


def mention_counts(text: str, gold: Iterable[Labelled], pred: Iterable[Labelled], types: Sequence[str]) -> dict[str, Count]:
    """The counts of one article: exact (span and type) and overlap (type, and a shared character), by type and in all."""
    golds, preds = _typed(text, gold, types), _typed(text, pred, types)
    counts: dict[str, Count] = {}
    for name in types:
        g, p = golds[name], preds[name]
        same = len(g & p)
        counts[f"{name}/exact"] = [same, same, len(p), len(g)]
        counts[f"{name}/overlap"] = [_touching(p, g), _touching(g, p), len(p), len(g)]
    for how in ("exact", "overlap"):
        counts[f"all/{how}"] = [sum(column) for column in zip(*(counts[f"{name}/{how}"] for name in types), strict=True)]
    return counts
