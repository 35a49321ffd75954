"""Attributions as labels of tokens and links between spans, and back.

Tags are O and B/I of content (C), cue (U) and source (S).  Every content piece chooses its cue and every cue its
source or none, so one source may serve several cues.  Conventions are PolNeAR's (Newell et al., LREC 2018).
"""
import bisect

import numpy as np

TAGS = ("O", "B-C", "I-C", "B-U", "I-U", "B-S", "I-S")
O, BC, IC, BU, IU, BS, IS = range(7)
ROLE_TAG = {"content": BC, "cue": BU, "source": BS}


def token_range(starts, ends, start, end):
    """Token indices [i, j) that overlap the characters [start, end)."""
    return bisect.bisect_right(ends, start), bisect.bisect_left(starts, end)


def encode(spans, attributions):
    """Tags and links of an article.

    Parameters
    ----------
    spans : list of (int, int)
        Tokens.
    attributions : list of dict
        PolNeAR's, spans in code points.

    Returns
    -------
    tags : ndarray of int8, one a token
    contents : list of (int, int)
        (first token of a content piece, first token of its cue).
    sources : list of (int, int)
        (first token of a cue, first token of its source, or -1).
    """
    starts, ends = [s for s, _ in spans], [e for _, e in spans]
    tags = np.zeros(len(spans), np.int8)
    contents, sources = [], []
    for a in attributions:
        if not a["cue"]:
            continue
        at = {}
        for role in ("content", "source", "cue"):
            at[role] = []
            for start, end in a[role]:
                i, j = token_range(starts, ends, start, end)
                if i < j:
                    tags[i], tags[i + 1:j] = ROLE_TAG[role], ROLE_TAG[role] + 1
                    at[role].append(i)
        if at["cue"]:
            cue = at["cue"][0]
            contents += [(i, cue) for i in at["content"]]
            sources.append((cue, at["source"][0] if at["source"] else -1))
    contents = [(i, c) for i, c in contents if tags[i] == BC and tags[c] == BU]
    sources = [(c, s) for c, s in sources if tags[c] == BU and (s < 0 or tags[s] == BS)]
    return tags, contents, sources


def pieces(tags):
    """Spans of a tag sequence as (first token, end token, begin tag); a stray I begins a span."""
    out, kind = [], None
    for i, tag in enumerate(tags):
        if tag == O:
            kind = None
        elif tag % 2 == 1 or kind != tag - 1:
            kind = tag if tag % 2 == 1 else tag - 1
            out.append([i, i + 1, int(kind)])
        else:
            out[-1][1] = i + 1
    return [tuple(p) for p in out]
