"""Put sections into one model file (csrc/core/model.h): the lexicon, later the weights, and how they were made.

    python pack.py OUT --lexicon lexicon.bin --build build.json [--weights weights.bin]

Without ``--weights`` those of an OUT that exists are kept, and likewise without ``--lexicon`` its lexicon, so that
each section can be made anew without the others.
"""

from __future__ import annotations

import argparse
import struct
from pathlib import Path

MAGIC = b"SAYSO\r\n\x1a"
VERSION = 1
HEADER = struct.Struct("<8sIIQQ")
SECTION = struct.Struct("<IIQQ")
ALIGNMENT = 64
LEXICON, WEIGHTS, BUILD = 1, 2, 3


def checksum(data: bytes) -> int:
    """FNV-1a over 8-byte little-endian words, the last one padded with zeros."""
    data += bytes(-len(data) % 8)
    value = 0xCBF29CE484222325
    for (word,) in struct.iter_unpack("<Q", data):
        value = ((value ^ word) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return value


def pack(sections: dict[int, bytes]) -> bytes:
    """The bytes of a model with these sections, in the order of their ids."""
    offset = HEADER.size + SECTION.size * len(sections)
    table, body = b"", b""
    start = offset
    for section, data in sorted(sections.items()):
        body += bytes(-(start + len(body)) % ALIGNMENT)
        table += SECTION.pack(section, 0, start + len(body), len(data))
        body += data
    rest = table + body
    return HEADER.pack(MAGIC, VERSION, len(sections), HEADER.size + len(rest), checksum(rest)) + rest


def unpack(data: bytes) -> dict[int, bytes]:
    """The sections of a model file.

    Raises
    ------
    ValueError
        If it is not a model of this version or its checksum does not fit.
    """
    magic, version, count, size, check = HEADER.unpack_from(data)
    if magic != MAGIC or version != VERSION or size != len(data) or checksum(data[HEADER.size :]) != check:
        raise ValueError("not a sayso model of this version, or damaged")
    sections = {}
    for i in range(count):
        section, _, offset, length = SECTION.unpack_from(data, HEADER.size + i * SECTION.size)
        sections[section] = data[offset : offset + length]
    return sections


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--lexicon", type=Path)
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--build", type=Path)
    arguments = parser.parse_args()
    sections = unpack(arguments.out.read_bytes()) if arguments.out.exists() else {}
    for section, path in ((LEXICON, arguments.lexicon), (WEIGHTS, arguments.weights), (BUILD, arguments.build)):
        if path:
            sections[section] = path.read_bytes()
    arguments.out.write_bytes(pack(sections))


if __name__ == "__main__":
    main()
