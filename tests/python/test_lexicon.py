"""The lexicon through the package, and the steps that make it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

import sayso

ROOT = Path(__file__).parents[2]
BUILDER = ROOT / "python" / "training" / "lexicon"
MODEL = ROOT / "python" / "sayso" / "data" / "english.sayso"
sys.path.insert(0, str(BUILDER))

import cues  # noqa: E402
import lists  # noqa: E402
import pack  # noqa: E402
import places  # noqa: E402
import roles  # noqa: E402
from rows import Row, with_plain  # noqa: E402


def test_the_model_is_small_and_tells_how_it_was_made() -> None:
    data = MODEL.read_bytes()
    sections = pack.unpack(data)
    build = json.loads(sections[pack.BUILD])
    assert len(sections[pack.LEXICON]) < 3_000_000
    assert build["entries"] > 100_000
    assert build["classes"]["cue_verb"] > 1_000
    assert pack.pack(sections) == data


def test_packing_keeps_what_is_not_replaced(tmp_path: Path) -> None:
    sections = {pack.LEXICON: b"l" * 100, pack.WEIGHTS: b"w" * 3}
    data = pack.pack(sections)
    assert pack.unpack(data) == sections
    with pytest.raises(ValueError, match="damaged"):
        pack.unpack(data[:-1])
    with pytest.raises(ValueError, match="damaged"):
        pack.unpack(data[:-1] + b"x")


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("say", {"say", "says", "said", "saying"}),
        ("deny", {"deny", "denies", "denied", "denying"}),
        ("quip", {"quip", "quips", "quipped", "quipping"}),
        ("write", {"write", "writes", "wrote", "written", "writing"}),
        ("lie", {"lie", "lies", "lied", "lying"}),
        ("agree", {"agree", "agrees", "agreed", "agreeing"}),
        ("stress", {"stress", "stresses", "stressed", "stressing"}),
        ("signal", {"signal", "signals", "signaled", "signalled", "signaling", "signalling"}),
    ],
)
def test_verbs_are_inflected(verb: str, forms: set[str]) -> None:
    assert {form for form, _ in cues.inflect(verb, cues.irregulars())} == forms


def test_frames_are_the_bits_of_the_header() -> None:
    header = (ROOT / "csrc" / "core" / "cue.h").read_text()
    for name, bit in (("QUOTE", "Q"), ("THAT", "T"), ("BARE", "B"), ("INFINITIVE", "I"), ("OBJECT", "O"), ("AS", "A"),
                      ("WHETHER", "W"), ("ABOUT", "P"), ("RECIPIENT", "R"), ("STRONG", "!")):
        line = next(line for line in header.splitlines() if line.startswith(f"#define CUE_{name} "))
        assert f"(1u << {cues.FRAMES[bit].bit_length() - 1})" in line
    assert cues.frame("QT! belief denied") == cues.frame("QT!") | 1 << 12 | 1 << 14


def test_no_entry_stands_twice_in_a_cue_list() -> None:
    nouns = [noun for noun, _ in cues.read_cues(lists.LISTS / "cue_nouns.txt")]
    assert len(set(nouns)) == len(nouns)


def test_lists_can_be_read_and_name_known_classes() -> None:
    rows = list(lists.all_lists())
    known = set(json.loads(pack.unpack(MODEL.read_bytes())[pack.BUILD])["classes"])
    assert len(rows) > 5_000
    for row in rows:
        assert row.text == row.text.strip()
        assert "\t" not in row.text and "=" not in row.text and ">" not in row.text, row
        assert set(row.classes) <= known, row


def test_plurals_and_demonyms() -> None:
    assert roles.plural("spokeswoman") == "spokeswomen"
    assert roles.plural("attorney general") == "attorneys general"
    assert roles.plural("ally") == "allies"
    assert list(places.demonym_words("Irishman(men), Irishwoman(women), Irish (collective plural)")) == [
        "Irishman", "Irishmen", "Irishwoman", "Irishwomen", "Irish"]
    assert [row.text for row in with_plain([Row("São Tomé", ("city",))])] == ["São Tomé", "Sao Tome"]


def test_the_users_entries_win() -> None:
    text = "Marta Kalnina of Zolitude Works said the plan was ready."
    spans = [m.text for m in sayso.Parser(lexicon={"Zolitude Works": "company"}).parse(text).mentions if m.label == "ORG"]
    assert spans == ["Zolitude Works"]


def test_a_fault_in_the_users_entries_is_told() -> None:
    with pytest.raises((ValueError, sayso.Error), match="class"):
        sayso.Parser(lexicon={"Zolitude Works": "nonsense"})
