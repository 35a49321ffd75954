"""Every notebook runs from top to bottom; their asserts look at what they show."""

from pathlib import Path

import pytest

pytestmark = pytest.mark.thirdparty

NOTEBOOKS = sorted((Path(__file__).parent.parent / "notebooks").glob("*.ipynb"))


def test_there_are_notebooks():
    assert {path.stem for path in NOTEBOOKS} == {"one_article", "newspaper_audit", "joining_in_duckdb"}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs(path):
    nbformat, nbclient = pytest.importorskip("nbformat"), pytest.importorskip("nbclient")
    book = nbformat.read(path, as_version=4)
    assert all(not cell.outputs for cell in book.cells if cell.cell_type == "code"), "notebooks are kept without outputs"
    nbclient.NotebookClient(book, timeout=120, resources={"metadata": {"path": str(path.parent)}}).execute()
    shown = [output for cell in book.cells if cell.cell_type == "code" for output in cell.outputs]
    assert not any(output.get("name") == "stderr" for output in shown), [o.text for o in shown if o.get("name") == "stderr"]
