"""How right the figures of a corpus are: paragraphs drawn by chance, coded by hand, and what follows from the codes.

Paragraphs are drawn by stratum: each value of ``by``, with and without attributions, since what was overlooked stands in the
latter.  Each stands for as many as its stratum has for each one drawn.  Totals are corrected by the difference estimator
(Särndal, Swensson and Wretman, Model Assisted Survey Sampling, 1992, 6.3): what sayso counted in all paragraphs, plus the
weighted difference between coders and sayso in those drawn.  Intervals are percentiles of a bootstrap of paragraphs within
strata; where that sees no variation at all, no error among n attributions, they reach as far as Wilson's interval of n in n
does (Wilson, Probable Inference, 1927).  Agreement is Krippendorff's alpha for nominal data (Krippendorff, Computing
Krippendorff's Alpha-Reliability, 2011).
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from os import PathLike
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

from sayso._html import STYLE, element, escape, page
from sayso._tables import safe_cell

if TYPE_CHECKING:
    from sayso._corpus import Corpus

DRAWS = 1000
Z = 1.96  # of a 95 % interval
GIVEN = ("row", "doc_id", "group", "paragraph", "text", "source", "cue", "speaker", "kind")


class Found(NamedTuple):
    """An attribution of a drawn paragraph, as the corpus has it."""

    row: str
    text: str
    source: str
    cue: str
    speaker: str
    kind: str
    label: str
    spans: tuple[tuple[int, int], ...]


class Paragraph(NamedTuple):
    """A drawn paragraph: its text and the attributions whose cue or content begins there."""

    row: str
    doc_id: Any
    group: Any
    number: int
    text: str
    start: int
    found: tuple[Found, ...]
    weight: float


class Estimate(NamedTuple):
    """A share and its 95 % interval; None where nothing was coded."""

    value: float | None
    low: float | None
    high: float | None


def krippendorff_alpha(units: Iterable[Sequence[Hashable]]) -> float | None:
    """Krippendorff's alpha for nominal data.

    Parameters
    ----------
    units
        Of each thing that was coded the values that its coders gave; fewer than two say nothing.

    Returns
    -------
    float or None
        1 for perfect agreement, 0 for that of chance; None where no two values differ, or none can be paired.
    """
    totals: Counter[Hashable] = Counter()
    disagreement = 0.0
    for values in units:
        if len(values) < 2:
            continue
        held = Counter(values)
        totals.update(held)
        disagreement += sum(count * (len(values) - count) for count in held.values()) / (len(values) - 1)
    n = sum(totals.values())
    expected = sum(count * (n - count) for count in totals.values())
    return None if not expected else 1 - (n - 1) * disagreement / expected


class Audit:
    """What ``sayso.audit`` draws.

    Attributes
    ----------
    paragraphs : tuple of Paragraph
        Drawn ones, in the order in which they are coded.
    by, label, value : str
        What groups them; the share that is corrected: attributions whose ``label`` is ``value``.
    """

    paragraphs: tuple[Paragraph, ...]
    by: str
    label: str
    value: str

    def __init__(self, paragraphs: tuple[Paragraph, ...], totals: dict[Any, tuple[int, int]], by: str, label: str, value: str,
                 seed: int) -> None:
        self.paragraphs, self.by, self.label, self.value = paragraphs, by, label, value
        self._totals, self._seed = totals, seed  # by group: attributions, and those of the value

    def __repr__(self) -> str:
        empty = sum(not paragraph.found for paragraph in self.paragraphs)
        found = sum(len(paragraph.found) for paragraph in self.paragraphs)
        return (f"<Audit: {len(self.paragraphs)} paragraphs of {len(self._totals)} groups by {self.by}, {empty} without "
                f"attributions, {found} attributions>")

    def write(self, folder: "str | PathLike[str]", coders: int = 2) -> list[Path]:
        """Write a sheet for each coder (``coder1.csv`` ...) and the paragraphs as a page (``paragraphs.html``).

        A sheet has a row for each attribution, where the coder fills in ``right`` (1: content and source are right, else
        0) and, where sayso's is wrong, the true label; and a row for each paragraph, where ``missed`` is the number of
        attributions that sayso did not find, and the last column those of them that have the audited value.

        Returns
        -------
        list of Path
            What was written; no cell of a sheet can become a formula.
        """
        import csv

        target = Path(folder)
        target.mkdir(parents=True, exist_ok=True)
        paths = [target / f"coder{number}.csv" for number in range(1, coders + 1)]
        for path in paths:
            with path.open("w", encoding="utf-8-sig", newline="") as file:
                writer = csv.writer(file)
                writer.writerow([*GIVEN, "right", f"true_{self.label}", "missed", f"missed_{self.value}"])
                for paragraph in self.paragraphs:
                    where = [paragraph.doc_id, paragraph.group, paragraph.number]
                    rows = [[paragraph.row, *where, paragraph.text, "", "", "", "paragraph"]]
                    rows += [[f.row, *where, f.text, f.source, f.cue, f.speaker, f.kind] for f in paragraph.found]
                    writer.writerows([safe_cell(cell) for cell in row] + [""] * 4 for row in rows)
        html = target / "paragraphs.html"
        html.write_text(page([f'<div class="sayso">{"".join(map(_markup, self.paragraphs))}</div>'], "Paragraphs to code", STYLE),
                        encoding="utf-8")
        return [*paths, html]

    def result(self, sheets: "Iterable[str | PathLike[str]]") -> "AuditResult":
        """Read filled sheets, one a coder, and return what follows.

        Raises
        ------
        ValueError
            If a sheet is of another audit, or a cell cannot be read; the message names sheet, line and column.
        """
        paths = [Path(sheet) for sheet in sheets]
        if not paths:
            raise ValueError("there is no sheet")
        return AuditResult(self, [_coded(path, self) for path in paths])


def _markup(paragraph: Paragraph) -> str:
    """The paragraph with its contents marked; an outer one hides what is nested in it."""
    parts, at = [], 0
    spans = sorted((start, -end, f) for f in paragraph.found for start, end in f.spans)
    for start, end, found in ((s, -e, f) for s, e, f in spans):
        start, end = (min(max(place - paragraph.start, 0), len(paragraph.text)) for place in (start, end))
        if start < at or start == end:
            continue
        tip = f"{found.row}: {found.speaker or 'unknown'} ({found.cue})"
        parts += [escape(paragraph.text[at:start]), element("span", escape(paragraph.text[start:end]), found.kind, tip)]
        at = end
    head = element("h4", escape(f"{paragraph.row} · {paragraph.group} · {paragraph.doc_id}"))
    return head + element("p", "".join(parts) + escape(paragraph.text[at:]))


# ---- drawing ----


def audit(
    corpus: "Corpus",
    texts: Any = None,
    *,
    n: int = 300,
    by: str = "outlet",
    seed: int = 1,
    label: str = "naming",
    value: str = "undisclosed",
) -> Audit:
    """Draw paragraphs of a corpus for coding by hand.

    Parameters
    ----------
    corpus : Corpus
        What was counted.
    texts
        The data that the corpus was made from, as ``sayso.corpus`` took it; or its texts as they were read: a mapping of
        ids to texts, or an iterable in the order of ``documents``.  None: the column "text" of ``documents``, which ``sayso
        corpus --keep-text`` makes.
    n : int
        How many paragraphs, spread evenly over the groups; in each one half with attributions, half without.
    by : str
        A column that was carried into the corpus.
    seed : int
        The same seed draws the same paragraphs.
    label, value : str
        The share to correct: attributions whose ``label`` (naming, kind, act ...) is ``value``.

    Returns
    -------
    Audit
        ``write`` makes the coding sheets, ``result`` reads them.

    Raises
    ------
    ValueError
        If there is no such column or value, or the texts are not those of the corpus.
    """
    table = corpus.attributions
    if by not in table.columns or by not in corpus.documents.columns:
        raise ValueError(f"there is no column {by!r}; was it carried into the corpus?")
    if label not in table.columns:
        raise ValueError(f"attributions have no column {label!r}")
    if n < 1:
        raise ValueError(f"n is at least 1, not {n}")
    rows = [row for row in table if not row["depth"]]
    held: dict[tuple[Any, int], list[dict[str, Any]]] = {}
    for row in rows:
        held.setdefault((row["doc_id"], row["paragraph"]), []).append(row)
    documents = corpus.documents
    groups = dict(zip(documents["doc_id"], documents[by], strict=True))
    strata: dict[tuple[Any, bool], list[tuple[Any, int]]] = {}
    for doc, count in zip(documents["doc_id"], documents["paragraphs"], strict=True):
        for number in range(count or 0):
            strata.setdefault((groups[doc], (doc, number) in held), []).append((doc, number))
    drawn = _drawn(strata, n, Random(seed))
    held_texts = _texts(corpus, texts, {doc for (doc, _), _ in drawn})
    counts = dict(zip(documents["doc_id"], documents["paragraphs"], strict=True))
    parsed = {doc: (text, _paragraphs(doc, text, corpus, counts[doc])) for doc, text in held_texts.items()}
    paragraphs = []
    for number, ((doc, index), weight) in enumerate(drawn, 1):
        text, spans = parsed[doc]
        start, end = spans[index]
        paragraphs.append(_paragraph(f"p{number}", doc, groups[doc], index, text[start:end], start,
                                     held.get((doc, index), []), label, weight))
    totals: dict[Any, tuple[int, int]] = {group: (0, 0) for group, _ in strata}
    for row in rows:
        count, right = totals[groups[row["doc_id"]]]
        totals[groups[row["doc_id"]]] = (count + 1, right + (row[label] == value))
    return Audit(tuple(paragraphs), totals, by, label, value, seed)


def _drawn(strata: dict[tuple[Any, bool], list[tuple[Any, int]]], n: int,
           random: Random) -> list[tuple[tuple[Any, int], float]]:
    """Paragraphs and their weights; what a small stratum lacks is drawn from its group's other one."""
    groups = list(dict.fromkeys(group for group, _ in strata))
    drawn = []
    for place, group in enumerate(groups):
        wanted = n // len(groups) + (place < n % len(groups))
        sides = [strata.get((group, side), []) for side in (True, False)]
        first = min(len(sides[0]), max(wanted - wanted // 2, wanted - len(sides[1])))
        for side, count in zip(sides, (first, min(len(sides[1]), wanted - first)), strict=True):
            drawn += [(item, len(side) / count) for item in sorted(random.sample(side, count), key=str)]
    random.shuffle(drawn)
    return drawn


def _texts(corpus: "Corpus", texts: Any, wanted: set[Any]) -> dict[Any, str]:
    """The texts of the documents that were drawn, by id."""
    from sayso._corpus import texts_again

    ids = corpus.documents["doc_id"]
    if texts is None:
        if "text" not in corpus.documents.columns:
            raise ValueError("the corpus has no texts: give audit() the data that it was made from")
        texts = dict(zip(ids, corpus.documents["text"], strict=True))
    found = {}
    for number, (key, text) in enumerate(texts_again(texts, corpus._named)):
        doc = ids[number] if key is None and number < len(ids) else key
        if doc in wanted:
            found[doc] = text
    for doc in sorted(wanted, key=str):
        if not isinstance(found.get(doc), str):
            raise ValueError(f"there is no text of the document {doc!r}")
    return found


def _paragraphs(doc: Any, text: str, corpus: "Corpus", count: int) -> list[tuple[int, int]]:
    spans = [(paragraph.start, paragraph.end) for paragraph in corpus._parser.parse(text).paragraphs]
    if len(spans) != count:
        raise ValueError(f"the text of the document {doc!r} is not the one that the corpus was made from")
    return spans


def _paragraph(name: str, doc: Any, group: Any, number: int, text: str, start: int, rows: list[dict[str, Any]], label: str,
               weight: float) -> Paragraph:
    found = tuple(Found(f"{name}.{i}", row["content"], row["source"] or "", row["cue"] or "", row["speaker"] or "", row["kind"],
                        str(row[label]), tuple(zip(row["content_starts"], row["content_ends"], strict=True)))
                  for i, row in enumerate(rows, 1))
    return Paragraph(name, doc, group, number, text, start, found, weight)


# ---- reading the codes ----


class _Codes(NamedTuple):
    """One coder's: of attributions (right, true label), of paragraphs (missed, of them with the value)."""

    attributions: dict[str, tuple[int, str]]
    paragraphs: dict[str, tuple[int, int]]


def _coded(path: Path, audit: Audit) -> _Codes:
    import csv

    labels = {found.row: found.label for paragraph in audit.paragraphs for found in paragraph.found}
    names = {paragraph.row for paragraph in audit.paragraphs}
    codes = _Codes({}, {})
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        for row in rows:
            where, name = f"{path}, line {rows.line_num}", row.get("row")
            if name in labels:
                right = _number(where, "right", row, 1)
                if right is not None:
                    codes.attributions[name] = (right, (row.get(f"true_{audit.label}") or "").strip() or labels[name])
            elif name in names:
                missed = _number(where, "missed", row, None)
                if missed is not None:
                    codes.paragraphs[name] = (missed, _number(where, f"missed_{audit.value}", row, missed) or 0)
            else:
                raise ValueError(f"{where}, column 'row': {name!r} is not of this audit")
    return codes


def _number(where: str, column: str, row: dict[str, Any], most: int | None) -> int | None:
    cell = (row.get(column) or "").strip()
    if not cell:
        return None
    if not cell.isascii() or not cell.isdigit() or (most is not None and int(cell) > most):
        needed = "a number" if most is None else f"a number from 0 to {most}"
        raise ValueError(f"{where}, column {column!r}: {needed} is needed, not {cell!r}")
    return int(cell)


class _Unit(NamedTuple):
    """A coded paragraph, averaged over its coders: counts of sayso's and the coders' attributions, in all and of the value."""

    group: Any
    empty: bool
    weight: float
    found: float
    right: float
    missed: float
    found_value: float
    true_value: float


class AuditResult:
    """What the coders found.

    Attributes
    ----------
    precision, recall : Estimate
        Of attributions, content and source together, over all groups.
    groups : dict of (Estimate, Estimate)
        Precision and recall of each group.
    alpha : float or None
        Krippendorff's alpha over all judgements that two coders gave: is an attribution right, does one lack.
    shares : dict of (float or None, Estimate)
        Of each group the share that sayso counted, and the corrected one.
    coded : int
        Paragraphs that at least one coder coded in full; others are left out.
    """

    by: str
    label: str
    value: str
    precision: Estimate
    recall: Estimate
    groups: dict[Any, tuple[Estimate, Estimate]]
    alpha: float | None
    shares: dict[Any, tuple[float | None, Estimate]]
    coded: int

    def __init__(self, audit: Audit, coders: Sequence[_Codes]) -> None:
        units = _raised([unit for paragraph in audit.paragraphs for unit in _units(paragraph, coders, audit.value)], audit)
        self.by, self.label, self.value, self.coded = audit.by, audit.label, audit.value, len(units)
        judged: dict[str, list[Hashable]] = {}
        for codes in coders:
            for name, (right, _) in codes.attributions.items():
                judged.setdefault(name, []).append(right)
            for name, (missed, _) in codes.paragraphs.items():
                judged.setdefault(name, []).append(("missed", missed > 0))
        self.alpha = krippendorff_alpha(judged.values())
        random = Random(audit._seed)
        self.precision, self.recall, _ = _estimates(units, audit._totals, random)
        self.groups, self.shares = {}, {}
        for group, (count, of_value) in audit._totals.items():
            part = [unit for unit in units if unit.group == group]
            precision, recall, share = _estimates(part, {group: audit._totals[group]}, random)
            self.groups[group] = (precision, recall)
            self.shares[group] = (of_value / count if count else None, share)

    def __repr__(self) -> str:
        alpha = "none" if self.alpha is None else f"{self.alpha:.3f}"
        lines = [f"{self.coded} paragraphs coded, Krippendorff's alpha {alpha}",
                 f"precision {_shown(self.precision)}, recall {_shown(self.recall)}"]
        for group, (precision, recall) in self.groups.items():
            counted, share = self.shares[group]
            lines.append(f"  {group}: precision {_shown(precision)}, recall {_shown(recall)}")
            lines.append(f"    {self.label} {self.value}: counted {'–' if counted is None else f'{counted:.3f}'}, "
                         f"corrected {_shown(share)}")
        return "\n".join(lines)


def _shown(estimate: Estimate) -> str:
    if estimate.value is None:
        return "–"
    return f"{estimate.value:.3f} [{estimate.low:.3f}, {estimate.high:.3f}]"


def _raised(units: list[_Unit], audit: Audit) -> list[_Unit]:
    """The weights, raised by what was drawn and not coded."""
    drawn = Counter((paragraph.group, not paragraph.found) for paragraph in audit.paragraphs)
    coded = Counter((unit.group, unit.empty) for unit in units)
    return [unit._replace(weight=unit.weight * drawn[key] / coded[key]) for unit in units for key in [(unit.group, unit.empty)]]


def _units(paragraph: Paragraph, coders: Sequence[_Codes], value: str) -> Iterable[_Unit]:
    """The paragraph, if a coder coded all of it; the mean of those who did."""
    whole = [codes for codes in coders if paragraph.row in codes.paragraphs
             and all(found.row in codes.attributions for found in paragraph.found)]
    if not whole:
        return
    right = true = missed = 0.0
    for codes in whole:
        judged = [codes.attributions[found.row] for found in paragraph.found]
        lacks, of_value = codes.paragraphs[paragraph.row]
        right += sum(good for good, _ in judged)
        true += sum(good and label == value for good, label in judged) + of_value
        missed += lacks
    n = len(whole)
    yield _Unit(paragraph.group, not paragraph.found, paragraph.weight, len(paragraph.found), right / n, missed / n,
                sum(found.label == value for found in paragraph.found), true / n)


def _estimates(units: Sequence[_Unit], totals: Mapping[Any, tuple[int, int]],
               random: Random) -> tuple[Estimate, Estimate, Estimate]:
    """Precision, recall and the corrected share, with intervals."""
    strata: dict[tuple[Any, bool], list[_Unit]] = {}
    for unit in units:
        strata.setdefault((unit.group, unit.empty), []).append(unit)
    draws = [_values([unit for part in strata.values() for unit in random.choices(part, k=len(part))], totals)
             for _ in range(DRAWS if units else 0)]
    true = sum(unit.right + unit.missed for unit in units)
    estimates = []
    for i, (value, n) in enumerate(zip(_values(units, totals), (sum(unit.found for unit in units), true, true), strict=True)):
        held = sorted(drawn for values in draws if (drawn := values[i]) is not None)
        if value is None:
            estimates.append(Estimate(None, None, None))
            continue
        low, high = (held[int(0.025 * len(held))], held[max(int(0.975 * len(held)) - 1, 0)]) if held else (value, value)
        if high - low < 1e-9:
            unseen = Z**2 / (n + Z**2)
            low, high = max(value - unseen, 0.0), min(value + unseen, 1.0)
        estimates.append(Estimate(value, low, high))
    return estimates[0], estimates[1], estimates[2]


def _values(units: Sequence[_Unit],
            totals: Mapping[Any, tuple[int, int]]) -> tuple[float | None, float | None, float | None]:
    found = sum(u.weight * u.found for u in units)
    right = sum(u.weight * u.right for u in units)
    missed = sum(u.weight * u.missed for u in units)
    everything = sum(count for count, _ in totals.values()) + right + missed - found
    of_value = sum(count for _, count in totals.values()) + sum(u.weight * (u.true_value - u.found_value) for u in units)
    share = min(max(of_value / everything, 0.0), 1.0) if units and everything > 0 else None
    return right / found if found else None, right / (right + missed) if right + missed else None, share
