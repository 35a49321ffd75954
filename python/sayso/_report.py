"""A document as a report for the terminal: who said what, in the order of the article."""

import textwrap
import unicodedata
from collections.abc import Iterable

from sayso import Attribution, Document, Entity

_STYLES = {"speaker": "1", "dim": "2", "direct": "32", "mixed": "36", "indirect": "33", "warn": "31", "head": "1;4"}


class _Paint:
    def __init__(self, on: bool) -> None:
        self.on = on

    def __call__(self, style: str, text: str) -> str:
        return f"\033[{_STYLES[style]}m{text}\033[0m" if self.on and text else text


def printable(text: str) -> str:
    """One line without anything that could steer a terminal or turn the direction of writing."""
    out = []
    for char in text:
        if char.isspace():
            out.append(" ")
        elif unicodedata.category(char) in ("Cc", "Cf", "Cs") and char not in "\N{ZERO WIDTH JOINER}\N{SOFT HYPHEN}":
            out.append("\N{REPLACEMENT CHARACTER}")
        else:
            out.append(char)
    return " ".join("".join(out).split())


def _who(quote: Attribution) -> str:
    if quote.speaker:
        return printable(quote.speaker.name)
    return printable(quote.source.text) if quote.source else "(unknown)"


def _notes(quote: Attribution) -> str:
    """Cue, kind and what is special, in a few words."""
    notes = [f"“{printable(quote.cue.text)}”" if quote.cue else "no cue", quote.kind]
    if quote.act != "speech":
        notes.append(quote.act)
    if quote.status != "said":
        notes.append(quote.status)
    source, who = printable(quote.source.text) if quote.source else "", _who(quote)
    if source and source not in who and who not in source:  # "Silva" for Maria Silva tells nothing new
        notes.append(f"written: {source}")
    if quote.anonymity:
        reason = quote.anonymity.reason
        notes.append("anonymous: " + printable(reason.text) if reason else "anonymous")
    return ", ".join(notes)


def _quote_lines(number: int, quote: Attribution, width: int, paint: _Paint) -> Iterable[str]:
    indent = " " * 5
    head = f"{number:3}  {_who(quote)}"
    notes = textwrap.wrap(_notes(quote), max(width - len(indent), 20))
    if len(head) + 3 + len(notes[0]) <= width:
        yield f"{number:3}  {paint('speaker', _who(quote))}   {paint('dim', notes.pop(0))}"
    else:
        yield f"{number:3}  {paint('speaker', _who(quote))}"
    yield from (indent + paint("dim", line) for line in notes)
    for line in textwrap.wrap(printable(quote.text), max(width - len(indent), 20)):
        yield indent + paint(quote.kind, line)


def _summary(document: Document, width: int, paint: _Paint) -> Iterable[str]:
    """Who speaks how often, most first."""
    rows: dict[Entity | str, list[int]] = {}
    names: dict[Entity | str, str] = {}
    for quote in document.attributions:
        key = quote.speaker or _who(quote)
        names[key] = _who(quote) + (" (anonymous)" if quote.anonymity else "")
        row = rows.setdefault(key, [0, 0, 0])
        row[0] += 1
        row[1] += quote.words
        row[2] += quote.quoted_words
    if not rows:
        return
    longest = min(max(len(name) for name in names.values()), max(width - 32, 12))
    yield paint("dim", f"{'':3}  {'speaker':{longest}}  times  words  in marks")
    for key, (times, words, quoted) in sorted(rows.items(), key=lambda row: (-row[1][0], -row[1][1], names[row[0]])):
        name = names[key] if len(names[key]) <= longest else names[key][:longest - 1] + "…"
        yield f"{'':3}  {name:{longest}}  {times:5}  {words:5}  {quoted:8}"


def _place_line(document: Document) -> str:
    layout, parts = document.layout, []
    if layout.dateline and layout.dateline.place:
        parts.append(printable(layout.dateline.place.text))
    if layout.page_date:
        parts.append(f"page dated {printable(layout.page_date.text)}")
    if layout.byline:
        parts.append(printable(layout.byline.text))
    return " · ".join(parts)


def report(document: Document, *, name: str | None = None, width: int = 80, color: bool = False) -> str:
    """A readable report of who said what.

    Parameters
    ----------
    document
        As ``sayso.parse`` gives it.
    name
        Printed where the article has no headline.
    width
        Columns to fill.
    color
        Use the terminal's colours (ANSI escapes).

    Returns
    -------
    str
        Lines, the last one ended; control characters of the article are shown as U+FFFD.
    """
    paint, layout = _Paint(color), document.layout
    title = printable(layout.headline.text) if layout.headline else printable(name or "document")
    lines = [paint("head", line) for line in textwrap.wrap(title, width)]
    place = _place_line(document)
    lines += [paint("dim", line) for line in textwrap.wrap(place, width)] if place else []
    lines.append("")
    for number, quote in enumerate(document.attributions, 1):
        lines += [*_quote_lines(number, quote, width, paint), ""]
    if not len(document.attributions):
        lines += ["  Nobody is quoted here.", ""]
    lines += _summary(document, width, paint)
    for warning in document.warnings:
        where = f" at {warning.span.start}" if warning.span else ""
        lines.append(paint("warn", f"warning{where}: {warning.message}"))
    return "\n".join(lines).rstrip("\n") + "\n"
