"""Bytes to text, telling encodings apart and saying what was guessed."""

import codecs
from typing import NamedTuple


class Decoded(NamedTuple):
    """A text, the encoding that its bytes were found to have, and what is odd about it.

    Attributes
    ----------
    text : str
    encoding : str
        "utf-8", "utf-8-sig" (with a byte order mark), "utf-16", "utf-32", "windows-1252", "iso-8859-1", or the caller's.
    note : str or None
        What was guessed or replaced, for people.
    """

    text: str
    encoding: str
    note: str | None


class NotText(ValueError):
    """The bytes of a file are not what its name says, and why, in a line."""


_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # UTF-32's little-endian mark begins with UTF-16's
LOOKED_AT = 1 << 16  # bytes from which the encoding is guessed, where there is no mark


def _replaced(data: bytes, encoding: str) -> Decoded:
    """The text; bytes that are none of its encoding become U+FFFD, and are counted."""
    text = data.decode(encoding, errors="replace")
    own = "\N{REPLACEMENT CHARACTER}".encode(encoding, "ignore")  # one that stands in the text is no loss
    lost = text.count("\N{REPLACEMENT CHARACTER}") - (data.count(own) if own else 0)
    return Decoded(text, encoding, f"{lost} places are not {encoding}: read as U+FFFD" if lost > 0 else None)


def _without_mark(data: bytes) -> str | None:
    """UTF-16 without a byte order mark: in English, every second byte is zero."""
    sample = data[:LOOKED_AT]
    even, odd, half = sample[::2].count(0), sample[1::2].count(0), len(sample) // 2
    if odd > 0.6 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.1 * half:
        return "utf-16-be"
    return None


def _mostly_utf8(data: bytes) -> bool:
    """Are there more characters of several bytes that are right than bytes that are wrong?"""
    sample = data[:LOOKED_AT]
    text = sample.decode("utf-8", errors="replace")
    wrong = text.count("\N{REPLACEMENT CHARACTER}")
    return sum(char > "\x7f" for char in text) - wrong > 2 * wrong


def guess(data: bytes) -> str:
    """The encoding of a text by its first bytes: a byte order mark, else UTF-8 if it fits, else older ones.

    Raises
    ------
    NotText
        The bytes are no text: they hold NUL bytes.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    if b"\0" in data:
        encoding16 = _without_mark(data)
        if encoding16 is None:
            raise NotText("this is not a text file: it holds NUL bytes")
        return encoding16
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data)  # a last character cut in two is no fault
        return "utf-8"
    except UnicodeDecodeError:
        pass
    if _mostly_utf8(data):
        return "utf-8"
    try:
        data.decode("cp1252")
        return "windows-1252"
    except UnicodeDecodeError:
        return "iso-8859-1"


GUESSED = {
    "windows-1252": "not UTF-8; read as Windows-1252",
    "iso-8859-1": "neither UTF-8 nor Windows-1252; read as ISO 8859-1",
    "utf-16-le": "UTF-16 without a byte order mark",
    "utf-16-be": "UTF-16 without a byte order mark",
}


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """Return the text of bytes, and the encoding that they were found to have.

    Parameters
    ----------
    data
        All bytes of a text.
    encoding
        Given by the caller; else a byte order mark decides, else UTF-8 if it fits or nearly does, else Windows-1252,
        which most older English pages are, else ISO 8859-1.

    Raises
    ------
    NotText
        The bytes are no text: they hold NUL bytes.
    LookupError
        There is no such encoding.
    """
    if encoding is not None:
        return _replaced(data, encoding)
    encoding = guess(data)
    if encoding in GUESSED:
        return Decoded(data.decode(encoding, errors="replace"), encoding, GUESSED[encoding])
    return _replaced(data, encoding)
