"""Many machines: the tables of a corpus from Spark, Dask, Ray or Polars, batch by batch.

Each worker process maps the model once and reads its batches on one thread; the engine has the cores. What comes out are the rows
that ``sayso.corpus`` would give, whatever the number of workers: an article is read by itself, so nothing depends on its
neighbours. An ``id`` column is needed, since a batch does not know how many rows came before it; that ids are unique over
all batches is the caller's to see to.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from sayso._core import Parser
from sayso._corpus import TABLES, Corpus
from sayso._corpus import corpus as _read
from sayso._tables import _pyarrow, to_arrow

if TYPE_CHECKING:
    import pyarrow

__all__ = ["arrow_batches", "arrow_schema", "dask_table", "spark_table"]


def _plain(kind: Any) -> Any:
    """An Arrow type without dictionaries, which Spark and Dask have no place for."""
    pa = _pyarrow()
    if pa.types.is_dictionary(kind):
        return _plain(kind.value_type)
    return pa.string() if pa.types.is_large_string(kind) or kind == getattr(pa, "string_view", pa.string)() else kind


def _table(found: Corpus, name: str) -> Any:
    if name not in TABLES:
        raise ValueError(f"there is no table {name!r}; there are {', '.join(TABLES)}")
    return to_arrow(getattr(found, name))


def _columns(text: str, id: str, date: str | None, headline: str | None, carry: tuple[str, ...]) -> list[str]:
    """The caller's columns that are read, each once."""
    return list(dict.fromkeys([text, id, *([date] if date else []), *([headline] if headline else []), *carry]))


def arrow_schema(
    given: "pyarrow.Schema", table: str = "quotes", *, text: str = "text", id: str = "id", carry: Iterable[str] = ()
) -> "pyarrow.Schema":
    """Return the schema of a table made from batches of the schema `given`.

    Parameters
    ----------
    given : pyarrow.Schema
        Of the caller's batches.
    table : str
        One of the tables of a ``Corpus``.
    text, id, carry : str, str, iterable of str
        Columns, as in ``arrow_batches``.

    Returns
    -------
    pyarrow.Schema
        Labels are strings; ``doc_id`` and carried columns have the caller's types.

    Raises
    ------
    ValueError
        If there is no such table or column.
    ImportError
        If PyArrow is not installed.
    """
    pa, carry = _pyarrow(), tuple(carry)
    for name in (text, id, *carry):
        if name not in given.names:
            raise ValueError(f"the batches have no column {name!r}; they have {', '.join(map(repr, given.names))}")
    own = _table(_read(Parser(), [], text=text), table).schema
    fields = [pa.field("doc_id", _plain(given.field(id).type)), *(pa.field(n, _plain(given.field(n).type)) for n in carry)]
    fields += [pa.field(field.name, _plain(field.type)) for field in own if field.name != "doc_id"]
    return pa.schema(fields)


def arrow_batches(
    batches: "Iterable[pyarrow.RecordBatch]",
    table: str = "quotes",
    *,
    text: str = "text",
    id: str = "id",
    date: str | None = None,
    headline: str | None = None,
    carry: Iterable[str] = (),
    parser: Parser | None = None,
) -> "Iterator[pyarrow.RecordBatch]":
    """Read record batches of articles, one after another, into record batches of one table.

    What ``DataFrame.mapInArrow`` of Spark and ``Dataset.map_batches`` of Ray ask for. Memory holds one batch.

    Parameters
    ----------
    batches : iterable of pyarrow.RecordBatch
        Articles, a row each.
    table : str
        One of the tables of a ``Corpus``.
    text, id, date, headline : str
        Names of columns; `date` is the day of publication (ISO string or date), None: none.
    carry : iterable of str
        Columns copied into the rows of the table.
    parser : Parser, optional
        One with options or words of its own; it pickles, so it may be sent to workers.

    Yields
    ------
    pyarrow.RecordBatch
        Of the schema that ``arrow_schema`` tells.

    Raises
    ------
    ValueError
        If there is no such table or column, or an id stands twice in a batch.
    """
    pa, carry, reader = _pyarrow(), tuple(carry), parser or Parser()
    wanted = None
    for batch in batches:
        if wanted is None:  # the batches of an iterator have one schema
            wanted = arrow_schema(batch.schema, table, text=text, id=id, carry=carry)
        given = pa.table(batch)
        found = _read(reader, given, text=text, id=id, date=date, headline=headline, carry=carry, threads=1)
        made = _table(found, table).select(wanted.names).cast(wanted)
        yield from made.combine_chunks().to_batches()


def spark_table(
    frame: Any,
    table: str = "quotes",
    *,
    text: str = "text",
    id: str = "id",
    date: str | None = None,
    headline: str | None = None,
    carry: Iterable[str] = (),
    parser: Parser | None = None,
) -> Any:
    """Return a table as a Spark DataFrame, made lazily from one of articles; parameters as of ``arrow_batches``.

    Parameters
    ----------
    frame : pyspark.sql.DataFrame
        Articles, a row each. Only the columns named are sent to the workers.

    Returns
    -------
    pyspark.sql.DataFrame
    """
    from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

    carry = tuple(carry)
    frame = frame.select(*_columns(text, id, date, headline, carry))
    schema = arrow_schema(to_arrow_schema(frame.schema), table, text=text, id=id, carry=carry)

    def read(batches: Any) -> Any:
        return arrow_batches(batches, table, text=text, id=id, date=date, headline=headline, carry=carry, parser=parser)

    return frame.mapInArrow(read, from_arrow_schema(schema))


def dask_table(
    frame: Any,
    table: str = "quotes",
    *,
    text: str = "text",
    id: str = "id",
    date: str | None = None,
    headline: str | None = None,
    carry: Iterable[str] = (),
    parser: Parser | None = None,
) -> Any:
    """Return a table as a Dask DataFrame, made lazily from one of articles; parameters as of ``arrow_batches``.

    Parameters
    ----------
    frame : dask.dataframe.DataFrame
        Articles, a row each.

    Returns
    -------
    dask.dataframe.DataFrame
        With pandas columns backed by Arrow, so that whole numbers and lists stay what they are beside nulls.
    """
    carry = tuple(carry)
    options = {"text": text, "id": id, "date": date, "headline": headline, "carry": carry, "parser": parser}
    return frame.map_partitions(_read_partition, table, options, meta=_read_partition(frame._meta, table, options))


def _read_partition(part: Any, table: str, options: dict[str, Any]) -> Any:
    """The rows of a partition, a pandas DataFrame."""
    import pandas

    pa = _pyarrow()
    columns = _columns(*(options[name] for name in ("text", "id", "date", "headline", "carry")))
    given = pa.Table.from_pandas(part[columns], preserve_index=False)
    schema = arrow_schema(given.schema, table, text=options["text"], id=options["id"], carry=options["carry"])
    made = pa.Table.from_batches(arrow_batches(given.combine_chunks().to_batches(), table, **options), schema)
    return made.to_pandas(types_mapper=pandas.ArrowDtype)


def polars_table(
    frame: Any,
    table: str = "quotes",
    *,
    text: str = "text",
    id: str = "id",
    date: str | None = None,
    headline: str | None = None,
    carry: Iterable[str] = (),
    parser: Parser | None = None,
) -> Any:
    """Return a table as a Polars LazyFrame, made from one of articles; the streaming engine makes it batch by batch.

    Parameters are as of ``arrow_batches``.

    Parameters
    ----------
    frame : polars.LazyFrame
        Articles, a row each.

    Returns
    -------
    polars.LazyFrame
        For ``collect(engine="streaming")`` or ``sink_parquet``.
    """
    import polars

    pa, carry = _pyarrow(), tuple(carry)
    frame = frame.select(_columns(text, id, date, headline, carry))
    given = polars.DataFrame(schema=frame.collect_schema()).to_arrow().schema
    schema = arrow_schema(given, table, text=text, id=id, carry=carry)

    def read(part: Any) -> Any:
        batches = arrow_batches(part.to_arrow().to_batches(), table, text=text, id=id, date=date, headline=headline, carry=carry,
                                parser=parser)
        return polars.DataFrame(pa.Table.from_batches(batches, schema))

    return frame.map_batches(read, schema=polars.DataFrame(schema.empty_table()).schema, streamable=True)


def ray_table(
    dataset: Any,
    table: str = "quotes",
    *,
    text: str = "text",
    id: str = "id",
    date: str | None = None,
    headline: str | None = None,
    carry: Iterable[str] = (),
    parser: Parser | None = None,
) -> Any:
    """Return a table as a Ray Dataset, made lazily from one of articles; parameters as of ``arrow_batches``.

    Parameters
    ----------
    dataset : ray.data.Dataset
        Articles, a row each.

    Returns
    -------
    ray.data.Dataset
    """
    pa, carry = _pyarrow(), tuple(carry)
    known = dataset.schema()
    given = pa.schema(list(zip(known.names, known.types, strict=True)))
    schema = arrow_schema(given, table, text=text, id=id, carry=carry)

    def read(part: Any) -> Any:
        import pyarrow

        batches = arrow_batches(part.to_batches(), table, text=text, id=id, date=date, headline=headline, carry=carry,
                                parser=parser)
        return pyarrow.Table.from_batches(batches, schema)

    return dataset.map_batches(read, batch_format="pyarrow")
