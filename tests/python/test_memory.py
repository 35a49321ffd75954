"""Memory that ends: each allocation of Python that the extension asks for fails once; an exception, no crash, nothing lost."""

import gc
import json
import pickle
import sysconfig

import pytest

import sayso

testcapi = pytest.importorskip("_testcapi", reason="this Python was built without its test modules")
if not hasattr(testcapi, "set_nomemory"):
    pytest.skip("this Python cannot let an allocation fail", allow_module_level=True)

if sysconfig.get_config_var("Py_GIL_DISABLED"):
    # 3.14.7: PyList_New frees `ob_item`, never set, when its second allocation fails.  With that mended all paths below pass.
    pytest.skip("a free-threaded CPython does not survive a list that gets no memory", allow_module_level=True)

TEXT = '“We waited too long,” Ana Ruiz said on Dec. 1, 2021. Officials paid €5 million, she added, “and no more.”'
PARSER = sayso.Parser()
DOCUMENT = PARSER.parse(TEXT)
PLAIN = DOCUMENT.to_dict()
PICKLE = pickle.dumps(DOCUMENT)
TABLE = PARSER.corpus([TEXT]).attributions


def read_every_field():
    for records in (DOCUMENT.attributions, DOCUMENT.entities, DOCUMENT.mentions, DOCUMENT.dates, DOCUMENT.tokens[:3]):
        for record in records:
            for name in type(record).__dict__:
                if not name.startswith("_"):
                    getattr(record, name)
            repr(record)
            hash(record)
    return DOCUMENT.attributions[0].speaker.name


PATHS = {
    "parse": (lambda: PARSER.parse(TEXT) == DOCUMENT),
    "parse_many": (lambda: list(PARSER.parse_many([TEXT, None, TEXT], threads=2))[2] == DOCUMENT),
    "parser": (lambda: sayso.Parser(lexicon=[("Harbour Gazette", "outlet")]).parse("Rain.").text),
    "corpus": (lambda: len(PARSER.corpus({"text": [TEXT, TEXT], "id": ["a", "b"]}, id="id").attributions)),
    "to_dict": (lambda: DOCUMENT.to_dict() == PLAIN),
    "from_dict": (lambda: sayso.Document.from_dict(PLAIN) == DOCUMENT),
    "pickle": (lambda: pickle.loads(PICKLE) == DOCUMENT),
    "fields": read_every_field,
    "rows": (lambda: [row["kind"] for row in TABLE]),
    "capsule": (lambda: type(TABLE.__arrow_c_stream__())),
}


@pytest.mark.parametrize("path", PATHS)
def test_each_allocation_fails_once(path):
    work = PATHS[path]
    expected = work()
    gc.collect()
    failures = passed = n = 0
    while passed < 40:  # some failures pass, since Python then does without; after the last one all do
        testcapi.set_nomemory(n, n + 1)
        try:
            found = work()
        except MemoryError:
            failures, passed = failures + 1, 0
        else:
            assert found == expected
            passed += 1
        finally:
            testcapi.remove_mem_hooks()
        n += 1
    assert failures
    assert work() == expected
    assert json.dumps(DOCUMENT.to_dict()) == json.dumps(PLAIN)
