"""The raw gazetteers of ``shared/data/gazetteers``: tables of facts, read as they are."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path


def read_table(folder: Path, name: str) -> Iterator[dict[str, str]]:
    """Rows of ``name``.tsv as dictionaries by its header; quotes are letters like others."""
    with (folder / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def q_number(text: str | None) -> int:
    """30 of "Q30" or of its address; 0 if there is none."""
    digits = (text or "").rpartition("Q")[2]
    return int(digits) if digits.isdigit() else 0


def corpora_list(folder: Path, name: str) -> list[str]:
    """One list of ``corpora_lists``, in its order."""
    return [row["name"] for row in read_table(folder, "corpora_lists") if row["list"] == name and row["name"]]
