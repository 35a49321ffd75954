"""Two readings compared, corrections by hand, copies of a story, and what a finding depends on."""

import pickle

import pytest

import sayso

pandas = pytest.importorskip("pandas")

WIRE = ("“The bridge will stay closed until spring,” said Ana Ruiz, the mayor. “We waited too long for this,” she said. "
        "An official who was not authorized to speak said that the money is gone.")
OWN = "Bo Lind said that the harbour would open on Monday. “It is a good day for all of us,” he said."
DATA = {"id": ["a", "b", "c"], "text": [WIRE, WIRE.replace("“", '"').replace("”", '"') + " It rained.", OWN],
        "outlet": ["Post", "Echo", "Echo"]}


@pytest.fixture(scope="module")
def corpus():
    return sayso.corpus(DATA, id="id", carry=["outlet"])


def test_the_same_reading_is_the_same(corpus):
    result = corpus.compare(sayso.corpus(DATA, id="id"))
    assert result.counts() == {"same": len(corpus.attributions), "moved": 0, "relabelled": 0, "gone": 0, "new": 0}
    assert repr(result).startswith(f"{len(corpus.attributions)} same, 0 moved")


def test_other_options_and_words_are_told(corpus):
    strict = corpus.compare(sayso.Parser(min_confidence=1.0).corpus(DATA, id="id"))
    assert len(strict.gone) == len(corpus.attributions) and not strict.new
    back = sayso.Parser(min_confidence=1.0).corpus(DATA, id="id").compare(corpus)
    assert len(back.new) == len(corpus.attributions) and back.new[0].before is None
    belief = sayso.Parser(lexicon=[{"text": "say", "class": "cue_verb", "act": "belief", "past": "said"}]).corpus(DATA, id="id")
    changed = corpus.compare(belief)
    assert changed.relabelled and "act" in changed.labels() and changed.relabelled[0].after["act"] == "belief"
    fewer = corpus.compare(sayso.corpus({"id": ["a", "x"], "text": [WIRE, OWN]}, id="id"))
    assert fewer.documents_gone == ("b", "c") and fewer.documents_new == ("x",)
    assert "documents: 2 gone, 1 new" in repr(fewer) and not fewer.gone


def test_a_content_that_grew_has_moved():
    text = "Ana Ruiz said that the bridge is old. The road is new."
    before, after = sayso.corpus([text]), sayso.corpus([text])

    class Table(list):
        pass

    row = dict(after.attributions[0])
    row["uid"], row["content_ends"] = "0" * 16, [row["content_ends"][0] + 4]
    after.attributions = Table([row])
    result = before.compare(after)
    assert [change.after["uid"] for change in result.moved] == ["0" * 16] and not result.gone and not result.new
    row["content_starts"], row["content_ends"] = [40], [50]
    result = before.compare(after)
    assert len(result.gone) == len(result.new) == 1 and not result.moved


def test_corrections_lie_over_any_reading(corpus, tmp_path):
    first, second = corpus.attributions[0], corpus.attributions[1]
    corrections = [{"uid": first["uid"], "speaker": "Ana Maria Ruiz", "naming": "named", "note": "byline"},
                   {"uid": second["uid"], "doc_id": second["doc_id"], "wrong": True}, {"uid": "f" * 16, "act": "belief"}]
    result = corpus.correct(corrections)
    assert result.attributions[0]["speaker"] == "Ana Maria Ruiz" and result.attributions[0]["corrected"] is True
    assert second["uid"] not in {row["uid"] for row in result.attributions} and result.applied == 2
    assert [row["uid"] for row in result.unmatched] == ["f" * 16]
    assert corpus.attributions[0]["speaker"] == first["speaker"]  # the corpus stays
    assert len(result.attributions.to_pandas()) == len(result.attributions) == len(corpus.attributions) - 1
    again = sayso.Parser(gender=False).corpus(DATA, id="id").correct(corrections)  # another reading, the same uids
    assert again.applied == 2
    frame = pandas.DataFrame(corrections)
    assert list(corpus.correct(frame).attributions) == list(result.attributions)
    frame.to_csv(tmp_path / "hand.csv", index=False)
    assert list(corpus.correct(tmp_path / "hand.csv").attributions) == list(result.attributions)


def test_what_is_corrected_is_a_corpus_as_any(tmp_path):
    pyarrow = pytest.importorskip("pyarrow")
    text = "“We waited too long,” said Ana Ruiz. Bo Lind said that the ferry was late. An official said that it rained."
    corpus = sayso.corpus({"text": [text, "It rained.", text], "outlet": ["Post", "Echo", None]}, carry=["outlet"])
    ruiz, lind, official = [row["uid"] for row in corpus.attributions][:3]
    result = corpus.correct([
        {"uid": ruiz, "doc_id": 0, "wrong": True}, {"uid": lind, "speaker": "Ana Ruiz", "act": "belief"},
        {"uid": official, "doc_id": 2, "naming": "named", "source_kind": "organization", "speaker": "the Harbour Board"}])
    assert result.applied == 3 and not result.unmatched and "3 corrections applied, 0 not" in repr(result)
    assert result.documents["attributions"] == [2, 0, 3] and corpus.documents["attributions"] == [3, 0, 3]
    assert [row["speaker"] for row in result.quotes] == ["official", "Ana Ruiz", "the Harbour Board"]
    assert result.quotes["corrected"] == [False, False, True] and result.quotes["outlet"] == ["Post", None, None]
    rows = [row for row in result.sources if row["act"] == "belief"]
    told = [(row["speaker_name"], row["speaker_label"], row["speaker_gender"]) for row in rows]
    assert told == [("Ana Ruiz", "PERSON", "female")] * 2
    assert rows[0]["entity_id"] == result.attributions[0]["speaker_id"] == corpus.attributions[0]["speaker_id"]
    board = result.sources[-1]
    assert (board["speaker_name"], board["entity_id"], board["speaker_key"]) == ("the Harbour Board", None, None)
    heard = {(row["doc_id"], row["name"]): (row["quotes"], row["quoted_words"]) for row in result.entities}
    assert heard[0, "Ana Ruiz"] == (0, 0) and heard[2, "Ana Ruiz"] == (1, 4) and heard[0, "Bo Lind"] == (0, 0)
    frame = result.quotes.to_pandas()
    assert frame["naming"].tolist() == ["undisclosed", "named", "named"]
    assert result.summary().quotes == 3 and result.compare(corpus).counts()["new"] == 1
    assert result.sensitivity("named", by="outlet") and result.manifest()["corrections"]["applied"] == 3
    assert "sayso.corrections" in result.attributions.metadata
    again = pickle.loads(pickle.dumps(result))
    assert again.applied == 3 and pyarrow.table(again.quotes) == pyarrow.table(result.quotes)
    result.sources.write_parquet(tmp_path / "sources.parquet")


def test_no_corrections_change_nothing(corpus):
    pyarrow = pytest.importorskip("pyarrow")
    for same in (corpus.correct([]), corpus.correct([]).correct([{"uid": "f" * 16, "act": "belief"}])):
        for name in ("documents", "attributions", "quotes", "sources", "entities", "mentions"):
            before, after = pyarrow.table(getattr(corpus, name)), pyarrow.table(getattr(same, name))
            after = after.drop_columns(["corrected"]) if "corrected" in after.column_names else after
            assert before.equals(after), name
    row = corpus.attributions[0]  # each column once through the bytes
    dropped = corpus.correct([{"uid": row["uid"], "doc_id": row["doc_id"], "wrong": True}])
    assert pyarrow.table(dropped.attributions).drop_columns(["corrected"]).equals(pyarrow.table(corpus.attributions).slice(1))


@pytest.mark.parametrize(
    ("corrections", "message"),
    [
        ([{"uid": "1"}, {"uid": "1"}], "correction 1: the uid '1' is corrected twice"),
        ([{"uid": "1", "act": "speach"}], "correction 0, column 'act': there is no 'speach'; there are speech, belief"),
        ([{"uid": "1", "colour": "red"}], "correction 0: there is no 'colour' to correct"),
    ],
)
def test_wrong_corrections_are_told(corpus, corrections, message):
    with pytest.raises(ValueError, match=message):
        corpus.correct(corrections)
    with pytest.raises(TypeError, match="correction 0: a dict"):
        corpus.correct(["1"])


def test_copies_of_a_story_are_one_group(corpus):
    assert corpus.wire_groups() == [["a", "b"]]
    with pytest.raises(ValueError, match="share"):
        corpus.wire_groups(0)


def test_a_statement_has_one_key_wherever_it_is_printed():
    said = ["“We waited, too long,” said Ana Ruiz.", "Ana Ruiz told the Post: “WE WAITED too long.”",
            "“We waited,” said Ana Ruiz."]
    keys = sayso.corpus(said).quotes["statement_key"]
    assert len(keys) == 3 and keys[0] == keys[1] != keys[2] and all(len(key) == 16 for key in keys)
    assert sayso.corpus(["“Ça va,” said Ana Ruiz. “ça va!” said Bo Lind."]).quotes.to_pandas()["statement_key"].nunique() == 1


def test_a_cut_copy_is_still_a_copy():
    cut = WIRE[: WIRE.index(" An official")]
    assert sayso.corpus([WIRE, cut, OWN]).wire_groups() == [[0, 1]]
    assert sayso.corpus([WIRE, OWN]).wire_groups() == []


def test_stories_without_statements_are_told_by_their_words():
    days = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
    story = " ".join(f"On {days[i % 7]} the river at gauge {i} rose by {i * 3} feet and fell by {i} again." for i in range(40))
    other = " ".join(f"The school number {i} has {i * 7} pupils, and {i} teachers work there." for i in range(40))
    copy = story.replace("the river at gauge 20 rose", "the stream near gauge 20 rose") + " It was dry later."
    corpus = sayso.corpus([story, copy, other, ""])
    assert not len(corpus.quotes) and corpus.wire_groups() == [[0, 1]]
    hashes = corpus.documents["story_hash"]
    assert hashes[0] == sayso.parse(story).health.story_hash and hashes[3] == "0" * 16
    assert sayso.corpus([story, story.upper(), ""]).wire_groups() == [[0, 1]]


def test_sensitivity_flags_what_turns(corpus):
    result = corpus.sensitivity("anonymous", by="outlet")
    assert result.values[result.baseline]["Post"] > result.values[result.baseline]["Echo"]
    assert result.baseline == ("all kinds", "speech", 0.0, "kept") and len(result.values) == 3 * 2 * 3 * 3
    assert result.ranges()["Post"][0] <= result.values[result.baseline]["Post"] <= result.ranges()["Post"][1]
    assert "54 settings, 2 groups" in repr(result)

    def odd(rows):
        return len(rows) if any(row["outlet"] == "Post" for row in rows) else 4 - len(rows) if rows else None

    turned = corpus.sensitivity(odd, by="outlet")
    assert not turned.stable and all(len(settings) for settings in turned.turns.values()) and "turns: " in repr(turned)
    same = corpus.sensitivity(lambda rows: 1.0, by="outlet")
    assert same.stable and "turns" not in repr(same)
    with pytest.raises(ValueError, match="no measure 'anon'"):
        corpus.sensitivity("anon", by="outlet")
    with pytest.raises(ValueError, match="no column 'section'; was it carried"):
        corpus.sensitivity("named", by="section")


def test_women_among_those_whose_gender_is_known(corpus):
    text = "Mary Stone said she was glad. John Reed said he was not. Robin Quorl said that it rained."
    result = sayso.corpus({"text": [text], "outlet": ["Post"]}, carry=["outlet"]).sensitivity("female", by="outlet")
    assert result.values[result.baseline]["Post"] == 0.5
