"""Tasks of Label Studio, with predictions to correct.  It counts offsets in code points (since its version 1.3)."""

from typing import Any

from sayso._core import Document, __version__
from sayso._explain import LABELS
from sayso._marked import in_order, made_by, speaker_name

ROLES = {"Content": "#c9e8c9", "Cue": "#f6d8a8", "Source": "#bcd7f2"}


class _Results:
    def __init__(self, text: str) -> None:
        self.text, self.rows = text, list[dict[str, Any]]()
        self.marks = 0

    def mark(self, label: str, start: int, end: int, score: float) -> str:
        self.marks += 1
        name = f"s{self.marks}"
        self.rows.append({
            "id": name, "type": "labels", "from_name": "label", "to_name": "text", "score": round(score, 4),
            "value": {"start": start, "end": end, "text": self.text[start:end], "labels": [label]},
        })
        return name

    def relate(self, first: str, second: str, label: str) -> None:
        self.rows.append({"type": "relation", "from_id": first, "to_id": second, "direction": "right", "labels": [label]})

    def remark(self, region: str, text: str) -> None:
        value = next(row["value"] for row in reversed(self.rows) if row.get("id") == region)
        place = {key: value[key] for key in ("start", "end", "text")}
        self.rows.append({"id": region, "type": "textarea", "from_name": "speaker", "to_name": "text",
                          "value": {**place, "text": [text]}})


def task(document: Document) -> dict[str, Any]:
    """The task of a document."""
    out, sources = _Results(document.text), dict[tuple[int, int], str]()
    scores = []
    for attribution in in_order(document):
        scores.append(attribution.confidence)
        pieces = [out.mark("Content", span.start, span.end, attribution.confidence) for span in attribution.content]
        for earlier, later in zip(pieces, pieces[1:], strict=False):
            out.relate(earlier, later, "continues")
        cue = attribution.cue and out.mark("Cue", attribution.cue.start, attribution.cue.end, attribution.confidence)
        if cue:
            out.relate(pieces[0], cue, "says")
        if attribution.source:
            where = (attribution.source.start, attribution.source.end)
            if where not in sources:
                sources[where] = out.mark("Source", *where, attribution.confidence)
            out.relate(sources[where], cue or pieces[0], "by")
        if name := speaker_name(attribution):
            out.remark(pieces[0], name)
    for mention in document.mentions:
        out.mark(mention.label, mention.start, mention.end, mention.confidence)
    return {
        "data": {"text": document.text, "id": document.id if document.id is None else str(document.id), "date": document.date},
        "predictions": [{"model_version": f"sayso {__version__}, {made_by(document)}",
                         "score": round(min(scores, default=1.0), 4), "result": out.rows}],
    }


def configuration() -> str:
    """The labelling interface that the tasks fit."""
    labels = [f'    <Label value="{name}" background="{color}"/>' for name, color in ROLES.items()]
    labels += [f'    <Label value="{name}"/>' for name in LABELS]
    relations = [f'    <Relation value="{name}"/>' for name in ("says", "by", "continues")]
    return "\n".join(["<View>", '  <Labels name="label" toName="text">', *labels, "  </Labels>", "  <Relations>", *relations,
                      "  </Relations>", '  <Text name="text" value="$text"/>',
                      '  <TextArea name="speaker" toName="text" perRegion="true" whenTagName="label" whenLabelValue="Content"'
                      ' placeholder="speaker"/>', "</View>"]) + "\n"
