"""Who is present and who is heard: each entity of each article with its mentions, its quotes and their words."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sayso._corpus import Corpus

FROM_ENTITIES = ("name", "label", "sector", "gender", "key")


def presence(corpus: "Corpus") -> list[dict[str, Any]]:
    """A row for each entity; see ``Corpus.presence``."""
    heard: dict[tuple[Any, int], list[int]] = {}
    table = corpus.sources
    columns = [table[name] for name in ("doc_id", "entity_id", "act", "depth", "words", "quoted_words")]
    for doc, entity, act, depth, words, quoted in zip(*columns, strict=True):
        if entity is not None and act == "speech" and not depth:
            sums = heard.setdefault((doc, entity), [0, 0, 0])
            sums[0] += 1
            sums[1] += words
            sums[2] += quoted
    rows = []
    columns_of = corpus.documents.columns
    carried = [name for name in corpus.entities.columns[1 : corpus.entities.columns.index("entity_id")] if name in columns_of]
    for row in corpus.entities:
        quotes, words, quoted = heard.get((row["doc_id"], row["entity_id"]), (0, 0, 0))
        rows.append({
            **{name: row[name] for name in ("doc_id", *carried, "entity_id", *FROM_ENTITIES)},
            "mentions": len(row["mention_ids"]) + len(row["pronouns_starts"]),
            "quotes": quotes, "words": words, "quoted_words": quoted,
        })  # fmt: skip
    return rows
