"""What codes, labels, values and fields mean, and how well each field was measured."""

from sayso._core import _codes, _schema

# Names: OntoNotes 5 (Weischedel and others, 2013); TITLE is ours.
LABELS = {
    "PERSON": "a person, real or not, without titles",
    "NORP": "a nationality, or a religious, political or ethnic group",
    "FAC": "a building, airport, road or bridge",
    "ORG": "a company, agency, institution, party or other body",
    "GPE": "a country, city, state or other place with a government",
    "LOC": "a place without a government: a sea, mountain, continent or region",
    "PRODUCT": "a thing that is made: a vehicle, weapon, food; no service",
    "EVENT": "a named war, storm, sports event or the like",
    "WORK_OF_ART": "the title of a book, song, film or programme",
    "LAW": "a named law, treaty or ruling",
    "LANGUAGE": "a named language",
    "TITLE": "a role or honorific, not a name: \"the senator\", \"Secretary of State\"",
}

# What a value of a field means, where its name does not say it all.
VALUES = {
    ("Attribution", "kind"): {
        "direct": "all of the content stands in quotation marks, but for a leading that or to",
        "mixed": "part of the content stands in quotation marks",
        "indirect": "none of the content stands in quotation marks",
    },
    ("Attribution", "act"): {
        "speech": "something said or written: words in marks, or a clause, or what was denied or declined",
        "belief": "something thought, feared or known",
        "intent": "something planned, wanted or promised to oneself",
        "other": "something shown or seeming, or a stance taken without words of its own: \"praised the plan\"",
    },
    ("Attribution", "status"): {
        "said": "it was said",
        "denied": "it was said not to be so",
        "not said": "it was not said",
        "declined": "somebody declined to say it",
        "unrealized": "it is to be said, or might be: future or conditional",
    },
    ("Attribution", "source_kind"): {
        "person": "the speaker is one or more people",
        "organization": "the speaker is a body",
        "place": "the speaker is a place that acts as its government",
        "document": "a document, study or poll says it",
        "author": "the writer or the outlet itself says it",
        "unknown": "what the speaker is cannot be told",
    },
    ("Attribution", "naming"): {
        "named": "the reader is told the speaker's name",
        "role": "the reader is told an office that identifies one person",
        "undisclosed": "the reader is told neither: \"a senior official\"",
        "unknown": "how far the reader is told cannot be seen",
    },
    ("Attribution", "number"): {
        "one": "one speaker",
        "several": "more than one speaker",
        "unknown": "how many cannot be told",
    },
    ("Attribution", "channel"): {"unstated": "the article does not say how it was said"},
    ("Mention", "metonymy"): {
        "government": "the place stands for its government",
        "organization": "the name stands for a body",
    },
    ("Entity", "key_basis"): {
        "wikidata": "the key is an id of Wikidata",
        "full name": "the key is the full name: two people of one name share it",
        "surname": "the key is a surname alone: many may share it",
    },
    ("Gender", "evidence"): {
        "pronoun": "pronouns that were linked without using gender",
        "title": "a title or honorific such as Mrs",
        "given name": "the share of women among bearers of the given name",
    },
    ("Date", "anchor"): {
        "given": "resolved against the date that the caller gave",
        "dateline": "resolved against the date in the dateline",
        "page": "resolved against the date that the page prints",
        "text": "resolved against another date in the text",
    },
    ("Date", "type"): {
        "DATE": "a day or longer, TIMEX3",
        "TIME": "a time of day, TIMEX3",
        "DURATION": "a length of time, TIMEX3",
        "SET": "something that recurs, TIMEX3",
    },
    ("Paragraph", "kind"): {
        "story": "the article's own text",
        "standfirst": "the sentence or two under the headline",
        "pullquote": "words of the story repeated for show",
        "blockquote": "a quotation set apart",
        "turn": "one speaker's turn in a transcript",
        "entry": "an entry of a live blog: speakers start afresh",
        "embed": "a post or other thing from elsewhere",
        "boilerplate": "what every page of the outlet carries",
    },
}

# The measure of each field: hand-coded cases, figure, interval, as `tests/bench/fields.py --measures` prints them.  A
# field is published once it has at least 150.  F1 is of values that are told, not of "unknown", "unstated" or None.
MEASURES: dict[str, str] = {
    "Attribution.act": "right in 0.969 [0.929, 0.987] of 160 hand-coded cases; 0.909 of 143 before their errors were mended",
    "Attribution.source_kind": "right in 0.978 [0.961, 0.988] of 503 hand-coded cases (503 of which tell something), "
    "in 0.967 of the 245 held out; F1 0.981 [0.969, 0.991]",
    "Attribution.naming": "right in 0.966 [0.947, 0.979] of 503 hand-coded cases (446 of which tell something), "
    "in 0.947 of the 245 held out; F1 0.975 [0.962, 0.987]",
    "Attribution.number": "right in 0.980 [0.964, 0.989] of 537 hand-coded cases (536 of which tell something), "
    "in 0.966 of the 263 held out; F1 0.984 [0.974, 0.993]",
    "Attribution.source_count": "right in 0.976 [0.959, 0.986] of 537 hand-coded cases (481 of which tell something), "
    "in 0.962 of the 263 held out; F1 0.979 [0.967, 0.989]",
    "Anonymity.description": "right in 0.966 [0.947, 0.979] of 503 hand-coded cases (161 of which tell something), "
    "in 0.939 of the 245 held out; F1 0.938 [0.905, 0.967]",
    "Anonymity.reason": "right in 0.996 [0.986, 0.999] of 503 hand-coded cases (79 of which tell something), "
    "in 0.992 of the 245 held out; F1 0.981 [0.946, 1.000]",
    "Attribution.channel": "right in 0.991 [0.981, 0.996] of 702 hand-coded cases (121 of which tell something), "
    "in 0.991 of the 345 held out; F1 0.971 [0.943, 0.992]",
    "Attribution.via": "right in 0.997 [0.990, 0.999] of 702 hand-coded cases (51 of which tell something), "
    "in 0.994 of the 345 held out; F1 0.980 [0.950, 1.000]",
    "Attribution.document": "right in 0.994 [0.985, 0.998] of 702 hand-coded cases (56 of which tell something), "
    "in 0.994 of the 345 held out; F1 0.955 [0.902, 0.992]",
    "Attribution.translated": "right in 0.999 [0.992, 1.000] of 702 hand-coded cases (54 of which tell something), "
    "in 0.997 of the 345 held out; F1 0.991 [0.969, 1.000]",
    "Attribution.status": "right in 0.990 [0.980, 0.995] of 702 hand-coded cases (53 of which tell something), "
    "in 0.983 of the 345 held out; F1 0.913 [0.837, 0.972]; "
    "of 162 sentences with each status as often 0.957 [0.914, 0.979], 0.872 of 149 before their errors were mended",
    "Attribution.repeat_of": "right in 0.996 [0.987, 0.999] of 546 hand-coded cases (21 of which tell something), "
    "in 0.992 of the 265 held out; F1 0.950 [0.857, 1.000]",
    "Attribution.said_time": "right in 0.975 [0.943, 0.989] of 199 hand-coded cases (52 of which tell something), "
    "in 0.960 of the 100 held out; F1 0.951 [0.903, 0.990]",
    "Entity.sector": "right in 0.973 [0.942, 0.987] of 221 hand-coded cases (217 of which tell something), "
    "in 0.942 of the 103 held out; F1 0.977 [0.956, 0.993]",
    "Entity.affiliation": "right in 0.970 [0.936, 0.986] of 199 hand-coded cases (55 of which tell something), "
    "in 0.948 of the 97 held out; F1 0.943 [0.891, 0.982]",
    "Gender.value": "right in 0.963 [0.926, 0.982] of 190 hand-coded cases (182 of which tell something), "
    "in 0.969 of the 96 held out; F1 0.981 [0.965, 0.992]",
    # tests/bench/coded.py
    "Attribution.speaker": "right in 0.956 [0.934, 0.971] of 480 hand-coded cases, in 0.950 of the half held out",
    "Attribution.speaker_confidence": "calibration error 0.020 on 480 hand-coded cases",
    "Mention.entity": "right in 0.985 [0.969, 0.993] of 461 hand-coded pairs of names, in 0.986 of the half held out",
    "Mention.metonymy": "right in 0.986 [0.952, 0.996] of 148 hand-coded places, in 1.000 of the half held out",
    "Date.type": "right in 0.974 [0.945, 0.988] of 232 hand-coded cases, in 0.966 of the half held out",
    "Date.value": "right in 0.957 [0.922, 0.976] of 232 hand-coded cases, in 0.932 of the half held out",
    "Quantity.type": "right in 0.987 [0.953, 0.996] of 151 hand-coded cases, in 0.974 of the half held out",
    "Quantity.value": "right in 0.993 [0.963, 0.999] of 151 hand-coded cases, in 1.000 of the half held out",
    "Quantity.approximate": "right in 0.993 [0.963, 0.999] of 151 hand-coded cases, in 1.000 of the half held out",
}


def measure(record: str, field: str) -> str:
    """Return what is known of how often a field is right, or "unmeasured"."""
    return MEASURES.get(f"{record}.{field}", "unmeasured")


def _of_lexicon(code: str | int) -> list[str]:
    """A class of a user's lexicon, or under "lexicon" all of them."""
    from sayso._lexicon import CLASSES

    if code == "lexicon":
        return ["lexicon: the classes of words of one's own, for Parser(lexicon=...)",
                *(f"  {name}: {text}" for name, text in CLASSES.items())]
    return [f"{code}, as a class of a lexicon: {CLASSES[code]}"] if isinstance(code, str) and code in CLASSES else []


def explain(code: str | int) -> str:
    """Say what a code, label, value or field means.

    Parameters
    ----------
    code : str or int
        An evidence or warning code ("cue-verb"), its number, a label ("ORG"), a value ("undisclosed"), a field
        ("speaker", "Attribution.speaker"), a record ("Mention"), a class of a user's lexicon ("outlet") or "lexicon" for
        all of these.

    Returns
    -------
    str
        A line for each meaning.  Fields end with their measure, or with "unmeasured".

    Raises
    ------
    KeyError
        If nothing has this name.
    """
    codes = _codes()
    lines = [f"{name}: {text}" for name, (number, text) in codes.items() if code in (name, number)]
    if isinstance(code, str):
        if code in LABELS:
            lines.append(f"{code}: {LABELS[code]}")
        for record, (doc, _, fields) in _schema().items():
            if code == record:
                lines.append(f"{record}: {doc}")
            for name, field_doc, _, values, _ in fields:
                if code in (name, f"{record}.{name}"):
                    lines.append(f"{record}.{name}: {field_doc} ({measure(record, name)})")
                if code in values and code not in LABELS:
                    meaning = VALUES.get((record, name), {}).get(code, field_doc)
                    lines.append(f"{record}.{name} = {code!r}: {meaning}")
    lines += _of_lexicon(code)
    if not lines:
        raise KeyError(f"no code, label, value, field or record is called {code!r}")
    return "\n".join(lines)
