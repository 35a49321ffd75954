"""Tables in the hands of others: PyArrow, Polars, pandas, DuckDB, files, pickle."""

import copy
import csv
import io
import json
import pickle

import pytest

import sayso
from hostile import ARTICLE
from sayso._corpus import TABLES

SECOND = "“Enough,” said Bo Lind, a spokesman for the port.\n\nHe denied that “money” was the reason."
LABELS = {
    "documents": ["status", "quote_style"],
    "quotes": ["kind", "act", "status", "source_kind", "naming", "number", "channel", "zone"],
    "mentions": ["label", "metonymy"],
    "entities": ["label", "sector", "gender", "gender_evidence", "key_basis"],
    "warnings": ["code"],
}


@pytest.fixture(scope="module")
def corpus():
    rows = [
        {"text": ARTICLE, "n": "a", "outlet": "Post", "page": 1},
        {"text": None, "n": "b", "outlet": "Echo", "page": 2},
        {"text": SECOND, "n": "c", "outlet": None, "page": None},
        {"text": "Nobody spoke.", "n": "d", "outlet": "=Post", "page": 4},
    ]
    return sayso.corpus(rows, id="n", carry=["outlet", "page"])


def tables(corpus):
    return [(name, getattr(corpus, name)) for name in TABLES]


def test_every_column_says_what_it_is(corpus):
    for name, table in tables(corpus):
        assert [row[0] for row in table.schema] == list(table.columns), name
        for column, kind, unit, about in table.schema:
            assert about.endswith((".", "?", "None", '..."', "...")), (name, column, about)
            assert len(about) < 199, (name, column)
            if column.endswith(("start", "end", "starts", "ends")):
                assert unit == "code points"
            if column.endswith("_id") and column != "doc_id":
                assert (kind, unit) == ("int32", "index")
            assert kind in ("int32", "int64", "float32", "float64", "bool", "text", "label", "list of int32")
        assert table.metadata["sayso.table"] == name and table.metadata["sayso.options"] == "Parser()"
        assert table.metadata["sayso.model"] == sayso.build_info()["model_checksum"]


def test_quoted_words_without_any_have_no_share(corpus):
    assert sayso.parse("Nobody spoke.").health.attributed is None
    assert corpus.documents["attributed"][1] is None and corpus.documents["attributed"][3] is None
    document = sayso.parse("Nobody spoke.")
    assert sayso.Document.from_dict(document.to_dict()) == document == pickle.loads(pickle.dumps(document))


def test_rows_of_none_cost_themselves(corpus):
    for rows in ([None, {"text": "x"}], iter([None, None, {"text": "x"}])):
        assert sayso.corpus(rows).documents["status"][-1] == "read"
    assert sayso.corpus(iter([None, "x"])).documents["status"] == ["unreadable", "read"]
    assert sayso.corpus([None, None]).documents["status"] == ["unreadable"] * 2


def test_pickles_and_copies(corpus):
    again = pickle.loads(pickle.dumps(corpus))
    assert again.manifest() == corpus.manifest() and again.methods() == corpus.methods()
    for name, table in tables(corpus):
        other = getattr(again, name)
        assert list(other) == list(table) and other.columns == table.columns and other.metadata == table.metadata
        assert copy.copy(table) is table and copy.deepcopy(table) is table
        with pytest.raises(ValueError, match="sealed"):
            other._add(sayso.parse("x"), "z", (None, None))
    assert list(pickle.loads(pickle.dumps(sayso.corpus([]).quotes))) == []


def test_a_damaged_pickle_is_refused(corpus):
    restore, arguments = corpus.quotes.__reduce__()
    name, kind, carry, metadata, columns, batches = arguments
    with pytest.raises(ValueError, match="another version"):
        restore(name, kind, carry, metadata, columns[:-1], batches)
    rows, buffers = batches[0]
    with pytest.raises(ValueError, match="as many columns"):
        restore(name, kind, carry, metadata, columns, [(rows, buffers[:-1])])
    with pytest.raises(sayso.Error, match="damaged"):
        restore(name, kind, carry, metadata, columns, [(rows + 1, buffers)])
    with pytest.raises(sayso.Error, match="damaged"):
        restore(name, kind, carry, metadata, columns, [(0, buffers)])
    for wrong in [7, (rows, 7), (rows, (7,) * len(columns)), (rows, ((b"", b""),) * len(columns))]:
        with pytest.raises(TypeError):
            restore(name, kind, carry, metadata, columns, [wrong])


def test_json_lines_come_back(corpus, tmp_path):
    for name, table in tables(corpus):
        path = tmp_path / f"{name}.jsonl"
        table.write_jsonl(path)
        assert [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] == list(table)
    out = io.StringIO()
    corpus.quotes.write_jsonl(out)
    assert out.getvalue() == (tmp_path / "quotes.jsonl").read_text(encoding="utf-8")


def test_csv_is_safe_in_a_spreadsheet(tmp_path):
    cells = ["=1+1", "+1", "-1", "@x", "\tx", "\r=x", " =x", "\n=x", "\N{FULLWIDTH EQUALS SIGN}x", "plain", "a\x07b", "“ü”, x\ny"]
    table = sayso.corpus([{"text": "x", "=c": cell} for cell in cells], carry=["=c"]).documents
    path = tmp_path / "x.csv"
    table.write_csv(str(path))
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0][1] == "'=c"
    got = [row[1] for row in rows[1:]]
    assert got == [*("'" + cell for cell in cells[:9]), "plain", "a\N{REPLACEMENT CHARACTER}b", "“ü”, x\ny"]
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert not list(tmp_path.glob("*.part"))


def test_files_take_their_name_when_they_are_whole(corpus, tmp_path):
    with pytest.raises(OSError):
        corpus.quotes.write_csv(tmp_path / "no" / "x.csv")
    with pytest.raises(TypeError):
        corpus.quotes.write_jsonl()
    target = tmp_path / "x.csv"
    target.write_text("before")
    corpus.quotes.write_csv(target)
    assert target.read_text(encoding="utf-8").startswith("doc_id,")


@pytest.mark.thirdparty
def test_labels_are_dictionaries(corpus):
    pyarrow = pytest.importorskip("pyarrow")
    for name, columns in LABELS.items():
        schema = getattr(corpus, name).to_arrow().schema
        for column in columns:
            assert schema.field(column).type == pyarrow.dictionary(pyarrow.int8(), pyarrow.string()), column
    arrow = corpus.quotes.to_arrow()
    assert arrow["kind"].chunk(0).dictionary.to_pylist() == ["direct", "mixed", "indirect"]
    assert corpus.mentions.to_arrow()["metonymy"].null_count == corpus.mentions["metonymy"].count(None)
    assert "unreadable" in corpus.warnings.to_arrow()["code"].chunk(0).dictionary.to_pylist()
    field = arrow.schema.field("content_starts")
    assert field.type == pyarrow.list_(pyarrow.int32()) and field.metadata[b"unit"] == b"code points"
    for column, _, _, about in corpus.quotes.schema:
        assert arrow.schema.field(column).metadata[b"description"].decode() == about


@pytest.mark.thirdparty
def test_parquet_gives_the_same_table(corpus, tmp_path):
    pytest.importorskip("pyarrow")
    from pyarrow import parquet

    for name, table in tables(corpus):
        path = tmp_path / f"{name}.parquet"
        table.write_parquet(path)
        again = parquet.read_table(path)
        assert again.equals(table.to_arrow()), name
        assert again.to_pylist() == list(table)
        assert again.schema.metadata[b"sayso.table"] == name.encode()
        assert again.schema.field("doc_id").metadata[b"description"]
    sayso.corpus([]).quotes.write_parquet(tmp_path / "empty.parquet")
    assert parquet.read_table(tmp_path / "empty.parquet").num_rows == 0


@pytest.mark.thirdparty
def test_arrow_ipc_gives_the_same_table(corpus):
    pyarrow = pytest.importorskip("pyarrow")
    for name, table in tables(corpus):
        sink = pyarrow.BufferOutputStream()
        arrow = table.to_arrow()
        with pyarrow.ipc.new_file(sink, arrow.schema) as writer:
            writer.write_table(arrow)
        again = pyarrow.ipc.open_file(sink.getvalue()).read_all()
        assert again.equals(arrow, check_metadata=True), name


@pytest.mark.thirdparty
def test_pandas(corpus, tmp_path):
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    for name, table in tables(corpus):
        frame = table.to_pandas()
        assert len(frame) == len(table) and list(frame.columns) == list(table.columns)
        for column in LABELS.get(name, []):
            assert isinstance(frame[column].dtype, pandas.CategoricalDtype)
    frame = corpus.quotes.to_pandas()
    assert str(frame["speaker_id"].dtype) == "Int32"  # whole also where some are missing
    joined = frame.merge(corpus.entities.to_pandas(), left_on=["doc_id", "speaker_id"], right_on=["doc_id", "entity_id"])
    assert len(joined) and (joined["speaker"] == joined["name"]).all()
    assert frame.groupby("outlet", observed=True)["words"].sum()["Post"] > 0


@pytest.mark.thirdparty
def test_polars(corpus):
    polars = pytest.importorskip("polars")
    for name, table in tables(corpus):
        frame = table.to_polars()
        assert frame.rows(named=True) == list(table)
        for column in LABELS.get(name, []):
            assert frame.schema[column] in (polars.Categorical, polars.Enum), column
    frame = corpus.quotes.to_polars()
    assert frame.filter(polars.col("kind") == "direct").height == corpus.quotes["kind"].count("direct") > 0


@pytest.mark.thirdparty
def test_duckdb_reads_the_object_itself(corpus):
    duckdb = pytest.importorskip("duckdb")
    documents, quotes, entities, mentions, sources = (
        corpus.documents, corpus.quotes, corpus.entities, corpus.mentions, corpus.sources)
    assert documents and quotes and entities and mentions and sources  # DuckDB finds them by name
    kinds = duckdb.sql("select kind, count(*) from quotes group by kind order by kind").fetchall()
    assert sorted(kinds) == sorted((k, quotes["kind"].count(k)) for k in set(quotes["kind"]))
    assert duckdb.sql("select count(*) from quotes").fetchall() == [(len(quotes),)]  # a fresh stream each time
    # every input has its row, with and without quotes
    by_document = duckdb.sql(
        "select d.doc_id, d.status, count(q.uid) from documents d left join quotes q using (doc_id) group by all order by 1"
    ).fetchall()
    assert by_document == [
        (row["doc_id"], row["status"], quotes["doc_id"].count(row["doc_id"])) for row in documents]
    # the keys join: speakers to entities, mentions to entities, sources to quotes
    wrong = duckdb.sql(
        "select count(*) from quotes q left join entities e on q.doc_id = e.doc_id and q.speaker_id = e.entity_id "
        "where q.speaker is distinct from e.name").fetchall()
    assert wrong == [(0,)]
    wrong = duckdb.sql(
        "select count(*) from mentions m join entities e using (doc_id, entity_id) where m.entity <> e.name "
        "or not list_contains(e.mention_ids, m.mention_id)").fetchall()
    assert wrong == [(0,)]
    joined = duckdb.sql(
        "select count(distinct (q.doc_id, attribution_id)) from quotes q join sources s using (doc_id, attribution_id)")
    assert joined.fetchall() == [(len(quotes),)]
    pieces = duckdb.sql("select content_starts, content_ends, outlet, page from quotes").fetchall()
    assert pieces == [(row["content_starts"], row["content_ends"], row["outlet"], row["page"]) for row in quotes]


def test_missing_libraries_are_named_by_writers(corpus, monkeypatch, tmp_path):
    import sys

    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ImportError, match=r"sayso\[arrow\]"):
        corpus.quotes.write_parquet(tmp_path / "x.parquet")
