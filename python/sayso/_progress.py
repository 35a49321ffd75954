"""The progress bar of a batch: tqdm's where it is installed, else a counter on a terminal."""

import sys
from collections.abc import Iterable, Sized
from typing import Any


class Bar:
    """Called with the number of documents done; ``close`` ends it.

    Parameters
    ----------
    texts : iterable
        What is read; its length, if it has one, is the whole.
    """

    def __init__(self, texts: Iterable[object]) -> None:
        self.total = len(texts) if isinstance(texts, Sized) else None
        self.bar: Any = None
        self.shown = 0
        try:
            from tqdm.auto import tqdm  # type: ignore[import-untyped, unused-ignore]
        except ImportError:
            return
        self.bar = tqdm(total=self.total, unit=" articles")

    def __call__(self, done: int) -> None:
        if self.bar is not None:
            self.bar.update(done - self.shown)
            self.shown = done
        elif done - self.shown >= 100 and sys.stderr.isatty():
            self.shown = done
            whole = f" of {self.total}" if self.total is not None else ""
            sys.stderr.write(f"\r{done}{whole} articles")

    def close(self) -> None:
        if self.bar is not None:
            self.bar.close()
        elif self.shown:
            sys.stderr.write("\n")
