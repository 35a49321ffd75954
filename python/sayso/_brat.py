"""brat's standoff format."""

from sayso._core import Document, _schema
from sayso._explain import LABELS
from sayso._marked import clean, in_order, lines_of, speaker_name

ATTRIBUTES = ("kind", "act", "status", "source_kind", "naming")


def text_file(text: str) -> str:
    """The text as its ``.txt`` holds it: brat reads CRLF as one character, and would lose count; so no place moves."""
    return text.replace("\r\n", " \n")


def _attribute_name(field: str) -> str:
    return "".join(word.title() for word in field.split("_"))


def _value(value: str) -> str:
    return value.replace(" ", "_")  # brat's attributes are one word


class _Annotations:
    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.lines: list[str] = []
        self.marks = self.relations = self.attributes = self.notes = 0
        self.sources: dict[tuple[int, int], str] = {}

    def mark(self, kind: str, pieces: tuple[tuple[int, int], ...]) -> str | None:
        fragments = lines_of(self.text, pieces)
        if not fragments:
            return None
        self.marks += 1
        offsets = ";".join(f"{start} {end}" for start, end in fragments)
        words = " ".join(clean(self.text[start:end]) if "\t" in self.text[start:end] else self.text[start:end]
                         for start, end in fragments)
        self.lines.append(f"T{self.marks}\t{kind} {offsets}\t{words}")
        return f"T{self.marks}"

    def relate(self, kind: str, first: str | None, second: str | None) -> None:
        if first and second:
            self.relations += 1
            self.lines.append(f"R{self.relations}\t{kind} Arg1:{first} Arg2:{second}")

    def attribute(self, name: str, target: str, value: str) -> None:
        self.attributes += 1
        self.lines.append(f"A{self.attributes}\t{name} {target} {_value(value)}")

    def note(self, target: str, text: str) -> None:
        self.notes += 1
        self.lines.append(f"#{self.notes}\tAnnotatorNotes {target}\t{clean(text)}")


def annotations(document: Document) -> str:
    """The ``.ann`` file of a document."""
    out = _Annotations(document)
    for attribution in in_order(document):
        content = out.mark("Content", tuple((span.start, span.end) for span in attribution.content))
        cue = out.mark("Cue", ((attribution.cue.start, attribution.cue.end),)) if attribution.cue else None
        source = None
        if attribution.source:  # one source may serve several
            where = (attribution.source.start, attribution.source.end)
            source = out.sources.get(where) or out.mark("Source", (where,))
            if source:
                out.sources[where] = source
        out.relate("Says", content, cue)
        out.relate("By", source, cue or content)
        if content:
            for field in ATTRIBUTES:
                out.attribute(_attribute_name(field), content, getattr(attribution, field))
            if name := speaker_name(attribution):
                out.note(content, f"speaker: {name}")
    for mention in document.mentions:
        out.mark(mention.label, ((mention.start, mention.end),))
    return "".join(line + "\n" for line in out.lines)


def configuration() -> str:
    """What brat must know of types, relations and attributes."""
    values = {name: names for name, _, _, names, _ in _schema()["Attribution"][2]}
    attributes = "".join(
        f"{_attribute_name(field)}\tArg:Content, Value:{'|'.join(_value(value) for value in values[field] if value)}\n"
        for field in ATTRIBUTES)
    return ("[entities]\nContent\nCue\nSource\n" + "".join(f"{label}\n" for label in LABELS)
            + "\n[relations]\nSays\tArg1:Content, Arg2:Cue\nBy\tArg1:Source, Arg2:Cue|Content\n"
            + "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>\n"
            + "\n[events]\n\n[attributes]\n" + attributes)
