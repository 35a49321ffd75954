"""Texts from files: bytes to ``str``, telling encodings apart."""

import codecs
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple


class Source(NamedTuple):
    """A text and where it came from."""

    name: str
    text: str
    encoding: str


class Unreadable(NamedTuple):
    """A file that could not be read, and why, in one line."""

    name: str
    reason: str


_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def decode(data: bytes) -> tuple[str, str]:
    """Text and the encoding that it was found to have.

    A byte order mark decides, else UTF-8 if it fits, else Windows-1252, which most older English pages are.

    Raises
    ------
    ValueError
        The bytes are no text: they hold NUL bytes.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), encoding
    if b"\0" in data:
        raise ValueError("this is not a text file: it holds NUL bytes")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace"), "windows-1252"


def read(paths: list[str]) -> Iterator[Source | Unreadable]:
    """The texts of files, ``-`` being standard input; a file that cannot be read costs itself only."""
    for path in paths or ["-"]:
        try:
            data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
            text, encoding = decode(data)
        except (OSError, ValueError) as error:
            yield Unreadable(path, getattr(error, "strerror", None) or str(error))
        else:
            yield Source("standard input" if path == "-" else path, text, encoding)
