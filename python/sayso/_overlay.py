"""A table with some cells changed and some rows left out, as the same kind of table: what corrections by hand rest on."""

import sys
from array import array
from collections.abc import Callable, Sequence
from typing import Any

from sayso._core import Table, _schema, _table_restore

_CODES = {"int32": "i", "int64": "q", "float32": "f", "float64": "d", "label": "b"}
Column = tuple[bytes, bytes, bytes]  # values, offsets, validity, as the core keeps them


def _packed(bits: Sequence[bool]) -> bytes:
    """A bit a row, the lowest first."""
    out = bytearray((len(bits) + 7) // 8)
    for i, bit in enumerate(bits):
        out[i >> 3] |= bit << (i & 7)
    return bytes(out)


def _bytes(code: str, values: Sequence[Any]) -> bytes:
    made = array(code, values)
    if sys.byteorder == "big":
        made.byteswap()
    return made.tobytes()


def _label_numbers(column: str) -> dict[str, int]:
    """The place of each label in the dictionary of a column: that of the schema, without the one that reads as absent."""
    record, name = ("Entity", column.removeprefix("speaker_")) if column.startswith("speaker_") else ("Attribution", column)
    if name in ("gender", "gender_evidence"):
        record, name = "Gender", {"gender": "value", "gender_evidence": "evidence"}[name]
    names = next(names for field, _, _, names, _ in _schema()[record][2] if field == name)
    return {label: i for i, label in enumerate(names[names[0] is None :]) if label is not None}


def _encoded(column: str, kind: str, values: Sequence[Any]) -> Column:
    """The values of a column as the core keeps them."""
    valid = _packed([value is not None for value in values]) if None in values else b""
    if kind == "bool":
        return _packed([bool(value) for value in values]), b"", valid
    if kind in ("text", "list of int32"):
        cells = [b"" if value is None else value.encode() if kind == "text" else _bytes("i", value) for value in values]
        ends, unit = [0], 1 if kind == "text" else 4
        for cell in cells:
            ends.append(ends[-1] + len(cell) // unit)
        return b"".join(cells), _bytes("i", ends), valid
    if kind == "label":
        numbers = _label_numbers(column)
        values = [None if value is None else numbers[value] for value in values]
    return _bytes(_CODES[kind], [0 if value is None else value for value in values]), b"", valid


def overlaid(
    table: Table,
    change: Callable[[dict[str, Any]], dict[str, Any] | None],
    *,
    name: str | None = None,
    added: tuple[str, str] | None = None,
    metadata: Sequence[str] = (),
) -> Table:
    """Return another table with what ``change`` makes of each row.

    Parameters
    ----------
    change
        Gets a row as a dict, and returns it with other values of the same types; None leaves it out.
    name
        Of the table that it becomes, which has the same columns; else its own.
    added
        Name and type of a column to add beside the caller's; ``change`` gives its values.
    metadata
        Keys and values, in turn, to go with the table.
    """
    stored: Any = table.__reduce__()
    _, (own, id, carry, given, columns, batches) = stored
    kinds = {column: kind for column, kind, _, _ in table.schema}
    if added:
        place = 1 + len(carry)
        carry, columns = (*carry, added), (*columns[:place], added[0], *columns[place:])
        kinds[added[0]] = "bool" if added[1] == "bool" else "text"
    rows = iter(table)
    made = []
    for count, before in batches:
        kept = [(i, row, new) for i in range(count) if (new := change(dict(row := next(rows)))) is not None]
        if kept:
            old = dict(zip(table.columns, before, strict=True))
            made.append((len(kept), tuple(_column(column, kinds[column], old.get(column), count, kept) for column in columns)))
    return _table_restore(name or own, id, carry, (*given, *metadata), columns, made)


def _column(column: str, kind: str, before: Column | None, count: int, kept: list[Any]) -> Column:
    """A column of the rows that were kept; as it was, if nothing of it changed."""
    if before is not None and len(kept) == count and all(row[column] == new[column] for _, row, new in kept):
        return before
    values = [new[column] for _, _, new in kept]
    if kind == "label" and before is not None and not any(row[column] != new[column] for _, row, new in kept):
        numbers = before[0]
        valid = _packed([value is not None for value in values]) if None in values else b""
        return bytes(numbers[i] for i, _, _ in kept), b"", valid
    return _encoded(column, kind, values)
