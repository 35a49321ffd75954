"""Speed, start-up and memory of sayso beside its peers, in one run on one core. Printed as a table.

    bench.py [--texts FILE.jsonl[.gz]] [--runs 5] [--only NAME ...] [--json] [--stages | --threads | --start]

Without --texts: PolNeAR's dev articles where ../shared is at hand, else the packaged sample article with its
paragraphs shuffled. Each contender runs in a process of its own, one core, one thread, contenders in turn so
that a slow minute of the machine hits all of them; the median of the runs counts, the spread is (max-min)/median.
`sayso` uses the best instruction set of the machine (that is, AVX-512 VNNI where the table is to show it), `sayso-avx2`
is told to use AVX2.  With --stages, instead: the share of each stage in a parse, with both (needs cc and the core's
libraries).  With --threads: how much faster two threads are than one (scaling.py), --start: import to first result, cold
and warm (start.py).
"""

import argparse
import gzip
import json
import os
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile

import scaling
import start

HERE = pathlib.Path(__file__).parent
SHARED = HERE.parent.parent.parent / "shared" / "data" / "quotes-polnear-dev.jsonl.gz"
SAMPLE = HERE.parent.parent / "python" / "sayso" / "data" / "article.txt"


def read_texts(path: str | None) -> list[str]:
    """The texts to run over."""
    if path or SHARED.exists():
        source = path or str(SHARED)
        with (gzip.open if source.endswith(".gz") else open)(source, "rt", encoding="utf-8") as lines:
            return [json.loads(line)["text"] for line in lines if line.strip()]
    draw = random.Random(1)
    paragraphs = SAMPLE.read_text(encoding="utf-8").split("\n\n")
    return ["\n\n".join(draw.sample(paragraphs, len(paragraphs))) for _ in range(84)]


def run_once(name: str, texts: str) -> dict[str, float]:
    """One process of one contender; this machine's BLAS settings slow numpy, so they are left out."""
    env = {k: v for k, v in os.environ.items() if not k.startswith("OPENBLAS_")}
    env |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    out = subprocess.run([sys.executable, str(HERE / "contender.py"), name, texts], env=env, check=True,
                         capture_output=True, text=True)
    return dict(json.loads(out.stdout.splitlines()[-1]))


def summarise(rows: list[dict[str, float]]) -> dict[str, float]:
    """Medians of the runs, and the spread of the speed."""
    result = {key: statistics.median(row[key] for row in rows) for key in rows[0]}
    speeds = [row["words_per_s"] for row in rows]
    result["spread"] = (max(speeds) - min(speeds)) / result["words_per_s"]
    return result


def stage_shares(texts: list[str]) -> dict[str, dict[str, float]]:
    """Share of the time of a parse that each stage takes, by instruction set, in the order of the stages.

    Raises
    ------
    subprocess.CalledProcessError
        If the core does not compile here.
    """
    core, sets = HERE.parent.parent / "csrc" / "core", {"best": "0", "avx2": "2"}
    with tempfile.TemporaryDirectory() as room:
        folder = pathlib.Path(room)
        run = ["cc", "-std=c11", "-O2", "-I", str(core)]
        hooked = [*run, "-finstrument-functions", "-c", str(core / "parse.c"), "-o", str(folder / "parse.o")]
        subprocess.run(hooked, check=True)
        found = subprocess.run(["pkg-config", "--libs", "libpcre2-8", "libutf8proc"], check=True, capture_output=True, text=True)
        rest = sorted(str(path) for path in core.glob("*.c") if path.name != "parse.c")
        program = folder / "stages"
        subprocess.run([*run, str(HERE / "stages.c"), str(folder / "parse.o"), *rest, "-o", str(program),
                        *found.stdout.split(), "-lpthread", "-lm"], check=True)
        symbols = subprocess.run(["nm", str(program)], check=True, capture_output=True, text=True).stdout
        at = {name: int(address, 16) for address, _, name in (line.split() for line in symbols.splitlines() if line[0] != " ")}
        name_of = {address - at["main"]: name for name, address in at.items() if name.startswith("run_")}
        (folder / "texts").write_bytes(b"".join(text.encode("utf-8", "replace").replace(b"\0", b" ") + b"\0" for text in texts))
        shares: dict[str, dict[str, float]] = {}
        for name, number in sets.items():
            out = subprocess.run([str(program), str(SAMPLE.parent / "english.sayso"), str(folder / "texts"), number],
                                 capture_output=True, text=True)
            rows = [line.split() for line in out.stdout.splitlines()]
            stages = ((name_of.get(int(place), ""), float(share)) for place, share in rows)
            shares[name] = {stage[4:]: share for stage, share in stages if stage and stage != "run_stages"}
    return {name: row for name, row in shares.items() if row}  # without the sets that this machine lacks


def print_stages(texts: list[str]) -> None:
    """The shares as a table, stage by stage."""
    shares = stage_shares(texts)
    print(f"{'share of a parse':18}" + "".join(f"{name:>8}" for name in shares))
    for stage in next(iter(shares.values())):
        print(f"{stage:18}" + "".join(f"{row.get(stage, 0):8.1%}" for row in shares.values()))


def main() -> None:
    """Run all contenders in turn and print the table."""
    from contender import CONTENDERS

    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--texts")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", nargs="*", choices=list(CONTENDERS), default=list(CONTENDERS))
    parser.add_argument("--json", action="store_true")
    for name in ("stages", "threads", "start"):
        parser.add_argument(f"--{name}", action="store_true")
    args = parser.parse_args()
    texts = read_texts(args.texts)
    if args.stages:
        print_stages(texts)
        return
    if args.threads:
        scaling.report(texts, args.runs)
        return
    if args.start:
        start.report(args.runs)
        return
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps({"text": text}) + "\n" for text in texts)
        file.flush()
        rows: dict[str, list[dict[str, float]]] = {name: [] for name in args.only}
        for _ in range(args.runs):
            for name in args.only:
                rows[name].append(run_once(name, file.name))
    table = {name: summarise(got) for name, got in rows.items()}
    if args.json:
        print(json.dumps(table))
        return
    base = table.get("spacy-sm", {}).get("words_per_s")
    print(f"{len(texts)} texts, {sum(len(t.split()) for t in texts)} words, median of {args.runs} runs on one core")
    print(f"{'':18}{'words/s':>12}{'spread':>8}{'x spaCy':>9}{'first ms':>10}{'peak MB':>9}")
    for name, row in table.items():
        ratio = f"{row['words_per_s'] / base:9.1f}" if base else f"{'':9}"
        print(f"{name:18}{row['words_per_s']:12,.0f}{row['spread']:8.0%}{ratio}{row['first_ms']:10.1f}{row['peak_mb']:9.1f}")


if __name__ == "__main__":
    main()
