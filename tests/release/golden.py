"""The golden file: what sayso finds in texts of our own, as hashes, the same wherever and however it is run.

    golden.py                  compare with golden.tsv beside this file; what differs is named, and the status is 1
    golden.py --write          make golden.tsv anew (``make golden``)
    golden.py --digest [--threads N] [--jit off] [--instructions SET]
                               one hash of all results, to compare ways of running
    golden.py --core COMMAND MODEL
                               compare what a build of the core alone finds (blocks.c; cross.sh), without the extension

A row is the hash of a text with its date, and the hash of its document's block without the header that says what read it.
Texts are those of tests/cases, the sample article, and pathological ones.  A text without a row is not compared, so that
a new case needs no new file.  Needs the standard library alone: wheels are tried with it where they were installed.
"""

import argparse
import hashlib
import random
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
TABLE = Path(__file__).with_name("golden.tsv")
VERSIONS = ("version", "rules", "block", "model_checksum", "weights_checksum")
ORIGIN = 24  # bytes of a block's header that say what read the document
Text = tuple[str, str | None]

PIECES = (
    "said", "she said that ", "according to officials, ", "Ann Lee", "the mayor", "told reporters", "U.S.", "Dr. ", "$1.5bn",
    "50%", "01/12/2021", "last year", "a.m.", "don't", "“", "”", "‘", "’", '"', "'", "``", "''", "«", "»", "„", "—", " - ",
    "…", ". ", ", ", ": ", "; ", "?!", "(", ")", "\n", "\n\n", "\r\n", "\r", "\t", "\v", "\u0085", "\u2028", "\u00a0", "\u200b",
    "\u200d", "\ufeff", "\x00", "\x1b[31m", "\u202e", "\u2066", "\ud800", "\udfff", "e\u0301", "İ", "ǅ", "ß", "ﬁ", "日本", "שלום",
    "مرحبا", "🙂", "👨‍👩‍👧", "x" * 200, "RIGA, Latvia (AP) — ", "By Jane Doe, The Post\n", "Q: ", "PENCE: ", "> ", "* ", "1. ",
    "=cmd()", "<b>", "&amp;", "http://a.b/c?d=e", "@name", "#tag", "½", "№",
)


def cases() -> Iterator[Text]:
    """The texts of tests/cases, escapes left as they are written."""
    for path in sorted((ROOT / "tests" / "cases").rglob("*.txt")):
        for block in re.split(r"^== ", path.read_text(encoding="utf-8"), flags=re.M)[1:]:
            date = re.search(r"^date (\S+)$", block.partition("<<<")[0], flags=re.M)
            text = re.search(r"^<<<\n(.*?)\n?^>>>$", block, flags=re.M | re.S)
            if text:
                yield text[1], date[1] if date else None


def pathological() -> Iterator[Text]:
    """Texts that no newspaper would print, the same in every run."""
    yield from (("", None), (" ", None), ("\ufeff", None), ("\x00" * 50, None))
    for piece in PIECES:
        yield piece * (2000 // len(piece)), "2021-12-01"
    chance = random.Random(20211201)
    for number in range(60):
        words = [PIECES[int(chance.random() * len(PIECES))] for _ in range((5, 40, 300)[number % 3])]
        yield ("" if number % 2 else " ").join(words), (None, "2021-12-01")[number % 2]


def texts() -> list[Text]:
    """All of them, each once."""
    sample = (ROOT / "python" / "sayso" / "data" / "article.txt").read_text(encoding="utf-8")
    return list(dict.fromkeys([(sample, "2021-12-01"), (sample * 20, None), *cases(), *pathological()]))


def digest(*parts: bytes) -> str:
    """16 hex digits."""
    return hashlib.blake2b(b"".join(len(part).to_bytes(8, "little") + part for part in parts), digest_size=8).hexdigest()


def key_of(text: Text) -> str:
    """What a text is known by."""
    return digest(text[0].encode("utf-8", "surrogatepass"), (text[1] or "").encode())


def rows(given: list[Text], parser: Any = None, threads: int = 1) -> dict[str, str]:
    """The hash of each text and of what is found in it, by ``parse`` for one thread, else by ``parse_many``."""
    import sayso

    parser = parser or sayso.Parser()
    if threads > 1:
        documents: Iterable[Any] = parser.parse_many([t for t, _ in given], dates=[d for _, d in given], threads=threads)
    else:
        documents = (parser.parse(text, date=date) for text, date in given)
    found = {}
    for text, document in zip(given, documents, strict=True):
        assert document.text == text[0]
        found[key_of(text)] = digest(document.__reduce__()[1][0][ORIGIN:])
    return found


def core_rows(given: list[Text], command: list[str]) -> dict[str, str]:
    """The same by blocks.c."""
    sent = b""
    for text, date in given:
        parts = text.encode("utf-8", "surrogatepass"), (date or "").encode()
        sent += b"".join(len(part).to_bytes(4, "little") for part in parts) + b"".join(parts)
    data, at, found = subprocess.run(command, input=sent, check=True, capture_output=True).stdout, 0, {}
    for text in given:
        size = int.from_bytes(data[at:at + 8], "little")
        found[key_of(text)] = digest(data[at + 8 + ORIGIN:at + 8 + size])
        at += 8 + size
    return found


def read() -> tuple[dict[str, str], dict[str, str]]:
    """Versions and rows of the table."""
    lines = [line.split("\t") for line in TABLE.read_text(encoding="ascii").splitlines()]
    versions = {name[2:]: value for name, value in lines if name.startswith("# ")}
    return versions, {name: value for name, value in lines if not name.startswith("#")}


def versions() -> dict[str, str]:
    """Those of the sayso that is running."""
    import sayso

    info = sayso.build_info()
    return {name: str(info[name]) for name in VERSIONS}


def differences() -> list[str]:
    """What differs from the table, in lines for a reader; none if all is the same."""
    told, golden = read()
    given = {key_of(text): text for text in texts()}
    known = [text for key, text in given.items() if key in golden]
    wrong = [key for key, value in rows(known).items() if golden[key] != value]
    lines = [f"{key}: {given[key][0][:60]!r} (date {given[key][1]})" for key in wrong]
    if len(known) < len(golden):
        lines.append(f"{len(golden) - len(known)} rows of the table have no text any more: make golden")
    now = versions()
    if told != now:
        new = ", ".join(f"{name} {told.get(name)} -> {now[name]}" for name in now if told.get(name) != now[name])
        lines.append(f"the table is of other versions ({new}): look at what changed (make test; git diff of a case's results), "
                     "say it in CHANGELOG.md, then make golden")
    elif wrong:
        lines.append("rules, model and weights are those of the table, and yet results differ.  If you changed the code of a "
                     "rule on purpose: raise SAYSO_RULES_VERSION in csrc/core/sayso.h where the version before was released, "
                     "say it in CHANGELOG.md, then make golden.  If not, results depend on something that they must not "
                     "depend on (compiler, machine, Python, time, memory): find it, and leave the table as it is.")
    return lines


def write() -> None:
    """Make the table anew."""
    head = [f"# {name}\t{value}" for name, value in versions().items()]
    body = [f"{key}\t{value}" for key, value in sorted(rows(texts()).items())]
    TABLE.write_text("\n".join([*head, *body]) + "\n", encoding="ascii")


def main() -> int:
    """Do what the arguments say."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--digest", action="store_true")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--jit", choices=("on", "off"), default="on")
    parser.add_argument("--instructions", default="auto")
    parser.add_argument("--core", nargs="+", metavar="COMMAND")
    args = parser.parse_args()
    if args.write:
        write()
    elif args.core:
        golden = read()[1]
        found = core_rows([text for text in texts() if key_of(text) in golden], args.core)
        wrong = [key for key, value in found.items() if golden[key] != value]
        print(f"{len(found)} texts by {' '.join(args.core[:-1])}: {len(wrong)} differ", *wrong)
        return 1 if wrong or not found else 0
    elif args.digest:
        import sayso

        reader = sayso.Parser(jit=args.jit == "on", instruction_set=args.instructions)
        print(digest(*(f"{key}{value}".encode() for key, value in sorted(rows(texts(), reader, args.threads).items()))))
    else:
        lines = differences()
        print("\n".join(lines) or f"{len(read()[1])} texts as in {TABLE.name}")
        return 1 if lines else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
