"""The same statement and the same story in several outlets, so that a wire story in forty papers can be counted once."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sayso._corpus import Corpus

MOST_BITS = 3  # of 64, as Manku, Jain and Das Sarma found for pages of the web (2007)
LEAST_WORDS = 4  # a statement of fewer words ("I agree") is no sign of a common source


def wire_groups(corpus: "Corpus", share: float = 0.5) -> list[list[Any]]:
    """Groups of documents that tell the same story; see ``Corpus.wire_groups``."""
    if not 0 < share <= 1:
        raise ValueError(f"share is a share, above 0 and at most 1, not {share}")
    statements: dict[Any, set[str]] = {}
    table = corpus.attributions
    for doc, key, words, depth in zip(table["doc_id"], table["statement_key"], table["words"], table["depth"], strict=True):
        if words >= LEAST_WORDS and not depth:
            statements.setdefault(doc, set()).add(key)
    ids = corpus.documents["doc_id"]
    hashes = {doc: int(text, 16) for doc, text in zip(ids, corpus.documents["story_hash"], strict=True)
              if text and text.strip("0")}
    return _groups(ids, [*_linked(statements, share), *_near(hashes)])


def _near(hashes: dict[Any, int]) -> list[tuple[Any, Any]]:
    """Pairs whose hashes differ in at most MOST_BITS: one of four parts of 16 bits is then the same.

    Equal hashes are linked first; a document of each is compared with those of the same part.
    """
    first: dict[int, Any] = {}
    pairs = [(first[value], doc) for doc, value in hashes.items() if first.setdefault(value, doc) != doc]
    for part in range(4):
        parts: dict[int, list[int]] = {}
        for value in first:
            parts.setdefault(value >> 16 * part & 0xFFFF, []).append(value)
        pairs += [(first[a], first[b]) for values in parts.values() for i, a in enumerate(values) for b in values[i + 1 :]
                  if (a ^ b).bit_count() <= MOST_BITS]
    return pairs


MOST_HOLDERS = 200  # a statement in more documents than this links each to the next one only


def _linked(statements: dict[Any, set[str]], share: float) -> list[tuple[Any, Any]]:
    """Pairs of documents of which one shares enough of its statements with the other."""
    holders: dict[str, list[Any]] = {}
    for doc, keys in statements.items():
        for key in keys:
            holders.setdefault(key, []).append(doc)
    pairs: dict[tuple[Any, Any], int] = {}
    for docs in holders.values():
        near = len(docs) if len(docs) <= MOST_HOLDERS else 1
        for i, doc in enumerate(docs):
            for other in docs[i + 1 : i + 1 + near]:
                pairs[doc, other] = pairs.get((doc, other), 0) + 1
    return [(a, b) for (a, b), common in pairs.items() if common >= share * min(len(statements[a]), len(statements[b]))]


def _groups(ids: Sequence[Any], pairs: Iterable[tuple[Any, Any]]) -> list[list[Any]]:
    parent = {doc: doc for doc in ids}

    def root(doc: Any) -> Any:
        while parent[doc] != doc:
            parent[doc] = parent[parent[doc]]
            doc = parent[doc]
        return doc

    for a, b in pairs:
        parent[root(b)] = root(a)
    groups: dict[Any, list[Any]] = {}
    for doc in ids:
        groups.setdefault(root(doc), []).append(doc)
    return [group for group in groups.values() if len(group) > 1]
