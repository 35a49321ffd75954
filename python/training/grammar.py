"""Auxiliary labels from treebanks: parts of speech, relations, and where clauses begin and end.

From GUM and UD English EWT.  A boundary of a content is most often the boundary of a clause, so the encoder is taught
those too; the product leaves these heads out.
"""
import numpy as np

import data
import features
from batches import IGNORE
from labels import token_range

UPOS = ("ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X")
RELATIONS = ("root", "nsubj", "obj", "iobj", "obl", "ccomp", "xcomp", "advcl", "acl", "parataxis", "conj", "cc", "mark", "aux",
             "cop", "det", "case", "amod", "advmod", "nmod", "appos", "compound", "flat", "nummod", "punct", "other")
CLAUSAL = ("ccomp", "xcomp", "advcl", "acl", "parataxis", "csubj")
CLAUSE = ("none", "begin", "end", "both")


def _subtrees(tokens):
    """Least and greatest index below each token."""
    at = {t["s"]: i for i, t in enumerate(tokens)}
    heads = [at.get(t["head"], -1) for t in tokens]
    low, high = list(range(len(tokens))), list(range(len(tokens)))
    for i in range(len(tokens)):
        j, steps = i, 0
        while heads[j] >= 0 and steps < 100:
            j, steps = heads[j], steps + 1
            low[j], high[j] = min(low[j], i), max(high[j], i)
    return low, high


def item(doc, words):
    """A document with ``pos``, ``relation`` and ``clause`` labels of its tokens."""
    spans, forms, table = features.read(doc["text"], words)
    starts, ends = [s for s, _ in spans], [e for _, e in spans]
    out = {key: np.full(len(spans), IGNORE, np.int64) for key in ("pos", "relation", "clause")}
    tokens = doc["tokens"]
    low, high = _subtrees(tokens)
    clause = np.zeros(len(tokens), np.int64)
    for i, t in enumerate(tokens):
        if t["deprel"].split(":")[0] in CLAUSAL:
            clause[low[i]] |= 1
            clause[high[i]] |= 2
    for t, c in zip(tokens, clause):
        i, j = token_range(starts, ends, t["s"], t["e"])
        if j != i + 1 or starts[i] != t["s"] or ends[i] != t["e"]:
            continue
        relation = t["deprel"].split(":")[0]
        out["pos"][i] = UPOS.index(t["upos"]) if t["upos"] in UPOS else IGNORE
        out["relation"][i] = RELATIONS.index(relation if relation in RELATIONS else "other")
        out["clause"][i] = c
    return {"id": doc["id"], "spans": spans, "forms": forms, "features": table, **out}


def items(words, names=("gum-train", "ud-ewt-train")):
    return [item(d, words) for name in names for d in data.documents(name) if d["tokens"]]
