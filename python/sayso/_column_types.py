"""Types of the caller's columns in files that give none or many: CSV and JSON Lines are looked through before they are read.

A column of CSV is of a type only where all its cells are written as the type writes them, so that nothing is lost: "007",
"+1" and "1,000" are text, and so is every column that holds one of them.
"""

import re
from collections.abc import Iterable
from typing import Any

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)", re.ASCII)
_FLOAT = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?", re.ASCII)
_BOOLS = ("true", "True", "TRUE", "false", "False", "FALSE")


def _whole(value: int) -> str:
    return "int" if -(2**63) <= value < 2**63 else "str"


def kind_of_cell(cell: str | None) -> str | None:
    """The type of a cell of CSV: "int", "float", "bool" or "str"; None of an empty one."""
    if not cell:
        return None
    if _INTEGER.fullmatch(cell):
        return _whole(int(cell)) if len(cell) <= len(str(-(2**63))) else "str"
    return "bool" if cell in _BOOLS else "float" if _FLOAT.fullmatch(cell) else "str"


def kind_of_value(value: Any) -> str | None:
    """The type of a value of JSON; None of null."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "bool"
    return _whole(value) if isinstance(value, int) else "float" if isinstance(value, float) else "str"


def common(kinds: Iterable[str | None]) -> str:
    """The type that holds values of all these; "str" where there is none."""
    found = {kind for kind in kinds if kind is not None}
    if found == {"int", "float"}:
        return "float"
    return found.pop() if len(found) == 1 else "str"


def fitted(value: Any, kind: str) -> Any:
    """A value as its column's type holds it; an empty cell as None.

    Raises
    ------
    ValueError
        If it does not fit, as in a file that was changed after it was looked through.
    """
    if value is None or value == "":
        return None
    if kind == "bool" and isinstance(value, str):
        if value not in _BOOLS:
            raise ValueError(f"{value!r} is no bool")
        return value[0] in "tT"
    make: dict[str, Any] = {"int": int, "float": float, "bool": bool, "str": str}
    return make[kind](value)
