"""``import sayso.pandas`` gives every Series of texts an accessor: ``df["text"].sayso.quotes()``."""

from collections.abc import Iterable
from typing import Any

import pandas
from pandas.api.extensions import register_series_accessor

from sayso._core import Parser, corpus
from sayso._corpus import Corpus


@register_series_accessor("sayso")
class SaysoAccessor:
    """What stands in a Series of texts, as data frames; missing texts have a row in ``documents`` only.

    The column ``doc_id`` of each frame is the label of the text in the Series' index where those are unique and all
    str or all int, else its position from 0: ``quotes.merge(df, left_on="doc_id", right_index=True)``.
    All methods take ``dates`` (days of publication, as long as the Series) and ``parser`` (a ``sayso.Parser``).

    Raises
    ------
    AttributeError
        If the Series holds numbers or dates, not texts.
    """

    def __init__(self, series: "pandas.Series[Any]") -> None:
        dtype = series.dtype
        if not (pandas.api.types.is_object_dtype(dtype) or pandas.api.types.is_string_dtype(dtype)):
            raise AttributeError(f"the accessor .sayso reads texts; this Series holds {dtype}")
        self._series = series

    def corpus(self, *, dates: Iterable[Any] | None = None, parser: Parser | None = None, threads: int | None = None) -> Corpus:
        """Read the texts into a ``sayso.Corpus``."""
        labels = self._series.index
        kinds = {type(label) for label in labels.tolist()}
        ids = labels.tolist() if labels.is_unique and (kinds == {int} or kinds == {str}) else list(range(len(labels)))
        data: dict[str, list[Any]] = {"text": self._series.tolist(), "id": ids}
        if dates is not None:
            data["date"] = list(dates)
            if len(data["date"]) != len(ids):
                raise ValueError(f"dates has {len(data['date'])} values for {len(ids)} texts")
        read = parser.corpus if parser else corpus
        return read(data, id="id", date=None if dates is None else "date", threads=threads)

    def quotes(self, *, dates: Iterable[Any] | None = None, parser: Parser | None = None) -> pandas.DataFrame:
        """A row for each outermost attribution of speech."""
        return self._frame("quotes", dates, parser)

    def attributions(self, *, dates: Iterable[Any] | None = None, parser: Parser | None = None) -> pandas.DataFrame:
        """A row for each attribution, nested ones too."""
        return self._frame("attributions", dates, parser)

    def sources(self, *, dates: Iterable[Any] | None = None, parser: Parser | None = None) -> pandas.DataFrame:
        """A row for each speaker of an attribution."""
        return self._frame("sources", dates, parser)

    def mentions(self, *, dates: Iterable[Any] | None = None, parser: Parser | None = None) -> pandas.DataFrame:
        """A row for each name and role noun."""
        return self._frame("mentions", dates, parser)

    def entities(self, *, dates: Iterable[Any] | None = None, parser: Parser | None = None) -> pandas.DataFrame:
        """A row for each person, organisation or place of each text."""
        return self._frame("entities", dates, parser)

    def documents(self, *, dates: Iterable[Any] | None = None, parser: Parser | None = None) -> pandas.DataFrame:
        """A row for each text, in order, missing ones too."""
        return self._frame("documents", dates, parser)

    def _frame(self, table: str, dates: Iterable[Any] | None, parser: Parser | None) -> pandas.DataFrame:
        frame: pandas.DataFrame = getattr(self.corpus(dates=dates, parser=parser), table).to_pandas()
        return frame
