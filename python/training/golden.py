"""golden.py OUT: small random networks and what integers.py makes of random tokens, for tests/c/test_encoder.c.

The file, little-endian: "SAYSOGLD", u32 cases; then for each case u32 sizes (section bytes, tokens, pieces, word hashes
asked), u64 checksums (export.checksum) of word products, of the first layer's inputs, of states, tag scores and name
scores, then at multiples of 64: the section (export.section), the tokens (TOKEN), a tag and a name label a token, and
the pieces (PIECE).  Widths are odd on purpose, so that padding is tested.
"""
import struct
import sys
import types

import numpy as np
import torch

import batches
import calibrate
import decode
import export
import integers
import quantize
from features import (
    BREAK,
    COLUMNS,
    MENTION,
    MENTIONS,
    PREFIX,
    QUOTE,
    RULE,
    RULES,
    SHAPE,
    SHAPES,
    SIGNAL_BITS,
    SIGNALS,
    SPACE,
    SUFFIX,
    WORD,
)
from labels import BC, BS, BU, TAGS, pieces
from names import LABELS

NEVER, BIAS, NONE = 1 << 22, 77, 0xFFFFFFFF
TOKEN = np.dtype([("signals", "<u8"), ("word", "u1"), ("prefix", "u1"), ("suffix", "u1"), ("shape", "u1"), ("breaks", "u1"),
                  ("quote", "u1"), ("rule", "u1"), ("mention", "u1")])      # bit 7 of quote: space before
PIECE = np.dtype([("first", "<u4"), ("last", "<u4"), ("to", "<u4"), ("confidence", "<u4")])
CASES = ((5, 3, (4, 3, 2), 340, 1), (33, 6, (9, 4, 6), 1150, 2))    # hidden, link width, table widths, tokens, seed
WORDS, AFFIXES = 60, 20


def network(hidden, width, widths, rng):
    """Random arrays as `quantize.quantize` names them."""
    normal = lambda *shape, scale=1.0: rng.normal(size=shape) * scale
    out = {"hidden": hidden}
    for name, rows, columns in zip(("word", "prefix", "suffix"), (WORDS + 1, AFFIXES, AFFIXES), widths):
        out[name] = rng.integers(-127, 128, (rows, columns)).astype(np.int8)
    weights, step = quantize.rows_of(normal(8 * hidden, sum(widths), scale=1.5 / np.sqrt(sum(widths))), 32767)
    step[0] *= 40.0     # a row that saturates
    out["input1"] = {"w": weights.astype(np.int16), "mult": np.round(step / 70 * quantize.UNIT * 2.0 ** 32).astype(np.int64),
                     "shift": 32}
    for name, rows in (("shape", SHAPES), ("signal", SIGNAL_BITS), ("place", 24), ("rule", RULES), ("mention", MENTIONS)):
        out[name] = quantize.short(normal(rows, 8 * hidden, scale=0.5))
    wide = {"recurrent1": hidden, "recurrent2": hidden, "input2": 2 * hidden}
    for name, columns in wide.items():
        for suffix in ("", "_reverse"):
            matrix = normal(4 * hidden, columns, scale=2.5 / np.sqrt(columns))
            bias = normal(4 * hidden) if name == "input2" else np.zeros(4 * hidden)
            out[name + suffix] = quantize.states_matrix(matrix, bias, quantize.UNIT)
    head = lambda rows, columns, unit, scale: quantize.states_matrix(normal(rows, columns, scale=scale), normal(rows), unit)
    out["tags"] = head(len(TAGS), 2 * hidden, quantize.SCORE, 4.0)
    out["names"] = head(len(LABELS), 2 * hidden, quantize.SCORE, 4.0)
    for kind in ("content", "source"):
        out[kind + "_ask"] = head(width, 4 * hidden, quantize.VECTOR, 0.4)
        out[kind + "_answer"] = head(width, 4 * hidden, quantize.VECTOR, 0.4)
        out[kind + "_none"] = head(1, 4 * hidden, quantize.SCORE, 0.5)
        out[kind + "_place"] = np.round(normal(batches.OFFSETS, 2) * quantize.SCORE).astype(np.int32)
    out["base"], out["slope"] = quantize.curve()
    out["confidence"] = rng.integers(-600, 900, 8).astype(np.int32)
    return out


def quotes(count, rng):
    """States of tokens in quotations, some never closed and some never opened."""
    out, inside = np.zeros(count, np.int64), False
    for t in range(count):
        r = rng.random()
        if inside:
            out[t] = 3 if r < 0.1 else 0 if r < 0.13 else 2
            inside = out[t] == 2
        elif r < 0.06:
            out[t], inside = 1, True
        elif r < 0.08:
            out[t], inside = 2, True
    return out


def tokens(count, rng):
    """Random features; one stretch has no break at all, so that it must be cut."""
    f = np.zeros((count, COLUMNS), np.int64)
    for column, rows in ((WORD, WORDS + 1), (PREFIX, AFFIXES), (SUFFIX, AFFIXES), (SHAPE, SHAPES), (SPACE, 2), (RULE, RULES),
                         (MENTION, MENTIONS)):
        f[:, column] = rng.integers(0, rows, count)
    bits = rng.random((count, SIGNAL_BITS)) < 0.08
    f[:, SIGNALS] = bits @ (1 << np.arange(SIGNAL_BITS, dtype=np.int64))
    f[:, BREAK] = rng.choice(3, count, p=(0.94, 0.045, 0.015))
    f[count // 3:count // 3 + 530, BREAK] = 0
    f[0, BREAK] = 2
    f[:, QUOTE] = quotes(count, rng)
    return f


def viterbi(scores, held, bias):
    """Best labels in integers, as INTEGERS.md says: plain, every step looked at."""
    n, count = scores.shape
    role = (np.arange(count) + 1) // 2
    inner = (np.arange(count) % 2 == 0) & (np.arange(count) > 0)
    same = role[:, None] == role[None, :]
    step = np.where(inner[None, :] & ~same, NEVER, 0)
    hold = np.where(same & (inner | (np.arange(count) == 0))[None, :], 0, NEVER)
    scores = scores - bias * (np.arange(count) == 0)
    best, back = np.where(inner, -NEVER, scores[0]), np.zeros((n, count), np.int64)
    for t in range(1, n):
        move = best[:, None] - step - (hold if held is not None and held[t] else 0)
        back[t], best = move.argmax(0), move.max(0) + scores[t]
    out = np.zeros(n, np.int64)
    out[-1] = best.argmax()
    for t in range(n - 1, 0, -1):
        out[t - 1] = back[t, out[t]]
    return out


def linked(q, u, scores, tags, f):
    """Pieces of the tags as PIECE, by first token; the confidence of an attribution stands at its cue."""
    found = pieces(tags)
    out = np.array([(i, j, NONE, 0) for i, j, _ in found], PIECE)
    breaks = np.cumsum(f[:, BREAK] == 2)
    index = {p: k for k, p in enumerate(found)}
    for kind, asking, asked in (("content", BC, BU), ("source", BU, BS)):
        spans, targets = ([p for p in found if p[2] == tag] for tag in (asking, asked))
        chosen = decode.link(integers.Links(q, kind), torch.from_numpy(u)[None], spans, targets, breaks, True)
        for span, k in zip(spans, chosen):
            if k >= 0:
                out["to"][index[span]] = index[targets[k]]
    margin, of_cue = calibrate.margins(scores, tags), {}
    for span, to in zip(found, out["to"]):
        if span[2] == BC and to != NONE:
            of_cue.setdefault(int(to), []).append(span)
    for cue, contents in of_cue.items():
        source = found[out["to"][cue]] if out["to"][cue] != NONE else None
        x = calibrate.described((contents, found[cue], source), margin, f[:, QUOTE] > 0)
        out["confidence"][cue] = integers.confidence(q, x)
    return out


def case(hidden, width, widths, count, seed):
    """One network's bytes."""
    rng = np.random.default_rng(seed)
    q, f = network(hidden, width, widths, rng), tokens(count, rng)
    hashes = np.sort(rng.integers(1, 1 << 63, WORDS).astype(np.uint64))
    products = integers.word_products(q, f)
    u = integers.article_states(q, [f])[0]
    for name in ("tags", "names"):      # every label wins somewhere
        q[name]["bias"] -= integers.linear(q[name], u).mean(0).astype(np.int32)
    section = export.section(export.arrays(q, types.SimpleNamespace(hashes=hashes)))
    scores = {name: integers.linear(q[name], u) for name in ("tags", "names")}
    held = decode.quotation_steps(f)
    tags, labels = viterbi(scores["tags"], held, BIAS), viterbi(scores["names"], None, 0)
    assert (labels == decode.names(scores["names"].astype(np.float64) / quantize.SCORE)).all()
    assert set(tags) == set(range(len(TAGS))) and len(set(labels)) >= 12
    found = linked(q, u, scores["tags"], tags, f)
    assert 0 < (found["to"] == NONE).sum() < len(found)
    assert len(set(found["confidence"])) > 12
    table = np.zeros(count, TOKEN)
    for name, column in (("signals", SIGNALS), ("word", WORD), ("prefix", PREFIX), ("suffix", SUFFIX), ("shape", SHAPE),
                         ("breaks", BREAK), ("rule", RULE), ("mention", MENTION)):
        table[name] = f[:, column]
    table["quote"] = f[:, QUOTE] | f[:, SPACE] << 7
    sums = [export.checksum(x) for x in (products, products + integers.token_rows(q, f), u, scores["tags"], scores["names"])]
    print(f"hidden {hidden}: {len(section)} bytes, {count} tokens, windows "
          f"{[b - a for a, b in batches.windows(f, 512)]}, {len(found)} pieces, {(found['to'] != NONE).sum()} linked")
    parts = [struct.pack("<4I5Q", len(section), count, len(found), 0, *sums), section, table.tobytes(),
             tags.astype(np.uint8).tobytes(), labels.astype(np.uint8).tobytes(), found.tobytes()]
    return b"".join(p + bytes(-len(p) % 64) for p in parts)


def main():
    head = struct.pack("<8sI", b"SAYSOGLD", len(CASES))
    made = head + bytes(-len(head) % 64) + b"".join(case(*c) for c in CASES)
    with open(sys.argv[1], "wb") as out:
        out.write(made)
    print(sys.argv[1], len(made), "bytes")


if __name__ == "__main__":
    main()
