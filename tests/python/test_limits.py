"""How long a text may be, and how much memory it takes."""

import ctypes
import pickle
import sys

import pytest

import sayso

LONGEST = 2**31 - 1
SENTENCE = '“We waited too long,” Ana Ruiz said on Dec. 1, 2021. Officials paid $5 million to Bo Lind, she told Reuters. '


def test_a_limit_of_ones_own():
    parser = sayso.Parser(max_bytes=20)
    assert parser.parse("x" * 20).text == "x" * 20
    for text in ("x" * 21, "€" * 7):
        with pytest.raises(sayso.TextError, match="limit"):
            parser.parse(text)
    documents = list(parser.parse_many(["short", "long" * 6, "short"], threads=2))
    assert [d.text for d in documents] == ["short", "", "short"]
    assert [w.code for w in documents[1].warnings] == ["unreadable"] and "limit" in documents[1].error
    assert list(parser.corpus(["short", "long" * 6]).documents["status"]) == ["read", "unreadable"]
    assert pickle.loads(pickle.dumps(parser)) == parser != sayso.Parser()
    assert sayso.Parser(max_bytes=LONGEST) == sayso.Parser()
    assert parser.options == {"max_bytes": 20}


@pytest.mark.parametrize("value", [0, -1, LONGEST + 1, 2**70])
def test_limits_out_of_range(value):
    with pytest.raises((ValueError, OverflowError)):
        sayso.Parser(max_bytes=value)


def untouched(length):
    """A str of so many characters in memory that is mapped and never written: it costs no room."""
    new = ctypes.pythonapi.PyUnicode_New
    new.restype, new.argtypes = ctypes.py_object, (ctypes.c_ssize_t, ctypes.c_uint32)
    return new(length, 127)


@pytest.mark.skipif(sys.maxsize < 2**32 or sys.platform == "win32", reason="needs an address space and lazy memory")
@pytest.mark.parametrize("length", [LONGEST + 1, 2**32 + 5])
def test_two_gigabytes_are_refused_before_anything_is_read(length):
    text = untouched(length)
    with pytest.raises(sayso.TextError, match="2147483647"):
        sayso.parse(text)
    documents = list(sayso.parse_many(["short", text], threads=2))
    assert documents[0].text == "short" and "2147483647" in documents[1].error


def test_memory_of_a_document_is_bounded_by_its_text():
    """docs/limits.md says how much."""
    texts = {"news": SENTENCE * 200, "marks": '"' * 20_000, "dots": ". " * 10_000, "dates": "May 1, " * 3_000,
             "names": "Al " * 7_000, "lines": "a\n" * 10_000, "said": '"A," he said. ' * 1500}
    for name, text in texts.items():
        assert sys.getsizeof(sayso.parse(text)) < 64 * len(text.encode()), name
