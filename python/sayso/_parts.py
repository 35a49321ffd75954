"""Tables written part by part, so that work cut short can go on without losing or doubling a document.

A part is a folder of files, one for each table, beside the ids of its documents; it takes its name in one step when all
of it is on the disk.  So the folders that have their names are the journal, and there is nothing to get out of step.
At the end the parts become one file for each table, then ``manifest.json`` says that all is done.
"""

import json
import os
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sayso._corpus import Corpus
from sayso._methods import digest
from sayso._tables import missing, whole_file

FORMATS = ("parquet", "csv", "jsonl")
JOURNAL = ".sayso-parts"


class Conflict(ValueError):
    """The folder holds other work, and what to do about it."""


def _sync(path: Path) -> None:
    """Have the disk keep a file or the names in a folder."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def check_format(name: str) -> None:
    """Raise ImportError now, rather than after the first part, if the format needs what is not there."""
    if name == "parquet":
        try:
            import pyarrow  # noqa: F401
        except ImportError as error:
            raise ImportError(f"{missing('PyArrow, which writes Parquet,', 'arrow')}; or use --format csv or jsonl") from error


class Parts:
    """The folder that tables are written to.

    Parameters
    ----------
    out
        The folder; made if need be.
    settings
        All that decides the result; work that was begun with other settings is not gone on with.
    tables
        Names of the tables to write.
    format
        "parquet", "csv" or "jsonl".
    """

    def __init__(self, out: Path, settings: dict[str, Any], tables: Sequence[str], format: str) -> None:
        self.out, self.settings, self.tables, self.format = out, settings, tables, format
        self.journal = out / JOURNAL
        self.manifest = out / "manifest.json"
        self.done: set[str] = set()
        self.number = 0

    def begin(self, overwrite: bool) -> int:
        """Make the folder ready, and see what is done already.

        Returns
        -------
        int
            How many documents an earlier run has finished; their ids are in ``done``.

        Raises
        ------
        Conflict
            The folder holds finished tables, or work with other settings.
        """
        if overwrite:
            shutil.rmtree(self.journal, ignore_errors=True)
            self.manifest.unlink(missing_ok=True)
        if self.manifest.exists():
            raise Conflict(f"{self.out} holds finished tables; --overwrite makes them anew")
        self.journal.mkdir(parents=True, exist_ok=True)
        settings = self.journal / "settings.json"
        if settings.exists():
            before = json.loads(settings.read_text(encoding="utf-8"))
            if before != json.loads(json.dumps(self.settings)):
                changed = sorted(key for key in {*before, *self.settings} if before.get(key) != self.settings.get(key))
                raise Conflict(f"{self.out} holds work begun with other settings ({', '.join(changed)}): go on with those, "
                               "or begin anew with --overwrite")
        else:
            with whole_file(settings) as file:
                json.dump(self.settings, file, indent=1)
        for part in self._parts():
            self.done.update(json.loads((part / "ids.json").read_text(encoding="utf-8")))
            self.number = int(part.name.removeprefix("part-")) + 1
        return len(self.done)

    def _parts(self) -> list[Path]:
        for unfinished in self.journal.glob("*.unfinished"):
            shutil.rmtree(unfinished)
        return sorted(self.journal.glob("part-*"))

    def add(self, corpus: Corpus, inputs: Sequence[str]) -> None:
        """Write a part; it counts once this returns.

        Parameters
        ----------
        inputs
            A hash of what was read of each document, in order.
        """
        folder = self.journal / f"part-{self.number:06}"
        work = folder.with_suffix(".unfinished")
        work.mkdir()
        for name in self.tables:
            getattr(getattr(corpus, name), f"write_{self.format}")(work / f"{name}.{self.format}")
        ids = corpus.documents["doc_id"]
        (work / "ids.json").write_text(json.dumps(ids), encoding="utf-8")
        (work / "figures.json").write_text(json.dumps(_figures(corpus, inputs)), encoding="utf-8")
        for file in work.iterdir():
            _sync(file)
        os.rename(work, folder)
        _sync(self.journal)
        self.done.update(ids)
        self.number += 1

    def finish(self, manifest: dict[str, Any]) -> dict[str, Any]:
        """Make one file for each table, then the manifest, and put the parts away.

        Returns
        -------
        dict
            The manifest with the figures of all parts.
        """
        parts = self._parts()
        total = _added([json.loads((part / "figures.json").read_text(encoding="utf-8")) for part in parts])
        for name in self.tables:
            files = [part / f"{name}.{self.format}" for part in parts]
            _join(files, self.out / f"{name}.{self.format}", self.format, total["inputs"])
        manifest = {**manifest, **total, "settings": self.settings}
        with whole_file(self.manifest) as file:
            json.dump(manifest, file, ensure_ascii=False, indent=1)
            file.write("\n")
        shutil.rmtree(self.journal, ignore_errors=True)
        return manifest


def _figures(corpus: Corpus, inputs: Sequence[str]) -> dict[str, Any]:
    manifest = corpus.manifest()
    kept = {name: manifest[name] for name in ("options", "lexicon", "unreadable", "warnings", "rows")}
    return {**kept, "inputs": list(inputs)}


def _added(figures: list[dict[str, Any]]) -> dict[str, Any]:
    """The figures of all parts; the hash of the inputs does not depend on where the parts were cut."""
    total: dict[str, Any] = {"options": figures[-1]["options"], "lexicon": figures[-1]["lexicon"],
                             "inputs": digest(hash_ for part in figures for hash_ in part["inputs"]),
                             "unreadable": sum(part["unreadable"] for part in figures)}
    for key in ("warnings", "rows"):
        counts: Counter[str] = Counter()
        for part in figures:
            counts.update(part[key])
        total[key] = dict(counts)
    return total


# ---- parts to one file ----


def _join(parts: list[Path], whole: Path, format: str, inputs: str) -> None:
    if format == "parquet":
        _join_parquet(parts, whole, inputs)
        return
    with whole_file(whole) as out:
        for number, part in enumerate(parts):
            with open(part, encoding="utf-8", newline="") as file:
                if format == "csv" and number:
                    file.readline()  # its row of names: none of them holds a line break
                shutil.copyfileobj(file, out)


def _tables_of(parts: list[Path], inputs: str) -> Iterator[Any]:
    """The parts, each with the metadata of the whole."""
    from pyarrow import parquet

    for part in parts:
        table = parquet.read_table(part)
        metadata = dict(table.schema.metadata or {})
        manifest = {**json.loads(metadata.get(b"sayso.manifest", b"{}")), "inputs": inputs}
        yield table.replace_schema_metadata({**metadata, b"sayso.manifest": json.dumps(manifest, ensure_ascii=False).encode()})


def _join_parquet(parts: list[Path], whole: Path, inputs: str) -> None:
    from pyarrow import parquet

    work = whole.with_name(whole.name + ".part")
    writer: Any = None
    try:
        for table in _tables_of(parts, inputs):
            if writer is None:
                writer = parquet.ParquetWriter(work, table.schema)
            writer.write_table(table)
    finally:
        if writer is not None:
            writer.close()
    if writer is not None:
        os.replace(work, whole)
