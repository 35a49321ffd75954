"""agree.py NAME [CORPUS]: a trained network in the core, in integers.py and in PyTorch, over the articles of a dev set.

Prints how many runs of the core (one an article and instruction set) differ anywhere from integers.py, which should be
none, and on how many tokens the integers' labels differ from the float network's, which is what quantization costs.
"""
import ctypes
import os
import subprocess
import sys

import numpy as np
import torch

import articles
import core
import data
import decode
import export
import golden
import integers
import quantize
import words
from features import BREAK, MENTION, PREFIX, QUOTE, RULE, SHAPE, SIGNALS, SPACE, SUFFIX, WORD

TOKEN = np.dtype([("signals", "<u8"), ("word", "<u4"), ("prefix", "<u4"), ("suffix", "<u4"), ("shape", "u1"), ("breaks", "u1"),
                  ("quote", "u1"), ("space", "u1"), ("rule", "u1"), ("mention", "u1"), ("unused", "V6")])
COLUMNS = {"signals": SIGNALS, "prefix": PREFIX, "suffix": SUFFIX, "shape": SHAPE, "breaks": BREAK, "quote": QUOTE, "space": SPACE,
           "rule": RULE, "mention": MENTION}
SOURCES = ("kernels_scalar", "kernels_avx2", "kernels_avx512", "kernels_neon", "weights", "encoder", "encoder_words", "viterbi",
           "links", "confidence", "memory")
SETS = {2: "AVX2", 3: "AVX-512 VNNI", 4: "NEON", 1: "scalar"}


def library():
    """The core's encoder as it stands in the working tree."""
    folder, out = os.path.join(core.ROOT, "csrc/core"), data.scratch("agree.so")
    subprocess.run(["cc", "-O2", "-std=c11", "-fPIC", "-shared", "-iquote", folder, "-o", out, os.path.join(data.HERE, "agree.c"),
                    *(os.path.join(folder, name + ".c") for name in SOURCES)], check=True)
    return ctypes.CDLL(out)


def aligned(raw):
    """A copy of bytes at a multiple of 64."""
    room = np.zeros(len(raw) + 64, np.uint8)
    at = -room.ctypes.data % 64
    room[at:at + len(raw)] = np.frombuffer(raw, np.uint8)
    return room[at:at + len(raw)]


def pointer(a):
    return ctypes.c_void_p(a.ctypes.data)


def run(lib, weights, kernels, table, hidden):
    """States, tags, names and pieces of an article by the core, or None if this machine lacks the instruction set."""
    n = len(table)
    u, tags, names, found = np.zeros((n, 2 * hidden), np.uint8), np.zeros(n, np.uint8), np.zeros(n, np.uint8), np.zeros(n, golden.PIECE)
    count = lib.agree_run(weights, kernels, pointer(table), n, pointer(u), pointer(tags), pointer(names), pointer(found))
    if count == -1000:
        return None
    if count < 0:
        raise ValueError(f"the core refuses an article: {count}")
    return u, tags, names, found[:count]


def main():
    vocabulary, net = words.load(), quantize.load(sys.argv[1])
    q, lib, weights = quantize.quantize(net), library(), ctypes.c_void_p()
    q["confidence"] = quantize.calibration(sys.argv[1])
    section = aligned(export.section(export.arrays(q, vocabulary)))
    if lib.agree_open(pointer(section), ctypes.c_size_t(len(section)), ctypes.byref(weights)):
        raise ValueError("the core refuses the weights")
    row = np.zeros(len(vocabulary.hashes) + 1, np.int64)        # of the section, by that of the vocabulary
    row[np.argsort(vocabulary.hashes, kind="stable") + 1] = np.arange(1, len(row))
    items = articles.items(sys.argv[2] if len(sys.argv) > 2 else "quotes-polnear-dev", vocabulary)
    tokens, runs, differ, cost = 0, {}, 0, {"tags": 0, "names": 0}
    for it, u in zip(items, integers.article_states(q, [it["features"] for it in items])):
        f = it["features"]
        table = np.zeros(len(f), TOKEN)
        for name, column in COLUMNS.items():
            table[name] = f[:, column]
        table["word"] = row[f[:, WORD]]
        tags = golden.viterbi(integers.linear(q["tags"], u), decode.quotation_steps(f), golden.BIAS)
        names = golden.viterbi(integers.linear(q["names"], u), None, 0)
        expected = u, tags, names, golden.linked(q, u, integers.linear(q["tags"], u), tags, f)
        for kernels, name in SETS.items():
            got = run(lib, weights, kernels, table, q["hidden"]) if name != "scalar" or tokens < 3000 else None
            if got:
                runs[name] = runs.get(name, 0) + 1
                differ += not all(len(a) == len(b) and (a == b).all() for a, b in zip(got, expected))
        with torch.no_grad():
            h = torch.cat([net(torch.from_numpy(f[a:b])[None]) for a, b in golden.batches.windows(f, 512)], 1)
            cost["tags"] += int((decode.viterbi(net.heads.tags(h)[0].numpy(), f, None, golden.BIAS / quantize.SCORE) != tags).sum())
            cost["names"] += int((decode.names(net.names(h)[0].numpy()) != names).sum())
        tokens += len(f)
    print(f"{len(items)} articles, {tokens} tokens; runs {runs}, {differ} of them differ from integers.py")
    print("labels that differ from the float network's:", {k: f"{v} ({v / tokens:.2%})" for k, v in cost.items()})
    return differ > 0


if __name__ == "__main__":
    sys.exit(main())
