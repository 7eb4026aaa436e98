"""How sure the reading is of a claim: a probability that its owner, chain and stance are right.

A logistic regression over what the model and the steps after it know, fitted on passages that train nothing
(``index/training/calibrate.py`` prints the weights).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

FLOOR = 1e-4  # of a probability, before its logarithm


@dataclass(frozen=True)
class ReadingEvidence:
    """``valid``, ``claim``: the model's probabilities that the cue is one and that it introduces a claim; ``stance``:
    of the stance that was taken; ``agrees``: the cue's words give the same one; ``relayed``: links before the source;
    ``pronoun``: the source is one; ``points_back``: the content was printed before."""

    valid: float
    claim: float
    stance: float
    agrees: bool
    relayed: int
    pronoun: bool
    points_back: bool

    def features(self) -> tuple[float, ...]:
        """The features of the regression, without the constant."""
        return (
            _log_odds(self.valid),
            _log_odds(self.claim),
            _log_odds(self.stance),
            float(self.agrees),
            float(self.relayed),
            float(self.pronoun),
            float(self.points_back),
        )


CONSTANT = -3.740
WEIGHTS = (0.328, 0.064, 0.114, 0.861, 0.473, 1.519, -0.106)


def confidence(evidence: ReadingEvidence) -> float:
    """The probability, from 0 to 1."""
    score = CONSTANT + sum(w * x for w, x in zip(WEIGHTS, evidence.features(), strict=True))
    return 1 / (1 + math.exp(-score))


def _log_odds(probability: float) -> float:
    bounded = min(max(probability, FLOOR), 1 - FLOOR)
    return math.log(bounded / (1 - bounded))
