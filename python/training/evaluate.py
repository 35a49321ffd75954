"""Figures of the shared scorers, with bootstrap intervals over articles."""
import random

from scorers import score_attributions, score_entities

KEYS = ("attribution", "quoted/attribution", "unquoted/attribution", "content_j80", "content_exact", "cue", "source_overlap")


def attributions(gold, predicted, keys=KEYS):
    """F1 by measure."""
    result, _ = score_attributions.score(gold, predicted)
    return {k: round(result[k]["f1"], 4) for k in keys}


def entities(gold, predicted):
    """Exact F1 by coarse type."""
    return {k.split("/")[0]: round(v["f1"], 4) for k, v in score_entities.score(gold, predicted).items() if k.endswith("exact")}


def interval(gold, predicted, score, key, rounds=200, seed=1):
    """Central 95 % of a measure over resampled articles."""
    rng, by_id, found = random.Random(seed), {p["id"]: p for p in predicted}, []
    for _ in range(rounds):
        pick = [rng.randrange(len(gold)) for _ in gold]
        some = [dict(gold[i], id=str(n)) for n, i in enumerate(pick)]
        theirs = [dict(by_id[gold[i]["id"]], id=str(n)) for n, i in enumerate(pick)]
        found.append(score(some, theirs)[key])
    found.sort()
    return found[int(rounds * 0.025)], found[int(rounds * 0.975)]
