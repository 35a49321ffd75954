"""What sayso.export writes, read by the annotation tools' own code: ``make formats``, in an environment of its own."""

import json
from pathlib import Path

import pytest
from bratsubset.annotation import TextAnnotations  # brat's own reader, as bratiaa brings it
from label_studio_sdk.label_interface import LabelInterface

import sayso
from sayso import export

TEXTS = [
    (Path(sayso.__file__).parent / "data" / "article.txt").read_text(encoding="utf-8"),
    "\U0001f6a2 “We have no choice,” said Ilze Berg, the mayor of Riga, “and no\r\nmoney.”\n\n"
    "She denied\tthat [any] ship_1 was late.",
    "It rained.",
]


@pytest.fixture(params=TEXTS, ids=["article", "odd characters", "nothing said"])
def document(request):
    return sayso.parse(request.param, id="one", date="2026-01-02")


def test_brat_reads_every_line(document, tmp_path):
    export.save([document], tmp_path, "brat")
    read = TextAnnotations(str(tmp_path / "one"))
    text = read.get_document_text()
    assert not read.failed_lines and len(text) == len(document.text) and text.split() == document.text.split()
    marks = list(read.get_textbounds())
    for mark in marks:
        assert mark.text.split() == " ".join(document.text[start:end] for start, end in mark.spans).split()
    contents = [mark for mark in marks if mark.type == "Content"]
    assert len(contents) == len(document.attributions) + len(document.nested)
    assert {relation.type for relation in read.get_relations()} <= {"Says", "By"} or not contents


def test_label_studio_takes_tasks_and_predictions(document):
    interface = LabelInterface(export.label_studio_configuration())
    interface.validate()
    task = json.loads(json.dumps(export.label_studio(document)))
    assert interface.validate_task({"data": task["data"]})
    for prediction in task["predictions"]:
        assert interface.validate_prediction(prediction, return_errors=True) == []
    broken = json.loads(json.dumps(task["predictions"][0]))
    broken["result"].append({"id": "x", "type": "labels", "from_name": "none", "to_name": "text", "value": {}})
    assert interface.validate_prediction(broken, return_errors=True)
