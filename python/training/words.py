"""words.py: the vocabulary and a static vector for each of its words.

A vector is MiniLM's mean over the word read alone, reduced by principal components (as in ``shared/trials``); training
goes on from there.  Writes ``words.npz`` to the scratch folder.
"""
import collections
import functools

import numpy as np
import torch

import classes
import data
from tokens import tokenize

ROWS = 24576
WIDTH = 96
CORPORA = ("quotes-polnear-train", "ner-gmb-silver", "gum-train", "ud-ewt-train", "ner-re3d", "ner-wikigold", "ner-crossner")


class Words:
    """Row and class bits of a lower-cased word; row 0 is "unknown"."""

    def __init__(self, words, vectors):
        self.words, self.vectors = words, vectors
        self.rows = {w: i + 1 for i, w in enumerate(words)}
        self.bits = classes.table()

    def look_up(self, lower):
        return self.rows.get(lower, 0), self.bits.get(lower, 0)


def count():
    """Frequency of each lower-cased token in the texts that may be read; numbers fold nothing."""
    counter = collections.Counter()
    for name in CORPORA:
        for doc in data.documents(name):
            text = doc["text"]
            counter.update(text[s:e].lower() for s, e in tokenize(text))
    return counter


@torch.no_grad()
def vectors(words):
    """MiniLM's mean vector of each word alone (words, 384)."""
    from minilm import MiniLM, tokenizer
    net, t, out = MiniLM().eval(), tokenizer(), []
    for i in range(0, len(words), 256):
        rows = [t.encode(w).ids[:16] for w in words[i:i + 256]]
        n = max(map(len, rows))
        ids, mask = torch.zeros(len(rows), n, dtype=torch.long), torch.zeros(len(rows), n)
        for j, r in enumerate(rows):
            ids[j, :len(r)], mask[j, :len(r)] = torch.tensor(r), 1
        x = net(ids, mask)
        out.append(((x * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)).numpy())
    return np.concatenate(out)


def build():
    """Count, embed, reduce and write."""
    words = [w for w, n in count().most_common() if n >= 2][:ROWS - 1]
    v = vectors(words)
    v -= v.mean(0)
    u, s, _ = np.linalg.svd(v, full_matrices=False)
    table = (u * s)[:, :WIDTH]
    table = np.vstack([np.zeros((1, WIDTH)), table / table.std()]).astype(np.float32)
    np.savez(data.scratch("words.npz"), words=np.array(words, dtype=object), vectors=table)
    print(len(words), "words")


@functools.lru_cache(maxsize=None)
def load():
    found = np.load(data.scratch("words.npz"), allow_pickle=True)
    return Words([str(w) for w in found["words"]], found["vectors"])


if __name__ == "__main__":
    build()
