"""Seeds for the fuzz targets, one folder a target: every case of tests/cases in the form that the target reads.

Usage: python3 tests/fuzz/seed.py FOLDER
"""

import hashlib
import re
import sys
from pathlib import Path

CASES = Path(__file__).parent.parent / "cases"
OPTIONS = (b"\x00\x00\x00", b"\x55\x00\x01", b"\xaa\x07\x02", b"\x00\x30\x03")
WORDS = b"\x0aAna Ruiz\n\x0eHarbour Gazette\n\x25hinted\n\x1fharbour master\n\x05Port Ness"


def texts() -> list[bytes]:
    """Texts of the case files."""
    found = []
    for path in sorted(CASES.glob("*.txt")):
        found += re.findall(r"^<<<\n(.*?)\n?^>>>$", path.read_text(encoding="utf-8"), flags=re.M | re.S)
    return [text.encode() for text in found]


def write(folder: Path, seeds: list[bytes]) -> None:
    """One file a seed, named by its content."""
    folder.mkdir(parents=True, exist_ok=True)
    for seed in seeds:
        (folder / hashlib.sha1(seed).hexdigest()).write_bytes(seed)


def main(folder: Path) -> None:
    """Write the seeds of each target."""
    news = texts()
    write(folder / "parse", [options + text for text in news for options in OPTIONS])
    write(folder / "batch", [b"\x00\x0a" + b"\x00".join(news[i : i + 3]) for i in range(0, len(news), 3)])
    write(folder / "words", [b"\x00" + WORDS + b"\x00" + text for text in news[::4]])
    write(folder / "block", [b"\x01\x00" + text for text in news[::8]] + blocks(news[::10]))
    write(folder / "json", lines(news))


def blocks(news: list[bytes]) -> list[bytes]:
    """Documents as blocks, where the extension is built: a document pickles as its block."""
    try:
        import sayso
    except ImportError:
        return []
    return [b"\x00\x00" + sayso.parse(text.decode()).__reduce__()[1][0] for text in news]


def lines(news: list[bytes]) -> list[bytes]:
    """The shorter ones as JSON, where the extension is built."""
    try:
        import sayso
    except ImportError:
        return [b"{}"]
    return [sayso.parse(text.decode()).to_json().encode() for text in sorted(news, key=len)[:100]]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
