"""Count what a release has: an sdist, and a wheel for each system that the workflow promises.

Usage: count.py [--here] FOLDER      --here: only the wheel of this machine's own system
"""

import platform
import sys
from pathlib import Path

SYSTEMS = ("manylinux_2", "musllinux_1")
PROMISED = [
    *(f"cp311-abi3-{system}*_{machine}" for system in SYSTEMS for machine in ("x86_64", "aarch64")),
    "cp311-abi3-macosx_*_x86_64", "cp311-abi3-macosx_*_arm64", "cp311-abi3-win_amd64",
    *(f"cp{v}t-cp{v}t-{system}*_{machine}" for v in ("313", "314") for system in SYSTEMS for machine in ("x86_64", "aarch64")),
    *(f"cp{v}t-cp{v}t-{system}" for v in ("313", "314") for system in ("macosx_*_x86_64", "macosx_*_arm64", "win_amd64")),
]


def main(folder: Path, here: bool) -> int:
    """Name what is missing, stands twice, or was not promised; the number of them."""
    promised = [f"cp311-abi3-manylinux_2*_{platform.machine()}"] if here else PROMISED
    wrong, seen = 0, set()
    for pattern in promised:
        found = list(folder.glob(f"sayso-*{pattern}.whl"))
        seen.update(found)
        if len(found) != 1:
            print(f"{pattern}: {len(found)} wheels", *found)
            wrong += 1
    for wheel in sorted(set(folder.glob("*.whl")) - seen):
        print(f"{wheel.name}: not promised")
        wrong += 1
    if len(list(folder.glob("sayso-*.tar.gz"))) != 1:
        print("there is not one sdist")
        wrong += 1
    if not wrong:
        print(f"an sdist and {len(promised)} wheel{'s' * (len(promised) > 1)}, as promised")
    return wrong


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[-1]), "--here" in sys.argv))
