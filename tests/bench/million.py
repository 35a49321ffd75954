"""A million articles through ``sayso corpus``: words a second, and whether memory stays flat.

    million.py [--articles 1000000] [--threads 2] [--folder build/million]

Articles are made by recombining sentences of our own (tests/notebooks/newsroom.py), written as JSON Lines, and read by the
command line into Parquet; what was written is removed at the end. Memory is what /proc tells of the process once a second: its
peak, and the slope of a line through the second half of the time before the parts are joined, in MB for each further 100,000
articles.
"""

import argparse
import json
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "notebooks"))

import newsroom  # noqa: E402


def sentence(dice: random.Random) -> str:
    """One sentence with a speaker of its own."""
    woman = dice.random() < 0.4
    name = f"{dice.choice(newsroom.WOMEN if woman else newsroom.MEN)} {dice.choice(newsroom.SURNAMES)}"
    role, opinion, claim = dice.choice(newsroom.ROLES), dice.choice(newsroom.OPINIONS), dice.choice(newsroom.CLAIMS)
    return dice.choice((
        f'"{opinion.capitalize()}," said {name}, {role}.',
        f"{name}, {role}, said that {claim}.",
        f"{'She' if woman else 'He'} added that {claim}.",
        f"An official said on condition of anonymity that {claim}.",
        f"According to {name}, {claim}.",
        dice.choice(newsroom.LINKS),
    ))


def article(number: int) -> str:
    """A story of some 150 to 400 words."""
    dice = random.Random(number)
    title, opening = dice.choice(newsroom.SUBJECTS)
    paragraphs = [" ".join(sentence(dice) for _ in range(dice.randint(1, 3))) for _ in range(dice.randint(6, 16))]
    return f"{title}\n\n{dice.choice(newsroom.TOWNS).upper()} - {opening}\n\n" + "\n\n".join(paragraphs)


def write(path: Path, count: int) -> int:
    """Write the articles; returns how many words they have."""
    words = 0
    with path.open("w", encoding="utf-8") as out:
        for number in range(count):
            text = article(number)
            words += len(text.split())
            out.write(json.dumps({"id": number, "text": text, "date": "2026-09-18", "outlet": f"paper {number % 40}"}) + "\n")
    return words


def resident(pid: int) -> float | None:
    """Resident memory of a process, MB; None once it has ended."""
    try:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return None


def slope(samples: list[tuple[float, float]]) -> float:
    """Least squares of memory over time, MB a second."""
    n = len(samples)
    mean_t, mean_m = sum(t for t, _ in samples) / n, sum(m for _, m in samples) / n
    spread = sum((t - mean_t) ** 2 for t, _ in samples)
    return sum((t - mean_t) * (m - mean_m) for t, m in samples) / spread if spread else 0.0


def main() -> int:
    """Print one table."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--articles", type=int, default=1_000_000)
    ask.add_argument("--threads", type=int, default=2)
    ask.add_argument("--folder", type=Path, default=ROOT / "build" / "million")
    given = ask.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    source = given.folder / "articles.jsonl"
    words = write(source, given.articles)
    command = [sys.executable, "-m", "sayso", "corpus", str(source), "--out", str(given.folder / "tables"), "--overwrite",
               "--quiet", "--id", "id", "--date", "date", "--carry", "outlet", "--threads", str(given.threads)]
    begun = time.monotonic()
    process = subprocess.Popen(command)
    reading: list[tuple[float, float]] = []
    joining: list[tuple[float, float]] = []
    while process.poll() is None:
        memory = resident(process.pid)
        if memory:
            (joining if any((given.folder / "tables").glob("*.parquet*")) else reading).append((time.monotonic() - begun, memory))
        time.sleep(1)
    took = time.monotonic() - begun
    if process.returncode:
        return process.returncode
    late = reading[len(reading) // 2 :]
    size = sum(file.stat().st_size for file in (given.folder / "tables").iterdir()) / 1e6
    shutil.rmtree(given.folder)
    print(f"articles            {given.articles:>14,}")
    print(f"words               {words:>14,}")
    print(f"seconds             {took:>14,.0f}")
    print(f"words/s             {words / took:>14,.0f}")
    print(f"peak memory, MB     {max(m for _, m in reading + joining):>14,.0f}")
    print(f"  while it reads    {max(m for _, m in reading):>14,.0f}")
    print(f"MB each 100,000     {slope(late) * reading[-1][0] / given.articles * 100_000:>14,.2f}")
    print(f"tables, MB          {size:>14,.0f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
