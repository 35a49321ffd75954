"""A user's own words, from lists, tables and files, as rows for the parser."""

from collections.abc import Iterable, Iterator, Mapping
from os import PathLike
from typing import Any, NoReturn

CLASSES = {
    "PERSON": "a person's whole name; also \"person\"",
    "NORP": "a nationality, or a religious, ethnic or political group; also \"group\"",
    "FAC": "a building, airport, bridge; also \"facility\"",
    "ORG": "an organisation; also \"organization\"",
    "GPE": "a city; also \"city\"",
    "LOC": "another place; also \"place\"",
    "PRODUCT": "a product; also \"product\"",
    "EVENT": "an event; also \"event\"",
    "WORK_OF_ART": "a book, film, song; also \"work_of_art\"",
    "LAW": "a law, treaty, case; also \"law\"",
    "LANGUAGE": "a language; also \"language\"",
    "TITLE": "an office, alone or before a name; also \"title\"",
    "person": "a person's whole name", "given_name": "a given name", "surname": "a surname",
    "country": "a country", "region": "a state or province", "city": "a city", "place": "another place",
    "nationality": "\"Latvian\"", "group": "a religious, ethnic or political group", "language": "a language",
    "organization": "an organisation", "party": "a political party", "company": "a company",
    "university": "a university", "club": "a sports club", "agency": "a news agency",
    "outlet": "a paper, broadcaster or site", "government": "a body of state", "military": "an armed force",
    "event": "an event", "law": "a law", "product": "a product", "facility": "a building", "work_of_art": "a work",
    "organization_head": "a word that ends an organisation's name (\"Committee\")",
    "place_head": "a word of a place's name (\"River\")", "facility_head": "a word of a building's name (\"Stadium\")",
    "event_head": "a word of an event's name (\"Olympics\")", "law_head": "a word of a law's name (\"Act\")",
    "honorific": "\"Mr\", \"Dame\"", "title": "an office, alone or before a name",
    "role": "a noun for one person by role (\"spokeswoman\")", "collective": "a noun for several or a body (\"officials\")",
    "kin": "\"mother\"", "name_suffix": "\"Jr\"", "name_particle": "\"van\"",
    "document": "a thing that says (\"report\")",
    "cue_verb": "a verb of saying in its base form; its other forms are made", "cue_noun": "a noun of saying, singular",
    "cue_phrase": "a phrase that attributes (\"in the words of\")",
}  # fmt: skip
CUES = ("cue_verb", "cue_noun", "cue_phrase")
TAKES = ("quote", "that", "clause", "infinitive", "object", "as", "whether", "about", "recipient")  # bits, in this order
COLUMNS = ("text", "class", "takes", "act", "status", "channel", "past", "wikidata")

Row = tuple[str, str] | tuple[str, str, int, int, int, int, str | None, int]


def rows(lexicon: Any) -> tuple[Row, ...]:
    """The rows of what the user gave as ``Parser(lexicon=...)``.

    Raises
    ------
    TypeError, ValueError
        What is no row of a lexicon; the message names row and column, rows counted from 0, lines of a file from 1.
    """
    if isinstance(lexicon, (str, PathLike)):
        from sayso._lexicon_file import read

        return tuple(_row(where, values) for where, values in read(lexicon))
    if isinstance(lexicon, Mapping):
        given: Iterable[Any] = lexicon.items() if _is_plain(lexicon) else _of_columns(lexicon)
    elif hasattr(lexicon, "__arrow_c_stream__") or hasattr(lexicon, "columns"):
        given = _of_columns(lexicon)
    else:
        given = lexicon
    return tuple(_row(f"lexicon, row {number}", row) for number, row in enumerate(given))


def _is_plain(lexicon: Mapping[Any, Any]) -> bool:
    """A mapping of words to classes, and not of names of columns to columns?"""
    return not ("text" in lexicon and "class" in lexicon) or all(isinstance(value, str) for value in lexicon.values())


def _of_columns(table: Any) -> Iterator[dict[str, Any]]:
    from sayso._corpus import _columns

    names = [str(name) for name in (table.columns if hasattr(table, "columns") else table)] if not hasattr(
        table, "column_names") else [str(name) for name in table.column_names]
    wanted = ("text", "class", *(name for name in COLUMNS[2:] if name in names))
    columns = _columns(table, wanted)
    if not isinstance(columns, dict):
        raise TypeError('lexicon: a table with the columns "text" and "class" is needed, not a single column')
    for values in zip(*columns.values(), strict=True):
        yield {name: None if value is None or value != value else value
               for name, value in zip(columns, values, strict=True)}


def _fault(where: str, column: str, reason: str) -> NoReturn:
    raise ValueError(f"{where}, column {column!r}: {reason}")


def _row(where: str, given: Any) -> Row:
    if isinstance(given, Mapping):
        unknown = [name for name in given if name not in COLUMNS]
        if unknown:
            raise ValueError(f"{where}: there is no column {unknown[0]!r}; there are {', '.join(COLUMNS)}")
        values = {**dict.fromkeys(COLUMNS), **given}
    else:
        if isinstance(given, str) or not isinstance(given, Iterable):
            raise TypeError(f"{where}: a pair of text and class is needed, or a dict; this is {given!r}")
        cells = tuple(given)
        if len(cells) == len(COLUMNS) and isinstance(cells[2], int):  # made here before, and pickled
            return cells
        if not 2 <= len(cells) <= len(COLUMNS):
            raise TypeError(f"{where}: a pair of text and class is needed, or a dict; this is {given!r}")
        values = {**dict.fromkeys(COLUMNS), **dict(zip(COLUMNS, cells, strict=False))}
    for name in COLUMNS:
        if not isinstance(values[name], str) and (name in COLUMNS[:2] or values[name] not in (None, ())):
            if name == "takes" and isinstance(values[name], Iterable):
                values[name] = " ".join(values[name])
            else:
                raise TypeError(f"{where}, column {name!r}: a str is needed, not {values[name]!r}")
    if values["class"] not in CLASSES:
        _fault(where, "class", f"there is no class {values['class']!r}{_like(values['class'], CLASSES)}")
    if not any(values[name] for name in COLUMNS[2:]):
        return values["text"], values["class"]
    return _full(where, values)


def _like(word: str, words: Iterable[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(word, words, 3, 0.5) or list(words)
    return f"; there are {', '.join(close)}" if len(close) > 3 else f"; is it {' or '.join(map(repr, close))}?"


def _full(where: str, values: dict[str, Any]) -> Row:
    cue = [name for name in COLUMNS[2:7] if values[name]]
    if cue and values["class"] not in CUES:
        _fault(where, cue[0], f"only cues have one, and the class is {values['class']!r}")
    if values["past"] and values["class"] != "cue_verb":
        _fault(where, "past", f"only a cue_verb has one, and the class is {values['class']!r}")
    takes = 0
    for word in (values["takes"] or "").replace(",", " ").split():
        if word not in TAKES:
            _fault(where, "takes", f"there is no {word!r}{_like(word, TAKES)}")
        takes |= 1 << TAKES.index(word)
    number = values["wikidata"] or "Q0"
    if not (number[:1] == "Q" and number[1:].isascii() and number[1:].isdigit() and int(number[1:]) < 0xF0000000):
        _fault(where, "wikidata", f"a number such as 'Q42' is needed, not {number!r}")
    return (values["text"], values["class"], takes, *(_choice(where, name, values[name]) for name in COLUMNS[3:6]),
            values["past"] or None, int(number[1:]))


def _choice(where: str, column: str, value: str | None) -> int:
    """The number of an act, status or channel; 0 is speech, said, unstated."""
    from sayso._core import _schema

    if not value:
        return 0
    names = next(names for name, _, _, names, _ in _schema()["Attribution"][2] if name == column)
    if value not in names:
        _fault(where, column, f"there is no {value!r}{_like(value, [name for name in names if name])}")
    return names.index(value)
