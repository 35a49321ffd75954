"""test_training.py: the whole way from sentences to a weights section on a slice of our own, in about a minute.

Run with the environment of training (PyTorch); reads nothing below ``shared``.
"""
import os
import struct
import tempfile
import unittest

import numpy as np
import torch

SCRATCH = tempfile.TemporaryDirectory()
os.environ["SAYSO_TRAIN_WORK"] = SCRATCH.name      # read by data.py below
torch.set_num_threads(1)                           # such small batches: threads would wait for each other

import articles
import batches
import core
import decode
import distil
import export
import features
import integers
import quantize
import train
from encoder import Encoder
from labels import encode
from words import WIDTH, Words

PEOPLE = ("The mayor", "A spokeswoman", "Anna Berzina", "The harbour master", "One engineer", "The union")
CUES = ("said", "says", "claimed", "warned")
CLAIMS = ("the bridge would open in May", "nobody had asked the port", "costs could double", "the plan was sound")


def document(n):
    """One sentence, direct or indirect, with its attribution in code points."""
    who, cue, claim = PEOPLE[n % 6], CUES[n // 2 % 4], CLAIMS[n // 3 % 4]
    if n % 2:
        text = f"{who} {cue} that {claim} ."
        content, at, source = "that " + claim, f" {cue} ", who
    else:
        text = f"\"{claim.capitalize()},\" {who[0].lower() + who[1:] if who[0] in 'TAO' and ' ' in who and who != PEOPLE[2] else who} {cue} on Monday."
        content, at, source = text[:text.index('" ') + 1], f" {cue} ", text[text.index('" ') + 2:text.index(f" {cue} ")]
    span = lambda part: [[text.index(part), text.index(part) + len(part)]]
    cue_span = [[text.index(at) + 1, text.index(at) + len(at) - 1]]
    return {"id": str(n), "text": text, "attributions": [{"content": span(content), "cue": cue_span, "source": span(source)}]}


def vocabulary(docs):
    hashes = np.unique(np.concatenate([core.view(d["text"])["hash"] for d in docs]))
    vectors = np.random.default_rng(1).normal(size=(len(hashes) + 1, WIDTH)).astype(np.float32)
    return Words([""] * len(hashes), hashes, vectors)


def trained(docs, words, steps=60):
    """A network of 16 units a direction that has seen each document some times."""
    torch.manual_seed(1)
    settings = dict(train.SETTINGS, none=0.0)
    parts = train.parts_of([articles.item(d, words) for d in docs], 256)
    net = Encoder(words.vectors, hidden=16, drop=0.0, width=8)
    opt, losses = torch.optim.Adam(net.parameters(), 1e-2), []
    for step in range(steps):
        group = batches.shuffled(parts, 12, step)[0]
        loss = train.attribution_loss(net, net(batches.pad([p["features"] for p in group], 0).long()), group, settings)
        opt.zero_grad()
        loss.backward()
        opt.step()
        losses.append(float(loss.detach()))
    return net.eval(), losses


class Training(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        core.build()
        cls.docs = [document(n) for n in range(36)]
        cls.words = vocabulary(cls.docs)
        cls.net, cls.losses = trained(cls.docs, cls.words)
        cls.q = quantize.quantize(cls.net)

    def test_learns_and_finds_what_it_was_taught(self):
        self.assertLess(np.mean(self.losses[-5:]), 0.2 * self.losses[0])
        right = 0
        for d in self.docs:
            it = articles.item(d, self.words)
            h = train.states(self.net, it["features"])
            scores = self.net.heads.tags(h).detach()[0].numpy()
            right += decode.attributions(self.net.heads, h, scores, it["features"], it["spans"]) == d["attributions"]
        self.assertGreaterEqual(right, 30)

    def test_integers_agree_with_floats(self):
        tables = [articles.item(d, self.words)["features"] for d in self.docs]
        same = total = 0
        for f, u in zip(tables, integers.states(self.q, tables)):
            self.assertTrue(((u >= 1) & (u <= 127)).all())
            ours = decode.viterbi(integers.linear(self.q["tags"], u) / quantize.SCORE, f)
            theirs = decode.viterbi(self.net.heads.tags(train.states(self.net, f)).detach()[0].numpy(), f)
            same, total = same + int((ours == theirs).sum()), total + len(ours)
        self.assertGreaterEqual(same, 0.99 * total)

    def test_multipliers_leave_room(self):
        for name in export.MAPS:
            m = self.q[name]
            largest = np.abs(m["w"].astype(np.int64)).sum(1) * quantize.SPREAD * m["mult"] + (1 << m["shift"] >> 1)
            self.assertLess(largest.max(), 2 ** 31)

    def test_section_holds_what_it_was_given(self):
        found = export.arrays(self.q, self.words)
        made = export.section(found)
        magic, version, count = struct.unpack_from("<8sII", made)
        self.assertEqual((magic, version, count), (export.MAGIC, export.VERSION, len(found)))
        kinds = {v: np.dtype(k) for k, v in export.TYPES.items()}
        for n in range(count):
            name, kind, rows, columns, _, offset, size = struct.unpack_from("<32sIIIIQQ", made, 16 + 64 * n)
            a = np.ascontiguousarray(found[name.rstrip(b"\0").decode()])
            self.assertEqual(offset % 64, 0)
            self.assertEqual(made[offset:offset + size], a.tobytes())
            self.assertEqual(rows * columns * kinds[kind].itemsize, size)

    def test_windows_are_paragraphs_then_sentences_then_cuts(self):
        f = np.zeros((100, features.COLUMNS), np.int64)
        f[[0, 20], features.BREAK] = 2
        f[[60], features.BREAK] = 1
        self.assertEqual(batches.windows(f, 50), [(0, 20), (20, 60), (60, 100)])
        self.assertEqual(batches.windows(f, 30), [(0, 20), (20, 50), (50, 60), (60, 90), (90, 100)])

    def test_a_teachers_distribution_is_carried_to_other_tokens(self):
        p = np.zeros((2, 7))
        p[0, 1] = p[1, 2] = 1.0
        got = distil.carry([(0, 6), (7, 9)], p, [(0, 3), (3, 6), (7, 9)])
        self.assertEqual(got.argmax(1).tolist(), [1, 2, 2])

    def test_labels_go_there_and_back(self):
        d = self.docs[0]
        spans = articles.item(d, self.words)["spans"]
        tags, contents, sources = encode(spans, d["attributions"])
        self.assertEqual((len(contents), len(sources)), (1, 1))
        self.assertEqual(set(tags.tolist()) - set(range(7)), set())


if __name__ == "__main__":
    unittest.main()
