"""Tables written part by part, so that work cut short can go on without losing or doubling a document.

A part is a folder of files, one for each table, beside the ids of its documents; it takes its name in one step when all
of it is on the disk.  So the folders that have their names are the journal, and there is nothing to get out of step.
At the end the parts become one file for each table, then ``manifest.json`` says that all is done.
"""

import json
import marshal
import os
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from sayso._core import Table, _table_restore
from sayso._corpus import Corpus
from sayso._ids import Ids
from sayso._methods import digest
from sayso._tables import missing, whole_file

FORMATS = ("parquet", "csv", "jsonl")
JOURNAL = ".sayso-parts"
GROUP_BYTES = 8 * 1024 * 1024  # of the parts that become one row group of a joined Parquet file, as Arrow holds them


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
        self.ids: Ids
        self.count = 0  # of documents done
        self.number = 0

    def begin(self, overwrite: bool) -> int:
        """Make the folder ready, and see what is done already.

        Returns
        -------
        int
            How many documents an earlier run has finished; their ids are in ``ids``.

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
        self.ids = Ids(self.journal / "ids.sqlite")
        for part in self._parts():
            ids = _read(part / "ids.json")
            self.ids.add(ids, earlier=True)
            self.count += len(ids)
            self.number = int(part.name.removeprefix("part-")) + 1
        for kept in sorted(self.journal.glob("kept-*")):
            self._write_kept(kept)
        return self.count

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
        tables = {name: getattr(corpus, name) for name in self.tables}
        self._put(tables, corpus.documents["doc_id"], inputs, _figures(corpus))

    def keep(self, number: int, corpus: Corpus, inputs: Sequence[str]) -> None:
        """Keep a part as it is in memory, for the next run to write: after Ctrl-C nobody waits for its files.

        Parameters
        ----------
        number
            That of the part; if it is on the disk by now, there is nothing to do.
        """
        if self._folder(number).exists():
            return
        tables = {name: getattr(corpus, name).__reduce__()[1] for name in self.tables}
        ids = corpus.documents["doc_id"]
        file = self.journal / f"kept-{number:06}"
        new = self.journal / "new-kept"
        new.write_bytes(marshal.dumps((tables, ids, list(inputs), _figures(corpus))))
        _sync(new)
        os.replace(new, file)
        self.count += len(ids)

    def _write_kept(self, file: Path) -> None:
        """Write what an interrupted run has kept."""
        if int(file.name.removeprefix("kept-")) == self.number:  # else it is a part already
            tables, ids, inputs, figures = marshal.loads(file.read_bytes())
            self.ids.add(ids, earlier=True)
            self._put({name: _table_restore(*given) for name, given in tables.items()}, ids, inputs, figures)
        file.unlink()

    def _folder(self, number: int) -> Path:
        return self.journal / f"part-{number:06}"

    def _put(self, tables: dict[str, Table], ids: list[Any], inputs: Sequence[str], figures: dict[str, Any]) -> None:
        folder = self._folder(self.number)
        work = folder.with_suffix(".unfinished")
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir()
        for name, table in tables.items():
            getattr(table, f"write_{self.format}")(work / f"{name}.{self.format}")
        (work / "ids.json").write_text(json.dumps(ids), encoding="utf-8")
        (work / "inputs.json").write_text(json.dumps(inputs), encoding="utf-8")
        (work / "figures.json").write_text(json.dumps(figures), encoding="utf-8")
        for file in work.iterdir():
            _sync(file)
        os.rename(work, folder)
        _sync(self.journal)
        self.count += len(ids)
        self.number += 1

    def finish(self, manifest: dict[str, Any]) -> dict[str, Any]:
        """Make one file for each table, then the manifest, and put the parts away.

        Returns
        -------
        dict
            The manifest with the figures of all parts.
        """
        parts = self._parts()
        total = _added(parts)
        for name in self.tables:
            files = [part / f"{name}.{self.format}" for part in parts]
            _join(files, self.out / f"{name}.{self.format}", self.format, total["inputs"])
        manifest = {**manifest, **total, "settings": self.settings}
        with whole_file(self.manifest) as file:
            json.dump(manifest, file, ensure_ascii=False, indent=1)
            file.write("\n")
        self.ids.close()
        shutil.rmtree(self.journal, ignore_errors=True)
        return manifest


def _read(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))


def _figures(corpus: Corpus) -> dict[str, Any]:
    manifest = corpus.manifest()
    return {name: manifest[name] for name in ("options", "lexicon", "unreadable", "warnings", "rows")}


def _added(parts: list[Path]) -> dict[str, Any]:
    """The figures of all parts; the hash of the inputs does not depend on where the parts were cut."""
    last = _read(parts[-1] / "figures.json")
    counts: dict[str, Counter[str]] = {"warnings": Counter(), "rows": Counter()}
    unreadable = 0
    for part in parts:
        figures = _read(part / "figures.json")
        unreadable += figures["unreadable"]
        for key, counter in counts.items():
            counter.update(figures[key])
    inputs = digest(hash_ for part in parts for hash_ in _read(part / "inputs.json"))
    return {"options": last["options"], "lexicon": last["lexicon"], "inputs": inputs, "unreadable": unreadable,
            **{key: dict(counter) for key, counter in counts.items()}}


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


def _pieces(parts: list[Path]) -> Iterator[Any]:
    """The row groups of Parquet files."""
    from pyarrow import parquet

    for part in parts:
        with parquet.ParquetFile(part) as file:
            for number in range(file.num_row_groups):
                yield file.read_row_group(number, use_threads=False)
            if not file.num_row_groups:
                yield file.schema_arrow.empty_table()


def _groups(parts: list[Path]) -> Iterator[Any]:
    """Small row groups put together: what a file tells of each is in memory until it is whole."""
    from pyarrow import concat_tables

    together: list[Any] = []
    size = 0
    for piece in _pieces(parts):
        together.append(piece)
        size += piece.nbytes
        if size >= GROUP_BYTES:
            yield concat_tables(together)
            together, size = [], 0
    if together:
        yield concat_tables(together)


def _whole_schema(part: Path, inputs: str) -> Any:
    """The schema of a part, with the metadata of the whole."""
    from pyarrow import parquet

    schema = parquet.read_schema(part)
    metadata = dict(schema.metadata or {})
    manifest = {**json.loads(metadata.get(b"sayso.manifest", b"{}")), "inputs": inputs}
    return schema.with_metadata({**metadata, b"sayso.manifest": json.dumps(manifest, ensure_ascii=False).encode()})


def _join_parquet(parts: list[Path], whole: Path, inputs: str) -> None:
    from pyarrow import parquet

    work = whole.with_name(whole.name + ".part")
    with parquet.ParquetWriter(work, _whole_schema(parts[0], inputs)) as writer:
        for table in _groups(parts):
            writer.write_table(table, row_group_size=max(len(table), 1))
    os.replace(work, whole)
