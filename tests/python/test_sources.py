"""Who speaks, in the turns of phrase that papers use: one text, the speakers of its attributions in order."""

import pytest

import sayso

CASES = [
    ("Conservative Leader Anna Vell said taxes are too high.", ["Anna Vell"]),
    ("On Monday, Opposition BC United Leader Kevin Marr said the plan had failed.", ["Kevin Marr"]),
    ("NDP Leader Rita Osei said it was late. \"We waited,\" Osei said.", ["Rita Osei", "Rita Osei"]),
    ("Liberal MP Ann Smith said no. Ms. Smith said the vote was fair.", ["Ann Smith", "Ann Smith"]),
    ("Liberal Democrat leader Sir Owen Pryce said it was late. Sir Owen said the vote was lost.", ["Owen Pryce"] * 2),
    ("Cllr Peter Marlow told the station that the hall was shut. Peter said it would open again.", ["Peter Marlow"] * 2),
    ("The premiers of Nova Scotia and Saskatchewan say the plan is late.", ["The premiers"]),
    ("Minister Ann Lee met Sean Frost. Canada's premiers maintain that they were left out.", ["premiers"]),
    ("One of the organizers of the camp – Brittany Cole – says the city must do more.", ["Brittany Cole"]),
    ("The union's lawyer, Bob Ray, left. \"It is late,\" said the chief representing a nation in the north.", ["the chief"]),
    ("Premier Ann Vell met chiefs in Ottawa, who said the plan was late.", ["chiefs"]),
    ("Ford Marsh — who vowed to continue — said he was very confident.", ["Ford Marsh", "Ford Marsh"]),
    ("Foreign Minister Ana Kuil said it was late. The defence minister said it was early.", ["Ana Kuil", "The defence minister"]),
    ("\"It is late,\" said Mickey Avery, Alberta's justice minister. The minister said it would end.", ["Mickey Avery"] * 2),
    ("Const. Ann Lee said the road was shut. The officer said it would open on Friday.", ["Ann Lee", "Ann Lee"]),
    ("Patrick Njoro said the bank may act. The rate could fall, the former adviser said.", ["Patrick Njoro"] * 2),
    ("British Columbians will pay for it, Ann Lee said. \"All of them,\" she said.", ["Ann Lee", "Ann Lee"]),
]


@pytest.mark.parametrize(("text", "names"), CASES, ids=[str(number) for number in range(len(CASES))])
def test_speakers(text: str, names: list[str]) -> None:
    """Each attribution names its speaker, and nobody else."""
    document = sayso.parse(text)
    found = [attribution.speaker.name for attribution in document.attributions if attribution.speaker]
    assert found == names


def test_epithet_is_not_another() -> None:
    """A spokeswoman of whom nobody spoke is not the person who spoke last."""
    document = sayso.parse("Mayor Ann Lee said the bridge is shut. The spokeswoman said it would open on Friday.")
    assert [attribution.speaker.name for attribution in document.attributions] == ["Ann Lee", "The spokeswoman"]


def test_quotation_floats_past_a_notice() -> None:
    """A paragraph in marks after a notice of the page goes on with the speaker before it; the notice is no text of the story."""
    document = sayso.parse(
        "Fire destroys home\n\nThe house burned on Monday night, the town said.\n\n"
        "\"Crews saved the barn,\" said Const. Ken Marr in a statement.\n\n"
        "Story continues below advertisement\nArticle content\n\n"
        "\"Any word from the public may help us to find out why it burned.\"\n\nThe barn is shut."
    )
    quote = document.quotes[-1]
    assert quote.speaker is not None and quote.speaker.name == "Ken Marr"
    assert len(quote.content) == 2
    assert [paragraph.kind for paragraph in document.paragraphs[3:5]] == ["boilerplate", "boilerplate"]


def test_time_of_day_is_whole() -> None:
    """What police say runs to the end of "a.m."."""
    document = sayso.parse("Regional police say the fire on Mill Street was reported at 5:20 a.m.\n\nThe house is gone.")
    assert document.attributions[0].text == "the fire on Mill Street was reported at 5:20 a.m."


def test_adjectives_of_the_source_are_no_content() -> None:
    """In "..., a smiling Ford said" only the marks are said."""
    said = "\"The premier will build subways,\" a smiling, smug Farr said on Monday after the vote."
    document = sayso.parse(f"Mayor Rob Farr left.\n\n{said}")
    assert document.quotes[0].text == '"The premier will build subways,"'


@pytest.mark.parametrize("party", ["The Liberals", "The Conservatives", "The Tories"])
def test_party_is_named(party: str) -> None:
    """A party by its name, with the article and nothing else, is a named organisation."""
    source = sayso.parse(f"{party} said the budget was late.").attributions[0]
    assert (source.naming, source.source_kind) == ("named", "organization")


def test_answer_in_the_same_paragraph() -> None:
    """Marks right behind what somebody promised are his, not those of whoever asks in the next paragraph."""
    document = sayso.parse(
        "Minister Tom Osler promised action to the workers who met him. \"I will commit to you because it is wrong.\"\n\n"
        "\"How long do we have to wait?\" asked Cabot Green in a video."
    )
    assert [(quote.speaker.name, quote.content[-1].text[:6]) for quote in document.attributions if quote.speaker] == [
        ("Tom Osler", '"I wil'), ("Cabot Green", '"How l')]


def test_headline_takes_no_words_of_the_story() -> None:
    """A content of the headline that runs on into the story leaves the story's words to the story's cue."""
    document = sayso.parse(
        "Ferry talks stall as islands warn of a winter cut off\n\n"
        "OSLO, Norway - Transport Minister Ingrid Solheim will travel to the northern islands this week to rescue a ferry "
        "contract that 14,000 people depend on, her ministry said Thursday, as mayors warned that another winter without boats "
        "would empty their towns."
    )
    assert any(a.cue.text == "said" and a.text.startswith("Transport Minister Ingrid Solheim") for a in document.attributions)
