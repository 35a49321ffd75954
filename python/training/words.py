"""words.py: the vocabulary and a static vector for each of its words.

A vector is MiniLM's mean over the word read alone, reduced by principal components (as in ``shared/trials``); training
goes on from there.  Writes ``words.npz`` to the scratch folder.
"""
import collections
import functools

import numpy as np
import torch

import core
import data

ROWS = 24576
WIDTH = 96
CORPORA = ("quotes-polnear-train", "ner-gmb-silver", "gum-train", "ud-ewt-train", "ner-re3d", "ner-wikigold", "ner-crossner")


class Words:
    """Rows of known words by the core's hash of the lower-case form; row 0 is "unknown"."""

    def __init__(self, words, hashes, vectors):
        self.words, self.hashes, self.vectors = words, hashes, vectors
        self.rows = {h: i + 1 for i, h in enumerate(hashes.tolist())}

    def row(self, hashed):
        return self.rows.get(hashed, 0)


def count():
    """Frequency of each hash, and a lower-case form of it, in the texts that may be read."""
    counter, form = collections.Counter(), {}
    for name in CORPORA:
        for doc in data.documents(name):
            if not doc["text"].strip():
                continue
            for start, end, hashed in core.view(doc["text"])[["start", "end", "hash"]].tolist():
                counter[hashed] += 1
                if hashed not in form:
                    form[hashed] = doc["text"][start:end].lower()
    return counter, form


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
    counter, form = count()
    hashes = [h for h, n in counter.most_common() if n >= 2][:ROWS - 1]
    words = [form[h] for h in hashes]
    v = vectors(words)
    v -= v.mean(0)
    u, s, _ = np.linalg.svd(v, full_matrices=False)
    table = (u * s)[:, :WIDTH]
    table = np.vstack([np.zeros((1, WIDTH)), table / table.std()]).astype(np.float32)
    np.savez(data.scratch("words.npz"), words=np.array(words, dtype=object), hashes=np.array(hashes, np.uint64), vectors=table)
    print(len(words), "words")


@functools.cache
def load():
    found = np.load(data.scratch("words.npz"), allow_pickle=True)
    return Words([str(w) for w in found["words"]], found["hashes"], found["vectors"])


if __name__ == "__main__":
    build()
