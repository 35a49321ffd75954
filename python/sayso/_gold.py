"""Annotated articles from many forms: dicts, documents, JSON Lines, brat's standoff files; one form for the measures."""

import gzip
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from os import PathLike
from pathlib import Path
from typing import Any, NamedTuple

from sayso._core import Document

Spans = tuple[tuple[int, int], ...]
ROLES = ("content", "cue", "source")


class Marked(NamedTuple):
    """One attribution as an annotator or a program marked it, in code points."""

    content: Spans
    cue: Spans
    source: Spans


class Labelled(NamedTuple):
    """One mention with its label, in code points."""

    start: int
    end: int
    label: str


class Article(NamedTuple):
    """What is marked in one text; None for what was not annotated at all."""

    id: Any
    text: str | None
    date: str | None
    attributions: tuple[Marked, ...] | None
    mentions: tuple[Labelled, ...] | None
    group: Any = None


def articles(data: Any, *, only: str | None = None, by: str | None = None) -> Iterator[Article]:
    """The articles of what the user gives; see ``sayso.evaluate`` for the forms.

    Raises
    ------
    TypeError, ValueError
        What is no annotated article; the message names it by its number and id.
    """
    if isinstance(data, (str, PathLike)):
        data = _from_path(Path(data))
    elif isinstance(data, (Mapping, Document)):
        data = [data]
    for number, item in enumerate(data):
        if isinstance(item, Document):
            yield _of_document(item, number, only)
        elif isinstance(item, Mapping):
            yield _of_mapping(item, number, only, by)
        else:
            raise TypeError(f"article {number}: a dict or a Document is needed, not {type(item).__name__}")


# ---- documents and dicts ----


def _of_document(document: Document, number: int, only: str | None) -> Article:
    marked = [
        Marked(tuple((s.start, s.end) for s in a.content),
               ((a.cue.start, a.cue.end),) if a.cue else (),
               ((a.source.start, a.source.end),) if a.source else ())
        for a in document.attributions if only is None or a.act == only
    ]
    mentions = tuple(Labelled(m.start, m.end, m.label) for m in document.mentions)
    return Article(number if document.id is None else document.id, document.text, document.date, tuple(marked), mentions)


def _of_mapping(row: Mapping[str, Any], number: int, only: str | None, by: str | None) -> Article:
    name = row.get("id")
    where = f"article {number}" if name is None else f"article {name!r}"
    try:
        if "relations" in row:  # brat's embedded JSON
            row = {**row, **_of_brat(row["entities"], row["relations"])}
        marked = row.get("attributions")
        found = row.get("mentions", row.get("entities"))
        attributions = None if marked is None else tuple(_marked(marked, only))
        mentions = None if found is None else tuple(
            Labelled(int(m["start"]), int(m["end"]), str(m["type"] if "type" in m else m["label"])) for m in found)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        reason = f"{error.args[0]!r} is missing" if isinstance(error, KeyError) else error
        raise ValueError(f"{where}: {reason}") from error
    article = Article(number if name is None else name, row.get("text"), row.get("date", row.get("dct")), attributions,
                      mentions, None if by is None else row.get(by))
    _check(article, where)
    return article


def _marked(rows: Iterable[Mapping[str, Any]], only: str | None) -> Iterator[Marked]:
    for row in rows:
        if row.get("depth"):  # nested ones are not measured
            continue
        if only is None or row.get("act", only) == only:
            yield Marked(*(_spans(row.get(role)) for role in ROLES))


def _spans(value: Any) -> Spans:
    """Spans from pairs, from dicts with start and end, from one of them, or from nothing."""
    if not value:
        return ()
    if isinstance(value, Mapping) or isinstance(value[0], int):
        value = [value]
    return tuple((int(s["start"]), int(s["end"])) if isinstance(s, Mapping) else (int(s[0]), int(s[1])) for s in value)


def _check(article: Article, where: str) -> None:
    length = None if article.text is None else len(article.text)
    marked = [(role, span) for a in article.attributions or () for role, spans in zip(ROLES, a, strict=True) for span in spans]
    marked += [("mention", (m.start, m.end)) for m in article.mentions or ()]
    for role, (start, end) in marked:
        if not 0 <= start < end or (length is not None and end > length):
            raise ValueError(f"{where}: {role} [{start}, {end}] lies outside the text")


# ---- files ----


def _from_path(path: Path) -> Iterator[Mapping[str, Any]]:
    if path.is_dir():
        files = sorted(path.glob("*.ann"))
        if not files:
            raise ValueError(f"{path}: a folder of brat's .ann files is expected, and there is none")
        for file in files:
            text = file.with_suffix(".txt").read_bytes().decode("utf-8")
            yield {"id": file.stem, "text": text, **_of_brat(*_standoff(file))}
        return
    opened: Callable[..., Any] = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                try:
                    row = json.loads(line)
                except ValueError as error:
                    raise ValueError(f"{path}, line {number}: {error}") from error
                if not isinstance(row, Mapping):
                    raise ValueError(f"{path}, line {number}: a JSON object is needed")
                yield row


def _standoff(file: Path) -> tuple[list[list[Any]], list[list[Any]]]:
    """brat's text-bound annotations and relations, in the form of its embedded JSON."""
    entities: list[list[Any]] = []
    relations: list[list[Any]] = []
    for number, line in enumerate(file.read_bytes().decode("utf-8").split("\n"), 1):
        fields = line.rstrip("\r").split("\t")
        try:
            if fields[0].startswith("T"):
                kind, _, offsets = fields[1].partition(" ")
                entities.append([fields[0], kind, [[int(n) for n in part.split()] for part in offsets.split(";")]])
            elif fields[0].startswith("R"):
                kind, first, second = fields[1].split()
                relations.append([fields[0], kind, [first.split(":"), second.split(":")]])
        except (IndexError, ValueError) as error:
            raise ValueError(f"{file}, line {number}: no line of brat's standoff format: {line!r}") from error
    return entities, relations


def _of_brat(entities: Iterable[Any], relations: Iterable[Any]) -> dict[str, Any]:
    """Attributions are content, cue and source that relations join, in whatever order and direction they are drawn."""
    kinds = {name: (kind.lower(), spans) for name, kind, spans in entities}
    parent = {name: name for name in kinds}  # disjoint sets: contents and cues joined by relations

    def root(name: str) -> str:
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    pairs = [(ends[0][1], ends[1][1]) for _, _, ends in relations]
    for first, second in pairs:
        if {kinds[first][0], kinds[second][0]} == {"content", "cue"}:
            parent[root(first)] = root(second)
    groups: dict[str, dict[str, list[Any]]] = {}
    for name, (kind, spans) in kinds.items():
        if kind in ("content", "cue"):
            groups.setdefault(root(name), {role: [] for role in ROLES})[kind] += spans
    for pair in pairs:  # a source may serve several
        for source, other in (pair, pair[::-1]):
            if kinds[source][0] == "source" and kinds[other][0] in ("content", "cue"):
                held = groups[root(other)]["source"]
                held += [span for span in kinds[source][1] if span not in held]
    found = [{role: sorted(spans) for role, spans in group.items()} for group in groups.values() if group["content"]]
    found.sort(key=lambda group: group["content"])
    mentions = [{"start": spans[0][0], "end": spans[-1][1], "label": kind.upper()}
                for kind, spans in kinds.values() if kind not in ROLES]
    return {"attributions": found, **({"mentions": mentions} if mentions else {"entities": None, "mentions": None})}
