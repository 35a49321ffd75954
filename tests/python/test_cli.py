"""The command line as a shell user meets it: formats, exit status, broken files, hostile text."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

import sayso

ARTICLE = '"Enough," said Maria Silva, the mayor. "We vote today."\n\nShe denied that money was the reason.\n'


def run(*args: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "sayso", *args], input=given, capture_output=True, check=False)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def test_a_report_names_speaker_and_words(article: Path) -> None:
    done = run(str(article))
    assert done.returncode == 0 and not done.stderr
    out = done.stdout.decode()
    assert "Maria Silva" in out and '"Enough,"' in out and "\033" not in out


def test_standard_input_and_colour() -> None:
    done = run("--color", "always", given=ARTICLE.encode())
    assert done.returncode == 0 and b"\033[32m" in done.stdout


def test_the_demo_reads_the_packaged_article() -> None:
    done = run("--demo")
    assert done.returncode == 0
    assert b"Ingrid Solheim" in done.stdout and b"anonymous: " in done.stdout
    assert max(len(line) for line in done.stdout.decode().splitlines()) <= 80


def test_json_is_the_document(article: Path) -> None:
    row = json.loads(run(str(article), "--format", "json").stdout)
    assert row.pop("file") == str(article)
    assert sayso.Document.from_dict(row) == sayso.parse(ARTICLE)


def test_json_lines_and_csv(article: Path, tmp_path: Path) -> None:
    rows = [json.loads(line) for line in run(str(article), str(article), "--format", "jsonl").stdout.splitlines()]
    assert len(rows) == 2
    out = tmp_path / "quotes.csv"
    assert run(str(article), "--format", "csv", "--out", str(out)).returncode == 0
    table = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"))))
    assert [row["speaker"] for row in table] == ["Maria Silva", "Maria Silva"]
    assert ARTICLE[int(table[0]["start"]):int(table[0]["end"])].startswith('"Enough,"')


def test_a_cell_never_becomes_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "=1+1.txt"
    path.write_text('=cmd said "=HYPERLINK(1)" today. "=SUM(A1)," said Ann Lee.', encoding="utf-8")
    done = subprocess.run([sys.executable, "-m", "sayso", path.name, "--format", "csv"], capture_output=True, check=True,
                          cwd=tmp_path)
    rows = list(csv.reader(io.StringIO(done.stdout.decode())))
    assert len(rows) > 1
    assert not any(cell[:1] in "=+-@" for row in rows for cell in row if cell)


def test_html_is_a_page_of_escaped_text(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text('"<script>alert(1)</script>" said <b onload="x">Ann Lee</b>.', encoding="utf-8")
    page = run(str(path), "--format", "html").stdout.decode()
    assert page.startswith("<!doctype html>") and "<script" not in page and "<b onload" not in page
    assert "&lt;script&gt;" in page


def test_a_broken_file_costs_itself_only(article: Path, tmp_path: Path) -> None:
    (tmp_path / "binary").write_bytes(b"ab\0cd")
    done = run(str(tmp_path / "missing"), str(article), str(tmp_path / "binary"), str(tmp_path))
    assert done.returncode == 1
    assert b"Maria Silva" in done.stdout
    errors = done.stderr.decode().splitlines()
    assert len(errors) == 3 and "missing" in errors[0] and "NUL" in errors[1] and "directory" in errors[2].lower()


def test_encodings_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes("“Enough,” said Zoë Lee.".encode("cp1252"))
    done = run(str(path))
    assert done.returncode == 0 and "Zoë Lee" in done.stdout.decode() and b"Windows-1252" in done.stderr
    path.write_bytes("“Enough,” said Zoë Lee.".encode("utf-16"))
    done = run(str(path))
    assert "Zoë Lee" in done.stdout.decode() and not done.stderr


def test_terminal_escapes_of_the_text_are_shown_not_sent() -> None:
    out = run(given='"Clear \033[2J it," said Ann\u202e Lee.'.encode()).stdout.decode()
    assert "\033" not in out and "\u202e" not in out and "\N{REPLACEMENT CHARACTER}" in out


@pytest.mark.parametrize("arguments", [("--format", "pdf"), ("--date", "yesterday"), ("--nonsense",)])
def test_wrong_usage_is_2(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.returncode == 2 and done.stderr and not done.stdout


def test_an_unwritable_target_is_1(article: Path, tmp_path: Path) -> None:
    done = run(str(article), "--out", str(tmp_path / "no" / "such" / "folder"))
    assert done.returncode == 1 and b"No such file" in done.stderr


def test_a_reader_that_has_had_enough_is_no_error(article: Path) -> None:
    done = subprocess.run(f"{sys.executable} -m sayso {' '.join([str(article)] * 300)} | head -1", shell=True,
                          capture_output=True, check=False)
    assert done.returncode == 0 and b"Traceback" not in done.stderr


def test_the_output_is_never_an_input(article: Path, tmp_path: Path) -> None:
    done = run(str(article), "--out", str(article))
    assert done.returncode == 2 and b"where the output goes" in done.stderr
    assert article.read_text(encoding="utf-8") == ARTICLE
    out = tmp_path / "report.txt"
    for _ in range(2):  # the second time the shell's *.txt finds the first report
        files = [str(path) for path in sorted(tmp_path.glob("*.txt"))]
        assert run(*files, "--out", str(out)).returncode == 0
    assert out.read_text(encoding="utf-8").count("Maria Silva") == run(str(article)).stdout.count(b"Maria Silva")
    assert not list(tmp_path.glob("*.part"))
