"""From the start of the interpreter to the first result: warm, and cold, with none of the files in memory.

Cold means that the system was told to forget the package's files (posix_fadvise), not the interpreter's own.
"""

import os
import pathlib
import statistics
import subprocess
import sys

CODE = """
import time
began = time.perf_counter()
import sayso
imported = time.perf_counter()
document = sayso.parse('"We go," said Ana Ruiz, the mayor.')
assert document.quotes[0].speaker.name == "Ana Ruiz"
print(imported - began, time.perf_counter() - began)
"""


def forget() -> None:
    """Have the system forget the files of the package; what other processes map stays."""
    import sayso

    for path in pathlib.Path(sayso.__file__).parent.rglob("*"):
        if path.is_file() and path.suffix in (".py", ".pyc", ".so", ".sayso"):
            handle = os.open(path, os.O_RDONLY)
            os.fsync(handle)
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
            os.close(handle)


def _once() -> tuple[float, float]:
    """Milliseconds to the end of the import, and to the first result."""
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    imported, first = map(float, done.stdout.split())
    return imported * 1000, first * 1000


def report(runs: int) -> None:
    """Print a table: medians, and the slowest."""
    _once()
    warm = [_once() for _ in range(runs)]
    cold = []
    for _ in range(runs):
        forget()
        cold.append(_once())
    print(f"{'ms':8}{'import':>8}{'first result':>14}{'slowest':>9}")
    for name, rows in (("warm", warm), ("cold", cold)):
        imported, first = (statistics.median(row[k] for row in rows) for k in (0, 1))
        print(f"{name:8}{imported:8.1f}{first:14.1f}{max(row[1] for row in rows):9.1f}")
