"""Does a finding stand whatever was chosen on the way: which kinds, which acts, how sure, and copies counted once or not?"""

from collections.abc import Callable, Iterable, Sequence
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from sayso._corpus import Corpus

Rows = list[dict[str, Any]]
Measured = Callable[[Rows], float | None]

KINDS = {"all kinds": ("direct", "mixed", "indirect"), "marks": ("direct", "mixed"), "direct alone": ("direct",)}
ACTS = {"speech": ("speech",), "speech and belief": ("speech", "belief")}
CONFIDENCES = (0.0, 0.5, 0.8)
DUPLICATES = ("kept", "statements once", "stories once")


def _share(name: str, value: str) -> Measured:
    return lambda rows: sum(row[name] == value for row in rows) / len(rows) if rows else None


def _female(rows: Rows) -> float | None:
    known = [row["speaker_gender"] for row in rows if row["speaker_gender"] in ("female", "male")]
    return known.count("female") / len(known) if known else None


MEASURES: dict[str, Measured] = {
    "anonymous": _share("naming", "undisclosed"),
    "named": _share("naming", "named"),
    "direct": _share("kind", "direct"),
    "collective": _share("number", "several"),
    "female": _female,
}


class Setting(NamedTuple):
    """One way to choose: names of KINDS and ACTS, the least confidence, and what is done with copies."""

    kind: str
    act: str
    confidence: float
    duplicates: str


class Sensitivity:
    """What ``corpus.sensitivity(...)`` gives.

    Attributes
    ----------
    values : dict of Setting to dict
        The measure by group, in each setting; None where there is nothing to measure.
    baseline : Setting
        All kinds, speech, any confidence, copies kept.
    turns : dict of (str, str) to list of Setting
        Pairs of groups, the higher one in the baseline first, and the settings in which their order is the other way.
    """

    values: dict[Setting, dict[Any, float | None]]
    baseline: Setting
    turns: dict[tuple[Any, Any], list[Setting]]

    def __init__(self, values: dict[Setting, dict[Any, float | None]]) -> None:
        self.values = values
        self.baseline = next(iter(values))
        self.turns = _turns(values, self.baseline)

    @property
    def stable(self) -> bool:
        """Is the order of the groups the same in every setting?"""
        return not self.turns

    def ranges(self) -> dict[Any, tuple[float, float]]:
        """Return the least and the greatest value of each group."""
        held: dict[Any, list[float]] = {}
        for values in self.values.values():
            for group, value in values.items():
                if value is not None:
                    held.setdefault(group, []).append(value)
        return {group: (min(found), max(found)) for group, found in held.items()}

    def __repr__(self) -> str:
        ranges = self.ranges()
        lines = [f"{len(self.values)} settings, {len(ranges)} groups"]
        for group, value in self.values[self.baseline].items():
            span = f"[{ranges[group][0]:.3f}, {ranges[group][1]:.3f}]" if group in ranges else ""
            lines.append(f"  {group}: {'–' if value is None else f'{value:.3f}'} {span}")
        for (high, low), settings in self.turns.items():
            example = ", ".join(map(str, settings[0]))
            lines.append(f"  turns: {high} above {low}, but not in {len(settings)} settings, as {example}")
        return "\n".join(lines)


def _turns(values: dict[Setting, dict[Any, float | None]], baseline: Setting) -> dict[tuple[Any, Any], list[Setting]]:
    first = values[baseline]
    turns: dict[tuple[Any, Any], list[Setting]] = {}
    for a, b in product(first, first):
        high, low = first[a], first[b]
        if high is None or low is None or high <= low:
            continue
        for setting, found in values.items():
            one, other = found[a], found[b]
            if one is not None and other is not None and one < other:
                turns.setdefault((a, b), []).append(setting)
    return turns


def sensitivity(corpus: "Corpus", measure: str | Measured, by: str) -> Sensitivity:
    """Recompute a measure over all choices; see ``Corpus.sensitivity``."""
    if isinstance(measure, str):
        if measure not in MEASURES:
            raise ValueError(f"there is no measure {measure!r}; there are {', '.join(MEASURES)}, or a function of your own")
        measure = MEASURES[measure]
    if by not in corpus.attributions.columns:
        raise ValueError(f"there is no column {by!r}; was it carried into the corpus?")
    rows = _rows(corpus)
    groups = list(dict.fromkeys(row[by] for row in rows))
    copies = {doc for group in corpus.wire_groups() for doc in group[1:]}
    values: dict[Setting, dict[Any, float | None]] = {}
    for kind, act, confidence, duplicates in product(KINDS, ACTS, CONFIDENCES, DUPLICATES):
        chosen = [row for row in rows
                  if row["kind"] in KINDS[kind] and row["act"] in ACTS[act] and row["confidence"] >= confidence]
        if duplicates == "statements once":
            chosen = list({row["statement_key"]: row for row in reversed(chosen)}.values())
        elif duplicates == "stories once":
            chosen = [row for row in chosen if row["doc_id"] not in copies]
        parts: dict[Any, Rows] = {group: [] for group in groups}
        for row in chosen:
            parts[row[by]].append(row)
        values[Setting(kind, act, confidence, duplicates)] = {group: measure(part) for group, part in parts.items()}
    return Sensitivity(values)


def _rows(corpus: "Corpus") -> Rows:
    """Outermost attributions with the gender of their first speaker."""
    sources = corpus.sources
    columns: Iterable[Sequence[Any]] = (sources["doc_id"], sources["attribution_id"], sources["speaker_gender"])
    genders: dict[tuple[Any, int], str] = {}
    for doc, number, gender in zip(*columns, strict=True):
        genders.setdefault((doc, number), gender)
    return [{**row, "speaker_gender": genders.get((row["doc_id"], row["attribution_id"]))}
            for row in corpus.attributions if not row["depth"]]
