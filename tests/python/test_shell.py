"""The manual page and the completion of shells: those that come with sayso are those that its commands would make."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sayso import _cli
from sayso._cli_shell import FILES, SHELLS, commands, completion, man_page

FOLDER = Path(__file__).parent.parent.parent / "docs" / "shell"


@pytest.mark.parametrize("name", FILES)
def test_the_files_are_current(name):
    assert (FOLDER / name).read_text(encoding="utf-8") == FILES[name](), "python -m sayso._cli_shell docs/shell"


def test_every_command_and_option_is_in_all_of_them():
    described = list(commands())
    assert [command.name for command in described] == ["", *_cli.COMMANDS]
    for shell in SHELLS:
        script = completion(shell)
        for command in described:
            assert command.name in script
            for option in command.options:
                for name in option.names:
                    assert (name if shell != "fish" else name.lstrip("-")) in script, (shell, name)
    page = man_page()
    for command in described:
        assert command.options and command.examples and command.description
        for option in command.options:
            for name in option.names:
                assert name.replace("-", "\\-") in page, name


def complete(*words):
    """What bash offers for the last word."""
    bash = shutil.which("bash")
    if not bash:
        pytest.skip("bash is not installed")
    script = completion("bash") + (
        'COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _sayso; [[ ${#COMPREPLY[@]} -eq 0 ]] || printf "%s\\n" "${COMPREPLY[@]}"')
    done = subprocess.run([bash, "-c", script, "-", *words], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def test_bash_completes(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "one article.txt").write_text("x")
    (tmp_path / "exit.txt").write_text("x")
    assert complete("sayso", "ex") == ["exit.txt", "explain"]
    assert complete("sayso", "--form") == ["--format"]
    assert complete("sayso", "--format", "j") == ["json", "jsonl"]
    assert complete("sayso", "corpus", "--format", "") == ["parquet", "csv", "jsonl"]
    assert complete("sayso", "corpus", "--o") == ["--out", "--overwrite"]
    assert complete("sayso", "corpus", "one") == ["one article.txt"]
    assert complete("sayso", "corpus", "ex") == ["exit.txt"]  # commands stand first only
    assert complete("sayso", "info", "--columns", "q") == ["quotes"]
    assert complete("sayso", "info", "--columns", "--j") == ["--json"]
    assert complete("sayso", "corpus", "--threads", "") == []


def test_fish_completes():
    fish = shutil.which("fish")
    if not fish:
        pytest.skip("fish is not installed")
    for line, offered in [("sayso corpus --form", "--format"), ("sayso ev", "evaluate"), ("sayso corpus --format ", "parquet")]:
        script = completion("fish") + f"complete -C '{line}'\n"
        done = subprocess.run([fish, "-c", script], capture_output=True, text=True, check=True)
        assert offered in [row.split("\t")[0] for row in done.stdout.splitlines()], line


@pytest.mark.parametrize("shell", SHELLS)
def test_shells_take_the_scripts(shell, tmp_path):
    program = shutil.which(shell)
    if not program:
        pytest.skip(f"{shell} is not installed")
    script = tmp_path / "script"
    script.write_text(completion(shell), encoding="utf-8")
    subprocess.run([program, "-n", str(script)], check=True)


def test_roff_takes_the_manual_page():
    groff = shutil.which("groff")
    if not groff:
        pytest.skip("groff is not installed")
    plain = {name: value for name, value in os.environ.items() if name != "LD_PRELOAD"}  # no sanitizer of ours in groff
    command = [groff, "-man", "-Tutf8", "-ww"]
    done = subprocess.run(command, input=man_page(), capture_output=True, text=True, check=True, env=plain)
    assert not done.stderr
    assert "goes on where it stopped" in " ".join(done.stdout.split())


def test_info_prints_them():
    def out(*arguments):
        command = [sys.executable, "-m", "sayso", "info", *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    assert out("--completion", "bash") == completion("bash") and out("--man") == man_page()
