"""The interface as DESIGN.md fixes it."""

import datetime
import gc
import inspect
import json
import re
import subprocess
import sys
import weakref
from collections.abc import Sequence

import pytest
from hypothesis import given, settings

import sayso
from hostile import ARTICLE, texts

DATE = "2024-03-01"


@pytest.fixture(scope="module")
def document():
    return sayso.parse(ARTICLE, date=DATE, id="a1")


def test_who_said_what(document):
    first = document.quotes[0]
    assert first.kind in ("direct", "mixed", "indirect")
    assert any(q.speaker and q.speaker.name == "Ilze Kalniņa" for q in document.quotes)
    assert any(q.text.startswith("“We have no choice,”") for q in document.attributions)
    assert document.layout.headline.text == "Harbour vote splits the council"
    assert document.layout.dateline.place.text.startswith("RIGA")


def test_every_name_of_the_interface_is_there(document):
    for name in """id date text tokens sentences paragraphs layout mentions entities attributions quotes nested
        scare_quotes dates quantities warnings health to_dict from_dict to_json to_html _repr_html_""".split():
        assert hasattr(document, name), name
    attribution = document.attributions[0]
    for name in """uid content quoted text words quoted_words kind cue source speaker speakers act status source_kind
        naming number source_count anonymity channel via document translated said_time sentence paragraph zone position
        repeat_of parent depth confidence speaker_confidence evidence speaker_evidence""".split():
        getattr(attribution, name)
    entity = document.entities[0]
    for name in "name label mentions pronouns titles affiliation sector gender wikidata key key_basis".split():
        getattr(entity, name)
    for name in "value evidence probability".split():
        getattr(entity.gender, name)
    for name in "start end text label entity confidence metonymy".split():
        getattr(document.mentions[0], name)
    for name in "start end text lower shape sentence".split():
        getattr(document.tokens[0], name)
    for name in "page_date headline byline dateline".split():
        getattr(document.layout, name)
    for name in "start end text type value anchor".split():
        getattr(document.dates[0], name)
    for name in "start end text type value unit approximate".split():
        getattr(document.quantities[0], name)
    for name in "story_words quoted_words attributed unknown_speakers unbalanced_marks quote_style english".split():
        getattr(document.health, name)
    for name in sayso.__all__:
        assert getattr(sayso, name) is not None


def test_what_the_values_are(document):
    assert (document.id, document.date, document.error) == ("a1", DATE, None)
    assert document.text is ARTICLE
    attribution = document.attributions[0]
    assert len(attribution.uid) == 16 and int(attribution.uid, 16)
    assert isinstance(attribution.content, tuple) and isinstance(attribution.content[0], sayso.Span)
    assert attribution.text == " ".join(span.text for span in attribution.content)
    assert 0 <= attribution.confidence <= 1 and 0 <= attribution.position <= 1
    assert all(sayso.explain(code) for code in attribution.evidence + attribution.speaker_evidence)
    assert document.tokens[0].lower == "friday" and document.tokens[0].shape == "Xxxxx"
    assert {q.act for q in document.quotes} == {"speech"}
    assert all(a.depth == 0 for a in document.attributions) and all(a.depth > 0 for a in document.nested)
    money = [q for q in document.quantities if q.type == "MONEY"]
    assert (money[0].value, money[0].unit) == (3.5e6, "USD")


def test_equal_spans_have_equal_uid(document):
    again = sayso.parse(ARTICLE)
    assert [a.uid for a in document.attributions] == [a.uid for a in again.attributions]
    assert len({a.uid for a in document.attributions}) == len(document.attributions)


def test_equality_and_hash(document):
    again = sayso.parse(ARTICLE, date=datetime.date(2024, 3, 1))
    assert document == again and hash(document) == hash(again) and document is not again
    assert document != sayso.parse(ARTICLE + " x") and document != "x"
    assert document.tokens[3] == again.tokens[3] and hash(document.tokens[3]) == hash(again.tokens[3])
    assert document.tokens[3] != document.tokens[4] and document.tokens[3] != document.mentions[0]
    assert document.tokens[:5] == again.tokens[:5] and hash(document.tokens[:5]) == hash(again.tokens[:5])
    assert document.tokens[:5] != document.tokens[:4] and document.tokens[:0] == document.mentions[:0]
    assert document.attributions[0].content == again.attributions[0].content
    assert len({document.tokens[0], again.tokens[0], document.tokens[1]}) == 2


def test_sequences(document):
    tokens = document.tokens
    assert isinstance(tokens, Sequence) and isinstance(tokens, sayso.Records)
    everything = list(tokens)
    assert len(everything) == len(tokens) and tokens[-1] == everything[-1]
    for part in (slice(3, 9), slice(None, None, 3), slice(None, None, -1), slice(-4, None), slice(9, 3), slice(5, 1, -2)):
        assert list(tokens[part]) == everything[part]
        assert list(tokens[part][::2]) == everything[part][::2]
        assert list(document.quotes[part]) == list(document.quotes)[part]
    assert tokens[2] in tokens and tokens.index(tokens[2]) == 2 and tokens.count(tokens[2]) == 1
    assert list(reversed(tokens)) == everything[::-1]
    for bad in (len(tokens), -len(tokens) - 1):
        with pytest.raises(IndexError):
            tokens[bad]
    with pytest.raises(TypeError):
        tokens["0"]
    with pytest.raises(ValueError):
        tokens.index(document.mentions[0])
    assert sayso.parse("").tokens[:] == sayso.parse("").tokens


def test_nothing_can_be_changed(document):
    for thing, name in [
        (document, "text"),
        (document.tokens[0], "start"),
        (document.attributions[0], "speaker"),
        (document.health, "english"),
        (sayso.Token, "start"),
        (sayso.Document, "text"),
    ]:
        with pytest.raises((AttributeError, TypeError)):
            setattr(thing, name, 1)
    with pytest.raises(AttributeError):
        document.tokens[0].extra = 1
    for type_ in (sayso.Document, sayso.Token, sayso.Span, sayso.Records, sayso.Batch, sayso.Attribution):
        with pytest.raises(TypeError):
            type_()


def test_records_keep_their_document_alive():
    document = sayso.parse(ARTICLE)
    gone = weakref.ref(document)
    span = document.attributions[0].content[0]
    del document
    gc.collect()
    assert gone() is not None and span.text in ARTICLE
    del span
    gc.collect()
    assert gone() is None


def test_repr(document):
    assert repr(document).startswith("<Document 'Friday, March 1, 2024")
    assert repr(document.tokens[0]) == "<Token 'Friday' 0:6>"
    assert "PERSON" in repr(next(m for m in document.mentions if m.label == "PERSON"))
    assert repr(document.attributions[0]).startswith("<Attribution ")
    assert "in all" in repr(document.tokens)
    assert "english=" in repr(document.health)
    for kind in ("sentences", "paragraphs", "mentions", "entities", "dates", "quantities", "attributions"):
        assert all(repr(record).startswith("<") for record in getattr(document, kind))


def test_dates():
    assert sayso.parse("x", date=datetime.date(2021, 12, 1)).date == "2021-12-01"
    assert sayso.parse("x", date=datetime.datetime(2021, 12, 1, 8, 30)).date == "2021-12-01"
    assert sayso.parse("x", date="2021-12-01T08:30:00+01:00").date == "2021-12-01"
    assert sayso.parse("x", date=None).date is None
    for bad, position in [("2021-13-01", 5), ("yesterday", 0), ("", 0), ("\ud800", 0)]:
        with pytest.raises(sayso.DateError) as caught:
            sayso.parse("x", date=bad)
        assert caught.value.position == position and isinstance(caught.value, ValueError)
    with pytest.raises(TypeError):
        sayso.parse("x", date=20211201)


def test_wrong_arguments_are_named():
    with pytest.raises(TypeError, match="decode"):
        sayso.parse(b"bytes")
    for bad in (None, 3, ["a"]):
        with pytest.raises(TypeError, match="str"):
            sayso.parse(bad)
    with pytest.raises(TypeError, match="missing"):
        sayso.parse()
    with pytest.raises(TypeError, match="unexpected"):
        sayso.parse("x", day="2021-12-01")
    with pytest.raises(TypeError, match="positional"):
        sayso.parse("x", "2021-12-01")


def test_the_callers_string_does_not_grow():
    text = "“Å” said Ängla Öst. " * 1000
    before = sys.getsizeof(text)
    sayso.parse(text)
    list(sayso.parse_many([text], threads=2))
    assert sys.getsizeof(text) == before


def test_a_subclass_of_str_is_read_as_what_it_is():
    class Loud(str):
        def isascii(self):
            return True

        def __len__(self):
            return 3

    document = sayso.parse(Loud("“Ä” said Bo."))
    assert type(document.text) is str and document.text == "“Ä” said Bo."


@given(texts)
@settings(max_examples=150, deadline=None)
def test_dict_and_json_there_and_back(text):
    document = sayso.parse(text, date=DATE)
    plain = document.to_dict()
    back = sayso.Document.from_dict(plain)
    assert back == document and back.to_dict() == plain
    through_json = sayso.Document.from_dict(json.loads(document.to_json()))
    assert through_json == document


def test_dicts_that_fit_nowhere_are_refused(document):
    plain = json.loads(document.to_json())
    changes = [
        lambda d: d.pop("text"),
        lambda d: d.pop("tokens"),
        lambda d: d.update(text=d["text"][:-5]),
        lambda d: d["tokens"][0].update(end=10**6),
        lambda d: d["tokens"][0].update(start=-1),
        lambda d: d["tokens"][0].update(start=3),
        lambda d: d["attributions"][0].update(kind="loud"),
        lambda d: d["attributions"][0].update(speaker=10**6),
        lambda d: d["attributions"][0].update(uid="xyz"),
        lambda d: d["attributions"][0].update(confidence=7),
        lambda d: d["attributions"][0].update(confidence="high"),
        lambda d: d["attributions"][0].update(evidence=["no such code"]),
        lambda d: d["attributions"][0].update(content=None),
        lambda d: d["attributions"][0].pop("cue"),
        lambda d: d["mentions"].append(3),
        lambda d: d["entities"][0].update(wikidata="30"),
        lambda d: d["sentences"][0].update(tokens=[5, 2]),
        lambda d: d["sentences"][0].update(tokens=[0, 10**6]),
        lambda d: d["layout"].update(headline={"start": 2**40, "end": 2**41}),
        lambda d: d.update(health=[]),
        lambda d: d.update(date=[d]),
        lambda d: d.update(error=5),
        lambda d: d["attributions"][0]["cue"].update(text=5),
    ]
    for change in changes:
        broken = json.loads(json.dumps(plain))
        change(broken)
        with pytest.raises((sayso.Error, TypeError)):
            sayso.Document.from_dict(broken)
    with pytest.raises(TypeError):
        sayso.Document.from_dict([])


def test_signatures_are_visible():
    assert str(inspect.signature(sayso.parse)) == "(text, /, *, date=None, id=None)"
    assert "errors='warn'" in str(inspect.signature(sayso.parse_many))
    assert "carry=()" in str(inspect.signature(sayso.corpus))
    assert "min_confidence=0.0" in str(inspect.signature(sayso.Parser))
    for function in (sayso.parse, sayso.parse_many, sayso.corpus, sayso.build_info, sayso.explain, sayso.Parser):
        assert "Parameters\n" in function.__doc__ or "Returns\n" in function.__doc__
    for name in dir(sayso.Attribution):
        assert name.startswith("_") or getattr(sayso.Attribution, name).__doc__


def test_parser_options():
    parser = sayso.Parser(min_confidence=1.0, scare_quotes=False, gender=False, jit=False)
    document = parser.parse(ARTICLE)
    assert all(a.confidence == 1.0 for a in document.attributions)
    assert len(document.scare_quotes) == 0
    assert {e.gender.value for e in document.entities} == {"unknown"}
    assert "min_confidence=1.0" in repr(parser)
    for name, value in [("min_confidence", 2), ("min_confidence", -0.1), ("gender", "maybe"), ("single_quotes", "x")]:
        with pytest.raises(ValueError):
            sayso.Parser(**{name: value})
    for name, value in [("gender", 3), ("lexicon", 3), ("lexicon", ["abc"]), ("lexicon", [(1, 2)]), ("nonsense", 1)]:
        with pytest.raises(TypeError):
            sayso.Parser(**{name: value})


def test_results_are_the_same_without_jit():
    assert sayso.Parser(jit=False).parse(ARTICLE, date=DATE) == sayso.parse(ARTICLE, date=DATE)


def test_a_lexicon_of_ones_own_wins():
    text = "The fee was set by Quorvex Blim on Monday, Zandor Pell said."
    parser = sayso.Parser(lexicon=[("Quorvex Blim", "ORG"), ("Zandor Pell", "PERSON")])
    labels = {m.text: m.label for m in parser.parse(text).mentions}
    assert labels["Quorvex Blim"] == "ORG" and labels["Zandor Pell"] == "PERSON"
    with pytest.raises(ValueError, match="row 1, column 'class'"):
        sayso.Parser(lexicon=[("Quorvex Blim", "ORG"), ("Pell", "no such class")])


def test_aliases_are_one_entity():
    text = "The Granite Lady spoke first. Zandra Pell, they say, never forgets. In Zubrow Flats the Pelican votes."
    parser = sayso.Parser(
        lexicon={"Zubrow Flats": "GPE"},
        aliases={"Granite Lady": "Zandra Pell", "the Pelican": "Zandra Pell", "Zubrow Flats": "Q60"},
    )
    entities = {m.text: m.entity for m in parser.parse(text).mentions}
    assert entities["Zandra Pell"] == next(e for t, e in entities.items() if "Granite Lady" in t)
    assert entities["Zandra Pell"].wikidata is None and entities["Zandra Pell"].key_basis == "full name"
    assert entities["Zubrow Flats"].wikidata == "Q60"
    with pytest.raises(TypeError):
        sayso.Parser(aliases=["ab"])


def test_damaged_models_are_named(tmp_path):
    good = (__import__("pathlib").Path(sayso.__file__).parent / "data" / "english.sayso").read_bytes()
    path = tmp_path / "model.sayso"
    path.write_bytes(good)
    assert sayso.Parser(model=path).parse(ARTICLE, date=DATE) == sayso.parse(ARTICLE, date=DATE)
    flipped = bytearray(good)
    flipped[len(good) // 2] ^= 1
    version = bytearray(good)
    version[8] ^= 0xFF
    for bad in (b"", b"x", good[:20], good[:-1], bytes(flipped), bytes(version), b"Z" * 100):
        path.write_bytes(bad)
        with pytest.raises(sayso.ModelError):
            sayso.Parser(model=path)
    with pytest.raises(sayso.ModelError, match="No such file"):
        sayso.Parser(model=tmp_path / "none")
    with pytest.raises(sayso.ModelError):
        sayso.Parser(model=tmp_path)


HOSTILE_MODEL = """
import os, sys, sayso
path, text = sys.argv[1], sys.argv[2]
parser = sayso.Parser(model=path)
with open(path, "r+b") as file:
    file.write(bytes(os.path.getsize(path)))
    file.truncate(100)
assert parser.parse(text) == sayso.parse(text)
"""


def test_a_model_of_somebody_else_may_change_once_it_is_open(tmp_path):
    good = (__import__("pathlib").Path(sayso.__file__).parent / "data" / "english.sayso").read_bytes()
    path = tmp_path / "model.sayso"
    path.write_bytes(good)
    subprocess.run([sys.executable, "-c", HOSTILE_MODEL, str(path), ARTICLE], check=True, timeout=120)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes with a path")
def test_a_model_that_is_no_file_is_refused_at_once(tmp_path):
    __import__("os").mkfifo(tmp_path / "pipe")
    script = "import sys, sayso\ntry: sayso.Parser(model=sys.argv[1])\nexcept sayso.ModelError as e: print(e)"
    for path, reason in [(tmp_path / "pipe", "no regular file"), (tmp_path, "directory"), ("/dev/zero", "no regular file")]:
        run = subprocess.run([sys.executable, "-c", script, path], check=True, timeout=60, capture_output=True, text=True)
        assert reason in run.stdout


def test_build_info():
    info = sayso.build_info()
    assert info["version"] == sayso.__version__
    for name in ("rules", "model", "model_checksum", "weights_checksum", "compiler", "pcre2", "utf8proc", "instruction_set"):
        assert info[name]


def test_explain():
    assert "according to" in sayso.explain("according-to").lower()
    assert sayso.explain("ORG").startswith("ORG:")
    assert "unmeasured" in sayso.explain("Attribution.paragraph")
    assert re.search(r"right in 0\.\d{3} \[0\.\d{3}, \d\.\d{3}\] of \d+ hand-coded", sayso.explain("Attribution.speaker"))
    assert "Attribution.naming" in sayso.explain("undisclosed")
    assert sayso.explain(1) == sayso.explain("cue-verb")
    with pytest.raises(KeyError):
        sayso.explain("no such thing")


def test_import_is_light():
    code = (
        "import sys; before = set(sys.modules); import sayso; sayso.parse('“Hi,” said Bo.').quotes;"
        "print(sorted(m for m in set(sys.modules) - before if not m.startswith('sayso')))"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert loaded.strip() == "[]"


def test_sizes_are_told(document):
    assert sys.getsizeof(document) > len(ARTICLE)
