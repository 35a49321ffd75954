"""Memory becomes flat: each main path repeated until forty rounds in a row keep nothing.

Usage: python tests/leaks.py [PATH ...].  What the heap holds is asked of the allocator (mallinfo2) and of Python (blocks), so
that neither the system's pages nor the collector's timing count.  A block lost in each round is forty in every forty; what
Python's own caches keep (a type's attributes by name, free lists) comes to an end.
"""

import contextlib
import copy
import ctypes
import gc
import io
import json
import os
import pickle
import sys
import tempfile
from pathlib import Path

import sayso
from sayso import _cli, export

TEXT = (
    "RIGA, Latvia (AP) - “We waited too long,” Ana Ruiz, the mayor, said on Dec. 1, 2021. Officials paid €5 million, she "
    "added.\n\nA spokesman declined to comment. \"It is over,\" said Jón Berg, who spoke on condition of anonymity."
)
PARSER = sayso.Parser()
DOCUMENT = PARSER.parse(TEXT)
LINE = DOCUMENT.to_json()
ROUNDS = 2000


class Heap(ctypes.Structure):
    """The allocator's own count, mallinfo2 of glibc 2.33 and later."""

    _fields_ = [
        (name, ctypes.c_size_t)
        for name in "arena ordblks smblks hblks hblkhd usmblks fsmblks uordblks fordblks keepcost".split()
    ]


def heap() -> tuple[int, int]:
    """Bytes that the allocator has given out, and blocks of Python's."""
    gc.collect()
    info = ctypes.CDLL(None).mallinfo2
    info.restype = Heap
    now = info()
    return now.uordblks + now.hblkhd, sys.getallocatedblocks()


def fields() -> None:
    """Every attribute of every record."""
    for kind in "attributions entities mentions dates quantities tokens".split():
        for record in getattr(DOCUMENT, kind):
            for name in type(record).__dict__:
                if not name.startswith("_"):
                    getattr(record, name)


def refused() -> None:
    """What is an error must leave nothing behind either."""
    plain = json.loads(LINE)
    for key, value in (("tokens", 5), ("layout", None), ("text", "short"), ("entities", [{}])):
        with contextlib.suppress(sayso.Error):
            sayso.Document.from_dict({**plain, key: value})
    for call in (lambda: PARSER.parse(None), lambda: PARSER.parse("x", date="soon"), lambda: sayso.Parser(a=1)):
        with contextlib.suppress(TypeError, ValueError):
            call()


def left_open() -> None:
    """A batch that is never read to its end."""
    batch = PARSER.parse_many([TEXT] * 8, threads=2)
    next(batch)


def tables() -> None:
    """Tables, their streams, their rows, and back from a pickle."""
    articles = {"text": [TEXT, None, TEXT], "id": ["a", "b", "c"], "outlet": ["x", None, "z"]}
    corpus = PARSER.corpus(articles, id="id", carry=["outlet"])
    for name in "documents quotes attributions sources mentions entities warnings".split():
        table = getattr(corpus, name)
        table.__arrow_c_stream__()
        list(table)
        pickle.loads(pickle.dumps(table))


def command() -> None:
    """The command line, in this process."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "a.txt").write_text(TEXT, encoding="utf-8")
        out, sys.stdout = sys.stdout, io.StringIO()
        try:
            _cli.run([str(Path(folder, "a.txt"))])
        finally:
            sys.stdout = out


PATHS = {
    "parse": lambda: PARSER.parse(TEXT, date="2021-12-01"),
    "fields": fields,
    "parse_many": lambda: list(PARSER.parse_many([TEXT, None, TEXT], threads=2)),
    "left open": left_open,
    "parser": lambda: sayso.Parser(lexicon=[("Harbour Gazette", "outlet")]).parse(TEXT),
    "to_dict": DOCUMENT.to_dict,
    "from_dict": lambda: sayso.Document.from_dict(json.loads(LINE)),
    "pickle": lambda: pickle.loads(pickle.dumps([DOCUMENT, DOCUMENT.attributions, DOCUMENT.entities[0], PARSER])),
    "copy": lambda: copy.deepcopy([DOCUMENT, *DOCUMENT.attributions]),
    "html": lambda: DOCUMENT.to_html() + DOCUMENT._repr_html_() + repr(DOCUMENT),
    "tables": tables,
    "refused": refused,
    "export": lambda: (export.brat(DOCUMENT), export.conll(DOCUMENT), export.tei(DOCUMENT), export.webanno(DOCUMENT)),
    "command": command,
}


def flat(work) -> tuple[int, int, int]:
    """Rounds until forty of them in a row keep nothing, or ROUNDS; and what the last forty kept, in bytes and blocks."""
    rounds = size = blocks = 0
    while rounds < ROUNDS:
        bytes_before, blocks_before = heap()
        for _ in range(40):
            work()
        rounds += 40
        bytes_after, blocks_after = heap()
        size, blocks = bytes_after - bytes_before, blocks_after - blocks_before
        if size <= 256 and blocks <= 8:
            break
    return rounds, size, blocks


def main(names: list[str]) -> int:
    """One line a path; the number of those that never were flat."""
    growing = 0
    for name in names or PATHS:
        rounds, size, blocks = flat(PATHS[name])
        grows = size > 256 or blocks > 8
        growing += grows
        said = "grows, after" if grows else "flat after"
        print(f"{name:12} {said} {rounds} rounds; the last 40 kept {size} bytes, {blocks} blocks")
    return growing


if __name__ == "__main__":
    if os.environ.get("MALLOC_ARENA_MAX") != "1":  # mallinfo2 tells of one arena
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, "MALLOC_ARENA_MAX": "1"})
    sys.exit(main(sys.argv[1:]))
