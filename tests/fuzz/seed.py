"""Seeds for the fuzzer: every case of tests/cases with a few settings of the option bytes.

Usage: python3 tests/fuzz/seed.py FOLDER
"""

import hashlib
import re
import sys
from pathlib import Path

CASES = Path(__file__).parent.parent / "cases"
OPTIONS = (b"\x00\x00\x00", b"\x55\x00\x01", b"\xaa\x07\x02", b"\x00\x30\x03")


def main(folder: Path) -> None:
    """Write one file a case and setting, named by its content."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(CASES.glob("*.txt")):
        for text in re.findall(r"^<<<\n(.*?)\n?^>>>$", path.read_text(encoding="utf-8"), flags=re.M | re.S):
            for options in OPTIONS:
                seed = options + text.encode()
                (folder / hashlib.sha1(seed).hexdigest()).write_bytes(seed)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
