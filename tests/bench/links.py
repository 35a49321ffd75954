"""How often is a mention's entity right, by its evidence?  Measured on GUM's clusters; the core's table comes from here.

    links.py [gum-dev] [--table]

A mention is compared with GUM's noun phrase of the same head.  It is right if its label fits GUM's type and its entity
fits GUM's cluster: the mention before it in its entity stands in the same cluster, or, if it is the first, no mention
of another entity did so before.  ``--table`` prints the rows of csrc/core/link_confidence.c, from gum-train.
"""

import gzip
import json
import sys
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

import quality

import sayso

TYPES = {"PERSON": {"person"}, "TITLE": {"person", "organization"}, "ORG": {"organization"}, "GPE": {"place", "organization"},
         "LOC": {"place"}, "FAC": {"place", "organization"}, "NORP": {"person", "organization", "place", "abstract"},
         "EVENT": {"event"}, "LANGUAGE": {"abstract"}}
GENRES = ("news", "interview", "speech", "court")  # where people are spoken of as in the news
THINGS = {"object", "abstract", "event"}
FAMILIES = {"GPE": "place", "LOC": "place", "FAC": "place", "PERSON": "person", "ORG": "organization", "TITLE": "title",
            "NORP": "people"}
PLURAL = {"people", "men", "women", "children", "those", "some", "many", "couple"}
SINGULAR = {"witness", "eyewitness", "boss", "analysis", "press", "news"}


class Outcome(NamedTuple):
    """A mention: its kind of label, the codes of its evidence, whether it is right, and the confidence it claims."""

    family: str
    evidence: tuple[str, ...]
    right: bool
    confidence: float
    line: str


def head_of(tokens: list[dict[str, Any]], start: int, end: int) -> int | None:
    """The token of a span (or the one that it is a flat part of) whose own head stands outside: its index."""
    first = bisect_left(tokens, start, key=lambda t: t["s"])
    inside = range(first, bisect_left(tokens, end, key=lambda t: t["s"]))
    for i in inside:
        if tokens[i]["head"] not in inside and tokens[i]["e"] <= end:
            while tokens[i]["deprel"].startswith("flat") and tokens[i]["head"] >= 0:
                i = tokens[i]["head"]
            return i
    return None


def gold_of(document: dict[str, Any]) -> dict[int, list[dict[str, Any]]]:
    """GUM's mentions by the token that is their head."""
    gold: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for e in document["entities"]:
        head = head_of(document["tokens"], e["start"], e["end"])
        if head is not None:
            gold[head].append(e)
    return gold


def outcomes_of(document: dict[str, Any]) -> Iterator[Outcome]:
    """Every mention of a GUM document that GUM could have marked: an adjective ("American") it does not."""
    found = sayso.parse(document["text"])
    gold, adjectives = gold_of(document), {i for i, t in enumerate(document["tokens"]) if t["upos"] in ("ADJ", "VERB", "ADV")}
    seen: dict[str, Any] = {}
    last: dict[Any, str] = {}
    for m in found.mentions:
        head = head_of(document["tokens"], m.start, m.end)
        if head is None or (head in adjectives and head not in gold):
            continue
        fits = max(gold.get(head, []), default=None, key=lambda e: min(m.end, e["end"]) - max(m.start, e["start"])
                   - 0.5 * (e["end"] - e["start"]))
        if fits is None and "title-before" in m.evidence:  # of "Senator Ortiz" GUM marks the whole
            fits = min((e for e in document["entities"] if e["start"] <= m.start and m.end <= e["end"]), default=None,
                       key=lambda e: e["end"] - e["start"])
        right = False
        if fits is not None:
            cluster = fits["cluster"]
            typed = fits["type"] in TYPES.get(m.label, THINGS)
            linked = last[m.entity] == cluster if m.entity in last else seen.get(cluster, m.entity) == m.entity
            right = typed and linked
            last[m.entity] = cluster
            seen.setdefault(cluster, m.entity)
        noun = m.text.lower().split()[-1]
        several = noun in PLURAL or (noun.endswith("s") and noun not in SINGULAR)
        family = "titles" if m.label == "TITLE" and several else FAMILIES.get(m.label, "thing")
        yield Outcome(family, m.evidence, right, m.confidence,
                      f"{m.label} {m.text!r} of {m.entity.name!r}: {fits and document['text'][fits['start']:fits['end']]!r}")


def read(name: str) -> list[Outcome]:
    """All mentions of a file of GUM."""
    with gzip.open(quality.SHARED / "data" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [o for document in map(json.loads, lines) if document["genre"] in GENRES
                for o in outcomes_of(document)]


LABELS = {"person": "PERSON", "organization": "ORG", "place": "GPE", "people": "NORP", "title": "TITLE", "titles": "TITLE",
          "thing": "EVENT"}
LEAST = 15  # cases of one combination of codes that get a row of their own
PRIOR = 5.0  # cases at the rate of the coarser row that each row starts with


def shares(outcomes: list[Outcome]) -> dict[tuple[str, ...], float]:
    """How often right, by family and codes: rows of enough cases, each drawn toward the coarser one above it."""
    groups: dict[tuple[str, ...], list[bool]] = defaultdict(list)
    for o in outcomes:
        name, link = o.evidence[0], o.evidence[1] if len(o.evidence) > 1 else ""
        for key in ((o.family,), (o.family, "", link), (o.family, name, link)):
            groups[key].append(o.right)
    rows: dict[tuple[str, ...], float] = {}
    for key, right in sorted(groups.items(), key=lambda row: (len(row[0]), row[0][1:2] != ("",), row[0])):
        if len(key) > 1 and len(right) < LEAST:
            continue
        above = rows.get((key[0], "", key[2]), rows[key[:1]]) if len(key) > 1 else sum(right) / len(right)
        rows[key] = (sum(right) + PRIOR * above) / (len(right) + PRIOR)
    return rows


def c_rows(rows: dict[tuple[str, ...], float]) -> Iterator[str]:
    """The rows in C, finest first."""
    for key, share in sorted(rows.items(), key=lambda row: (row[0][0], -len(row[0]), row[0][1:2] == ("",), row[0])):
        name, link = key[1:] if len(key) > 1 else ("", "")
        codes = [f"EVIDENCE_{code.upper().replace('-', '_')}" if code else "0" for code in (name, link)]
        codes[1] = codes[1] if len(key) > 1 else "ANY"
        codes[0] = codes[0] if name else "ANY"
        plural = "true" if key[0] == "titles" else "false"
        yield f"    {{SAYSO_{LABELS[key[0]]}, {plural}, {codes[0]}, {codes[1]}, {round(100 * share)}}},"


def main() -> None:
    """Print reliability, or the table."""
    if "--table" in sys.argv:
        print("\n".join(c_rows(shares(read("gum-train")))))


if __name__ == "__main__":
    main()
