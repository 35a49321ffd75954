"""Where the corpora lie, and how they are read.

The files and what each may be used for are described in ``shared/data/README.md``.  A set marked "measuring only" there
has no entry in `TRAINING`, so no training step can reach it by name.
"""
import functools
import gzip
import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
SHARED = os.environ.get("SAYSO_SHARED", os.path.join(HERE, "..", "..", "..", "shared"))
WORK = os.environ.get("SAYSO_TRAIN_WORK", "/tmp/train-work")     # scratch: caches, checkpoints, logs

TRAINING = ("quotes-polnear-train", "gum-train", "ud-ewt-train", "ner-gmb-silver", "ner-re3d", "ner-wikigold",
            "ner-crossner", "ner-btc", "ner-wnut17")
MEASURING = ("quotes-polnear-dev", "gum-dev", "ud-ewt-dev", "ner-worldwide-dev")

sys.path.insert(0, os.path.join(SHARED, "eval"))


@functools.cache
def documents(name):
    """Documents of one corpus, in file order.

    Parameters
    ----------
    name : str
        File name below ``shared/data`` without its ending; one of `TRAINING` or `MEASURING`.

    Returns
    -------
    tuple of dict
    """
    if name not in TRAINING and name not in MEASURING:
        raise ValueError(f"{name} is not open to training or to choosing a model")
    with gzip.open(os.path.join(SHARED, "data", name + ".jsonl.gz"), "rt", encoding="utf-8") as lines:
        return tuple(json.loads(line) for line in lines if line.strip())


def gazetteer(name):
    """Rows of ``shared/data/gazetteers/NAME.tsv`` as dicts by column."""
    path = os.path.join(SHARED, "data", "gazetteers", name + ".tsv")
    with open(path, encoding="utf-8") as lines:
        head = next(lines).rstrip("\n").split("\t")
        for line in lines:
            yield dict(zip(head, line.rstrip("\n").split("\t")))


def scratch(name):
    """Path of a scratch file outside the repository."""
    os.makedirs(WORK, exist_ok=True)
    return os.path.join(WORK, name)
