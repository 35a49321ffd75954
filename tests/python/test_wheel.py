"""The wheel: built from the sdist, small, alone with libc, and working in an empty environment of each Python."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
CHECK = """
from importlib.metadata import entry_points
import sayso
assert entry_points(group="spacy_factories")["sayso"].value == "sayso.spacy:make"
document = sayso.parse('RIGA (AP) - "Enough," said Zo\\u00eb Lee, the mayor. "We vote today."')
quote, = document.quotes
assert quote.speaker.name == "Zo\\u00eb Lee" and quote.kind == "direct", quote
assert [d.text for d in sayso.parse_many(["a", "b"], threads=2)] == ["a", "b"]
print("fine")
"""

pytestmark = pytest.mark.thirdparty


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel made from the sdist."""
    out = tmp_path_factory.mktemp("dist")
    subprocess.run([sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(ROOT)], check=True,
                   capture_output=True)
    assert len(list(out.glob("*.tar.gz"))) == 1
    return next(out.glob("*.whl"))


def pythons() -> list[str]:
    """Interpreters on this machine, 3.11 and later, one a version."""
    found = {}
    for minor in range(11, 15):
        places = [shutil.which(f"python3.{minor}"), *sorted(Path.home().glob(f".pyenv/versions/3.{minor}.*/bin/python"))]
        for place in filter(None, places):
            code = f"import sys, venv, ensurepip; sys.exit(sys.version_info[:2] != (3, {minor}))"
            done = subprocess.run([str(place), "-c", code], capture_output=True, check=False)
            if done.returncode == 0:
                found.setdefault(minor, str(place))
    return list(found.values())


def test_it_is_small_and_for_every_python(wheel: Path) -> None:
    assert "cp311-abi3" in wheel.name
    assert wheel.stat().st_size < 10_000_000
    names = zipfile.ZipFile(wheel).namelist()
    assert "sayso/data/english.sayso" in names and "sayso/py.typed" in names and "sayso/_core.pyi" in names
    assert any(name.endswith("licenses/NOTICE") for name in names)
    for shared in ("man/man1/sayso.1", "bash-completion/completions/sayso.bash", "zsh/site-functions/_sayso"):
        assert any(name.endswith(f"data/share/{shared}") for name in names), shared
    assert not [name for name in names if name.startswith(("tests", "csrc", "training"))]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="readelf reads ELF files")
def test_it_needs_libc_alone(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    library = next((tmp_path / "sayso").glob("_core*.so"))
    out = subprocess.run(["readelf", "-d", str(library)], check=True, capture_output=True, text=True).stdout
    needed = {line.split("[")[1].rstrip("]") for line in out.splitlines() if "(NEEDED)" in line}
    assert needed <= {"libc.so.6", "libm.so.6", "libpthread.so.0", "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1"}


@pytest.mark.parametrize("python", pythons() or [sys.executable])
def test_it_works_in_an_empty_environment(wheel: Path, tmp_path: Path, python: str) -> None:
    env = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "PYTHONHOME", "LD_PRELOAD")}
    subprocess.run([python, "-m", "venv", str(tmp_path / "env")], check=True, capture_output=True, env=env)
    inside = str(tmp_path / "env" / "bin" / "python")
    subprocess.run([inside, "-m", "pip", "install", "-q", "--no-index", "--no-deps", str(wheel)], check=True,
                   capture_output=True, env=env)
    done = subprocess.run([inside, "-c", CHECK], check=False, capture_output=True, text=True, cwd=tmp_path, env=env)
    assert done.stdout == "fine\n", done.stderr
    demo = subprocess.run([str(tmp_path / "env" / "bin" / "sayso"), "--demo"], check=True, capture_output=True, cwd=tmp_path,
                          env=env)
    assert b"Ingrid Solheim" in demo.stdout


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
