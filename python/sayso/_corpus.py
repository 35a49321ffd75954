"""Many articles as tables."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from sayso._core import Parser, Table, TextError, _arrow_columns, _table, _together
from sayso._methods import Digest, bytes_of_document, manifest_of

if TYPE_CHECKING:
    from datetime import date as _date

    from sayso._compare import Comparison, Corrected
    from sayso._files import Article
    from sayso._plots import Plots
    from sayso._sensitivity import Sensitivity
    from sayso._summary import Summary

TABLES = ("documents", "quotes", "attributions", "sources", "mentions", "entities", "warnings")

Value = str | int | float | bool | None


class Corpus:
    """What ``sayso.corpus`` gives: tables that doc_id, attribution_id, mention_id and entity_id join.

    Attributes
    ----------
    documents : Table
        A row for every input, also for those that could not be read (``status``, ``error``).
    quotes : Table
        Outermost attributions whose act is "speech".
    attributions : Table
        All attributions, nested ones included (``depth``, ``parent_id``).
    sources : Table
        A row for each speaker of an attribution.
    mentions : Table
        Names and role nouns.
    entities : Table
        Who and what they name, and how often each is mentioned and quoted.
    warnings : Table
        What is odd about the texts.
    """

    documents: Table
    quotes: Table
    attributions: Table
    sources: Table
    mentions: Table
    entities: Table
    warnings: Table

    def __init__(self, tables: Mapping[str, Table], parser: Parser, made: dict[str, Any], named: "_Named") -> None:
        for name in TABLES:
            setattr(self, name, tables[name])
        self._parser, self._made, self._named = parser, made, named

    def __repr__(self) -> str:
        counts = ", ".join(f"{len(getattr(self, name))} {name}" for name in TABLES)
        return f"<Corpus: {counts}>"

    def __len__(self) -> int:
        return len(self.documents)

    def _repr_html_(self) -> str:
        from sayso._summary import corpus_html

        return corpus_html(self)

    def summary(self) -> "Summary":
        """Return counts, shares and who is quoted most; made anew at each call, from the tables.

        Returns
        -------
        Summary
            Attributes for the figures; shown as text by ``print``, as HTML in a notebook.
        """
        from sayso._summary import Summary

        return Summary(self)

    @property
    def plot(self) -> "Plots":
        """Plots with Matplotlib (``sayso[plot]``): speakers, kinds, naming, anonymity, gender."""
        from sayso._plots import Plots

        return Plots(self)

    def compare(self, other: "Corpus") -> "Comparison":
        """Compare with another reading of the same articles: another version, other options.

        Parameters
        ----------
        other : Corpus
            With the same ids of documents.

        Returns
        -------
        Comparison
            Attributions that are the same, relabelled (the same uid), moved (their contents overlap), gone or new.
        """
        from sayso._compare import compare

        return compare(self, other)

    def correct(self, corrections: Any) -> "Corrected":
        """Return a corpus with corrections made by hand laid over its tables; found by uid, they outlive a new reading.

        Parameters
        ----------
        corrections
            Dicts, a data frame, or the path of a CSV file: "uid", if wanted "doc_id", and what is right: kind, act,
            status, source_kind, naming, number, channel, speaker; or "wrong", which leaves the attribution out.

        Raises
        ------
        ValueError
            If a uid is corrected twice, or a column or value does not exist.
        """
        from sayso._compare import correct

        return correct(self, corrections)

    def wire_groups(self, share: float = 0.5) -> list[list[Any]]:
        """Return groups of ids of documents that tell one story: a wire story in forty outlets, cut or rewritten.

        Copies are told by ``story_hash`` of the documents, of which near copies share all but three bits at most, or by
        the statements that they share.

        Parameters
        ----------
        share : float
            Two documents are of one group if one shares so much of its statements (of four words and more) with the other.
        """
        from sayso._wire import wire_groups

        return wire_groups(self, share)

    def sensitivity(self, measure: "str | Callable[[list[dict[str, Any]]], float | None]", by: str) -> "Sensitivity":
        """Recompute a measure over the choices of kind, act, confidence and copies, and tell where its order turns.

        Parameters
        ----------
        measure
            "anonymous", "named", "direct", "collective" or "female" (of those whose gender is known), each a share; or a
            function of the rows of attributions, with "speaker_gender".
        by : str
            A column, carried ones too, whose values are compared.
        """
        from sayso._sensitivity import sensitivity

        return sensitivity(self, measure, by)

    def manifest(self) -> dict[str, Any]:
        """Return what a reader needs to make the same tables again.

        Returns
        -------
        dict
            Versions (as ``build_info``), the parser's options and a hash of its lexicon, a hash of the texts with their
            ids and dates, which could not be read, warnings by code, and rows of each table.  What is known of it while
            the tables are made goes with each as metadata ("sayso.manifest", JSON).
        """
        from sayso._methods import manifest

        return {"parser": repr(self._parser), **manifest(self, self._made)}

    def methods(self) -> str:
        """Return a paragraph for the methods section of a paper, from the manifest."""
        from sayso._methods import methods

        return methods(self.manifest())


class _Named(NamedTuple):
    """Columns of the caller's data."""

    text: str = "text"
    id: str | None = None
    headline: str | None = None


class _Input(NamedTuple):
    texts: Iterable[Any]
    ids: Iterable[Value] | None
    dates: "Iterable[str | _date | None] | None"
    carried: dict[str, tuple[str, Sequence[Value]]]
    id_type: str = "int"
    noted: dict[str, tuple[str, Sequence[Value]]] = {}  # columns of documents alone


def _columns(data: Any, wanted: tuple[str, ...]) -> dict[str, list[Any]] | list[Any]:
    """The wanted columns of a mapping or table, as lists; of a single column of texts, its values."""
    if hasattr(data, "__arrow_c_stream__"):
        try:
            names, lists = _arrow_columns(data, wanted)
        except ImportError:  # pandas without PyArrow
            names = [str(name) for name in data.columns]
            lists = {name: data[name].tolist() for name in wanted if name in names}
        if names is None:
            values: list[Any] = lists
            return values
    else:
        names = [str(name) for name in (data.columns if hasattr(data, "columns") else data)]
        lists = {name: _listed(data[name]) for name in wanted if name in names}
    _check_names(wanted, names)
    lengths = {len(lists[name]) for name in wanted}
    if len(lengths) > 1:
        raise ValueError(f"the columns {', '.join(map(repr, wanted))} are not of one length")
    columns: dict[str, list[Any]] = lists
    return columns


def _check_names(wanted: tuple[str, ...], names: Iterable[str]) -> None:
    for name in wanted:
        if name not in names:
            raise ValueError(f"the data has no column {name!r}; it has {', '.join(map(repr, names))}")


def _rows_columns(rows: list[Any], wanted: tuple[str, ...]) -> dict[str, list[Any]]:
    """The wanted columns of rows that are mappings; what a row lacks is missing."""
    names: dict[str, None] = {}
    for number, row in enumerate(rows):
        if row is None:  # costs itself only, like a text that is None
            continue
        if not isinstance(row, Mapping):
            raise TypeError(f"row {number} is no mapping of column names to values, as the first is: {type(row).__name__}")
        names.update(dict.fromkeys(map(str, row)))
    _check_names(wanted, names)
    return {name: [None if row is None else row.get(name) for row in rows] for name in wanted}


def _scalars(values: Iterable[Any]) -> Iterator[Any]:
    """PyArrow's scalars as what they hold."""
    for value in values:
        yield value.as_py() if hasattr(value, "as_py") else value


def _looked_at(data: Any) -> tuple[Any, Any]:
    """The first item of an iterable that is not None, or None; and the iterable as it was before."""
    items = iter(data)
    if hasattr(data, "__len__") and items is not data:
        return next((item for item in items if item is not None), None), data
    seen = []
    for item in items:
        seen.append(item)
        if item is not None:
            break
    return seen[-1] if seen else None, chain(seen, items)


def _listed(column: Any) -> list[Any]:
    for method in ("to_pylist", "to_list", "tolist"):
        if hasattr(column, method):
            values: list[Any] = getattr(column, method)()
            return values
    return list(column)


def _missing(value: object) -> bool:
    return value is None or value != value  # NaN and NaT differ from themselves


def _joined(headline: Any, text: Any) -> Any:
    if _missing(headline) or not isinstance(text, str):
        return text
    return f"{headline}\n\n{text}"


def _input(data: Any, text: str, id: str | None, date: str | None, headline: str | None, carry: tuple[str, ...]) -> _Input:
    if isinstance(data, (str, bytes)) or hasattr(data, "__fspath__"):
        raise TypeError("corpus() takes many texts; for one text there is sayso.parse(), for files corpus(sayso.read(path))")
    named = {"id": id, "date": date, "headline": headline}
    wanted = tuple(dict.fromkeys([text, *(column for column in named.values() if column is not None), *carry]))
    lists: dict[str, list[Any]] | list[Any] | None = None
    if isinstance(data, Mapping) or hasattr(data, "columns"):
        lists = _columns(data, wanted)
    elif any(hasattr(data, name) for name in ("to_pylist", "to_list", "tolist")):  # a Series or array of texts
        lists = _listed(data)
    elif hasattr(data, "__arrow_c_stream__"):
        lists = _columns(data, wanted)
    else:
        first, data = _looked_at(data)
        if isinstance(first, Mapping):
            lists = _rows_columns(list(data), wanted)
        elif hasattr(first, "as_py"):
            data = _scalars(data)
    if not isinstance(lists, dict):
        for name, column in [*named.items(), ("carry", carry or None)]:
            if column is not None:
                raise TypeError(f"{name} names a column of a table, but the data is an iterable of texts")
        texts = data if lists is None else [None if _missing(value) else value for value in lists]
        return _Input(texts, None, None, {})
    texts = [None if _missing(value) else value for value in lists[text]]
    if headline is not None:
        texts = [_joined(*pair) for pair in zip(lists[headline], texts, strict=True)]
    dates = None if date is None else [None if _missing(value) else value for value in lists[date]]
    id_type, ids = ("int", None) if id is None else _checked_ids(lists[id])
    return _Input(texts, ids, dates, {name: _carried(name, lists[name]) for name in carry}, id_type)


def _articles(articles: "Iterable[Article]", types: Mapping[str, str], keep_text: bool) -> _Input:
    """Articles of files, read when the parser asks for them; what belongs to one is told to the columns at that moment."""
    carried: dict[str, tuple[str, list[Value]]] = {name: (kind, []) for name, kind in types.items()}
    noted: dict[str, tuple[str, list[Value]]] = {"encoding": ("str", []), "note": ("str", [])}
    if keep_text:
        noted["text"] = ("str", [])
    latest: list[Any] = [None]
    seen: set[str] = set()

    def texts() -> Iterator[Any]:
        for article in articles:
            if article.id in seen:
                raise ValueError(f"the id {article.id!r} occurs twice")
            seen.add(article.id)
            latest[0] = article
            for (_, values), value in zip(carried.values(), article.carried, strict=True):
                values.append(value)
            whole = article.whole()
            for name, value in (("encoding", article.encoding), ("note", article.note), ("text", whole)):
                if name in noted:
                    noted[name][1].append(value)
            yield TextError(article.note or "there is no text") if whole is None else whole

    def of_latest(name: str) -> Iterator[Any]:
        while True:
            yield getattr(latest[0], name)

    return _Input(texts(), of_latest("id"), of_latest("date"), dict(carried), "str", dict(noted))


def _checked_ids(ids: Sequence[Value]) -> tuple[str, Sequence[Value]]:
    """The type of the column doc_id, and its values."""
    kinds = {type(value) for value in ids}
    if kinds <= {int}:
        kind = "int"
    elif kinds <= {str}:
        kind = "str"
    else:
        raise TypeError(f"ids must be all int or all str; here are {', '.join(sorted(k.__name__ for k in kinds))}")
    seen: set[Value] = set()
    for value in ids:
        if value in seen:
            raise ValueError(f"the id {value!r} occurs twice")
        seen.add(value)
    return kind, ids


def _carried(name: str, values: Sequence[Any]) -> tuple[str, Sequence[Value]]:
    """The type of a carried column, and its values; what a table cannot hold becomes str."""
    kinds = {type(value) for value in values if not _missing(value)}
    for kind, allowed in (("bool", {bool}), ("int", {int}), ("float", {int, float})):
        if kinds and kinds <= allowed and not (kind == "int" and any(abs(v) >= 2**63 for v in values if v is not None)):
            make = {"bool": bool, "int": int, "float": float}[kind]
            return kind, [None if _missing(value) else make(value) for value in values]
    return "str", [None if _missing(value) else str(value) for value in values]


def _numbers() -> Iterator[int]:
    number = 0
    while True:
        yield number
        number += 1


def _metadata(table: str, made: dict[str, Any], options: str) -> list[str]:
    from json import dumps

    build = made["build"]
    pairs = {"table": table, "version": build["version"], "rules": build["rules"], "model": build["model_checksum"],
             "weights": build["weights_checksum"], "options": options,
             "manifest": dumps(made, ensure_ascii=False)}
    return [text for key, value in pairs.items() for text in (f"sayso.{key}", str(value))]


def corpus(
    parser: Parser,
    data: Any,
    *,
    text: str = "text",
    id: str | None = None,
    date: str | None = None,
    headline: str | None = None,
    carry: Iterable[str] = (),
    threads: int | None = None,
    progress: bool | Callable[[int], object] = False,
) -> Corpus:
    """Read many articles into tables with a parser; see ``sayso.corpus``."""
    if isinstance(carry, str):
        raise TypeError("carry is a sequence of names of columns, not one str")
    carry = tuple(carry)
    if hasattr(data, "_sayso_articles"):  # what sayso.read() gives
        if (text, id, date, headline, carry) != ("text", None, None, None, ()):
            raise TypeError("the columns of files are named in sayso.read(): text, id, date, headline, carry")
        return from_articles(parser, data, data.types, threads=threads, progress=progress)
    return _fill(parser, _input(data, text, id, date, headline, carry), threads, progress, _Named(text, id, headline))


def texts_again(data: Any, named: _Named) -> Iterator[tuple[Value, Any]]:
    """Ids and texts as they were read, from the data that a corpus was made from; of texts alone, in order, no ids."""
    if hasattr(data, "_sayso_articles"):
        for article in data:
            yield article.id, article.whole()
        return
    if isinstance(data, Mapping):
        table = named.text in data and not isinstance(data[named.text], str)
        if not table:  # of ids to texts
            yield from data.items()
            return
    elif not hasattr(data, "columns") and not hasattr(data, "__arrow_c_stream__"):
        first, data = _looked_at(data)
        table = isinstance(first, Mapping)
    else:
        table = not any(hasattr(data, name) for name in ("to_pylist", "to_list", "tolist"))  # else a column of texts
    given = _input(data, *((named.text, named.id, None, named.headline) if table else ("text", None, None, None)), ())
    if given.ids is None:
        yield from ((None, text) for text in given.texts)
    else:
        yield from zip(given.ids, given.texts, strict=True)


def from_articles(
    parser: Parser,
    articles: "Iterable[Article]",
    types: Mapping[str, str],
    *,
    keep_text: bool = False,
    threads: int | None = None,
    progress: bool | Callable[[int], object] = False,
) -> Corpus:
    """Read articles of files into tables; documents gets columns for the encoding, what is odd, and if wanted the text.

    Parameters
    ----------
    types
        The carried columns and their types, in the order of each article's ``carried``.
    """
    return _fill(parser, _articles(articles, types, keep_text), threads, progress, _Named())


def _fill(
    parser: Parser, given: _Input, threads: int | None, progress: bool | Callable[[int], object], named: _Named
) -> Corpus:
    """Read all that is given into tables."""
    ours = {name: {**given.carried, **(given.noted if name == "documents" else {})} for name in TABLES}
    tables = {name: _table(name, given.id_type, tuple((column, kind) for column, (kind, _) in columns.items()))
              for name, columns in ours.items()}
    values = {name: [values for _, values in columns.values()] for name, columns in ours.items()}
    ids: Iterable[Value] = _numbers() if given.ids is None else given.ids
    inputs = Digest()

    def finished() -> Corpus:
        made = manifest_of(parser, inputs.hex())
        for name, table in tables.items():
            table._seal(_metadata(name, made, repr(parser)))
        return Corpus(tables, parser, made, named)

    try:
        with parser.parse_many(given.texts, dates=given.dates, ids=ids, threads=threads, progress=progress) as batch:
            for row, document in enumerate(batch):
                calls: list[Any] = [inputs.take, (bytes_of_document(document),)]
                for name, table in tables.items():
                    calls += table._add, (document, document.id, tuple([column[row] for column in values[name]]))
                _together(*calls)  # a document is in all tables or, if Ctrl-C comes, in none
    except KeyboardInterrupt as stop:
        stop.corpus = finished()  # type: ignore[attr-defined]
        stop.add_note(f"what was finished ({len(tables['documents'])} documents) is the attribute corpus of this exception")
        raise
    return finished()
