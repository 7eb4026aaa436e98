"""A linear-chain conditional random field (Lafferty et al. 2001), batched and masked.

Forward-backward runs in numpy, in probabilities scaled step by step (Rabiner 1989, section V.A): thousands of tiny
tensor operations of an autograd loop cost far more than the arithmetic.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch import nn

FORBIDDEN = -1e4


class _Nll(torch.autograd.Function):
    @staticmethod
    def forward(
        ctx: Any,
        emissions: torch.Tensor,
        trans: torch.Tensor,
        start: torch.Tensor,
        labels: torch.Tensor,
        mask: torch.Tensor,
    ) -> torch.Tensor:
        e, tr, st = (x.detach().double().numpy() for x in (emissions, trans, start))
        y, m = labels.numpy(), mask.numpy()
        rows, steps, kinds = e.shape
        top = e.max(axis=2, keepdims=True)
        likely = np.where(m[:, :, None], np.exp(e - top), 1.0)
        move = np.exp(tr)
        alpha = np.empty((steps, rows, kinds))
        scale = np.ones((steps, rows))
        alpha[0] = np.exp(st) * likely[:, 0]
        scale[0] = alpha[0].sum(1)
        alpha[0] /= scale[0][:, None]
        for t in range(1, steps):
            new = (alpha[t - 1] @ move) * likely[:, t]
            total = new.sum(1)
            on = m[:, t]
            scale[t] = np.where(on, total, 1.0)
            alpha[t] = np.where(on[:, None], new / np.maximum(total, 1e-300)[:, None], alpha[t - 1])
        log_z = np.log(scale).sum(0) + (top[:, :, 0] * m).sum(1)
        beta = np.ones((steps, rows, kinds))
        for t in range(steps - 2, -1, -1):
            back = (likely[:, t + 1] * beta[t + 1]) @ move.T / scale[t + 1][:, None]
            beta[t] = np.where(m[:, t + 1][:, None], back, 1.0)
        marginal = alpha * beta
        marginal /= np.maximum(marginal.sum(2, keepdims=True), 1e-300)
        onehot = np.eye(kinds)[y]
        ctx.numbers = (alpha, beta, likely, scale, marginal, onehot, move, m)
        gold = (e * onehot).sum(2)
        moved = tr[y[:, :-1], y[:, 1:]]
        return torch.from_numpy(log_z - (gold * m).sum(1) - (moved * m[:, 1:]).sum(1) - st[y[:, 0]]).float()

    @staticmethod
    def backward(ctx: Any, *grads: torch.Tensor) -> tuple[Any, ...]:
        alpha, beta, likely, scale, marginal, onehot, move, m = ctx.numbers
        g = grads[0].double().numpy()
        d_e = (marginal.transpose(1, 0, 2) - onehot) * m[:, :, None] * g[:, None, None]
        on = m[:, 1:].T * g[None, :]
        right = likely.transpose(1, 0, 2)[1:] * beta[1:] / scale[1:][:, :, None] * on[:, :, None]
        d_tr = np.einsum("tni,tnj->ij", alpha[:-1], right) * move
        gold = np.einsum("nti,ntj->ij", onehot[:, :-1], onehot[:, 1:] * on.T[:, :, None])
        d_st = ((marginal[0] - onehot[:, 0]) * g[:, None]).sum(0)
        return (*tuple(torch.from_numpy(x).float() for x in (d_e, d_tr - gold, d_st)), None, None)


class Crf(nn.Module):
    """Transitions over BIO labels; ``allowed[i][j]`` False forbids label j after label i, ``first[j]`` at the start."""

    def __init__(self, allowed: list[list[bool]], first: list[bool]) -> None:
        super().__init__()
        self.transitions = nn.Parameter(torch.zeros(len(first), len(first)))
        self.start = nn.Parameter(torch.zeros(len(first)))
        self.register_buffer("block", torch.where(torch.tensor(allowed), 0.0, FORBIDDEN))
        self.register_buffer("block_first", torch.where(torch.tensor(first), 0.0, FORBIDDEN))

    def scores(self) -> tuple[torch.Tensor, torch.Tensor]:
        """(transitions, start) with the forbidden moves blocked."""
        return self.transitions + self.block, self.start + self.block_first

    def nll(self, emissions: torch.Tensor, labels: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Negative log likelihood of each row; emissions (n, t, k), labels (n, t), mask (n, t) with a full prefix."""
        trans, start = self.scores()
        return _Nll.apply(emissions, trans, start, labels, mask)
