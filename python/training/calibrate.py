"""calibrate.py NAME: weights that turn an attribution's margins into a probability that it is right.

Logistic regression on the dev articles (right: content overlap of 0.8 and source overlap of 0.5 with its gold partner, as
`score_attributions.py` has it), on integers only; the calibration error is measured on articles left out of the fit.
"""
import sys

import numpy as np
import torch

import articles
import data
import decode
import integers
import quantize
import words
from features import QUOTE
from scorers import score_attributions

FOLDS, BINS, CLIP = 6, 10, 2047
NAMES = ("content least", "content mean", "cue mean", "source mean", "no source", "pieces", "quoted")


def margins(scores, tags):
    """How far each token's role is ahead of the best other role, 2^-8 nats, 0 .. CLIP."""
    role = (np.arange(scores.shape[1]) + 1) // 2
    out = np.zeros(len(scores), np.int64)
    for t, tag in enumerate(tags):
        same = role == role[tag]
        out[t] = scores[t, same].max() - scores[t, ~same].max()
    return np.clip(out, 0, CLIP)


def described(found, margin, quote):
    """Integer description of one linked attribution, see NAMES."""
    content, cue, source = found
    inside = np.concatenate([margin[i:j] for i, j, _ in content])
    mean = lambda p: int(margin[p[0]:p[1]].sum()) // (p[1] - p[0]) if p else 0
    marked = any(quote[i:j].any() for i, j, _ in content)
    return [int(inside.min()), int(inside.sum()) // len(inside), mean(cue), mean(source), 256 * (source is None),
            min(256 * (len(content) - 1), CLIP), 256 * marked]


def rows(q):
    """(article, description, right) of every predicted attribution of the dev articles."""
    heads, out = integers.Heads(q), []
    gold = {d["id"]: d for d in data.documents("quotes-polnear-dev")}
    items = articles.items("quotes-polnear-dev", words.load())
    for n, (it, u) in enumerate(zip(items, integers.article_states(q, [it["features"] for it in items]))):
        scores = integers.linear(q["tags"], u)
        tags = decode.viterbi(scores / quantize.SCORE, it["features"], None, 0.3)
        linked = decode.linked(heads, torch.from_numpy(u)[None], scores / quantize.SCORE, it["features"], None, 0.3)
        margin, quote = margins(scores, tags), it["features"][:, QUOTE] > 0
        place = lambda p, it=it: [it["spans"][p[0]][0], it["spans"][p[1] - 1][1]]
        made = [{"content": [place(p) for p in c], "cue": [place(u_)], "source": [place(s)] if s else []} for c, u_, s in linked]
        text = gold[it["id"]]["text"]
        theirs = score_attributions.prepare(gold[it["id"]], text)
        ours = score_attributions.prepare({"id": it["id"], "attributions": made}, text)
        right = set()
        for overlap, g, p in score_attributions.pair_up(theirs, ours):
            both = g["source"] and p["source"] and score_attributions.jaccard(g["source"], p["source"]) >= 0.5
            if overlap >= 0.8 and (both or not (g["source"] or p["source"])):
                right.add(id(p))
        out += [(n, described(l, margin, quote), id(p) in right) for l, p in zip(linked, ours)]
    return out


def fit(x, y, rounds=60, ridge=1.0):
    """Logistic regression by Newton's method; columns in nats, the last weight is the constant."""
    x = np.hstack([x / 256.0, np.ones((len(x), 1))])
    w = np.zeros(x.shape[1])
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-x @ w))
        penalty = ridge * np.append(np.ones(len(w) - 1), 0)
        w -= np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty + 1e-6), x.T @ (p - y) + penalty * w)
    return w


def predict(w, x):
    return 1 / (1 + np.exp(-(np.hstack([x / 256.0, np.ones((len(x), 1))]) @ w)))


def error(p, y):
    """Expected calibration error over BINS bins of equal width."""
    k = np.minimum((p * BINS).astype(int), BINS - 1)
    return sum(abs(p[k == b].mean() - y[k == b].mean()) * (k == b).mean() for b in range(BINS) if (k == b).any())


def main():
    found = rows(quantize.quantize(quantize.load(sys.argv[1])))
    group, x, y = np.array([r[0] for r in found]), np.array([r[1] for r in found]), np.array([r[2] for r in found], float)
    p = np.zeros(len(y))
    for fold in range(FOLDS):
        out = group % FOLDS == fold
        p[out] = predict(fit(x[~out], y[~out]), x[out])
    w = fit(x, y)
    np.save(data.scratch(sys.argv[1] + ".confidence.npy"), w)
    print(len(y), "attributions,", round(y.mean(), 3), "right; calibration error on articles left out", round(error(p, y), 4),
          "; constant guess", round(float(np.abs(y.mean() - y).mean()), 3), "; Brier", round(float(((p - y) ** 2).mean()), 4))
    print(dict(zip(NAMES + ("constant",), w.round(3).tolist())))
    for b in range(BINS):
        k = np.minimum((p * BINS).astype(int), BINS - 1) == b
        if k.any():
            print(f"{b / BINS:.1f}-{(b + 1) / BINS:.1f}: {k.sum():4} said {p[k].mean():.2f} right {y[k].mean():.2f}")


if __name__ == "__main__":
    main()
