"""Results are the same with each instruction set, with the learned weights in the model."""

import pathlib
import subprocess
import sys

import pytest

import sayso

ROOT = pathlib.Path(__file__).parent.parent.parent
SETS = ("scalar", "avx2", "avx512-vnni", "neon")
TEXTS = (
    'The harbour master said the ferry would not sail. "We will see," said Anna Berzina, a spokeswoman.',
    'RIGA, Latvia - The mayor denied that he had known. "Nobody was told," he told reporters on Tuesday.',
    "Café owners “want ‘quiet’”, they said; according to two officials, costs could double.\n\n" * 40,
    "",
)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """Our model with the weights that are checked in."""
    path: pathlib.Path = tmp_path_factory.mktemp("model") / "weights.sayso"
    path.write_bytes((ROOT / "python/sayso/data/english.sayso").read_bytes())
    pack, weights = ROOT / "python/training/lexicon/pack.py", ROOT / "python/training/encoder.section"
    subprocess.run([sys.executable, str(pack), str(path), "--weights", str(weights)], check=True)
    return path


def parsers(model: pathlib.Path) -> dict[str, sayso.Parser]:
    """A parser for each set that this machine has."""
    found = {}
    for name in SETS:
        try:
            found[name] = sayso.Parser(model=model, instruction_set=name)  # type: ignore[arg-type]
        except ValueError as error:
            assert "instruction set" in str(error)
    return found


def test_sets_agree(model: pathlib.Path) -> None:
    found = parsers(model)
    assert "scalar" in found and sayso.build_info()["instruction_set"] in found
    for text in TEXTS:
        documents = {name: parser.parse(text, date="2021-12-01").to_dict() for name, parser in found.items()}
        assert all(document == documents["scalar"] for document in documents.values())


def test_confidence_is_a_probability_of_its_own(model: pathlib.Path) -> None:
    text = 'The mayor said on Monday that nothing had been decided. "It is too early," said Anna Berzina.'
    found = sayso.Parser(model=model).parse(text).attributions
    assert len(found) == 2
    assert all(0.5 < a.confidence < 1 for a in found)
    assert found[0].confidence != found[1].confidence


def test_what_is_no_set() -> None:
    with pytest.raises(ValueError, match="avx2"):
        sayso.Parser(instruction_set="mmx")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        sayso.Parser(instruction_set=3)  # type: ignore[arg-type]
    assert sayso.Parser(instruction_set="auto").parse("Ann Lee said so.") == sayso.parse("Ann Lee said so.")
    assert "instruction_set='scalar'" in repr(sayso.Parser(instruction_set="scalar"))
