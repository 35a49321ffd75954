"""The manifest that travels with every table, the paragraph for a paper, and who is present but unheard."""

import json

import pytest

import sayso

TEXT = "“We waited too long,” said Ana Ruiz. She met Bo Lind. Ruiz denied that the bridge is old."
DATA = {"id": ["a", "b"], "text": [TEXT, None], "outlet": ["Post", "Echo"]}


@pytest.fixture(scope="module")
def corpus():
    return sayso.corpus(DATA, id="id", carry=["outlet"])


def test_the_manifest_tells_what_the_tables_rest_on(corpus):
    manifest = corpus.manifest()
    assert manifest["build"] == sayso.build_info() and manifest["options"] == {} and manifest["parser"] == "Parser()"
    assert manifest["unreadable"] == 1 and manifest["excluded"] == ["b"] and manifest["warnings"]["unreadable"] == 1
    assert manifest["rows"]["documents"] == 2 and json.loads(json.dumps(manifest)) == manifest
    for name in ("documents", "quotes", "entities"):
        travelled = json.loads(getattr(corpus, name).metadata["sayso.manifest"])
        assert travelled == {key: manifest[key] for key in ("build", "options", "lexicon", "inputs")}


def test_equal_inputs_have_equal_hashes(corpus):
    assert sayso.corpus(DATA, id="id").manifest()["inputs"] == corpus.manifest()["inputs"]
    for changed in ({**DATA, "text": [TEXT + " ", None]}, {**DATA, "id": ["a", "c"]}, {**DATA, "text": [TEXT, ""]}):
        assert sayso.corpus(changed, id="id").manifest()["inputs"] != corpus.manifest()["inputs"]


def test_options_and_lexicons_are_told():
    words = sayso.Parser(lexicon={"Quorvex": "ORG"}, aliases={"A B": "C D"}, gender=False, min_confidence=0.5)
    other = sayso.Parser(lexicon={"Quorvex": "company"}, aliases={"A B": "C D"})
    made, changed = (parser.corpus([TEXT]).manifest() for parser in (words, other))
    assert made["options"] == {"gender": False, "min_confidence": 0.5}
    assert (made["lexicon"]["entries"], made["lexicon"]["aliases"]) == (1, 1)
    assert made["lexicon"]["hash"] != changed["lexicon"]["hash"]
    text = words.corpus([TEXT]).methods()
    assert "the options gender False, min_confidence 0.5, and 1 entries and 1 aliases" in text
    assert made["lexicon"]["hash"] in text


def test_the_paragraph_for_a_paper(corpus):
    text, manifest = corpus.methods(), corpus.manifest()
    assert text.startswith("2 articles were read with sayso") and "the usual options; 1 could not be read" in text
    for value in (manifest["build"]["model_checksum"], manifest["build"]["weights_checksum"], manifest["inputs"]):
        assert value in text
    assert "seem not to be English" not in text
    foreign = sayso.corpus(["Nikt nie wie, dlaczego most jest zamknięty, powiedziała w poniedziałek pani burmistrz, która "
                            "obiecała mieszkańcom nowy plan budowy jeszcze przed zimą, choć pieniędzy wciąż brakuje."])
    assert "1 seem not to be English" in foreign.methods()


def test_present_but_unheard(corpus):
    rows = {row["name"]: row for row in corpus.entities}
    ruiz, lind = rows["Ana Ruiz"], rows["Bo Lind"]
    assert ruiz["outlet"] == "Post" and ruiz["doc_id"] == "a"
    spoken = [q for q in sayso.parse(TEXT).quotes if q.speaker.name == "Ana Ruiz"]
    assert (ruiz["quotes"], ruiz["words"]) == (len(spoken), sum(q.words for q in spoken)) and ruiz["quoted_words"] == 4
    assert ruiz["mentions"] >= 3  # twice by name, once by pronoun
    assert (lind["quotes"], lind["words"], lind["quoted_words"]) == (0, 0, 0) and lind["mentions"] == 1


def test_heard_as_often_as_the_table_of_sources_says():
    text = ("Ana Ruiz and Bo Lind said the ferry was late. “Nobody knew,” Ruiz said. She believes that it was the ice. "
            "“Lind told me ‘never again,’” Ruiz said. The harbour said nothing of Eva Holm.")
    corpus = sayso.corpus([text, "", text])
    heard = {}
    for row in corpus.sources:
        if row["act"] == "speech" and not row["depth"] and row["entity_id"] is not None:
            sums = heard.setdefault((row["doc_id"], row["entity_id"]), [0, 0, 0])
            sums[:] = sums[0] + 1, sums[1] + row["words"], sums[2] + row["quoted_words"]
    assert len(heard) >= 4
    documents = {0: sayso.parse(text).entities, 2: sayso.parse(text).entities}
    for row in corpus.entities:
        assert [row["quotes"], row["words"], row["quoted_words"]] == heard.get((row["doc_id"], row["entity_id"]), [0, 0, 0])
        entity = documents[row["doc_id"]][row["entity_id"]]
        assert row["mentions"] == len(entity.mentions) + len(entity.pronouns)
