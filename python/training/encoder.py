"""The small encoder of the product: embeddings, two bidirectional LSTM layers, heads.

No nonlinearity stands before the first recurrent layer, so its input products are a sum of rows that the core keeps for
each word.  Widths are those of the weights file, see INTEGERS.md.
"""
import torch
import torch.nn as nn

import classes
import grammar
from crf import CRF
from features import BREAK, BREAKS, CLASS, HASH_ROWS, PREFIX, QUOTE, QUOTES, SHAPE, SHAPES, SPACE, SUFFIX, WORD
from heads import Heads
from names import LABELS

WORD_DIM, AFFIX_DIM, SHAPE_DIM, CLASS_DIM = 96, 32, 16, 16
PLACE_ROWS = BREAKS * QUOTES * 2
PLACE_DIM = 16
INPUT = WORD_DIM + 2 * AFFIX_DIM + SHAPE_DIM + CLASS_DIM + PLACE_DIM


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
        self.shape, self.klass = nn.Embedding(SHAPES, SHAPE_DIM), nn.Linear(classes.CLASSES, CLASS_DIM, bias=False)
        self.place = nn.Embedding(PLACE_ROWS, PLACE_DIM)
        for e in (self.prefix, self.suffix, self.shape, self.place):
            nn.init.normal_(e.weight, std=0.3)
        self.first = nn.LSTM(INPUT, hidden, batch_first=True, bidirectional=True)
        self.second = nn.LSTM(2 * hidden, hidden, batch_first=True, bidirectional=True)
        self.drop = nn.Dropout(drop)
        self.heads = Heads(2 * hidden, width)
        self.crf = CRF()
        self.names = nn.Linear(2 * hidden, len(LABELS))
        self.pos = nn.Linear(2 * hidden, len(grammar.UPOS))
        self.relation = nn.Linear(2 * hidden, len(grammar.RELATIONS))
        self.clause = nn.Linear(2 * hidden, len(grammar.CLAUSE))

    def inputs(self, f):
        """First layer's input of features (..., COLUMNS)."""
        bits = (f[..., CLASS, None] >> torch.arange(classes.CLASSES)) & 1
        place = (f[..., BREAK] * QUOTES + f[..., QUOTE]) * 2 + f[..., SPACE]
        return torch.cat([self.word(f[..., WORD]), self.prefix(f[..., PREFIX]), self.suffix(f[..., SUFFIX]),
                          self.shape(f[..., SHAPE]), self.klass(bits.float()), self.place(place)], -1)

    def forward(self, f):
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.training):      # a third faster where the CPU has it
            x, _ = self.first(self.drop(self.inputs(f)))
            x, _ = self.second(self.drop(x))
        return self.drop(x.float())


def dropped(f, word=0.1, klass=0.15, affix=0.05):
    """Features with words, classes and affixes left out at random, so that unknown words still work."""
    f = f.clone()
    for column, share in ((WORD, word), (CLASS, klass), (PREFIX, affix), (SUFFIX, affix)):
        f[..., column].masked_fill_(torch.rand(f.shape[:-1]) < share, 0)
    return f
