"""The attribution tagger in torch: MiniLM encoder, cue tagger, and a role head that reads a paragraph for one cue.

The role head follows predicate-conditioned semantic role labelling (Shi & Lin 2019): each candidate cue marks its
place in its paragraph, and every unit of the paragraph is labelled as source, content or neither *of that cue*.
"""

from __future__ import annotations

import json
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional as F  # noqa: N812

from index.attribution.extraction.extractor import DISTANCES
from index.attribution.extraction.tokenization import QUOTE_STATES, SHAPES
from index.training.crf import Crf

HIDDEN, LAYERS, HEADS = 384, 6, 12
ROLE_HIDDEN, ROLE_HEADS, ROLE_LAYERS = 256, 4, 2
TAGS = 7  # O, then B and I of source, cue, content
CUE_LABELS, ROLE_LABELS, STANCES = 3, 5, 6


def _bio(kinds: int) -> tuple[list[list[bool]], list[bool]]:
    """Allowed BIO moves over labels O, B1, I1, B2, I2, ..."""
    labels = range(1 + 2 * kinds)
    inside = {2 + 2 * k: (1 + 2 * k, 2 + 2 * k) for k in range(kinds)}
    return [[j not in inside or i in inside[j] for j in labels] for i in labels], [j not in inside for j in labels]


def locked_dropout(x: torch.Tensor, p: float, training: bool) -> torch.Tensor:
    """One dropout mask for all positions of a row (Gal & Ghahramani 2016); far cheaper than one a position on CPU."""
    if not training or p == 0:
        return x
    mask = torch.empty(x.shape[0], 1, x.shape[2], dtype=x.dtype).bernoulli_(1 - p).div_(1 - p)
    return x * mask


class Layer(nn.Module):
    """A post-norm transformer layer as in BERT."""

    def __init__(self, size: int, heads: int, inner: int) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(size, 3 * size)
        self.out = nn.Linear(size, size)
        self.norm1 = nn.LayerNorm(size, eps=1e-12)
        self.up = nn.Linear(size, inner)
        self.down = nn.Linear(inner, size)
        self.norm2 = nn.LayerNorm(size, eps=1e-12)

    def forward(self, x: torch.Tensor, bias: torch.Tensor, drop: float = 0.0) -> torch.Tensor:
        n, t, d = x.shape
        q, k, v = self.qkv(x).view(n, t, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4).unbind(0)
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype))
        a = self.out(a.transpose(1, 2).reshape(n, t, d))
        x = self.norm1(x + locked_dropout(a, drop, self.training))
        f = self.down(F.gelu(self.up(x)))
        return self.norm2(x + locked_dropout(f, drop, self.training))


class Encoder(nn.Module):
    """MiniLM with added embeddings of letter case and quotation state (zero at the start)."""

    def __init__(self) -> None:
        super().__init__()
        self.word = nn.Embedding(30522, HIDDEN)
        self.position = nn.Embedding(512, HIDDEN)
        self.kind = nn.Embedding(2, HIDDEN)
        self.shape = nn.Embedding(SHAPES, HIDDEN)
        self.quote = nn.Embedding(QUOTE_STATES, HIDDEN)
        nn.init.zeros_(self.shape.weight)
        nn.init.zeros_(self.quote.weight)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer(HIDDEN, HEADS, 4 * HIDDEN) for _ in range(LAYERS))

    def forward(
        self, ids: torch.Tensor, shape: torch.Tensor, quote: torch.Tensor, mask: torch.Tensor, drop: float = 0.0
    ) -> torch.Tensor:
        positions = torch.arange(ids.shape[1])
        x = self.word(ids) + self.position(positions) + self.kind.weight[0] + self.shape(shape) + self.quote(quote)
        x = locked_dropout(self.norm(x), drop, self.training)
        bias = (1.0 - mask.to(x.dtype))[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, bias, drop)
        return x

    def load_minilm(self, folder: Path) -> None:
        """Take the weights of all-MiniLM-L6-v2 (``model.safetensors``)."""
        config = json.loads((folder / "config.json").read_text())
        if (config["hidden_size"], config["num_hidden_layers"]) != (HIDDEN, LAYERS):
            raise ValueError(f"{folder}: not a 6-layer encoder of width 384")
        w = {k.removeprefix("bert."): v for k, v in load_file(folder / "model.safetensors").items()}
        with torch.no_grad():
            for name, table in (
                ("word", "word_embeddings"),
                ("position", "position_embeddings"),
                ("kind", "token_type_embeddings"),
            ):
                getattr(self, name).weight.copy_(w[f"embeddings.{table}.weight"])
            self.norm.weight.copy_(w["embeddings.LayerNorm.weight"])
            self.norm.bias.copy_(w["embeddings.LayerNorm.bias"])
            for i, layer in enumerate(self.layers):
                p = f"encoder.layer.{i}."
                for part in ("weight", "bias"):
                    qkv = [w[f"{p}attention.self.{x}.{part}"] for x in ("query", "key", "value")]
                    getattr(layer.qkv, part).copy_(torch.cat(qkv))
                    for mine, theirs in (
                        (layer.out, "attention.output.dense"),
                        (layer.norm1, "attention.output.LayerNorm"),
                        (layer.up, "intermediate.dense"),
                        (layer.down, "output.dense"),
                        (layer.norm2, "output.LayerNorm"),
                    ):
                        getattr(mine, part).copy_(w[f"{p}{theirs}.{part}"])


class Tagger(nn.Module):
    """Units of windows -> states, role tags and cue emissions."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.tags = nn.Linear(HIDDEN, TAGS)
        self.cues = nn.Linear(HIDDEN, CUE_LABELS)

    def forward(
        self,
        ids: torch.Tensor,
        shape: torch.Tensor,
        quote: torch.Tensor,
        mask: torch.Tensor,
        first: torch.Tensor,
        drop: float = 0.0,
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """ids, shape, quote, mask (n, t); first (n, u): the sub-word of each unit -> states (n, u, 384), tags, cues."""
        x = self.encoder(ids, shape, quote, mask, drop)
        x = x.gather(1, first.unsqueeze(2).expand(-1, -1, x.shape[2]))
        x = locked_dropout(x, drop, self.training)
        return x, self.tags(x), self.cues(x)


class Roles(nn.Module):
    """States of a cue's paragraph -> source / content labels for that cue, whether it is a cue at all, its stance, and
    whether what it introduces is a claim."""

    def __init__(self) -> None:
        super().__init__()
        self.state = nn.Linear(HIDDEN + TAGS, ROLE_HIDDEN)
        self.cue = nn.Linear(2 * HIDDEN, ROLE_HIDDEN)
        self.distance = nn.Embedding(2 * DISTANCES + 1, ROLE_HIDDEN)
        self.mark = nn.Embedding(3, ROLE_HIDDEN)  # neither, this cue, another candidate cue
        self.norm = nn.LayerNorm(ROLE_HIDDEN)
        self.layers = nn.ModuleList(Layer(ROLE_HIDDEN, ROLE_HEADS, 2 * ROLE_HIDDEN) for _ in range(ROLE_LAYERS))
        self.out = nn.Linear(ROLE_HIDDEN, ROLE_LABELS)
        self.valid = nn.Sequential(
            nn.Linear(2 * HIDDEN + ROLE_HIDDEN, ROLE_HIDDEN), nn.GELU(), nn.Linear(ROLE_HIDDEN, 1)
        )
        self.stance = nn.Sequential(
            nn.Linear(2 * HIDDEN + ROLE_HIDDEN, ROLE_HIDDEN), nn.GELU(), nn.Linear(ROLE_HIDDEN, STANCES)
        )
        self.claim = nn.Sequential(
            nn.Linear(2 * HIDDEN + ROLE_HIDDEN, ROLE_HIDDEN), nn.GELU(), nn.Linear(ROLE_HIDDEN, 1)
        )

    def forward(
        self,
        states: torch.Tensor,
        tags: torch.Tensor,
        index: torch.Tensor,
        distance: torch.Tensor,
        mark: torch.Tensor,
        mask: torch.Tensor,
        ends: torch.Tensor,
        drop: float = 0.0,
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
        """states (m, 384), tags (m, 7) of all units; per cue: index, distance, mark, mask (c, t), ends (c, 2), the
        first and last unit of the cue -> labels (c, t, 5), valid (c), stance (c, 6), claim (c)."""
        x, pooled = self.read(states, tags, index, distance, mark, mask, ends, drop)
        return self.out(x), self.valid(pooled).squeeze(1), self.stance(pooled), self.claim(pooled).squeeze(1)

    def read(
        self,
        states: torch.Tensor,
        tags: torch.Tensor,
        index: torch.Tensor,
        distance: torch.Tensor,
        mark: torch.Tensor,
        mask: torch.Tensor,
        ends: torch.Tensor,
        drop: float = 0.0,
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """As ``forward`` takes them -> the states of the units of each cue's paragraph, what is known of the cue."""
        cue = torch.cat([states[ends[:, 0]], states[ends[:, 1]]], dim=1)
        x = self.state(torch.cat([states[index], tags[index].to(states.dtype)], dim=2))
        x = x + self.cue(cue).unsqueeze(1) + self.distance(distance) + self.mark(mark)
        x = locked_dropout(self.norm(x), drop, self.training)
        bias = (1.0 - mask.to(x.dtype))[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, bias, drop)
        weight = (mark == 1).to(x.dtype).unsqueeze(2)
        return x, torch.cat([cue, (x * weight).sum(1) / weight.sum(1).clamp(min=1)], dim=1)


class Model(nn.Module):
    """Everything that is trained together."""

    def __init__(self) -> None:
        super().__init__()
        self.tagger = Tagger()
        self.roles = Roles()
        self.cue_crf = Crf(*_bio(1))
        self.role_crf = Crf(*_bio(2))
