"""TEI P5: the text marked up, and who is in it."""

from bisect import bisect_right
from typing import NamedTuple

from sayso._core import Document, Entity, __version__
from sayso._explain import VALUES
from sayso._marked import in_order, made_by

_NAMES = {"PERSON": "persName", "ORG": "orgName", "NORP": "orgName", "GPE": "placeName", "LOC": "placeName",
          "FAC": "placeName", "TITLE": "roleName"}
_LISTS = (("listPerson", "person", "persName", ("PERSON", "TITLE")), ("listOrg", "org", "orgName", ("ORG", "NORP")),
          ("listPlace", "place", "placeName", ("GPE", "LOC", "FAC")))
_LISTED = {label for _, _, _, labels in _LISTS for label in labels}
_ANALYSED = ("kind", "act", "status", "naming")


class _Element(NamedTuple):
    """An element over a stretch of the text; ``chain`` names the pieces of one thing that belong together."""

    start: int
    end: int
    tag: str
    attributes: str
    chain: str | None


def _allowed(char: str) -> bool:
    return char in "\t\n\r" or " " <= char <= "\ud7ff" or "\ue000" <= char <= "\ufffd" or char > "\uffff"


def _escape(text: str) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    if text.isprintable():
        return text
    return "".join(char if _allowed(char) else "\N{REPLACEMENT CHARACTER}" for char in text).replace("\r", "&#13;")


def _is_space(text: str) -> bool:
    """Is it white space to XML, which knows four characters of it?"""
    return not text.strip(" \t\r\n")


def _refs(entities: "tuple[Entity, ...]") -> str:
    return " ".join(f"#e{entity.index}" for entity in entities if entity.label in _LISTED)


def _elements(document: Document) -> list[_Element]:
    found = []
    for number, attribution in enumerate(in_order(document), 1):
        who = _refs(attribution.speakers or ((attribution.speaker,) if attribution.speaker else ()))
        said = (f' who="{who}"' if who else "") + f' direct="{str(attribution.kind == "direct").lower()}"'
        found += [_Element(span.start, span.end, "said", said, f"a{number}") for span in attribution.content]
        found += [_Element(span.start, span.end, "quote", "", None) for span in attribution.quoted if not attribution.depth]
        if attribution.cue:
            found.append(_Element(attribution.cue.start, attribution.cue.end, "seg", ' type="cue"', f"c{number}"))
        if attribution.source:
            found.append(_Element(attribution.source.start, attribution.source.end, "seg", ' type="source"', f"s{number}"))
    for mention in document.mentions:
        tag = _NAMES.get(mention.label, "name")
        kind = "" if tag != "name" else f' type="{mention.label.lower()}"'
        ref = _refs((mention.entity,)) if mention.entity else ""
        found.append(_Element(mention.start, mention.end, tag, kind + (f' ref="{ref}"' if ref else ""), None))
    return found


class _Writer:
    """The text with its elements nested: what would cross is closed and opened again."""

    def __init__(self, text: str, elements: list[_Element]) -> None:
        self.text = text
        self.elements = sorted(elements, key=lambda e: (e.start, -e.end))
        self.next = 0
        self.open: list[int] = []
        self.out: list[str | tuple[int, int]] = []  # text and end tags; a start tag as (element, which of its pieces)
        self.pieces = [0] * len(elements)

    def _start(self, element: int) -> None:
        self.out.append((element, self.pieces[element]))
        self.pieces[element] += 1
        self.open.append(element)

    def _stop(self, ending: set[int]) -> None:
        """Close the elements, and open again those that had to be closed with them."""
        again = []
        while ending:
            element = self.open.pop()
            self.out.append(f"</{self.elements[element].tag}>")
            if element in ending:
                ending.discard(element)
            else:
                again.append(element)
        for element in reversed(again):
            self._start(element)

    def stretch(self, start: int, end: int) -> None:
        """Write the text from start to end; elements that reach over either bound are cut there."""
        at = start
        while at < end or self.open:
            self._stop({e for e in self.open if self.elements[e].end <= at or at >= end})
            if at >= end:
                return
            while self.next < len(self.elements) and self.elements[self.next].start <= at:
                if self.elements[self.next].end > at:
                    self._start(self.next)
                self.next += 1
            stops = [self.elements[e].end for e in self.open]
            if self.next < len(self.elements):
                stops.append(self.elements[self.next].start)
            stop = min([end, *stops])
            self.out.append(_escape(self.text[at:stop]))
            at = stop


def _body(document: Document, elements: list[_Element]) -> tuple[str, dict[str, list[str]]]:
    """The paragraphs, and the ids of the pieces of each chain."""
    text, at = document.text, 0
    bounds = [(p.start, p.end) for p in document.paragraphs]
    cut = [part for element in elements for part in _cut(element, bounds)]
    writer = _Writer(text, cut)
    for paragraph in document.paragraphs:
        if not _is_space(text[at:paragraph.start]):
            writer.out.append("<ab>")
            writer.stretch(at, paragraph.start)
            writer.out.append("</ab>")
        else:
            writer.out.append(_escape(text[at:paragraph.start]))
        tag = "p" if paragraph.kind == "story" else "ab"  # p has no type in TEI
        writer.out.append("<p>" if tag == "p" else f'<ab type="{paragraph.kind}">')
        writer.stretch(paragraph.start, paragraph.end)
        writer.out.append(f"</{tag}>")
        at = paragraph.end
    rest = text[at:]
    writer.out.append(_escape(rest) if _is_space(rest) and document.paragraphs else f"<ab>{_escape(rest)}</ab>")
    return _rendered(writer)


def _cut(element: _Element, bounds: list[tuple[int, int]]) -> list[_Element]:
    """The element paragraph by paragraph."""
    parts = []
    for at in range(bisect_right(bounds, element.start, key=lambda bound: bound[1]), len(bounds)):
        start, end = bounds[at]
        if start >= element.end:
            break
        parts.append(element._replace(start=max(start, element.start), end=min(end, element.end)))
    return parts


def _rendered(writer: _Writer) -> tuple[str, dict[str, list[str]]]:
    """Start tags with ids and links, now that all pieces are known."""
    order: dict[str, list[tuple[int, int]]] = {}
    for item in writer.out:
        if isinstance(item, tuple) and (chain := writer.elements[item[0]].chain):
            order.setdefault(chain, []).append(item)
    names = {item: f"{chain}.{n}" for chain, items in order.items() for n, item in enumerate(items, 1)}
    following = {item: items[n + 1] for items in order.values() for n, item in enumerate(items[:-1])}
    before = {later: earlier for earlier, later in following.items()}
    out = []
    for item in writer.out:
        if isinstance(item, str):
            out.append(item)
            continue
        element, piece = writer.elements[item[0]], item[1]
        links = ""
        if item in names:
            links = f' xml:id="{names[item]}"'
            links += f' prev="#{names[before[item]]}"' if item in before else ""
            links += f' next="#{names[following[item]]}"' if item in following else ""
        elif writer.pieces[item[0]] > 1:
            links = f' part="{"I" if not piece else "F" if piece == writer.pieces[item[0]] - 1 else "M"}"'
        out.append(f"<{element.tag}{element.attributes}{links}>")
    return "".join(out), {chain: [names[item] for item in items] for chain, items in order.items()}


def _people(document: Document) -> str:
    out = []
    for outer, inner, name, labels in _LISTS:
        rows = []
        for entity in document.entities:
            if entity.label in labels:
                gender = f'<gender value="{entity.gender.value}"/>' if entity.gender.value != "unknown" else ""
                idno = f'<idno type="wikidata">{entity.wikidata}</idno>' if entity.wikidata else ""
                rows.append(f'<{inner} xml:id="e{entity.index}"><{name}>{_escape(entity.name)}</{name}>{gender}{idno}</{inner}>')
        if rows:
            out.append(f"<{outer}>" + "\n".join(rows) + f"</{outer}>\n")
    return "".join(out)


def _spans(document: Document, pieces: dict[str, list[str]]) -> str:
    rows = []
    for number, attribution in enumerate(in_order(document), 1):
        analysis = " ".join(f"#{field}.{getattr(attribution, field).replace(' ', '-')}" for field in _ANALYSED)
        target = " ".join(f"#{piece}" for piece in pieces.get(f"a{number}", []))
        others = " ".join(f"#{piece}" for chain in "cs" for piece in pieces.get(f"{chain}{number}", []))
        corresp = f' corresp="{others}"' if others else ""
        if target:
            sure = "high" if attribution.confidence >= 0.8 else "medium" if attribution.confidence >= 0.5 else "low"
            rows.append(f'<span xml:id="a{number}" target="{target}"{corresp} ana="{analysis}" cert="{sure}"/>')
    return '<spanGrp type="attribution">' + "\n".join(rows) + "</spanGrp>\n" if rows else ""


def _taxonomy() -> str:
    """What the values in ``ana`` mean."""
    rows = [f'<category xml:id="{field}.{value.replace(" ", "-")}"><catDesc>{_escape(meaning)}</catDesc></category>'
            for field in _ANALYSED for value, meaning in VALUES["Attribution", field].items()]
    return "<classDecl><taxonomy>" + "\n".join(rows) + "</taxonomy></classDecl>"


def xml(document: Document, title: str | None) -> str:
    """The TEI document."""
    body, pieces = _body(document, _elements(document))
    headline = document.layout.headline
    title = title if title is not None else headline.text if headline else "untitled"
    date = f'<date when="{document.date}"/>' if document.date else ""
    stand_off = _people(document) + _spans(document, pieces)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0">\n<teiHeader><fileDesc>'
        f"<titleStmt><title>{_escape(title)}</title></titleStmt>\n"
        f"<publicationStmt><p>not published {date}</p></publicationStmt>\n"
        "<sourceDesc><p>a news article</p></sourceDesc></fileDesc>\n<encodingDesc><appInfo>"
        f'<application ident="sayso" version="{__version__}"><label>sayso, {made_by(document)}'
        f'</label></application></appInfo>\n{_taxonomy()}</encodingDesc></teiHeader>\n'
        + (f"<standOff>\n{stand_off}</standOff>\n" if stand_off else "")
        + f'<text xml:lang="en"><body xml:space="preserve">{body}</body></text>\n</TEI>\n'
    )
