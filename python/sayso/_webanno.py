"""WebAnno TSV 3.3, as INCEpTION imports it.

The format: INCEpTION's user guide, appendix "WebAnno TSV 3.3 file format" (Eckart de Castilho and others).
"""

from sayso._core import Document
from sayso._marked import TokenIndex, parts, speaker_name

NAMES = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"
LAYER = "webanno.custom.Attribution"
_RESERVED = {char: "\\" + char for char in "\\[]|_;*"} | {"\t": "\\t", "\n": "\\n", "\r": "\\r"}
_IN_TEXT = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\f": "\\f", "\b": "\\b"}


def _escape(value: str) -> str:
    return "".join(_RESERVED.get(char, char) for char in value).replace("->", "\\->")


class _Cells:
    """What stands at each token in the columns of one layer, in order; ids tell one annotation from another."""

    def __init__(self, tokens: int) -> None:
        self.at: list[list[tuple[int, tuple[str | None, ...]]]] = [[] for _ in range(tokens)]

    def add(self, tokens: range, number: int, values: tuple[str | None, ...]) -> None:
        for token in tokens:
            self.at[token].append((number, values))

    def columns(self, token: int, width: int) -> list[str]:
        found = self.at[token]
        if not found:
            return ["_"] * width
        return ["|".join(f"{_escape(values[i] or '') or '*'}[{number}]" for number, values in found) for i in range(width)]


def _utf16(text: str) -> list[int]:
    """Where each character starts in UTF-16 units, and the end."""
    at, starts = 0, []
    for char in text:
        starts.append(at)
        at += 2 if char > "\uffff" else 1
    return [*starts, at]


def lines(document: Document) -> str:
    """The file of a document."""
    index, text = TokenIndex(document), document.text
    count, units = len(index.spans), _utf16(document.text)
    names, attributions = _Cells(count), _Cells(count)
    number = 0
    for mention in document.mentions:
        number += 1
        wikidata = mention.entity.wikidata if mention.entity else None
        link = f"http://www.wikidata.org/entity/{wikidata}" if wikidata else None
        names.add(index.within(mention.start, mention.end), number, (link, mention.label))
    for part in parts(document):
        for start, end in part.pieces:
            number += 1
            values = (part.attribution.kind, str(part.number), part.role, speaker_name(part.attribution))
            attributions.add(index.within(start, end), number, values)
    out = ["#FORMAT=WebAnno TSV 3.3", f"#T_SP={NAMES}|identifier|value", f"#T_SP={LAYER}|kind|number|role|speaker", ""]
    for sentence in document.sentences:
        out += ["", "#Text=" + "".join(_IN_TEXT.get(char, char) for char in text[sentence.start:sentence.end])]
        for nth, token in enumerate(sentence.tokens, 1):
            cells = [*names.columns(token.index, 2), *attributions.columns(token.index, 4)]
            form = "".join(_IN_TEXT.get(char, char) for char in text[token.start:token.end])
            out.append("\t".join([f"{sentence.index + 1}-{nth}", f"{units[token.start]}-{units[token.end]}", form, *cells, ""]))
    return "\n".join(out) + "\n"
