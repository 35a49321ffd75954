"""export.py NAME OUT | export.py NAME --golden OUT: the weights section of english.sayso, and a golden vector for the core's tests.

Both are specified in INTEGERS.md.  The golden vector is made of sentences written for it, so it holds no corpus text.
"""
import struct
import sys

import numpy as np

import batches
import features
import integers
import quantize
import words

MAGIC, VERSION, ALIGN = b"SAYSOENC", 1, 64
TYPES = {"int8": 1, "int16": 2, "int32": 3, "int64": 4, "uint64": 5}
MAPS = ("recurrent1", "recurrent1_reverse", "input2", "input2_reverse", "recurrent2", "recurrent2_reverse", "tags", "names",
        "content_ask", "content_answer", "content_none", "source_ask", "source_answer", "source_none")
TEXT = """The mayor said on Monday that "nothing has been decided" about the bridge in Riga.

"We will see," Anna Berzina, a spokeswoman for the Port Authority, told reporters. "It is too early."

According to two officials, the ministry believes costs could double."""


def arrays(q, vocabulary):
    """All arrays of the section in order: name -> ndarray of at most two axes.

    Words are put in the order of their hashes, so that a binary search gives the row.
    """
    order = np.argsort(vocabulary.hashes, kind="stable")
    out = {"word_hash": vocabulary.hashes[order].astype(np.uint64),
           "word": np.concatenate([q["word"][:1], q["word"][1:len(order) + 1][order]])}
    for name in ("prefix", "suffix", *quantize.SMALL, "content_place", "source_place", "base", "slope", "confidence"):
        out[name] = q[name]
    for name in ("w", "mult"):
        out["input1." + name] = q["input1"][name]
    for name in MAPS:
        for part in ("w", "off", "mult", "bias"):
            out[f"{name}.{part}"] = q[name][part]
        out[f"{name}.shift"] = np.array([q[name]["shift"]], np.int32)
    return out


def section(found):
    """The section's bytes: header, directory, arrays at multiples of 64."""
    entries, body = [], b""
    start = 16 + 64 * len(found)
    start += -start % ALIGN
    for name, a in found.items():
        a = np.ascontiguousarray(a)
        rows, columns = a.shape if a.ndim == 2 else (1, len(a))
        entries.append(struct.pack("<32sIIIIQQ", name.encode(), TYPES[str(a.dtype)], rows, columns, 0, start + len(body), a.nbytes))
        body += a.astype(a.dtype.newbyteorder("<")).tobytes()
        body += b"\0" * (-len(body) % ALIGN)
    head = MAGIC + struct.pack("<II", VERSION, len(found)) + b"".join(entries)
    return head + b"\0" * (start - len(head)) + body


def checksum(values):
    """FNV-1a (64 bit) over little-endian 32-bit words of the values."""
    value = 14695981039346656037
    for byte in np.asarray(values).astype("<i4").tobytes():
        value = ((value ^ byte) * 1099511628211) & 0xFFFFFFFFFFFFFFFF
    return value


def golden(q, vocabulary):
    """Lines of the golden vector: the text's features, and checksums and heads of every stage."""
    _, _, f = features.read(TEXT, vocabulary)
    u = integers.states(q, [f])[0]
    z = integers.word_products(q, f)
    rows = integers.token_rows(q, f)
    lines = ["# features: one token a line, columns as features.py, word rows as in the section (sorted by hash)"]
    rank = np.empty(len(vocabulary.hashes) + 1, np.int64)
    rank[0] = 0
    rank[np.argsort(vocabulary.hashes, kind="stable") + 1] = np.arange(1, len(vocabulary.hashes) + 1)
    for row in f:
        lines.append("token " + " ".join(str(rank[v] if k == features.WORD else v) for k, v in enumerate(row.tolist())))
    stages = {"word_products": z, "token_rows": rows, "states": u, "tags": integers.linear(q["tags"], u),
              "names": integers.linear(q["names"], u)}
    for kind in ("content", "source"):
        pair = np.concatenate([u[:-1], u[1:]], 1)
        for part in ("ask", "answer", "none"):
            stages[f"{kind}_{part} of (t, t + 1)"] = integers.linear(q[f"{kind}_{part}"], pair)
    for name, values in stages.items():
        head = " ".join(str(v) for v in values.reshape(-1)[:8].tolist())
        lines.append(f"stage {name}: shape {values.shape[0]} {values.shape[1]} fnv {checksum(values):016x} first {head}")
    assert batches.windows(f, 512) == [(0, len(f))]
    return lines


def main():
    q, vocabulary = quantize.quantize(quantize.load(sys.argv[1])), words.load()
    q["confidence"] = quantize.calibration(sys.argv[1])
    if sys.argv[2] == "--golden":
        with open(sys.argv[3], "w", encoding="utf-8") as out:
            out.write(f"text {TEXT!r}\n" + "\n".join(golden(q, vocabulary)) + "\n")
        return
    made = section(arrays(q, vocabulary))
    with open(sys.argv[2], "wb") as out:
        out.write(made)
    print(sys.argv[2], len(made), "bytes")


if __name__ == "__main__":
    main()
