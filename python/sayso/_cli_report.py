"""``sayso FILE...``: articles in, a readable report or rows out."""

import argparse
import io
import json
import os
from collections.abc import Callable, Iterable
from typing import TextIO

import sayso
from sayso import Document
from sayso._cli_common import Complaints, date_of, is_terminal, not_the_target, target
from sayso._files import Article, read
from sayso._tables import safe_cell

EXAMPLES = """\
examples:
  sayso article.txt                        who said what, readable
  sayso *.txt --format csv --out quotes.csv
  curl -s https://example.org/a.txt | sayso --format json
  sayso article.txt --format html --out article.html
  sayso page.html                          a web page; pip install "sayso[html]"
  sayso --demo                             the sample article of sayso's own

exit status: 0 all read, 1 a file could not be read (the others were),
2 wrong usage
"""

Parsed = tuple[str, Document]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("files", nargs="*", metavar="FILE",
                        help="plain text, .html, or rows with a column \"text\" (.jsonl, .csv, .parquet), also .gz; "
                             "none or - reads standard input")
    parser.add_argument("--format", choices=list(WRITERS), default="text", help="what to print (default: text)")
    parser.add_argument("--out", metavar="PATH", help="write there and not to standard output")
    parser.add_argument("--date", metavar="YYYY-MM-DD", help="the day of publication: relative dates rest on it")
    parser.add_argument("--encoding", help="of the files (default: told by each file's bytes)")
    parser.add_argument("--color", choices=["auto", "always", "never"], default="auto", help="of the text report")
    parser.add_argument("--demo", action="store_true", help="read the sample article that comes with sayso")
    parser.add_argument("--version", action="version", version=f"sayso {sayso.__version__}")


def _demo() -> Iterable[Article]:
    path = os.path.join(os.path.dirname(__file__), "data", "article.txt")
    yield next(iter(read(path)))._replace(id="sample article")


def _documents(articles: Iterable[Article], date: str | None, complaints: Complaints) -> Iterable[Parsed]:
    for article in articles:
        text = article.whole()
        if text is None:
            complaints.fault(article.id, article.note or "there is no text")
            continue
        if article.note:
            complaints.say(article.id, article.note)
        try:
            yield article.id, sayso.parse(text, date=date or article.date)
        except sayso.TextError as error:
            complaints.fault(article.id, str(error))
        except sayso.DateError:
            complaints.say(article.id, f"the date {article.date!r} is no ISO date; read without one")
            yield article.id, sayso.parse(text)


# ---- formats ----


def _write_text(parsed: Iterable[Parsed], out: TextIO, color: bool) -> None:
    from sayso._report import report

    width = min(os.get_terminal_size(out.fileno()).columns, 100) if is_terminal(out) else 80
    for number, (name, document) in enumerate(parsed):
        out.write(("\n" if number else "") + report(document, name=name, width=width, color=color))


def _write_json(parsed: Iterable[Parsed], out: TextIO, color: bool) -> None:
    rows = [{"file": name, **document.to_dict()} for name, document in parsed]
    json.dump(rows[0] if len(rows) == 1 else rows, out, ensure_ascii=False, indent=1)
    out.write("\n")


def _write_jsonl(parsed: Iterable[Parsed], out: TextIO, color: bool) -> None:
    for name, document in parsed:
        out.write(json.dumps({"file": name, **document.to_dict()}, ensure_ascii=False) + "\n")


CSV_COLUMNS = ("file", "uid", "speaker", "source", "cue", "text", "kind", "act", "status", "source_kind", "naming",
               "anonymous", "reason", "start", "end", "paragraph", "confidence", "rules", "model")


def _csv_row(name: str, document: Document, quote: sayso.Attribution) -> list[object]:
    reason = quote.anonymity.reason if quote.anonymity else None
    return [name, quote.uid, quote.speaker.name if quote.speaker else None,
            quote.source.text if quote.source else None, quote.cue.text if quote.cue else None, quote.text,
            quote.kind, quote.act, quote.status, quote.source_kind, quote.naming, bool(quote.anonymity),
            reason.text if reason else None, quote.content[0].start, quote.content[-1].end, quote.paragraph,
            round(quote.confidence, 3), document.rules, document.model]


def _write_csv(parsed: Iterable[Parsed], out: TextIO, color: bool) -> None:
    import csv

    writer = csv.writer(out)
    writer.writerow(CSV_COLUMNS)
    for name, document in parsed:
        for quote in document.attributions:
            writer.writerow([safe_cell(value) for value in _csv_row(name, document, quote)])


def _write_html(parsed: Iterable[Parsed], out: TextIO, color: bool) -> None:
    from sayso._display import page

    out.write(page([document for _, document in parsed]))


WRITERS: dict[str, Callable[[Iterable[Parsed], TextIO, bool], None]] = {
    "text": _write_text, "json": _write_json, "jsonl": _write_jsonl, "csv": _write_csv, "html": _write_html,
}



def _articles(files: list[str], encoding: str | None) -> Iterable[Article]:
    """Folders are left to ``sayso corpus``: here they are a fault of their own."""
    for path in files:
        if os.path.isdir(path):
            yield Article(path, None, note="is a directory; sayso corpus reads those")
        else:
            yield from read(path, encoding=encoding)


def run(parser: argparse.ArgumentParser, args: argparse.Namespace) -> int:
    """Run the command.

    Returns
    -------
    int
        0 if all files were read, 1 if one could not be read or written, 2 for wrong usage.
    """
    date_of(parser, args.date)
    complaints = Complaints()
    files = not_the_target(args.files, args.out, complaints)
    if args.files and not files:
        return 2
    articles = _demo() if args.demo else _articles(files or ["-"], args.encoding)
    with target(args.out) as out:
        if isinstance(out, io.TextIOWrapper) and not args.out:
            out.reconfigure(errors="replace")
        color = args.color == "always" or (args.color == "auto" and is_terminal(out) and "NO_COLOR" not in os.environ)
        WRITERS[args.format](_documents(articles, args.date, complaints), out, color)
        out.flush()
    return complaints.status
