"""The manual page and the completion of shells, made from the parsers of the commands."""

import argparse
from collections.abc import Callable, Iterator
from typing import NamedTuple

from sayso._cli import COMMANDS, make_parser

SHELLS = ("bash", "zsh", "fish")


class Option(NamedTuple):
    """One option of a command."""

    names: tuple[str, ...]
    metavar: str | None  # None: it takes no value
    choices: tuple[str, ...]
    optional: bool  # its value may be left out
    help: str


class Described(NamedTuple):
    """One command as its parser tells it; the first has no name: ``sayso FILE...``."""

    name: str
    description: str
    arguments: tuple[tuple[str, str], ...]
    options: tuple[Option, ...]
    examples: str


def _option(action: argparse.Action) -> Option:
    takes = action.nargs != 0
    choices = tuple(map(str, action.choices or ()))
    metavar = str(action.metavar or (action.dest.upper() if not choices else "|".join(choices))) if takes else None
    return Option(tuple(action.option_strings), metavar, choices, action.nargs == "?", (action.help or "").replace("%%", "%"))


def commands() -> Iterator[Described]:
    """Yield all commands, the nameless one first."""
    for name in (None, *COMMANDS):
        parser = make_parser(name)
        epilog = parser.epilog or ""
        yield Described(
            name or "", " ".join((parser.description or "").split()),
            tuple((_shown(action), action.help or "") for action in parser._actions if not action.option_strings),
            tuple(_option(action) for action in parser._actions if action.option_strings),
            epilog[epilog.index("examples:\n") + len("examples:\n"):])


def _shown(action: argparse.Action) -> str:
    name = str(action.metavar or action.dest)
    return {"*": f"[{name} ...]", "+": f"{name} ...", "?": f"[{name}]"}.get(str(action.nargs), name)


# ---- manual page ----


def _roff(text: str) -> str:
    """Text that roff takes as it is."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\n".join("\\&" + line if line.startswith((".", "'")) else line for line in text.split("\n"))


def _usage(command: Described) -> str:
    arguments = " ".join(name for name, _ in command.arguments)
    return f"\\fBsayso{' ' + command.name if command.name else ''}\\fR [options] {_roff(arguments)}"


def _section(command: Described) -> list[str]:
    out = [_roff(command.description)]
    for name, about in command.arguments:
        out += [".TP", f"\\fI{_roff(name)}\\fR", _roff(about)]
    for option in command.options:
        value = f" \\fI{_roff(option.metavar)}\\fR" if option.metavar else ""
        out += [".TP", ", ".join(f"\\fB{_roff(name)}\\fR" for name in option.names) + value, _roff(option.help)]
    examples, _, status = command.examples.partition("exit status:")
    out += [".PP", "Examples:", ".PP", ".nf", _roff(examples.rstrip("\n")), ".fi"]
    if status:
        out += [".PP", "Exit status: " + _roff(" ".join(status.split()))]
    return out


def man_page() -> str:
    """Return the manual page, in roff's man macros."""
    first, *others = commands()
    out = ['.TH SAYSO 1 "" "sayso" "User Commands"', ".SH NAME", "sayso \\- who said what, in English news", ".SH SYNOPSIS"]
    for number, command in enumerate((first, *others)):
        out += ([".br"] if number else []) + [_usage(command)]
    out += [".SH DESCRIPTION", *_section(first)]
    for command in others:
        out += [f'.SH "SAYSO {command.name.upper()}"', *_section(command)]
    out += [".SH ENVIRONMENT", ".TP", "NO_COLOR", "No colours in the report, unless \\-\\-color says always."]
    return "\n".join(out) + "\n"


# ---- completion ----


def _words(option: Option) -> str:
    return " ".join(option.choices)


def _takes_path(option: Option) -> bool:
    return option.metavar in ("PATH", "FOLDER")


def _bash(all_commands: list[Described]) -> str:
    cases, lists = [], []
    for command in all_commands:
        names = " ".join(name for option in command.options for name in option.names)
        lists.append(f'        "{command.name}") options="{names}" ;;')
        for option in command.options:
            if option.metavar and not _takes_path(option) and not option.optional:
                words = f'COMPREPLY=($(compgen -W "{_words(option)}" -- "$current"))' if option.choices else "COMPREPLY=()"
                cases += [f'        "{command.name} {name}") {words}; return ;;' for name in option.names]
            elif option.choices:
                words = f'COMPREPLY=($(compgen -W "{_words(option)}" -- "$current"))'
                cases += [f'        "{command.name} {name}") [[ $current != -* ]] && {{ {words}; return; }} ;;'
                          for name in option.names]
    names = "\\n".join(COMMANDS)
    return "\n".join([
        "# bash completion for sayso; made by sayso info --completion bash", "_sayso() {",
        '    local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command="" options',
        "    COMPREPLY=()", '    case "${COMP_WORDS[1]}" in', f"        {'|'.join(COMMANDS)})",
        "            [[ $COMP_CWORD -gt 1 ]] && command=${COMP_WORDS[1]} ;;", "    esac",
        '    case "$command $before" in', *cases, "    esac", '    case "$command" in', *lists, "    esac",
        "    if [[ $current == -* ]]; then", '        COMPREPLY=($(compgen -W "$options" -- "$current"))', "        return",
        "    fi", "    local IFS=$'\\n'", '    COMPREPLY=($(compgen -f -- "$current"))', "    if [[ $COMP_CWORD -eq 1 ]]; then",
        f"        COMPREPLY+=($(compgen -W $'{names}' -- \"$current\"))", "    fi", "}",
        "complete -o filenames -F _sayso sayso", ""])


def _quoted(text: str) -> str:
    return text.replace("'", "'\\''")


def _zsh_option(option: Option) -> list[str]:
    about = _quoted(option.help.replace("[", "(").replace("]", ")").replace(":", " -"))
    value = ""
    if option.metavar:
        action = f"({_words(option)})" if option.choices else "_files" if _takes_path(option) else " "
        value = f"{':' if not option.optional else '::'}{option.metavar.lower().replace(':', '')}:{action}"
        if option.choices:
            value = f"{':' if not option.optional else '::'}value:{action}"
    return [f"'{name}[{about}]{value}'" for name in option.names]


def _zsh(all_commands: list[Described]) -> str:
    out = ["#compdef sayso", "# zsh completion for sayso; made by sayso info --completion zsh", "", "_sayso() {",
           "  local -a commands", "  commands=("]
    out += [f"    '{name}:{_quoted(command.purpose.replace(':', ' -'))}'" for name, command in COMMANDS.items()]
    out += ["  )", "  case ${words[2]} in"]
    for command in all_commands[1:]:
        out += [f"    {command.name})", "      shift words; (( CURRENT-- ))", "      _arguments \\"]
        out += [f"        {spec} \\" for option in command.options for spec in _zsh_option(option)]
        out += ["        '*:file:_files'", "      ;;"]
    out += ["    *)", "      (( CURRENT == 2 )) && _describe command commands", "      _arguments \\"]
    out += [f"        {spec} \\" for option in all_commands[0].options for spec in _zsh_option(option)]
    return "\n".join([*out, "        '*:file:_files'", "      ;;", "  esac", "}", "", '_sayso "$@"', ""])


def _fish(all_commands: list[Described]) -> str:
    names = " ".join(COMMANDS)
    out = ["# fish completion for sayso; made by sayso info --completion fish"]
    out += [f"complete -c sayso -n 'test (count (commandline -opc)) -eq 1' -a {name} -d '{_fish_quoted(command.purpose)}'"
            for name, command in COMMANDS.items()]
    for command in all_commands:
        when = f"__fish_seen_subcommand_from {command.name}" if command.name else f"not __fish_seen_subcommand_from {names}"
        for option in command.options:
            flags = " ".join(f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in option.names)
            value = "" if not option.metavar or option.optional else " -r" if _takes_path(option) else " -x"
            choices = f" -a '{_words(option)}'" if option.choices else ""
            about = _fish_quoted(option.help)
            out.append(f"complete -c sayso -n '{when}' {flags}{value}{choices} -d '{about}'")
    return "\n".join(out) + "\n"


def _fish_quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace("'", "\\'")


def completion(shell: str) -> str:
    """Return the script that completes ``sayso`` in a shell.

    Parameters
    ----------
    shell
        "bash", "zsh" or "fish".
    """
    return {"bash": _bash, "zsh": _zsh, "fish": _fish}[shell](list(commands()))


# The files that come with sayso, and what makes them.
FILES: dict[str, Callable[[], str]] = {
    "sayso.1": man_page, "sayso.bash": lambda: completion("bash"), "_sayso": lambda: completion("zsh"),
    "sayso.fish": lambda: completion("fish")}


if __name__ == "__main__":  # python -m sayso._cli_shell docs/shell: write them anew
    import sys
    from pathlib import Path

    for name, make in FILES.items():
        Path(sys.argv[1], name).write_text(make(), encoding="utf-8")
