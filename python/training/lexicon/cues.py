"""Cues: verbs, nouns and phrases that attribute, in all their forms, with frames as csrc/core/cue.h reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from frequency import Words
from lists import LISTS
from rows import Row

FRAMES = {c: 1 << i for i, c in enumerate("QTBIOAWPR")} | {"!": 1 << 21}
ACTS = {name: i << 12 for i, name in enumerate(("speech", "belief", "intent", "other"))}
STATUSES = {name: i << 14 for i, name in enumerate(("said", "denied", "not_said", "declined", "unrealized"))}
CHANNELS = {
    name: i << 17
    for i, name in enumerate(
        ("unstated", "statement", "interview", "news_conference", "speech_channel", "email", "letter", "social_media",
         "court_document", "report", "broadcast")
    )
}
OFTEN_NOUN = 1 << 22
BASE, THIRD, PAST, PARTICIPLE, ING, PLURAL, OTHER = (i << 9 for i in range(7))
VOWELS = "aeiou"


def irregulars() -> dict[str, list[str]]:
    """Base form to [past, participle] or [past, participle, ing]."""
    forms = {}
    for line in (LISTS / "irregular.txt").read_text().splitlines():
        words = line.split()
        if line.startswith("#") or len(words) < 3:
            continue
        if len(words) in (3, 4):
            forms[words[0]] = words[1:]
    return forms


def third(verb: str) -> str:
    """"says" of "say"; also the plural of a noun."""
    if re.search(r"(s|x|z|ch|sh|o)$", verb):
        return verb + "es"
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ies"
    return verb + "s"


def doubled(verb: str) -> bool:
    """Does a verb of one syllable double its last consonant?"""
    return re.fullmatch(r"[^aeiou]*(qu)?[aeiou][^aeiouwxy]", verb) is not None


def inflect(verb: str, irregular: dict[str, list[str]]) -> Iterator[tuple[str, int]]:
    """All forms of a verb with their enum cue_form; the past before an equal base form."""
    stem = verb + verb[-1] if doubled(verb) else verb
    ing = stem + "ing"
    if re.search(r"ie$", verb):
        ing = verb[:-2] + "ying"
    elif re.search(r"[^eoy]e$", verb):
        ing = verb[:-1] + "ing"
    past = verb + "d" if verb.endswith("e") else stem + "ed"
    if re.search(r"[^aeiou]y$", verb):
        past = verb[:-1] + "ied"
    participle = past
    if verb in irregular:
        past, participle, *rest = irregular[verb]
        ing = rest[0] if rest else ing
    yield past, PAST
    yield verb, BASE
    yield third(verb), THIRD
    if participle != past:
        yield participle, PARTICIPLE
    yield ing, ING
    if re.search(r"[^aeiou][aeio]l$", verb):  # "signalled" beside "signaled"
        yield verb + "led", PAST
        yield verb + "ling", ING


def frame(description: str) -> int:
    """The bits of "QTB! belief denied"."""
    value = 0
    for word in description.split():
        for table in (ACTS, STATUSES, CHANNELS):
            if word in table:
                value |= table[word]
                break
        else:
            value |= sum(FRAMES[c] for c in word)
    return value


def read_cues(path: Path) -> Iterator[tuple[str, int]]:
    """Cue and frame of each entry of a cue file."""
    for line in path.read_text().splitlines():
        if line.startswith("#") or not line.strip():
            continue
        words, _, description = line.rpartition(":")
        for word in words.split(","):
            yield word.strip(), frame(description)


def all_cues(words: Words) -> Iterator[Row]:
    """Rows of all cues; a verb that stands twice has its first frame.

    A form that is mostly a noun where it is written ("plan", "reports") is marked so.
    """
    irregular = irregulars()
    seen: set[str] = set()
    for verb, value in read_cues(LISTS / "cue_verbs.txt"):
        if verb in seen:
            continue
        seen.add(verb)
        first, _, rest = verb.partition(" ")
        for form, bits in inflect(first, irregular):
            text = f"{form} {rest}" if rest else form
            often_noun = OFTEN_NOUN if not rest and words.often_noun(form) else 0
            yield Row(text, ("cue_verb",), str(value | bits | often_noun), case="lower")
    for noun, value in read_cues(LISTS / "cue_nouns.txt"):
        yield Row(noun, ("cue_noun",), str(value | BASE), case="lower")
        if not noun.endswith("s"):
            yield Row(third(noun), ("cue_noun",), str(value | PLURAL), case="lower")
    for phrase, value in read_cues(LISTS / "cue_phrases.txt"):
        yield Row(phrase, ("cue_phrase",), str(value | OTHER))
