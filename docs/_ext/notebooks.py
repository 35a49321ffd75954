"""The notebooks of tests/notebooks, run, as pages of the site."""

import base64
from pathlib import Path
from typing import Any

import nbclient
import nbformat

NOTEBOOKS = Path(__file__).parent.parent.parent / "tests" / "notebooks"


def _printed(text: str) -> str:
    return f"``````{{code-block}} text\n:class: output\n\n{text.rstrip()}\n``````"


def _output(output: Any, name: str, images: dict[str, bytes]) -> str:
    """One output of a cell as Markdown; pictures are kept aside."""
    if output.output_type == "stream":
        return _printed(output.text)
    data = output.get("data", {})
    if "text/html" in data:
        return f"``````{{raw}} html\n{data['text/html']}\n``````"
    if "image/png" in data:
        image = f"{name}-{len(images)}.png"
        images[image] = base64.b64decode(data["image/png"])
        return f"![plot]({image})"
    return _printed(data["text/plain"])


def page(path: Path, images: dict[str, bytes]) -> str:
    """A notebook, run from top to bottom, as Markdown; fills in its pictures."""
    book = nbformat.read(path, as_version=4)
    nbclient.NotebookClient(book, timeout=120, resources={"metadata": {"path": str(path.parent)}}).execute()
    parts = []
    for cell in book.cells:
        if cell.cell_type == "markdown":
            parts.append(cell.source)
        else:
            parts.append(f"```python\n{cell.source}\n```")
            parts += [_output(output, path.stem, images) for output in cell.outputs]
    return "\n\n".join(parts) + "\n"


def write(app: Any) -> None:
    folder = Path(app.srcdir) / "notebooks"
    folder.mkdir(exist_ok=True)
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        images: dict[str, bytes] = {}
        (folder / f"{path.stem}.md").write_text(page(path, images), encoding="utf-8")
        for name, content in images.items():
            (folder / name).write_bytes(content)


def setup(app: Any) -> dict[str, bool]:
    app.connect("builder-inited", write)
    return {"parallel_read_safe": True}
