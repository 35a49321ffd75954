"""A wheel in an empty environment of each Python of this machine: installed without a network, then smoke.py.

Usage: try_wheel.py WHEEL
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SMOKE = Path(__file__).resolve().with_name("smoke.py")
OURS = ("PYTHONPATH", "PYTHONHOME", "LD_PRELOAD", "PYTHONMALLOC")


def pythons() -> list[str]:
    """Interpreters on this machine, 3.11 and later, one a version."""
    found: dict[int, str] = {}
    for minor in range(11, 15):
        places = [shutil.which(f"python3.{minor}"), *sorted(Path.home().glob(f".pyenv/versions/3.{minor}.*/bin/python"))]
        for place in filter(None, places):
            code = f"import sys, venv, ensurepip; sys.exit(sys.version_info[:2] != (3, {minor}))"
            done = subprocess.run([str(place), "-c", code], capture_output=True, check=False)
            if done.returncode == 0:
                found.setdefault(minor, str(place))
    return list(found.values()) or [sys.executable]


def try_in(python: str, wheel: Path, place: Path) -> str:
    """What smoke.py says in an environment made in ``place``, empty or not there; ``CalledProcessError`` if it fails."""
    place.mkdir(parents=True, exist_ok=True)
    own = {name: value for name, value in os.environ.items() if name not in OURS}
    inside = str(place / "bin" / "python")

    def run(*command: str) -> str:
        done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=place, env=own)
        if done.returncode:
            sys.stderr.write(done.stdout + done.stderr)
            done.check_returncode()
        return done.stdout

    run(python, "-m", "venv", str(place))
    run(inside, "-m", "pip", "install", "-q", "--no-index", "--no-deps", str(wheel))
    assert "usage: sayso" in run(str(place / "bin" / "sayso"), "--help")
    return run(inside, "-W", "error", "-X", "dev", str(SMOKE))


def main(wheel: Path) -> None:
    """In each, and say what it said."""
    for python in pythons():
        with tempfile.TemporaryDirectory() as place:
            print(try_in(python, wheel, Path(place)), end="")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
