"""What sayso must do where it was just installed, with nothing but the standard library: `smoke.py`, used by everything that
tries a wheel (make release, test_wheel.py, cibuildwheel)."""

import pickle
import subprocess
import sys
from importlib.metadata import entry_points, files
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import golden  # noqa: E402  (beside this file)
import sayso  # noqa: E402


def check_installed() -> None:
    """It is the installed one, with its command, its entry point and its licences."""
    root = Path(__file__).resolve().parents[2]
    assert root not in Path(sayso.__file__).resolve().parents, f"{sayso.__file__} is not the installed one"
    assert entry_points(group="spacy_factories")["sayso"].value == "sayso.spacy:make"
    names = [str(path) for path in files("sayso") or ()]
    assert any(name.endswith("licenses/NOTICE") for name in names)
    demo = subprocess.run([sys.executable, "-m", "sayso", "--demo"], check=True, capture_output=True).stdout
    assert b"Ingrid Solheim" in demo


def check_reading() -> None:
    """One text, several, and there and back."""
    document = sayso.parse('RIGA (AP) - "Enough," said Zoë Lee, the mayor. "We vote today."', date="2026-09-18")
    (quote,) = document.quotes
    assert quote.speaker is not None and quote.speaker.name == "Zoë Lee" and quote.kind == "direct", quote
    assert all(document.text[s.start:s.end] == s.text for s in quote.content)
    assert pickle.loads(pickle.dumps(document)) == document == sayso.Document.from_dict(document.to_dict())
    assert [d.text for d in sayso.parse_many(["a", "b", "c"], threads=2)] == ["a", "b", "c"]
    assert len(sayso.corpus([document.text] * 3).quotes) == 3


def check_results() -> None:
    """They are those of the golden file."""
    lines = golden.differences()
    assert not lines, "\n".join(lines)


if __name__ == "__main__":
    check_installed(), check_reading(), check_results()
    info = sayso.build_info()
    number = len(golden.read()[1])
    print(f"fine: {sys.version.split()[0]}, {info['instruction_set']}, {info['compiler']}, {number} texts as in golden.tsv")
