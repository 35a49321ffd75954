"""A lexicon and options of one's own: Parser(lexicon=...) from every form, equality, pickling, threads, errors."""

import copy
import json
import pickle

import pytest

import sayso
from crowd import crowd
from hostile import ARTICLE
from sayso._lexicon import CLASSES, CUES, rows

pandas, pyarrow = pytest.importorskip("pandas"), pytest.importorskip("pyarrow")
try:
    import polars
except ImportError:  # no free-threaded Python has it yet
    polars = None

PAIRS = [("Zolitude Works", "company"), ("Daily Quern", "outlet"), ("zorble", "cue_verb")]
TEXT = "Marta Kalnina of Zolitude Works zorbled that the plan was ready. The Daily Quern has seen it."


def found(parser, text=TEXT):
    document = parser.parse(text)
    return ({m.text: m.label for m in document.mentions},
            [(a.cue and a.cue.text, a.text, a.source and a.source.text) for a in document.attributions])


# ---- forms ----


def forms(tmp_path):
    columns = {"text": [text for text, _ in PAIRS], "class": [name for _, name in PAIRS]}
    tsv, csv, jsonl = tmp_path / "words.tsv", tmp_path / "words.csv", tmp_path / "words.jsonl"
    tsv.write_text("text\tclass\tnote\n" + "".join(f"{a}\t{b}\tmine\n" for a, b in PAIRS), encoding="utf-8")
    csv.write_text("\ufeffclass,text\r\n" + "".join(f'{b},"{a}"\r\n' for a, b in PAIRS), encoding="utf-8")
    jsonl.write_text("".join(json.dumps({"text": a, "class": b}) + "\n\n" for a, b in PAIRS), encoding="utf-8")
    return {
        "pairs": PAIRS, "generator": (pair for pair in PAIRS), "mapping": dict(PAIRS), "columns": columns,
        "dicts": [{"text": a, "class": b} for a, b in PAIRS], "pandas": pandas.DataFrame(columns),
        "arrow": pyarrow.table(columns), "tsv": tsv, "csv": str(csv), "jsonl": jsonl,
    } | ({"polars": polars.DataFrame(columns)} if polars else {})  # fmt: skip


def test_every_form_of_a_lexicon_is_the_same(tmp_path):
    plain = sayso.Parser(lexicon=PAIRS)
    for name, lexicon in forms(tmp_path).items():
        parser = sayso.Parser(lexicon=lexicon)
        assert parser == plain and hash(parser) == hash(plain), name
    names, attributions = found(plain)
    assert names["Zolitude Works"] == "ORG" and names["Daily Quern"] == "ORG"
    assert ("zorbled", "that the plan was ready", "Marta Kalnina of Zolitude Works") in attributions


def test_a_table_with_nulls_and_all_columns():
    frame = pandas.DataFrame({"text": ["zorble", "Ana Quist"], "class": ["cue_verb", "person"], "takes": ["that quote", None],
                              "act": ["belief", None], "status": ["denied", None], "channel": ["letter", None],
                              "past": ["zarb", None], "wikidata": [None, "Q999999"]})
    assert rows(frame) == (("zorble", "cue_verb", 3, 1, 1, 6, "zarb", 0), ("Ana Quist", "person", 0, 0, 0, 0, None, 999999))
    document = sayso.Parser(lexicon=frame).parse("Ana Quist zarb that the road was closed.")
    made = document.attributions[0]
    assert (made.cue.text, made.act, made.status, made.channel) == ("zarb", "belief", "denied", "letter")
    assert document.mentions[0].entity.wikidata == "Q999999"


# ---- cues ----


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        ("“We are late,” Ana Ruiz zorbled.", "zorbled", "“We are late,”"),
        ("Ana Ruiz zorbles that the bridge is old.", "zorbles", "that the bridge is old"),
        ("“We are late,” said Bo Lind. “The bridge is closed,” zorbled Ana Ruiz.", "zorbled", "“The bridge is closed,”"),
        ("The bridge is old, Ana Ruiz zorbled.", "zorbled", "The bridge is old"),
        ("Ana Ruiz has never zorbled that the bridge is old.", "has never zorbled", "that the bridge is old"),
    ],
)
def test_a_cue_verb_of_ones_own_attributes_by_rule(text, cue, content):
    attributions = sayso.Parser(lexicon={"zorble": "cue_verb"}).parse(text).attributions
    mine = [a for a in attributions if a.cue and a.cue.text == cue]
    assert [(a.text, a.source.text) for a in mine] == [(content, "Ana Ruiz")]
    assert "user-lexicon" in mine[0].evidence and "encoder" not in mine[0].evidence


def test_forms_of_cues_are_made():
    forms = {"quarp": "quarped quarps quarping", "quip": "quipped", "grizzle": "grizzled grizzles grizzling",
             "fribby": "fribbied fribbies fribbying", "blosh": "bloshes", "vie": "vied vying", "sound off": "sounded off"}
    parser = sayso.Parser(lexicon=dict.fromkeys(forms, "cue_verb"))
    for verbs in forms.values():
        for verb in verbs.split() if "off" not in verbs else [verbs]:
            text = f"“We are late,” Ana Ruiz {'was ' if verb.endswith('ing') else ''}{verb}."
            evidence = [a.evidence for a in parser.parse(text).attributions]
            assert any("user-lexicon" in codes for codes in evidence), verb


def test_nouns_and_phrases_that_attribute():
    parser = sayso.Parser(lexicon=[("in the telling of", "cue_phrase"), ("zorblement", "cue_noun")])
    attribution = parser.parse("In the telling of Ana Ruiz, the bridge is old.").attributions[0]
    assert (attribution.cue.text.lower(), attribution.source.text) == ("in the telling of", "Ana Ruiz")
    assert "user-lexicon" in attribution.evidence
    attribution = parser.parse("Then came Ana Ruiz's zorblement that the bridge was old.").attributions[0]
    assert attribution.cue.text == "zorblement" and attribution.text == "that the bridge was old"


def test_titles_and_names_of_ones_own():
    parser = sayso.Parser(lexicon=[("Grand Quorl", "title"), ("Vexia", "given_name"), ("Republic of Quern", "country")])
    labels = {m.text: m.label for m in parser.parse("Grand Quorl Ana Ruiz of the Republic of Quern spoke.").mentions}
    assert labels["Grand Quorl"] == "TITLE" and labels["Ana Ruiz"] == "PERSON"
    assert "GPE" in labels.values()


def test_every_documented_class_is_one_and_is_explained():
    for name in CLASSES:
        sayso.Parser(lexicon=[("zorble", name)])
        assert CLASSES[name] in sayso.explain(name)
    assert "cue_verb: " in sayso.explain("lexicon") and set(CUES) < set(CLASSES)
    for name in ("month", "verb", "currency", "abbreviation"):
        with pytest.raises(ValueError, match="there is no class"):
            sayso.Parser(lexicon=[("zorble", name)])


# ---- errors ----


@pytest.mark.parametrize(
    ("lexicon", "error", "message"),
    [
        ([("a", "ORG"), ("b", "cue_verbs")], ValueError, "lexicon, row 1, column 'class': there is no class 'cue_verbs'; is it"),
        ([("a", 3)], TypeError, "row 0, column 'class': a str is needed, not 3"),
        ([("a", "ORG"), "b"], TypeError, "row 1: a pair of text and class is needed, or a dict; this is 'b'"),
        ([("a",)], TypeError, "row 0: a pair"),
        ([{"text": "a"}], TypeError, "row 0, column 'class': a str is needed, not None"),
        ([{"text": "a", "klass": "ORG"}], ValueError, "row 0: there is no column 'klass'; there are text, class"),
        ([{"text": "a", "class": "ORG", "act": "belief"}], ValueError, "'act': only cues have one, and the class is 'ORG'"),
        ([{"text": "a", "class": "cue_noun", "past": "b"}], ValueError, "column 'past': only a cue_verb has one"),
        ([{"text": "a", "class": "cue_verb", "takes": "that thing"}], ValueError, "column 'takes': there is no 'thing'"),
        ([{"text": "a", "class": "cue_verb", "act": "speach"}], ValueError, "column 'act': there is no 'speach'; is it 'speech'"),
        ([{"text": "a", "class": "person", "wikidata": "42"}], ValueError, "column 'wikidata': a number such as 'Q42'"),
        ({"text": ["a", "b"], "class": ["ORG"]}, ValueError, "not of one length"),
        (pandas.DataFrame({"text": ["a"]}), ValueError, "no column 'class'; it has 'text'"),
        (pandas.DataFrame({"text": ["a", None], "class": ["ORG", "ORG"]}), TypeError, "row 1, column 'text'"),
        ([(" ".join("abcdefghijklmnopqrstuvwxyz"), "ORG")], ValueError, "lexicon, row 0, 'a b .*: text: longer than 24"),
    ],
)
def test_errors_name_row_and_column(lexicon, error, message):
    with pytest.raises(error, match=message):
        sayso.Parser(lexicon=lexicon)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.tsv", "word\tclass\n", "line 1: the head has no column 'text'; it has 'word', 'class'"),
        ("a.csv", "", "line 1: the head has no column 'text'; it has none"),
        ("a.tsv", "text\tclass\nA\tORG\nB\tORGG\n", r"a\.tsv, line 3, column 'class': there is no class 'ORGG'"),
        ("a.tsv", "text\tclass\nA\t\n", r"a\.tsv, line 2, column 'class': it is empty"),
        ("a.jsonl", '{"text": "A", "class": "ORG"}\n{"text"\n', "line 2: "),
        ("a.jsonl", "[1]\n", "line 1: a JSON object is needed"),
        ("a.xlsx", "", r"a lexicon is a \.tsv, \.csv or \.jsonl file"),
    ],
)
def test_errors_in_files_name_the_line(tmp_path, name, content, message):
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        sayso.Parser(lexicon=tmp_path / name)


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(FileNotFoundError):
        sayso.Parser(lexicon=tmp_path / "none.tsv")


# ---- options ----


def test_single_quotes_on_and_off():
    text = "The road is closed. 'We are late today,' said Ana Ruiz."
    on, off = sayso.Parser(single_quotes=True).parse(text), sayso.Parser(single_quotes=False).parse(text)
    assert [a.kind for a in on.attributions] == ["direct"]
    assert all(a.kind == "indirect" for a in off.attributions)


def test_scare_quotes_in_or_out():
    text = "The so-called “miracle” bridge is old. It was painted."
    assert [s.text for s in sayso.parse(text).scare_quotes] == ["miracle"]
    assert not sayso.Parser(scare_quotes=False).parse(text).scare_quotes


def test_gender_on_or_off():
    text = "Mary Stone arrived. She said that the bridge was old."
    assert sayso.parse(text).entities[0].gender.value == "female"
    assert {e.gender.value for e in sayso.Parser(gender=False).parse(text).entities} == {"unknown"}


def test_least_confidence():
    least = 0.8
    kept = sayso.Parser(min_confidence=least).parse(ARTICLE).attributions
    assert [a.uid for a in kept] == [a.uid for a in sayso.parse(ARTICLE).attributions if a.confidence >= least]
    assert len(kept) < len(sayso.parse(ARTICLE).attributions)


def test_aliases_are_one_entity():
    parser = sayso.Parser(aliases={"Mister Quern": "Zandor Pell"}, lexicon={"Zandor Pell": "person"})
    document = parser.parse("Zandor Pell left early. Mister Quern said that the bridge was old.")
    assert document.attributions[0].speaker == document.mentions[0].entity


def test_an_alias_makes_the_key():
    parser = sayso.Parser(aliases={"Zelensky": "Volodymyr Zelenskyy", "Zelenskiy": "Volodymyr Zelenskyy", "the Mounties": "RCMP"})
    for text in ('"No," Zelensky said.', '"No," Zelenskiy said.', "Volodymyr Zelenskyy said no."):
        speaker = parser.parse(text).mentions[0].entity
        assert (speaker.key, speaker.key_basis, speaker.label) == ("volodymyr zelenskyy", "full name", "PERSON")
    both = parser.parse("Zelensky spoke. Zelenskiy slept.")
    assert len(both.entities) == 1 and both.mentions[1].evidence == ("user-lexicon",)
    mounties = parser.parse("The Mounties came.").mentions[0].entity
    assert (mounties.label, mounties.key) == ("ORG", "rcmp")  # what the model knows the name as
    surrogate = sayso.Parser(aliases={"Quern": "Zandor \ud800 Pell"}).parse("Quern left.").mentions[0].entity
    assert surrogate.key == "quern"  # no name that could be printed


def test_options_are_told_and_equal_parsers_are_equal():
    assert sayso.Parser() == sayso.Parser(gender=True, single_quotes="auto", min_confidence=0, jit="on", lexicon=None)
    assert sayso.Parser().options == {} and repr(sayso.Parser()) == "Parser()"
    parser = sayso.Parser(gender="off", single_quotes="on", min_confidence=0.25, lexicon=PAIRS, aliases={"A B": "C D"})
    assert parser.options == {"gender": False, "single_quotes": True, "min_confidence": 0.25, "lexicon": tuple(PAIRS),
                              "aliases": (("A B", "C D"),)}
    assert parser == sayso.Parser(**parser.options) and hash(parser) == hash(sayso.Parser(**parser.options))
    assert parser != sayso.Parser(gender=False) and parser != "Parser()" and len({parser, sayso.Parser(), sayso.Parser()}) == 2
    parser.options.clear()
    assert parser.options["gender"] is False  # a copy was cleared
    with pytest.raises(TypeError):
        parser < parser  # noqa: B015


def test_a_parser_pickles_and_is_as_before():
    cue = {"text": "zorble", "class": "cue_verb", "act": "belief", "past": "zarb"}
    for parser in (sayso.Parser(lexicon=PAIRS, gender=False), sayso.Parser(lexicon=[cue], min_confidence=0.1)):
        for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
            back = pickle.loads(pickle.dumps(parser, protocol))
            assert back == parser and hash(back) == hash(parser) and back is not parser
            assert back.parse(TEXT) == parser.parse(TEXT)
        assert copy.deepcopy(parser) == parser


def test_an_article_of_the_users_is_in_one_mention():
    """The name takes it, and the role behind it does without."""
    mentions = sayso.Parser(lexicon=[("the", "PERSON")]).parse("The workers agreed.").mentions
    assert [m.text for m in mentions] == ["The", "workers"]


def test_threads_share_a_parser():
    parser = sayso.Parser(lexicon=PAIRS)
    expected = found(parser)
    assert all(result == expected for result in crowd(lambda: found(parser)))
    assert [d == parser.parse(TEXT) for d in parser.parse_many([TEXT] * 30, threads=3)] == [True] * 30
