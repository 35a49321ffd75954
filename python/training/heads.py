"""The attribution heads: tags of tokens, and which spans belong together."""
import torch
import torch.nn as nn
import torch.nn.functional as F

from batches import IGNORE, OFFSETS
from labels import TAGS


class Link(nn.Module):
    """Scores a span against the spans it may belong to.

    score = (A first + B last) . (C first' + D last') / sqrt(width) + bias[offset, crosses a paragraph]; "none" has a
    score of its own, linear in the asking span.
    """

    def __init__(self, dim, width=32):
        super().__init__()
        self.ask = nn.Linear(2 * dim, width)
        self.answer = nn.Linear(2 * dim, width)
        self.place = nn.Parameter(torch.zeros(OFFSETS, 2))
        self.none = nn.Linear(2 * dim, 1)
        self.width = width

    def forward(self, h, where, cand, mask, optional):
        """Scores (rows, OFFSETS + 1); see `batches.pad_links` for the arguments."""
        b = where[:, 0]
        query = torch.cat([h[b, where[:, 1]], h[b, where[:, 2]]], -1)
        key = torch.cat([h[b[:, None], cand[..., 0]], h[b[:, None], cand[..., 1]]], -1)
        score = (self.ask(query)[:, None] * self.answer(key)).sum(-1) / self.width ** 0.5
        score = score + self.place[cand[..., 2], cand[..., 3]]
        score = score.masked_fill(~mask, -1e4)
        none = self.none(query) if optional else torch.full_like(score[:, :1], -1e4)
        return torch.cat([score, none], -1)


class Heads(nn.Module):
    """Tag scores and the two links over encoder states of width `dim`."""

    def __init__(self, dim, width=32):
        super().__init__()
        self.tags = nn.Linear(dim, len(TAGS))
        self.content = Link(dim, width)
        self.source = Link(dim, width)

    def loss(self, h, tags, content, source, soft=None, weight=0.3):
        """Cross entropy of tags (or of a teacher's distribution) plus `weight` times that of the links."""
        scores = self.tags(h)
        if soft is None:
            total = F.cross_entropy(scores.flatten(0, 1), tags.flatten(), ignore_index=IGNORE)
        else:
            keep = (tags != IGNORE).float()
            total = -((soft * F.log_softmax(scores, -1)).sum(-1) * keep).sum() / keep.sum()
        for link, rows, optional in ((self.content, content, False), (self.source, source, True)):
            if len(rows[0]):
                total = total + weight * F.cross_entropy(link(h, *rows[:3], optional), rows[3])
        return total
