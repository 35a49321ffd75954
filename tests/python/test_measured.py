"""The figures by group in docs/measured.md are those that tests/bench/by_group.py makes."""

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "bench"))
import by_group  # noqa: E402

PAGE = ROOT / "docs" / "measured.md"
FIGURE = re.compile(r"([01]\.\d{3}) \[([01]\.\d{3}), ([01]\.\d{3})\]")


@pytest.fixture(scope="module")
def sides():
    return list(by_group.own())


def table(name):
    text = PAGE.read_text(encoding="utf-8").split(f"<!-- {name} -->")[1].split(f"<!-- end of {name} -->")[0]
    rows = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in text.strip().splitlines()[2:]]
    return {(by, group): (int(coded), [tuple(map(float, FIGURE.fullmatch(cell).groups())) for cell in figures])
            for by, group, coded, _, *figures in rows}


def test_the_page_holds_what_is_measured_today(sides):
    """Rules change from day to day: today's figure stands within the interval that the page gives."""
    page = table("passages")
    assert {by for by, _ in page} == {"all", "subject", "gender of the speaker", "the source is", "style of marks"}
    for by in dict.fromkeys(by for by, _ in page):
        for row in by_group.rows(sides, by, draws=40):
            if (by, row.group) not in page:
                continue
            coded, (precision, recall) = page[by, row.group]
            assert coded <= row.gold  # passages come to it; the page is made anew from time to time
            for figure, (value, low, high) in zip((row.precision, row.recall), (precision, recall), strict=True):
                assert low <= value <= high and low - 0.01 <= figure[0] <= high + 0.01, (by, row.group, figure, value)


def test_polnear_is_told_by_kind_zone_outlet_and_gender():
    page = table("polnear")
    dimensions = {by for by, _ in page}
    wanted = {"kind", "zone", "place of the source", "marks of the article", "outlet", "gender, as the source is written"}
    assert wanted < dimensions
    assert {group for by, group in page if by == "kind"} == {"direct", "mixed", "indirect"}
    assert sum(coded for (by, _), (coded, _) in page.items() if by == "kind") == page["all", "all"][0]


def test_marks_change_and_nothing_else():
    text = '"I\'m late," said Al. "He said, \'Never,\' twice."'
    assert by_group.typed(text, "curly “ ”") == "“I’m late,” said Al. “He said, ‘Never,’ twice.”"
    assert by_group.typed(text, "British ‘ ’") == "‘I’m late,’ said Al. ‘He said, “Never,” twice.’"
    assert by_group.typed(text, 'straight " "') == text
    assert by_group.typed(text, "guillemets « »") == "«I'm late,» said Al. «He said, ‹Never,› twice.»"


def test_words_in_marks_are_told():
    text = "'No,' he said. “Two\nthree” \"four\" ''five'' six"
    assert [word for word in re.findall(r"\w+", text) if by_group.marked(text)[text.index(word)]] == ["Two", "four", "five"]


def test_everybody_who_speaks_in_a_passage_is_known_to_it():
    known = by_group.people()
    for passage in by_group.coded.read_passages("speakers"):
        coded = {name for coding in passage.codings for name in coding.code.partition(" ")[2].split("/")}
        if passage.name in known:
            assert known[passage.name].genders.keys() <= {name.partition("#")[0] for name in coded}, passage.name
    assert known.keys() <= {passage.name for passage in by_group.coded.read_passages("speakers")}
