"""Many articles as tables: what goes in, what comes out, and the way through Arrow."""

import gc
import json
import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sayso
from hostile import ARTICLE, texts
from sayso._corpus import TABLES


@pytest.fixture(scope="module")
def corpus():
    data = {
        "id": ["a", "b", "c"],
        "body": [ARTICLE, None, "“Enough,” said Bo Lind."],
        "day": ["2024-03-01", None, "2024-03-02"],
        "outlet": ["Post", "Echo", None],
        "page": [1, 2, None],
        "paid": [True, None, False],
        "score": [1, 2.5, None],
    }
    return sayso.corpus(data, text="body", id="id", date="day", carry=["outlet", "page", "paid", "score"], threads=2)


def test_every_input_has_a_row_of_documents(corpus):
    rows = list(corpus.documents)
    assert len(corpus) == len(rows) == 3
    assert [row["doc_id"] for row in rows] == ["a", "b", "c"]
    assert [row["status"] for row in rows] == ["read", "unreadable", "read"]
    assert "None" in rows[1]["error"] and rows[0]["error"] is None
    assert rows[0]["headline"] == "Harbour vote splits the council"
    assert rows[0]["date"] == "2024-03-01"
    assert corpus.warnings[0]["code"] == "unreadable"


def test_tables_say_what_documents_say(corpus):
    document = sayso.parse(ARTICLE, date="2024-03-01")
    quotes = [row for row in corpus.quotes if row["doc_id"] == "a"]
    assert len(quotes) == len(document.quotes)
    for row, quote in zip(quotes, document.quotes, strict=True):
        assert row["content"] == quote.text and row["uid"] == quote.uid
        assert row["content_starts"] == [span.start for span in quote.content]
        assert row["cue"] == (quote.cue.text if quote.cue else None)
        assert row["source_start"] == (quote.source.start if quote.source else None)
        assert row["speaker"] == (quote.speaker.name if quote.speaker else None)
        assert row["evidence"].split() == list(quote.evidence)
        assert row["confidence"] == quote.confidence
        assert row["anonymity_reason"] == (quote.anonymity.reason.text if quote.anonymity and quote.anonymity.reason else None)
    everything = [*document.attributions, *document.nested]
    assert len([row for row in corpus.attributions if row["doc_id"] == "a"]) == len(everything)
    mentions = [row for row in corpus.mentions if row["doc_id"] == "a"]
    assert [(row["start"], row["end"], row["text"], row["label"]) for row in mentions] == [
        (m.start, m.end, m.text, m.label) for m in document.mentions
    ]
    entities = {row["entity_id"]: row for row in corpus.entities if row["doc_id"] == "a"}
    for row in mentions:
        if row["entity_id"] is not None:
            assert row["entity"] == entities[row["entity_id"]]["name"]
            assert row["mention_id"] in entities[row["entity_id"]]["mention_ids"]


def test_sources_have_a_row_for_each_speaker(corpus):
    document = sayso.parse(ARTICLE, date="2024-03-01")
    expected = sum(max(1, len(a.speakers)) for a in [*document.attributions, *document.nested])
    rows = [row for row in corpus.sources if row["doc_id"] == "a"]
    assert len(rows) == expected
    assert any(row["speaker_name"] == "Ilze Kalniņa" and row["speaker_label"] == "PERSON" for row in rows)
    for row in rows:
        assert (row["entity_id"] is None) == (row["speaker_name"] is None)


def test_carried_columns_stand_in_every_table(corpus):
    for name in TABLES:
        table = getattr(corpus, name)
        assert table.columns[:5] == ("doc_id", "outlet", "page", "paid", "score")
        for row in table:
            expected = {"a": ("Post", 1, True, 1.0), "b": ("Echo", 2, None, 2.5), "c": (None, None, False, None)}
            assert (row["outlet"], row["page"], row["paid"], row["score"]) == expected[row["doc_id"]]


def test_rows_columns_and_mistakes(corpus):
    table = corpus.quotes
    assert table[-1] == list(table)[-1] and table["uid"] == [row["uid"] for row in table]
    assert tuple(table[0]) == table.columns and "quotes" in repr(table) and "quotes" in repr(corpus)
    assert "<table>" in table._repr_html_() and "<b>" not in table._repr_html_()
    for bad, error in [(len(table), IndexError), ("nothing", KeyError), (1.5, TypeError)]:
        with pytest.raises(error):
            table[bad]
    with pytest.raises(ValueError, match="sealed"):
        table._add(sayso.parse("x"), "z", (None, None, None, None))
    with pytest.raises(TypeError):
        sayso.Table()


def test_manifest_and_methods(corpus):
    manifest = corpus.manifest()
    assert manifest["rows"]["documents"] == 3 and manifest["unreadable"] == 1
    json.dumps(manifest)
    assert sayso.build_info()["model_checksum"] in corpus.methods() and "3 articles" in corpus.methods()


def test_iterables_of_texts():
    corpus = sayso.corpus(text for text in ["“Hi,” said Bo.", 7, "x"])
    assert corpus.documents["doc_id"] == [0, 1, 2] and corpus.documents["status"] == ["read", "unreadable", "read"]
    assert len(sayso.corpus([]).quotes) == 0 and list(sayso.corpus([]).documents) == []


def test_headlines_are_read_as_part_of_the_article():
    corpus = sayso.corpus({"text": ["“Hi,” said Bo Lind on Friday."], "title": ["Greeting is given"]}, headline="title")
    row = corpus.documents[0]
    assert row["headline"] == "Greeting is given"
    assert corpus.quotes[0]["content_start"] >= len("Greeting is given\n\n")


def test_a_bad_date_leaves_the_text_readable():
    corpus = sayso.corpus([{"text": "“Hi,” said Bo Lind.", "day": "yesterday"}], date="day")
    row = corpus.documents[0]
    assert (row["status"], row["error"], row["date"]) == ("read", None, None) and len(corpus.quotes) == 1
    assert corpus.warnings["code"] == ["date-ignored"]


def test_rows_that_are_mappings():
    rows = [{"body": "“Hi,” said Bo.", "n": 1}, {"body": None, "day": "2024-03-01"}, {"body": "x", "n": 3}]
    for data in (rows, tuple(rows), iter(rows)):
        corpus = sayso.corpus(data, text="body", date="day", carry=["n"])
        assert corpus.documents["status"] == ["read", "unreadable", "read"]
        assert corpus.documents["n"] == [1, None, 3] and corpus.documents["date"] == [None, "2024-03-01", None]
    with pytest.raises(ValueError, match="no column 'text'; it has 'body', 'n', 'day'"):
        sayso.corpus(rows)
    with pytest.raises(TypeError, match="row 1 is no mapping"):
        sayso.corpus([rows[0], "x"], text="body")


def test_offsets_count_in_headline_and_text():
    headline, text = "Å greeting", "“Hi,” said Bo Lind."
    corpus = sayso.corpus([{"text": text, "title": headline}], headline="title")
    row = corpus.quotes[0]
    joined = headline + "\n\n" + text
    assert joined[row["content_start"] : row["content_end"]] == row["content"]
    assert "joined string" in sayso.corpus.__doc__


def test_the_calendar_is_not_imported():
    script = "import sys, sayso; sayso.corpus(['x']); sys.exit('datetime' in sys.modules)"
    subprocess.run([sys.executable, "-S", "-c", script], check=True, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)})


@pytest.mark.thirdparty
def test_single_columns_are_texts():
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    pyarrow = pytest.importorskip("pyarrow")
    texts = ["“Hi,” said Bo Lind.", None, "x" * 40]
    array = pyarrow.array(texts)
    chunked = pyarrow.chunked_array([texts[:1], texts[1:]])

    class Stream:
        def __init__(self, data):
            self.data = data

        def __arrow_c_stream__(self, requested_schema=None):
            return self.data.__arrow_c_stream__()

    large = chunked.cast(pyarrow.large_string())
    series = [pandas.Series(texts), pandas.Series(texts, dtype=object), pandas.DataFrame({"t": texts})["t"], polars.Series(texts)]
    arrow = [
        array,
        chunked,
        iter(array),
        list(array),
        Stream(chunked),
        Stream(large),
        Stream(large.slice(0)),
        array.dictionary_encode(),
    ]
    expected = [list(getattr(sayso.corpus(texts), name)) for name in TABLES if name != "documents"]
    for data in [*series, *arrow]:
        corpus = sayso.corpus(data)
        assert corpus.documents["status"] == ["read", "unreadable", "read"], type(data)
        assert [list(getattr(corpus, name)) for name in TABLES if name != "documents"] == expected
    assert sayso.corpus(Stream(chunked.slice(2))).documents["status"] == ["read"]
    with pytest.raises(TypeError, match="neither a table nor a column of texts"):
        sayso.corpus(Stream(pyarrow.chunked_array([[1, 2]])))
    with pytest.raises(TypeError, match="names a column"):
        sayso.corpus(series[0], id="id")


def test_what_does_not_fit_is_refused():
    data = {"text": ["a", "b"], "id": ["x", "x"], "n": [1, 2], "speaker": ["p", "q"], "mixed": [1, "x"], "none": ["a", None]}
    for problem, options in [
        ("'x' occurs twice", {"id": "id"}),
        ("all int or all str", {"id": "mixed"}),
        ("all int or all str", {"id": "none"}),
        ("no column 'missing'", {"text": "missing"}),
        ("no column 'missing'", {"carry": ["missing"]}),
        ("speaker", {"carry": ["speaker"]}),
        ("not one str", {"carry": "n"}),
    ]:
        with pytest.raises((ValueError, TypeError), match=problem):
            sayso.corpus(data, **options)
    for bad in ("one text", b"bytes", 5, None):
        with pytest.raises(TypeError):
            sayso.corpus(bad)
    with pytest.raises(TypeError, match="names a column"):
        sayso.corpus(["a"], id="id")
    with pytest.raises(TypeError):
        sayso.corpus()
    with pytest.raises(ValueError, match="not of one length"):
        sayso.corpus({"text": ["a"], "n": [1, 2]}, carry=["n"])


@given(st.lists(texts, max_size=4))
@settings(max_examples=60, deadline=None)
def test_any_texts(many):
    corpus = sayso.corpus(many, threads=1)
    assert len(corpus) == len(many)
    for name in TABLES:
        for row in getattr(corpus, name):
            assert many[row["doc_id"]] is not None
    for row in corpus.mentions:
        found = many[row["doc_id"]][row["start"] : row["end"]]
        assert row["text"] == found.encode("utf-16", "surrogatepass").decode("utf-16", "replace") or "\ufffd" in row["text"]


# ---- Arrow -----------------------------------------------------------------------------------------------------


def test_streams_are_released_when_nobody_reads_them(corpus):
    for _ in range(100):
        corpus.quotes.__arrow_c_stream__()
        corpus.quotes.__arrow_c_stream__(requested_schema=None)
    gc.collect()
    assert len(corpus.quotes)


@pytest.mark.thirdparty
def test_arrow(corpus):
    pyarrow = pytest.importorskip("pyarrow")
    for name in TABLES:
        table = getattr(corpus, name)
        arrow = table.to_arrow()
        arrow.validate(full=True)
        assert arrow.column_names == list(table.columns)
        assert arrow.to_pylist() == list(table)
        assert arrow.schema.metadata[b"sayso.version"] == sayso.__version__.encode()
        assert arrow.schema.metadata[b"sayso.table"] == name.encode()
    assert pyarrow.table(corpus.quotes) == corpus.quotes.to_arrow()  # a fresh stream each time


@pytest.mark.thirdparty
def test_arrays_outlive_their_table():
    pytest.importorskip("pyarrow")
    arrow = sayso.corpus([ARTICLE] * 3).mentions.to_arrow()
    gc.collect()
    arrow.validate(full=True)
    column = arrow["text"]
    expected = column.to_pylist()
    del arrow
    gc.collect()
    assert column.to_pylist() == expected


@pytest.mark.thirdparty
def test_large_tables_come_in_batches():
    pyarrow = pytest.importorskip("pyarrow")
    table = sayso.corpus([ARTICLE * 400] * 30).mentions
    batches = list(pyarrow.RecordBatchReader.from_stream(table))
    assert len(batches) >= 1 and sum(len(batch) for batch in batches) == len(table)
    assert all(batch.nbytes <= 64 * 2**20 for batch in batches)
    for batch in batches:
        batch.validate(full=True)


@pytest.mark.thirdparty
def test_nulls_before_and_after_values_at_byte_edges():
    pytest.importorskip("pyarrow")
    for count in (1, 7, 8, 9, 16, 17):
        for missing in {0, count // 2, count - 1}:
            flags = [None if i == missing else bool(i % 2) for i in range(count)]
            words = [None if i == missing else f"w{i}" for i in range(count)]
            corpus = sayso.corpus({"text": ["x"] * count, "f": flags, "w": words}, carry=["f", "w"])
            arrow = corpus.documents.to_arrow()
            arrow.validate(full=True)
            assert arrow["f"].to_pylist() == corpus.documents["f"] == flags
            assert arrow["w"].to_pylist() == corpus.documents["w"] == words


@pytest.mark.thirdparty
def test_pandas_and_polars_out(corpus):
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    frame = corpus.quotes.to_pandas()
    assert isinstance(frame, pandas.DataFrame) and len(frame) == len(corpus.quotes)
    assert list(frame["uid"]) == corpus.quotes["uid"]
    frame = corpus.quotes.to_polars()
    assert isinstance(frame, polars.DataFrame) and frame["uid"].to_list() == corpus.quotes["uid"]
    assert frame.rows(named=True) == list(corpus.quotes)


@pytest.mark.thirdparty
def test_tables_of_other_libraries_in():
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    pyarrow = pytest.importorskip("pyarrow")
    import datetime

    data = {
        "text": ["“Enough,” said Bo Lind in Åre on Monday.", None, "x" * 40],
        "id": [7, 8, 9],
        "day": [datetime.date(2024, 3, 1), None, datetime.date(1969, 12, 31)],
        "outlet": ["Post", None, "A name of more than twelve bytes"],
    }
    expected = None
    plain = pyarrow.table(data)
    timed = plain.set_column(2, "day", plain["day"].cast(pyarrow.timestamp("us")))
    large = plain.cast(pyarrow.schema([("text", pyarrow.large_string()), *list(plain.schema)[1:]]))
    coded = plain.set_column(3, "outlet", plain["outlet"].dictionary_encode())
    small = plain.set_column(1, "id", plain["id"].cast(pyarrow.int16()))
    sliced = pyarrow.concat_tables([plain, plain]).slice(3, 3)
    frames = [data, plain, timed, large, coded, small, sliced, polars.DataFrame(data), pandas.DataFrame(data).astype({"id": int})]
    for frame in frames:
        corpus = sayso.corpus(frame, id="id", date="day", carry=["outlet"])
        found = [list(getattr(corpus, name)) for name in TABLES]
        expected = expected or found
        assert found == expected, type(frame)
    assert [row["date"] for row in expected[0]] == ["2024-03-01", None, "1969-12-31"]
    assert [row["doc_id"] for row in expected[0]] == [7, 8, 9]


@pytest.mark.thirdparty
def test_columns_that_cannot_be_read_are_named():
    pyarrow = pytest.importorskip("pyarrow")
    table = pyarrow.table({"text": ["a"], "tags": [["x"]]})
    with pytest.raises(TypeError, match="tags"):
        sayso.corpus(table, carry=["tags"])
    assert len(sayso.corpus(table)) == 1  # but only those that are asked for


def test_missing_libraries_are_named(corpus, monkeypatch):
    for name, extra in [("pandas", "pandas"), ("polars", "polars"), ("pyarrow", "arrow")]:
        monkeypatch.setitem(sys.modules, name, None)
        method = {"pandas": "to_pandas", "polars": "to_polars", "pyarrow": "to_arrow"}[name]
        with pytest.raises(ImportError, match=rf"sayso\[{extra}\]"):
            getattr(corpus.quotes, method)()
