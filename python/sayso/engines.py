"""Many machines: the tables of a corpus from Spark, Dask, Ray or Polars, batch by batch.

Each worker process maps the model once and reads its batches on one thread; the engine has the cores. What comes out are the rows
that ``sayso.corpus`` would give, whatever the number of workers: an article is read by itself, so nothing depends on its
neighbours. An ``id`` column is needed, since a batch does not know how many rows came before it; that ids are unique over
all batches is the caller's to see to.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from sayso._core import Parser
from sayso._corpus import TABLES, Corpus
from sayso._corpus import corpus as _read
from sayso._tables import _pyarrow, to_arrow

if TYPE_CHECKING:
    import pyarrow

__all__ = ["arrow_batches", "arrow_schema", "dask_table", "polars_table", "ray_table", "spark_table"]


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


class _Request(NamedTuple):
    """What is asked of an engine, as it travels to the workers."""

    table: str
    text: str
    id: str
    date: str | None
    headline: str | None
    carry: tuple[str, ...]
    parser: Parser | None

    def columns(self) -> list[str]:
        """The caller's columns that are read, each once."""
        return list(dict.fromkeys(filter(None, (self.text, self.id, self.date, self.headline, *self.carry))))

    def schema(self, given: "pyarrow.Schema") -> "pyarrow.Schema":
        return arrow_schema(given, self.table, text=self.text, id=self.id, carry=self.carry)

    def batches(self, batches: "Iterable[pyarrow.RecordBatch]") -> "Iterator[pyarrow.RecordBatch]":
        return arrow_batches(batches, **self._asdict())

    def read(self, given: "pyarrow.Table", schema: "pyarrow.Schema") -> "pyarrow.Table":
        """The rows of a part of the articles; `schema` is said because a part may have none."""
        return _pyarrow().Table.from_batches(self.batches(given.to_batches()), schema)


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

    request = _Request(table, text, id, date, headline, tuple(carry), parser)
    frame = frame.select(*request.columns())
    schema = request.schema(to_arrow_schema(frame.schema))
    return frame.mapInArrow(request.batches, from_arrow_schema(schema))


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
    request = _Request(table, text, id, date, headline, tuple(carry), parser)
    return frame.map_partitions(_read_partition, request, meta=_read_partition(frame._meta, request))


def _read_partition(part: Any, request: _Request) -> Any:
    """The rows of a partition, a pandas DataFrame."""
    import pandas

    given = _pyarrow().Table.from_pandas(part[request.columns()], preserve_index=False).combine_chunks()
    return request.read(given, request.schema(given.schema)).to_pandas(types_mapper=pandas.ArrowDtype)


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

    request = _Request(table, text, id, date, headline, tuple(carry), parser)
    frame = frame.select(request.columns())
    schema = request.schema(polars.DataFrame(schema=frame.collect_schema()).to_arrow().schema)

    def read(part: Any) -> Any:
        return polars.DataFrame(request.read(part.to_arrow(), schema))

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
    request = _Request(table, text, id, date, headline, tuple(carry), parser)
    known = dataset.schema()
    schema = request.schema(_pyarrow().schema(list(zip(known.names, known.types, strict=True))))

    def read(part: Any) -> Any:
        return request.read(part, schema)

    return dataset.map_batches(read, batch_format="pyarrow")
