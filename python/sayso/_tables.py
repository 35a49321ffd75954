"""Tables as data frames of other libraries, as files, and as HTML."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, TextIO

from sayso._core import Table
from sayso._html import STYLE, clipped, element, escape, wrapped

if TYPE_CHECKING:
    from os import PathLike

    Path = str | PathLike[str]

SHOWN = 10  # rows in a notebook
SHOWN_CHARACTERS = 60  # of a cell; hovering shows more
_NUMBERS = frozenset(("int32", "int64", "float32", "float64", "bool"))


def missing(library: str, extra: str) -> ImportError:
    """Return the error of a library that an extra would have installed."""
    return ImportError(f'{library} is not installed: pip install "sayso[{extra}]"')


def _pyarrow() -> Any:
    try:
        import pyarrow
    except ImportError as error:
        raise missing("PyArrow", "arrow") from error
    return pyarrow


def to_arrow(table: Table) -> Any:
    """Return a ``pyarrow.Table``; nothing is copied.

    Raises
    ------
    ImportError
        If PyArrow is not installed.
    """
    return _pyarrow().table(table)


def to_pandas(table: Table) -> Any:
    """Return a ``pandas.DataFrame``: labels are categories, whole numbers stay whole (Int32) beside nulls.

    Raises
    ------
    ImportError
        If pandas is not installed.
    """
    try:
        import pandas
    except ImportError as error:
        raise missing("pandas", "pandas") from error
    try:
        import pyarrow
    except ImportError:
        return pandas.DataFrame({name: table[name] for name in table.columns})
    whole = {pyarrow.int32(): pandas.Int32Dtype(), pyarrow.int64(): pandas.Int64Dtype()}  # with nulls, they were floats
    return pyarrow.table(table).to_pandas(types_mapper=whole.get)


def to_polars(table: Table) -> Any:
    """Return a ``polars.DataFrame``; columns of labels are Categorical.

    Raises
    ------
    ImportError
        If Polars is not installed.
    """
    try:
        import polars
    except ImportError as error:
        raise missing("Polars", "polars") from error
    return polars.DataFrame(table)


# ---- files ----


@contextmanager
def whole_file(path: "Path") -> Iterator[TextIO]:
    """A text file for writing that takes its name only when it is whole; ``/dev/stdout`` and pipes are written as they are."""
    path = os.fspath(path)
    if os.path.exists(path) and not os.path.isfile(path):
        with open(path, "w", encoding="utf-8", newline="", errors="replace") as out:
            yield out
        return
    part = f"{path}.part"
    try:
        with open(part, "w", encoding="utf-8", newline="", errors="replace") as out:
            yield out
        os.replace(part, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(part)
        raise


@contextmanager
def _text_out(path: "Path | TextIO") -> Iterator[TextIO]:
    if not isinstance(path, (str, os.PathLike)):
        yield path
        return
    with whole_file(path) as out:
        yield out


def write_parquet(table: Table, path: "Path", /) -> None:
    """Write the table as a Parquet file, which takes its name when it is whole.

    Parameters
    ----------
    path
        Where to.

    Raises
    ------
    ImportError
        If PyArrow is not installed.
    OSError
        If the file cannot be written.
    """
    pyarrow = _pyarrow()
    from pyarrow import parquet

    part = f"{os.fspath(path)}.part"
    try:
        with pyarrow.RecordBatchReader.from_stream(table) as batches, parquet.ParquetWriter(part, batches.schema) as writer:
            for batch in batches:
                writer.write_batch(batch)
        os.replace(part, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(part)
        raise


# What opens a formula, also in the full-width forms that East Asian spreadsheets take.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\N{FULLWIDTH EQUALS SIGN}", "\N{FULLWIDTH PLUS SIGN}",
            "\N{FULLWIDTH HYPHEN-MINUS}", "\N{FULLWIDTH COMMERCIAL AT}")


def safe_cell(value: object) -> object:
    """A value that no spreadsheet takes for a formula, and that hides no text by control characters."""
    if isinstance(value, list):
        return " ".join(map(str, value))
    if not isinstance(value, str):
        return value
    value = "".join(c if c.isprintable() or c in "\n\t\r" else "\N{REPLACEMENT CHARACTER}" for c in value)
    return "'" + value if value.lstrip(" \n\N{NO-BREAK SPACE}").startswith(_FORMULA) else value


def write_csv(table: Table, path: "Path | TextIO", /) -> None:
    """Write the table as CSV that is safe to open in a spreadsheet; it does not give back the very same text.

    Parameters
    ----------
    path
        Where to, or an open text file.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    import csv

    with _text_out(path) as out:
        writer = csv.writer(out)
        writer.writerow([safe_cell(name) for name in table.columns])
        writer.writerows([safe_cell(value) for value in row.values()] for row in table)


def write_jsonl(table: Table, path: "Path | TextIO", /) -> None:
    """Write the table as JSON Lines: an object a row, as iteration gives it.

    Parameters
    ----------
    path
        Where to, or an open text file.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    import json

    with _text_out(path) as out:
        for row in table:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


# ---- notebook ----


_STYLE = """\
div.sayso:has(.rows){max-width:none}
.sayso .rows{overflow-x:auto}.sayso.sayso .rows th,.sayso.sayso .rows td{white-space:nowrap;padding-right:1.2em}
"""


def _cell(value: Any, kind: str) -> str:
    text = "" if value is None else str(value)
    return element("td", escape(clipped(text, SHOWN_CHARACTERS)), "number" if kind in _NUMBERS else "", text[:1000])


def to_html(table: Table) -> str:
    """Return the first rows as an HTML table, every cell escaped; hovering over a column's name tells what it is."""
    rows = [table[i] for i in range(min(SHOWN, len(table)))]
    schema = table.schema
    head = "".join(
        element("th", escape(name), "number" if kind in _NUMBERS else "", f"{about} ({unit})" if unit else about)
        for name, kind, unit, about in schema
    )
    body = "".join(element("tr", "".join(_cell(row[name], kind) for name, kind, _, _ in schema)) for row in rows)
    grid = element("div", f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>", "rows")
    counts = f"{table.name}: {len(table):,} rows, {len(schema)} columns"
    return wrapped(grid + element("div", escape(counts), "dim"), STYLE + _STYLE)
