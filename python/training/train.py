"""train.py NAME [key=value ...]: train the small encoder on everything that is there, and measure it on the dev files.

Keys (see `SETTINGS`): hidden, epochs, batch, rate, seed, tasks (letters: a attributions, n names, g grammar, t teacher's
attributions on unlabelled text), ema, drop, teacher (names joined by ``+``, the first of them says which spans belong
together), start (name of a network to go on from).  Writes ``NAME.pt`` to the scratch folder; one line an epoch to
standard output.
"""
import math
import pickle
import random
import sys
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

import articles
import batches
import data
import decode
import distil
import evaluate
import features
import grammar
import names
import names_data
import words as words_module
from encoder import Encoder, dropped

SETTINGS = {"hidden": 96, "epochs": 12, "batch": 16, "rate": 3e-3, "seed": 1, "tasks": "a", "ema": 0.998, "drop": 0.3,
            "limit": 256, "soft": 0.5, "every": 2, "names": 0.5, "aux": 0.2, "width": 32, "teacher": "teacher1", "none": 0.15, "start": ""}
UNLABELLED = ("ner-gmb-silver", "gum-train", "ner-re3d", "ner-wikigold", "ner-crossner", "ud-ewt-train")


def keep(name, made):
    """Write a pickle to the scratch folder."""
    with open(data.scratch(name + ".pickle"), "wb") as f:
        pickle.dump(made, f, protocol=4)


def cached(name, make):
    """Result of `make`, kept as a pickle in the scratch folder."""
    try:
        with open(data.scratch(name + ".pickle"), "rb") as f:
            return pickle.load(f)
    except FileNotFoundError:
        made = make()
        keep(name, made)
        return made


def gather(s):
    """Training items of the chosen tasks."""
    words, found = words_module.load(), {}
    if "a" in s["tasks"]:
        for it in cached("items-polnear", lambda: articles.items("quotes-polnear-train", words)):
            found["quotes-polnear-train/" + it["id"]] = it
    if "n" in s["tasks"] or "t" in s["tasks"]:
        for corpus in ("quotes-polnear-train",) + UNLABELLED:
            for it in cached("items-names-" + corpus, lambda c=corpus: names_data.items(c, words)):
                found.setdefault(it["id"], it)["names"] = it["names"]
    if "g" in s["tasks"]:
        for it in cached("items-grammar", lambda: grammar.items(words)):
            corpus = "gum-train/" if it["id"].startswith("GUM_") else "ud-ewt-train/"
            found.setdefault(corpus + it["id"], it).update({k: it[k] for k in ("pos", "relation", "clause")})
    if "t" in s["tasks"]:
        for corpus in ("quotes-polnear-train",) + UNLABELLED:
            distil.add(found, s["teacher"].split("+"), corpus)
    return list(found.values())


def parts_of(items, limit):
    """Windows of all items, each with every label array (IGNORE where a set does not tell)."""
    out = []
    for it in items:
        n, it = len(it["features"]), dict(it)
        it.pop("spans", None), it.pop("forms", None)
        it["gold"] = np.full(n, 0 if it.pop("guessed", False) else 1, np.int8)
        for key in ("tags", "pos", "relation", "clause"):
            it[key] = it[key].astype(np.int16) if key in it else np.full(n, batches.IGNORE, np.int16)
        it["names"] = it["names"].astype(np.int16) if "names" in it else np.full((n, 4), batches.IGNORE, np.int16)
        for start, end in batches.windows(it["features"], limit):
            part = batches.cut(it, start, end)
            part["links"] = batches.link_rows(part) if (part["tags"] >= 0).all() else {"content": [], "source": []}
            out.append(part)
    return out


def hidden(rows, kind, share):
    """Link rows; of `share` of the contents the true cue is hidden and the answer is "none", as when decoding missed it."""
    for first, last, found, target in rows:
        if kind == "content" and random.random() < share:
            found, target = [f for k, f in enumerate(found) if k != target], -1
        yield first, last, found, target


def attribution_loss(net, h, group, s):
    """Cross entropy of tags against gold and teacher, and of the links."""
    tags = batches.pad([p["tags"].astype(np.int64) for p in group], batches.IGNORE)
    if not (tags >= 0).any():
        return 0.0
    log = F.log_softmax(net.heads.tags(h), -1)
    known = (tags >= 0).float()
    hard = -log.gather(-1, tags.clamp(min=0)[..., None])[..., 0]
    has = torch.tensor([("soft" in p) * 1.0 for p in group])[:, None]
    gold = torch.tensor([p["gold"][0] * 1.0 for p in group])[:, None]
    if has.any():
        none = np.zeros((1, log.shape[-1]), np.float32)
        soft = batches.pad([p["soft"] if "soft" in p else none.repeat(len(p["features"]), 0) for p in group], 0.0)
        gentle = -(soft * log).sum(-1)
        share = has * (gold * s["soft"] + (1 - gold))
        hard = share * gentle + (1 - share) * hard
    total = (hard * known).sum() / known.sum()
    for kind, link in (("content", net.heads.content), ("source", net.heads.source)):
        rows = batches.pad_links([(b, r) for b, p in enumerate(group) for r in hidden(p["links"][kind], kind, s["none"])])
        if len(rows[0]):
            total = total + 0.3 * F.cross_entropy(link(h, *rows[:3], True), rows[3])
    return total * known.mean().clamp(min=0.2)


def names_loss(net, h, group):
    """Mean over voters of the cross entropy of name labels."""
    labels = batches.pad([p["names"].astype(np.int64) for p in group], batches.IGNORE)
    known = labels >= 0
    if not known.any():
        return 0.0
    log = F.log_softmax(net.names(h), -1)
    return -(log.gather(-1, labels.clamp(min=0)) * known).sum() / labels.numel()


def grammar_loss(net, h, group):
    """Cross entropy of the auxiliary heads."""
    total = 0.0
    for key, head in (("pos", net.pos), ("relation", net.relation), ("clause", net.clause)):
        labels = batches.pad([p[key].astype(np.int64) for p in group], batches.IGNORE)
        if (labels >= 0).any():
            total = total + F.cross_entropy(head(h).flatten(0, 1), labels.flatten(), ignore_index=batches.IGNORE, reduction="sum") / labels.numel()
    return total


@torch.no_grad()
def states(net, table, limit=512):
    """Encoder states (1, tokens, dim) of an article, window by window."""
    f = torch.from_numpy(table)
    return torch.cat([net(f[None, a:b].long()) for a, b in batches.windows(table, limit)], 1)


@torch.no_grad()
def measure(net, tasks, bias=0.3):
    """Figures on the dev files."""
    net.eval()
    out, words = {}, words_module.load()
    if "a" in tasks:
        predicted = []
        for it in cached("items-polnear-dev", lambda: articles.items("quotes-polnear-dev", words)):
            h = states(net, it["features"])
            log = net.heads.tags(h)[0].numpy()
            predicted.append({"id": it["id"], "attributions": decode.attributions(net.heads, h, log, it["features"], it["spans"], None, bias)})
        out.update(evaluate.attributions(data.documents("quotes-polnear-dev"), predicted))
    if "n" in tasks:
        predicted = []
        for d in data.documents("ner-worldwide-dev"):
            spans, forms, table = features.read(d["text"], words)
            labels = decode.names(net.names(states(net, table))[0].log_softmax(-1).numpy())
            predicted.append({"id": d["id"], "entities": names.spans_of(labels, spans)})
        out["names"] = evaluate.entities(data.documents("ner-worldwide-dev"), predicted)
    net.train()
    return out


def rate_at(progress, most, warm=0.12):
    """Learning rate at a share of the training: up in a line, down along a cosine."""
    if progress < warm:
        return most * (0.05 + 0.95 * progress / warm)
    return most * max(0.005, 0.5 + 0.5 * math.cos(math.pi * min(1.0, (progress - warm) / (1 - warm))))


def train(name, s):
    torch.manual_seed(s["seed"])
    random.seed(s["seed"])
    parts = parts_of(gather(s), s["limit"])
    print(s, len(parts), "windows", sum(len(p["features"]) for p in parts), "tokens", flush=True)
    net = Encoder(words_module.load().vectors, s["hidden"], s["drop"], s["width"])
    if s["start"]:
        net.load_state_dict(torch.load(data.scratch(s["start"] + ".pt"), weights_only=False)["state"])
    mean = torch.optim.swa_utils.AveragedModel(net, avg_fn=lambda kept, new, n: kept + (new - kept) * max(1 - s["ema"], 9.0 / (10 + n)))
    opt = torch.optim.AdamW(net.parameters(), s["rate"], weight_decay=0.01)
    steps = s["epochs"] * (len(parts) // s["batch"] + 1)
    start, step = time.time(), 0
    for epoch in range(s["epochs"]):
        began, total, n = time.time(), 0.0, 0
        for group in batches.shuffled(parts, s["batch"], s["seed"] * 1000 + epoch):
            h = net(dropped(batches.pad([p["features"] for p in group], 0).long()))
            loss = attribution_loss(net, h, group, s) + s["names"] * names_loss(net, h, group) + s["aux"] * grammar_loss(net, h, group)
            opt.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            opt.param_groups[0]["lr"] = rate_at(step / steps, s["rate"])
            opt.step()
            step += 1
            mean.update_parameters(net)
            total, n = total + loss.item(), n + 1
            if step % 200 == 0:
                print(step, f"{time.time() - start:.0f}s loss {total / n:.4f}", flush=True)
        print(epoch, f"{time.time() - began:.0f}s loss {total / n:.4f}", flush=True)
        if epoch % s["every"] == s["every"] - 1 or epoch == s["epochs"] - 1:
            torch.save({"settings": s, "state": mean.module.state_dict()}, data.scratch(name + ".pt"))
            print("  dev", measure(mean.module, s["tasks"]), flush=True)


if __name__ == "__main__":
    chosen = dict(SETTINGS)
    for argument in sys.argv[2:]:
        key, value = argument.split("=")
        chosen[key] = type(SETTINGS[key])(value)
    train(sys.argv[1], chosen)
