"""The extension compiles for a free-threaded Python, which has no stable ABI; no such interpreter is needed for that."""

import glob
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def headers() -> str | None:
    """The folder of the headers of some Python of 3.13 or later."""
    if sys.version_info >= (3, 13):
        return sysconfig.get_paths()["include"]
    pythons = [*glob.glob(os.path.expanduser("~/.pyenv/versions/3.1[3-9]*/bin/python3")),
               *filter(None, map(shutil.which, ("python3.13", "python3.14")))]
    ask = "import sysconfig; print(sysconfig.get_paths()['include'])"
    for python in pythons:
        done = subprocess.run([python, "-c", ask], capture_output=True, text=True, check=False)
        if os.path.exists(os.path.join(done.stdout.strip(), "Python.h")):
            return done.stdout.strip()
    return None


def test_the_module_compiles_without_the_lock() -> None:
    include, compiler = headers(), shutil.which("cc")
    if not include or not compiler or not (ROOT / "csrc").exists():
        pytest.skip("needs a C compiler, our sources and the headers of Python 3.13 or later")
    done = subprocess.run(
        [compiler, "-std=c11", "-fsyntax-only", "-Wall", "-Wextra", "-Werror", "-DPy_GIL_DISABLED=1", f"-I{include}",
         f"-I{ROOT}/csrc/core", *sorted(glob.glob(f"{ROOT}/csrc/module/*.c"))], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[:2000]
