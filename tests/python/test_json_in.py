"""What the fuzzer of JSON found worth keeping, read again by its own check."""

import json
import sys
from pathlib import Path

import pytest

import sayso

FUZZ = Path(__file__).parent.parent / "fuzz"
sys.path.insert(0, str(FUZZ))
import json_in  # noqa: E402

LINE = sayso.parse('“We waited too long,” Ana Ruiz said on Dec. 1, 2021. Officials paid $5 million, she added.').to_json()


@pytest.mark.parametrize("path", sorted((FUZZ / "corpus" / "json").iterdir()), ids=lambda path: path.name[:12])
def test_corpus(path):
    json_in.check(path.read_bytes())


def test_a_document_is_checked():
    assert json_in.check(LINE.encode())
    assert not json_in.check(LINE[:-1].encode())
    assert not json_in.check(b"[" * 100_000)


def test_a_warning_without_words_is_refused():
    plain = sayso.parse('"We waited too long, Ana Ruiz said.').to_dict()
    plain["warnings"][0]["message"] = None
    with pytest.raises(sayso.Error, match="message"):
        sayso.Document.from_dict(plain)


def test_one_value_changed_at_a_time():
    """Every number and word of a document's JSON replaced by what does not belong there: refused, or whole."""
    plain = json.loads(LINE)
    accepted = 0
    for value in (None, -1, 2**32 - 1, 2**64, 0.5, "Q4294967295", [], {}, [1, 0], "\ud800"):
        for place, key in places(plain):
            old, place[key] = place[key], value
            accepted += json_in.check(json.dumps(plain).encode())
            place[key] = old
    assert 0 < accepted < 3000


def test_a_record_that_differs_is_another_document():
    plain = json.loads(LINE)
    whole = sayso.Document.from_dict(plain)
    different = 0
    for value in (None, 0, 1, 2, 0.25, True, "SET", "several", "Q7", "x", [], [0], [0, 0], {"start": 0, "end": 1}):
        for place, key in places({name: plain[name] for name in json_in.RECORDS if name in plain}):
            old, place[key] = place[key], value
            try:
                changed = sayso.Document.from_dict(plain)
            except sayso.Error:
                pass
            else:
                assert (changed == whole) is (changed.to_dict() == whole.to_dict())
                different += changed != whole
            place[key] = old
    assert different > 100


def places(value):
    """Every container and key at which something stands."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in list(items):
        yield value, key
        if isinstance(inner, dict | list):
            yield from places(inner)
