"""The command line: which commands there are, and how a run of one ends."""

import argparse
import os
import sys
from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple


class Command(NamedTuple):
    """A command: where it lives, and what it is in a line."""

    module: str
    purpose: str


COMMANDS = {
    "corpus": Command("_cli_corpus", "many articles to tables: Parquet, CSV, JSON Lines; goes on after a stop"),
    "evaluate": Command("_cli_evaluate", "agreement with your own annotations"),
    "explain": Command("_cli_explain", "what a code, label, value or field means; why attributions were made"),
    "info": Command("_cli_info", "versions, model, and the columns of the tables"),
}

_EPILOG = "commands:\n" + "".join(f"  sayso {name:10} {command.purpose}\n" for name, command in COMMANDS.items()) + """
Each has its own --help.  A file with the name of a command is read as ./corpus.

"""


def make_parser(command: str | None) -> argparse.ArgumentParser:
    """Return the parser of a command; None: of ``sayso FILE...``."""
    if command is None:
        module = import_module("sayso._cli_report")
        parser = argparse.ArgumentParser(
            prog="sayso", description="Who said what, in English news: reads articles and prints who is quoted.",
            epilog=_wrapped(_EPILOG) + module.EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False)
    else:
        module = import_module(f"sayso.{COMMANDS[command].module}")
        parser = argparse.ArgumentParser(prog=f"sayso {command}", description=module.DESCRIPTION, epilog=module.EXAMPLES,
                                         formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False)
    module.add_arguments(parser)
    run_: Callable[[argparse.ArgumentParser, argparse.Namespace], int] = module.run
    parser.set_defaults(run=run_)
    return parser


def _wrapped(text: str) -> str:
    """Purposes broken before column 80."""
    import textwrap

    return "".join(
        textwrap.fill(line, 79, subsequent_indent=" " * 19) + "\n" if line.startswith("  sayso ") else line + "\n"
        for line in text.splitlines())


def run(arguments: list[str]) -> int:
    """Run the command line.

    Parameters
    ----------
    arguments
        As in ``sys.argv[1:]``.

    Returns
    -------
    int
        0 if all went well, 1 if something could not be read or written, 2 for wrong usage, 130 when interrupted.
    """
    command = arguments[0] if arguments and arguments[0] in COMMANDS else None
    parser = make_parser(command)
    args = parser.parse_args(arguments[1:] if command else arguments)
    try:
        return int(args.run(parser, args))
    except BrokenPipeError:  # the reader (head, less) has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (LookupError, ValueError, ImportError) as error:  # a missing column, extra or encoding, in words
        print(f"sayso: {error.args[0] if isinstance(error, KeyError) and error.args else error}", file=sys.stderr)
        return 2
    except OSError as error:
        where = error.filename or getattr(args, "out", None) or "standard output"
        print(f"sayso: {where}: {error.strerror or error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
