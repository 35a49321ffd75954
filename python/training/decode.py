"""From scores to attributions: constrained Viterbi over the tags, then the best link of each span."""
import numpy as np
import torch

import marks
from batches import OFFSETS, crosses, near
from features import BREAK, QUOTE
from labels import BC, BS, BU, IC, O, TAGS, pieces

NEVER = -1e9
ROLE = np.array([0, 1, 1, 2, 2, 3, 3])


def transitions(cost=0.0):
    """Allowed steps between tags: an I follows its own B or I only."""
    table = np.zeros((len(TAGS), len(TAGS)))
    for a in range(len(TAGS)):
        for b in range(len(TAGS)):
            if b and b % 2 == 0 and ROLE[a] != ROLE[b]:
                table[a, b] = NEVER
            elif ROLE[a] != ROLE[b] or b % 2:
                table[a, b] = -cost
    return table


def quotation_steps(features):
    """True at each token that must keep the role of the token before it, as it stands inside one closed quotation."""
    keep = np.zeros(len(features), bool)
    for begin, end in marks.pairs(features[:, QUOTE]):
        keep[begin + 2:end] = True
    return keep


def viterbi(scores, features, cost=0.0, free=True):
    """Best tag sequence.

    Parameters
    ----------
    scores : ndarray (tokens, tags)
        Log probabilities.
    features : ndarray (tokens, COLUMNS)
    cost : float
        Charged for every change of role, in nats.
    free : bool
        False: quotation marks are no limits.

    Returns
    -------
    ndarray of int
    """
    table = transitions(cost)
    held = table.copy()
    for a in range(len(TAGS)):
        for b in range(len(TAGS)):
            if not (ROLE[a] == ROLE[b] and (b == O or b % 2 == 0)):
                held[a, b] = NEVER
    keep = quotation_steps(features) if free else np.zeros(len(features), bool)
    n = len(scores)
    best = scores[0].copy()
    best[2::2] = NEVER
    back = np.zeros((n, len(TAGS)), np.int8)
    for t in range(1, n):
        step = best[:, None] + (held if keep[t] else table)
        if features[t, BREAK] == 2:
            step[:, 2::2] += -2.0
        back[t] = step.argmax(0)
        best = step.max(0) + scores[t]
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


def attributions(heads, h, scores, features, spans, cost=0.0):
    """Attributions of one article.

    Parameters
    ----------
    heads : heads.Heads
    h : Tensor (1, tokens, dim)
    scores : ndarray (tokens, tags)
    features : ndarray
    spans : list of (int, int)
        Tokens in code points.

    Returns
    -------
    list of dict
        ``content``, ``cue``, ``source`` span lists.
    """
    found = pieces(viterbi(scores, features, cost))
    pick = lambda kind: [p for p in found if p[2] == kind]
    contents, cues, sources = pick(BC), pick(BU), pick(BS)
    breaks = np.cumsum(features[:, BREAK] > 0)
    of_content = link(heads.content, h, contents, cues, breaks, False)
    of_cue = link(heads.source, h, cues, sources, breaks, True)
    place = lambda p: [spans[p[0]][0], spans[p[1] - 1][1]]
    out = []
    for c, cue in enumerate(cues):
        content = [place(p) for p, k in zip(contents, of_content) if k == c]
        if content:
            source = [place(sources[of_cue[c]])] if of_cue[c] >= 0 else []
            out.append({"content": content, "cue": [place(cue)], "source": source})
    return out


assert IC == BC + 1 and BS == BU + 2
