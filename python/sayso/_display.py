"""A document as HTML: the article with its names and quotations highlighted, the speaker at each.

No script and nothing from a network; every character of the article is escaped.  Colours follow the reader's
light or dark theme, in browsers (``prefers-color-scheme``) and in Jupyter (its ``data-jp-theme-light``).
"""

from collections.abc import Iterable, Iterator

from sayso import Attribution, Document, Paragraph, explain

FOLD_AFTER = 60  # paragraphs shown at once in a notebook

_CSS = """\
.sayso{--ink:#1b1f24;--paper:#fff;--dim:#66707a;--line:#d9dee3;--direct:#d3ecd6;--mixed:#d2e7f5;--indirect:#fbeccb;
--scare:#eceef0;--cue:#8a3ffc;--source:#0b6e4f;--person:#b3261e;--org:#1d5fa8;--place:#8a5a00;--norp:#7a4988;--title:#5c6670;
color:var(--ink);background:var(--paper);font:16px/1.65 Georgia,'Times New Roman',serif;max-width:46em;padding:1em 1.4em}
@media(prefers-color-scheme:dark){.sayso{--ink:#e4e7ea;--paper:#16191d;--dim:#98a2ad;--line:#39414a;--direct:#1e4427;
--mixed:#173d55;--indirect:#4f3d10;--scare:#2c3239;--cue:#c4a3ff;--source:#6fd3ae;--person:#ff9d94;--org:#8fc1ff;
--place:#e5bb62;--norp:#d9a6e8;--title:#aab4be}}
[data-jp-theme-light="true"] .sayso{--ink:#1b1f24;--paper:#fff;--dim:#66707a;--line:#d9dee3;--direct:#d3ecd6;--mixed:#d2e7f5;
--indirect:#fbeccb;--scare:#eceef0;--cue:#8a3ffc;--source:#0b6e4f;--person:#b3261e;--org:#1d5fa8;--place:#8a5a00;--norp:#7a4988;
--title:#5c6670}
[data-jp-theme-light="false"] .sayso{--ink:#e4e7ea;--paper:#16191d;--dim:#98a2ad;--line:#39414a;--direct:#1e4427;--mixed:#173d55;
--indirect:#4f3d10;--scare:#2c3239;--cue:#c4a3ff;--source:#6fd3ae;--person:#ff9d94;--org:#8fc1ff;--place:#e5bb62;--norp:#d9a6e8;
--title:#aab4be}
.sayso p{margin:.7em 0;white-space:pre-line;overflow-wrap:anywhere;unicode-bidi:plaintext}
.sayso .headline{font-weight:700;font-size:1.25em;line-height:1.3}
.sayso .furniture{color:var(--dim);font-size:.88em}
.sayso .direct{background:var(--direct)}.sayso .mixed{background:var(--mixed)}.sayso .indirect{background:var(--indirect)}
.sayso .scare{background:var(--scare)}
.sayso .cue{color:var(--cue);font-style:italic}.sayso .source{color:var(--source)}
.sayso .m{text-decoration:underline;text-decoration-thickness:2px;text-underline-offset:3px}
.sayso .person{text-decoration-color:var(--person)}.sayso .org{text-decoration-color:var(--org)}
.sayso .place{text-decoration-color:var(--place)}.sayso .norp{text-decoration-color:var(--norp)}
.sayso .title{text-decoration-color:var(--title);text-decoration-style:dotted}.sayso .other{text-decoration-color:var(--dim)}
.sayso .who{font:600 .68em/1.4 system-ui,sans-serif;color:var(--paper);background:var(--source);border-radius:.4em;
padding:.12em .5em;margin-right:.35em;vertical-align:.12em;white-space:nowrap;unicode-bidi:isolate}
.sayso .who.anonymous{background:var(--person)}.sayso .who.nobody{background:var(--dim)}
.sayso .legend{font:.8em/1.9 system-ui,sans-serif;color:var(--dim);border-bottom:1px solid var(--line);padding-bottom:.6em}
.sayso .legend span{margin-right:.9em;padding:.1em .35em;border-radius:.25em;color:var(--ink);white-space:nowrap}
.sayso .legend .cue{color:var(--cue)}.sayso .legend .source{color:var(--source)}
.sayso .legend .who{color:var(--paper);margin-right:.9em}
.sayso summary{font:.85em system-ui,sans-serif;color:var(--dim);cursor:pointer}
.sayso .warning{font:.82em/1.5 system-ui,sans-serif;color:var(--person);margin:.2em 0}
"""

_LABELS = {"PERSON": "person", "ORG": "org", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "norp",
           "TITLE": "title"}
_FURNITURE = frozenset(("caption", "link", "boilerplate", "embed"))


def escape(text: str) -> str:
    """The text as HTML text or as an attribute in double quotes."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return text.replace("'", "&#39;").encode("utf-8", "replace").decode("utf-8")


class _Layer:
    """A highlighted stretch: where, its class, what hovering tells, and the tag put before it."""

    __slots__ = ("end", "name", "start", "tag", "tip")

    def __init__(self, start: int, end: int, name: str, tip: str = "", tag: str = "") -> None:
        self.start, self.end, self.name, self.tip, self.tag = start, end, name, tip, tag


def _tip(quote: Attribution) -> str:
    """What hovering over a content tells: kind, act, confidence and reasons, in words."""
    reasons = [explain(code) for code in (*quote.evidence, *quote.speaker_evidence)]
    facts = f"{quote.kind}, {quote.act}, {quote.status}; confidence {quote.confidence:.2f}"
    return "\n".join([facts, *reasons])


def _who(quote: Attribution) -> str:
    name = quote.speaker.name if quote.speaker else (quote.source.text if quote.source else "?")
    name = " ".join(name.split())
    kind = "who anonymous" if quote.anonymity else "who" if quote.speaker else "who nobody"
    return f'<span class="{kind}">{escape(name if len(name) <= 40 else name[:39] + "…")}</span>'


def _layers(document: Document) -> list[_Layer]:
    layers = []
    for quote in document.attributions:
        tip, tag = _tip(quote), _who(quote)
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
        tip = escape("\n".join(dict.fromkeys(layer.tip for layer in over if layer.tip)))
        yield f'<span class="{names}"{f" title={chr(34)}{tip}{chr(34)}" if tip else ""}>{piece}</span>' if names else piece


def _paragraph(document: Document, paragraph: Paragraph, layers: list[_Layer]) -> str:
    kind = ("headline" if paragraph.kind == "headline" else "furniture" if paragraph.kind in _FURNITURE else "")
    inside = "".join(_segments(document.text, paragraph.start, paragraph.end, layers))
    return f'<p{f" class={chr(34)}{kind}{chr(34)}" if kind else ""}>{inside}</p>'


def _paragraphs(document: Document) -> list[str]:
    """Each paragraph with the layers that touch it; both come in order, so this takes one pass."""
    layers, out, first = _layers(document), [], 0
    for paragraph in document.paragraphs:
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
    return "".join(f'<div class="warning">{escape(w.message)}{f" (at {w.span.start})" if w.span else ""}</div>'
                   for w in document.warnings)


def fragment(document: Document, *, fold: bool = True) -> str:
    """The document as one ``<div>`` with its own style: what a notebook shows."""
    paragraphs = _paragraphs(document)
    shown, rest = (paragraphs[:FOLD_AFTER], paragraphs[FOLD_AFTER:]) if fold else (paragraphs, [])
    more = f"<details><summary>{len(rest)} more paragraphs</summary>{''.join(rest)}</details>" if rest else ""
    return (f'<div class="sayso"><style>{_CSS}</style>{_legend(document)}{_warnings(document)}'
            f"{''.join(shown)}{more}</div>")


def page(documents: Iterable[Document]) -> str:
    """A standalone page of one or more documents."""
    bodies, title = [], ""
    for document in documents:
        bodies.append(fragment(document, fold=False))
        title = title or (document.layout.headline.text if document.layout.headline else "")
    return (f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark">'
            f"<title>{escape(' '.join(title.split()) or 'sayso')}</title>"
            "<style>body{margin:0;background:Canvas}.sayso{margin:auto}</style></head>"
            f"<body>{''.join(bodies)}</body></html>\n")


def to_html(document: Document) -> str:
    """The document as a standalone page."""
    return page([document])
