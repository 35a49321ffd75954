"""Tokens and features in Python alone: what the teacher reads, so that it does not change with the core.

The columns it uses (break, quotation, space, shape) stand where those of features.py stand.
"""
import functools

import numpy as np

from marks import MARKS, states
from tokens import tokenize

_, PREFIX, SUFFIX, SHAPE, _, BREAK, QUOTE, SPACE = range(8)
COLUMNS = 8
HASH_ROWS = 4096
SHAPES = 12
BREAKS = 3            # none, line, paragraph (or first token)
QUOTES = 4            # marks.OUTSIDE ...


@functools.cache
def fnv(text, rows=HASH_ROWS):
    """FNV-1a (32 bit) of the UTF-8 bytes, folded to 1 .. rows - 1; 0 is kept for "left out"."""
    value = 2166136261
    for byte in text.encode("utf-8", "replace"):
        value = ((value ^ byte) * 16777619) & 0xFFFFFFFF
    return value % (rows - 1) + 1


def shape(word):
    """Class of a word's form, 1 .. 11."""
    first = word[0]
    if word in MARKS:
        return 5
    if first.isdigit():
        return 3 if word.isdigit() and len(word) != 4 else 10 if len(word) == 4 and word.isdigit() else 8
    if not first.isalnum():
        return 6 if first not in "'’@" else 9
    if word.isupper():
        return 1 if len(word) > 1 else 11
    if first.isupper():
        return 2
    return 4 if word.islower() else 7


def read(text, words=None):
    """Tokens and features of a text.

    Parameters
    ----------
    text : str
    words : None
        There for the call of `features.read`; the teacher knows its words itself.

    Returns
    -------
    spans : list of (int, int)
    forms : list of str
    features : ndarray of int32, (tokens, COLUMNS)
    """
    spans = tokenize(text)
    forms = [text[s:e] for s, e in spans]
    out = np.zeros((len(spans), COLUMNS), np.int32)
    last = 0
    for i, (start, end) in enumerate(spans):
        gap, last = text[last:start], end
        form = forms[i]
        lower = form.lower()
        out[i, PREFIX] = fnv("p" + lower[:3])
        out[i, SUFFIX] = fnv("s" + lower[-3:])
        out[i, SHAPE] = shape(form)
        out[i, BREAK] = 2 if i == 0 or gap.count("\n") > 1 else 1 if "\n" in gap else 0
        out[i, SPACE] = bool(gap) or i == 0
    out[:, QUOTE] = states(forms, out[:, BREAK] > 0)
    return spans, forms, out
