"""Lexicons from files: TSV or CSV with a head of names of columns, or JSON Lines."""

import csv
import json
from collections.abc import Iterator
from os import PathLike
from pathlib import Path
from typing import Any


def read(path: "str | PathLike[str]") -> Iterator[tuple[str, dict[str, Any]]]:
    """Where each row stands, and its cells by the names of the columns; empty cells and columns of other names are left out.

    Raises
    ------
    OSError
        If the file cannot be read.
    ValueError
        If it is neither TSV, CSV nor JSON Lines, or lacks a column.
    """
    from sayso._decode import decode
    from sayso._lexicon import COLUMNS

    file = Path(path)
    text = decode(file.read_bytes()).text
    if file.suffix in (".jsonl", ".ndjson"):
        for number, line in enumerate(text.splitlines(), 1):
            if line.strip():
                where = f"{path}, line {number}"
                try:
                    row = json.loads(line)
                except ValueError as error:
                    raise ValueError(f"{where}: {error}") from error
                if not isinstance(row, dict):
                    raise ValueError(f"{where}: a JSON object is needed")
                yield where, _needed(where, row, COLUMNS)
        return
    if file.suffix not in (".tsv", ".txt", ".csv"):
        raise ValueError(f"{path}: a lexicon is a .tsv, .csv or .jsonl file")
    lines = text.splitlines(keepends=True)
    table = csv.reader(lines) if file.suffix == ".csv" else csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    head = [name.strip() for name in next(table, [])]
    for name in COLUMNS[:2]:
        if name not in head:
            raise ValueError(f"{path}, line 1: the head has no column {name!r}; it has {', '.join(map(repr, head)) or 'none'}")
    for cells in table:
        where = f"{path}, line {table.line_num}"
        if any(cell.strip() for cell in cells):
            yield where, _needed(where, dict(zip(head, (cell.strip() for cell in cells), strict=False)), COLUMNS)


def _needed(where: str, row: dict[str, Any], columns: tuple[str, ...]) -> dict[str, Any]:
    """The row without empty cells and columns of other names."""
    kept = {name: row[name] for name in columns if row.get(name) not in (None, "")}
    for name in columns[:2]:
        if name not in kept:
            raise ValueError(f"{where}, column {name!r}: it is empty")
    return kept
