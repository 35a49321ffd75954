"""From scores to attributions: constrained Viterbi over the tags, then the best link of each span."""
import numpy as np
import torch

import marks
from batches import OFFSETS, crosses, near
from features import BREAK, QUOTE
from labels import BC, BS, BU, O, pieces
from structure import NEVER, structure


def quotation_steps(features):
    """True at each token that must keep the role of the token before it, as it stands inside one closed quotation."""
    keep = np.zeros(len(features), bool)
    for begin, end in marks.pairs(features[:, QUOTE]):
        keep[begin + 2:end] = True
    return keep


def viterbi(scores, features, table=None, bias=0.0):
    """Best tag sequence under BIO and the quotation marks.

    Parameters
    ----------
    scores : ndarray (tokens, tags)
    features : ndarray (tokens, COLUMNS)
    table : ndarray (2, tags, tags), optional
        Transition scores within and across paragraphs.
    bias : float
        Taken from the score of O: an attribution that is right in one of four cases is worth having for F1.

    Returns
    -------
    ndarray of int
    """
    step, held = structure()
    table = np.zeros((2,) + step.shape) if table is None else table
    keep, n = quotation_steps(features), len(scores)
    scores = scores - bias * (np.arange(scores.shape[1]) == O)
    best = scores[0].copy()
    best[2::2] = NEVER
    back = np.zeros(scores.shape, np.int8)
    for t in range(1, n):
        move = best[:, None] + step + table[int(features[t, BREAK] == 2)] + (held if keep[t] else 0.0)
        back[t] = move.argmax(0)
        best = move.max(0) + scores[t]
    out = np.zeros(n, np.int64)
    out[-1] = best.argmax()
    for t in range(n - 1, 0, -1):
        out[t - 1] = back[t, out[t]]
    return out


def names(scores):
    """Best name labels where an I follows its own B or I only; scores are log probabilities (tokens, labels)."""
    count = scores.shape[1]
    table = np.zeros((count, count))
    for b in range(2, count, 2):
        table[:, b] = NEVER
        table[[b - 1, b], b] = 0.0
    best = scores[0].copy()
    best[2::2] = NEVER
    back = np.zeros(scores.shape, np.int8)
    for t in range(1, len(scores)):
        step = best[:, None] + table
        back[t] = step.argmax(0)
        best = step.max(0) + scores[t]
    out = np.zeros(len(scores), np.int64)
    out[-1] = best.argmax()
    for t in range(len(scores) - 1, 0, -1):
        out[t - 1] = back[t, out[t]]
    return out


def link(head, h, spans, targets, breaks, optional):
    """For each span the index into `targets` of the span it belongs to, or -1."""
    if not spans:
        return []
    if not targets:
        return [-1] * len(spans)
    starts = [t[0] for t in targets]
    where = torch.zeros(len(spans), 3, dtype=torch.long)
    cand = torch.zeros(len(spans), OFFSETS, 4, dtype=torch.long)
    mask = torch.zeros(len(spans), OFFSETS, dtype=torch.bool)
    order = []
    for r, (i, j, _) in enumerate(spans):
        where[r] = torch.tensor([0, i, j - 1])
        found = near(i, starts)
        order.append([k for k, _ in found])
        for c, (k, o) in enumerate(found):
            cand[r, c] = torch.tensor([starts[k], targets[k][1] - 1, o, crosses(breaks, i, starts[k])])
            mask[r, c] = True
    best = head(h, where, cand, mask, optional).argmax(-1).tolist()
    return [order[r][k] if k < len(order[r]) else -1 for r, k in enumerate(best)]


def linked(heads, h, scores, features, table=None, bias=0.0, none=True):
    """Attributions of one article in tokens: [(content pieces, cue, source or None)], a piece as (first, end, tag).

    Parameters
    ----------
    heads : heads.Heads
    h : Tensor (1, tokens, dim)
    scores : ndarray (tokens, tags)
    features : ndarray
    table, bias : see `viterbi`
    none : bool
        Whether a content piece may belong to no cue.
    """
    found = pieces(viterbi(scores, features, table, bias))
    pick = lambda kind: [p for p in found if p[2] == kind]
    contents, cues, sources = pick(BC), pick(BU), pick(BS)
    breaks = np.cumsum(features[:, BREAK] == 2)
    of_content = link(heads.content, h, contents, cues, breaks, none)
    of_cue = link(heads.source, h, cues, sources, breaks, True)
    out = []
    for c, cue in enumerate(cues):
        content = [p for p, k in zip(contents, of_content) if k == c]
        if content:
            out.append((content, cue, sources[of_cue[c]] if of_cue[c] >= 0 else None))
    return out


def attributions(heads, h, scores, features, spans, table=None, bias=0.0, none=True):
    """`linked` as spans of code points: a list of dicts of ``content``, ``cue``, ``source``."""
    place = lambda p: [spans[p[0]][0], spans[p[1] - 1][1]]
    return [{"content": [place(p) for p in content], "cue": [place(cue)], "source": [place(source)] if source else []}
            for content, cue, source in linked(heads, h, scores, features, table, bias, none)]
