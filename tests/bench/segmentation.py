"""Tokens and sentences against the treebanks: precision, recall and F1 of exact spans.

    segmentation.py [FILE.jsonl[.gz] ...] [--errors N]

A file holds documents with ``text``, ``tokens`` (``s``, ``e``) and ``sentences`` ([start, end]), code points. Without
files: gum-dev and ud-ewt-dev of ../shared/data. Each text is parsed as it stands, layout and all.
"""

import argparse
import collections
import gzip
import json
import pathlib

import sayso

DATA = pathlib.Path(__file__).resolve().parents[3] / "shared" / "data"
Spans = set[tuple[int, int]]


def read(path: pathlib.Path) -> list[dict]:
    """The documents of a file of JSON lines, gzipped or not."""
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


class Score:
    """Counts of spans: right, found, and in the treebank; and the commonest errors."""

    def __init__(self) -> None:
        self.right = self.found = self.gold = 0
        self.errors: collections.Counter[str] = collections.Counter()

    def add(self, text: str, gold: Spans, found: Spans) -> None:
        """Count one document."""
        self.right += len(gold & found)
        self.found += len(found)
        self.gold += len(gold)
        self.errors.update(f"missed {text[s:e]!r}" for s, e in gold - found)
        self.errors.update(f"wrong  {text[s:e]!r}" for s, e in found - gold)

    def __str__(self) -> str:
        precision, recall = self.right / max(self.found, 1), self.right / max(self.gold, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        return f"P {precision:.4f}  R {recall:.4f}  F1 {f1:.4f}  ({self.gold} in the treebank, {self.found} found)"


def score(path: pathlib.Path) -> dict[str, Score]:
    """Tokens and sentences of one file."""
    scores = {"tokens": Score(), "sentences": Score()}
    for record in read(path):
        text, document = record["text"], sayso.parse(record["text"])
        scores["tokens"].add(
            text,
            {(token["s"], token["e"]) for token in record["tokens"]},
            {(token.start, token.end) for token in document.tokens},
        )
        scores["sentences"].add(
            text,
            {(start, end) for start, end in record["sentences"]},
            {(sentence.start, sentence.end) for sentence in document.sentences},
        )
    return scores


def main() -> None:
    """Score each file and print a line for tokens and one for sentences."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("files", nargs="*", type=pathlib.Path)
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="print the N commonest errors of each kind")
    args = parser.parse_args()
    for path in args.files or [DATA / "gum-dev.jsonl.gz", DATA / "ud-ewt-dev.jsonl.gz"]:
        for kind, result in score(path).items():
            print(f"{path.name.split('.')[0]:12}{kind:11}{result}")
            for error, count in result.errors.most_common(args.errors):
                print(f"    {count:4} {error[:120]}")


if __name__ == "__main__":
    main()
