"""Precision and recall by kind, place of the source, zone, style of marks, outlet, subject and gender: docs/measured.md.

    by_group.py [--own] [--draws 1000] [--write]

Two sources: the development articles of PolNeAR in ../shared (US political news), where an attribution is right as
score_attributions.py says; and our own coded passages (coded/speakers.txt with the subjects and genders of
coded/people.tsv), where one is right if its content and its speaker are.  Intervals: 95 %, bootstrap over articles or
passages.  ``--own`` leaves PolNeAR out, ``--write`` puts the tables into docs/measured.md.
"""

import argparse
import gzip
import json
import pathlib
import random
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import coded
from quality import SHARED, load

import sayso

HERE = pathlib.Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "measured.md"
LEAST = 20  # attributions coded, and found; of smaller groups nothing can be said


class Side(NamedTuple):
    """An attribution of the gold or of ours: the article it is of, its groups by dimension, and whether it is right."""

    article: str
    ours: bool
    groups: dict[str, str]
    right: bool


# ---- PolNeAR --------------------------------------------------------------------------------------------------------


def marked(text: str) -> list[bool]:
    """Of each character: does it stand in double quotation marks?  Marks that are not closed end with their paragraph."""
    inside, mask = False, []
    for character in text.replace("''", '"\0'):  # two apostrophes are one mark
        if character == "\n" or character == "”":
            inside = False
        elif character == "“":
            inside = True
        elif character == '"':
            inside = not inside
        mask.append(inside and character not in '“"')
    return mask


class Article:
    """A text with its words, and what the groups of its attributions are told from."""

    def __init__(self, record: dict[str, Any], words: re.Pattern[str]) -> None:
        self.id, text = record["id"], record["text"]
        self.document = sayso.parse(text)
        self.words = [match.span() for match in words.finditer(text)]
        mask = marked(text)
        self.quoted = {i for i, (start, _) in enumerate(self.words) if mask[start]}
        self.lower = [text[start:end].lower() for start, end in self.words]
        counts = {"curly “ ”": 2 * text.count("“"), 'straight " "': text.count('"'), "two apostrophes '' ''": text.count("''")}
        self.marks = max(counts, key=lambda style: counts[style]) if any(counts.values()) else "none"

    def zone(self, word: int) -> str:
        start = self.words[word][0]
        return next((p.kind for p in self.document.paragraphs if p.start <= start < p.end), "story")

    def kind(self, content: frozenset[int]) -> str:
        inside = content & self.quoted
        if not inside:
            return "indirect"
        outside = sorted(content - inside)
        leading = outside == [min(content)] and self.lower[outside[0]] in ("that", "to")
        return "direct" if not outside or leading else "mixed"

    def gender(self, source: frozenset[int]) -> str:
        found = {self.lower[i] for i in source}
        female, male = found & {"she", "her", "mrs", "ms", "miss"}, found & {"he", "his", "mr"}
        return "she, Ms., Mrs." if female and not male else "he, Mr." if male and not female else ""

    def place(self, content: frozenset[int], source: frozenset[int]) -> str:
        if not source:
            return "no source"
        if max(source) < min(content):
            return "source before the words"
        return "source after the words" if min(source) > max(content) else "source between the words"

    def groups(self, attribution: dict[str, Any]) -> dict[str, str]:
        content, source = attribution["content"], attribution["source"]
        return {"all": "all", "kind": self.kind(content), "place of the source": self.place(content, source),
                "zone": self.zone(min(content)), "marks of the article": self.marks, "outlet": self.id.split("_")[0],
                "gender, as the source is written": self.gender(source)}


def polnear() -> Iterator[Side]:
    """Every attribution of PolNeAR's development articles and of ours in them."""
    scorer = load("score_attributions")
    with gzip.open(SHARED / "data" / "quotes-polnear-dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines if line.strip()]
    for record in records:
        article = Article(record, scorer.WORD)
        found = {"id": record["id"], "attributions": [
            {"content": [(s.start, s.end) for s in a.content], "cue": [(s.start, s.end) for s in (a.cue,) if s],
             "source": [(s.start, s.end) for s in (a.source,) if s]} for a in article.document.attributions]}
        gold, ours = (scorer.prepare(each, record["text"]) for each in (record, found))
        right: set[int] = set()
        for overlap, g, p in scorer.pair_up(gold, ours):
            sources = scorer.jaccard(g["source"], p["source"]) if g["source"] and p["source"] else g["source"] == p["source"]
            if overlap >= 0.8 and sources >= 0.5:
                right |= {id(g), id(p)}
        for side, attributions in ((False, gold), (True, ours)):
            for a in attributions:
                if a["content"]:
                    yield Side(article.id, side, article.groups(a), id(a) in right)


# ---- our own passages -----------------------------------------------------------------------------------------------

# Marks of quotations outside and inside another, and what a passage in straight marks becomes with them.
STYLES = {'straight " "': '""\'\'', "curly “ ”": "“”‘’", "British ‘ ’": "‘’“”", "straight ' '": "''\"\"",
          "guillemets « »": "«»‹›"}


def typed(text: str, style: str) -> str:
    """The same passage in other marks, character for character: every place stays."""
    opening, closing, inner_opening, inner_closing = STYLES[style]
    out, inside = [], False
    for i, character in enumerate(text):
        after_word = i > 0 and text[i - 1].isalnum()
        before_word = i + 1 < len(text) and text[i + 1].isalnum()
        if character == '"':
            inside = not inside
            out.append(opening if inside else closing)
        elif character == "'" and inside and not (after_word and before_word):
            out.append(inner_closing if i > 0 and not text[i - 1].isspace() else inner_opening)
        elif character == "'" and "’" in style + inner_closing:
            out.append("’")  # who types curly marks has curly apostrophes
        else:
            inside = inside and character != "\n"
            out.append(character)
    return "".join(out)


class People(NamedTuple):
    """The subject of a passage, and the gender of those who speak in it."""

    subject: str
    genders: dict[str, str]


def people() -> dict[str, People]:
    """The lines of coded/people.tsv."""
    known = {}
    for line in (HERE / "coded" / "people.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            passage, subject, women, men = line.split("\t")
            known[passage] = People(subject, {name.strip(): gender for names, gender in ((women, "women"), (men, "men"))
                                              for name in names.split(";") if name.strip()})
    return known


def coded_gender(known: People, wanted: str) -> str:
    return next((known.genders[name] for name in wanted.split("/") if name in known.genders), "")


def found_gender(known: People, speaker: Any) -> str:
    """The coded gender of the one whom we took for the speaker."""
    if speaker is None:
        return ""
    name = speaker.name.lower().removeprefix("the ")
    return next((gender for person, gender in known.genders.items()
                 if (person[1:] in name if person[0] == "~" else person.lower() == name)), "")


def source_words(document: Any, source: Any) -> str:
    """What the words of a source are, as coded.KINDS calls it."""
    if source is None:
        return "nothing"
    if re.fullmatch(r"he|she|they|it", source.text, re.I):
        return "pronoun"
    named = any(m.label != "TITLE" and source.start <= m.start < source.end for m in document.mentions)
    return "name" if named else "role noun"


def own() -> Iterator[Side]:
    """Every attribution coded in our passages and every outermost one of ours in them, in each style of marks."""
    known = people()
    for passage in coded.read_passages("speakers"):
        for style in STYLES:
            yield from _own_passage(passage, known.get(passage.name, People("", {})), style)


def _own_passage(passage: coded.Passage, known: People, style: str) -> Iterator[Side]:
    text = typed(passage.text, style)
    document = sayso.parse(text)
    ours = [a for a in document.attributions if not a.depth]
    first = style == next(iter(STYLES))  # what does not hang on marks is counted once
    tags: dict[str, Any] = {}

    def groups(subject: str, gender: str, source: str) -> dict[str, str]:
        mine = {"style of marks": style}
        once = {"all": "all", "subject": subject, "gender of the speaker": gender, "the source is": source}
        return {**once, **mine} if first else mine

    right: set[int] = set()
    wrong: set[int] = set()
    for coding in passage.codings:
        kind, _, wanted = coding.code.partition(" ")
        best = max(ours, key=lambda a: coded.overlap(coding, a), default=None)
        good = (best is not None and coded.overlap(coding, best) * 2 >= coding.end - coding.start
                and any(coded.speaker_agrees(one, best.speaker, tags) for one in wanted.split("/")))
        if best is not None and coded.overlap(coding, best):
            (right if good else wrong).add(id(best))
        yield Side(passage.name, False, groups(known.subject, coded_gender(known, wanted), coded.KINDS[kind]), good)
    for a in ours:
        yield Side(passage.name, True, groups(known.subject, found_gender(known, a.speaker), source_words(document, a.source)),
                   id(a) in right and id(a) not in wrong)


# ---- figures --------------------------------------------------------------------------------------------------------


class Row(NamedTuple):
    """Precision and recall of one group, each with its interval, and how many there are in the gold and of ours."""

    group: str
    gold: int
    ours: int
    precision: tuple[float, float, float]
    recall: tuple[float, float, float]


def share_with_interval(units: dict[str, list[bool]], draws: int) -> tuple[float, float, float]:
    """The share of True, and its 2.5 and 97.5 percentiles over articles drawn with replacement; the seed is fixed."""
    counts = [(sum(values), len(values)) for values in units.values()]

    def share(chosen: list[tuple[int, int]]) -> float:
        right, n = (sum(column) for column in zip(*chosen, strict=True))
        return right / n

    draw = random.Random(1)
    values = sorted(share(draw.choices(counts, k=len(counts))) for _ in range(draws))
    return share(counts), values[int(0.025 * draws)], values[int(0.975 * draws) - 1]


def rows(sides: list[Side], dimension: str, draws: int) -> Iterator[Row]:
    """The groups of a dimension, the largest first; those of few are left out."""
    units: dict[str, tuple[dict[str, list[bool]], dict[str, list[bool]]]] = {}
    for side in sides:
        if group := side.groups.get(dimension):
            parts = units.setdefault(group, (defaultdict(list), defaultdict(list)))
            parts[side.ours][side.article].append(side.right)
    sizes = {group: sum(map(len, gold.values())) for group, (gold, _) in units.items()}
    for group in sorted(units, key=lambda name: -sizes[name]):
        gold, ours = units[group]
        if min(sizes[group], sum(map(len, ours.values()))) >= LEAST:
            yield Row(group, sizes[group], sum(map(len, ours.values())), share_with_interval(ours, draws),
                      share_with_interval(gold, draws))


def table(sides: list[Side], draws: int) -> str:
    """All dimensions as one table in Markdown."""
    lines = ["| by | group | coded | found | precision | recall |", "|---|---|---|---|---|---|"]
    dimensions = dict.fromkeys(name for side in sides for name in side.groups)
    for dimension in dimensions:
        for row in rows(sides, dimension, draws):
            figures = [f"{value:.3f} [{low:.3f}, {high:.3f}]" for value, low, high in (row.precision, row.recall)]
            lines.append(f"| {dimension} | {row.group} | {row.gold} | {row.ours} | {' | '.join(figures)} |")
    return "\n".join(lines)


def written(page: str, name: str, made: str) -> str:
    """The page with a table put between its two comments."""
    begin, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
    before, rest = page.split(begin)
    return before + begin + made + "\n" + end + rest.split(end)[1]


def main() -> int:
    """Print the tables, or write them into the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--draws", type=int, default=1000)
    parser.add_argument("--own", action="store_true", help="our own passages alone")
    parser.add_argument("--write", action="store_true", help=f"into {PAGE.name}")
    args = parser.parse_args()
    sources: dict[str, Callable[[], Iterator[Side]]] = {"passages": own}
    if not args.own:
        if not SHARED.exists():
            print(f"the development files are not there: {SHARED}", file=sys.stderr)
            return 1
        sources["polnear"] = polnear
    for name, read in sources.items():
        made = table(list(read()), args.draws)
        print(f"{name}\n{made}\n")
        if args.write:
            PAGE.write_text(written(PAGE.read_text(encoding="utf-8"), name, made), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
