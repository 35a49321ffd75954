"""``sayso corpus``: many articles to tables."""

import argparse
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sayso
from sayso._cli_common import Complaints
from sayso._corpus import TABLES, Corpus, from_articles
from sayso._files import ROWS, Article, Articles, read, suffix
from sayso._methods import digest
from sayso._parts import FORMATS, Conflict, Parts, check_format

DESCRIPTION = """\
Many articles to tables: quotes, attributions, sources, mentions, entities,
documents and warnings, one file each in the folder --out, with manifest.json.

The text files of a folder are articles, and so are the rows of JSON Lines, CSV
and Parquet.  After an interruption the same command goes on where it stopped.
"""
EXAMPLES = """\
examples:
  sayso corpus articles/ --out tables
  sayso corpus '2024/**/*.txt.gz' --out tables --format csv
  sayso corpus news.parquet --out tables --id url --text body --date day \\
               --headline title --carry outlet --carry section
  cat news.txt | sayso corpus - --out tables --format jsonl
  duckdb -c "select speaker, count(*) from 'tables/quotes.parquet' group by all"

exit status: 0 all read, 1 some articles could not be read (their rows in
documents say why), 2 wrong usage, 130 interrupted
"""

MOST_CHARACTERS = 32_000_000  # of the articles of a part


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("inputs", nargs="+", metavar="INPUT", help="files, folders, patterns; - is one article on standard input")
    parser.add_argument("--out", metavar="FOLDER", required=True, help="where the tables go")
    parser.add_argument("--format", choices=FORMATS, default="parquet",
                        help="parquet (the default; needs sayso[arrow]), csv (for spreadsheets) or jsonl")
    parser.add_argument("--tables", metavar="NAME,NAME", default=",".join(TABLES), help="which tables (default: all)")
    rows = parser.add_argument_group("columns of JSON Lines, CSV and Parquet")
    rows.add_argument("--text", metavar="COLUMN", default="text", help="the articles (default: text)")
    rows.add_argument("--id", metavar="COLUMN", help="what names them, each once (default: file and row)")
    rows.add_argument("--date", metavar="COLUMN", help="the day of publication, ISO")
    rows.add_argument("--headline", metavar="COLUMN", help="headlines, read as part of the article")
    rows.add_argument("--carry", metavar="COLUMN", action="append", default=[],
                      help="another column, to stand in every table; may be given again")
    parser.add_argument("--encoding", help="of the files (default: told by each file's bytes)")
    parser.add_argument("--keep-text", action="store_true",
                        help="a column text in documents: what offsets count in, above all for HTML")
    parser.add_argument("--min-confidence", type=float, default=0.0, metavar="P",
                        help="leave attributions below it out (default: 0)")
    parser.add_argument("--threads", type=int, metavar="N", help="default: one for each processor")
    parser.add_argument("--part", type=int, default=2000, metavar="N",
                        help="articles that are finished together, and held in memory (default: 2000)")
    parser.add_argument("--overwrite", action="store_true", help="begin anew where the folder holds tables, or work begun")
    parser.add_argument("--quiet", action="store_true", help="no progress, no summary")


class _Progress:
    """A line on a terminal that tells how far it is; nothing where nobody looks."""

    def __init__(self, whole: int | None, done: int, quiet: bool) -> None:
        self.whole, self.before, self.done = whole, done, done
        self.on = sys.stderr.isatty() and not quiet
        self.start = self.shown = time.monotonic()

    def __call__(self, in_part: int) -> None:
        now = time.monotonic()
        if self.on and now - self.shown > 0.2:
            self.shown = now
            self._show(self.done + in_part, now - self.start)

    def part(self, count: int) -> None:
        self.done += count

    def _show(self, done: int, seconds: float) -> None:
        rate = (done - self.before) / seconds
        line = f"{done:,} articles, {rate:,.0f} a second"
        if self.whole:
            share = min(done / self.whole, 1.0)
            left = (self.whole - done) / rate if rate else 0.0
            bar = "█" * int(share * 20) + "░" * (20 - int(share * 20))
            line = f"{bar} {done:,} of {self.whole:,}, {rate:,.0f} a second, {int(left // 60)}:{int(left % 60):02} left"
        sys.stderr.write("\r\033[K" + line[:79])
        sys.stderr.flush()

    def close(self) -> None:
        if self.on:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()


def _settings(args: argparse.Namespace, tables: list[str], paths: list[str]) -> dict[str, Any]:
    """What decides the result.  Files of plain text may come and go between runs; tables must stay as they are."""
    build = sayso.build_info()
    rows = {path: [os.path.getsize(path), os.stat(path).st_mtime_ns]
            for path in paths if suffix(path) in ROWS and os.path.isfile(path)}
    names = ("format", "text", "id", "date", "headline", "carry", "encoding", "keep_text", "min_confidence")
    return {"tables": tables, **{name: getattr(args, name) for name in names}, "files of rows": rows,
            "version": build["version"], "rules": build["rules"], "model": build["model_checksum"]}


def _batch(articles: Iterator[Article], size: int) -> list[Article]:
    """The next articles, fewer where they are long."""
    batch: list[Article] = []
    characters = 0
    while len(batch) < size and characters < MOST_CHARACTERS and (article := next(articles, None)):
        batch.append(article)
        characters += len(article.text or "")
    return batch


def _add(parts: Parts, corpus: Corpus, batch: list[Article]) -> None:
    """Write a part; if Ctrl-C comes meanwhile, what is finished is kept for the next run to write."""
    number = parts.number
    try:
        parts.add(corpus, _inputs(corpus, batch))
    except KeyboardInterrupt:
        _keep(parts, number, corpus, batch)
        raise


def _keep(parts: Parts, number: int, corpus: Corpus, batch: list[Article]) -> None:
    with _to_its_end():
        parts.keep(number, corpus, _inputs(corpus, batch))


def _inputs(corpus: Corpus, batch: list[Article]) -> list[str]:
    return [digest((a.id, a.date or "", a.whole() or "")) for a in batch[: len(corpus)]]


@contextmanager
def _to_its_end() -> Iterator[None]:
    """Ctrl-C waits until this is done."""
    came: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: came.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if came:
        raise KeyboardInterrupt


def _write(parts: Parts, articles: Articles, args: argparse.Namespace, progress: _Progress) -> None:
    parser = sayso.Parser(min_confidence=args.min_confidence)
    waiting = articles.reading(skip=parts.ids)
    while batch := _batch(waiting, args.part):
        parts.ids.add(article.id for article in batch)
        try:
            corpus = from_articles(parser, batch, articles.types, keep_text=args.keep_text, threads=args.threads,
                                   progress=progress)
        except KeyboardInterrupt as stop:
            if finished := getattr(stop, "corpus", None):
                _keep(parts, parts.number, finished, batch)
            raise
        _add(parts, corpus, batch)
        progress.part(len(corpus))
        del corpus, batch  # before the next ones are read
    if not parts.number:  # no articles: tables without rows
        parts.add(from_articles(parser, [], articles.types, keep_text=args.keep_text), [])


def _summary(manifest: dict[str, Any], out: Path) -> None:
    rows, unreadable = manifest["rows"], manifest["unreadable"]
    lost = f" ({unreadable:,} could not be read: see note in documents)" if unreadable else ""
    print(f"{rows['documents']:,} articles{lost}, {rows['quotes']:,} quotes: {out}", file=sys.stderr)


def run(parser: argparse.ArgumentParser, args: argparse.Namespace) -> int:
    """Run the command.

    Returns
    -------
    int
        0 if all articles were read, 1 if some could not be, 2 for wrong usage, 130 if interrupted.
    """
    tables = [name for name in TABLES if name in args.tables.split(",")]
    for name in args.tables.split(","):
        if name not in TABLES:
            parser.error(f"--tables: there is no table {name!r}; there are {', '.join(TABLES)}")
    if args.part < 1 or (args.threads is not None and args.threads < 1):
        parser.error("--part and --threads are at least 1")
    if any("\n" in name or "\r" in name for name in args.carry):
        parser.error("--carry: no line breaks in names of columns")
    check_format(args.format)
    out = Path(args.out)
    articles = read(*args.inputs, text=args.text, id=args.id, date=args.date, headline=args.headline, carry=args.carry,
                    encoding=args.encoding)
    inside = [path for path in articles.paths if out in Path(path).parents]
    if inside:
        parser.error(f"--out: {inside[0]} is an input, and in the folder that is written")
    parts = Parts(out, _settings(args, tables, articles.paths), tables, args.format)
    try:
        done = parts.begin(args.overwrite)
    except Conflict as conflict:
        Complaints().say("corpus", str(conflict))
        return 2
    if done and not args.quiet:
        print(f"going on: {done:,} articles are done already", file=sys.stderr)
    progress = _Progress(articles.count(), done, args.quiet)
    try:
        _write(parts, articles, args, progress)
        progress.close()
    except KeyboardInterrupt:
        progress.close()
        print(f"interrupted: {parts.count:,} articles are kept; the same command goes on from there", file=sys.stderr)
        return 130
    manifest = parts.finish({"build": sayso.build_info(), "files": len(articles.paths)})
    if not args.quiet:
        _summary(manifest, out)
    return 1 if manifest["unreadable"] else 0
