"""A teacher's tag distributions and attributions, carried over to the core's tokens."""
import bisect
import pickle

import numpy as np

import data
from labels import encode


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


def add(items, teachers, corpus):
    """Give items (by id) a ``soft`` distribution, the mean over teachers, and labels where a corpus has none of its own."""
    for n, teacher in enumerate(teachers):
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
            soft = carry(theirs, probabilities, it["spans"])
            it["soft"] = soft if n == 0 or "soft" not in it else (it["soft"] * n + soft) / (n + 1)
            if "tags" not in it:
                it["tags"], it["contents"], it["sources"] = encode(it["spans"], characters(theirs, linked))
                it["guessed"] = True
