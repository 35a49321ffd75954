"""Some hundred articles of towns and papers that do not exist, the same each time, with what is true of each.

Every sentence was written for this file.  Four papers with habits of their own: how often a source stays unnamed, how
much is in quotation marks, how many of the people quoted are women.
"""

import csv
import random
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple


class Paper(NamedTuple):
    """A paper and its habits, as shares of its quotations."""

    name: str
    section: str
    anonymous: float
    direct: float
    women: float


PAPERS = (
    Paper("Harbour Courier", "local", 0.08, 0.75, 0.50),
    Paper("Valley Post", "local", 0.15, 0.60, 0.40),
    Paper("Capital Ledger", "politics", 0.45, 0.40, 0.25),
    Paper("Market Lantern", "business", 0.30, 0.50, 0.30),
)

WOMEN = ("Anna", "Maria", "Helen", "Susan", "Laura", "Emily", "Ruth", "Karen")
MEN = ("Peter", "David", "Thomas", "Mark", "Paul", "George", "Martin", "Simon")
SURNAMES = ("Adler", "Brandt", "Castell", "Dunmore", "Eastwick", "Farrow", "Garland", "Holloway", "Ingram", "Jessop",
            "Kessler", "Lindgren", "Marlow", "Norwood", "Orchard", "Penrose", "Quill", "Radcliffe", "Sutter", "Thorne")
ROLES = ("the mayor", "a teacher", "the council's treasurer", "a nurse", "the harbour master", "an engineer",
         "a professor of law", "the owner of a bakery", "the chief of police", "a spokesperson for the ministry")
TOWNS = ("Millbrook", "Eastport", "Northgate", "Kingsford", "Ashbury", "Riverton")
SUBJECTS = (
    ("Bridge closes for a year", "The old bridge over the river closes on Monday, and traffic must take the northern road."),
    ("School to lose its library", "The library of the school on Mill Street shuts in June after forty years."),
    ("Ferry fares go up again", "A crossing costs two dollars more from next month, the third rise in as many years."),
    ("Council splits over new market", "A covered market is to replace the car park behind the station."),
    ("Hospital asks for more beds", "The regional hospital has turned patients away on nine nights this winter."),
    ("Factory cuts the night shift", "The paper factory employs 400 people, a third of them at night."),
    ("Farmers wait for rain", "No rain has fallen in the valley for six weeks."),
    ("Tram line is late once more", "The tram to the airport was promised for the spring."),
)
OPINIONS = (
    "we waited too long", "this is the right decision", "nobody asked the people who live here", "the money is simply not there",
    "it will cost more than they admit", "we can do better than this", "the plan has no friends left",
    "our children deserve an answer", "the numbers do not add up", "I have never seen anything like it",
)
CLAIMS = (
    "the work would begin in autumn", "the town could not pay for it alone", "the figures were out of date",
    "a decision was close", "the talks had been useful", "nothing had been signed", "the risk had been known for years",
    "the costs had doubled since spring",
)
LINKS = (
    "The meeting lasted until midnight.", "A vote is expected next week.", "The street was quiet on the morning after.",
    "About sixty people came to the town hall.", "Papers lay in piles on every chair.", "The doors opened at nine.",
    "Edith Vane, the former mayor, sat in the first row.",
)
OFFICIALS = ("a senior official", "an official", "two officials", "a city official")


class Article(NamedTuple):
    """A row of the corpus; direct, indirect and unnamed are how many quotations were written into it."""

    id: str
    outlet: str
    section: str
    town: str
    date: str
    headline: str
    text: str
    direct: int
    indirect: int
    unnamed: int


def _paragraph(rng: random.Random, paper: Paper, used: set[str]) -> tuple[str, str, bool]:
    """A paragraph with one quotation: its text, "direct" or "indirect", and whether its source is unnamed."""
    direct = rng.random() < paper.direct
    if rng.random() < paper.anonymous:
        who = rng.choice(OFFICIALS)
        if direct:
            return f'"{rng.choice(OPINIONS).capitalize()}," {who} said on condition of anonymity.', "direct", True
        return f"{who.capitalize()} said on condition of anonymity that {rng.choice(CLAIMS)}.", "indirect", True
    woman = rng.random() < paper.women
    surname = rng.choice([name for name in SURNAMES if name not in used])
    used.add(surname)
    name, role = f"{rng.choice(WOMEN if woman else MEN)} {surname}", rng.choice(ROLES)
    pronoun = "she" if woman else "he"
    if direct:
        first, second = rng.sample(OPINIONS, 2)
        more = f' "{second[0].upper()}{second[1:]}," {pronoun} said.' if rng.random() < 0.5 else ""
        return f'"{first[0].upper()}{first[1:]}," said {name}, {role}.{more}', "direct " * (1 + bool(more)), False
    return f"{name}, {role}, said that {rng.choice(CLAIMS)}.", "indirect", False


def articles(count: int = 400, seed: int = 7) -> list[Article]:
    """Make so many articles of one year, in the order of their dates."""
    rng, out = random.Random(seed), []
    for number in range(count):
        paper, town = rng.choice(PAPERS), rng.choice(TOWNS)
        headline, lead = rng.choice(SUBJECTS)
        day = date(2025, 1, 1) + timedelta(days=number * 364 // max(count - 1, 1))
        used: set[str] = set()
        written = [_paragraph(rng, paper, used) for _ in range(rng.randint(2, 5))]
        links = rng.sample(LINKS, 2)
        body = [f"{town.upper()} - {lead}", written[0][0], links[0], *(text for text, _, _ in written[1:]), links[1]]
        kinds = " ".join(kind for _, kind, _ in written).split()
        out.append(Article(f"{paper.name.split()[0].lower()}-{number:04}", paper.name, paper.section, town, day.isoformat(),
                           headline, "\n\n".join(body), kinds.count("direct"), kinds.count("indirect"),
                           sum(unnamed for _, _, unnamed in written)))
    return out


def table(count: int = 400, seed: int = 7) -> dict[str, list[object]]:
    """The same as columns, as ``sayso.corpus`` takes them."""
    rows = articles(count, seed)
    return {name: [getattr(row, name) for row in rows] for name in Article._fields}


def _statements(text: str) -> list[str]:
    """What was written as a quotation and stands in this text."""
    return [words for words in (*OPINIONS, *CLAIMS) if words.lower() in text.lower()]


def code(sheet: Path, seed: int, slips: float = 0.03) -> None:
    """Fill in a coding sheet of ``sayso.audit`` as somebody would who knows the truth, but makes a slip now and then."""
    rng = random.Random(seed)
    with sheet.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        names, rows = list(reader.fieldnames or ()), list(reader)
    right: dict[str, int] = {}
    for row in rows:
        if row["kind"] != "paragraph":
            good = bool(_statements(row["text"])) != (rng.random() < slips)
            row["right"] = str(int(good))
            row["true_naming"] = "undisclosed" if row["source"].lower() in OFFICIALS else ""
            right[row["row"].split(".")[0]] = right.get(row["row"].split(".")[0], 0) + bool(_statements(row["text"]))
    for row in rows:
        if row["kind"] == "paragraph":
            missed = max(len(_statements(row["text"])) - right.get(row["row"], 0), 0)
            unnamed = any(f"{who} said" in row["text"].lower() for who in OFFICIALS)
            row["missed"], row["missed_undisclosed"] = str(missed), str(missed if unnamed else 0)
    with sheet.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(rows)
