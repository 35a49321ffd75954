"""The wheel: built from the sdist, small, alone with libc, and working in an empty environment of each Python."""

import os
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from scripts import load

ROOT = Path(__file__).parent.parent.parent
RELEASE = ROOT / "tests" / "release"

pytestmark = pytest.mark.thirdparty


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel made from the sdist."""
    out = tmp_path_factory.mktemp("dist")
    subprocess.run([sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(ROOT)], check=True,
                   capture_output=True)
    assert len(list(out.glob("*.tar.gz"))) == 1
    return next(out.glob("*.whl"))


TRY, CHECK = load("release/try_wheel.py"), load("release/check.py")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="readelf reads ELF files")
def test_it_is_what_it_must_be(wheel: Path) -> None:
    """Files, size, symbols, libraries, licences: tests/release/check.py, which a release must pass too."""
    assert CHECK.problems(wheel) == []


def test_what_is_wrong_is_named(wheel: Path, tmp_path: Path) -> None:
    """The check fails where it should."""
    with zipfile.ZipFile(wheel) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    entries["sayso/__init__.py"] += b"# changed"
    entries["tests/stray.py"] = b""
    del entries["sayso/py.typed"]
    bad = tmp_path / wheel.name.replace("abi3", "cp311")
    with zipfile.ZipFile(bad, "w") as archive:
        for name, data in entries.items():
            if not name.endswith("RECORD"):
                archive.writestr(name, data)
        record = next(name for name in entries if name.endswith("RECORD"))
        archive.writestr(record, b"\n".join(line for line in entries[record].splitlines() if b"py.typed" not in line))
    told = " ".join(CHECK.problems(bad))
    for fault in ("sayso/__init__.py is not what RECORD says", "RECORD does not list", "py.typed is missing",
                  "tests/stray.py does not belong", "not a wheel for every Python"):
        assert fault in told


@pytest.mark.parametrize("python", TRY.pythons())
def test_it_works_in_an_empty_environment(wheel: Path, tmp_path: Path, python: str) -> None:
    """smoke.py: the installed one reads, and finds what the golden file has."""
    assert TRY.try_in(python, wheel, tmp_path / "env").startswith("fine: 3.")


def test_an_sdist_is_packed_the_same_twice(tmp_path: Path) -> None:
    pack, packed = load("release/pack_sdist.py"), []
    for turn in (1, 2):
        folder, path = tmp_path / str(turn) / "one-1.0", tmp_path / f"{turn}.tar.gz"
        folder.mkdir(parents=True)
        for name in ("b.txt", "a.txt") if turn == 1 else ("a.txt", "b.txt"):
            (folder / name).write_text(name)
            os.utime(folder / name, (turn * 1e8, turn * 1e8))
        with tarfile.open(path, "w:gz") as archive:
            archive.add(folder, "one-1.0")
        pack.main(path)
        packed.append(path.read_bytes())
        with tarfile.open(path) as archive:
            assert archive.getnames() == ["one-1.0", "one-1.0/a.txt", "one-1.0/b.txt"]
    assert packed[0] == packed[1]


def test_a_newcomer_gets_to_a_table_and_a_plot(wheel: Path, tmp_path: Path) -> None:
    """The first lines of the docs, as they stand there, with the wheel that pip installed."""
    pytest.importorskip("pandas"), pytest.importorskip("matplotlib")
    target = tmp_path / "installed"
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", "--no-index", "--no-deps", "--target", str(target), str(wheel)],
                   check=True, capture_output=True)
    page = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    table, plot = re.findall(r"^```python\n(.*?)^```", page, re.DOTALL | re.MULTILINE)[:2]
    lines = table.splitlines()
    assert len(lines) == 3 and len(plot.splitlines()) == 1
    script = "\n".join([*lines[:2], f"frame = {lines[2]}", "print(list(frame['speaker']), list(frame['kind']))",
                        f"axes = {plot.strip()}", "print([label.get_text() for label in axes.get_yticklabels()])",
                        "print(sayso.__file__)"])
    env = {**os.environ, "PYTHONPATH": str(target), "MPLBACKEND": "Agg"}
    done = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True, text=True, cwd=tmp_path, env=env)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["['Ana Ruiz', 'Ana Ruiz'] ['direct', 'indirect']", "['Ana Ruiz']",
                                        str(target / "sayso" / "__init__.py")]
