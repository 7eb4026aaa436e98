"""How likely each ranked claim is to answer: a logistic model over its score and its place among the others.

The weights are fitted by bot/training/calibrate_confidence.py on questions whose answers are known. What is shown
beside the first claim is decided by this probability, not by a number of claims.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

Row = npt.NDArray[np.float64]
SIGNALS = "score behind share lead gate place first".split()


@dataclass(frozen=True, slots=True)
class Confidence:
    """A logistic model over SIGNALS."""

    weights: Row
    bias: float

    def probabilities(self, scores: Row, answers: float) -> Row:
        """For scores of one question, best first; ``answers``: the probability that anything found answers."""
        z = np.clip(signals(scores, answers) @ self.weights + self.bias, -30.0, 30.0)
        found: Row = 1.0 / (1.0 + np.exp(-z))
        return found


@cache
def confidence() -> Confidence:
    """The packaged calibration."""
    stored = json.loads((files(__package__) / "data" / "confidence.json").read_text(encoding="utf8"))
    weights = np.array([stored["weights"][name] for name in SIGNALS], dtype=np.float64)
    return Confidence(weights, float(stored["bias"]))


def signals(scores: Row, answers: float) -> Row:
    """(claims x SIGNALS) for scores of one question, best first."""
    if not len(scores):
        return np.zeros((0, len(SIGNALS)))
    share = np.exp(scores - scores[0])
    share /= share.sum()
    place = np.arange(len(scores))
    gate = np.log(max(answers, 1e-6) / max(1.0 - answers, 1e-6))
    return np.stack(
        [
            scores / 4,
            (scores[0] - scores) / 4,
            np.log(share + 1e-6),
            np.full(len(scores), np.log(share[0] + 1e-6)),
            np.full(len(scores), gate),
            np.log(1.0 + place),
            (place == 0).astype(float),
        ],
        axis=1,
    )
