"""Nouns for people by what they do, from WordNet's hierarchy, and the plurals of all role nouns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from cues import third
from frequency import Words
from gazetteers import read_table
from rows import Row

# Synsets whose hyponyms are occupations, offices and parts that news gives people.
ROOTS = {
    "09655706-n": "worker", "09646208-n": "leader", "09640897-n": "expert", "09639952-n": "entertainer",
    "09633690-n": "communicator", "09637345-n": "creator", "09644715-n": "intellectual", "09632262-n": "capitalist",
    "09789059-n": "adjudicator", "09839665-n": "athlete", "09794206-n": "advocate", "10427699-n": "supporter",
    "10235293-n": "investigator", "09958771-n": "combatant", "09997190-n": "criminal", "10392072-n": "official",
    "10034684-n": "manager", "10541628-n": "representative", "10371605-n": "negotiator", "10685137-n": "student",
    "10722430-n": "terrorist", "10229738-n": "rebel", "10335495-n": "militant", "09528285-n": "spiritual leader",
    "10499838-n": "professional", "10546909-n": "revolutionist",
}
# Hyponyms that mean something else in nearly every text.
BELOW_NONE = {"09645219-n"}
PLAIN = re.compile(r"[a-z]+(?:[ -][a-z]+){0,2}")
# What a noun for a person ends with; and those that are things more often.
PERSON_ENDING = re.compile(
    r"(er|or|ist|ian|man|woman|ant|ent|eer|ess|ee|ary|crat|path|smith|wright|herd|hand|star|ado)$"
)
THINGS = frozenset(
    "computer tanker scanner recorder booster gutter butter swagger fodder bellwether belligerent tracker plant fence brain grip"
    " cutter server printer planter feeder filter fastener carrier freighter steamer trailer roller router cracker sleeper pusher"
    " liner bumper breaker buffer charger chopper cooker dryer heater hopper knocker ladder layer locker marker ranger ringer"
    " ruler sander scraper screwdriver shaker shutter slipper spinner sprinkler stinger toaster tower twister washer"
    " wrapper".split()
)
# Plural nouns made by rule would be wrong for these.
IRREGULAR_PLURALS = {"child": "children", "person": "people", "spokesperson": "spokespeople", "chief of staff": "chiefs of staff"}
GENERALS = ("attorney", "solicitor", "governor", "surgeon", "secretary", "director", "consul", "inspector", "comptroller")
NO_PLURAL = re.compile(r"(police|people|press|staff|clergy|youth)$| (of|for|in|to) ")


def plural(noun: str) -> str:
    """"spokesmen" of "spokesman", "attorneys general" of "attorney general"."""
    if noun in IRREGULAR_PLURALS:
        return IRREGULAR_PLURALS[noun]
    if match := re.fullmatch(r"(.*)man", noun):
        if not re.search(r"(hu|ro|ger|sha|tali|otto|musel|nor|bra)man$", noun):
            return match[1] + "men"
    if noun.endswith(" general") and noun.count(" ") == 1 and noun.split()[0] in GENERALS:
        return noun.removesuffix(" general") + "s general"
    return third(noun)


def below(folder: Path, roots: Iterable[str]) -> set[str]:
    """Synsets under the roots, the roots with them."""
    children: dict[str, list[str]] = {}
    for row in read_table(folder, "wordnet_hypernyms"):
        children.setdefault(row["hypernym"], []).append(row["hyponym"])
    found: set[str] = set()
    todo = list(roots)
    while todo:
        synset = todo.pop()
        if synset not in found and synset not in BELOW_NONE:
            found.add(synset)
            todo += children.get(synset, [])
    return found


def wordnet_roles(folder: Path, words: Words) -> Iterator[Row]:
    """Role nouns that our own list lacks and that mean little else: rare as words, and nouns where they are tagged."""
    synsets = below(folder, ROOTS)
    senses: dict[str, list[bool]] = {}
    for row in read_table(folder, "wordnet_nouns"):
        if PLAIN.fullmatch(row["lemma"]):
            senses.setdefault(row["lemma"], []).append(row["synset"] in synsets)
    for noun in sorted(senses):
        inside = senses[noun]
        if not all(inside) or len(noun) < 4 or not PERSON_ENDING.search(noun) or noun.split()[-1] in THINGS:
            continue
        tags = words.tags.get(noun)
        if tags and (tags["NN"] + tags["NNP"]) * 10 < 9 * sum(tags.values()):
            continue
        yield Row(noun, ("role",), gender(noun), case="any")


def gender(noun: str) -> str:
    """The value of a role noun by its ending."""
    last = noun.split()[-1]
    if re.search(r"(woman|girl|actress|waitress|hostess|heiress|duchess|empress|princess|goddess|ballerina)$", last):
        return "1"
    return "2" if re.search(r"(man|boy)$", last) and not last.endswith("human") else ""


def plurals(rows: Iterable[Row]) -> Iterator[Row]:
    """A collective noun for each role noun in the singular."""
    for row in rows:
        if "role" in row.classes and not NO_PLURAL.search(row.text):
            yield Row(plural(row.text), ("collective",), row.value, case=row.case)
