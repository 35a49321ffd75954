"""Documents and their records travel, and what comes from a stranger is checked."""

import copy
import pickle
import random

import pytest
from hypothesis import given, settings

import sayso
from hostile import ARTICLE, texts
from sayso import _core


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_document(protocol):
    document = sayso.parse(ARTICLE, date="2024-03-01", id=("a", 7))
    back = pickle.loads(pickle.dumps(document, protocol))
    assert back == document and (back.id, back.date, back.text) == (document.id, document.date, document.text)
    assert back.to_dict() == document.to_dict()


@given(texts)
@settings(max_examples=150, deadline=None)
def test_any_document(text):
    document = sayso.parse(text)
    back = pickle.loads(pickle.dumps(document))
    assert back == document and back.text == text


def test_records_bring_their_document():
    document = sayso.parse(ARTICLE)
    attribution = document.attributions[0]
    things = [
        document.tokens[5],
        document.sentences[1],
        document.paragraphs[-1],
        document.mentions[0],
        document.entities[0],
        document.entities[0].gender,
        attribution,
        attribution.content[0],
        attribution.cue,
        document.layout,
        document.layout.dateline,
        document.health,
        document.tokens[3:9],
        document.quotes,
    ]
    for thing in things:
        back = pickle.loads(pickle.dumps(thing))
        assert back == thing and hash(back) == hash(thing) and type(back) is type(thing)
    anonymous = next(a for a in document.attributions if a.anonymity)
    assert pickle.loads(pickle.dumps(anonymous.anonymity)) == anonymous.anonymity
    both = pickle.loads(pickle.dumps((document.tokens[0], document.tokens[1])))
    assert both[0].document is both[1].document


def test_copies_are_the_thing_itself():
    document = sayso.parse(ARTICLE)
    for thing in (document, document.tokens, document.tokens[0], document.attributions[0].content[0], sayso.Parser()):
        assert copy.copy(thing) is thing and copy.deepcopy(thing) is thing


def test_unreadable_documents_keep_their_reason():
    document = next(sayso.parse_many([None], ids=["x"]))
    back = pickle.loads(pickle.dumps(document))
    assert back.error == document.error and back.id == "x" and back.warnings[0].code == "unreadable"


def test_parser():
    parser = sayso.Parser(lexicon=[("Quorvex Blim", "ORG")], gender=False, single_quotes=True)
    back = pickle.loads(pickle.dumps(parser))
    assert repr(back) == repr(parser) and back.parse(ARTICLE) == parser.parse(ARTICLE)


def block():
    return sayso.parse(ARTICLE, date="2024-03-01").__reduce__()[1][0]


def test_damaged_blocks_are_refused_or_read_but_never_crash():
    good = block()
    chance = random.Random(5)
    refused = 0
    for _ in range(3000):
        bad = bytearray(good)
        for _ in range(chance.choice((1, 1, 2, 8))):
            bad[chance.randrange(len(bad))] = chance.choice((0, 1, 127, 128, 255, chance.randrange(256)))
        try:
            document = _core._document(bytes(bad), None, None, None)
        except (sayso.Error, UnicodeDecodeError):
            refused += 1
        else:
            document.to_dict()
            repr(document)
            [repr(a) for a in document.attributions]
    assert refused > 1000


def test_entities_without_a_name_are_refused():
    for nothing in ("", None):
        plain = sayso.parse(ARTICLE).to_dict()
        plain["entities"][0]["name"] = nothing
        with pytest.raises(sayso.Error, match="an entity has no name"):
            sayso.Document.from_dict(plain)


def test_cut_blocks_are_refused():
    good = block()
    for size in [*range(0, 400, 3), len(good) // 2, len(good) - 1]:
        with pytest.raises(sayso.Error):
            _core._document(good[:size], None, None, None)
    with pytest.raises(sayso.Error):
        _core._document(good + b"\0" * 8, None, None, None)


def test_indices_from_strangers_are_checked():
    document = sayso.parse(ARTICLE)
    for arguments in [(document, "Token", 10**6), (document, "Nonsense", 0), (document, "Dateline", 1)]:
        with pytest.raises(ValueError):
            _core._record(*arguments)
    for start, end in [(5, 4), (0, len(ARTICLE) + 1), (2**32 - 1, 2**32 - 1)]:
        with pytest.raises(ValueError):
            _core._span(document, start, end)
    for kind, indices in [(0, (10**6,)), (99, (0,)), (12, (0,))]:
        with pytest.raises(ValueError):
            _core._records(document, kind, indices)
    for function, arguments in [(_core._record, ("x", "Token", 0)), (_core._span, ("x", 0, 0)), (_core._records, ("x", 0, ()))]:
        with pytest.raises(TypeError):
            function(*arguments)
