"""No function of the core or the module calls itself, directly or through others; and the deepest stack that calls can need.

Usage: python tests/recursion.py [COMPILER].  GCC writes the calls and the frames (-fcallgraph-info=su).  A call through a pointer
(an allocator, a kernel, a field's cell) is not seen by it: those pointers lead to functions of one file, without a way back.
"""

import re
import subprocess
import sys
import sysconfig
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parent.parent
NODE = re.compile(r'node: \{ title: "([^"]+)" label: "([^"]*)"')
EDGE = re.compile(r'edge: \{ sourcename: "([^"]+)" targetname: "([^"]+)"')
FRAME = re.compile(r"\\n(\d+) bytes \((static|dynamic|dynamic,bounded)\)")
MOST_STACK = 96 * 1024  # bytes, unoptimised; a thread has 128 kB with musl, 512 kB on macOS, 8 MB with glibc
# Those that do, to a depth that no input chooses: a record's field may be a view, which holds no views; a date may be the end
# of the start of another, three deep.
BOUNDED = {"read_record", "read_view", "read_field", "record_dict", "field_plain"}
BOUNDED |= {"field_equal", "fields_equal", "add_field", "add_fields"}
BOUNDED |= {"date_relative", "edge_of"}


def graph(compiler: str) -> tuple[dict[str, set[str]], dict[str, int]]:
    """Who calls whom, and the frame of each in bytes."""
    calls: dict[str, set[str]] = {}
    frames: dict[str, int] = {}
    python = sysconfig.get_path("include")
    with tempfile.TemporaryDirectory() as folder:

        def compile_one(source: Path) -> str:
            out = Path(folder, source.stem)
            command = [compiler, "-std=c11", "-O0", "-Icsrc/core", f"-I{python}", "-DPy_LIMITED_API=0x030B0000"]
            subprocess.run([*command, "-fcallgraph-info=su", "-c", str(source), "-o", f"{out}.o"], check=True, cwd=ROOT)
            return Path(f"{out}.ci").read_text(encoding="utf-8")

        sources = sorted([*ROOT.glob("csrc/core/*.c"), *ROOT.glob("csrc/module/*.c")])
        with ThreadPoolExecutor(2) as pool:
            for text in pool.map(compile_one, [source.relative_to(ROOT) for source in sources]):
                for title, label in NODE.findall(text):
                    frame = FRAME.search(label)
                    if frame:
                        frames[title] = int(frame[1])
                        if frame[2] == "dynamic":
                            sys.exit(f"{title}: its frame has no bound")
                for caller, called in EDGE.findall(text):
                    calls.setdefault(caller, set()).add(called)
    return calls, frames


def deepest(calls: dict[str, set[str]], frames: dict[str, int]) -> tuple[list[list[str]], dict[str, int]]:
    """The cycles, and the deepest stack below each function if a cycle is gone through once."""
    depth: dict[str, int] = {}
    cycles = []
    for start in frames:
        path, waiting = [start], [sorted(calls.get(start, ()))]
        while path and start not in depth:
            if waiting[-1]:
                called = waiting[-1].pop()
                if called in path:
                    cycles.append([*path[path.index(called) :], called])
                elif called in frames and called not in depth:
                    path.append(called)
                    waiting.append(sorted(calls.get(called, ())))
            else:
                waiting.pop()
                name = path.pop()
                depth[name] = frames[name] + max((depth.get(called, 0) for called in calls.get(name, ())), default=0)
    return cycles, depth


def main(arguments: list[str]) -> int:
    """Print what was found; 1 if a function calls itself or the stack is too deep."""
    calls, frames = graph(arguments[0] if arguments else "gcc")
    cycles, depth = deepest(calls, frames)
    cycles = [cycle for cycle in cycles if not {name.rpartition(":")[2] for name in cycle} <= BOUNDED]
    for cycle in cycles:
        print("recursion: " + " -> ".join(cycle))
    name = max(depth, key=depth.__getitem__)
    print(f"{len(frames)} functions, {len(cycles)} cycles of calls; the deepest stack: {depth[name]} bytes, below {name}")
    return bool(cycles) or depth[name] > MOST_STACK


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
