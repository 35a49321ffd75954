"""sayso.evaluate: the measures of the shared scorers, from every form of annotation."""

import gzip
import json
import pathlib

import pytest

import sayso
from scripts import load

SHARED = pathlib.Path(__file__).resolve().parents[3] / "shared"
TEXT = "“We are late,” said Ana Ruiz. The mayor denied that the bridge was old, and Bo Lind of the Guard agreed."


def span(part, text=TEXT):
    start = text.index(part)
    return [start, start + len(part)]


def marked(content, cue, source, text=TEXT):
    return {role: [span(part, text)] if part else [] for role, part in (("content", content), ("cue", cue), ("source", source))}


LATE = marked("“We are late,”", "said", "Ana Ruiz")
OLD = marked("that the bridge was old", "denied", "The mayor")
GOLD = {"id": "a", "text": TEXT, "attributions": [LATE, OLD],
        "entities": [{"start": span(n)[0], "end": span(n)[1], "type": t}
                     for n, t in (("Ana Ruiz", "Person"), ("Bo Lind", "PER"), ("the Guard", "Organization"))]}


def prediction(*attributions, **more):
    return {"id": "a", "attributions": list(attributions), **more}


def test_equal_marks_are_perfect_and_edges_do_not_matter():
    inner = {**LATE, "content": [span("We are late")]}  # without marks: the same words
    result = sayso.evaluate([GOLD], [prediction(inner, OLD, entities=[
        {"start": span("Guard")[0], "end": span("Guard")[1], "label": "ORG"},
        {"start": span("Ana Ruiz")[0], "end": span("Ana Ruiz")[1], "label": "PERSON"},
        {"start": span("Bo Lind")[0], "end": span("Bo Lind")[1], "label": "PERSON"}])])
    for name in ("attribution", "content_exact", "content_words", "cue", "source_exact", "PER/exact", "ORG/exact", "all/exact"):
        assert result[name][:3] == (1.0, 1.0, 1.0), name
    assert result["quoted/attribution"].gold == 1 and result["quoted/attribution"].pred == 0  # its own side's marks tell
    assert not result.missed and not result.spurious


def test_what_counts_as_right():
    wide = marked("The mayor denied that the bridge was old", "", "")
    swapped = {**LATE, "source": [span("Bo Lind")]}
    result = sayso.evaluate([GOLD], [prediction(swapped, wide)], draws=0)
    assert result["content_exact"][:3] == (0.5, 0.5, 0.5)
    assert result["content_j80"].f1 == 0.5  # 5 words of 8 are not 0.8
    assert result["attribution"].f1 == 0.0  # right content, wrong source
    assert result["cue"][:2] == (1.0, 0.5)  # one cue predicted, two in gold
    assert result["source_overlap"] == (0.0, 0.0, 0.0, 2, 1, None, None)
    assert result["content_words"][:2] == (8 / 11, 1.0) and result["content_words"].f1 == pytest.approx(16 / 19)
    assert [d.text for d in result.missed] == ["“We are late,”", "that the bridge was old"]
    assert [d.start for d in result.spurious] == [0, span("The mayor")[0]]
    assert "all/exact" in result and result["all/exact"].pred == 0


def test_pairs_are_one_to_one_best_first():
    parts = [marked("that the bridge was old", "denied", "The mayor"), marked("the bridge", "denied", "The mayor")]
    result = sayso.evaluate([GOLD], [prediction(*parts)])
    assert result["content_exact"].precision == 0.5 and result["content_exact"].recall == 0.5


def test_sayso_reads_gold_itself_and_knows_its_own_documents():
    text = "“The road is closed,” said Maria Silva."
    gold = {"id": 7, "text": text, "attributions": [marked("“The road is closed,”", "said", "Maria Silva", text)]}
    assert sayso.evaluate([gold])["attribution"].f1 == 1.0
    document = sayso.parse(text, id=7)
    assert sayso.evaluate([gold], [document]) == sayso.evaluate([gold], [document.to_dict()])
    assert sayso.evaluate([document], [json.loads(document.to_json())])["all/exact"].f1 == 1.0
    strict = sayso.Parser(min_confidence=1.0)
    assert sayso.evaluate([gold], parser=strict)["attribution"].pred == len(strict.parse(text).attributions)


def test_only_speech_leaves_beliefs_out():
    text = "“We won,” said Ana Ruiz. Bo Lind believes that the vote was fair."
    document = sayso.parse(text, id="a")
    assert {a.act for a in document.attributions} == {"speech", "belief"}
    gold = {"id": "a", "text": text, "attributions": [marked("“We won,”", "said", "Ana Ruiz", text)]}
    assert sayso.evaluate([gold], only="speech")["attribution"].pred == 1
    assert sayso.evaluate([gold])["attribution"].pred == 2


def test_intervals_are_seeded_and_hold_the_estimate():
    golds = [{**GOLD, "id": i} for i in range(12)]
    preds = [{**(prediction(LATE, OLD) if i % 3 else prediction(LATE)), "id": i} for i in range(12)]
    first, again, other = (sayso.evaluate(golds, preds, seed=seed)["attribution"] for seed in (1, 1, 2))
    assert first == again and first.low < first.f1 < first.high
    assert first.f1 == other.f1 and (first.low, first.high) != (0.0, 1.0)
    alone = sayso.evaluate(golds[:1], preds[:1])["attribution"]
    assert alone.low == alone.high == alone.f1  # one article tells nothing of the spread


def test_by_a_key_of_the_gold():
    golds = [{**GOLD, "id": i, "genre": "news" if i else "court"} for i in range(3)]
    preds = [{**prediction(LATE), "id": i} for i in range(3)]
    result = sayso.evaluate(golds, preds, by="genre")
    assert {value: group.documents for value, group in result.groups.items()} == {"court": 1, "news": 2}
    assert result.groups["news"]["attribution"].recall == 0.5
    assert "court: 1 document, attribution F1" in repr(result)
    with pytest.raises(ValueError, match="no article of gold has a key 'outlet'"):
        sayso.evaluate(golds, preds, by="outlet")


def test_files_and_folders(tmp_path):
    lines = json.dumps(GOLD, ensure_ascii=False) + "\n\n"
    (tmp_path / "gold.jsonl").write_text(lines, encoding="utf-8")
    with gzip.open(tmp_path / "gold.jsonl.gz", "wt", encoding="utf-8") as out:
        out.write(lines)
    expected = sayso.evaluate([GOLD], [prediction(LATE)])
    assert sayso.evaluate(tmp_path / "gold.jsonl", [prediction(LATE)]) == expected
    assert sayso.evaluate(str(tmp_path / "gold.jsonl.gz"), [prediction(LATE)]) == expected
    brat = tmp_path / "brat"
    brat.mkdir()
    (brat / "a.txt").write_bytes(TEXT.encode())
    parts = [("T1", "Content", "“We are late,”"), ("T2", "Cue", "said"), ("T3", "Source", "Ana Ruiz"),
             ("T4", "Content", "that the bridge was old"), ("T5", "Cue", "denied"), ("T6", "Source", "The mayor"),
             ("T7", "PERSON", "Bo Lind")]
    rows = [f"{name}\t{kind} {span(part)[0]} {span(part)[1]}\t{part}" for name, kind, part in parts]
    rows += ["R1\tsays Arg1:T2 Arg2:T1", "R2\tby Arg1:T2 Arg2:T3", "R3\tsays Arg1:T4 Arg2:T5", "R4\tby Arg1:T6 Arg2:T4", ""]
    (brat / "a.ann").write_bytes("\n".join(rows).encode())
    result = sayso.evaluate(brat, [prediction(LATE, OLD, entities=[])])
    assert result["attribution"].f1 == 1.0 and result["source_exact"].f1 == 1.0 and result["PER/exact"].gold == 1
    embedded = {"id": "a", "text": TEXT, "entities": [[name, kind, [span(part)]] for name, kind, part in parts[:3]],
                "relations": [["R1", "says", [["Arg1", "T2"], ["Arg2", "T1"]]], ["R2", "by", [["Arg1", "T2"], ["Arg2", "T3"]]]]}
    assert sayso.evaluate([embedded], [prediction(LATE)])["attribution"].f1 == 1.0


def test_pieces_of_a_content_in_brat(tmp_path):
    (tmp_path / "a.txt").write_bytes(TEXT.encode())
    (a, b), (c, d) = span("We are"), span("late")
    (tmp_path / "a.ann").write_bytes(
        f"T1\tContent {a} {b};{c} {d}\tWe are late\nT2\tCue 15 19\tsaid\nR1\tx A:T1 B:T2\n".encode())
    result = sayso.evaluate(tmp_path, [prediction({**LATE, "source": []})])
    assert result["content_exact"].f1 == 1.0


@pytest.mark.parametrize(
    ("gold", "pred", "message"),
    [
        ([], None, "no article"),
        ([{"id": 1, "text": "Word."}], None, "neither"),
        ([{"id": "x", "text": "Word.", "attributions": [{"content": [[0, 9]]}]}], None, r"'x': content \[0, 9\] lies outside"),
        ([{"id": "x", "text": "Word.", "entities": [{"start": 0, "end": 2}]}], None, "'x': 'label' is missing"),
        ([GOLD], [], "pred lacks 1 of the 1 articles of gold; the first is 'a'"),
        ([GOLD], [prediction(), prediction()], "two articles with the id 'a'"),
        ([GOLD], [{**prediction(), "text": "Other."}], "another text"),
        ([{"id": "a", "attributions": []}], [prediction()], "neither in gold nor in pred"),
        ([{"id": "a", "attributions": []}], None, "no text to be read"),
    ],
)
def test_errors_name_the_article(gold, pred, message):
    with pytest.raises(ValueError, match=message):
        sayso.evaluate(gold, pred)


def test_wrong_things_are_told(tmp_path):
    with pytest.raises(TypeError, match="article 0: a dict or a Document is needed, not str"):
        sayso.evaluate(["text"])
    with pytest.raises(ValueError, match="no coarse type 'WHO'"):
        sayso.evaluate([GOLD], types=["WHO"])
    with pytest.raises(ValueError, match=r"\.ann files"):
        sayso.evaluate(tmp_path)
    (tmp_path / "a.jsonl").write_text('{"id": 1}\n{"id"', encoding="utf-8")
    with pytest.raises(ValueError, match="line 2"):
        sayso.evaluate(tmp_path / "a.jsonl")
    (tmp_path / "a.txt").write_text("Word.", encoding="utf-8")
    (tmp_path / "a.ann").write_text("T1\tContent zero\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"a\.ann, line 1"):
        sayso.evaluate(tmp_path)


def test_it_shows_itself():
    result = sayso.evaluate([GOLD], [prediction(LATE)])
    text = repr(result)
    assert text.splitlines()[0] == "1 document" and "attribution" in text and max(map(len, text.splitlines())) <= 80
    assert "<table>" in result._repr_html_() and "0.667" in result._repr_html_()
    data = json.loads(json.dumps(result.to_dict()))
    assert data["measures"]["attribution"]["f1"] == pytest.approx(2 / 3)
    assert data["missed"][0]["text"] == "that the bridge was old"
    with pytest.raises(KeyError, match="no measure 'f1'; there are attribution"):
        result["f1"]


@pytest.mark.parametrize(
    ("script", "data"), [("score_attributions", "quotes-polnear-dev"), ("score_entities", "ner-worldwide-dev")])
def test_figures_are_those_of_the_shared_scorers(script, data):
    if not SHARED.exists():
        pytest.skip(f"the shared scorers and data are not there: {SHARED}")
    with gzip.open(SHARED / "data" / f"{data}.jsonl.gz", "rt", encoding="utf-8") as lines:
        gold = [json.loads(line) for line in lines][:60]
    predict = load(SHARED / "eval" / "predict.py")
    pred = [predict.one(record, None) for record in gold]
    result = sayso.evaluate(gold, pred, draws=0)
    expected = load(SHARED / "eval" / f"{script}.py").score(gold, pred)
    expected = expected[0] if isinstance(expected, tuple) else expected
    assert set(expected) <= set(result)
    for name, row in expected.items():
        assert tuple(result[name][:5]) == pytest.approx(tuple(row[k] for k in ("p", "r", "f1", "gold", "pred"))), name
    assert sayso.evaluate(gold, draws=0) == result  # what sayso reads itself
