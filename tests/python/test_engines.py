"""Spark, Dask, Polars and Ray give the rows that one machine gives."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import sayso
from sayso import engines

pa = pytest.importorskip("pyarrow")

STORIES = [
    '"We waited too long," Mayor Ana Ruiz said Tuesday. She told reporters that the bridge would close.',
    "A city official said on condition of anonymity that the plan would fail.",
    "Nothing was said here at all.",
    'The ministry said in a statement that "talks go on." Ruiz denied it.',
    "",
]
COUNT = 40


def articles() -> Any:
    """Forty articles of two outlets, one of them missing its text."""
    return pa.table({
        "id": pa.array([f"a{i:03}" for i in range(COUNT)]),
        "text": pa.array([None if i == 17 else STORIES[i % len(STORIES)] + f" Item {i}." for i in range(COUNT)]),
        "day": pa.array(["2026-09-18"] * COUNT),
        "outlet": pa.array(["Gazette" if i % 3 else "Courier" for i in range(COUNT)]),
        "pages": pa.array(list(range(COUNT)), pa.int32()),
    })


OPTIONS: dict[str, Any] = {"id": "id", "date": "day", "carry": ("outlet", "pages")}


def rows(table: Any) -> list[tuple[tuple[str, object], ...]]:
    """Rows in an order of their own, comparable; NaN as None."""
    plain = [{k: None if v != v else v for k, v in row.items()} for row in table.to_pylist()]
    return sorted((tuple((k, tuple(v) if isinstance(v, list) else v) for k, v in row.items()) for row in plain), key=repr)


def expected(name: str) -> list[tuple[tuple[str, object], ...]]:
    """One machine's rows, with the columns in the order of the engines."""
    schema = engines.arrow_schema(articles().schema, name, carry=OPTIONS["carry"])
    return rows(pa.table(getattr(sayso.corpus(articles(), **OPTIONS), name)).select(schema.names).cast(schema))


@pytest.mark.parametrize("name", ["quotes", "sources", "mentions", "entities", "documents", "warnings"])
def test_batches_give_the_rows_of_one_corpus(name: str) -> None:
    batches = articles().to_batches(max_chunksize=7)
    schema = engines.arrow_schema(articles().schema, name, carry=OPTIONS["carry"])
    made = pa.Table.from_batches(engines.arrow_batches(batches, name, **OPTIONS), schema)
    assert rows(made) == expected(name)
    assert len(made) > 0


def test_batches_are_read_one_at_a_time() -> None:
    pulled = []

    def given() -> Iterator[Any]:
        for batch in articles().to_batches(max_chunksize=10):
            pulled.append(batch.num_rows)
            yield batch

    made = engines.arrow_batches(given(), **OPTIONS)
    next(made)
    assert pulled == [10]


def test_wrong_names_are_told() -> None:
    with pytest.raises(ValueError, match="no column 'body'.*'text'"):
        engines.arrow_schema(articles().schema, text="body")
    with pytest.raises(ValueError, match="no table 'quote'"):
        engines.arrow_schema(articles().schema, "quote")


@pytest.mark.thirdparty
def test_dask() -> None:
    dask = pytest.importorskip("dask", reason="Dask is not installed: pip install 'dask[dataframe]'")
    frame = pytest.importorskip("dask.dataframe")
    given = frame.from_pandas(articles().to_pandas(), npartitions=3)
    with dask.config.set(scheduler="processes", num_workers=2):
        made = engines.dask_table(given, **OPTIONS).compute()
    schema = engines.arrow_schema(articles().schema, carry=OPTIONS["carry"])
    assert rows(pa.Table.from_pandas(made, preserve_index=False).select(schema.names).cast(schema)) == expected("quotes")


@pytest.mark.thirdparty
@pytest.mark.skipif(not shutil.which("java"), reason="Spark needs Java: apt-get install default-jre-headless")
def test_spark(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    sql = pytest.importorskip("pyspark.sql", reason="Spark is not installed: pip install pyspark")
    session = sql.SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config(
        "spark.sql.shuffle.partitions", "2").getOrCreate()
    try:
        given = session.createDataFrame(articles().to_pandas()).repartition(4)
        made = engines.spark_table(given, **OPTIONS)
        named = engines.spark_table(given, parser=sayso.Parser(gender=False), id="id").toPandas()
        table = pa.Table.from_pandas(made.toPandas(), preserve_index=False)
    finally:
        session.stop()
    schema = engines.arrow_schema(articles().schema, carry=OPTIONS["carry"])
    assert rows(table.select(schema.names).cast(schema)) == expected("quotes")
    assert len(named) == len(table)


@pytest.mark.thirdparty
@pytest.mark.parametrize("name", ["quotes", "documents"])
def test_polars_streams(name: str, tmp_path: Path) -> None:
    polars = pytest.importorskip("polars", reason="Polars is not installed: pip install polars")
    polars.DataFrame(articles()).write_parquet(tmp_path / "articles.parquet", row_group_size=9)
    made = engines.polars_table(polars.scan_parquet(tmp_path / "articles.parquet"), name, **OPTIONS).collect(engine="streaming")
    schema = engines.arrow_schema(articles().schema, name, carry=OPTIONS["carry"])
    assert rows(made.to_arrow().select(schema.names).cast(schema)) == expected(name)


@pytest.mark.thirdparty
def test_ray() -> None:
    ray = pytest.importorskip("ray", reason="Ray is not installed: pip install 'ray[data]'")
    data = pytest.importorskip("ray.data")
    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False,
             runtime_env={"env_vars": {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}})
    try:
        given = data.from_arrow([articles().slice(at, 10) for at in range(0, COUNT, 10)])
        made = engines.ray_table(given, **OPTIONS)
        tables = ray.get(made.to_arrow_refs())
    finally:
        ray.shutdown()
    schema = engines.arrow_schema(articles().schema, carry=OPTIONS["carry"])
    assert rows(pa.concat_tables([table.cast(schema) for table in tables])) == expected("quotes")
