"""integers.py NAME: the encoder in integers only, as the C core computes it, and its figures beside the float network's.

Every operation here is one that int8, int16 and int32 registers have; INTEGERS.md names each.  NumPy's float matrix
product is used where all sums are integers below 2^53, so it is exact.
"""
import sys

import numpy as np

import articles
import batches
import data
import decode
import evaluate
import features as columns
import quantize
import words
from features import BREAK, MENTION, PREFIX, QUOTE, QUOTES, RULE, SHAPE, SIGNAL_BITS, SIGNALS, SPACE, SUFFIX, WORD


def saturate(x):
    return np.clip(x, -32768, 32767)


def product(a, b):
    """Sums of products of two integer arrays (.., k) and (rows, k)."""
    return (a.astype(np.float64) @ b.astype(np.float64).T).astype(np.int64)


def rounded(x, shift):
    """x / 2^shift, halves up."""
    return (x + (1 << shift >> 1)) >> shift


def high(a, b):
    """(a b + 2^14) >> 15: vpmulhrsw, sqrdmulh."""
    return (a * b + 16384) >> 15


def curve(q, z):
    """T(z) = tanh(z / 2) in 2^-15 of z in 2^-10 (int16 values)."""
    a = np.minimum(np.abs(z), 8191)
    k = a >> 9
    v = q["base"].astype(np.int64)[k] + high(q["slope"].astype(np.int64)[k], (a & 511) << 6)
    return np.where(z < 0, -v, v)


def linear(m, u):
    """A map of stored states in the unit of its bias: ((sum + off) mult + half) >> shift, + bias."""
    return rounded((product(u, m["w"]) + m["off"]) * m["mult"], m["shift"]) + m["bias"]


def word_products(q, f):
    """First layer's input products of the word alone, int16 (tokens, 2 x 4 hidden)."""
    e = np.concatenate([q["word"][f[:, WORD]], q["prefix"][f[:, PREFIX]], q["suffix"][f[:, SUFFIX]]], 1)
    m = q["input1"]
    z = (product(e, m["w"]) * m["mult"] + (1 << (m["shift"] - 1))) >> m["shift"]
    return saturate(z)


def token_rows(q, f):
    """What is added for a token where it stands, int32 (tokens, 2 x 4 hidden)."""
    place = (f[:, BREAK] * QUOTES + f[:, QUOTE]) * 2 + f[:, SPACE]
    bits = (f[:, SIGNALS, None] >> np.arange(SIGNAL_BITS)) & 1
    wide = lambda name: q[name].astype(np.int64)
    return wide("place")[place] + wide("shape")[f[:, SHAPE]] + wide("rule")[f[:, RULE]] + wide("mention")[f[:, MENTION]] \
        + product(bits, q["signal"].T)


def cell(q, m, z, u, c):
    """One LSTM step: preactivations z of the input, stored state u and cell c (2^-11) before; both after."""
    h = c.shape[-1]
    z = saturate(z + linear(m, u))
    i, f, o = (16384 + (curve(q, z[..., k * h:(k + 1) * h]) >> 1) for k in (0, 1, 3))
    g = curve(q, z[..., 2 * h:3 * h])
    c = saturate(high(f, c) + ((high(i, g) + 8) >> 4))
    return quantize.MIDDLE + high(high(o, curve(q, c)), quantize.SPREAD), c


def direction(q, m, z, lengths, backward):
    """Stored states (windows, tokens, hidden) of one direction; windows are padded at the end."""
    n, t, rows = z.shape
    out = np.full((n, t, rows // 4), quantize.MIDDLE, np.int64)
    u, c = out[:, 0].copy(), np.zeros((n, rows // 4), np.int64)
    for step in (range(t - 1, -1, -1) if backward else range(t)):
        live = (step < lengths)[:, None]
        u2, c2 = cell(q, m, z[:, step], u, c)
        u, c = np.where(live, u2, u), np.where(live, c2, c)
        out[:, step] = u
    return out


def states(q, tables):
    """Stored states of the second layer for a list of feature windows."""
    lengths = np.array([len(f) for f in tables])
    z = np.zeros((len(tables), lengths.max(), 8 * q["hidden"]), np.int64)
    for row, f in zip(z, tables):
        row[:len(f)] = word_products(q, f) + token_rows(q, f)
    half = z.shape[2] // 2
    both = lambda name, a, b: np.concatenate([direction(q, q[name], a, lengths, False),
                                              direction(q, q[name + "_reverse"], b, lengths, True)], 2)
    u = both("recurrent1", z[..., :half], z[..., half:])
    u = both("recurrent2", saturate(linear(q["input2"], u)), saturate(linear(q["input2_reverse"], u)))
    return [row[:n] for row, n in zip(u, lengths)]


def confidence(q, x):
    """Probabilities, 2^-15, of attributions described by rows of seven integers as `calibrate.described` has them."""
    w = q["confidence"].astype(np.int64)
    return 16384 + (curve(q, saturate(rounded(np.asarray(x, np.int64) @ w[:7], 10) + w[7])) >> 1)


class Links:
    """Integer twin of heads.Link with the arguments of `decode.link`."""

    def __init__(self, q, kind):
        self.q, self.kind = q, kind

    def __call__(self, h, where, cand, mask, optional):
        import torch
        u = h[0].numpy()
        part = lambda name, x: linear(self.q[self.kind + name], x)
        where, cand, mask = where.numpy(), cand.numpy(), mask.numpy()
        query = np.concatenate([u[where[:, 1]], u[where[:, 2]]], -1)
        key = np.concatenate([u[cand[..., 0]], u[cand[..., 1]]], -1)
        score = rounded((part("_ask", query)[:, None] * part("_answer", key)).sum(-1), 4)
        score = score + self.q[self.kind + "_place"][cand[..., 2], cand[..., 3]]
        score = np.where(mask, score, -(1 << 20))
        none = part("_none", query) if optional else np.full((len(query), 1), -(1 << 20))
        return torch.from_numpy(np.concatenate([score, none], -1))


class Heads:
    def __init__(self, q):
        self.content, self.source = Links(q, "content"), Links(q, "source")


def article_states(q, tables, limit=512):
    """Stored states of whole articles."""
    cuts = [(i, f[a:b]) for i, f in enumerate(tables) for a, b in batches.windows(f, limit)]
    out = [[] for _ in tables]
    for k in range(0, len(cuts), 256):
        for (i, _), u in zip(cuts[k:k + 256], states(q, [f for _, f in cuts[k:k + 256]])):
            out[i].append(u)
    return [np.concatenate(parts) for parts in out]


def measure(q, bias=0.3, with_names=True):
    """Figures of the integer encoder on the dev files."""
    import torch

    import names
    vocabulary, heads = words.load(), Heads(q)
    items = articles.items("quotes-polnear-dev", vocabulary)
    predicted = []
    for it, u in zip(items, article_states(q, [it["features"] for it in items])):
        scores = linear(q["tags"], u) / quantize.SCORE
        predicted.append({"id": it["id"], "attributions": decode.attributions(
            heads, torch.from_numpy(u)[None], scores, it["features"], it["spans"], None, bias)})
    out = evaluate.attributions(data.documents("quotes-polnear-dev"), predicted)
    if with_names:
        found, predicted = [columns.read(d["text"], vocabulary) for d in data.documents("ner-worldwide-dev")], []
        states_ = article_states(q, [f for _, _, f in found])
        for d, (spans, _, _), u in zip(data.documents("ner-worldwide-dev"), found, states_):
            labels = decode.names(linear(q["names"], u) / quantize.SCORE)
            predicted.append({"id": d["id"], "entities": names.spans_of(labels, spans)})
        out["names"] = evaluate.entities(data.documents("ner-worldwide-dev"), predicted)
    return out


if __name__ == "__main__":
    import train
    net = quantize.load(sys.argv[1])
    tasks = sys.argv[2] if len(sys.argv) > 2 else "an"
    print("float   ", train.measure(net, tasks))
    print("integers", measure(quantize.quantize(net), with_names="n" in tasks))
