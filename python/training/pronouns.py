"""Learn what each feature of a candidate for a pronoun weighs (csrc/core/pronoun_weights.h).

    pronouns.py FEATURES_PROGRAM MODEL [--write] [--folds N]

FEATURES_PROGRAM is pronoun_features.c built against the core.  Trained on GAP's development rows and GUM's training
documents: a log-linear choice among the candidates, where the mass of all right ones counts.  Weights come out in
1/256 of a log-odd.  The features lean on earlier choices of the core, so run it twice when features change.
"""

import argparse
import gzip
import json
import re
import subprocess
from pathlib import Path

import numpy as np

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
HEADER = Path(__file__).resolve().parents[2] / "csrc" / "core" / "pronoun_weights.h"
UNIT = 256
PENALTY = 6e-4  # on squared weights, a pronoun
GUM_WEIGHT = 0.7
# What news does and these texts hardly show, by name of the feature: in log-odds, kept as they are in training.
# GAP's two names are of one gender, so it says little of what gender tells; "he said" is who spoke last.
FIXED = {
    "PF_GENDER": {4: -1.2, 5: -4.0, 6: -8.0},
    "PF_CALLED_OTHERWISE": {0: -3.5},
    "PF_SPOKE_LAST": {0: 2.2, 1: 1.5, 2: 0.0},
}


def gap_rows():
    """One text a row: the pronoun is cluster 0, a name that it means as well, one that it does not 1."""
    with gzip.open(DATA / "gap-dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            names = [(*row[name], 0 if row[name + "_coref"] else 1) for name in "ab"]
            yield "gap-" + row["id"], row["text"], [(*row["pronoun"], 0), *names]


def gum_rows():
    """One text a document: every mention with its cluster."""
    with gzip.open(DATA / "gum-train.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            clusters = {}
            spans = [(e["start"], e["end"], clusters.setdefault(e["cluster"], len(clusters))) for e in document["entities"]]
            yield "gum-" + document["id"], document["text"], spans


def candidates(program, model, rows):
    """Of each pronoun: (row id, verdicts of its candidates, their entities, their features, its gender)."""
    packed = []
    for name, text, spans in rows:
        raw = text.encode("utf-8", "replace")
        told = "".join(f"\n{s} {e} {c}" for s, e, c in spans)
        packed.append(f"{re.sub(r'[^A-Za-z0-9_-]', '_', name)} {len(raw)} {len(spans)}{told}\n".encode() + raw + b"\n")
    out = subprocess.run([program, model], input=b"".join(packed), stdout=subprocess.PIPE, check=True).stdout
    lines = iter(out.decode().splitlines())
    for line in lines:
        name, _, gender, count = line.split()
        told = [[int(n) for n in next(lines).split()] for _ in range(int(count))]
        yield name, [t[0] for t in told], [t[1] for t in told], [t[2:] for t in told], int(gender)


def is_right(name, verdicts):
    """Which candidates a good choice may take; for a GAP row that means neither name, anybody else."""
    right = [v == 1 for v in verdicts]
    if name.startswith("gap") and not any(right):
        right = [v != 0 for v in verdicts]
    return right


def pack(pronouns):
    """The features of all candidates in one row, where each begins, the pronoun of each, whether it is right, and the
    weight of each pronoun."""
    features, owner, right, mass = [], [], [], []
    for name, verdicts, _, active, _ in pronouns:
        good = is_right(name, verdicts)
        if not any(good) or all(good):
            continue
        features += active
        owner += [len(mass)] * len(good)
        right += good
        mass.append(1.0 if name.startswith("gap") else GUM_WEIGHT)
    starts = np.cumsum([0] + [len(f) for f in features[:-1]])
    return np.concatenate(features).astype(int), starts, np.array(owner), np.array(right), np.array(mass)


def fixed_weights():
    """Number and weight of the features that are not learned."""
    numbers = dict(re.findall(r"(PF_\w+) = (\d+)", HEADER.read_text()))
    return {int(numbers[name]) + k: value for name, told in FIXED.items() for k, value in told.items()}


def train(pronouns, size, steps=400):
    """Weights by Adam on the whole batch."""
    flat, starts, owner, right, mass = pack(pronouns)
    lengths = np.diff(np.append(starts, len(flat)))
    weights, m, v = np.zeros(size), np.zeros(size), np.zeros(size)
    fixed = fixed_weights()
    for step in range(1, steps + 1):
        scores = np.add.reduceat(weights[flat], starts)
        top = np.full(len(mass), -np.inf)
        np.maximum.at(top, owner, scores)
        exps = np.exp(scores - top[owner])
        every = np.bincount(owner, exps, len(mass))
        good = np.bincount(owner, exps * right, len(mass)) + 1e-12
        push = mass[owner] * (exps / every[owner] - exps * right / good[owner])
        gradient = np.bincount(flat, np.repeat(push, lengths), size) / len(mass) + 2 * PENALTY * weights
        m, v = 0.9 * m + 0.1 * gradient, 0.999 * v + 0.001 * gradient**2
        weights -= 0.05 * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
        for number, value in fixed.items():
            weights[number] = value
    return weights


def scored(pronouns, weights):
    """F1 over GAP's names, and the share of GUM's pronouns that are right."""
    tp = fp = fn = hits = count = 0
    for name, verdicts, _, active, _ in pronouns:
        chosen = max(range(len(verdicts)), key=lambda k: weights[active[k]].sum(), default=None)
        verdict = verdicts[chosen] if chosen is not None else -1
        if name.startswith("gap"):
            tp += verdict == 1
            fp += verdict == 0
            fn += verdict != 1 and 1 in verdicts
        elif 1 in verdicts:
            hits += verdict == 1
            count += 1
    return 2 * tp / max(1, 2 * tp + fp + fn), hits / max(1, count), count


def fold_of(name, folds):
    return sum(name.encode()) % folds


def write(weights):
    """Put the weights into the table of the header."""
    path = HEADER
    whole = np.clip(np.round(weights * UNIT), -32767, 32767).astype(int)
    lines = ["    " + ", ".join(map(str, whole[at : at + 16])) for at in range(0, len(whole), 16)]
    table = "static const int16_t pronoun_weights[PRONOUN_FEATURES] = {\n" + ",\n".join(lines) + "};"
    path.write_text(re.sub(r"static const int16_t pronoun_weights.*?};", table, path.read_text(), flags=re.S))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program")
    parser.add_argument("model")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--folds", type=int, default=5)
    args = parser.parse_args()
    pronouns = [p for rows in (gap_rows(), gum_rows()) for p in candidates(args.program, args.model, rows)]
    size = int(re.search(r"PRONOUN_FEATURES = (\d+)", HEADER.read_text()).group(1))
    for fold in range(args.folds):
        held = [p for p in pronouns if fold_of(p[0], args.folds) == fold]
        weights = train([p for p in pronouns if fold_of(p[0], args.folds) != fold], size)
        print("fold %d: GAP F1 %.4f  GUM right %.4f of %d" % (fold, *scored(held, weights)), flush=True)
    weights = train(pronouns, size)
    print("all: GAP F1 %.4f  GUM right %.4f of %d" % scored(pronouns, weights))
    if args.write:
        write(weights)


if __name__ == "__main__":
    main()
