"""Two readings of the same articles, attribution by attribution; and corrections by hand that outlive a reading."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from json import dumps
from os import PathLike
from typing import Any, Final, NamedTuple

from sayso._core import Table
from sayso._corpus import TABLES, Corpus
from sayso._methods import digest
from sayso._overlay import overlaid

LABELS = ("kind", "act", "status", "source_kind", "naming", "number", "channel", "zone", "depth", "speaker")
CORRECTED = ("kind", "act", "status", "source_kind", "naming", "number", "channel", "speaker")
OVERLAP = 0.5  # of characters, of two contents that are one that has moved

Key = tuple[Any, str]  # doc_id and uid


class Change(NamedTuple):
    """One attribution before and after: rows of the table attributions, None where it is not there; which labels differ."""

    doc_id: Any
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    labels: tuple[str, ...]


class Comparison:
    """What ``corpus.compare(other)`` gives.

    Attributes
    ----------
    same : tuple of Change
        Of the same content, cue and source (the same uid), and the same labels.
    relabelled : tuple of Change
        Of the same uid and other labels, which ``labels`` names.
    moved : tuple of Change
        Of another uid, whose contents share at least half of their characters.
    gone, new : tuple of Change
        In the first corpus alone; in the second alone.
    documents_gone, documents_new : tuple
        Ids of documents that one of the two lacks; their attributions are not compared.
    """

    NAMES: Final = ("same", "moved", "relabelled", "gone", "new")
    same: tuple[Change, ...]
    moved: tuple[Change, ...]
    relabelled: tuple[Change, ...]
    gone: tuple[Change, ...]
    new: tuple[Change, ...]
    documents_gone: tuple[Any, ...]
    documents_new: tuple[Any, ...]

    def __init__(self, changes: dict[str, list[Change]], gone: Iterable[Any], new: Iterable[Any]) -> None:
        self.same, self.moved, self.relabelled, self.gone, self.new = (tuple(changes[name]) for name in self.NAMES)
        self.documents_gone, self.documents_new = tuple(gone), tuple(new)

    def counts(self) -> dict[str, int]:
        """Return how many there are of each."""
        return {name: len(getattr(self, name)) for name in self.NAMES}

    def labels(self) -> dict[str, int]:
        """Return how often each label differs among the relabelled, most often first."""
        from collections import Counter

        return dict(Counter(label for change in self.relabelled for label in change.labels).most_common())

    def __repr__(self) -> str:
        lines = [", ".join(f"{count:,} {name}" for name, count in self.counts().items())]
        if self.relabelled:
            lines.append("relabelled: " + ", ".join(f"{label} {count:,}" for label, count in self.labels().items()))
        if self.documents_gone or self.documents_new:
            lines.append(f"documents: {len(self.documents_gone):,} gone, {len(self.documents_new):,} new")
        return "\n".join(lines)


def compare(before: Corpus, after: Corpus) -> Comparison:
    """Compare two corpora; see ``Corpus.compare``."""
    ids = [list(corpus.documents["doc_id"]) for corpus in (before, after)]
    known = [set(column) for column in ids]
    changes: dict[str, list[Change]] = {name: [] for name in Comparison.NAMES}
    olds, news = _by_document(before), _by_document(after)
    for doc in ids[0]:
        if doc in known[1]:
            _compare_document(doc, olds.get(doc, []), news.get(doc, []), changes)
    return Comparison(changes, (doc for doc in ids[0] if doc not in known[1]), (doc for doc in ids[1] if doc not in known[0]))


def _by_document(corpus: Corpus) -> dict[Any, list[dict[str, Any]]]:
    rows: dict[Any, list[dict[str, Any]]] = {}
    for row in corpus.attributions:
        rows.setdefault(row["doc_id"], []).append(row)
    return rows


def _compare_document(doc: Any, olds: list[dict[str, Any]], news: list[dict[str, Any]], changes: dict[str, list[Change]]) -> None:
    left = {row["uid"]: row for row in news}
    unmatched = []
    for old in olds:
        new = left.pop(old["uid"], None)
        if new is None:
            unmatched.append(old)
            continue
        labels = tuple(name for name in LABELS if old[name] != new[name])
        changes["relabelled" if labels else "same"].append(Change(doc, old, new, labels))
    overlaps = sorted(((-_overlap(old, new), i, uid) for i, old in enumerate(unmatched) for uid, new in left.items()
                       if _overlap(old, new) >= OVERLAP), key=lambda row: row[:2])
    used: set[int] = set()
    for _, i, uid in overlaps:
        if i not in used and uid in left:
            used.add(i)
            old, new = unmatched[i], left.pop(uid)
            changes["moved"].append(Change(doc, old, new, tuple(name for name in LABELS if old[name] != new[name])))
    changes["gone"] += [Change(doc, old, None, ()) for i, old in enumerate(unmatched) if i not in used]
    changes["new"] += [Change(doc, None, new, ()) for new in left.values()]


def _overlap(a: dict[str, Any], b: dict[str, Any]) -> float:
    """Jaccard over the characters of two contents, each of sorted pieces that do not overlap."""
    pieces = [list(zip(row["content_starts"], row["content_ends"], strict=True)) for row in (a, b)]
    shared = sum(max(0, min(end, far) - max(start, near)) for start, end in pieces[0] for near, far in pieces[1])
    union = sum(end - start for side in pieces for start, end in side) - shared
    return shared / union if union else 0.0


# ---- corrections ----


class Corrected(Corpus):
    """A corpus with corrections laid over it; the corpus that was corrected stays as it is.

    Its tables are tables as any, and all that a corpus has (``summary``, ``plot``, ``compare`` ...) goes by the corrections.
    ``attributions``, ``quotes`` and ``sources`` have a column ``corrected``; what was marked as wrong is left out of them, and
    of the counts of ``documents`` and ``entities``.

    Attributes
    ----------
    applied : int
        Corrections that found their attribution.
    unmatched : tuple of dict
        Those that did not: this reading does not have the attribution.
    """

    applied: int
    unmatched: tuple[dict[str, Any], ...]

    def __repr__(self) -> str:
        return f"{super().__repr__()[:-1]}; {self.applied} corrections applied, {len(self.unmatched)} not>"


def correct(corpus: Corpus, corrections: Any) -> Corrected:
    """Lay corrections over a corpus; see ``Corpus.correct``."""
    given: dict[Key, dict[str, Any]] = {}
    for where, row in _corrections(corrections):
        key = (row.get("doc_id"), row["uid"])
        if key in given:
            raise ValueError(f"{where}: the uid {row['uid']!r} is corrected twice")
        given[key] = _checked(where, row)
    overlay = _Overlay(corpus, given)
    applied, unmatched = len(overlay.used), tuple(row for key, row in given.items() if key not in overlay.used)
    told = {"applied": applied, "unmatched": len(unmatched), "hash": digest(map(repr, given.items()))}
    made = {**corpus._made, "corrections": told}
    metadata = ("sayso.corrections", dumps(told))
    added = None if "corrected" in corpus.attributions.columns else ("corrected", "bool")
    tables = {name: getattr(corpus, name) for name in TABLES}
    tables["attributions"] = overlaid(corpus.attributions, overlay.attribution, added=added, metadata=metadata)
    tables["quotes"] = overlaid(tables["attributions"], _spoken, name="quotes")
    tables["sources"] = overlaid(corpus.sources, overlay.source, added=added, metadata=metadata)
    heard = _heard(tables["sources"])
    tables["documents"] = overlaid(corpus.documents, overlay.document, metadata=metadata)
    tables["entities"] = overlaid(corpus.entities, lambda row: {**row, **heard.get((row["doc_id"], row["entity_id"]), _UNHEARD)},
                                  metadata=metadata)
    corrected = Corrected(tables, corpus._parser, made, corpus._named)
    corrected.applied, corrected.unmatched = applied, unmatched
    return corrected


_UNHEARD = {"quotes": 0, "words": 0, "quoted_words": 0}


def _spoken(row: dict[str, Any]) -> dict[str, Any] | None:
    return row if row["act"] == "speech" and not row["depth"] else None


def _heard(sources: Table) -> dict[tuple[Any, int], dict[str, int]]:
    """How often each entity is quoted, and in how many words."""
    heard: dict[tuple[Any, int], dict[str, int]] = {}
    for row in sources:
        if _spoken(row) and row["entity_id"] is not None:
            sums = heard.setdefault((row["doc_id"], row["entity_id"]), dict(_UNHEARD))
            for name, more in (("quotes", 1), ("words", row["words"]), ("quoted_words", row["quoted_words"])):
                sums[name] += more
    return heard


class _Overlay:
    """What the corrections make of the rows of each table."""

    def __init__(self, corpus: Corpus, given: dict[Key, dict[str, Any]]) -> None:
        self.given, self.used = given, set[Key]()
        self.wrong: dict[Any, int] = {}
        uids = {row["uid"] for row in given.values()}
        docs = set()
        self.corrections: dict[tuple[Any, int], dict[str, Any]] = {}
        columns = [corpus.attributions[name] for name in ("doc_id", "uid", "attribution_id")]
        for doc, uid, number in zip(*columns, strict=True):
            if uid not in uids:
                continue
            key = (doc, uid) if (doc, uid) in given else (None, uid)  # without a doc_id: in every document with this text
            if key in given:
                self.used.add(key)
                self.corrections[doc, number] = given[key]
                docs.add(doc)
                self.wrong[doc] = self.wrong.get(doc, 0) + bool(given[key].get("wrong"))
        self.entities = {(row["doc_id"], row["name"]): row for row in corpus.entities if row["doc_id"] in docs}
        self.named: set[tuple[Any, int]] = set()

    def _corrected(self, row: dict[str, Any], names: Sequence[str]) -> dict[str, Any] | None:
        correction = self.corrections.get((row["doc_id"], row["attribution_id"]))
        if correction is not None and correction.get("wrong"):
            return None
        row["corrected"] = correction is not None or row.get("corrected", False)
        return {**row, **{name: correction[name] for name in names if name in correction}} if correction else row

    def _entity(self, row: dict[str, Any]) -> tuple[str | None, dict[str, Any]]:
        """The name that a correction gives the speaker, None without one; and the article's entity of that name."""
        name = self.corrections.get((row["doc_id"], row["attribution_id"]), {}).get("speaker")
        return name, self.entities.get((row["doc_id"], name), {})

    def attribution(self, row: dict[str, Any]) -> dict[str, Any] | None:
        corrected = self._corrected(row, CORRECTED)
        name, entity = self._entity(row)
        if corrected and name is not None:
            number = entity.get("entity_id")
            corrected.update(speaker_id=number, speaker_ids=[] if number is None else [number])
        return corrected

    def source(self, row: dict[str, Any]) -> dict[str, Any] | None:
        corrected = self._corrected(row, [name for name in CORRECTED if name in row and name != "speaker"])
        name, entity = self._entity(row)
        if not corrected or name is None:
            return corrected
        key = (row["doc_id"], row["attribution_id"])
        if key in self.named:  # the speaker takes the place of all that there were
            return None
        self.named.add(key)
        own = [column for column in row if column.startswith("speaker_") and column != "speaker_confidence"]
        return {**corrected, **{column: entity.get(column.removeprefix("speaker_")) for column in own},
                "speaker_name": name, "entity_id": entity.get("entity_id")}

    def document(self, row: dict[str, Any]) -> dict[str, Any]:
        return {**row, "attributions": row["attributions"] - self.wrong.get(row["doc_id"], 0)}


def _corrections(data: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(data, (str, PathLike)):
        import csv

        with open(data, encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            for row in rows:
                yield f"{data}, line {rows.line_num}", {name: value for name, value in row.items() if value not in (None, "")}
        return
    if hasattr(data, "to_dict") and hasattr(data, "columns"):  # a data frame of pandas
        data = [{str(name): value for name, value in row.items() if value is not None and value == value}
                for row in data.to_dict("records")]
    for number, row in enumerate(data):
        if not isinstance(row, Mapping):
            raise TypeError(f"correction {number}: a dict is needed, not {type(row).__name__}")
        yield f"correction {number}", dict(row)


def _checked(where: str, row: dict[str, Any]) -> dict[str, Any]:
    from sayso._core import _schema

    if isinstance(row.get("wrong"), str):
        row["wrong"] = row["wrong"].strip().lower() in ("1", "true", "yes", "x")
    values = {name: names for name, _, _, names, _ in _schema()["Attribution"][2]}
    for name, value in row.items():
        if name in ("uid", "doc_id", "wrong", "note"):
            continue
        if name not in CORRECTED:
            raise ValueError(f"{where}: there is no {name!r} to correct; there are {', '.join(CORRECTED)}, wrong, note")
        if name != "speaker" and value not in values[name]:
            there = ", ".join(label for label in values[name] if label)
            raise ValueError(f"{where}, column {name!r}: there is no {value!r}; there are {there}")
    return row
