"""The command line as a shell user meets it: formats, exit status, broken files, hostile text."""

import csv
import gc
import io
import json
import os
import signal
import subprocess
import sys
import tracemalloc
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


# ---- other commands ----


def test_help_fits_the_terminal_and_has_examples() -> None:
    for command in ([], ["corpus"], ["evaluate"], ["explain"], ["info"]):
        done = run(*command, "--help")
        text = done.stdout.decode()
        assert done.returncode == 0 and "examples:" in text and "  sayso " in text
        assert max(len(line) for line in text.splitlines()) <= 80, command


def test_explain_tells_codes_and_reasons(article: Path) -> None:
    out = run("explain", "undisclosed", "cue-verb", str(article)).stdout.decode()
    assert "neither" in out and "cue-verb: " in out and "Maria Silva" in out and "sure:" in out
    assert max(len(line) for line in out.splitlines()) <= 80
    done = run("explain", "no-such-code")
    assert done.returncode == 1 and b"no-such-code" in done.stderr and not done.stdout


def test_info_tells_versions_and_columns() -> None:
    assert sayso.__version__ in run("info").stdout.decode()
    assert json.loads(run("info", "--json").stdout)["model_checksum"] == sayso.build_info()["model_checksum"]
    columns = json.loads(run("info", "--columns", "quotes", "--json").stdout)["quotes"]
    assert [column["name"] for column in columns] == list(sayso.corpus([]).quotes.columns)
    out = run("info", "--columns").stdout.decode()
    assert "speaker_gender  (label)" in out and max(len(line) for line in out.splitlines()) <= 80


def test_evaluate_compares_with_annotations(tmp_path: Path) -> None:
    found = sayso.parse(ARTICLE, id="a").to_dict()
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps(found) + "\n", encoding="utf-8")
    done = run("evaluate", str(gold), "--draws", "0")
    assert done.returncode == 0 and b"attribution" in done.stdout, done.stderr
    measures = json.loads(run("evaluate", str(gold), str(gold), "--json", "--draws", "0").stdout)["measures"]
    assert measures["attribution"]["f1"] == 1.0
    done = run("evaluate", str(tmp_path / "missing.jsonl"))
    assert done.returncode in (1, 2) and b"Traceback" not in done.stderr


# ---- corpus ----


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(11):
        text = f"“Vote {number},” said Ann Lee. She denied that Bo Lind was told."
        (folder / f"{number:02}.txt").write_text(text, encoding="utf-8")
    (folder / "05.txt").write_bytes(b"ab\0cd")
    return folder


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "manifest.json"}


def rows_of(folder: Path, name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def test_corpus_writes_tables(articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = run("corpus", str(articles), "--out", str(out), "--format", "jsonl", "--part", "4", "--threads", "2")
    assert done.returncode == 1, done.stderr  # one could not be read
    assert not done.stdout and b"11 articles (1 could not be read" in done.stderr and b"\r" not in done.stderr
    corpus = sayso.corpus(sayso.read(articles))
    for name in ("documents", "quotes", "attributions", "sources", "mentions", "entities", "warnings"):
        assert rows_of(out, name) == list(getattr(corpus, name))
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["rows"]["documents"] == 11 and manifest["unreadable"] == 1 and manifest["warnings"]["unreadable"] == 1
    assert manifest["build"]["model_checksum"] == sayso.build_info()["model_checksum"]
    assert sorted(path.name for path in out.iterdir()) == sorted([*files_in(out), "manifest.json"])
    done = run("corpus", str(articles), "--out", str(out), "--format", "jsonl")
    assert done.returncode == 2 and b"--overwrite" in done.stderr
    assert run("corpus", str(articles), "--out", str(out), "--format", "jsonl", "--overwrite", "--quiet").returncode == 1
    again = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert again["inputs"] == manifest["inputs"]  # however the parts are cut
    assert rows_of(out, "quotes") == list(corpus.quotes)


@pytest.mark.parametrize("form", ["jsonl", "csv", pytest.param("parquet", marks=pytest.mark.thirdparty)])
@pytest.mark.parametrize("cut", ["in a part", "before the name", "while joining", "before the manifest"])
def test_corpus_goes_on_after_an_interruption(articles: Path, tmp_path: Path, form: str, cut: str, monkeypatch) -> None:
    if form == "parquet":
        pytest.importorskip("pyarrow")
    from sayso import _cli, _parts

    whole, out = tmp_path / "whole", tmp_path / "out"
    command = ["corpus", str(articles), "--format", form, "--part", "3", "--quiet", "--out"]
    assert _cli.run([*command, str(whole)]) == 1

    def after(function, calls):
        """The function, but for an interruption at a call."""
        left = [calls]

        def wrapper(*args, **kwargs):
            left[0] -= 1
            if left[0] < 0:
                raise KeyboardInterrupt
            return function(*args, **kwargs)

        return wrapper

    with monkeypatch.context() as patch:
        if cut == "in a part":
            patch.setattr(sayso.Corpus, "manifest", after(sayso.Corpus.manifest, 2))
        elif cut == "before the name":
            patch.setattr(_parts.os, "rename", after(os.rename, 1))
        elif cut == "while joining":
            patch.setattr(_parts, "_join", after(_parts._join, 3))
        else:
            patch.setattr(_parts, "_join", after(_parts._join, 6))
        assert _cli.run([*command, str(out)]) == 130
    assert not (out / "manifest.json").exists()
    (articles / "99.txt").write_text("“More,” said Cy Orr.")  # what came meanwhile is read as well
    assert _cli.run([*command, str(out)]) == 1
    (articles / "99.txt").unlink()
    if form == "parquet":
        from pyarrow import parquet

        documents = parquet.read_table(out / "documents.parquet")
        ids = documents["doc_id"].to_pylist()
        manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
        assert json.loads(documents.schema.metadata[b"sayso.manifest"])["inputs"] == manifest["inputs"]
        cut_off = {path.stem: parquet.read_table(path) for path in out.glob("*.parquet")}
        for path in whole.glob("*.parquet"):
            expected = parquet.read_table(path)
            assert cut_off[path.stem].slice(0, len(expected)).equals(expected), path
    else:
        for name, data in files_in(whole).items():
            assert (out / name).read_bytes().startswith(data), name
        ids = [line for line in (out / f"documents.{form}").read_text(encoding="utf-8").splitlines() if ".txt" in line]
    assert len(ids) == 12 and len(set(ids)) == 12
    assert not (out / ".sayso-parts").exists() and not list(out.glob("*.part"))


@pytest.mark.parametrize("place", ["while reading", "while writing"])
def test_ctrl_c_keeps_every_article_that_was_finished(many_rows: Path, tmp_path: Path, place: str, monkeypatch, capsys) -> None:
    from sayso import _cli, _cli_corpus, _parts

    out = tmp_path / "out"
    command = ["corpus", str(many_rows), "--out", str(out), "--id", "id", "--format", "jsonl", "--part", "200", "--threads", "2"]
    stopped: list[int] = []
    with monkeypatch.context() as patch:
        if place == "while reading":
            def shown(self, in_part: int) -> None:
                if self.done == 200 and in_part >= 100 and not stopped:  # what is read in one go is told in one go
                    stopped.append(in_part)
                    signal.raise_signal(signal.SIGINT)
            patch.setattr(_cli_corpus._Progress, "__call__", shown)
        else:
            figures = _parts._figures
            patch.setattr(_parts, "_figures", lambda corpus: (signal.raise_signal(signal.SIGINT), figures(corpus))[1])
        assert _cli.run(command) == 130
    assert [path.name for path in (out / ".sayso-parts").glob("kept-*")] == [
        "kept-000001" if place == "while reading" else "kept-000000"]  # written by the next run: nobody waits for it
    kept = 200 + stopped[0] - 1 if stopped else 200  # the last one was read, but not yet given
    assert f"interrupted: {kept} articles are kept" in capsys.readouterr().err
    assert _cli.run([*command, "--quiet"]) == 0
    corpus = sayso.corpus(sayso.read(many_rows, id="id"))
    for name in ("documents", "quotes", "sources"):
        assert rows_of(out, name) == list(getattr(corpus, name))
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["rows"]["documents"] == 600


def test_a_killed_run_goes_on(articles: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    script = (
        "import os, sys\nfrom sayso import _cli, _parts\n"
        "add = _parts.Parts.add\n"
        "def dying(self, *given):\n    add(self, *given)\n    self.number == 2 and os._exit(9)\n"
        "_parts.Parts.add = dying\nsys.exit(_cli.run(sys.argv[1:]))"
    )
    command = ["corpus", str(articles), "--out", str(out), "--format", "jsonl", "--part", "2"]
    assert subprocess.run([sys.executable, "-c", script, *command], check=False).returncode == 9
    done = run(*command)
    assert done.returncode == 1 and b"going on: 4 articles are done already" in done.stderr
    assert rows_of(out, "documents") == list(sayso.corpus(sayso.read(articles)).documents)


def test_corpus_does_not_mix_settings(articles: Path, tmp_path: Path, monkeypatch) -> None:
    from sayso import _cli, _parts

    out = tmp_path / "out"
    command = ["corpus", str(articles), "--out", str(out), "--quiet", "--format"]
    with monkeypatch.context() as patch:
        patch.setattr(_parts.Parts, "finish", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
        assert _cli.run([*command, "jsonl"]) == 1
    done = run(*command, "csv")
    assert done.returncode == 2 and b"other settings (format)" in done.stderr
    assert _cli.run([*command, "jsonl"]) == 1 and len(rows_of(out, "documents")) == 11


def test_corpus_of_rows_carries_columns(tmp_path: Path) -> None:
    rows = tmp_path / "news.jsonl"
    rows.write_text("".join(json.dumps({"url": f"u{n}", "body": ARTICLE, "outlet": "=Post"}) + "\n" for n in range(5)))
    out = tmp_path / "out"
    done = run("corpus", str(rows), "--out", str(out), "--format", "csv", "--text", "body", "--id", "url", "--carry", "outlet",
               "--part", "2", "--tables", "quotes,documents", "--keep-text")
    assert done.returncode == 0, done.stderr
    with open(out / "quotes.csv", encoding="utf-8", newline="") as file:
        quotes = list(csv.DictReader(file))
    assert [row["doc_id"] for row in quotes] == [f"u{n}" for n in range(5) for _ in range(2)]
    assert {row["outlet"] for row in quotes} == {"'=Post"}
    assert sorted(files_in(out)) == ["documents.csv", "quotes.csv"]
    with open(out / "documents.csv", encoding="utf-8", newline="") as file:
        assert [row["text"] for row in csv.DictReader(file)] == [ARTICLE] * 5
    rows.write_text(rows.read_text() * 2)
    done = run("corpus", str(rows), "--out", str(tmp_path / "twice"), "--format", "csv", "--text", "body", "--id", "url",
               "--part", "5")
    assert done.returncode == 2 and b"'u0' occurs twice" in done.stderr


@pytest.fixture
def many_rows(tmp_path: Path) -> Path:
    rows = tmp_path / "rows.jsonl"
    rows.write_text("".join(json.dumps({"id": f"id-{n:06}", "text": f"“Vote {n},” said Ann Lee."}) + "\n" for n in range(600)))
    return rows


def test_a_corpus_keeps_nothing_of_what_is_done_in_memory(many_rows: Path, tmp_path: Path, monkeypatch) -> None:
    from sayso import _cli, _parts

    held: list[int] = []
    add = _parts.Parts.add

    def adding(self, *given):
        add(self, *given)
        gc.collect()
        held.append(tracemalloc.get_traced_memory()[0])

    monkeypatch.setattr(_parts.Parts, "add", adding)
    tracemalloc.start()
    try:
        assert _cli.run(["corpus", str(many_rows), "--out", str(tmp_path / "out"), "--id", "id", "--format", "jsonl",
                         "--part", "20", "--threads", "1", "--quiet"]) == 0
    finally:
        tracemalloc.stop()
    assert len(held) == 30
    assert max(held[20:]) - max(held[5:15]) < 25_000  # bytes, of 300 articles more: a set of their ids is twice that


def test_long_articles_make_small_parts(many_rows: Path, tmp_path: Path, monkeypatch) -> None:
    from sayso import _cli, _cli_corpus, _parts

    sizes: list[int] = []
    add = _parts.Parts.add
    monkeypatch.setattr(_parts.Parts, "add", lambda self, corpus, inputs: (sizes.append(len(corpus)), add(self, corpus, inputs)))
    monkeypatch.setattr(_cli_corpus, "MOST_CHARACTERS", 500 * len("“Vote 1,” said Ann Lee."))
    assert _cli.run(["corpus", str(many_rows), "--out", str(tmp_path / "out"), "--format", "csv", "--quiet"]) == 0
    assert sum(sizes) == 600 and len(sizes) == 2 and max(sizes) < 501


@pytest.mark.thirdparty
def test_parts_are_joined_to_few_row_groups(many_rows: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    from sayso import _cli

    out = tmp_path / "out"
    assert _cli.run(["corpus", str(many_rows), "--out", str(out), "--id", "id", "--part", "100", "--quiet"]) == 0
    with parquet.ParquetFile(out / "quotes.parquet") as file:
        assert file.num_row_groups == 1 and file.metadata.num_rows == 600
    with parquet.ParquetFile(out / "warnings.parquet") as file:  # no rows are a table too
        assert file.metadata.num_rows == 0 and "code" in file.schema_arrow.names


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["corpus", "x"], b"--out"),
        (["corpus", "x", "--out", "o", "--tables", "quotes,words"], b"no table 'words'"),
        (["corpus", "x", "--out", "o", "--part", "0"], b"at least 1"),
        (["corpus", "rows.jsonl", "--out", "o", "--format", "csv", "--text", "body"], b"it has 'text'"),
        (["corpus", "o/in.txt", "--out", "o", "--format", "csv"], b"in the folder that is written"),
        (["corpus", "x", "--out", "o", "--encoding", "klingon"], b"klingon"),
    ],
)
def test_wrong_usage_of_corpus_is_2_and_says_why(tmp_path: Path, arguments: list[str], told: bytes) -> None:
    (tmp_path / "rows.jsonl").write_text('{"text": "x"}\n')
    (tmp_path / "o").mkdir()
    (tmp_path / "o" / "in.txt").write_text("x")
    done = subprocess.run([sys.executable, "-m", "sayso", *arguments], capture_output=True, check=False, cwd=tmp_path,
                          env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)})
    assert done.returncode == 2 and told in done.stderr and b"Traceback" not in done.stderr


def test_a_missing_extra_is_told_at_once(articles: Path, tmp_path: Path, monkeypatch, capsys) -> None:
    from sayso import _cli

    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert _cli.run(["corpus", str(articles), "--out", str(tmp_path / "out")]) == 2
    told = capsys.readouterr().err
    assert "sayso[arrow]" in told and "--format csv" in told and not (tmp_path / "out").exists()


def test_progress_is_for_terminals(articles: Path, tmp_path: Path) -> None:
    pty = pytest.importorskip("pty", reason="no pseudo-terminals here")
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", "import sys, sayso._cli_corpus as c, time\nreal = time.monotonic\n"
         "c.time.monotonic = lambda: real() * 1000\nfrom sayso._cli import run\nsys.exit(run(sys.argv[1:]))",
         "corpus", str(articles), "--out", str(tmp_path / "out"), "--format", "csv"], stderr=theirs)
    os.close(theirs)
    shown = b""
    while chunk := _read_or_end(ours):
        shown += chunk
    assert process.wait() == 1
    assert b"of 11" in shown and b"\r\033[K" in shown and b"11 articles" in shown


def _read_or_end(handle: int) -> bytes:
    try:
        return os.read(handle, 4096)
    except OSError:  # Linux's way to say that the other side has closed
        return b""
