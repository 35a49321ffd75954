"""core.py [COMMIT]: build the core as it stands in the repository's last (or that) commit, for training to read texts with.

The shared library and the lexicon go to the scratch folder with the commit's name, so that what a model was trained on is
known and a core that is being edited next door does no harm.
"""
import ctypes
import functools
import glob
import os
import shutil
import subprocess
import sys

import numpy as np

import data

ROOT = os.path.normpath(os.path.join(data.HERE, "..", ".."))
# struct view_token of core_view.c; the row of words is not filled in.
RECORD = np.dtype([("start", "<u4"), ("end", "<u4"), ("hash", "<u8"), ("signals", "<u8"), ("word", "<u4"), ("prefix", "<u4"), ("suffix", "<u4"),
                   ("shape", "u1"), ("breaks", "u1"), ("quote", "u1"), ("space", "u1"), ("rule", "u1"), ("mention", "u1"), ("unused", "V6")])


def build(wanted="HEAD"):
    """Export a commit's core, compile it with core_view.c, keep it as ``core/`` in the scratch folder."""
    folder = data.scratch("core")
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    commit = subprocess.run(["git", "-C", ROOT, "rev-parse", wanted], capture_output=True, text=True, check=True).stdout.strip()
    archive = subprocess.run(["git", "-C", ROOT, "archive", commit, "csrc", "python/sayso/data"], capture_output=True, check=True)
    subprocess.run(["tar", "x", "-C", folder], input=archive.stdout, check=True)
    sources = [s for s in glob.glob(os.path.join(folder, "csrc/core/*.c")) if os.path.basename(s) != "parse.c"]
    subprocess.run(["cc", "-O2", "-std=c11", "-fPIC", "-shared", "-Wl,-Bsymbolic", "-I" + os.path.join(folder, "csrc/core"), "-o",
                    os.path.join(folder, "core.so"), os.path.join(data.HERE, "core_view.c"), *sources,
                    "-lpcre2-8", "-lutf8proc", "-lm", "-lpthread"], check=True)
    for stale in glob.glob(data.scratch("items-*.pickle")):      # features that another core saw
        os.remove(stale)
    with open(os.path.join(folder, "commit"), "w", encoding="ascii") as out:
        out.write(commit)
    print("core of", commit)


@functools.lru_cache(maxsize=1)
def _open():
    folder = data.scratch("core")
    library = ctypes.CDLL(os.path.join(folder, "core.so"))
    assert library.core_view_size() == RECORD.itemsize
    with open(os.path.join(folder, "python/sayso/data/english.sayso"), "rb") as f:
        model = f.read()
    room = ctypes.create_string_buffer(len(model) + 64)
    at = -ctypes.addressof(room) % 64
    ctypes.memmove(ctypes.addressof(room) + at, model, len(model))
    parser, scratch = ctypes.c_void_p(), ctypes.c_void_p()
    status = library.core_view_open(ctypes.c_void_p(ctypes.addressof(room) + at), ctypes.c_size_t(len(model)),
                                    ctypes.byref(parser), ctypes.byref(scratch))
    if status:
        raise OSError(f"the core cannot open its model: {status}")
    return library, parser, scratch, room


def signals():
    """How many bits `view` uses for what the lexicon says of a token."""
    return _open()[0].core_view_signals()


def view(text):
    """What the core knows of each token of a text, as an array of `RECORD`."""
    library, parser, scratch, _ = _open()
    encoded = text.encode("utf-8", "surrogatepass")
    out = np.zeros(len(encoded) + 1, RECORD)
    count = library.core_view(parser, scratch, encoded, ctypes.c_size_t(len(encoded)), out.ctypes.data_as(ctypes.c_void_p), len(out))
    if count < 0:
        raise ValueError(f"the core refused a text: {count}")
    return out[:count].copy()


if __name__ == "__main__":
    build(*sys.argv[1:2])
