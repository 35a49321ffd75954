"""Articles cut into windows, and windows padded into batches."""
import random

import numpy as np
import torch

from features import BREAK
from labels import BS, BU, pieces

REACH = 3                     # a link goes to one of the three spans before or the three after
OFFSETS = 2 * REACH
IGNORE = -100
LINKS = ("contents", "sources")


def windows(features, limit, weights=None):
    """Token ranges whose weights sum to at most `limit`: whole paragraphs, else whole sentences, else a cut.

    Parameters
    ----------
    features : ndarray (tokens, COLUMNS)
        Column BREAK is 2 where a paragraph and 1 where a sentence begins.
    limit : int
    weights : sequence of int, optional
        Weight of each token (its word pieces); 1 each by default.

    Returns
    -------
    list of (int, int)
        In order and without gaps.
    """
    n = len(features)
    weights = [1] * n if weights is None else weights
    out, start = [], 0
    while start < n:
        end, total, last = start, 0, [0, 0, 0]
        while end < n and (total + weights[end] <= limit or end == start):
            total += weights[end]
            end += 1
            if end < n:
                last[features[end, BREAK]] = end
        if end < n:
            end = last[2] or last[1] or end
        out.append((start, end))
        start = end
    return out


def near(position, spans):
    """Candidates of a link: (index into spans, offset class) for up to REACH spans on each side of a token."""
    before = sum(1 for s in spans if s < position)
    found = []
    for k in range(before - REACH, before + REACH):
        if 0 <= k < len(spans):
            found.append((k, k - before + REACH))
    return found


def crosses(breaks, a, b):
    """Whether a paragraph begins between two tokens."""
    a, b = min(a, b), max(a, b)
    return int(breaks[b] > breaks[a])


def link_rows(item):
    """Training rows of both links of one window.

    Returns
    -------
    dict of list
        "content": (first, last, candidates, target), "source": the same from a cue; a candidate is (token, last token,
        offset class, crosses), target an index into them (-1: none of them for a source).
    """
    tags = item["tags"]
    spans = pieces(tags)
    last = {i: j - 1 for i, j, _ in spans}
    cues = [i for i, _, k in spans if k == BU]
    sources = [i for i, _, k in spans if k == BS]
    breaks = np.cumsum(item["features"][:, BREAK] == 2)

    def rows(links, targets, optional):
        out = []
        for position, goal in links:
            if position not in last:
                continue
            found = near(position, targets)
            order = [targets[k] for k, _ in found]
            if goal in order:
                target = order.index(goal)
            elif goal < 0 and optional:
                target = -1
            else:
                continue
            out.append((position, last[position],
                        [(targets[k], last[targets[k]], o, crosses(breaks, position, targets[k])) for k, o in found], target))
        return out
    return {"content": rows(item["contents"], cues, False), "source": rows(item["sources"], sources, True)}


def pad_links(rows, n_candidates=OFFSETS):
    """Link rows of a batch as tensors: owner, first, last, candidate tokens, their classes, mask, target.

    Column ``n_candidates`` of the mask and targets stands for "none".
    """
    n = len(rows)
    where = np.zeros((n, 3), np.int64)
    cand = np.zeros((n, n_candidates, 4), np.int64)
    mask = np.zeros((n, n_candidates), bool)
    target = np.zeros(n, np.int64)
    for r, (b, (first, last, found, goal)) in enumerate(rows):
        where[r] = b, first, last
        for c, row in enumerate(found):
            cand[r, c] = row
            mask[r, c] = True
        target[r] = goal if goal >= 0 else n_candidates
    return tuple(torch.from_numpy(x) for x in (where, cand, mask, target))


def pad(arrays, value, dtype=None):
    """Stack arrays of different length along a new first axis."""
    n = max(len(a) for a in arrays)
    out = np.full((len(arrays), n) + arrays[0].shape[1:], value, dtype or arrays[0].dtype)
    for row, a in zip(out, arrays):
        row[:len(a)] = a
    return torch.from_numpy(out)


def cut(item, start, end):
    """A window of an item: every array over tokens is sliced; links that leave the window are dropped."""
    n = len(item["features"])
    part = {k: v[start:end] for k, v in item.items() if isinstance(v, (np.ndarray, list)) and len(v) == n and k not in LINKS}
    for key in LINKS:
        kept = [(a, b) for a, b in item.get(key, ()) if start <= a < end and (b < 0 or start <= b < end)]
        part[key] = [(a - start, b - start if b >= 0 else b) for a, b in kept]
    return part


def shuffled(items, size, seed):
    """Batches of items of like length, in random order."""
    rng = random.Random(seed)
    order = sorted(range(len(items)), key=lambda i: len(items[i]["features"]) + rng.random() * 60)
    groups = [order[i:i + size] for i in range(0, len(order), size)]
    rng.shuffle(groups)
    return [[items[i] for i in g] for g in groups]

