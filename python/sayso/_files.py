"""Articles from files: plain text, folders, gzip, HTML pages, and tables of them in JSON Lines, CSV and Parquet."""

import gzip
import io
import os
import sys
from collections.abc import Container, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from glob import glob, has_magic
from typing import IO, Any, NamedTuple

from sayso._column_types import common, fitted, kind_of_cell, kind_of_value
from sayso._decode import GUESSED, LOOKED_AT, NotText, decode, guess
from sayso._tables import missing

MOST_BYTES = 2**31 - 1  # of one text; also what a compressed file may unfold to
PLAIN, HTML = (".txt", ".text"), (".html", ".htm", ".xhtml")
ROWS = (".jsonl", ".ndjson", ".csv", ".tsv", ".parquet")


class Article(NamedTuple):
    """A text on its way into a parser, and where it came from.

    Attributes
    ----------
    id : str
        The path of a file; of a table, the value of its id column, or the path, "#" and the number of the row from 0.
    text : str or None
        None if it cannot be read; ``note`` says why.
    headline, date : str or None
        As the table or the page gives them.
    encoding : str or None
        That of the bytes; None if they were no text, or come from Parquet.
    note : str or None
        What was guessed, replaced or amiss.
    carried : tuple
        The values of the columns that ``carry`` named.
    """

    id: str
    text: str | None
    headline: str | None = None
    date: str | None = None
    encoding: str | None = None
    note: str | None = None
    carried: tuple[Any, ...] = ()

    def whole(self) -> str | None:
        """Headline and text as they are read: offsets count in this."""
        return self.text if self.text is None or not self.headline else f"{self.headline}\n\n{self.text}"


class _Columns(NamedTuple):
    """Which columns of a table are what."""

    text: str
    id: str | None
    date: str | None
    headline: str | None
    carry: tuple[str, ...]

    def wanted(self) -> list[str]:
        return list(dict.fromkeys(c for c in (self.text, self.id, self.date, self.headline, *self.carry) if c is not None))

    def check(self, path: str, names: Iterable[str]) -> None:
        names = list(names)
        for name in self.wanted():
            if name not in names:
                raise ValueError(f"{path} has no column {name!r}; it has {', '.join(map(repr, names))}")

    def article(self, path: str, number: int, row: Any, encoding: str | None, note: str | None) -> Article:
        def value(name: str | None) -> str | None:
            found = None if name is None else row.get(name)
            return None if found is None or found == "" else str(found)

        text, id_ = row.get(self.text), value(self.id)
        if not isinstance(text, str):
            note = f"the column {self.text!r} holds {'nothing' if text is None else type(text).__name__ + ', not text'}"
            text = None
        return Article(id_ or f"{path}#{number}", text, value(self.headline), value(self.date), encoding, note,
                       tuple(row.get(name) for name in self.carry))


# ---- which files ----


def suffix(path: str) -> str:
    """The last suffix in lower case, that of gzip left out: ".txt" of "A.TXT.gz"."""
    return os.path.splitext(path.lower().removesuffix(".gz"))[1]


def _in_folder(folder: str) -> Iterator[str]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and suffix(name) in (*PLAIN, *HTML, *ROWS):
                yield os.path.join(place, name)


def expand(paths: Sequence[str]) -> list[str]:
    """Files, of folders those with a known suffix, of patterns those that match; each once, in order."""
    found: dict[str, None] = {}
    for path in paths:
        if path == "-" or not os.path.exists(path):
            matches = sorted(glob(path, recursive=True)) if has_magic(path) else []
            within = [inside for match in matches for inside in (_in_folder(match) if os.path.isdir(match) else [match])]
            found.update(dict.fromkeys(within or [path]))
        else:
            found.update(dict.fromkeys(_in_folder(path) if os.path.isdir(path) else [path]))
    return list(found)


def _name(path: str) -> str:
    return "standard input" if path == "-" else path


# ---- what is in them ----


def _bytes_of(path: str) -> bytes:
    if path == "-":
        data = sys.stdin.buffer.read()
    else:
        with open(path, "rb") as file:
            data = file.read()
    if data.startswith(b"\x1f\x8b"):
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as unfolded:
            data = unfolded.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise ValueError(f"it unfolds to more than {MOST_BYTES} bytes")
    return data


def _text_file(path: str, encoding: str | None) -> Article:
    decoded = decode(_bytes_of(path), encoding)
    return Article(path, decoded.text, None, None, decoded.encoding, decoded.note)


def _html_file(path: str, encoding: str | None) -> Article:
    """A page's text, headline and date, as trafilatura finds them; offsets count in what it extracts."""
    try:
        from trafilatura import bare_extraction
    except ImportError as error:
        raise missing("trafilatura, which reads HTML,", "html") from error
    decoded = decode(_bytes_of(path), encoding)
    found: Any = bare_extraction(decoded.text, include_comments=False, include_tables=False, with_metadata=True)
    text = getattr(found, "text", None)
    if not text:
        return Article(path, None, None, None, decoded.encoding, "trafilatura finds no article in the page")
    return Article(path, text, found.title or None, found.date or None, decoded.encoding, decoded.note)


def _opened(path: str, encoding: str | None) -> tuple[IO[str], str]:
    """A text file to read bit by bit, unfolded if it is gzip's; its encoding is told by its beginning."""
    raw: Any = sys.stdin.buffer if path == "-" else open(path, "rb", LOOKED_AT)  # noqa: SIM115  (the reader closes it)
    file: Any = raw if hasattr(raw, "peek") else io.BufferedReader(raw)
    if file.peek(2)[:2] == b"\x1f\x8b":
        file = io.BufferedReader(gzip.GzipFile(fileobj=file), LOOKED_AT)
    encoding = encoding or guess(file.peek(LOOKED_AT)[:LOOKED_AT])
    return io.TextIOWrapper(file, encoding, errors="replace", newline=""), encoding


def _json_rows(path: str, columns: _Columns, types: dict[str, str], encoding: str | None) -> Iterator[Article]:
    import json

    file, encoding = _opened(path, encoding)
    number, first = -1, True
    with file:
        for line_number, line in enumerate(file, 1):
            if not line.strip():
                continue
            number += 1
            try:
                row = json.loads(line)
            except ValueError as error:
                yield Article(f"{path}#{number}", None, None, None, encoding, f"line {line_number} is no JSON: {error}")
                continue
            if not isinstance(row, dict):
                yield Article(f"{path}#{number}", None, None, None, encoding, f"line {line_number} is no JSON object")
                continue
            if first and columns.text not in row:  # later ones may leave out what they lack
                columns.check(path, row)
            first = False
            article = columns.article(path, number, row, encoding, GUESSED.get(encoding))
            carried = tuple(json.dumps(value, ensure_ascii=False) if types[name] == "str" and not isinstance(value, str | None)
                            else fitted(value, types[name]) for name, value in zip(columns.carry, article.carried, strict=True))
            yield article._replace(carried=carried)


def _json_types(path: str, carry: tuple[str, ...], encoding: str | None) -> dict[str, set[str | None]]:
    """Which types the values of the carried columns have; faults are told by who reads the rows."""
    import json

    kinds: dict[str, set[str | None]] = {name: set() for name in carry}
    file, _ = _opened(path, encoding)
    with file:
        for line in file:
            try:
                row = json.loads(line)
            except ValueError:
                continue
            if isinstance(row, dict):
                for name, found in kinds.items():
                    found.add(kind_of_value(row.get(name)))
    return kinds


@contextmanager
def _csv(path: str, encoding: str | None) -> Iterator[tuple[list[str], Any, str]]:
    """The names of a file's columns, its rows, and its encoding."""
    import csv

    csv.field_size_limit(max(csv.field_size_limit(), MOST_BYTES))  # articles are longer than the library expects
    file, encoding = _opened(path, encoding)
    with file:
        head = file.readline()
        delimiter = "\t" if suffix(path) == ".tsv" else max(",;\t", key=head.count)
        names = next(csv.reader([head], delimiter=delimiter), [])
        yield names, csv.DictReader(file, names, delimiter=delimiter), encoding


def _csv_rows(path: str, columns: _Columns, types: dict[str, str], encoding: str | None) -> Iterator[Article]:
    with _csv(path, encoding) as (names, rows, encoding):
        columns.check(path, names)
        note = GUESSED.get(encoding)
        for number, row in enumerate(rows):
            carried = {name: fitted(row.get(name), types[name]) for name in columns.carry}
            yield columns.article(path, number, row, encoding, note)._replace(carried=tuple(carried.values()))


def _csv_types(path: str, carry: tuple[str, ...], encoding: str | None) -> dict[str, set[str | None]]:
    kinds: dict[str, set[str | None]] = {name: set() for name in carry}
    with _csv(path, encoding) as (_, rows, _):
        for row in rows:
            for name, found in kinds.items():
                if "str" not in found:
                    found.add(kind_of_cell(row.get(name)))
    return kinds


@contextmanager
def _parquet(path: str) -> Iterator[Any]:
    """A Parquet file; NotText if it is damaged."""
    try:
        from pyarrow import ArrowException, parquet
    except ImportError as error:
        raise missing("PyArrow, which reads Parquet,", "arrow") from error
    try:
        with parquet.ParquetFile(path) as file:
            yield file
    except ArrowException as error:
        raise NotText(f"it is no Parquet file that can be read: {str(error).splitlines()[0]}") from error


def _parquet_rows(path: str, columns: _Columns, types: dict[str, str]) -> Iterator[Article]:
    with _parquet(path) as file:
        columns.check(path, file.schema_arrow.names)
        number = 0
        for batch in file.iter_batches(batch_size=256, columns=columns.wanted()):
            for row in batch.to_pylist():
                article = columns.article(path, number, row, None, None)
                carried = tuple(fitted(value, types[name]) for name, value in zip(columns.carry, article.carried, strict=True))
                yield article._replace(carried=carried)
                number += 1


def _parquet_rows_of(path: str) -> int:
    """How many rows the file says it has; 1 if it is damaged, which will be one article that cannot be read."""
    try:
        with _parquet(path) as file:
            return int(file.metadata.num_rows)
    except (OSError, NotText):
        return 1


def _csv_error() -> type[Exception]:
    import csv

    return csv.Error


def _parquet_types(path: str, carry: tuple[str, ...]) -> dict[str, set[str | None]]:
    kinds: dict[str, set[str | None]] = {}
    with _parquet(path) as file:
        from pyarrow import types

        schema = file.schema_arrow
        for name in carry:
            if name in schema.names:
                kind = schema.field(name).type
                kinds[name] = {"bool" if types.is_boolean(kind) else "float" if types.is_floating(kind) else
                               "int" if types.is_integer(kind) and not types.is_uint64(kind) else "str"}
    return kinds


def _types_in(path: str, carry: tuple[str, ...], encoding: str | None) -> dict[str, set[str | None]]:
    """Of each carried column the types that a file's values have; nothing of what cannot be read, or only once."""
    if suffix(path) not in ROWS or not os.path.isfile(path):
        return {}
    try:
        if suffix(path) == ".parquet":
            return _parquet_types(path, carry)
        return (_csv_types if suffix(path) in (".csv", ".tsv") else _json_types)(path, carry, encoding)
    except (OSError, EOFError, NotText, _csv_error()):
        return {}


# ---- all of them ----


class Articles:
    """Articles of files, read one by one as they are asked for, as often as they are iterated over.

    ``sayso.corpus`` takes them with their ids, dates, headlines and carried columns.

    Attributes
    ----------
    paths : list of str
        The files, in the order in which they are read.
    types : dict of str to str
        Carried columns and their types: "int", "float", "bool" or "str".  Columns of Parquet have theirs; files of CSV and
        JSON Lines are looked through for theirs once, when this is first asked for.
    """

    _sayso_articles = True  # told apart by it, so that a corpus of other things need not import this module

    def __init__(self, paths: Sequence[str], columns: _Columns, encoding: str | None = None) -> None:
        self.paths: list[str] = expand(paths)
        self._columns, self._encoding = columns, encoding

    @cached_property
    def types(self) -> dict[str, str]:  # noqa: D102  (an attribute of the class)
        carry = self._columns.carry
        found = [_types_in(path, carry, self._encoding) for path in self.paths] if carry else []
        return {name: common(kind for kinds in found for kind in kinds.get(name, ())) for name in carry}

    def __repr__(self) -> str:
        return f"<Articles of {len(self.paths)} files>"

    def __iter__(self) -> Iterator[Article]:
        return self.reading()

    @staticmethod
    def _is_parquet(path: str) -> bool:
        return suffix(path) == ".parquet" and os.path.isfile(path)

    def count(self) -> int | None:
        """How many there are; None where that is known at the end only: with tables of CSV or JSON Lines."""
        if any(suffix(path) in ROWS and not self._is_parquet(path) for path in self.paths):
            return None
        count = 0
        for path in self.paths:
            count += _parquet_rows_of(path) if self._is_parquet(path) else 1
        return count

    def reading(self, skip: Container[str] = ()) -> Iterator[Article]:
        """Yield the articles, those left out whose ids are in ``skip``: their files are not even opened."""
        for path in self.paths:
            if suffix(path) in ROWS:
                for article in self._rows(path):
                    if article.id not in skip:
                        yield article
            elif _name(path) not in skip:
                yield self._file(path)

    def _file(self, path: str) -> Article:
        nothing = Article(path, None, None, None, None, None, (None,) * len(self._columns.carry))
        try:
            article = (_html_file if suffix(path) in HTML else _text_file)(path, self._encoding)
        except (OSError, ValueError, EOFError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            return nothing._replace(note=reason)
        return article._replace(id=_name(path), carried=nothing.carried)

    def _rows(self, path: str) -> Iterator[Article]:
        nothing = (None,) * len(self._columns.carry)
        try:
            if suffix(path) == ".parquet":
                yield from _parquet_rows(path, self._columns, self.types)
            else:
                rows = _json_rows if suffix(path) in (".jsonl", ".ndjson") else _csv_rows
                for article in rows(path, self._columns, self.types, self._encoding):
                    yield article if article.carried else article._replace(carried=nothing)
        except (OSError, EOFError, NotText, _csv_error()) as error:
            yield Article(path, None, None, None, None, getattr(error, "strerror", None) or str(error), nothing)


def read(
    *paths: "str | os.PathLike[str]",
    text: str = "text",
    id: str | None = None,
    date: str | None = None,
    headline: str | None = None,
    carry: Iterable[str] = (),
    encoding: str | None = None,
) -> Articles:
    """Read articles from files, folders and patterns, one by one; ``sayso.corpus`` takes what it returns.

    Parameters
    ----------
    *paths
        Files, folders (searched to their depths for .txt, .text, .html, .htm, .jsonl, .ndjson, .csv, .tsv and .parquet,
        also with .gz after it; hidden ones are left out) and patterns such as "2024/**/*.txt"; "-" is standard input.
        A file with another suffix is plain text.
    text, id, date, headline
        Columns of tables (JSON Lines, CSV, Parquet).  Without ``id``, an article's id is the path, "#" and its row from 0.
    carry
        Other columns of tables, to stand in every table of the corpus.  Columns of CSV whose cells are all whole numbers,
        numbers or "true" and "false" are of that type; where one has leading zeros, all are text.  Dates are text.
    encoding
        Of the files; else it is told by each file's byte order mark, or guessed: UTF-8, Windows-1252, ISO 8859-1.

    Returns
    -------
    Articles
        Iterable, again and again.  A file that cannot be read costs itself only: its text is None and its ``note`` says why.

    Raises
    ------
    ValueError
        While iterating: a table lacks a column that was named.
    ImportError
        An extra is missing: trafilatura for HTML pages (``sayso[html]``), PyArrow for Parquet (``sayso[arrow]``).

    Examples
    --------
    >>> import sayso
    >>> corpus = sayso.corpus(sayso.read("articles/"))  # doctest: +SKIP
    """
    if isinstance(carry, str):
        raise TypeError("carry is a sequence of names of columns, not one str")
    if not paths:
        raise TypeError("read() takes at least one path, folder or pattern")
    if encoding is not None:
        "".encode(encoding)  # LookupError now rather than at the first file
    named = []
    for path in paths:
        given = os.fspath(path)
        if not isinstance(given, str):
            raise TypeError(f"a path is str or PathLike of str, not {type(given).__name__}")
        named.append(given)
    return Articles(named, _Columns(text, id, date, headline, tuple(carry)), encoding)
