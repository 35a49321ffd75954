"""sayso as a component of a spaCy pipeline: ``nlp.add_pipe("sayso")``.

spaCy finds it by the entry point ``spacy_factories`` of the installed package.  A document gets

- spans by kind in ``doc.spans``: ``sayso_quotes`` (contents of outermost attributions of speech), ``sayso_attributions``
  (of all outermost ones), each labelled "direct", "mixed" or "indirect" with the uid as ``span.id_``; ``sayso_cues`` and
  ``sayso_sources``, with the uid of the first that they serve; ``sayso_mentions`` with labels and Wikidata ids as
  ``kb_id_``; ``sayso_scare_quotes``;
- ``doc._.sayso``, the ``sayso.Document`` with everything else;
- on the spans of contents ``span._.speaker`` (the name, or None) and ``span._.sayso`` (the ``sayso.Attribution``).

Where a span begins or ends inside a spaCy token, it is widened to the whole token; ``span._.sayso`` has the exact offsets.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import minibatch

from sayso._core import Attribution, Document, Parser, _document

KEY = "sayso"
BATCH = 256  # documents read at once by pipe()


def _of_doc(doc: Doc) -> Document | None:
    """The document, anew from its bytes in user_data: they survive to_bytes, DocBin and pickle."""
    kept = doc.user_data.get(KEY)
    return None if kept is None else _document(*kept)


def _of_span(span: Span) -> Attribution | None:
    document = _of_doc(span.doc)
    found = [] if document is None else [a for a in (*document.attributions, *document.nested) if a.uid == span.id_]
    return found[0] if found else None


def _add_extensions() -> None:
    if not Doc.has_extension("sayso"):
        Doc.set_extension("sayso", getter=_of_doc)
        Span.set_extension("sayso", getter=_of_span)
        Span.set_extension("speaker", default=None)


class Component:
    """Reads each text with a parser of its own; see ``sayso.spacy`` for what it sets."""

    parser: Parser
    prefix: str
    date: str
    ents: bool

    def __init__(self, options: dict[str, Any], prefix: str, date: str, ents: bool) -> None:
        _add_extensions()
        self.parser = Parser(**options)
        self.prefix, self.date, self.ents = prefix, date, ents

    def __call__(self, doc: Doc) -> Doc:
        return self._set(doc, self.parser.parse(doc.text, date=doc.user_data.get(self.date)))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = BATCH) -> Iterator[Doc]:
        """Read a stream of documents on all cores, in order."""
        for batch in minibatch(stream, batch_size):
            docs = list(batch)
            dates = [doc.user_data.get(self.date) for doc in docs]
            with self.parser.parse_many([doc.text for doc in docs], dates=dates, errors="raise") as documents:
                for doc, document in zip(docs, documents, strict=True):
                    yield self._set(doc, document)

    def _set(self, doc: Doc, document: Document) -> Doc:
        doc.user_data[KEY] = document.__reduce__()[1]
        groups: dict[str, list[Span]] = {name: [] for name in ("quotes", "attributions", "cues", "sources")}
        for attribution in document.attributions:
            for piece in attribution.content:
                span = _aligned(doc, piece, attribution.kind, attribution.uid)
                span._.speaker = attribution.speaker.name if attribution.speaker else None
                groups["attributions"].append(span)
                if attribution.act == "speech":
                    groups["quotes"].append(span)
            for name, part in (("cues", attribution.cue), ("sources", attribution.source)):
                if part is not None:
                    groups[name].append(_aligned(doc, part, name[:-1], attribution.uid))
        groups["sources"] = list({(s.start, s.end): s for s in reversed(groups["sources"])}.values())[::-1]
        groups["mentions"] = [_aligned(doc, m, m.label, kb_id=m.entity.wikidata if m.entity else None)
                              for m in document.mentions]
        groups["scare_quotes"] = [_aligned(doc, s, "scare quote") for s in document.scare_quotes]
        for name, spans in groups.items():
            doc.spans[f"{self.prefix}_{name}"] = spans
        if self.ents:
            from spacy.util import filter_spans

            doc.ents = filter_spans(groups["mentions"])
        return doc

    # spaCy saves pipelines with their config, which holds all that the component is made of
    def to_bytes(self, *, exclude: Any = ()) -> bytes:
        """Nothing: the config tells all."""
        return b""

    def from_bytes(self, data: bytes, *, exclude: Any = ()) -> "Component":
        """The component as its config made it."""
        return self

    def to_disk(self, path: Any, *, exclude: Any = ()) -> None:
        """Nothing: the config tells all."""

    def from_disk(self, path: Any, *, exclude: Any = ()) -> "Component":
        """The component as its config made it."""
        return self


def _aligned(doc: Doc, part: Any, label: str, uid: str = "", kb_id: str | None = None) -> Span:
    span = doc.char_span(part.start, part.end, alignment_mode="expand")
    return Span(doc, span.start, span.end, label, kb_id or "", span_id=uid)


@Language.factory(  # type: ignore[untyped-decorator]
    "sayso",
    default_config={"options": {}, "prefix": "sayso", "date": "date", "ents": False},
    assigns=["doc.spans", "doc._.sayso", "span._.speaker", "span._.sayso"],
)
def make(nlp: Language, name: str, options: dict[str, Any], prefix: str, date: str, ents: bool) -> Component:
    """The factory behind ``nlp.add_pipe("sayso", config={...})``.

    Parameters
    ----------
    options : dict
        Options of ``sayso.Parser``.
    prefix : str
        What the names in ``doc.spans`` begin with.
    date : str
        The key of ``doc.user_data`` that holds the day of publication, if there is one.
    ents : bool
        Also set ``doc.ents`` to the mentions.
    """
    return Component(options, prefix, date, ents)
