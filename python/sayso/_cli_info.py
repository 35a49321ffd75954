"""``sayso info``: versions, and the columns of the tables."""

import argparse
import json
import textwrap

import sayso
from sayso._corpus import TABLES

DESCRIPTION = """\
Versions of sayso, its rules and model; with --columns, what the columns of the
tables are.
"""
EXAMPLES = """\
examples:
  sayso info                               versions, to quote in a paper
  sayso info --json
  sayso info --columns quotes              what the columns of a table are
  eval "$(sayso info --completion bash)"   completion, also zsh and fish
  sayso info --man | man -l -              the manual page
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("--columns", nargs="?", const="all", choices=["all", *TABLES], metavar="TABLE",
                        help="the columns of a table, or of all: " + ", ".join(TABLES))
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.add_argument("--completion", choices=["bash", "zsh", "fish"], help="print the script that completes sayso in a shell")
    parser.add_argument("--man", action="store_true", help="print the manual page")


def _columns(tables: list[str], as_json: bool) -> None:
    corpus = sayso.corpus([])
    if as_json:
        keys = ("name", "type", "unit", "description")
        print(json.dumps({name: [dict(zip(keys, row, strict=True)) for row in getattr(corpus, name).schema] for name in tables},
                         indent=1))
        return
    for number, name in enumerate(tables):
        print(("\n" if number else "") + name)
        for column, kind, unit, about in getattr(corpus, name).schema:
            print(f"  {column}  ({kind}{', ' + unit if unit else ''})")
            print(textwrap.fill(about, 79, initial_indent="      ", subsequent_indent="      "))


def run(parser: argparse.ArgumentParser, args: argparse.Namespace) -> int:
    """Run the command; always 0."""
    if args.completion or args.man:
        from sayso._cli_shell import completion, man_page

        print(completion(args.completion) if args.completion else man_page(), end="")
        return 0
    if args.columns:
        _columns(list(TABLES) if args.columns == "all" else [args.columns], args.json)
        return 0
    info = sayso.build_info()
    if args.json:
        print(json.dumps(info, indent=1))
        return 0
    width = max(map(len, info))
    for key, value in info.items():
        print(f"{key.replace('_', ' '):{width}}  {value}")
    return 0
