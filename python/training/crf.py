"""Linear-chain CRF (Lafferty et al. 2001) over the tags, with quotation marks as hard limits.

The partition function is a product of matrices in the log semiring; it is taken as a tree, so that a window of T tokens
costs log2(T) batched steps and not T.
"""
import numpy as np
import torch
import torch.nn as nn

from labels import TAGS

NEVER = -1e4
COUNT = len(TAGS)


def _role(tag):
    return (tag + 1) // 2


def structure():
    """Penalties (tags, tags) of steps that BIO forbids, and of steps that leave a role inside a closed quotation."""
    step, held = np.zeros((COUNT, COUNT), np.float32), np.zeros((COUNT, COUNT), np.float32)
    for a in range(COUNT):
        for b in range(COUNT):
            inner = b > 0 and b % 2 == 0
            if inner and _role(a) != _role(b):
                step[a, b] = NEVER
            if not (_role(a) == _role(b) and (b == 0 or inner)):
                held[a, b] = NEVER
    return step, held


def _times(a, b):
    """Log of the product of exp(a) and exp(b), matrices in the last two axes."""
    ma, mb = a.amax((-1, -2), keepdim=True), b.amax((-1, -2), keepdim=True)
    return torch.log((torch.exp(a - ma) @ torch.exp(b - mb)).clamp(min=1e-30)) + ma + mb


class CRF(nn.Module):
    """Transition scores beside the fixed structure."""

    def __init__(self):
        super().__init__()
        step, held = structure()
        self.register_buffer("step", torch.from_numpy(step))
        self.register_buffer("held", torch.from_numpy(held))
        self.change = nn.Parameter(torch.zeros(COUNT, COUNT))
        self.paragraph = nn.Parameter(torch.zeros(COUNT, COUNT))

    def table(self):
        """Transition scores within and across paragraphs (2, tags, tags), without the structure's penalties."""
        return torch.stack([self.change, self.change + self.paragraph])

    def forward(self, scores, tags, mask, keep, breaks):
        """Mean negative log likelihood a token.

        Parameters
        ----------
        scores : Tensor (batch, tokens, tags)
        tags, mask, keep, breaks : Tensor (batch, tokens)
            Gold tags; which tokens exist; which must keep the role of the token before; which begin a paragraph.
        """
        b, t, _ = scores.shape
        both = self.table()
        if keep is not None:
            before, here = tags[:, :-1].clamp(min=0), tags[:, 1:].clamp(min=0)
            keep = torch.cat([keep[:, :1], keep[:, 1:] & (self.held[before, here] == 0)], 1)
        m = self.step + both[breaks[:, 1:].long()] + keep[:, 1:, None, None] * self.held + scores[:, 1:, None, :]
        nothing = torch.full((COUNT, COUNT), NEVER)
        nothing.fill_diagonal_(0.0)
        m = torch.where(mask[:, 1:, None, None], m, nothing)
        first = scores[:, 0] + torch.tensor([NEVER if k and k % 2 == 0 else 0.0 for k in range(COUNT)])
        picked = first.gather(1, tags[:, :1].clamp(min=0))[:, 0]
        pairs = m.flatten(2).gather(2, (tags[:, :-1].clamp(min=0) * COUNT + tags[:, 1:].clamp(min=0))[..., None])[..., 0]
        gold = picked + (pairs * mask[:, 1:]).sum(1)
        while m.shape[1] > 1:
            if m.shape[1] % 2:
                m = torch.cat([m, nothing.expand(b, 1, COUNT, COUNT)], 1)
            m = _times(m[:, 0::2], m[:, 1::2])
        total = torch.logsumexp(first[:, :, None] + m[:, 0], (1, 2))
        return (total - gold).sum() / mask.sum()
