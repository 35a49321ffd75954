"""Two readings of the same articles, attribution by attribution; and corrections by hand that outlive a reading."""

from collections.abc import Iterable, Iterator, Mapping
from os import PathLike
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from sayso._corpus import Corpus

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


def compare(before: "Corpus", after: "Corpus") -> Comparison:
    """Compare two corpora; see ``Corpus.compare``."""
    ids = [list(corpus.documents["doc_id"]) for corpus in (before, after)]
    known = [set(column) for column in ids]
    changes: dict[str, list[Change]] = {name: [] for name in Comparison.NAMES}
    olds, news = _by_document(before), _by_document(after)
    for doc in ids[0]:
        if doc in known[1]:
            _compare_document(doc, olds.get(doc, []), news.get(doc, []), changes)
    return Comparison(changes, (doc for doc in ids[0] if doc not in known[1]), (doc for doc in ids[1] if doc not in known[0]))


def _by_document(corpus: "Corpus") -> dict[Any, list[dict[str, Any]]]:
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


class Corrected:
    """The attributions of a corpus with corrections over them; the corpus stays as it is.

    Attributes
    ----------
    attributions, quotes : list of dict
        Rows as in the tables, with a column "corrected"; those marked as wrong are left out.
    applied : int
        Corrections that found their attribution.
    unmatched : tuple of dict
        Those that did not: this reading does not have the attribution.
    """

    attributions: list[dict[str, Any]]
    quotes: list[dict[str, Any]]
    applied: int
    unmatched: tuple[dict[str, Any], ...]

    def __init__(self, rows: list[dict[str, Any]], applied: int, unmatched: tuple[dict[str, Any], ...]) -> None:
        self.attributions = rows
        self.quotes = [row for row in rows if row["act"] == "speech" and not row["depth"]]
        self.applied, self.unmatched = applied, unmatched

    def __repr__(self) -> str:
        return (f"<Corrected: {len(self.attributions)} attributions, {self.applied} corrections applied, "
                f"{len(self.unmatched)} not>")

    def to_pandas(self) -> Any:
        """Return the attributions as a ``pandas.DataFrame``."""
        import pandas

        return pandas.DataFrame(self.attributions)


def correct(corpus: "Corpus", corrections: Any) -> Corrected:
    """Lay corrections over a corpus; see ``Corpus.correct``."""
    given: dict[Key, dict[str, Any]] = {}
    for where, row in _corrections(corrections):
        key = (row.get("doc_id"), row["uid"])
        if key in given:
            raise ValueError(f"{where}: the uid {row['uid']!r} is corrected twice")
        given[key] = _checked(where, row)
    rows, used = [], set()
    for row in corpus.attributions:
        key = (row["doc_id"], row["uid"])
        key = key if key in given else (None, row["uid"])  # without a doc_id: in every document with this text
        correction = given.get(key)
        if correction is not None:
            used.add(key)
            if correction.get("wrong"):
                continue
            row = {**row, **{name: correction[name] for name in CORRECTED if name in correction}}
        rows.append({**row, "corrected": correction is not None})
    return Corrected(rows, len(used), tuple(row for key, row in given.items() if key not in used))


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
