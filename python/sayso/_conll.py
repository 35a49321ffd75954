"""One token a line, with BIO columns."""

from collections.abc import Iterable

from sayso._core import Document
from sayso._marked import TokenIndex, clean, made_by, parts

COLUMNS = ("ID", "FORM", "START", "END", "NAME", "CONTENT", "CUE", "SOURCE")


def _tag(cells: list[list[str]], tokens: Iterable[int], label: object) -> None:
    for nth, token in enumerate(tokens):
        cells[token].append(f"{'I' if nth else 'B'}-{label}")


def lines(document: Document) -> str:
    """The file of a document."""
    index = TokenIndex(document)
    count = len(index.spans)
    columns: dict[str, list[list[str]]] = {name: [[] for _ in range(count)] for name in ("name", "content", "cue", "source")}
    for mention in document.mentions:
        _tag(columns["name"], index.within(mention.start, mention.end), mention.label)
    for part in parts(document):
        for start, end in part.pieces:
            _tag(columns[part.role], index.within(start, end), part.number)
    out = [f"# id = {clean(document.id)}", f"# sayso = {made_by(document)}", "# columns = " + " ".join(COLUMNS)]
    text = document.text
    for sentence in document.sentences:
        out += ["", f"# sentence = {sentence.index + 1}"]
        for number, token in enumerate(sentence.tokens, 1):
            form = "_".join(text[token.start:token.end].split()) or "_"
            tags = ["|".join(cells[token.index]) or "O" for cells in columns.values()]
            out.append("\t".join([str(number), form, str(token.start), str(token.end), *tags]))
    return "\n".join(out) + "\n"
