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
        Always encodable as UTF-8: a lone surrogate in the text is written as an escape.
    """
    plain = document.to_dict()
    text = json.dumps(plain, ensure_ascii=False, indent=indent, default=str)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(plain, ensure_ascii=True, indent=indent, default=str)
    return text
