"""sayso in spaCy, pandas and scikit-learn, with the real libraries."""

import pickle
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import sayso

pytestmark = pytest.mark.thirdparty

ROOT = Path(__file__).resolve().parents[2]
TEXT = ("“We are late,” said Ana Ruiz of the Quorvex Agency. Bo Lind believes that the “miracle” bridge is old. "
        "“It’s 🌉 old,” he added.")


@pytest.fixture(scope="module")
def nlp():
    spacy = pytest.importorskip("spacy")
    import sayso.spacy  # noqa: F401  what the entry point does for the installed package

    pipeline = spacy.blank("en")
    pipeline.add_pipe("sayso")
    return pipeline


def texts(doc, name):
    return [span.text for span in doc.spans[f"sayso_{name}"]]


def test_spacy_has_spans_and_speakers(nlp):
    doc = nlp(TEXT)
    document = sayso.parse(TEXT)
    assert doc._.sayso == document
    assert texts(doc, "quotes") == [s.text for q in document.quotes for s in q.content]
    assert texts(doc, "attributions") == [s.text for a in document.attributions for s in a.content]
    assert texts(doc, "cues") == [a.cue.text for a in document.attributions]
    assert "Bo Lind" in texts(doc, "sources") and texts(doc, "scare_quotes") == [s.text for s in document.scare_quotes]
    first = doc.spans["sayso_quotes"][0]
    assert (first.label_, first._.speaker, first.id_) == ("direct", "Ana Ruiz", document.quotes[0].uid)
    assert first._.sayso == document.quotes[0]
    mentions = {span.text: span.label_ for span in doc.spans["sayso_mentions"]}
    assert mentions["Ana Ruiz"] == "PERSON" and not doc.ents
    assert doc[0:1]._.sayso is None and nlp.make_doc("x")._.sayso is None


def test_spacy_spans_cover_what_sayso_marks(nlp):
    """spaCy may cut words otherwise: the spans are widened to its tokens and never narrower."""
    from spacy.tokens import Doc

    words = ["“We", "are", "late,”", "said", "Ana", "Ruiz’s", "aide."]
    doc = nlp.get_pipe("sayso")(Doc(nlp.vocab, words=words))
    content = doc._.sayso.quotes[0].content[0]
    span = doc.spans["sayso_quotes"][0]
    assert (span.start_char, span.end_char) == (content.start, content.end)
    source = doc._.sayso.quotes[0].source
    held = doc.spans["sayso_sources"][0]
    assert held.start_char <= source.start and held.end_char >= source.end


def test_spacy_streams_pickles_and_saves(nlp, tmp_path):
    import spacy
    from spacy.tokens import Doc, DocBin

    docs = list(nlp.pipe([TEXT, "", "Nothing here."] * 5, batch_size=4))
    assert len(docs) == 15 and docs[3]._.sayso == docs[0]._.sayso == sayso.parse(TEXT)
    again = Doc(nlp.vocab).from_bytes(docs[0].to_bytes())
    assert again._.sayso == docs[0]._.sayso and again.spans["sayso_quotes"][0]._.speaker == "Ana Ruiz"
    back = list(DocBin(docs=docs[:1], store_user_data=True).get_docs(nlp.vocab))[0]
    assert back._.sayso == docs[0]._.sayso and pickle.loads(pickle.dumps(docs[0]))._.sayso == docs[0]._.sayso
    nlp.to_disk(tmp_path / "pipeline")
    assert spacy.load(tmp_path / "pipeline")(TEXT)._.sayso == docs[0]._.sayso
    assert spacy.blank("en").from_config(nlp.config).from_bytes(nlp.to_bytes())(TEXT)._.sayso == docs[0]._.sayso


def test_spacy_takes_options_and_dates():
    spacy = pytest.importorskip("spacy")
    pipeline = spacy.blank("en")
    config = {"options": {"lexicon": {"zorble": "cue_verb"}, "gender": False}, "prefix": "who", "ents": True}
    pipeline.add_pipe("sayso", config=config)
    doc = pipeline.make_doc("Ana Ruiz zorbled on Monday that the bridge is old.")
    doc.user_data["date"] = "2024-03-06"
    pipeline.get_pipe("sayso")(doc)
    assert [s.text for s in doc.spans["who_cues"]] == ["zorbled"] and doc.ents[0].text == "Ana Ruiz"
    assert doc._.sayso.dates[0].value == "2024-03-04" and doc._.sayso.date == "2024-03-06"


def test_the_entry_point_is_the_factory():
    pytest.importorskip("spacy")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    module, _, name = project["entry-points"]["spacy_factories"]["sayso"].partition(":")
    __import__(module)
    assert callable(getattr(sys.modules[module], name))


# ---- pandas ----


def test_pandas_accessor():
    pandas = pytest.importorskip("pandas")
    import sayso.pandas  # noqa: F401

    frame = pandas.DataFrame({"text": [TEXT, None, "Nothing here."], "outlet": ["Post", "Echo", "Echo"]}, index=["a", "b", "c"])
    quotes = frame["text"].sayso.quotes()
    assert list(quotes["speaker"])[0] == "Ana Ruiz" and set(quotes["doc_id"]) == {"a"}
    joined = quotes.merge(frame, left_on="doc_id", right_index=True)
    assert set(joined["outlet"]) == {"Post"} and len(joined) == len(sayso.parse(TEXT).quotes)
    documents = frame["text"].sayso.documents(dates=["2024-03-06", None, None])
    assert list(documents["status"]) == ["read", "unreadable", "read"] and documents["date"][0] == "2024-03-06"
    for name in ("attributions", "sources", "mentions", "entities"):
        assert len(getattr(frame["text"].sayso, name)())
    none = sayso.Parser(min_confidence=1.0)
    assert len(frame["text"].sayso.quotes(parser=none)) == len(none.parse(TEXT).quotes)
    twice = pandas.concat([frame, frame])["text"].sayso.quotes()
    assert set(twice["doc_id"]) == {0, 3}  # labels that are no ids: positions
    assert set(frame.reset_index()["text"].sayso.quotes()["doc_id"]) == {0}
    with pytest.raises(AttributeError, match="this Series holds int64"):
        pandas.Series([1, 2]).sayso  # noqa: B018
    with pytest.raises(ValueError, match="1 values for 3 texts"):
        frame["text"].sayso.quotes(dates=["2024-03-06"])


# ---- scikit-learn ----


def test_sklearn_counts_in_a_pipeline():
    pytest.importorskip("sklearn")
    from sklearn.base import clone
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    from sayso.sklearn import FEATURES, QuoteCounts

    document = sayso.parse(TEXT)
    counts = dict(zip(FEATURES, QuoteCounts().fit([]).transform([TEXT, None])[0], strict=True))
    assert counts["quotes_direct"] == [q.kind for q in document.quotes].count("direct") > 0
    assert counts["speakers"] == len({q.speaker.name for q in document.quotes})
    assert counts["story_words"] == document.health.story_words
    rates = QuoteCounts(per=1000).transform([TEXT, None])
    assert rates[0][0] == pytest.approx(1000 * counts["quotes_direct"] / counts["story_words"]) and not rates[1].any()
    texts = [TEXT, "The bridge is old."] * 10
    model = make_pipeline(QuoteCounts(threads=2), StandardScaler(), LogisticRegression()).fit(texts, [1, 0] * 10)
    assert list(model.predict(texts)) == [1, 0] * 10
    frame = QuoteCounts().set_output(transform="pandas").fit_transform(texts[:2])
    assert list(frame.columns) == list(FEATURES) and len(frame) == 2
    parser = sayso.Parser(min_confidence=1.0)
    assert clone(QuoteCounts(parser=parser)).parser == parser
    assert QuoteCounts().transform([]).shape == (0, len(FEATURES))


# ---- what is not there ----


@pytest.mark.parametrize("module", ["spacy", "pandas", "sklearn"])
def test_sayso_needs_none_of_them(module):
    script = f"import sys; sys.modules[{module!r}] = None; import sayso; print(sayso.parse('x').text)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.stdout == "x\n", done.stderr
