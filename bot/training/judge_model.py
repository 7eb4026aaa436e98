"""The judge in torch: a cross-encoder in which the question is read once for all of its candidates.

The question's tokens attend to the question alone; a candidate's tokens attend to the question's and to their own,
layer by layer (the decoupling of MacAvaney et al., 2020, arXiv:2004.14255, the other way round: there the document is
read ahead). So a question costs its tokens once and not once for each candidate.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F  # noqa: N812

from index.training.model import HEADS, HIDDEN, Encoder, Layer, locked_dropout

ATTITUDES = 8  # six stances, own voice, anonymous
STANDS = 3  # for, against, leaves open

Keys = list[tuple[torch.Tensor, torch.Tensor]]


def _split(layer: Layer, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    n, t, d = x.shape
    q, k, v = (y.reshape(n, t, HEADS, d // HEADS).transpose(1, 2) for y in layer.qkv(x).split(d, dim=2))
    return q, k, v


def plain(q: torch.Tensor, k: torch.Tensor, v: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
    """Attention in plain matrix products, for export."""
    return torch.softmax(q @ k.transpose(2, 3) * q.shape[-1] ** -0.5 + bias, dim=3) @ v


def fused(q: torch.Tensor, k: torch.Tensor, v: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
    """The same in one operation, for training."""
    return F.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype))


def gelu(x: torch.Tensor) -> torch.Tensor:
    """In float32: torch's bfloat16 kernel is ten times slower on CPU."""
    return F.gelu(x.float()).to(x.dtype)


class Judge(nn.Module):
    """(question, candidates) -> logits: answers, belongs beside an answer, and how the speaker stands."""

    def __init__(self, layers: int) -> None:
        super().__init__()
        self.encoder = Encoder()
        self.encoder.layers = self.encoder.layers[:layers]
        self.asked = nn.Parameter(torch.zeros(HIDDEN))
        self.said = nn.Parameter(torch.zeros(HIDDEN))
        self.attitude = nn.Embedding(ATTITUDES, HIDDEN)
        nn.init.zeros_(self.attitude.weight)
        self.near = nn.Linear(1, 1)
        self.inner = nn.Linear(3 * HIDDEN, HIDDEN)
        self.heads = nn.Linear(HIDDEN, 2 + STANDS)
        self.attention = plain
        with torch.no_grad():
            self.near.weight.fill_(8.0)
            self.near.bias.fill_(-4.0)

    def load_minilm(self, folder: Path) -> None:
        """Take the lower layers of all-MiniLM-L6-v2."""
        whole = Encoder()
        whole.load_minilm(folder)
        state = {k: v for k, v in whole.state_dict().items() if k in self.encoder.state_dict()}
        self.encoder.load_state_dict(state)

    def _start(self, ids: torch.Tensor, extra: torch.Tensor, drop: float) -> torch.Tensor:
        e = self.encoder
        x = e.word(ids) + e.position(torch.arange(ids.shape[1])) + e.kind.weight[0] + extra
        return locked_dropout(e.norm(x), drop, self.training)

    def _through(self, layer: Layer, x: torch.Tensor, attended: torch.Tensor, drop: float) -> torch.Tensor:
        n, t, d = x.shape
        a = layer.out(attended.transpose(1, 2).reshape(n, t, d))
        x = layer.norm1(x + locked_dropout(a, drop, self.training))
        f = layer.down(gelu(layer.up(x)))
        return layer.norm2(x + locked_dropout(f, drop, self.training))

    def question(self, ids: torch.Tensor, mask: torch.Tensor, drop: float = 0.0) -> tuple[torch.Tensor, Keys]:
        """(n, t) -> mean states (n, 384), and the keys and values of each layer."""
        x = self._start(ids, self.asked, drop)
        bias = (1.0 - mask.to(x.dtype))[:, None, None, :] * -1e4
        keys = []
        for layer in self.encoder.layers:
            q, k, v = _split(layer, x)
            keys.append((k, v))
            x = self._through(layer, x, self.attention(q, k, v, bias), drop)
        weight = mask.to(x.dtype).unsqueeze(2)
        return (x * weight).sum(1) / weight.sum(1), keys

    def candidates(
        self,
        mean: torch.Tensor,
        keys: Keys,
        asked_mask: torch.Tensor,
        ids: torch.Tensor,
        said: torch.Tensor,
        mask: torch.Tensor,
        attitude: torch.Tensor,
        drop: float = 0.0,
    ) -> torch.Tensor:
        """Per candidate its question's mean, keys and mask (n, ...), its tokens (n, t), which of them are the content
        (n, t), mask (n, t) and attitudes (n, 8) -> logits (n, 5)."""
        x = self._start(ids, said.unsqueeze(2) * self.said + (attitude @ self.attitude.weight).unsqueeze(1), drop)
        both = torch.cat([asked_mask.to(x.dtype), mask.to(x.dtype)], dim=1)
        bias = (1.0 - both)[:, None, None, :] * -1e4
        for layer, (k_asked, v_asked) in zip(self.encoder.layers, keys, strict=True):
            q, k, v = _split(layer, x)
            k, v = torch.cat([k_asked, k], dim=2), torch.cat([v_asked, v], dim=2)
            x = self._through(layer, x, self.attention(q, k, v, bias), drop)
        weight = mask.to(x.dtype).unsqueeze(2)
        pooled = (x * weight).sum(1) / weight.sum(1)
        near = (pooled * mean).sum(1, keepdim=True) / (
            pooled.norm(dim=1, keepdim=True) * mean.norm(dim=1, keepdim=True) + 1e-6
        )
        states = torch.cat([x[:, 0], pooled, pooled * mean], dim=1)
        logits = self.heads(locked_head(gelu(self.inner(states)), drop, self.training))
        return torch.cat([logits[:, :1] + self.near(near), logits[:, 1:]], dim=1)


def locked_head(x: torch.Tensor, p: float, training: bool) -> torch.Tensor:
    """Dropout before the heads."""
    return F.dropout(x, p, training)
