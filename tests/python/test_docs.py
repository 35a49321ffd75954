"""Every code block of the docs and the README runs and prints what the page says; the site builds without a warning.

A ```` ```text ```` block after a ```` ```python ```` block is what it prints; a ```` ```console ```` block is what a shell
shows, "..." standing for any lines; ```` ```sh ```` blocks install, and are only read.
"""

import contextlib
import io
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

import sayso

pytestmark = pytest.mark.thirdparty

ROOT = Path(__file__).parent.parent.parent
DOCS = ROOT / "docs"
MADE = {"notebooks", "reference"}  # by the build
PAGES = [ROOT / "README.md", *sorted(p for p in DOCS.rglob("*.md") if p.relative_to(DOCS).parts[0] not in MADE)]
FENCE = re.compile(r"^```(\S*)[^\n]*\n(.*?)^```$", re.DOTALL | re.MULTILINE)
KNOWN = {"python", "text", "console", "sh", "{toctree}", "{image}"}
INSTALL = re.compile(r"(pip install|make|git|cd|python3? -m) .*")


class Block(NamedTuple):
    language: str
    code: str
    line: int
    printed: str | None  # what the page says it prints


def blocks(page: Path) -> list[Block]:
    """The fenced blocks of a page; README's older form has no language on what is printed."""
    text, out = page.read_text(encoding="utf-8"), []
    found = list(FENCE.finditer(text))
    for fence, after in zip(found, [*found[1:], None], strict=False):
        between = text[fence.end() : after.start()].strip() if after else None
        printed = after[2] if after and between in ("", "prints") and after[1] in ("text", "") else None
        out.append(Block(fence[1], fence[2], text[: fence.start()].count("\n") + 1, printed))
    return out


def run_python(block: Block, names: dict[str, object], page: Path) -> None:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile("\n" * block.line + block.code, str(page), "exec"), names)
    if block.printed is not None:
        assert out.getvalue().rstrip() == block.printed.rstrip(), f"{page.name}:{block.line}"


def run_console(block: Block, page: Path, folder: Path) -> None:
    """Each line after a "$ " is run; what follows it must be what it prints."""
    shim = folder / "bin" / "sayso"
    if not shim.exists():
        shim.parent.mkdir(exist_ok=True)
        shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m sayso "$@"\n')
        shim.chmod(0o755)
    env = {**os.environ, "PATH": f"{shim.parent}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "80"}
    for part in re.split(r"^\$ ", block.code, flags=re.MULTILINE)[1:]:
        command, _, expected = part.partition("\n")
        done = subprocess.run(["bash", "-c", command], cwd=folder, env=env, capture_output=True, text=True, check=False)
        pattern = re.escape(expected.rstrip()).replace(r"\.\.\.", ".*") if expected.strip() else ".*"
        assert re.fullmatch(pattern, (done.stdout + done.stderr).rstrip(), re.DOTALL), f"{page.name}:{block.line}\n{done}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_blocks_of_a_page_run(page, tmp_path, monkeypatch):
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("Agg")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for block in blocks(page):
        assert page.name == "README.md" or block.language in KNOWN, f"{page.name}:{block.line}: {block.language!r}"
        if block.language == "python":
            run_python(block, names, page)
        elif block.language == "console":
            run_console(block, page, tmp_path)
        elif block.language == "sh":
            assert all(INSTALL.fullmatch(line) for line in block.code.splitlines()), f"{page.name}:{block.line}"


def test_there_is_code_to_run():
    languages = [block.language for page in PAGES for block in blocks(page)]
    assert languages.count("python") >= 25 and sum(block.printed is not None for page in PAGES for block in blocks(page)) >= 15


def test_three_lines_to_a_table_and_one_to_a_plot():
    table, plot, *_ = [block.code for block in blocks(DOCS / "index.md") if block.language == "python"]
    assert len(table.splitlines()) == 3 and len(plot.splitlines()) == 1
    names: dict[str, object] = {}
    *lines, last = table.splitlines()
    exec("\n".join(lines), names)
    frame = eval(last, names)
    assert list(frame["speaker"]) == ["Ana Ruiz", "Ana Ruiz"] and list(frame["kind"]) == ["direct", "indirect"]
    assert [label.get_text() for label in eval(plot, names).get_yticklabels()] == ["Ana Ruiz"]


def test_the_site_builds_without_warnings(tmp_path):
    pytest.importorskip("sphinx")
    site = tmp_path / "site"
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-d", str(tmp_path / "trees"), str(DOCS), str(site)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    text = (site / "reference" / "documents.html").read_text(encoding="utf-8")
    assert "speaker_confidence" in text and "said_time" in text
    pages = "".join(path.read_text(encoding="utf-8") for path in (site / "reference").glob("*.html"))
    assert not [name for name in sayso.__all__ if not name.startswith("_") and not re.search(rf"\b{name}\b", pages)]
    assert "Edith Vane" in (site / "notebooks" / "joining_in_duckdb.html").read_text(encoding="utf-8")
    assert list((site / "_images").glob("newspaper_audit-*.png"))
