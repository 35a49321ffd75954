"""Quotation marks: what state each token is in.

The Python twin of the core's ``marks`` stage, as far as the encoder needs it: double marks only (single marks are left
to the core), pairs closed at the end of a paragraph unless the next paragraph opens again.
"""
OUTSIDE, OPENING, INSIDE, CLOSING = range(4)
STRAIGHT = frozenset(('"', "''", "``", "″"))
OPENERS = frozenset("“„«")
CLOSERS = frozenset("”»")
MARKS = STRAIGHT | OPENERS | CLOSERS


def states(words, breaks):
    """Quotation state of each token.

    Parameters
    ----------
    words : sequence of str
    breaks : sequence of bool
        True where a paragraph or line begins.

    Returns
    -------
    list of int
        OUTSIDE, OPENING, INSIDE or CLOSING.
    """
    out, inside = [], False
    for word, is_break in zip(words, breaks):
        if is_break:
            inside = False
        opens = word in OPENERS or (word in STRAIGHT and word != "''" and not inside)
        closes = word in CLOSERS or (word in STRAIGHT and inside)
        if opens and not (inside and word in OPENERS):
            inside = True
            out.append(OPENING)
        elif closes:
            out.append(CLOSING if inside else OUTSIDE)
            inside = False
        else:
            out.append(INSIDE if inside else OUTSIDE)
    return out


def pairs(state):
    """Index pairs (opening, closing) of the closed quotations in a state list."""
    found, begin = [], None
    for i, s in enumerate(state):
        if s == OPENING:
            begin = i
        elif s == CLOSING and begin is not None:
            found.append((begin, i))
            begin = None
        elif s == OUTSIDE:
            begin = None
    return found
