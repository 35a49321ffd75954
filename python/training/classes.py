"""Classes of words from the gazetteers: bits that depend on the lower-cased word alone.

Sources and licences are those of ``shared/data/gazetteers`` (see its table in ``shared/data/README.md``).
"""
import functools
import re

import data

GIVEN, SURNAME, COUNTRY, DEMONYM, PLACE, ORG, PERSON_NOUN, GROUP_NOUN, PARTY, CLUB, TITLE, COMMUNICATION = range(12)
CLASSES = 12
MIN_GIVEN = 3000          # people of a given name, US and UK together, for it to count
COMMON = frozenset("""a an and the of for to in on at by with from as or not is are was be new will may june april august
may hope grace faith joy rose summer amber dawn ivy art bill mark will pat rob sue ray gene chase grant drew sunny young
will long more many most way day other see back""".split())
LETTERS = re.compile(r"[^\W\d_][\w'’]*")
HONORIFICS = """mr mrs ms miss dr sir dame lord lady king queen prince princess duke president premier prime minister
chancellor secretary senator sen rep congressman congresswoman gov governor mayor gen general col colonel lt lieutenant maj
major capt captain sgt sergeant adm admiral judge justice chief chairman chairwoman chair ceo cfo director spokesman
spokeswoman spokesperson commissioner ambassador attorney professor prof rev reverend bishop archbishop pope cardinal sheikh
imam ayatollah deputy vice foreign speaker commander coach manager founder editor author analyst officer detective sheriff
superintendent representative lawmaker legislator deputy envoy""".split()


def _words(text):
    return [w.lower() for w in LETTERS.findall(text or "")]


def _nouns(bits, lexfile, bit):
    for row in data.gazetteer("wordnet_nouns"):
        if row["lexfile"] == lexfile and " " not in row["lemma"] and row["lemma"].islower():
            bits[row["lemma"]] = bits.get(row["lemma"], 0) | 1 << bit


@functools.cache
def table():
    """Class bits by lower-cased word.

    Returns
    -------
    dict of str to int
    """
    bits = {}

    def add(text, bit, least=2):
        for word in _words(text):
            if len(word) >= least and word not in COMMON:
                bits[word] = bits.get(word, 0) | 1 << bit

    for row in data.gazetteer("given_names_us_uk"):
        if sum(int(row[k] or 0) for k in ("us_male", "us_female", "uk_male", "uk_female")) >= MIN_GIVEN:
            add(row["name"], GIVEN)
    for row in data.gazetteer("forenames_by_country"):
        add(row["name"], GIVEN)
    for name in ("surnames_us_census", "surnames_by_country"):
        for row in data.gazetteer(name):
            add(row["name"], SURNAME)
    for row in data.gazetteer("countries"):
        add(row["name"], COUNTRY, 3)
        add(row["capital"], PLACE, 3)
    for row in data.gazetteer("territories"):
        add(row["name"], PLACE, 4)
    for row in data.gazetteer("demonyms"):
        for part in (row["noun"], row["adjective"]):
            add(re.sub(r"\(s\)", "", part or ""), DEMONYM, 4)
            add(re.sub(r"\(s\)", "s", part or ""), DEMONYM, 4)
    for row in data.gazetteer("universities"):
        add(row["name"], ORG, 4)
    for row in data.gazetteer("sp500"):
        add(row["name"], ORG, 3)
    for row in data.gazetteer("parties_by_country"):
        if len(row["party"].split()) < 9:
            add(row["party"], PARTY, 4)
    for row in data.gazetteer("football_clubs"):
        add(row["name"], CLUB, 3)
    for lexfile, bit in (("person", PERSON_NOUN), ("group", GROUP_NOUN), ("communication", COMMUNICATION)):
        _nouns(bits, lexfile, bit)
    for word in HONORIFICS:
        bits[word] = bits.get(word, 0) | 1 << TITLE
    return bits
