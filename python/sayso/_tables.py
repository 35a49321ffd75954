"""Tables as data frames of other libraries, and as HTML."""

from typing import Any

from sayso._core import Table

SHOWN = 10  # rows in a notebook


def _missing(library: str, extra: str) -> ImportError:
    return ImportError(f'{library} is not installed: pip install "sayso[{extra}]"')


def to_arrow(table: Table) -> Any:
    """Return a ``pyarrow.Table``; nothing is copied.

    Raises
    ------
    ImportError
        If PyArrow is not installed.
    """
    try:
        import pyarrow
    except ImportError as error:
        raise _missing("PyArrow", "arrow") from error
    return pyarrow.table(table)


def to_pandas(table: Table) -> Any:
    """Return a ``pandas.DataFrame``.

    Raises
    ------
    ImportError
        If pandas is not installed.
    """
    try:
        import pandas
    except ImportError as error:
        raise _missing("pandas", "pandas") from error
    try:
        import pyarrow
    except ImportError:
        return pandas.DataFrame({name: table[name] for name in table.columns})
    return pyarrow.table(table).to_pandas()


def to_polars(table: Table) -> Any:
    """Return a ``polars.DataFrame``.

    Raises
    ------
    ImportError
        If Polars is not installed.
    """
    try:
        import polars
    except ImportError as error:
        raise _missing("Polars", "polars") from error
    return polars.DataFrame(table)


def to_html(table: Table) -> str:
    """Return the first rows as an HTML table, every cell escaped."""
    from html import escape

    rows = [table[i] for i in range(min(SHOWN, len(table)))]
    head = "".join(f"<th>{escape(name)}</th>" for name in table.columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape('' if v is None else str(v)[:120])}</td>" for v in row.values()) + "</tr>"
        for row in rows
    )
    return (
        f'<div style="overflow-x:auto"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
        f"<p>{escape(table.name)}: {len(table)} rows, {len(table.columns)} columns</p>"
    )
