"""The forms of other tools: what is written is read back with their own or standard readers."""

import json
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from hypothesis import example, given, settings

import sayso
from hostile import ARTICLE, texts
from sayso import export

SPLIT = (
    "RIGA, Latvia - \U0001f6a2 “We have no choice,” said Ilze Berg, the mayor of Riga, “and no\r\nmoney.”\n\n"
    "“Nobody asked us,” she said. The port authority denied that [any] ship_1 was late.\n\n"
    "Bo Lind said that Berg had told him: “Wait.”"
)
TEI = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


@pytest.fixture(scope="module", params=[SPLIT, ARTICLE], ids=["split", "article"])
def document(request):
    return sayso.parse(request.param, id="news/1?", date="2024-03-01")


def attributions(document):
    return sorted([*document.attributions, *document.nested], key=lambda a: a.index)


def squeezed(text):
    return "".join(text.split())


# ---- brat ----


def brat_marks(document):
    marks, relations = {}, []
    for line in export.brat(document).splitlines():
        name, rest = line.split("\t", 1)
        if name.startswith("T"):
            kind_and_offsets, words = rest.split("\t")
            kind, offsets = kind_and_offsets.split(" ", 1)
            marks[name] = (kind, [tuple(map(int, piece.split())) for piece in offsets.split(";")], words)
        elif name.startswith("R"):
            kind, first, second = rest.split(" ")
            relations.append((kind, first.removeprefix("Arg1:"), second.removeprefix("Arg2:")))
    return marks, relations


def test_brat_offsets_are_those_of_the_text(document):
    marks, relations = brat_marks(document)
    for kind, pieces, words in marks.values():
        assert " ".join(document.text[start:end] for start, end in pieces) == words, kind
        assert "\n" not in words and all(start < end for start, end in pieces)
    contents = [mark for mark in marks.values() if mark[0] == "Content"]
    assert [squeezed(words) for _, _, words in contents] == [squeezed(a.text) for a in attributions(document)]
    assert all(first in marks and second in marks for _, first, second in relations)
    says = {first: second for kind, first, second in relations if kind == "Says"}
    by = {second: first for kind, first, second in relations if kind == "By"}
    for (name, (_, _, _)), attribution in zip(
            [item for item in marks.items() if item[1][0] == "Content"], attributions(document), strict=True):
        cue = says.get(name)
        assert (marks[cue][2] if cue else None) == (attribution.cue.text if attribution.cue else None)
        source = by.get(cue or name)
        assert (marks[source][2] if source else None) == (attribution.source.text if attribution.source else None)
    if document.text == SPLIT:
        assert any(len(pieces) > 1 for _, pieces, _ in contents)


def test_brat_files_evaluate_as_the_documents_they_are(document, tmp_path):
    paths = export.save([document], tmp_path, "brat")
    assert sorted(Path(path).name for path in paths) == ["annotation.conf", "news_1.ann", "news_1.txt"]
    assert (tmp_path / "news_1.txt").read_text(encoding="utf-8") == document.text.replace("\r\n", " \n")  # as brat reads it
    outermost = {**document.to_dict(), "id": "news_1"}
    result = sayso.evaluate(str(tmp_path), [outermost], draws=0)
    assert len(result.missed) <= len(document.nested) and not result.spurious  # the nested are marked too, and not compared
    assert result["all/exact"].f1 == 1.0


def test_brat_is_told_of_all_it_finds(document):
    configuration = export.brat_configuration()
    sections = {part.split("]")[0]: part.split("]")[1] for part in configuration.split("[")[1:]}
    marks, relations = brat_marks(document)
    assert {kind for kind, _, _ in marks.values()} <= set(sections["entities"].split())
    assert {kind for kind, _, _ in relations} <= {line.split("\t")[0] for line in sections["relations"].splitlines() if line}
    declared = [line.split("\t") for line in sections["attributes"].splitlines() if line]
    values = {name: set(rest.split("Value:")[1].split("|")) for name, rest in declared}
    for line in export.brat(document).splitlines():
        if line.startswith("A"):
            name, _, value = line.split("\t")[1].split(" ")
            assert value in values[name]


# ---- CoNLL ----


def test_conll_has_each_token_once_with_its_tags(document):
    rows = [line.split("\t") for line in export.conll(document).splitlines() if line and not line.startswith("#")]
    assert len(rows) == len(document.tokens) and {len(row) for row in rows} == {8}
    for row, token in zip(rows, document.tokens, strict=True):
        assert (int(row[2]), int(row[3])) == (token.start, token.end) and row[1] == token.text
    found = {}
    for column, role in ((5, "content"), (6, "cue"), (7, "source")):
        for row, token in zip(rows, document.tokens, strict=True):
            for tag in row[column].split("|") if row[column] != "O" else []:
                letter, number = tag.split("-")
                pieces = found.setdefault((role, int(number)), [])
                if letter == "B":
                    pieces.append([token.start, token.end])
                pieces[-1][1] = token.end
    for number, attribution in enumerate(attributions(document), 1):
        assert [document.text[s:e] for s, e in found[("content", number)]] == [span.text for span in attribution.content]
        cues = [document.text[s:e] for s, e in found.get(("cue", number), [])]
        assert cues == ([attribution.cue.text] if attribution.cue else [])
    assert sum(row[4].startswith("B-") for row in rows) == len(document.mentions)


# ---- TEI ----


def tei_root(document):
    return ElementTree.fromstring(export.tei(document))


def test_tei_holds_the_text_and_points_into_it(document):
    root = tei_root(document)
    body = root.find(f".//{TEI}body")
    assert "".join(body.itertext()) == document.text
    ids = {element.get(XML_ID): element for element in root.iter() if element.get(XML_ID)}
    assert len(ids) == sum(1 for element in root.iter() if element.get(XML_ID))
    for element in root.iter():
        for name in ("who", "ref", "next", "prev", "target", "corresp", "ana"):
            for target in element.get(name, "").split():
                assert target.startswith("#") and target[1:] in ids, (name, target)
    spans = root.findall(f".//{TEI}spanGrp/{TEI}span")
    assert len(spans) == len(attributions(document))
    for span, attribution in zip(spans, attributions(document), strict=True):
        pieces = [ids[target[1:]] for target in span.get("target").split()]
        assert squeezed("".join("".join(piece.itertext()) for piece in pieces)) == squeezed(attribution.text)
        assert {piece.tag for piece in pieces} == {f"{TEI}said"}
        assert f"#kind.{attribution.kind}" in span.get("ana").split()
        assert {piece.get("direct") for piece in pieces} == {"true" if attribution.kind == "direct" else "false"}
        chain = [piece.get("next") for piece in pieces]
        assert chain == [f"#{piece.get(XML_ID)}" for piece in pieces[1:]] + [None]
        if attribution.speaker and attribution.speaker.label == "PERSON":
            person = ids[pieces[0].get("who").split()[0][1:]]
            assert person.tag == f"{TEI}person"
            if len(attribution.speakers) < 2:
                assert person.find(f"{TEI}persName").text == attribution.speaker.name
    assert root.find(f".//{TEI}date").get("when") == "2024-03-01"


def test_tei_titles_and_what_xml_cannot_hold():
    root = ElementTree.fromstring(export.tei(sayso.parse("a\x00b\x0c\ud800 <&> “x\ufffe”"), title='A & "B"'))
    assert root.find(f".//{TEI}title").text == 'A & "B"'
    assert "".join(root.find(f".//{TEI}body").itertext()) == "a\ufffdb\ufffd\ufffd <&> “x\ufffd”"
    assert ElementTree.fromstring(export.tei(sayso.parse(""))).find(f".//{TEI}title").text == "untitled"


@pytest.mark.thirdparty
@given(text=texts)
@settings(max_examples=60, deadline=None)
@example(text=SPLIT)
@example(text=ARTICLE)
def test_tei_is_valid(text):
    """By the Consortium's own DTD (P5 4.8, which comes with trafilatura).

    It lacks the module of spanGrp, which is taken out first.
    """
    etree, trafilatura = pytest.importorskip("lxml.etree"), pytest.importorskip("trafilatura")
    dtd = etree.DTD(str(Path(trafilatura.__file__).parent / "data" / "tei_corpus.dtd"))
    root = etree.fromstring(export.tei(sayso.parse(text, date="2024-03-01")).encode())
    for spans in root.findall(f".//{TEI}spanGrp"):
        spans.getparent().remove(spans)
    for empty in [part for part in root.findall(f"{TEI}standOff") if not len(part)]:
        root.remove(empty)
    assert dtd.validate(root), dtd.error_log[:3]


# ---- WebAnno ----


def test_webanno_counts_utf16_and_escapes(document):
    text = export.webanno(document)
    assert text.startswith("#FORMAT=WebAnno TSV 3.3\n#T_SP=de.tudarmstadt")
    utf16 = document.text.encode("utf-16-le")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    assert len(rows) == len(document.tokens) and {len(row) for row in rows} == {10}
    held = {}
    for row, token in zip(rows, document.tokens, strict=True):
        start, end = map(int, row[1].split("-"))
        assert utf16[2 * start : 2 * end].decode("utf-16-le") == token.text
        values = [[cell.rsplit("[", 1) for cell in row[column].split("|")] for column in (5, 6, 7, 8) if row[5] != "_"]
        for kind, number, role, _ in zip(*values, strict=True):
            assert kind[1] == number[1] == role[1]  # one annotation in all columns of its layer
            held.setdefault((int(number[0]), role[0]), []).append(token.text)
    for number, attribution in enumerate(attributions(document), 1):
        assert squeezed("".join(held[(number, "content")])) == squeezed(attribution.text)
    sentences = [line for line in text.splitlines() if line.startswith("#Text=")]
    assert len(sentences) == len(document.sentences)
    if document.text == SPLIT:
        assert any("\\r\\n" in line for line in sentences)


# ---- Label Studio ----


def test_label_studio_predictions_point_into_the_text(document):
    task = json.loads(json.dumps(export.label_studio(document)))
    (prediction,) = task["predictions"]
    marks = {row["id"]: row for row in prediction["result"] if row["type"] == "labels"}
    for row in marks.values():
        value = row["value"]
        assert task["data"]["text"][value["start"] : value["end"]] == value["text"]
    root = ElementTree.fromstring(export.label_studio_configuration())
    labels = {label.get("value") for label in root.iter("Label")}
    relations = {relation.get("value") for relation in root.iter("Relation")}
    assert {label for row in marks.values() for label in row["value"]["labels"]} <= labels
    names = {element.get("name") for element in root.iter() if element.get("name")}
    for row in prediction["result"]:
        if row["type"] == "relation":
            assert row["from_id"] in marks and row["to_id"] in marks and set(row["labels"]) <= relations
        else:
            assert row["from_name"] in names and row["to_name"] in names and row["id"] in marks
    contents = [row["value"]["text"] for row in marks.values() if row["value"]["labels"] == ["Content"]]
    assert contents == [span.text for attribution in attributions(document) for span in attribution.content]


# ---- displaCy ----


def test_displacy_spans_fit_text_and_tokens(document):
    drawn = export.displacy(document)
    assert drawn["text"] == document.text and drawn["ents"]
    for earlier, later in zip(drawn["ents"], drawn["ents"][1:], strict=False):
        assert earlier["end"] <= later["start"]
    assert {"DIRECT", "CUE", "SOURCE"} <= {entity["label"] for entity in drawn["ents"]}
    drawn = export.displacy(document, "span")
    for span in drawn["spans"]:
        words = drawn["tokens"][span["start_token"] : span["end_token"]]
        assert squeezed("".join(words)) == squeezed(document.text[span["start"] : span["end"]])
    with pytest.raises(ValueError, match="style"):
        export.displacy(document, "dep")


@pytest.mark.thirdparty
def test_displacy_draws_it(document):
    displacy = pytest.importorskip("spacy.displacy", reason="spaCy is not installed")
    for style in ("ent", "span"):
        page = displacy.render(export.displacy(document, style), style=style, manual=True, page=True)
        assert "DIRECT" in page and "SOURCE" in page


# ---- JSON Lines, and all of them on any text ----


def test_json_lines_give_equal_documents_back(document, tmp_path):
    path = tmp_path / "x.jsonl"
    assert export.write_jsonl([document, sayso.parse("")], path) == 2
    first, second = export.read_jsonl(path)
    assert first == document and first.id == document.id and first.date == document.date and second == sayso.parse("")
    path.write_text("{}\n[\n")
    with pytest.raises(sayso.Error):
        list(export.read_jsonl(path))
    path.write_text("\n[\n")
    with pytest.raises(ValueError, match="line 2"):
        list(export.read_jsonl(path))


@pytest.mark.parametrize("form", export.FORMATS)
def test_save_names_files_by_id(form, tmp_path):
    documents = [sayso.parse("“Hi,” said Bo Lind.", id=id) for id in ("a/b", "A/B", None, "../../x", 7)]
    paths = export.save(documents, tmp_path / "new", form)
    assert all(Path(path).parent == tmp_path / "new" and Path(path).stat().st_size for path in paths)
    assert len(set(paths)) == len(paths)
    if form == "tei":
        assert [Path(path).name for path in paths] == ["a_b.xml", "A_B_2.xml", "000002.xml", "x.xml", "7.xml"]
    if form == "label-studio":
        assert len(json.loads(Path(paths[0]).read_text(encoding="utf-8"))) == 5
    with pytest.raises(ValueError, match="no format 'pdf'"):
        export.save(documents, tmp_path, "pdf")


@given(texts)
@settings(max_examples=80, deadline=None)
def test_any_text_in_any_form(text):
    document = sayso.parse(text)
    body = ElementTree.fromstring(export.tei(document)).find(f".//{TEI}body")
    assert len("".join(body.itertext())) == len(text)
    for line in export.brat(document).split("\n"):
        assert not line or line.count("\t") in (1, 2)
    rows = [line for line in export.conll(document).split("\n") if line and not line.startswith("# ")]
    assert len(rows) == len(document.tokens)
    rows = [line for line in export.webanno(document).split("\n") if line and not line.startswith("#")]
    assert len(rows) == len(document.tokens) and all(row.count("\t") == 9 for row in rows)
    json.dumps([export.label_studio(document), export.displacy(document), export.displacy(document, "span")])


def test_it_is_imported_only_when_asked():
    import subprocess
    import sys

    code = ("import sayso, sys; assert not [m for m in sys.modules if m.startswith('sayso.') and m != 'sayso._core']; "
            "sayso.export.brat")
    subprocess.run([sys.executable, "-c", code], check=True)
