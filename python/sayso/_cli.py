"""The command line: files in, a readable report or rows out."""

import argparse
import io
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import IO, TextIO

import sayso
from sayso import Document
from sayso._files import Source, Unreadable, decode, read

EXAMPLES = """\
examples:
  sayso article.txt                        who said what, readable
  sayso *.txt --format csv --out quotes.csv
  curl -s https://example.org/a.txt | sayso --format json
  sayso article.txt --format html --out article.html
  sayso --demo                             the sample article that comes with sayso

exit status: 0 all read, 1 a file could not be read (the others were), 2 wrong usage
"""

Parsed = tuple[str, Document]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sayso", description="Who said what, in English news.", epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", metavar="FILE", help="plain text; none or - reads standard input")
    parser.add_argument("--format", choices=list(WRITERS), default="text", help="what to print (default: text)")
    parser.add_argument("--out", metavar="PATH", help="write there and not to standard output")
    parser.add_argument("--date", metavar="YYYY-MM-DD", help="the day of publication: relative dates rest on it")
    parser.add_argument("--color", choices=["auto", "always", "never"], default="auto", help="of the text report")
    parser.add_argument("--demo", action="store_true", help="read the sample article that comes with sayso")
    parser.add_argument("--version", action="version", version=f"sayso {sayso.__version__}")
    return parser


def _demo() -> Iterable[Source]:
    path = os.path.join(os.path.dirname(__file__), "data", "article.txt")
    with open(path, "rb") as file:
        text, encoding = decode(file.read())
    yield Source("sample article", text, encoding)


class _Run:
    """One run of the command: texts to documents, faults to standard error and the exit status."""

    def __init__(self, date: str | None) -> None:
        self.date = date
        self.status = 0

    def complain(self, name: str, reason: str) -> None:
        print(f"sayso: {name}: {reason}", file=sys.stderr)

    def documents(self, sources: Iterable[Source | Unreadable]) -> Iterable[Parsed]:
        for source in sources:
            if isinstance(source, Unreadable):
                self.complain(source.name, source.reason)
                self.status = 1
                continue
            if source.encoding == "windows-1252":
                self.complain(source.name, "not UTF-8; read as Windows-1252")
            try:
                yield source.name, sayso.parse(source.text, date=self.date)
            except sayso.TextError as error:
                self.complain(source.name, str(error))
                self.status = 1


# ---- formats ----


def _write_text(parsed: Iterable[Parsed], out: TextIO, color: bool) -> None:
    from sayso._report import report

    width = min(os.get_terminal_size(out.fileno()).columns, 100) if _is_terminal(out) else 80
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
               "anonymous", "reason", "start", "end", "paragraph", "confidence")


def _csv_row(name: str, quote: sayso.Attribution) -> list[object]:
    reason = quote.anonymity.reason if quote.anonymity else None
    return [name, quote.uid, quote.speaker.name if quote.speaker else None,
            quote.source.text if quote.source else None, quote.cue.text if quote.cue else None, quote.text,
            quote.kind, quote.act, quote.status, quote.source_kind, quote.naming, bool(quote.anonymity),
            reason.text if reason else None, quote.content[0].start, quote.content[-1].end, quote.paragraph,
            round(quote.confidence, 3)]


def _safe_cell(value: object) -> object:
    """No cell may become a formula in a spreadsheet, or hide text by control characters."""
    if not isinstance(value, str):
        return value
    value = "".join(c if c.isprintable() or c in "\n\t" else "\N{REPLACEMENT CHARACTER}" for c in value)
    return "'" + value if value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def _write_csv(parsed: Iterable[Parsed], out: TextIO, color: bool) -> None:
    import csv

    writer = csv.writer(out)
    writer.writerow(CSV_COLUMNS)
    for name, document in parsed:
        for quote in document.attributions:
            writer.writerow([_safe_cell(value) for value in _csv_row(name, quote)])


def _write_html(parsed: Iterable[Parsed], out: TextIO, color: bool) -> None:
    from sayso._display import page

    out.write(page([document for _, document in parsed]))


WRITERS: dict[str, Callable[[Iterable[Parsed], TextIO, bool], None]] = {
    "text": _write_text, "json": _write_json, "jsonl": _write_jsonl, "csv": _write_csv, "html": _write_html,
}


def _is_terminal(out: IO[str]) -> bool:
    return out.isatty()


def _is_target(path: str, target: str | None) -> bool:
    """Is this file the one that is written?  An earlier result must not be read as an article, nor an article lost."""
    return bool(target) and os.path.exists(path) and os.path.exists(str(target)) and os.path.samefile(path, str(target))


@contextmanager
def _target(path: str | None) -> Iterator[TextIO]:
    """Standard output, or a file that takes its name only when it is whole."""
    if not path:
        yield sys.stdout
        return
    if os.path.exists(path) and not os.path.isfile(path):  # /dev/stdout, a pipe
        with open(path, "w", encoding="utf-8", newline="", errors="replace") as out:
            yield out
        return
    part = f"{path}.part"
    try:
        with open(part, "w", encoding="utf-8", newline="", errors="replace") as out:
            yield out
        os.replace(part, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(part)
        raise


def run(arguments: list[str]) -> int:
    """Run the command line.

    Parameters
    ----------
    arguments
        As in ``sys.argv[1:]``.

    Returns
    -------
    int
        0 if all files were read, 1 if one could not be read or written, 2 for wrong usage.
    """
    parser = _parser()
    args = parser.parse_args(arguments)
    try:
        sayso.parse("", date=args.date)
    except sayso.DateError as error:
        parser.error(f"--date {args.date}: {error}")
    run_ = _Run(args.date)
    files = [path for path in args.files if not _is_target(path, args.out)]
    if len(files) < len(args.files):
        run_.complain(args.out, "not read: it is where the output goes")
        if not files:
            return 2
    try:
        with _target(args.out) as out:
            if isinstance(out, io.TextIOWrapper) and not args.out:
                out.reconfigure(errors="replace")
            color = args.color == "always" or (
                args.color == "auto" and _is_terminal(out) and "NO_COLOR" not in os.environ)
            WRITERS[args.format](run_.documents(_demo() if args.demo else read(files)), out, color)
            out.flush()
    except BrokenPipeError:  # the reader (head, less) has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        run_.complain(args.out or "standard output", error.strerror or str(error))
        return 1
    except KeyboardInterrupt:
        return 130
    return run_.status
