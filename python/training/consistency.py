"""Machine labels of names made to agree with each other.

A small teacher errs at random: the same name is ORG in one sentence and GPE in the next.  Over two million words the
majority is right far more often than a single label, and within a document a surname belongs to the person named in full.
"""
import collections

import classes
import data
from names import INDEX, LABELS

DOMINANT = 0.7          # share of a surface's labels that decides for all of them
LEAST = 4               # and how often it must have been seen
PERSON = "PERSON"


def mentions(labels):
    """[(first, end, type)] of a label sequence."""
    out, kind = [], None
    for i, label in enumerate(labels):
        name = LABELS[label] if label > 0 else ""
        if not name:
            kind = None
        elif name[0] == "B" or kind != name[2:]:
            kind = name[2:]
            out.append([i, i + 1, kind])
        else:
            out[-1][1] = i + 1
    return out


def gazetteer():
    """Types of whole surfaces that the gazetteers decide: countries, territories, demonyms."""
    out = {}
    for row in data.gazetteer("territories"):
        if len(row["name"]) > 4:
            out[row["name"]] = "GPE"
    for row in data.gazetteer("demonyms"):
        for part in ((row["noun"] or "").replace("(s)", ""), row["adjective"] or "", (row["noun"] or "").replace("(s)", "s")):
            if len(part) > 3 and part[0].isupper() and part.isalpha():
                out[part] = "NORP"
    for row in data.gazetteer("countries"):
        for part in (row["name"], row["unterm_short"], row["capital"]):
            if part and len(part) > 2:
                out[part] = "GPE"
    for known in ("U.S.", "US", "UK", "U.K.", "America", "Britain", "England", "Scotland", "Wales", "Washington"):
        out[known] = "GPE"
    return out


def count(items, columns):
    """Labels of each surface over all items: {words: Counter of types}."""
    seen = collections.defaultdict(collections.Counter)
    for it in items:
        for column in columns:
            for i, j, kind in mentions(it["names"][:, column]):
                seen[tuple(it["forms"][i:j])][kind] += 1
    return seen


def decided(seen):
    """The type of each surface whose labels mostly agree, gazetteers first."""
    fixed = {tuple(k.split()): v for k, v in gazetteer().items()}
    out = {}
    for words, kinds in seen.items():
        kind, most = kinds.most_common(1)[0]
        total = sum(kinds.values())
        if words in fixed and (kinds[fixed[words]] >= 0.2 * total or total < LEAST):
            out[words] = fixed[words]
        elif total >= LEAST and most >= DOMINANT * total:
            out[words] = kind
    return out


def full_names(forms, found):
    """Last words of the persons named in full, a known given name first, in a document."""
    given = lambda word: classes.table().get(word.lower(), 0) >> classes.GIVEN & 1
    return {forms[j - 1] for i, j, kind in found if kind == PERSON and j - i > 1 and given(forms[i])}


def write(labels, i, j, kind):
    labels[i], labels[i + 1:j] = INDEX["B-" + kind], INDEX["I-" + kind]


def relabel(forms, labels, types):
    """One document's labels after the votes; also marks capitalised repeats of its names that were missed."""
    found = mentions(labels)
    family = full_names(forms, found)
    here = {}
    for i, j, kind in found:
        words = tuple(forms[i:j])
        if kind == "TITLE":
            continue
        new = types.get(words, kind)
        if j - i == 1 and words[0] in family:
            new = PERSON
        if new != kind:
            write(labels, i, j, new)
        here[words] = new
    longest = max((len(w) for w in here), default=0)
    first = {w[0] for w in here}
    i, n = 0, len(forms)
    while i < n:
        step = 1
        if labels[i] == 0 and forms[i] in first:
            for size in range(min(longest, n - i), 0, -1):
                words = tuple(forms[i:i + size])
                if words in here and forms[i][0].isupper() and (labels[i:i + size] == 0).all() and \
                        (size > 1 or types.get(words) == here[words] or words[0] in family):
                    write(labels, i, i + size, here[words])
                    step = size
                    break
        i += step
    return labels


def apply(items, types, columns):
    """Relabel the given voters of all items in place."""
    for it in items:
        for column in columns:
            it["names"][:, column] = relabel(it["forms"], it["names"][:, column].copy(), types)
