"""What spaCy's displaCy draws."""

from typing import Any

from sayso._core import Document
from sayso._marked import TokenIndex, parts


def data(document: Document, style: str) -> dict[str, Any]:
    """The dictionary of a document."""
    title = document.layout.headline.text if document.layout.headline else None
    marks = [(start, end, part.attribution.kind.upper() if part.role == "content" else part.role.upper(), part)
             for part in parts(document) for start, end in part.pieces]
    if style == "ent":
        found: list[dict[str, Any]] = []
        for start, end, label, part in sorted(marks, key=lambda mark: mark[:2]):
            if not part.attribution.depth and (not found or start >= found[-1]["end"]):
                found.append({"start": start, "end": end, "label": label})
        return {"text": document.text, "ents": found, "title": title}
    if style != "span":
        raise ValueError(f'style is "ent" or "span", not {style!r}')
    index, spans = TokenIndex(document), []
    marks_of_tokens = [*((start, end, label) for start, end, label, _ in marks),
                       *((m.start, m.end, m.label) for m in document.mentions)]
    for start, end, label in marks_of_tokens:
        tokens = index.within(start, end)
        if tokens:
            spans.append({"start": start, "end": end, "start_token": tokens[0], "end_token": tokens[-1] + 1, "label": label})
    return {"text": document.text, "tokens": [token.text for token in document.tokens], "spans": spans, "title": title}
