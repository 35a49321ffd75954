"""Count what a release has: an sdist, and a wheel for each system that the workflow promises.

Usage: count.py FOLDER
"""

import sys
from pathlib import Path

SYSTEMS = ("manylinux_2", "musllinux_1")
PROMISED = [
    *(f"cp311-abi3-{system}*_{machine}" for system in SYSTEMS for machine in ("x86_64", "aarch64")),
    "cp311-abi3-macosx_*_x86_64", "cp311-abi3-macosx_*_arm64", "cp311-abi3-win_amd64",
    *(f"cp{v}t-cp{v}t-manylinux_2*_{machine}" for v in ("313", "314") for machine in ("x86_64", "aarch64")),
]


def main(folder: Path) -> int:
    """Name what is missing or stands twice."""
    wrong = 0
    for pattern in PROMISED:
        found = list(folder.glob(f"sayso-*{pattern}.whl"))
        if len(found) != 1:
            print(f"{pattern}: {len(found)} wheels", *found)
            wrong += 1
    if len(list(folder.glob("sayso-*.tar.gz"))) != 1:
        print("there is not one sdist")
        wrong += 1
    return wrong


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
