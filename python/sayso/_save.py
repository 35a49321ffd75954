"""Many documents into a folder."""

import os
from collections.abc import Iterable

from sayso import export
from sayso._brat import text_file
from sayso._core import Document
from sayso._tables import whole_file

_TAKEN = {"conll": (".conll", export.conll), "tei": (".xml", export.tei), "webanno": (".tsv", export.webanno)}


def _file_name(document: Document, number: int, taken: set[str]) -> str:
    """A name that every file system takes, from the id; another if it was had already."""
    given = "" if document.id is None else str(document.id)
    bare = "".join(char if char.isalnum() or char in "-_." else "_" for char in given).strip("._")[-100:] or f"{number:06}"
    name, again = bare, 1
    while name.lower() in taken:
        again += 1
        name = f"{bare}_{again}"
    taken.add(name.lower())
    return name


def _put(path: str, text: str) -> str:
    with whole_file(path) as file:
        file.write(text)
    return path


def write(documents: Iterable[Document], folder: str, format: str) -> list[str]:
    """Write them; see ``sayso.export.save``."""
    os.makedirs(folder, exist_ok=True)
    if format == "jsonl":
        path = os.path.join(folder, "documents.jsonl")
        export.write_jsonl(documents, path)
        return [path]
    if format == "label-studio":
        import json

        path = os.path.join(folder, "tasks.json")
        with whole_file(path) as file:  # one by one, so that a million of them need no room
            file.write("[")
            for number, document in enumerate(documents):
                file.write(("," if number else "") + "\n" + json.dumps(export.label_studio(document), ensure_ascii=False))
            file.write("\n]\n")
        return [path, _put(os.path.join(folder, "labels.xml"), export.label_studio_configuration())]
    taken: set[str] = set()
    paths = []
    for number, document in enumerate(documents):
        place = os.path.join(folder, _file_name(document, number, taken))
        if format == "brat":
            paths += [_put(place + ".txt", text_file(document.text)), _put(place + ".ann", export.brat(document))]
        else:
            suffix, make = _TAKEN[format]
            paths.append(_put(place + suffix, make(document)))
    if format == "brat":
        paths.append(_put(os.path.join(folder, "annotation.conf"), export.brat_configuration()))
    return paths
