"""No reference is lost or kept, whatever is called, errors too: totals stay flat under a debug Python (``make debug-python``).

And the collector at every allocation, under any.
"""

import copy
import gc
import json
import pickle
import sys
from array import array
from collections.abc import Callable
from typing import Any

import pytest

import sayso
from hostile import ARTICLE
from sayso import _core

TEXTS = [ARTICLE, None, "“Enough,” said Bo Lind.", ""]
DOCUMENT = sayso.parse(ARTICLE, date="2024-03-01", id="a")
PLAIN = DOCUMENT.to_dict()
PICKLED = pickle.dumps(DOCUMENT)
CORPUS = sayso.corpus(TEXTS)


def refused(kind: Any, call: Callable[..., object], *args: Any, **more: Any) -> None:
    """Call what must raise."""
    try:
        call(*args, **more)
    except kind:
        return
    raise AssertionError(f"{call} did not raise")


def fields(thing: Any) -> None:
    """Read all attributes of a record, one level deep."""
    for name in dir(thing):
        if not name.startswith("_"):
            value = getattr(thing, name)
            if not callable(value):
                repr(value), hash(value)


def every_record() -> None:
    for kind in ("tokens", "sentences", "paragraphs", "mentions", "entities", "attributions", "quotes", "nested", "scare_quotes",
                 "dates", "quantities", "warnings"):
        records = getattr(DOCUMENT, kind)
        for record in records[:5]:
            fields(record), copy.copy(record), copy.deepcopy(record), pickle.loads(pickle.dumps(record))
            assert record == records[record.index if hasattr(record, "index") else 0] or not hasattr(record, "index")
        list(records[::-1]), list(records[1:3][:1]), reversed(records), records[:0] == records[:1], repr(records)
        refused(IndexError, records.__getitem__, 10**6), refused(TypeError, records.__getitem__, "a")
    fields(DOCUMENT.layout), fields(DOCUMENT.health), fields(DOCUMENT)


def batches() -> None:
    list(sayso.parse_many(TEXTS, dates=["2024-03-01", "soon", None, None], ids=range(4), threads=2))
    list(sayso.parse_many(TEXTS, progress=lambda count: None, threads=1))
    refused(TypeError, list, sayso.parse_many(TEXTS, errors="raise"))
    refused(ValueError, list, sayso.parse_many(["a", "b"], ids=[1]))
    with sayso.parse_many(iter(["a"] * 30), threads=2) as batch:
        next(batch)
    left = sayso.parse_many(["a"] * 30, threads=2)
    next(left)
    del left
    refused(ZeroDivisionError, list, sayso.parse_many(1 // (2 - i) for i in range(4)))  # type: ignore[misc]


def tables() -> None:
    for name in ("documents", "quotes", "attributions", "sources", "mentions", "entities", "warnings"):
        table = getattr(CORPUS, name)
        list(table), len(table), table.metadata, table.schema, repr(table)
        assert pickle.loads(pickle.dumps(table)) is not None
        table.__arrow_c_stream__()  # released when nobody reads it
        for column, *_ in table.schema:
            list(table[column])
        refused((KeyError, ValueError), table.__getitem__, "no such column"), refused(IndexError, table.__getitem__, 10**6)
    copy.copy(CORPUS), pickle.loads(pickle.dumps(CORPUS)), CORPUS.manifest()


def models() -> None:
    parser = sayso.Parser(lexicon=[("Quorvex Blim", "ORG")], aliases={"the Pelican": "Q60"}, gender=False)
    parser.parse(ARTICLE), repr(parser), hash(parser), parser.options
    pickle.loads(pickle.dumps(parser)), sayso.build_info(parser)
    for wrong in ({"gender": 3}, {"nonsense": 1}, {"lexicon": [("a", "no class")]}, {"min_confidence": 7}, {"model": "/none"},
                  {"instruction_set": "mmx"}, {"aliases": ["a"]}, {"lexicon": 3}):
        refused((ValueError, TypeError, sayso.Error), sayso.Parser, **wrong)


def errors() -> None:
    for wrong in (None, 3, b"a"):
        refused(TypeError, sayso.parse, wrong)
    refused(sayso.DateError, sayso.parse, "a", date="soon"), refused(TypeError, sayso.parse, "a", day=1)
    refused(TypeError, sayso.build_info, 3)
    for change in ({"tokens": None}, {"text": "x"}, {"entities": [{}]}, {"rules": "a"}, {"model": 3}, {"health": []}):
        refused((sayso.Error, TypeError), sayso.Document.from_dict, {**PLAIN, **change})
    block = DOCUMENT.__reduce__()[1][0]
    refused(sayso.Error, _core._document, block[:-1], None, None, None)
    refused(ValueError, _core._record, DOCUMENT, "Token", 10**6), refused(ValueError, _core._span, DOCUMENT, 5, 4)


def there_and_back() -> None:
    assert sayso.Document.from_dict(PLAIN) == pickle.loads(PICKLED) == sayso.Document.from_dict(json.loads(DOCUMENT.to_json()))
    DOCUMENT.to_html(), DOCUMENT._repr_html_(), repr(DOCUMENT), hash(DOCUMENT), copy.deepcopy(DOCUMENT), sys.getsizeof(DOCUMENT)


CALLS: dict[str, Callable[[], object]] = {
    "parse": lambda: sayso.parse(ARTICLE, date="2024-03-01", id=("a", 7)),
    "parse a str that is kept": lambda: sayso.parse("Ångström “said” so.\ud800"),
    "records": every_record,
    "batches": batches,
    "corpus": lambda: sayso.corpus({"text": TEXTS, "n": [1, 2, None, 4], "s": list("abcd")}, carry=["n", "s"]),
    "tables": tables,
    "parsers": models,
    "errors": errors,
    "there and back": there_and_back,
    "build_info and explain": lambda: (sayso.build_info(), sayso.explain("cue-verb"), sayso.explain("Attribution.kind")),
}


COUNTED = pytest.mark.skipif(not hasattr(sys, "gettotalrefcount"), reason="this Python counts no references: make debug-python")


def total() -> int:
    """References in all."""
    gc.collect()
    return int(sys.gettotalrefcount())  # type: ignore[attr-defined]


def grown(call: Callable[[], object]) -> int:
    """By how much four calls grow the total, at the least of five times, once the caches are warm."""
    growth = array("q", [0] * 6)  # its numbers are no objects
    for turn in range(6):
        growth[turn] = -total()
        for _ in range(4):
            call()
        growth[turn] += total()
    return min(growth[1:])


def nothing() -> None:
    """What measuring itself adds is measured with it."""


@COUNTED
@pytest.mark.parametrize("name", CALLS)
def test_totals_stay_flat(name: str) -> None:
    assert grown(CALLS[name]) <= grown(nothing)


@COUNTED
def test_a_leak_would_be_seen() -> None:
    kept: list[object] = []
    assert grown(lambda: kept.append(object())) >= grown(nothing) + 4
    held: list[object] = []
    assert grown(lambda: held.append(sayso.parse("“Enough,” said Bo Lind."))) >= grown(nothing) + 4


@pytest.mark.parametrize("name", [name for name in CALLS if name not in ("tables", "records")])
def test_the_collector_at_every_allocation(name: str) -> None:
    """A collection at each new container: what is half made is seen by its traverse function."""
    before = gc.get_threshold()
    gc.set_threshold(1, 1, 1)
    try:
        CALLS[name]()
    finally:
        gc.set_threshold(*before)
    assert pickle.loads(PICKLED) == DOCUMENT
