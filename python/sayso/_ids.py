"""Which documents are done, kept on the disk: memory does not grow with their number."""

import sqlite3
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path


def _hash(id: str) -> bytes:
    """128 bits: no two ids of any corpus share them."""
    return blake2b(id.encode("utf-8", "surrogatepass"), digest_size=16).digest()


class Ids:
    """Ids of documents; those that an earlier run has finished are ``in`` it.

    Parameters
    ----------
    path
        A file that only this object needs; made anew.
    """

    def __init__(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        self._base = sqlite3.connect(f"{path.absolute().as_uri()}?nolock=1", uri=True, isolation_level=None)
        # nobody else reads it, and what it holds can be had from the parts: no journal, no waiting for the disk
        for setting in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-4000", "temp_store=FILE"):
            self._base.execute(f"PRAGMA {setting}")
        self._base.execute("CREATE TABLE ids (hash BLOB PRIMARY KEY, earlier INTEGER NOT NULL) WITHOUT ROWID")

    def __contains__(self, id: object) -> bool:
        found = self._base.execute("SELECT earlier FROM ids WHERE hash = ?", (_hash(str(id)),)).fetchone()
        return found is not None and bool(found[0])

    def add(self, ids: Iterable[str], *, earlier: bool = False) -> None:
        """Take in ids, of an earlier run or of this one.

        Raises
        ------
        ValueError
            One of them is there already.
        """
        self._base.execute("BEGIN")
        for id_ in ids:
            try:
                self._base.execute("INSERT INTO ids VALUES (?, ?)", (_hash(id_), earlier))
            except sqlite3.IntegrityError:
                raise ValueError(f"the id {id_!r} occurs twice") from None
        self._base.execute("COMMIT")

    def close(self) -> None:
        """Let the file go."""
        self._base.close()
