"""Countries, their parts, cities and people, from the tables of countries, demonyms and territories, and lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from frequency import Words
from gazetteers import corpora_list, q_number, read_table
from rows import Row, with_plain

# Names in the table of countries that news does not use alone, or that mean something else.
ODD_NAMES = {"US", "UK", "Congo - Kinshasa", "Congo - Brazzaville", "Hong Kong SAR", "Macau SAR", "Georgia", "Jersey"}
ODD_CAPITALS = {"The Valley", "Road Town", "Alofi", "Basse-Terre", "Stanley", "Douglas", "Hamilton", "Kingston", "Adamstown"}
# Names of the Factbook to names of the table of countries.
FACTBOOK = {
    "Burma": "Myanmar", "Cabo Verde": "Cape Verde", "Congo, Democratic Republic of the": "Congo - Kinshasa",
    "Congo, Republic of the": "Congo - Brazzaville", "Cote d'Ivoire": "Côte d’Ivoire", "Holy See (Vatican City)": "Vatican City",
    "Korea, North": "North Korea", "Korea, South": "South Korea", "Czechia": "Czechia", "Bahamas, The": "Bahamas",
    "Gambia, The": "Gambia", "United Kingdom": "UK", "United States": "US", "Bosnia and Herzegovina": "Bosnia",
    "Trinidad and Tobago": "Trinidad & Tobago", "Antigua and Barbuda": "Antigua & Barbuda",
    "Turkey": "Türkiye", "Turkey (Turkiye)": "Türkiye", "Sao Tome and Principe": "São Tomé & Príncipe",
    "Micronesia, Federated States of": "Micronesia", "Falkland Islands (Islas Malvinas)": "Falkland Islands",
}
NO_DEMONYM = re.compile(r"^(NA|none|)$")


def countries(folder: Path) -> Iterator[Row]:
    """Names of countries and territories, official names and capitals; a capital's name is a city's."""
    for row in read_table(folder, "countries"):
        number = q_number(row["wikidata"])
        name = row["name"]
        if name not in ODD_NAMES:
            yield from with_plain([Row(name.replace("’", "'"), ("country",), wikidata=number)])
        for other in {row["unterm_short"], row["official"]} - {name, ""}:
            other = re.sub(r"\s*\(the\)|\s*\*+$|\s*\(.*\)", "", other).strip()
            if other and other not in ODD_NAMES | {"Congo"}:
                yield from with_plain([Row(other, ("country",), wikidata=number, name=name)])
        if "&" in name:
            yield Row(name.replace("&", "and"), ("country",), wikidata=number)
        if (capital := row["capital"]) and capital not in ODD_CAPITALS | {name}:
            yield from with_plain([Row(capital, ("city",))])


def demonym_words(text: str) -> Iterator[str]:
    """"Afghan", "Afghans" of "Afghan(s)"; both forms of "Irishman(men)"; notes in brackets are left out."""
    for part in re.split(r"[,;]| or | and ", text):
        part = part.strip()
        if match := re.fullmatch(r"([\w' -]+?) ?\((s|es)\)", part):
            yield from (match[1], match[1] + match[2])
        elif match := re.fullmatch(r"([\w' -]+?)(man|woman) ?\((men|women)\)", part):
            yield from (match[1] + match[2], match[1] + match[3])
        elif match := re.fullmatch(r"([\w' -]+?) ?\(.*\)", part):
            yield match[1]
        elif re.fullmatch(r"[\w' -]+", part):
            yield part


def demonyms(folder: Path) -> Iterator[Row]:
    """Nouns and adjectives for the people of a country, with the country's Q number."""
    numbers = {row["name"]: q_number(row["wikidata"]) for row in read_table(folder, "countries")}
    for row in read_table(folder, "demonyms"):
        country = row["country"]
        number = numbers.get(FACTBOOK.get(country, country), 0)
        for text in (row["noun"] or "", row["adjective"] or ""):
            for word in demonym_words(re.sub(r"\(US citizens\)|\(US nationals\)", "", text)):
                if not NO_DEMONYM.match(word) and word[0].isupper() and len(word) > 2:
                    yield Row(word, ("nationality",), wikidata=number, name=country if number else "")


def territories(folder: Path, words: Words) -> Iterator[Row]:
    """Parts of countries by the English name that the table gives as "Name (Country)"."""
    countries = {row["name"] for row in read_table(folder, "countries")} | {"USA", "United Kingdom", "United States"}
    for row in read_table(folder, "territories"):
        match = re.fullmatch(r"([^()]+) \(([^()]+)\)", row["name"] or "")
        if "_" in row["code"] and match and match[2] in countries and not words.everyday(match[1].lower()):
            if match[1][0].isupper() and len(match[1]) > 3:
                yield from with_plain([Row(match[1], ("region",), wikidata=q_number(row["wikidata"]))])


def counties(folder: Path) -> Iterator[Row]:
    """Counties of the United States, with the word."""
    for name in corpora_list(folder, "geography/us_counties"):
        if re.fullmatch(r"[A-Z][A-Za-z. '-]+", name) and not name.endswith(("County", "Parish", "City")):
            yield Row(f"{name} County", ("region",))


def cities(folder: Path, words: Words) -> Iterator[Row]:
    """Cities of the lists whose name is no everyday word and no state's."""
    states = {"Alabama", "Alaska", "Arizona", "Arkansas", "California", "Colorado", "Connecticut", "Delaware", "Florida",
              "Georgia", "Hawaii", "Idaho", "Illinois", "Indiana", "Iowa", "Kansas", "Kentucky", "Louisiana", "Maine",
              "Maryland", "Massachusetts", "Michigan", "Minnesota", "Mississippi", "Missouri", "Montana", "Nebraska",
              "Nevada", "New Hampshire", "New Jersey", "New Mexico", "North Carolina", "North Dakota", "Ohio", "Oklahoma",
              "Oregon", "Pennsylvania", "Rhode Island", "South Carolina", "South Dakota", "Tennessee", "Texas", "Utah",
              "Vermont", "Virginia", "West Virginia", "Wisconsin", "Wyoming"}
    for part in ("us_cities", "us_state_capitals", "english_towns_cities", "canadian_municipalities", "norwegian_cities"):
        for name in corpora_list(folder, f"geography/{part}"):
            if re.fullmatch(r"[A-ZÀ-Ý][\w. '-]+", name) and name not in states and not re.search(r"\d|_", name):
                if len(name) > 3 and not words.everyday(name.lower()):
                    yield from with_plain([Row(name, ("city",))])


def waters(folder: Path) -> Iterator[Row]:
    """Rivers and seas whose name says so."""
    for part in ("rivers", "oceans"):
        for name in corpora_list(folder, f"geography/{part}"):
            if re.search(r"\b(River|Sea|Ocean|Gulf|Bay|Strait|Channel)\b", name) and " " in name and name[0].isupper():
                yield from with_plain([Row(name, ("place",))])


def all_places(folder: Path, words: Words) -> Iterator[Row]:
    """All rows of this module."""
    yield from countries(folder)
    yield from demonyms(folder)
    yield from territories(folder, words)
    yield from counties(folder)
    yield from cities(folder, words)
    yield from waters(folder)
