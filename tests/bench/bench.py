"""Speed, start-up and memory of sayso beside its peers, in one run on one core. Printed as a table.

    bench.py [--texts FILE.jsonl[.gz]] [--runs 5] [--only NAME ...] [--json]

Without --texts: PolNeAR's dev articles where ../shared is at hand, else the packaged sample article with its
paragraphs shuffled. Each contender runs in a process of its own, one core, one thread, contenders in turn so
that a slow minute of the machine hits all of them; the median of the runs counts, the spread is (max-min)/median.
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


def main() -> None:
    """Run all contenders in turn and print the table."""
    from contender import CONTENDERS

    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--texts")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", nargs="*", choices=list(CONTENDERS), default=list(CONTENDERS))
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    texts = read_texts(args.texts)
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
