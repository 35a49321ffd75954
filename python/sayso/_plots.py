"""Plots of a corpus with Matplotlib: who is quoted, how, how openly, and of which gender; by group and over time.

The colours are Okabe and Ito's, told apart by the colour-blind (Wong, Nature Methods 8:441, 2011); what is unknown is
grey.  A share's whiskers are its 95 % interval as a ratio of totals over articles (Cochran, Sampling Techniques, 3rd
edition, 6.3): the quotes of one article are no independent draws.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from sayso._html import clipped

if TYPE_CHECKING:
    from datetime import date

    from matplotlib.axes import Axes

    from sayso._corpus import Corpus

COLORS = {
    "direct": "#009e73", "mixed": "#56b4e9", "indirect": "#e69f00",
    "named": "#0072b2", "role": "#56b4e9", "undisclosed": "#d55e00", "unknown": "#bdbdbd",
    "female": "#e69f00", "male": "#0072b2", "not resolved": "#e3e3e3",
    "anonymous": "#d55e00", "collective": "#cc79a7",
}  # fmt: skip
PERIODS = ("day", "week", "month", "year")
GROUPS = 20  # most groups in one plot: those with most quotes


class Row(NamedTuple):
    """One thing that is counted: of which article and group, and what it is."""

    document: Any
    group: Any
    value: str


class Plots:
    """The plots of a corpus: ``corpus.plot.speakers()``, or ``corpus.plot("speakers")``.

    Each takes ``ax``, the Axes to draw on (a new figure without), and returns the Axes.  ``by`` names a column that
    was carried into the corpus ("outlet") and gives a bar for each of its values; ``over`` is "day", "week", "month"
    or "year" of the documents' dates and gives a line or an area.  Not both at once; documents without a date are
    left out over time.

    Raises
    ------
    ImportError
        If Matplotlib is not installed.
    ValueError
        If there is no such plot, column or period, or nothing to plot.
    """

    __slots__ = ("_corpus",)

    def __init__(self, corpus: "Corpus") -> None:
        self._corpus = corpus

    def __repr__(self) -> str:
        return f"<Plots: {', '.join(KINDS)}>"

    def __call__(self, kind: str = "speakers", **options: Any) -> "Axes":
        """Draw the plot of this name."""
        if kind not in KINDS:
            raise ValueError(f"there is no plot {kind!r}; there are {', '.join(KINDS)}")
        axes: Axes = getattr(self, kind)(**options)
        return axes

    def speakers(self, n: int = 15, *, measure: str = "quotes", ax: "Axes | None" = None) -> "Axes":
        """Draw who is quoted most, by direct, mixed and indirect quotes.

        Parameters
        ----------
        n : int
            How many speakers.  Only named ones: others cannot be told apart between articles.
        measure : {"quotes", "words"}
            Count quotes, or the words of their contents.
        """
        if measure not in ("quotes", "words"):
            raise ValueError(f"measure is 'quotes' or 'words', not {measure!r}")
        counts, names = _by_speaker(self._corpus, measure)
        order = sorted(counts, key=lambda key: (-counts[key].total(), key))[:n]
        _something(order, "named speakers")
        axes = _axes(ax, len(order))
        labels = [clipped(names[key], 40) for key in order]
        left = [0] * len(order)
        for kind in ("direct", "mixed", "indirect"):
            widths = [counts[key][kind] for key in order]
            axes.barh(range(len(order)), widths, left=left, color=COLORS[kind], label=kind, edgecolor="white", linewidth=0.5)
            left = [a + b for a, b in zip(left, widths, strict=True)]
        _bars_down(axes, labels)
        axes.set_xlabel(measure)
        axes.set_title("Who is quoted most")
        axes.legend(frameon=False, loc="lower right")
        return axes

    def kinds(self, *, by: str | None = None, over: str | None = None, ax: "Axes | None" = None) -> "Axes":
        """Draw the shares of direct, mixed and indirect quotes."""
        rows = _quotes(self._corpus, by, over, lambda quote: quote["kind"], ("kind",))
        return _shares(rows, ("direct", "mixed", "indirect"), by, over, ax, "Direct and indirect quotes", "quotes")

    def naming(self, *, by: str | None = None, over: str | None = None, ax: "Axes | None" = None) -> "Axes":
        """Draw how far the reader is told who speaks: named, by role, undisclosed, unknown."""
        rows = _quotes(self._corpus, by, over, lambda quote: quote["naming"], ("naming",))
        return _shares(rows, ("named", "role", "undisclosed", "unknown"), by, over, ax, "How openly sources are named", "quotes")

    def anonymity(self, *, by: str | None = None, over: str | None = None, ax: "Axes | None" = None) -> "Axes":
        """Draw the share of quotes from anonymous and from collective sources, with 95 % intervals.

        Anonymous: the reader is told neither name nor office (``naming`` "undisclosed").  Collective: several speak at
        once ("officials said").  A quote may be both.
        """
        measures = {
            "anonymous": ("naming", "undisclosed"),
            "collective": ("number", "several"),
        }
        rows = {name: _quotes(self._corpus, by, over, _is(field, value), (field,)) for name, (field, value) in measures.items()}
        return _intervals(rows, by, over, ax, "Anonymous and collective sources")

    def gender(self, *, by: str | None = None, over: str | None = None, ax: "Axes | None" = None) -> "Axes":
        """Draw the gender of the people quoted, a quote with two speakers counted for each.

        "unknown" is a person whose gender the article does not tell, "not resolved" a source that could not be
        resolved and may be a person; organisations, places and documents are left out.
        """
        wanted = ("act", "depth", "source_kind", "speaker_gender")
        rows = [
            Row(document, group, gender or "unknown" if kind == "person" else "not resolved")
            for document, group, (act, depth, kind, gender) in _table_rows(self._corpus, "sources", by, over, wanted)
            if act == "speech" and not depth and kind in ("person", "unknown")
        ]
        order = ("female", "male", "unknown", "not resolved")
        return _shares(rows, order, by, over, ax, "Gender of the people quoted", "speakers")


KINDS = ("speakers", "kinds", "naming", "anonymity", "gender")


# ---- counting ----


def _by_speaker(corpus: "Corpus", measure: str) -> tuple[dict[str, Counter[str]], dict[str, str]]:
    """For each key of a named speaker the counts by kind; and the name used most."""
    counts: dict[str, Counter[str]] = {}
    names: dict[str, Counter[str]] = {}
    columns = [corpus.sources[name] for name in ("act", "depth", "speaker_key", "speaker_name", "kind", "words")]
    for act, depth, key, name, kind, words in zip(*columns, strict=True):
        if act == "speech" and not depth and key is not None:
            counts.setdefault(key, Counter())[kind] += words if measure == "words" else 1
            names.setdefault(key, Counter())[name] += 1
    return counts, {key: found.most_common(1)[0][0] for key, found in names.items()}


def _is(field: str, value: str) -> Callable[[Mapping[str, Any]], str]:
    return lambda quote: "yes" if quote[field] == value else "no"


def _quotes(
    corpus: "Corpus", by: str | None, over: str | None, value: Callable[[Mapping[str, Any]], str], wanted: tuple[str, ...]
) -> list[Row]:
    rows = _table_rows(corpus, "quotes", by, over, wanted)
    return [Row(document, group, value(dict(zip(wanted, values, strict=True)))) for document, group, values in rows]


def _table_rows(
    corpus: "Corpus", name: str, by: str | None, over: str | None, wanted: tuple[str, ...]
) -> Iterator[tuple[Any, Any, tuple[Any, ...]]]:
    """The rows of a table: document, group (value of a carried column, or first day of a period), wanted values."""
    table = getattr(corpus, name)
    if by is not None and over is not None:
        raise ValueError("give either by or over, not both")
    if by is not None and (by == "doc_id" or by not in _carried(corpus)):
        carried = ", ".join(map(repr, _carried(corpus))) or "none"
        raise ValueError(f"the corpus carries no column {by!r} (it carries {carried}): give sayso.corpus(..., carry=[{by!r}])")
    if over is not None and over not in PERIODS:
        raise ValueError(f"over is one of {', '.join(PERIODS)}, not {over!r}")
    documents = table["doc_id"]
    groups: Iterable[Any] = table[by] if by is not None else [None] * len(documents)
    if over is not None:
        days = dict(zip(corpus.documents["doc_id"], corpus.documents["date"], strict=True))
        periods = {day: _period(day, over) for day in set(days.values()) if day}
        groups = [periods.get(days[document]) for document in documents]
    values = zip(*(table[column] for column in wanted), strict=True)
    for document, group, row in zip(documents, groups, values, strict=True):
        if over is None or group is not None:
            yield document, group, row


def _carried(corpus: "Corpus") -> tuple[str, ...]:
    columns = corpus.quotes.columns
    return columns[1 : columns.index("attribution_id")]


def _period(day: str, over: str) -> "date":
    """The first day of the day's period; a week begins on Monday."""
    from datetime import date, timedelta

    found = date.fromisoformat(day)
    if over == "week":
        return found - timedelta(days=found.weekday())
    if over == "month":
        return found.replace(day=1)
    return found.replace(month=1, day=1) if over == "year" else found


def _counted(rows: Iterable[Row]) -> dict[Any, Counter[str]]:
    counts: dict[Any, Counter[str]] = {}
    for row in rows:
        counts.setdefault(row.group, Counter())[row.value] += 1
    return counts


def _ordered(counts: Mapping[Any, Counter[str]], over: str | None) -> list[Any]:
    """Periods in time's order, groups by size and at most GROUPS of them."""
    if over is not None:
        return sorted(counts)
    return sorted(counts, key=lambda group: (-counts[group].total(), str(group)))[:GROUPS]


def interval(pairs: Sequence[tuple[int, int]]) -> tuple[float, float]:
    """A share over clusters and half the width of its 95 % interval.

    Parameters
    ----------
    pairs : sequence of (int, int)
        For each cluster (article) how many of its items have the property, and how many it has.

    Returns
    -------
    tuple of float
        The ratio of the totals, and 1.96 standard errors of it; of a single cluster the latter is NaN.
    """
    hits, items = sum(a for a, _ in pairs), sum(n for _, n in pairs)
    share, count = hits / items, len(pairs)
    if count < 2:
        return share, float("nan")
    squares = sum((a - share * n) ** 2 for a, n in pairs)
    return share, 1.96 * (squares * count / (count - 1)) ** 0.5 / items


# ---- drawing ----


def _something(things: Sequence[Any], what: str) -> None:
    if not things:
        raise ValueError(f"the corpus has no {what} to plot")


def _axes(ax: "Axes | None", bars: int = 0, *, wide: bool = False) -> "Axes":
    if ax is not None:
        return ax
    try:
        from matplotlib import pyplot
    except ImportError as error:
        from sayso._tables import missing

        raise missing("Matplotlib", "plot") from error
    height = 3.8 if wide else max(1.9, 1.3 + 0.32 * bars)
    return pyplot.subplots(figsize=(7.5, height), layout="constrained")[1]


def _bars_down(axes: "Axes", labels: Sequence[str]) -> None:
    """Labels of horizontal bars, the first on top; a $ is a dollar."""
    axes.set_yticks(range(len(labels)), [label.replace("$", r"\$") for label in labels])
    axes.set_ylim(len(labels) - 0.4, -0.6)
    _plain(axes)


def _plain(axes: "Axes") -> None:
    axes.spines[["top", "right"]].set_visible(False)


def _percent(axis: Any) -> None:
    from matplotlib.ticker import PercentFormatter

    axis.set_major_formatter(PercentFormatter(1.0, decimals=0))


def _label(group: Any, size: int, by: str | None) -> str:
    name = "all" if by is None else "(none)" if group is None else clipped(str(group), 40)
    return f"{name} (n = {size:,})"


def _shares(
    rows: Sequence[Row], order: tuple[str, ...], by: str | None, over: str | None, ax: "Axes | None", title: str, unit: str
) -> "Axes":
    """Bars of 100 % by group, or stacked areas over time."""
    _something(rows, unit)
    counts = _counted(rows)
    groups = _ordered(counts, over)
    seen = {row.value for row in rows}
    values = [value for value in (*order, *sorted(seen - set(order))) if value in seen]
    sizes = [counts[group].total() for group in groups]
    shares = {value: [counts[g][value] / size for g, size in zip(groups, sizes, strict=True)] for value in values}
    axes = _axes(ax, len(groups), wide=over is not None)
    colors = [COLORS.get(value, "black") for value in values]
    if over is not None and len(groups) > 1:
        axes.stackplot(groups, list(shares.values()), labels=values, colors=colors, edgecolor="white", linewidth=0.5)
        axes.set_ylim(0, 1)
        axes.margins(x=0)
        _percent(axes.yaxis)
        _dated(axes, over)
        axes.set_ylabel(f"share of {unit}")
        _plain(axes)
    else:
        left = [0.0] * len(groups)
        for value, color in zip(values, colors, strict=True):
            axes.barh(range(len(groups)), shares[value], left=left, color=color, label=value, edgecolor="white", linewidth=0.5)
            left = [a + b for a, b in zip(left, shares[value], strict=True)]
        _bars_down(axes, [_label(group, size, by or over) for group, size in zip(groups, sizes, strict=True)])
        axes.set_xlim(0, 1)
        _percent(axes.xaxis)
        axes.set_xlabel(f"share of {unit}")
    axes.set_title(title)
    axes.legend(frameon=False, loc="upper left", bbox_to_anchor=(1.0, 1.0), reverse=over is not None)
    return axes


def _intervals(rows: Mapping[str, Sequence[Row]], by: str | None, over: str | None, ax: "Axes | None", title: str) -> "Axes":
    """A point and whiskers for each measure and group, or a line with a band over time."""
    _something(next(iter(rows.values())), "quotes")
    counts = _counted(next(iter(rows.values())))
    groups = _ordered(counts, over)
    axes = _axes(ax, len(groups) + 1, wide=over is not None)
    for place, (name, found) in enumerate(rows.items()):
        clusters: dict[Any, dict[Any, list[int]]] = {}
        for row in found:
            pair = clusters.setdefault(row.group, {}).setdefault(row.document, [0, 0])
            pair[0] += row.value == "yes"
            pair[1] += 1
        shares, halves = zip(*(interval([(a, n) for a, n in clusters[g].values()]) for g in groups), strict=True)
        low = [s - max(s - h, 0.0) if h == h else 0.0 for s, h in zip(shares, halves, strict=True)]
        high = [min(s + h, 1.0) - s if h == h else 0.0 for s, h in zip(shares, halves, strict=True)]
        if over is not None and len(groups) > 1:
            axes.plot(groups, shares, color=COLORS[name], label=name, marker="os"[place], markersize=4)
            axes.fill_between(groups, [s - h for s, h in zip(shares, low, strict=True)],
                              [s + h for s, h in zip(shares, high, strict=True)], color=COLORS[name], alpha=0.18, linewidth=0)
        else:
            heights = [index + (place - 0.5) * 0.3 for index in range(len(groups))]
            axes.errorbar(shares, heights, xerr=[low, high], fmt="os"[place], color=COLORS[name], label=name, capsize=3)
    if over is not None and len(groups) > 1:
        axes.set_ylim(bottom=0)
        _percent(axes.yaxis)
        _dated(axes, over)
        axes.set_ylabel("share of quotes, 95 % interval")
        _plain(axes)
    else:
        _bars_down(axes, [_label(group, counts[group].total(), by or over) for group in groups])
        axes.set_xlim(left=0)
        _percent(axes.xaxis)
        axes.set_xlabel("share of quotes, 95 % interval")
    axes.set_title(title)
    axes.legend(frameon=False, loc="upper left", bbox_to_anchor=(1.0, 1.0))
    return axes


def _dated(axes: "Axes", over: str) -> None:
    from matplotlib import dates

    concise: Any = dates
    locator = concise.AutoDateLocator()
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(concise.ConciseDateFormatter(locator))
    axes.set_xlabel(over)
