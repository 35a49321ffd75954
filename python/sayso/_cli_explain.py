"""``sayso explain``: what codes and fields mean, or why an article's attributions were made."""

import argparse
import os
import sys
import textwrap

import sayso
from sayso._cli_common import Complaints
from sayso._files import read
from sayso._report import printable

DESCRIPTION = """\
What a code, label, value or field means; of a file, why each attribution was
made.
"""
EXAMPLES = """\
examples:
  sayso explain undisclosed                a value
  sayso explain cue-verb                   an evidence code
  sayso explain Attribution.speaker        a field, and how often it is right
  sayso explain article.txt                the reasons behind each attribution
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("what", nargs="+", metavar="CODE|FILE", help="names to explain, or files to read; - is standard input")
    parser.add_argument("--date", metavar="YYYY-MM-DD", help="the day of publication of the files")


def _say(text: str, indent: str = "") -> None:
    for line in text.splitlines():
        print(textwrap.fill(line, 79, initial_indent=indent, subsequent_indent=indent + "  "))


def _reasons(document: sayso.Document) -> None:
    for number, quote in enumerate(document.attributions, 1):
        who = quote.speaker.name if quote.speaker else quote.source.text if quote.source else "(unknown)"
        _say(f"{number:3}  {printable(who)}: {printable(quote.text)}")
        _say(f"content and source, {quote.confidence:.0%} sure:", "     ")
        for code in quote.evidence:
            _say(sayso.explain(code), "       ")
        if quote.speaker_evidence:
            _say(f"speaker, {quote.speaker_confidence:.0%} sure:", "     ")
        for code in quote.speaker_evidence:
            _say(sayso.explain(code), "       ")
        print()
    if not len(document.attributions):
        print("Nobody is quoted here.")


def run(parser: argparse.ArgumentParser, args: argparse.Namespace) -> int:
    """Run the command; 0, or 1 where something is unknown or unreadable."""
    complaints = Complaints()
    for what in args.what:
        if what != "-" and not os.path.exists(what):
            try:
                _say(sayso.explain(int(what) if what.isdecimal() else what))
            except KeyError as error:
                complaints.fault(what, f"{error.args[0]}, and there is no such file")
            continue
        for article in read(what):
            text = article.whole()
            if text is None:
                complaints.fault(article.id, article.note or "there is no text")
            else:
                _reasons(sayso.parse(text, date=args.date or article.date))
    sys.stdout.flush()
    return complaints.status
