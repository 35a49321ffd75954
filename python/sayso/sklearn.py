"""Counts of quotations as features, for pipelines of scikit-learn."""

from collections import Counter
from collections.abc import Iterable
from typing import Any, Literal

import numpy
from sklearn.base import BaseEstimator, TransformerMixin

from sayso._core import Parser, parse_many

KINDS: tuple[Literal["direct", "mixed", "indirect"], ...] = ("direct", "mixed", "indirect")
NAMING: tuple[Literal["named", "role", "undisclosed", "unknown"], ...] = ("named", "role", "undisclosed", "unknown")
FEATURES = (*(f"quotes_{kind}" for kind in KINDS), *(f"quotes_{naming}" for naming in NAMING), "speakers", "quoted_words",
            "story_words")


class QuoteCounts(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Texts to counts: quotes by kind and by naming of the speaker, distinct speakers, words in marks, words.

    Parameters
    ----------
    parser : sayso.Parser, optional
        How to read; None: as ``sayso.parse``.
    per : int, optional
        Counts of quotes and speakers for so many words of the story (1000), so that long and short texts compare; None:
        as they are.
    threads : int, optional
        As in ``sayso.parse_many``.
    """

    parser: Parser | None
    per: int | None
    threads: int | None

    def __init__(self, parser: Parser | None = None, per: int | None = None, threads: int | None = None) -> None:
        self.parser = parser
        self.per = per
        self.threads = threads

    def fit(self, texts: Iterable[str | None], target: Any = None) -> "QuoteCounts":
        """Nothing is learned; the texts are not looked at."""
        return self

    def __sklearn_is_fitted__(self) -> bool:
        return True

    def transform(self, texts: Iterable[str | None]) -> Any:
        """Counts as floats, a row a text; a missing text is a row of zeros.

        Raises
        ------
        TypeError
            If one text is given where many are expected.
        """
        read = self.parser.parse_many if self.parser else parse_many
        rows = []
        with read(texts, threads=self.threads) as documents:
            for document in documents:
                quotes = document.quotes
                kinds, naming = Counter(q.kind for q in quotes), Counter(q.naming for q in quotes)
                counts: list[float] = [*(kinds[kind] for kind in KINDS), *(naming[name] for name in NAMING),
                                       len({q.speaker.index for q in quotes if q.speaker})]
                words = document.health.story_words
                if self.per is not None:
                    counts = [self.per * count / words if words else 0.0 for count in counts]
                rows.append([*counts, document.health.quoted_words, words])
        return numpy.array(rows, dtype=float).reshape(len(rows), len(FEATURES))

    def get_feature_names_out(self, input_features: Any = None) -> Any:
        """The names of the columns."""
        return numpy.array(FEATURES, dtype=object)
