"""The small encoder of the product: embeddings, two bidirectional LSTM layers, heads.

No nonlinearity stands before the first recurrent layer, so its input products are a sum of rows that the core keeps for
each word.  Widths are those of the weights file, see INTEGERS.md.
"""
import torch
import torch.nn as nn

import grammar
from features import (
    BREAK,
    BREAKS,
    HASH_ROWS,
    MENTION,
    MENTIONS,
    PREFIX,
    QUOTE,
    QUOTES,
    RULE,
    RULES,
    SHAPE,
    SHAPES,
    SIGNAL_BITS,
    SIGNALS,
    SPACE,
    SUFFIX,
    WORD,
)
from heads import Heads
from names import LABELS

WORD_DIM, AFFIX_DIM, SHAPE_DIM, SIGNAL_DIM, RULE_DIM, MENTION_DIM = 96, 32, 16, 32, 12, 16
PLACE_ROWS = BREAKS * QUOTES * 2
PLACE_DIM = 16
INPUT = WORD_DIM + 2 * AFFIX_DIM + SHAPE_DIM + SIGNAL_DIM + PLACE_DIM + RULE_DIM + MENTION_DIM


class Encoder(nn.Module):
    """Token vectors and all heads.

    Parameters
    ----------
    vectors : ndarray (rows, WORD_DIM)
        Start of the word table.
    hidden : int
        Units of each direction of each layer.
    drop : float
    """

    def __init__(self, vectors, hidden=96, drop=0.3, width=32):
        super().__init__()
        self.word = nn.Embedding.from_pretrained(torch.as_tensor(vectors), freeze=False)
        self.prefix, self.suffix = nn.Embedding(HASH_ROWS, AFFIX_DIM), nn.Embedding(HASH_ROWS, AFFIX_DIM)
        self.shape, self.signal = nn.Embedding(SHAPES, SHAPE_DIM), nn.Linear(SIGNAL_BITS, SIGNAL_DIM, bias=False)
        self.place = nn.Embedding(PLACE_ROWS, PLACE_DIM)
        self.rule, self.mention = nn.Embedding(RULES, RULE_DIM), nn.Embedding(MENTIONS, MENTION_DIM)
        for e in (self.prefix, self.suffix, self.shape, self.place, self.rule, self.mention):
            nn.init.normal_(e.weight, std=0.3)
        self.first = nn.LSTM(INPUT, hidden, batch_first=True, bidirectional=True)
        self.second = nn.LSTM(2 * hidden, hidden, batch_first=True, bidirectional=True)
        self.drop = nn.Dropout(drop)
        self.heads = Heads(2 * hidden, width)
        self.names = nn.Linear(2 * hidden, len(LABELS))
        self.pos = nn.Linear(2 * hidden, len(grammar.UPOS))
        self.relation = nn.Linear(2 * hidden, len(grammar.RELATIONS))
        self.clause = nn.Linear(2 * hidden, len(grammar.CLAUSE))

    def inputs(self, f):
        """First layer's input of features (..., COLUMNS)."""
        bits = (f[..., SIGNALS, None] >> torch.arange(SIGNAL_BITS)) & 1
        place = (f[..., BREAK] * QUOTES + f[..., QUOTE]) * 2 + f[..., SPACE]
        return torch.cat([self.word(f[..., WORD]), self.prefix(f[..., PREFIX]), self.suffix(f[..., SUFFIX]),
                          self.shape(f[..., SHAPE]), self.signal(bits.float()), self.place(place), self.rule(f[..., RULE]), self.mention(f[..., MENTION])], -1)

    def forward(self, f):
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.training):      # a third faster where the CPU has it
            x, _ = self.first(self.drop(self.inputs(f)))
            x, _ = self.second(self.drop(x))
        return self.drop(x.float())


def dropped(f, word=0.1, affix=0.05, signals=0.1, rules=0.15):
    """Features with parts left out at random, token by token, and what the rules say left out for whole windows.

    So unknown words still work, and the encoder does not lean on rules that will change.
    """
    f = f.clone()
    for column, share in ((WORD, word), (PREFIX, affix), (SUFFIX, affix), (SIGNALS, signals), (RULE, 0.05), (MENTION, 0.1)):
        f[..., column].masked_fill_(torch.rand(f.shape[:-1]) < share, 0)
    for column in (RULE, MENTION):
        f[..., column].masked_fill_(torch.rand(f.shape[0], 1) < rules, 0)
    return f
