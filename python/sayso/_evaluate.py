"""Agreement of attributions and mentions with a person's: precision, recall, F1, and how sure they are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from random import Random
from typing import Any, NamedTuple

from sayso._brat import text_file
from sayso._core import Parser, parse
from sayso._gold import Article, Marked, articles
from sayso._html import STYLE, element, escape, row, wrapped
from sayso._measures import ATTRIBUTIONS, TYPES, Count, attribution_counts, mention_counts

SHOWN = ("attribution", "quoted/attribution", "unquoted/attribution")


class Measure(NamedTuple):
    """One measure over all articles.

    ``precision`` divides by the predictions (``pred``), ``recall`` by the gold (``gold``); ``low`` and ``high`` bound
    F1 at 95 % (None without draws).
    """

    precision: float
    recall: float
    f1: float
    gold: int
    pred: int
    low: float | None
    high: float | None


class Difference(NamedTuple):
    """An attribution that the other side lacks, or marks otherwise: offsets in code points, content as written."""

    id: Any
    start: int
    end: int
    text: str


class Evaluation(Mapping[str, Measure]):
    """What ``sayso.evaluate`` gives: measures by name, ``evaluation["attribution"].f1``.

    Attributes
    ----------
    documents : int
        Articles compared.
    missed, spurious : tuple of Difference
        Gold attributions without a right prediction, and predicted ones that are not right.
    groups : dict of Evaluation
        The same for each value of ``by``.
    """

    __slots__ = ("_measures", "documents", "groups", "missed", "spurious")

    documents: int
    missed: tuple[Difference, ...]
    spurious: tuple[Difference, ...]
    groups: "dict[Any, Evaluation]"

    def __init__(self, measures: dict[str, Measure], documents: int, missed: tuple[Difference, ...],
                 spurious: tuple[Difference, ...], groups: "dict[Any, Evaluation]") -> None:
        self._measures, self.documents, self.groups = measures, documents, groups
        self.missed, self.spurious = missed, spurious

    def __getitem__(self, name: str) -> Measure:
        try:
            return self._measures[name]
        except KeyError:
            raise KeyError(f"no measure {name!r}; there are {', '.join(self._measures)}") from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._measures)

    def __len__(self) -> int:
        return len(self._measures)

    def to_dict(self) -> dict[str, Any]:
        """Return everything as dicts, lists, str, int, float and None."""
        return {
            "documents": self.documents,
            "measures": {name: measure._asdict() for name, measure in self._measures.items()},
            "missed": [difference._asdict() for difference in self.missed],
            "spurious": [difference._asdict() for difference in self.spurious],
            "groups": {str(value): group.to_dict() for value, group in self.groups.items()},
        }

    def __repr__(self) -> str:
        width = max((len(name) for name in self._measures), default=0)
        lines = [_documents(self.documents),
                 f"{'':{width}}  precision  recall     F1  {'95 %':14}  {'gold':>6}  {'pred':>6}"]
        lines += [f"{name:{width}}  {m.precision:9.3f}  {m.recall:6.3f}  {m.f1:5.3f}  {_interval(m):14}  "
                  f"{m.gold:6,}  {m.pred:6,}" for name, m in self._measures.items()]
        for value, group in self.groups.items():
            name = next(iter(group))
            lines.append(f"{value}: {_documents(group.documents)}, {name} F1 {group[name].f1:.3f} {_interval(group[name])}")
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        head = row("th", [("", "")] + [("number", name) for name in ("precision", "recall", "F1", "95 %", "gold", "pred")])
        parts = [element("div", _documents(self.documents), "dim"), _table(head, self._measures.items())]
        for value, group in self.groups.items():
            parts.append(element("h4", escape(f"{value}: {_documents(group.documents)}")))
            parts.append(_table(head, [(name, group[name]) for name in group if name in SHOWN or name == "all/exact"]))
        return wrapped("".join(parts), STYLE)


def _table(head: str, measures: Iterable[tuple[str, Measure]]) -> str:
    rows = [row("td", [("", escape(name)), *(("number", cell) for cell in (
        f"{m.precision:.3f}", f"{m.recall:.3f}", f"{m.f1:.3f}", _interval(m), f"{m.gold:,}", f"{m.pred:,}"))])
        for name, m in measures]
    return f"<table><thead>{head}</thead><tbody>{''.join(rows)}</tbody></table>"


def _documents(count: int) -> str:
    return f"{count:,} document{'' if count == 1 else 's'}"


def _interval(measure: Measure) -> str:
    return "" if measure.low is None else f"[{measure.low:.3f}, {measure.high:.3f}]"


# ---- pooling and drawing ----


def _f1(right_pred: int, right_gold: int, pred: int, gold: int) -> tuple[float, float, float]:
    p, r = right_pred / pred if pred else 0.0, right_gold / gold if gold else 0.0
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def _intervals(rows: Sequence[dict[str, Count]], names: Iterable[str], draws: int,
               seed: int) -> dict[str, tuple[float, float]]:
    """Percentile bootstrap over articles (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13)."""
    if not draws or not rows:
        return {}
    columns = {name: [[counts[name][k] for counts in rows].__getitem__ for k in range(4)] for name in names}
    draw, indices = Random(seed), range(len(rows))
    values: dict[str, list[float]] = {name: [] for name in columns}
    for _ in range(draws):
        drawn = draw.choices(indices, k=len(rows))
        for name, column in columns.items():
            values[name].append(_f1(*(sum(map(pick, drawn)) for pick in column))[2])
    low, high = int(0.025 * draws), max(int(0.975 * draws) - 1, 0)
    return {name: (ordered[low], ordered[high]) for name, ordered in ((name, sorted(v)) for name, v in values.items())}


def _pooled(rows: Sequence[dict[str, Count]], draws: int, seed: int) -> dict[str, Measure]:
    names = list(rows[0])
    bounds = _intervals(rows, names, draws, seed)
    measures = {}
    for name in names:
        right_pred, right_gold, pred, gold = (sum(counts[name][k] for counts in rows) for k in range(4))
        measures[name] = Measure(*_f1(right_pred, right_gold, pred, gold), gold, pred, *bounds.get(name, (None, None)))
    return measures


# ---- the two sides ----


def _predictions(gold: list[Article], pred: Any, parser: Parser | None, only: str | None) -> Iterator[Article]:
    if pred is not None:
        found = {}
        for article in articles(pred, only=only):
            if article.id in found:
                raise ValueError(f"pred has two articles with the id {article.id!r}")
            found[article.id] = article
        missing = [article.id for article in gold if article.id not in found]
        if missing:
            raise ValueError(f"pred lacks {len(missing)} of the {len(gold)} articles of gold; the first is {missing[0]!r}")
        yield from (found[article.id] for article in gold)
        return
    read = parser.parse if parser else parse
    for article in gold:
        if article.text is None:
            raise ValueError(f"article {article.id!r} has no text to be read")
        yield next(articles(read(article.text, date=article.date), only=only))


def _differences(article: Article, text: str, rows: Iterable[Marked]) -> list[Difference]:
    return [Difference(article.id, marked.content[0][0], marked.content[-1][1],
                       " ".join(text[start:end] for start, end in marked.content)) for marked in rows if marked.content]


class _Counted(NamedTuple):
    group: Any
    counts: dict[str, Count]
    missed: list[Difference]
    spurious: list[Difference]


def _counted(gold: Article, pred: Article, measured: tuple[bool, bool], types: Sequence[str]) -> _Counted:
    text = gold.text if gold.text is not None else pred.text
    if text is None:
        raise ValueError(f"article {gold.id!r} has its text neither in gold nor in pred")
    if gold.text is not None and pred.text is not None and text_file(gold.text) != text_file(pred.text):
        raise ValueError(f"article {gold.id!r} has another text in pred than in gold: offsets would not mean the same")
    counts: dict[str, Count] = {}
    missed: list[Marked] = []
    wrong: list[Marked] = []
    if measured[0]:
        counts, missed, wrong = attribution_counts(text, gold.attributions or (), pred.attributions or ())
    if measured[1]:
        counts |= mention_counts(text, gold.mentions or (), pred.mentions or (), types)
    return _Counted(gold.group, counts, _differences(gold, text, missed), _differences(gold, text, wrong))


def _evaluation(rows: Sequence[_Counted], draws: int, seed: int, groups: dict[Any, Evaluation]) -> Evaluation:
    return Evaluation(_pooled([r.counts for r in rows], draws, seed), len(rows),
                      tuple(d for r in rows for d in r.missed), tuple(d for r in rows for d in r.spurious), groups)


def evaluate(
    gold: Any,
    pred: Any = None,
    *,
    parser: Parser | None = None,
    only: str | None = None,
    types: Sequence[str] = TYPES,
    by: str | None = None,
    draws: int = 1000,
    seed: int = 1,
) -> Evaluation:
    """Compare attributions and mentions with annotated ones.

    Parameters
    ----------
    gold
        Annotated articles: an iterable of dicts or Documents, the path of a JSON Lines file (also ``.gz``), or a folder
        of brat's ``.txt`` and ``.ann`` files.  A dict has "id", "text", and "attributions" (dicts with "content", "cue"
        and "source", each a list of [start, end] in code points), "entities" (dicts with "start", "end", "type" or
        "label"), or both; ``Document.to_dict()`` and brat's embedded JSON are read as well.
    pred
        The same for what is compared, found by its id; None: the texts of gold are read by sayso now.
    parser
        Reads the texts where ``pred`` is None.
    only : str, optional
        "speech": leave beliefs, intentions and the like out, where an act is told.
    types
        Coarse types of mentions: of PER, ORG, LOC, NORP, DATE, MONEY.
    by : str, optional
        A key of the gold dicts ("genre"): measures for each of its values, in ``groups``.
    draws, seed : int
        Bootstrap samples of articles for the intervals of F1 (0: none), and where their random numbers start.

    Returns
    -------
    Evaluation
        Measures by name.  "attribution", the headline: contents that overlap by at least 0.8 (Jaccard over words) and
        sources by at least 0.5, or no source on either side; "content_exact", "content_j80", "cue", "source_exact",
        "source_overlap", "content_words"; "quoted/..." and "unquoted/..." by whether the content holds a quotation
        mark; "PER/exact", "all/overlap" and so on for mentions.

    Raises
    ------
    ValueError
        If gold is empty or not annotated, an offset lies outside its text, or an article is missing in pred.
    """
    marked = list(articles(gold, only=only, by=by))
    if not marked:
        raise ValueError("gold holds no article")
    unknown = [name for name in types if name not in ("PER", "ORG", "LOC", "NORP", "DATE", "MONEY")]
    if unknown:
        raise ValueError(f"there is no coarse type {unknown[0]!r}; there are PER, ORG, LOC, NORP, DATE, MONEY")
    if by is not None and all(article.group is None for article in marked):
        raise ValueError(f"no article of gold has a key {by!r}")
    measured = (any(a.attributions is not None for a in marked), any(a.mentions is not None for a in marked))
    if not any(measured):
        raise ValueError('the articles of gold have neither "attributions" nor "entities"')
    rows = [_counted(g, p, measured, types) for g, p in zip(marked, _predictions(marked, pred, parser, only), strict=True)]
    groups: dict[Any, list[_Counted]] = {}
    if by is not None:
        for counted in rows:
            groups.setdefault(counted.group, []).append(counted)
    parts = {value: _evaluation(part, draws, seed, {}) for value, part in groups.items()}
    return _evaluation(rows, draws, seed, parts)


__all__ = ["ATTRIBUTIONS", "Difference", "Evaluation", "Measure", "evaluate"]
