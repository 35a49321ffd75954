"""Labels of names: OntoNotes' and TITLE, mapped from corpora that each mean something else.

GMB's ``per`` takes titles in and its ``gpe`` are nationalities; re3d's organisations and persons include pronouns and
common nouns; CrossNER marks a politician once, as politician; wikigold's MISC is a nationality or anything.  What a set
cannot decide is left out of the loss, token by token.
"""
import classes
from labels import token_range

TYPES = ("PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE", "TITLE")
LABELS = ("O",) + tuple(p + t for t in TYPES for p in ("B-", "I-"))
INDEX = {label: i for i, label in enumerate(LABELS)}
LEADING = frozenset(("the", "a", "an"))
TRAILING = frozenset(("'s", "’s", "'", "’"))


def paint(out, spans, forms, entities):
    """Write B/I labels of (start, end, type) into `out`; overlapping later ones are left out.

    A leading article and a trailing possessive are cut off, as the scorers do.
    """
    starts, ends = [s for s, _ in spans], [e for _, e in spans]
    for start, end, kind in entities:
        i, j = token_range(starts, ends, start, end)
        while i < j - 1 and forms[i].lower() in LEADING:
            i += 1
        while j > i + 1 and forms[j - 1] in TRAILING:
            j -= 1
        if i < j and (out[i:j] <= 0).all():
            out[i], out[i + 1:j] = INDEX["B-" + kind], INDEX["I-" + kind]


def spans_of(labels, spans):
    """Entities [{start, end, label}] of a label sequence, Viterbi's or greedy; a stray I begins one."""
    out, kind = [], None
    for i, label in enumerate(labels):
        if label <= 0:
            kind = None
            continue
        name = LABELS[label]
        if name[0] == "B" or kind != name[2:]:
            kind = name[2:]
            out.append({"start": spans[i][0], "end": spans[i][1], "label": kind})
        else:
            out[-1]["end"] = spans[i][1]
    return out


def title_length(forms, i, j):
    """How many leading tokens of a person's name [i, j) are titles."""
    bits, k = classes.table(), i
    while k < j - 1 and bits.get(forms[k].lower().rstrip("."), 0) >> classes.TITLE & 1:
        k += 1
    return k - i
