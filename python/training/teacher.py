"""teacher.py train SEED EPOCHS | label SEED [CORPUS ...]: MiniLM fine-tuned on PolNeAR train, a BiLSTM and the heads on top.

Too large for the product; its tag distributions over PolNeAR train and over unlabelled news are what the small encoder
learns from (distillation, Hinton et al. 2015).  bfloat16 where the machine has it.
"""
import random
import sys
import time

import numpy as np
import torch
import torch.nn as nn

import articles
import batches
import data
import decode
import distil
import evaluate
import names_teacher
import plain
from heads import Heads
from minilm import CLS, SEP, WIDTH, MiniLM, word_pieces
from plain import BREAK, BREAKS, QUOTE, QUOTES, SHAPE, SHAPES, SPACE

LIMIT = 380          # word pieces in a window
BATCH = 10


class Teacher(nn.Module):
    def __init__(self, hidden=128):
        super().__init__()
        self.body = MiniLM()
        for table in (self.body.word, self.body.place, self.body.kind):
            table.weight.requires_grad_(False)
        sizes = ((SHAPES, 24), (BREAKS, 8), (QUOTES, 16), (2, 4))
        self.marks = nn.ModuleList(nn.Embedding(n, d) for n, d in sizes)
        self.lstm = nn.LSTM(WIDTH + sum(d for _, d in sizes), hidden, batch_first=True, bidirectional=True)
        self.drop = nn.Dropout(0.2)
        self.heads = Heads(2 * hidden)

    def forward(self, ids, mask, first, table):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            x = self.body(ids, mask)
        x = torch.gather(x.float(), 1, first[..., None].expand(-1, -1, WIDTH))
        x = torch.cat([x] + [e(table[..., c]) for e, c in zip(self.marks, (SHAPE, BREAK, QUOTE, SPACE))], -1)
        return self.drop(self.lstm(self.drop(x))[0])


def collate(parts):
    """Inputs of a batch of windows."""
    rows, firsts = [], []
    for part in parts:
        ids, first = [CLS], []
        for p in part["pieces"]:
            first.append(len(ids))
            ids += p
        rows.append(np.array(ids + [SEP]))
        firsts.append(np.array(first))
    ids = batches.pad(rows, 0)
    mask = batches.pad([np.ones(len(r), np.float32) for r in rows], 0)
    return ids, mask, batches.pad(firsts, 0), batches.pad([p["features"] for p in parts], 0).long()


def parts_of(item):
    """Windows of an article, with word pieces."""
    item["pieces"] = [word_pieces(w) for w in item["forms"]]
    return [batches.cut(item, s, e) for s, e in batches.windows(item["features"], LIMIT, [len(p) for p in item["pieces"]])]


def link_batch(parts, kind):
    return batches.pad_links([(b, row) for b, p in enumerate(parts) for row in p["links"][kind]])


@torch.no_grad()
def run(net, item):
    """Encoder states (1, tokens, dim) and log probabilities (tokens, tags) of an article."""
    states = torch.cat([net(*collate([p])) for p in parts_of(item)], 1)
    return states, torch.log_softmax(net.heads.tags(states), -1)[0].numpy()


def measure(net, items, gold, bias=0.3):
    net.eval()
    out = []
    for item in items:
        states, scores = run(net, item)
        out.append({"id": item["id"], "attributions": decode.attributions(net.heads, states, scores, item["features"], item["spans"], None, bias, False)})
    net.train()
    return evaluate.attributions(gold, out)


def train(seed, epochs, size=None):
    torch.manual_seed(seed)
    random.seed(seed)
    gold = data.documents("quotes-polnear-dev")
    dev = articles.items("quotes-polnear-dev", read=plain.read)
    parts = [p for it in articles.items("quotes-polnear-train", read=plain.read)[:size] for p in parts_of(it)]
    for p in parts:
        p["links"] = batches.link_rows(p)
    net = Teacher()
    body = [p for p in net.body.parameters() if p.requires_grad]
    rest = [p for n, p in net.named_parameters() if not n.startswith("body.")]
    opt = torch.optim.AdamW([{"params": body}, {"params": rest}], 1e-4, weight_decay=0.01)
    steps = epochs * (len(parts) // BATCH + 1)
    plan = torch.optim.lr_scheduler.OneCycleLR(opt, [1.5e-4, 2e-3], steps, pct_start=0.1)
    print(len(parts), "windows", steps, "steps", flush=True)
    for epoch in range(epochs):
        began, total = time.time(), 0.0
        groups = batches.shuffled(parts, BATCH, seed * 100 + epoch)
        for n, group in enumerate(groups):
            h = net(*collate(group))
            tags = batches.pad([p["tags"].astype(np.int64) for p in group], batches.IGNORE)
            loss = net.heads.loss(h, tags, link_batch(group, "content"), link_batch(group, "source"))
            opt.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            opt.step()
            plan.step()
            total += loss.item()
            if n % 25 == 0:
                print(epoch, n, len(groups), f"{time.time() - began:.0f}s {total / (n + 1):.3f}", flush=True)
        torch.save(net.state_dict(), data.scratch(f"teacher{seed}.pt"))
        print("epoch", epoch, measure(net, dev, gold), flush=True)


@torch.no_grad()
def label(seed, corpora):
    """Tag distributions and attributions of all texts that may be read, for the small encoder to learn from."""
    net = Teacher()
    net.load_state_dict(torch.load(data.scratch(f"teacher{seed}.pt")))
    net.eval()
    for corpus in corpora:
        items = []
        for _, name, text in names_teacher.texts((corpus,)):
            spans, forms, table = plain.read(text)
            items.append({"id": name, "spans": spans, "forms": forms, "features": table})
        states = distil.states(lambda group: net(*collate(group)), [parts_of(it) for it in items])
        distil.write(f"teacher{seed}", corpus, net.heads, items, states, False)


if __name__ == "__main__":
    if sys.argv[1] == "label":
        label(int(sys.argv[2]), sys.argv[3:] or names_teacher.CORPORA)
    else:
        train(int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]) if len(sys.argv) > 4 else None)
