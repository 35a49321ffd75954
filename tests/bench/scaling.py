"""How much faster two threads are than one: documents iterated over, and tables made.

Runs take turns, each in a process of its own that may use two cores.  Told are the median of each, the spread ((max-min)/median),
and how much more processor time two threads take than one: that counts where other work on the machine spoils the clock.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile

CODE = """
import json, os, sys, time
import sayso
way, threads, path = sys.argv[1], int(sys.argv[2]), sys.argv[3]
texts = [json.loads(line)["text"] for line in open(path, encoding="utf-8")]
texts *= max(1, 2_000_000 // sum(len(text.split()) for text in texts))
def run(texts):
    if way == "tables":
        return len(sayso.corpus(texts, threads=threads).attributions)
    return sum(len(document.attributions) for document in sayso.parse_many(texts, threads=threads))
run(texts[:20])
wall, own = time.perf_counter(), time.process_time()
run(texts)
print(json.dumps([sum(len(text.split()) for text in texts), time.perf_counter() - wall, time.process_time() - own]))
"""


def _once(way: str, threads: int, path: str) -> tuple[float, float]:
    """Words a second, and microseconds of processor a word."""
    done = subprocess.run([sys.executable, "-c", CODE, way, str(threads), path], capture_output=True, text=True, check=True)
    words, wall, own = json.loads(done.stdout)
    return words / wall, own / words * 1e6


def _spread(values: list[float]) -> float:
    return (max(values) - min(values)) / statistics.median(values)


def report(texts: list[str], runs: int) -> None:
    """Print a table."""
    if len(os.sched_getaffinity(0)) < 2:
        sys.exit("this process may use one core only")
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps({"text": text}) + "\n" for text in texts)
        file.flush()
        got: dict[tuple[str, int], list[tuple[float, float]]] = {}
        for _ in range(runs):
            for way in ("documents", "tables"):
                for threads in (1, 2):
                    got.setdefault((way, threads), []).append(_once(way, threads, file.name))
    print(f"{'':12}{'1 thread, w/s':>15}{'spread':>8}{'2 threads':>12}{'spread':>8}{'times':>7}{'processor time':>16}")
    for way in ("documents", "tables"):
        one, two = ([speed for speed, _ in got[way, threads]] for threads in (1, 2))
        own = [statistics.median(used for _, used in got[way, threads]) for threads in (1, 2)]
        times = statistics.median(two) / statistics.median(one)
        print(f"{way:12}{statistics.median(one):15,.0f}{_spread(one):8.0%}{statistics.median(two):12,.0f}{_spread(two):8.0%}"
              f"{times:7.2f}{own[1] / own[0]:15.2f}x")
