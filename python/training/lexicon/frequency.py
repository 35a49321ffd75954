"""How often words are used, and how, in the training texts: counts are facts, no text is kept."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")
SENTENCE_START = re.compile(r"(?:^|[.!?:\n\"“”‘'(\[-]\s*)$")
TEXTS = ("quotes-polnear-train", "gum-train", "ud-ewt-train", "ner-gmb-silver")
TAGGED = ("gum-train", "ud-ewt-train", "ner-gmb-silver")
MIN_COMMON = 10
FINITE = ("VBD", "VBZ", "VBP")


def documents(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    """Documents of one training file."""
    with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


@dataclass
class Words:
    """Counts of words by how they are written.

    Attributes
    ----------
    lower : Counter
        Times written without capitals.
    capital : Counter
        Times with a capital inside a sentence.
    tags : dict of Counter
        Penn tags by lower-case word, of words written without capitals.
    """

    lower: Counter[str] = field(default_factory=Counter)
    capital: Counter[str] = field(default_factory=Counter)
    tags: dict[str, Counter[str]] = field(default_factory=dict)

    def everyday(self, word: str) -> bool:
        """Is it an everyday word: seen three times in small letters?"""
        return self.lower[word] >= 3

    def rather_word(self, word: str) -> bool:
        """Is it written small at least thirty times as often as with a capital?"""
        return self.lower[word] > 30 * self.capital[word]

    def often_noun(self, word: str) -> bool:
        """Is it a noun in most places where it is written small?"""
        tags = self.tags.get(word, Counter())
        total = sum(tags.values())
        return total >= 5 and (tags["NN"] + tags["NNS"]) * 2 > total

    def common(self) -> Iterator[str]:
        """Words of everyday English, by alphabet: frequent, and rather written small."""
        for word in sorted(self.lower):
            count = self.lower[word]
            if count >= MIN_COMMON and count * 4 >= self.capital[word] and len(word) > 1:
                yield word

    def finite_verbs(self) -> Iterator[str]:
        """Words that are mostly finite verbs where they are written small."""
        for word in sorted(self.tags):
            tags = self.tags[word]
            total = sum(tags.values())
            finite = sum(tags[tag] for tag in FINITE)
            if len(word) > 1 and finite >= 3 and finite * 10 >= total * 3:
                yield word


def count(folder: Path) -> Words:
    """Counts over the training texts."""
    words = Words()
    for name in TEXTS:
        for document in documents(folder, name):
            text = document["text"]
            end = 0
            for match in WORD.finditer(text):
                word = match[0].replace("’", "'")
                between = text[end : match.start()]
                inside = end > 0 and not SENTENCE_START.search(between) and between.strip() in ("", ",", ";")
                if word.islower():
                    words.lower[word] += 1
                elif word[0].isupper() and inside:
                    words.capital[word.lower()] += 1
                end = match.end()
    for name in TAGGED:
        for document in documents(folder, name):
            for token in document["tokens"]:
                word = token["form"]
                if word.islower() and word.isalpha():
                    words.tags.setdefault(word, Counter())[token["xpos"]] += 1
    return words
