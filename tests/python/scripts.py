"""Scripts of tests/bench, tests/release and ../shared as modules."""

import importlib.util
from pathlib import Path
from types import ModuleType

TESTS = Path(__file__).resolve().parents[1]


def load(path: str | Path) -> ModuleType:
    """The script at a path, which may be below tests: "bench/coded.py"."""
    path = TESTS / path
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
