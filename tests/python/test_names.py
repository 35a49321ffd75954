"""Properties of mentions: they lie in the text, in order, apart, and do not depend on what stands around a paragraph."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

import sayso

LABELS = {"PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE", "TITLE"}
PIECES = ["Anna", "Vell", "Ministry", "of", "Foreign", "Affairs", "Russian", "President", "said", "in", "Riga", "and", "the",
          "al", "-", ",", ".", "“", "”", "'s", "’", "(", ")", "U.S.", "Mr.", "van", "der", "É", "е́", "🙂", "\n\n", "\u200b", "@"]


@given(st.lists(st.sampled_from(PIECES), max_size=60), st.sampled_from([" ", ""]))
@settings(max_examples=300, deadline=None)
def test_mentions_are_in_order_and_apart(pieces, between):
    text = between.join(pieces)
    end = 0
    for mention in sayso.parse(text).mentions:
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start:mention.end] == mention.text
        assert mention.label in LABELS
        assert 0 < mention.confidence <= 1
        end = mention.end


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_text(text):
    for mention in sayso.parse(text).mentions:
        assert text[mention.start:mention.end] == mention.text


def names(text):
    return [(m.text, m.label) for m in sayso.parse(text).mentions if m.label != "TITLE"]


def test_same_names_behind_multibyte_text():
    plain = "Secretary of State Amara Vell met the Ministry of Trade in Riga."
    assert names("Über ½ 🙂 “déjà” is said. " + plain)[-3:] == names(plain)


def test_no_mention_is_a_date_or_a_quantity():
    document = sayso.parse("On Friday, May 5, Anna Vell paid $3 million to Seven Oaks Bank. June was cold.", date="2023-05-06")
    taken = [(s.start, s.end) for s in (*document.dates, *document.quantities)]
    # a name may hold a number ("Seven Oaks Bank"), but is never part of one
    assert ("Seven Oaks Bank", "ORG") in [(m.text, m.label) for m in document.mentions]
    for mention in document.mentions:
        assert not any(start <= mention.start and mention.end <= end for start, end in taken)


def test_evidence_is_known_to_explain():
    for mention in sayso.parse("Senator Anna Vell of Riga Bank said the Orlen River rose in Qarandol.").mentions:
        assert all(sayso.explain(code) for code in mention.evidence)


def test_a_name_has_one_label_through_the_document():
    text = "Qarandol was calm. " * 3 + "The market in Qarandol opened. They drove to Qarandol."
    labels = {m.label for m in sayso.parse(text).mentions if re.fullmatch("Qarandol", m.text)}
    assert labels == {"GPE"}
