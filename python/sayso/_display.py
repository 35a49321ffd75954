"""A document as HTML: the article with its names and quotations highlighted, then who said what as a table."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache

from sayso import Attribution, Document, Paragraph, __version__, explain
from sayso._html import STYLE, clipped, element, escape, row, wrapped
from sayso._html import page as standalone
from sayso._marked import made_by

FOLD_AFTER = 30  # paragraphs shown at once in a notebook
ROWS_SHOWN = 10  # rows of the table shown at once in a notebook
MOST = 400  # paragraphs, and rows, that a notebook holds at all: browsers choke on more
LONGEST_CELL = 600  # characters of a content in the table

_STYLE = """\
.sayso .article{font:16px/1.65 Georgia,'Times New Roman',serif;max-width:46em;padding-left:1.6em;counter-reset:paragraph -1}
.sayso .article p{margin:.7em 0;white-space:pre-line;overflow-wrap:anywhere;unicode-bidi:plaintext;position:relative;
counter-increment:paragraph}
.sayso .article p::before{content:counter(paragraph);position:absolute;left:-2.6em;width:1.8em;text-align:right;
font:.68em/2.42 system-ui,sans-serif;color:var(--dim);opacity:.75}
.sayso .headline{font-weight:700;font-size:1.25em;line-height:1.3}
.sayso .furniture{color:var(--dim);font-size:.88em}
.sayso .cue{color:var(--cue);font-style:italic}.sayso .source{color:var(--source)}
.sayso .m{text-decoration:underline;text-decoration-thickness:2px;text-underline-offset:3px}
.sayso .person{text-decoration-color:var(--person)}.sayso .org{text-decoration-color:var(--org)}
.sayso .place{text-decoration-color:var(--place)}.sayso .norp{text-decoration-color:var(--norp)}
.sayso .title{text-decoration-color:var(--title);text-decoration-style:dotted}.sayso .other{text-decoration-color:var(--dim)}
.sayso .article .who{font-size:.68em;margin-right:.35em;vertical-align:.12em}
.sayso td .who{display:inline-block;max-width:100%;box-sizing:border-box;overflow:hidden;text-overflow:ellipsis;
vertical-align:bottom}
.sayso .article .headline::before{font-size:.54em}
.sayso .n{font-weight:400;opacity:.8;margin-right:.35em}
.sayso .legend{font-size:.92em;line-height:1.9;color:var(--dim);border-bottom:1px solid var(--line);padding-bottom:.5em}
.sayso .legend span{margin-right:.9em;padding:.1em .35em;border-radius:.25em;color:var(--ink);white-space:nowrap}
.sayso .legend .cue{color:var(--cue)}.sayso .legend .source{color:var(--source)}
.sayso .legend .who{color:var(--paper);margin-right:.9em}
.sayso .quotes .c1{width:2.2em}.sayso .quotes .c2{width:11em}.sayso .quotes .c3{width:6em}.sayso .quotes .c4{width:7em}
.sayso .quotes .c6{width:2.2em}
"""

_LABELS = {"PERSON": "person", "ORG": "org", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "norp",
           "TITLE": "title"}
_FURNITURE = frozenset(("caption", "link", "boilerplate", "embed"))
_COLUMNS = ("#", "speaker", "kind", "cue", "text", "¶")


class _Layer:
    """A highlighted stretch: where, its class, what hovering tells, and the tag put before it."""

    __slots__ = ("end", "name", "start", "tag", "tip")

    def __init__(self, start: int, end: int, name: str, tip: str = "", tag: str = "") -> None:
        self.start, self.end, self.name, self.tip, self.tag = start, end, name, tip, tag


@cache
def _reason(code: str) -> str:
    return f"  {explain(code)}"


def _tip(quote: Attribution) -> str:
    """What hovering over a content or its row tells: kind, act, confidences and reasons, in words."""
    return "\n".join([
        f"{quote.kind}, {quote.act}, {quote.status}",
        f"confidence {quote.confidence:.2f}",
        *map(_reason, quote.evidence),
        f"speaker {quote.naming}, confidence {quote.speaker_confidence:.2f}",
        *map(_reason, quote.speaker_evidence),
    ])


def _who(quote: Attribution, number: int | None = None) -> str:
    """The speaker as a tag, numbered as in the table."""
    name = quote.speaker.name if quote.speaker else (quote.source.text if quote.source else "?")
    kind = "who anonymous" if quote.anonymity else "who" if quote.speaker else "who nobody"
    label = f'<span class="n">{number}</span>' if number is not None else ""
    return element("span", label + escape(clipped(name, 40)), kind)


def _layers(document: Document) -> list[_Layer]:
    layers = []
    for number, quote in enumerate(document.attributions, 1):
        tip, tag = _tip(quote), _who(quote, number)
        for piece in quote.content:
            layers.append(_Layer(piece.start, piece.end, quote.kind, tip, tag))
            tag = ""
        for name, span in (("cue", quote.cue), ("source", quote.source)):
            if span:
                layers.append(_Layer(span.start, span.end, name))
    layers += [_Layer(s.start, s.end, "scare", "in marks, attributed to nobody") for s in document.scare_quotes]
    for mention in document.mentions:
        name = mention.entity.name if mention.entity else mention.text
        layers.append(_Layer(mention.start, mention.end, "m " + _LABELS.get(mention.label, "other"),
                             f"{mention.label}: {name}"))
    layers.sort(key=lambda layer: (layer.start, -layer.end))
    return layers


def _segments(text: str, start: int, end: int, layers: list[_Layer]) -> Iterator[str]:
    """The text cut wherever a layer begins or ends, each piece in one element with the classes of all over it."""
    cuts = sorted({start, end, *(cut for layer in layers for cut in (layer.start, layer.end) if start < cut < end)})
    ahead, over = 0, []
    for left, right in zip(cuts, cuts[1:], strict=False):
        while ahead < len(layers) and layers[ahead].start <= left:
            over.append(layers[ahead])
            ahead += 1
        over = [layer for layer in over if layer.end > left]
        yield from (layer.tag for layer in over if layer.start == left and layer.tag)
        piece = escape(text[left:right])
        names = " ".join(dict.fromkeys(layer.name for layer in over))
        tip = "\n".join(dict.fromkeys(layer.tip for layer in over if layer.tip))
        yield element("span", piece, names, tip) if names else piece


def _paragraph(document: Document, paragraph: Paragraph, layers: list[_Layer]) -> str:
    kind = ("headline" if paragraph.kind == "headline" else "furniture" if paragraph.kind in _FURNITURE else "")
    return element("p", "".join(_segments(document.text, paragraph.start, paragraph.end, layers)), kind)


def _paragraphs(document: Document, most: int) -> list[str]:
    """The first paragraphs with the layers that touch each; both come in order, so this takes one pass."""
    layers, out, first = _layers(document), [], 0
    for paragraph in document.paragraphs[:most]:
        while first < len(layers) and layers[first].end <= paragraph.start:
            first += 1
        last = first
        while last < len(layers) and layers[last].start < paragraph.end:
            last += 1
        out.append(_paragraph(document, paragraph, [x for x in layers[first:last] if x.end > paragraph.start]))
    return out


def _legend(document: Document) -> str:
    counts = {"direct": 0, "mixed": 0, "indirect": 0}
    for quote in document.attributions:
        counts[quote.kind] += 1
    kinds = "".join(f'<span class="{kind}">{kind} {count}</span>' for kind, count in counts.items())
    return (f'<div class="legend">{kinds}<span class="scare">in marks, nobody’s</span><span class="cue">cue</span>'
            '<span class="source">source</span><span class="who">speaker</span>'
            '<span class="who anonymous">anonymous</span><br>'
            '<span class="m person">person</span><span class="m org">organisation</span>'
            '<span class="m place">place</span><span class="m norp">nationality or group</span>'
            '<span class="m title">role</span></div>')


def _warnings(document: Document) -> str:
    return "".join(element("div", f"{escape(w.message)}{f' (at {w.span.start})' if w.span else ''}", "warning")
                   for w in document.warnings)


def _row(number: int, quote: Attribution) -> str:
    kind = element("span", quote.kind, f"chip {quote.kind}")
    notes = [note for note, usual in ((quote.act, "speech"), (quote.status, "said")) if note != usual]
    kind += element("div", ", ".join(notes), "dim") if notes else ""
    speaker, source = _who(quote), quote.source.text if quote.source else ""
    if source and quote.speaker and source != quote.speaker.name:
        speaker += element("div", escape(clipped(source, 80)), "dim")
    cells = [("number", str(number)), ("", speaker), ("", kind), ("cue", escape(quote.cue.text) if quote.cue else ""),
             ("", escape(clipped(quote.text, LONGEST_CELL))), ("number", str(quote.paragraph))]
    return row("td", cells, _tip(quote))


def _rows(rows: list[str]) -> str:
    head = row("th", [(f"c{i} number" if name in "#¶" else f"c{i}", name) for i, name in enumerate(_COLUMNS, 1)])
    return f'<table class="quotes wide"><thead>{head}</thead><tbody>{"".join(rows)}</tbody></table>'


def _folded(parts: list[str], shown: int, count: int, what: str, join: Callable[[list[str]], str]) -> str:
    """The first parts, the others under a line to click on, and how many of them all are left out."""
    more, left = len(parts) - shown, count - len(parts)
    markup = join(parts[:shown])
    if more > 0:
        summary = element("summary", f"{more} more {what}{'s' if more > 1 else ''}")
        markup += element("details", summary + join(parts[shown:]))
    return markup + (element("div", f"and {left} {what}s that only to_html() shows", "dim") if left > 0 else "")


def _quotes(document: Document, shown: int, most: int) -> str:
    quotes = document.attributions
    if not quotes:
        return element("div", "Nobody is quoted here.", "dim")
    rows = [_row(number, quote) for number, quote in enumerate(quotes[:most], 1)]
    return element("h4", "Who said what") + _folded(rows, shown, len(quotes), "row", _rows)


def _body(document: Document, paragraphs: int, rows: int, most: int) -> str:
    parts = _paragraphs(document, most)
    article = element("div", _folded(parts, paragraphs, len(document.paragraphs), "paragraph", "".join), "article")
    return f"{_legend(document)}{_warnings(document)}{article}{_quotes(document, rows, most) if rows else ''}"


def fragment(document: Document) -> str:
    """The document as one ``<div>`` with its own style: what a notebook shows, long articles and tables folded."""
    return wrapped(_body(document, FOLD_AFTER, ROWS_SHOWN, MOST), STYLE + _STYLE)


def page(documents: Iterable[Document], *, quotes: bool = True) -> str:
    """A standalone page of one or more documents, nothing folded."""
    bodies: list[str] = []
    title, made = "", f"sayso {__version__}"
    for document in documents:
        if not bodies:
            made += f", {made_by(document)}"
        whole = len(document.text) + 1
        bodies.append(wrapped(_body(document, whole, whole if quotes else 0, whole)))
        title = title or (document.layout.headline.text if document.layout.headline else "")
    return standalone(bodies, title, STYLE + _STYLE, made)


def to_html(document: Document, *, quotes: bool = True) -> str:
    """The document as a standalone page, with or without the table of who said what."""
    return page([document], quotes=quotes)
