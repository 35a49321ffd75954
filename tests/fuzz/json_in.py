"""What must hold of every document that comes in as JSON; fuzz_json.c runs it inside."""

import json
import pickle

import sayso

RECORDS = (
    "tokens sentences paragraphs mentions entities attributions quotes nested scare_quotes dates quantities warnings"
).split()


def look(record: object, depth: int = 2) -> None:
    """Read every attribute of a record, and of the views inside it."""
    for name in dir(type(record)):
        if not name.startswith("_"):
            value = getattr(record, name)
            if depth and type(value).__module__ == "sayso":
                look(value, depth - 1)
    repr(record)


def check(data: bytes) -> bool:
    """Read one line of JSON; True if it was a document."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return False
    try:
        document = sayso.Document.from_dict(value)
    except (sayso.Error, TypeError):
        return False
    plain = document.to_dict()
    again = sayso.Document.from_dict(plain)
    assert again == document and hash(again) == hash(document), "another document"
    assert json.dumps(again.to_dict()) == json.dumps(plain), "another dict"
    assert sayso.Document.from_dict(json.loads(document.to_json())) == document, "another document from its JSON"
    assert pickle.loads(pickle.dumps(document)) == document, "another document from its pickle"
    for name in RECORDS:
        for record in getattr(document, name):
            look(record)
    look(document.layout)
    look(document.health)
    document.to_html()
    return True
