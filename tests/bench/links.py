"""How often is a mention's entity right, by its evidence?  Measured on GUM's clusters; the core's table comes from here.

    links.py [--table]

A mention is compared with GUM's noun phrase of the same head.  It is right if its label fits GUM's type and its entity
fits GUM's cluster: the mention before it in its entity stands in the same cluster, or, if it is the first, no mention
of another entity did so before.  ``--table`` prints the rows of csrc/core/link_confidence.c, from gum-train
and the passages that are not held out.
"""

import gzip
import json
import sys
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

import coded
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


def coded_outcomes(held: bool) -> Iterator[Outcome]:
    """The coded mentions of our own passages: right if the entity holds those of the same letter and no other."""
    for passage in coded.read_passages("entities"):
        if passage.held != held:
            continue
        document = passage.parse()
        found = [(c.code, coded.mention_of(c, document)) for c in passage.codings]
        for j, (code, mention) in enumerate(found):
            if mention is None:
                continue
            before = [(c, m) for c, m in found[:j] if m is not None]
            same = next((m for c, m in reversed(before) if c == code != "?"), None)
            right = (same is None or same.entity == mention.entity) and not any(
                m.entity == mention.entity for c, m in before if c != code or c == "?")
            yield Outcome(FAMILIES.get(mention.label, "thing"), mention.evidence, right, mention.confidence,
                          f"{passage.name}: {mention.text!r} of {mention.entity.name!r}")


def show_groups(groups: dict[str, list[tuple[float, bool]]], title: str) -> None:
    """Print how often each group is right, and what it claims."""
    print(f"{title:40}{'n':>6} {'right':>6} {'confidence':>11}")
    for name, rows in sorted(groups.items()):
        share, mean = sum(r for _, r in rows) / len(rows), sum(c for c, _ in rows) / len(rows)
        print(f"  {name:38}{len(rows):6} {share:6.3f} {mean:11.3f}")


def show_reliability(pairs: list[tuple[float, bool]], title: str) -> None:
    """Print how often what claims such a confidence is right, and the expected calibration error over ten bins."""
    bins, error = coded.reliability(pairs)
    print(f"{title:40}{'n':>6} {'right':>6} {'confidence':>11}")
    for low, count, right, confidence in bins:
        print(f"  {low:.1f} to {low + 0.1:.1f}{'':28}{count:6} {right:6.3f} {confidence:11.3f}")
    print(f"  expected calibration error {error:.3f}")


def speaker_outcomes(held: bool) -> list[tuple[str, float, bool]]:
    """Of our own passages: the code of a speaker's evidence, the confidence claimed, and whether it is right."""
    rows = []
    for name in ("speakers", "canada"):
        for passage in coded.read_passages(name):
            if passage.held != held:
                continue
            document, tags = passage.parse(), {}
            for coding in passage.codings:
                best = max(document.attributions, key=lambda a: (coded.overlap(coding, a), -a.depth), default=None)
                if best is None or best.speaker is None or coded.overlap(coding, best) * 2 < coding.end - coding.start:
                    continue
                wanted = coding.code.partition(" ")[2].split("/")
                right = any(coded.speaker_agrees(one, best.speaker, tags) for one in wanted)
                rows.append((best.speaker_evidence[0], best.speaker_confidence, right))
    return rows


def show(dev: str = "gum-dev") -> None:
    """Print reliability on texts from which no table was made: GUM's development part and the held-out passages."""
    show_reliability([(o.confidence, o.right) for o in read(dev)], f"mentions, {dev}")
    show_reliability([(o.confidence, o.right) for o in coded_outcomes(True)], "mentions, coded passages held out")
    show_reliability([row[1:] for row in speaker_outcomes(True)], "speakers, coded passages held out")
    for seen, title in ((False, "seen"), (True, "held out")):
        codes: dict[str, list[tuple[float, bool]]] = defaultdict(list)
        for code, confidence, right in speaker_outcomes(seen):
            codes[code].append((confidence, right))
        show_groups(codes, f"speakers by evidence, {title}")


def main() -> None:
    """Print reliability, or the table."""
    if "--table" in sys.argv:
        print("\n".join(c_rows(shares([*read("gum-train"), *coded_outcomes(False)]))))
    else:
        show()


if __name__ == "__main__":
    main()
