"""What a corpus comes to: counts, shares and who is quoted most, as text and as HTML."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from sayso._html import STYLE, clipped, element, escape, row, wrapped

if TYPE_CHECKING:
    from sayso._corpus import Corpus

KINDS = ("direct", "mixed", "indirect")
NAMING = ("named", "role", "undisclosed", "unknown")
GENDERS = ("female", "male", "unknown")
SPEAKERS_SHOWN = 10
QUOTES_SHOWN = 5

_STYLE = """\
.sayso .figures{display:flex;flex-wrap:wrap;gap:.3em 2.2em;margin:.3em 0}
.sayso .figures b{display:block;font:600 1.5em/1.25 system-ui,sans-serif;font-variant-numeric:tabular-nums}
.sayso .stack{display:flex;height:1.9em;border-radius:.3em;overflow:hidden;margin:.3em 0;max-width:46em}
.sayso .stack span{overflow:hidden;white-space:nowrap;padding:.2em .5em;box-sizing:border-box;font-size:.92em;min-width:0}
.sayso .share{width:14em}.sayso .share .bar{height:.75em;margin-top:.3em;border-radius:.2em;background:var(--source)}
.sayso .quotes .c1{width:6em}.sayso .quotes .c2{width:9em}.sayso .quotes .c3{width:6em}.sayso .quotes .c4{width:7em}
.sayso .quotes tbody .c4{color:var(--cue);font-style:italic}
"""


class Speaker:
    """Somebody who is quoted: over the whole corpus where the key tells who it is.

    Attributes
    ----------
    name : str
        The name used most often.
    key : str
        The key of the entity, the same in every article.
    quotes, words, documents : int
        Outermost attributions of speech, words of their contents, articles with at least one.
    """

    __slots__ = ("documents", "key", "name", "quotes", "words")

    key: str
    name: str
    quotes: int
    words: int
    documents: int

    def __init__(self, key: str, name: str, quotes: int, words: int, documents: int) -> None:
        self.key, self.name, self.quotes, self.words, self.documents = key, name, quotes, words, documents

    def __repr__(self) -> str:
        return f"<Speaker {self.name!r}: {self.quotes} quotes in {self.documents} documents>"


class Summary:
    """The figures of a corpus; ``repr`` and a notebook show them.

    A quote is an outermost attribution whose act is "speech", said or paraphrased, as in ``Corpus.quotes``.

    Attributes
    ----------
    documents, unreadable : int
        Inputs, and those of them that could not be read.
    words, quoted_words : int
        Words of the stories, and those of them in quotation marks.
    attributed : float or None
        Share of the quoted words that are attributed to somebody; None without quoted words.
    quotes : int
        Rows of ``Corpus.quotes``.
    kinds, naming : dict of str to int
        Quotes by ``kind`` and by ``naming``.
    anonymous, collective : int
        Quotes whose speaker the reader is not told ("undisclosed"); quotes with several speakers.
    unknown_speakers : int
        Quotes without a resolved speaker.
    genders : dict of str to int
        Quotes of people by the gender of the speaker, one for each speaker of a quote.
    speakers : tuple of Speaker
        Named speakers, most quoted first.
    warnings : dict of str to int
        Warnings by code, most frequent first.
    """

    __slots__ = ("_quotes", "anonymous", "attributed", "collective", "documents", "genders", "kinds", "naming", "quoted_words",
                 "quotes", "speakers", "unknown_speakers", "unreadable", "warnings", "words")

    documents: int
    unreadable: int
    words: int
    quoted_words: int
    attributed: float | None
    quotes: int
    kinds: dict[str, int]
    naming: dict[str, int]
    anonymous: int
    collective: int
    unknown_speakers: int
    genders: dict[str, int]
    speakers: tuple[Speaker, ...]
    warnings: dict[str, int]

    def __init__(self, corpus: "Corpus") -> None:
        documents, quotes = corpus.documents, corpus.quotes
        self.documents = len(documents)
        self.unreadable = documents["status"].count("unreadable")
        self.words = _total(documents["story_words"])
        quoted = documents["quoted_words"]
        self.quoted_words = _total(quoted)
        attributed = sum((count or 0) * (share or 0.0) for count, share in zip(quoted, documents["attributed"], strict=True))
        self.attributed = attributed / self.quoted_words if self.quoted_words else None
        self.quotes = len(quotes)
        self.kinds = _counts(quotes["kind"], KINDS)
        self.naming = _counts(quotes["naming"], NAMING)
        self.anonymous = self.naming["undisclosed"]
        self.collective = quotes["number"].count("several")
        self.unknown_speakers = quotes["speaker_id"].count(None)
        self.speakers, self.genders = _speakers(corpus)
        self.warnings = dict(Counter(corpus.warnings["code"]).most_common())
        self._quotes = [quotes[i] for i in range(min(QUOTES_SHOWN, len(quotes)))]

    def to_dict(self) -> dict[str, Any]:
        """Return the figures as dicts, lists, str, int, float and None."""
        names = [name for name in self.__slots__ if name not in ("_quotes", "speakers")]
        speakers = [{name: getattr(speaker, name) for name in Speaker.__slots__} for speaker in self.speakers]
        return {**{name: getattr(self, name) for name in names}, "speakers": speakers}

    def __repr__(self) -> str:
        lines = [f"{self.documents:,} documents ({self.unreadable:,} unreadable), {self.words:,} words, "
                 f"{self.quotes:,} quotes",
                 "  kind      " + _listed(self.kinds, self.quotes),
                 "  speakers  " + _listed(self.naming, self.quotes),
                 f"            {_share(self.collective, self.quotes)} collective, "
                 f"{_share(self.unknown_speakers, self.quotes)} not resolved",
                 "  people    " + _listed(self.genders, sum(self.genders.values())),
                 f"  in marks  {self.quoted_words:,} words, {_share(self.attributed, 1)} of them attributed"]
        if self.warnings:
            lines.append("  warnings  " + ", ".join(f"{code} {count:,}" for code, count in self.warnings.items()))
        if self.speakers:
            shown = self.speakers[:SPEAKERS_SHOWN]
            width = max(len("most quoted"), *(len(clipped(speaker.name, 40)) for speaker in shown))
            lines.append(f"  {'most quoted':{width}}  quotes  words  documents")
            lines += [f"  {clipped(s.name, 40):{width}}  {s.quotes:6,}  {s.words:5,}  {s.documents:9,}" for s in shown]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        return wrapped(_markup(self), STYLE + _STYLE)


def corpus_html(corpus: "Corpus") -> str:
    """The corpus as a notebook shows it: its summary, the first quotes, and which tables there are."""
    from sayso._corpus import TABLES

    summary = corpus.summary()
    tables = ", ".join(f"{name} {len(getattr(corpus, name)):,}" for name in TABLES)
    tables = element("div", f"rows of its tables: {tables}", "dim")
    return wrapped(_markup(summary) + _head(summary) + tables, STYLE + _STYLE)


def _total(values: Iterable[int | None]) -> int:
    return sum(value or 0 for value in values)


def _counts(values: Iterable[str], order: tuple[str, ...]) -> dict[str, int]:
    found = Counter(values)
    return {name: found[name] for name in order}


def _speakers(corpus: "Corpus") -> tuple[tuple[Speaker, ...], dict[str, int]]:
    """Who is quoted how often, and the gender of the people quoted."""
    table = corpus.sources
    columns = [table[name] for name in ("act", "depth", "speaker_key", "speaker_name", "words", "doc_id")]
    quotes: Counter[str] = Counter()
    words: Counter[str] = Counter()
    names: dict[str, Counter[str]] = {}
    documents: dict[str, set[Any]] = {}
    for act, depth, key, name, length, document in zip(*columns, strict=True):
        if act != "speech" or depth or key is None:
            continue
        quotes[key] += 1
        words[key] += length
        names.setdefault(key, Counter())[name] += 1
        documents.setdefault(key, set()).add(document)
    order = sorted(quotes, key=lambda key: (-quotes[key], -words[key], key))
    speakers = tuple(Speaker(key, names[key].most_common(1)[0][0], quotes[key], words[key], len(documents[key])) for key in order)
    columns = [table[name] for name in ("act", "depth", "source_kind", "speaker_gender")]
    genders = Counter(gender or "unknown" for act, depth, kind, gender in zip(*columns, strict=True)
                      if act == "speech" and not depth and kind == "person")
    return speakers, {name: genders[name] for name in dict.fromkeys((*GENDERS, *genders))}


def _share(part: float | None, whole: float) -> str:
    return "–" if not whole or part is None else f"{100 * part / whole:.0f} %"


def _listed(counts: Mapping[str, int], whole: int) -> str:
    return ", ".join(f"{name} {count:,} ({_share(count, whole)})" for name, count in counts.items())


# ---- HTML ----


def _figures(summary: Summary) -> str:
    unreadable = f", {summary.unreadable:,} unreadable" if summary.unreadable else ""
    figures = [(f"{summary.documents:,}", "documents" + unreadable), (f"{summary.words:,}", "words"),
               (f"{summary.quotes:,}", "quotes"), (f"{len(summary.speakers):,}", "named speakers"),
               (_share(summary.anonymous, summary.quotes), "anonymous"),
               (_share(summary.collective, summary.quotes), "collective"),
               (_share(summary.unknown_speakers, summary.quotes), "not resolved"),
               (_share(summary.attributed, 1), "of quoted words attributed")]
    return element("div", "".join(element("div", element("b", value) + element("span", escape(name), "dim"))
                                  for value, name in figures), "figures")


def _stack(counts: Mapping[str, int], classes: Mapping[str, str]) -> str:
    """One bar of shares; widths alone are styles, made of numbers."""
    whole = sum(counts.values())
    parts = [(name, count) for name, count in counts.items() if count]
    return element("div", "".join(
        f'<span class="{classes[name]}" style="width:{100 * count / whole:.2f}%" title="{name}: {count:,}">'
        f"{name} {_share(count, whole)}</span>" for name, count in parts), "stack")


def _most_quoted(speakers: tuple[Speaker, ...]) -> str:
    shown, longest = speakers[:SPEAKERS_SHOWN], speakers[0].quotes
    head = row("th", [("", "most quoted"), ("number", "quotes"), ("", ""), ("number", "words"), ("number", "documents")])
    rows = [row("td", [("", escape(clipped(s.name, 60))), ("number", f"{s.quotes:,}"),
                       ("share", f'<div class="bar" style="width:{100 * s.quotes / longest:.2f}%"></div>'),
                       ("number", f"{s.words:,}"), ("number", f"{s.documents:,}")], s.key) for s in shown]
    return f"<table><thead>{head}</thead><tbody>{''.join(rows)}</tbody></table>"


def _markup(summary: Summary) -> str:
    parts = [_figures(summary)]
    if summary.quotes:
        parts.append(_stack(summary.kinds, {kind: kind for kind in KINDS}))
    if summary.speakers:
        parts.append(_most_quoted(summary.speakers))
    if summary.warnings:
        warnings = ", ".join(f"{code} {count:,}" for code, count in summary.warnings.items())
        parts.append(element("div", f"warnings: {escape(warnings)}", "warning"))
    return "".join(parts)


def _head(summary: Summary) -> str:
    """The first quotes as a table of the columns that tell most."""
    names = ("doc_id", "speaker", "kind", "cue", "content")
    if not summary._quotes:
        return ""
    head = row("th", [(f"c{i}", name) for i, name in enumerate(names, 1)])
    rows = []
    for quote in summary._quotes:
        values = ["" if quote[name] is None else str(quote[name]) for name in names]
        cells = [(f"c{i}", escape(clipped(value, 240))) for i, value in enumerate(values, 1)]
        cells[2] = ("c3", element("span", quote["kind"], f"chip {quote['kind']}"))
        rows.append(row("td", cells, f"confidence {quote['confidence']:.2f}, {quote['naming']}"))
    table = f'<table class="quotes wide"><thead>{head}</thead><tbody>{"".join(rows)}</tbody></table>'
    return element("h4", f"first of {summary.quotes:,} quotes") + table
