"""What the commands share: complaints, the output, dates, files that are not read."""

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, TextIO

import sayso
from sayso._tables import whole_file


class Complaints:
    """What goes wrong on the way, told on standard error; and the exit status that it makes."""

    def __init__(self) -> None:
        self.status = 0

    def say(self, name: str, reason: str) -> None:
        """Tell something that does no harm."""
        print(f"sayso: {name}: {reason}", file=sys.stderr)

    def fault(self, name: str, reason: str) -> None:
        """Tell that something could not be read or written."""
        self.say(name, reason)
        self.status = 1


def is_terminal(out: IO[str]) -> bool:
    """Does somebody look at it as it comes?"""
    return out.isatty()


def date_of(parser: argparse.ArgumentParser, date: str | None) -> None:
    """End with wrong usage if this is no date."""
    try:
        sayso.parse("", date=date)
    except sayso.DateError as error:
        parser.error(f"--date {date}: {error}")


def not_the_target(files: list[str], out: str | None, complaints: Complaints) -> list[str]:
    """The files but the one that is written: an earlier result must not be read as an article, nor an article lost."""
    kept = [path for path in files if not (out and os.path.exists(path) and os.path.exists(out) and os.path.samefile(path, out))]
    if len(kept) < len(files):
        complaints.say(str(out), "not read: it is where the output goes")
    return kept


@contextmanager
def target(path: str | None) -> Iterator[TextIO]:
    """Standard output, or a file that takes its name only when it is whole."""
    if not path:
        yield sys.stdout
        return
    with whole_file(path) as out:
        yield out
