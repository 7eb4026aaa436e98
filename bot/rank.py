"""The second stage: a linear score over the features, its weights fitted on data by tests/benchmarks/fit_ranker.py."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from bot.features import NAMES

Row = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ranker:
    """``score = weights . (features - mean) / spread``; ``bias`` and ``slopes`` turn a ranking into a probability."""

    weights: Row
    mean: Row
    spread: Row

    def scores(self, features: Row) -> Row:
        """One score a row, higher is better; comparable within one question only."""
        found: Row = ((features - self.mean) / self.spread) @ self.weights
        return found


@cache
def ranker() -> Ranker:
    """The packaged ranker. Its file names its features, so that a change of features cannot pass unseen."""
    stored = json.loads((files(__package__) / "data" / "ranker.json").read_text(encoding="utf8"))
    rows = [stored["features"][name] for name in NAMES]
    table = np.array([[row["weight"], row["mean"], row["spread"]] for row in rows], dtype=np.float64)
    return Ranker(table[:, 0], table[:, 1], table[:, 2])
