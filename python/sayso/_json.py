"""Documents as JSON text."""

import json

from sayso._core import Document


def to_json(document: Document, *, indent: int | None = None) -> str:
    """Return ``document.to_dict()`` as JSON.

    Parameters
    ----------
    document : Document
    indent : int, optional
        Spaces a level; None for one line.

    Returns
    -------
    str
        A lone surrogate is written as an escape, so that the JSON can be encoded as UTF-8.  A pair of them, which
        JSON would join into one character, is left as it is.
    """
    plain = document.to_dict()
    text = json.dumps(plain, ensure_ascii=False, indent=indent, default=str)
    try:
        text.encode()
    except UnicodeEncodeError:
        escaped = json.dumps(plain, ensure_ascii=True, indent=indent, default=str)
        return escaped if json.loads(escaped)["text"] == document.text else text
    return text
