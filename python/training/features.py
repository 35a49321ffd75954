"""What the encoder is told about each token, as the core sees it (core_view.c, INTEGERS.md).

Columns WORD, PREFIX and SUFFIX depend on the word alone: the core computes a word's first-layer products once and keeps
them.  For each of the others it adds a row of a small table.
"""
import numpy as np

import core

WORD, PREFIX, SUFFIX, SHAPE, SIGNALS, BREAK, QUOTE, SPACE, RULE, MENTION = range(10)
COLUMNS = 10
HASH_ROWS = 4096
SHAPES = 36           # kind of token x use of capitals
SIGNAL_BITS = 35      # what the lexicon says, core_view.c
BREAKS = 3            # none, sentence, paragraph
QUOTES = 4            # outside, opening mark, inside, closing mark
RULES = 7             # what the rules say: labels.TAGS
MENTIONS = 25         # what the rules say: names.LABELS


def read(text, words=None):
    """Tokens and features of a text.

    Parameters
    ----------
    text : str
    words : words.Words, optional
        Rows of known words; without it the column stays 0.

    Returns
    -------
    spans : list of (int, int)
        Code points, end exclusive.
    forms : list of str
    features : ndarray of int64, (tokens, COLUMNS)
    """
    seen = core.view(text)
    spans = list(zip(seen["start"].tolist(), seen["end"].tolist()))
    out = np.zeros((len(seen), COLUMNS), np.int64)
    for column, name in ((PREFIX, "prefix"), (SUFFIX, "suffix"), (SHAPE, "shape"), (SIGNALS, "signals"), (BREAK, "breaks"),
                         (QUOTE, "quote"), (SPACE, "space"), (RULE, "rule"), (MENTION, "mention")):
        out[:, column] = seen[name]
    if words is not None:
        out[:, WORD] = [words.row(h) for h in seen["hash"].tolist()]
    return spans, [text[s:e] for s, e in spans], out
