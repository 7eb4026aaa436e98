"""The second stage: a small network over the features, fitted on data by bot/training/fit_reranker.py."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from bot.question.parser import Kind
from bot.retrieval.features import NAMES

Row = npt.NDArray[np.float64]
RANKED_AS = {Kind.OVERVIEW: Kind.WHO, Kind.FIGURES: Kind.WHO, Kind.QUOTATION: Kind.WHO, Kind.PROVENANCE: Kind.WHO}
"""Kinds that differ in what is shown, not in what is near."""
KINDS = tuple(kind for kind in Kind if kind not in RANKED_AS)
LIMIT = 6.0
"""Standardised features are cut here, so that no odd claim outweighs all else."""


@dataclass(frozen=True, slots=True)
class Ranker:
    """``score = linear . z + out . relu(z hidden + bias)``; z: standardised features, then which kind of question."""

    mean: Row
    spread: Row
    linear: Row
    hidden: Row
    bias: Row
    out: Row

    def inputs(self, features: Row, kind: Kind) -> Row:
        """(claims x (features + kinds))"""
        z = np.clip((features - self.mean) / self.spread, -LIMIT, LIMIT)
        asked = np.zeros((len(z), len(KINDS)))
        asked[:, KINDS.index(RANKED_AS.get(kind, kind))] = 1.0
        return np.concatenate([z, asked], axis=1)

    def scores(self, features: Row, kind: Kind) -> Row:
        """One score a row, higher is better; comparable within one question only."""
        z = self.inputs(features, kind)
        found: Row = z @ self.linear + np.maximum(z @ self.hidden + self.bias, 0.0) @ self.out
        return found


def unpack(stored: dict[str, object]) -> Ranker:
    """A ranker from what its file holds. The file names features and kinds: a change of them cannot pass unseen."""
    if stored["features"] != list(NAMES) or stored["kinds"] != [str(k) for k in KINDS]:
        raise ValueError("the ranker's weights are those of other features: fit them anew (docs/evaluation-answers.md)")
    keys = ("mean", "spread", "linear", "hidden", "bias", "out")
    return Ranker(*(np.array(stored[key], dtype=np.float64) for key in keys))


@cache
def ranker() -> Ranker:
    """The packaged ranker."""
    return unpack(json.loads((files(__package__) / "data" / "ranker.json").read_text(encoding="utf8")))
