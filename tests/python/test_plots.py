"""Plots show the numbers that the tables hold."""

import subprocess
import sys
from collections import Counter
from math import isnan
from pathlib import Path

import pytest

import sayso
from sayso._plots import KINDS, interval

sys.path.insert(0, str(Path(__file__).parent.parent / "notebooks"))
import newsroom  # noqa: E402

pytestmark = pytest.mark.thirdparty


@pytest.fixture(scope="module")
def corpus():
    return sayso.corpus(newsroom.table(60), id="id", date="date", carry=["outlet", "town"])


@pytest.fixture(autouse=True)
def pyplot():
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("Agg")
    from matplotlib import pyplot

    yield pyplot
    pyplot.close("all")


def bars(axes):
    """{(label of the bar, label of the part): width}"""
    labels = [label.get_text() for label in axes.get_yticklabels()]
    return {(labels[i], part.get_label()): bar.get_width() for part in axes.containers for i, bar in enumerate(part)}


def test_who_is_quoted_most(corpus):
    axes = corpus.plot.speakers(5)
    summary = corpus.summary()
    names = [label.get_text() for label in axes.get_yticklabels()]
    assert len(names) == 5
    found = Counter()
    for (name, _), width in bars(axes).items():
        found[name] += width
    assert [found[name] for name in names] == [speaker.quotes for speaker in summary.speakers[:5]]
    words = corpus.plot.speakers(5, measure="words")
    assert sum(bars(words).values()) == sum(sorted((s.words for s in summary.speakers), reverse=True)[:5])
    assert words.get_xlabel() == "words"


def test_shares_by_outlet_are_those_of_the_table(corpus):
    axes = corpus.plot.kinds(by="outlet")
    rows = Counter((row["outlet"], row["kind"]) for row in corpus.quotes)
    sizes = Counter(row["outlet"] for row in corpus.quotes)
    shown = bars(axes)
    for outlet, size in sizes.items():
        for kind in ("direct", "indirect"):
            assert shown[f"{outlet} (n = {size})", kind] == pytest.approx(rows[outlet, kind] / size)
    assert axes.get_xlim() == (0, 1)


def test_gender_shows_its_unknowns(corpus):
    shown = bars(corpus.plot.gender())
    (label,) = {name for name, _ in shown}
    genders = corpus.summary().genders
    assert genders["unknown"] > 0
    for gender, count in genders.items():
        assert shown[label, gender] == pytest.approx(count / (sum(genders.values()) + corpus.summary().unknown_speakers))


def test_anonymity_has_intervals(corpus):
    axes = corpus.plot.anonymity()
    points = {part.get_label(): part.lines[0].get_xdata()[0] for part in axes.containers}
    summary = corpus.summary()
    assert points["anonymous"] == pytest.approx(summary.anonymous / summary.quotes)
    assert points["collective"] == pytest.approx(summary.collective / summary.quotes)
    low, high = next(part for part in axes.containers if part.get_label() == "anonymous").lines[1]
    assert low.get_xdata()[0] < points["anonymous"] < high.get_xdata()[0]


def test_intervals_are_of_clusters():
    assert interval([(1, 2), (1, 2), (1, 2)]) == (0.5, 0.0)
    share, half = interval([(2, 2), (0, 2)] * 50)
    assert share == 0.5 and half == pytest.approx(1.96 * (0.25 / 99) ** 0.5)  # as 100 coins, not as 200
    share, half = interval([(1, 3)])
    assert share == pytest.approx(1 / 3) and isnan(half)


@pytest.mark.parametrize("period, count", [("month", 12), ("year", 1)])
def test_over_time(corpus, period, count):
    axes = corpus.plot.anonymity(over=period)
    if count > 1:
        assert [len(line.get_xdata()) for line in axes.lines] == [count, count]
        assert axes.get_xlabel() == period
        days = [str(day)[:10] for day in axes.lines[0].get_xdata()]
        assert days == sorted(days) and days[0] == "2025-01-01"
    else:
        assert [label.get_text() for label in axes.get_yticklabels()] == [f"2025-01-01 (n = {len(corpus.quotes)})"]
    areas = corpus.plot.kinds(over="month")
    assert {area.get_label() for area in areas.collections} == {"direct", "indirect"}


def test_every_plot_by_name_and_on_axes_of_ones_own(corpus, pyplot):
    for kind in KINDS:
        own = pyplot.subplots()[1]
        assert corpus.plot(kind, ax=own) is own and own.get_title()
        own.figure.canvas.draw()
    assert corpus.plot().get_title() == "Who is quoted most"


def test_names_cannot_become_formulas(pyplot):
    corpus = sayso.corpus({"text": ['"Yes," said Ann Lee.'] * 2, "outlet": ["$x_$^", None]}, carry=["outlet"])
    axes = corpus.plot.kinds(by="outlet")
    axes.figure.canvas.draw()
    assert {label.get_text() for label in axes.get_yticklabels()} == {r"\$x_\$^ (n = 1)", "(none) (n = 1)"}


def test_what_cannot_be_plotted_is_said(corpus):
    for problem, kind, options in [
        ("no plot 'pie'", "pie", {}),
        ("carries no column 'paper' .it carries 'outlet', 'town'.", "kinds", {"by": "paper"}),
        ("carries no column 'doc_id'", "kinds", {"by": "doc_id"}),
        ("over is one of day, week", "kinds", {"over": "decade"}),
        ("either by or over", "gender", {"by": "outlet", "over": "month"}),
        ("measure is", "speakers", {"measure": "letters"}),
    ]:
        with pytest.raises(ValueError, match=problem):
            corpus.plot(kind, **options)
    empty = sayso.corpus(["Rain fell."])
    for kind in KINDS:
        with pytest.raises(ValueError, match="to plot"):
            empty.plot(kind)


def test_the_missing_extra_is_named(corpus, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(ImportError, match=r"sayso\[plot\]"):
        corpus.plot()


def test_nothing_is_imported_before_it_is_needed():
    script = "import sys, sayso; c = sayso.corpus(['x']); c.plot; sys.exit('matplotlib' in sys.modules)"
    subprocess.run([sys.executable, "-c", script], check=True, env={"PYTHONPATH": ":".join(sys.path)})
