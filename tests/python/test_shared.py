"""One object in many threads at once: documents, tables, corpora, parsers, batches; it counts most where Python has no lock."""

import pickle

import pytest

import sayso
from crowd import crowd
from hostile import ARTICLE


def every_field(document: sayso.Document) -> list[str]:
    """All that a document tells, field by field."""
    told = [repr(document), str(hash(document)), document.to_html()]
    for records in (document.attributions, document.entities, document.mentions, document.dates, document.paragraphs):
        for record in records:
            fields = (name for name in type(record).__dict__ if not name.startswith("_"))
            told.append(f"{record!r} {hash(record)} {[repr(getattr(record, name)) for name in fields]}")
    return told


def test_one_document():
    document, fresh = sayso.parse(ARTICLE), sayso.parse(ARTICLE)
    expected = every_field(fresh)
    assert all(told == expected for told in crowd(lambda: every_field(document)))


def test_one_document_copied_and_compared():
    document, fresh = sayso.parse(ARTICLE, id="one"), sayso.parse(ARTICLE, id="one")
    made = crowd(lambda: (pickle.loads(pickle.dumps(document)), sayso.Document.from_dict(document.to_dict())))
    assert all(pair == (fresh, fresh) for pair in made)


def test_one_parser_made_at_once():
    lexicon = [("Harbour Gazette", "outlet"), ("zorble", "cue_verb")]
    expected = sayso.Parser(lexicon=lexicon).parse(ARTICLE)
    assert all(document == expected for document in crowd(lambda: sayso.Parser(lexicon=lexicon).parse(ARTICLE)))


def test_one_corpus():
    data = {"text": [ARTICLE, None, ARTICLE], "outlet": ["A", "B", "A"]}

    def read(corpus: sayso.Corpus) -> list[object]:
        rows = [list(map(dict, table)) for table in (corpus.quotes, corpus.entities, corpus.documents, corpus.warnings)]
        return [rows, corpus.summary(), corpus.methods(), corpus.quotes["speaker"], len(corpus.mentions)]

    shared, fresh = sayso.corpus(data, carry=["outlet"]), sayso.corpus(data, carry=["outlet"])
    expected = repr(read(fresh))
    assert all(repr(told) == expected for told in crowd(lambda: read(shared)))


def test_one_table_as_arrow():
    pyarrow = pytest.importorskip("pyarrow")
    table = sayso.corpus([ARTICLE] * 3).attributions
    expected = pyarrow.table(table)
    assert all(expected.equals(read) for read in crowd(lambda: pyarrow.table(table)))


def test_one_batch_is_pulled_by_one_thread_at_a_time():
    """Each document comes once, in order for whoever gets it; who comes while another pulls is told so and may come again."""
    texts = [f'"We have {n} boats," said Ana Ruiz.' for n in range(400)]
    batch, got, refused = sayso.parse_many(texts, threads=2), [], []

    def pull() -> None:
        while True:
            try:
                got.append(next(batch).text)
            except StopIteration:
                return
            except ValueError as error:
                refused.append(str(error))

    assert crowd(pull, threads=4, rounds=1) == [None] * 4
    assert sorted(got) == sorted(texts)
    assert all("already at work" in message for message in refused)


def test_documents_that_die_in_other_threads():
    documents = [sayso.parse(ARTICLE) for _ in range(6 * 20)]
    expected = sayso.parse(ARTICLE).attributions[0].text
    assert all(text == expected for text in crowd(lambda: documents.pop().attributions[0].text, 6, 20))
    assert not documents
