"""The plots of docs/how-to/speed.md: words a second by tool, and work counted against length.

    plots.py WORK [--json FILE] [--out docs/how-to]

WORK is the program of `make work`; FILE what `bench.py --json` printed.  Without it the plot of speed is left as it is.
"""

import argparse
import json
import pathlib
import re
import subprocess

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plt  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
NAMES = {"sayso": "sayso, everything on", "sayso-avx2": "sayso, told to use AVX2", "spacy-sm": "spaCy sm",
         "spacy-textacy": "spaCy sm and textacy's quotations", "nltk-words": "NLTK, words only",
         "blingfire-words": "BlingFire, words only"}
SIZES = (1000, 2000, 4000, 8000)
PLAIN, STRONG = "#9a9a9a", "#1f5fa8"


def save(figure: "plt.Figure", path: pathlib.Path) -> None:
    """Write a figure whose bytes depend on what it shows alone."""
    figure.savefig(path, metadata={"Date": None, "Creator": None}, bbox_inches="tight")
    plt.close(figure)


def speed(rows: dict[str, dict[str, float]], path: pathlib.Path) -> None:
    """Words a second by tool; a whisker is the spread of the runs."""
    rows = dict(sorted(rows.items(), key=lambda item: item[1]["words_per_s"]))
    figure, axes = plt.subplots(figsize=(7, 0.45 * len(rows) + 0.8))
    values = [row["words_per_s"] for row in rows.values()]
    axes.barh([NAMES.get(name, name) for name in rows], values, color=[STRONG if "sayso" in name else PLAIN for name in rows],
              xerr=[row["spread"] * row["words_per_s"] / 2 for row in rows.values()], ecolor="#444444")
    for at, value in enumerate(values):
        axes.annotate(f"{value:,.0f}", (value, at), xytext=(8, 0), textcoords="offset points", va="center")
    axes.set(xscale="log", xlabel="words a second on one core", xlim=(1000, max(values) * 12))
    axes.spines[["top", "right"]].set_visible(False)
    save(figure, path)


def count(program: str) -> dict[str, list[int]]:
    """Blocks by kind of text, one number for each of SIZES."""
    counted: dict[str, list[int]] = {}
    for size in SIZES:
        done = subprocess.run([program, str(size)], cwd=ROOT, check=False, capture_output=True, text=True)
        for name, blocks in re.findall(r"^(.{32}) +\d+ times: +(\d+) blocks, 4 times", done.stdout, re.M):
            counted.setdefault(name.strip(), []).append(int(blocks))
    return counted


def work(counted: dict[str, list[int]], path: pathlib.Path) -> None:
    """Work against length, a line for each kind of text; the dashed ones are linear."""
    figure, axes = plt.subplots(figsize=(7, 4))
    for name, blocks in counted.items():
        if name != "articles":
            axes.plot(SIZES, blocks, color=PLAIN, linewidth=1)
    for exponent in range(5, 9):
        axes.plot(SIZES, [10**exponent * size / SIZES[-1] for size in SIZES], "--", color=STRONG, linewidth=0.8,
                  label="linear" if exponent == 5 else None)
    axes.set(xscale="log", yscale="log", xlabel="repetitions in the text", ylabel="basic blocks executed")
    axes.set_xticks(SIZES, [f"{size:,}" for size in SIZES], minor=False)
    axes.set_xticks([], minor=True)
    axes.legend(frameon=False, title=f"{len(counted) - 1} kinds of text")
    axes.spines[["top", "right"]].set_visible(False)
    save(figure, path)


def main() -> None:
    """Write the plots."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("work")
    ask.add_argument("--json", type=pathlib.Path)
    ask.add_argument("--out", type=pathlib.Path, default=ROOT / "docs" / "how-to")
    given = ask.parse_args()
    plt.rcParams.update({"svg.hashsalt": "sayso", "font.size": 9})
    if given.json:
        speed(json.loads(given.json.read_text()), given.out / "speed.svg")
    work(count(given.work), given.out / "work.svg")


if __name__ == "__main__":
    main()
