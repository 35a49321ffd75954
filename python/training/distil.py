"""distil.py NAME [CORPUS ...]: a teacher's tag distributions and attributions, kept and carried over to the core's tokens.

Run as a command, it makes a small encoder that is trained already a teacher of the next (``NAME-CORPUS.labels``).
"""
import bisect
import collections
import pickle
import sys
import time

import numpy as np
import torch

import batches
import data
import decode
from labels import encode

GROUP, CHUNK = 16, 40     # windows that are read together; of this many times as many, those of like length


def carry(theirs, probabilities, spans):
    """Distributions of a teacher's tokens as distributions of ours.

    A token of ours takes the distribution of the teacher's token that holds its first character; where it does not begin
    that token, what the teacher gave to "begins" is given to "goes on".

    Parameters
    ----------
    theirs, spans : list of (int, int)
    probabilities : ndarray (len(theirs), tags)

    Returns
    -------
    ndarray of float32 (len(spans), tags)
    """
    ends = [e for _, e in theirs]
    out = np.zeros((len(spans), probabilities.shape[1]), np.float32)
    for i, (start, _) in enumerate(spans):
        k = min(bisect.bisect_right(ends, start), len(theirs) - 1)
        row = probabilities[k].astype(np.float32)
        if start > theirs[k][0]:
            row[2::2] += row[1::2]
            row[1::2] = 0.0
        out[i] = row / max(row.sum(), 1e-6)
    return out


def characters(theirs, linked):
    """The teacher's attributions as PolNeAR's, in code points."""
    place = lambda p: [theirs[p[0]][0], theirs[p[1] - 1][1]]
    return [{"content": [place(p) for p in content], "cue": [place(cue)], "source": [place(source)] if source else []}
            for content, cue, source in linked]


@torch.no_grad()
def states(read, windows):
    """Vectors (1, tokens, dim) of each item, one item after the other.

    Parameters
    ----------
    read : callable
        Vectors (windows, tokens, dim) of a list of windows.
    windows : iterable of list of dict
        Each item's windows, with ``features``.
    """
    def flush(kept):
        flat = [(i, k, w) for i, item in enumerate(kept) for k, w in enumerate(item)]
        flat.sort(key=lambda row: len(row[2]["features"]))
        found = {}
        for at in range(0, len(flat), GROUP):
            group = flat[at:at + GROUP]
            for (i, k, w), h in zip(group, read([w for _, _, w in group])):
                found[i, k] = h[:len(w["features"])].clone()
        for i, item in enumerate(kept):
            yield torch.cat([found[i, k] for k in range(len(item))])[None]

    kept, count = [], 0
    for item in windows:
        kept.append(item)
        count += len(item)
        if count >= GROUP * CHUNK:
            yield from flush(kept)
            kept, count = [], 0
    yield from flush(kept)


@torch.no_grad()
def write(teacher, corpus, heads, items, vectors, none):
    """Keep what a teacher says of a corpus: {id: (spans, tag distributions, attributions in its tokens)}."""
    out, began = {}, time.time()
    for item, h in zip(items, vectors):
        scores = torch.log_softmax(heads.tags(h), -1)[0].numpy()
        out[item["id"]] = item["spans"], np.exp(scores).astype(np.float16), decode.linked(heads, h, scores, item["features"], None, 0.3, none)
    with open(data.scratch(f"{teacher}-{corpus}.labels"), "wb") as f:
        pickle.dump(out, f, protocol=4)
    print(corpus, len(out), f"{time.time() - began:.0f}s", flush=True)


def main(name, corpora):
    import features
    import names_teacher
    import quantize
    import words
    net, vocabulary = quantize.load(name), words.load()
    for corpus in corpora or names_teacher.CORPORA:
        items = []
        for _, key, text in names_teacher.texts((corpus,)):
            spans, _, table = features.read(text, vocabulary)
            items.append({"id": key, "spans": spans, "features": table})
        windows = ([{"features": it["features"][a:b]} for a, b in batches.windows(it["features"], 512)] for it in items)
        write(name, corpus, net.heads, items, states(lambda group: net(batches.pad([w["features"] for w in group], 0).long()), windows), True)


def add(items, teachers, corpus):
    """Give items (by id) a ``soft`` distribution, the mean over teachers, and the first one's labels where a corpus has none."""
    voters = collections.Counter()
    for teacher in teachers:
        try:
            with open(data.scratch(f"{teacher}-{corpus}.labels"), "rb") as f:
                found = pickle.load(f)
        except FileNotFoundError:
            print("no labels of", teacher, "for", corpus)
            continue
        for name, (theirs, probabilities, linked) in found.items():
            it = items.get(f"{corpus}/{name}")
            if it is None or not theirs:
                continue
            voters[name] += 1
            soft = carry(theirs, probabilities, it["spans"])
            it["soft"] = soft if voters[name] == 1 else it["soft"] + (soft - it["soft"]) / voters[name]
            if "tags" not in it:
                it["tags"], it["contents"], it["sources"] = encode(it["spans"], characters(theirs, linked))
                it["guessed"] = True


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
