"""How likely each ranked claim is to answer."""

from __future__ import annotations

import numpy as np

from bot.retrieval.confidence import SIGNALS, confidence, signals


def test_a_probability_for_each_score() -> None:
    scores = np.array([3.0, 1.0, -2.0])
    chances = confidence().probabilities(scores, 0.9)
    assert chances.shape == (3,)
    assert ((chances > 0) & (chances < 1)).all()
    assert chances[0] > chances[2]


def test_signals() -> None:
    made = signals(np.array([3.0, 1.0]), 0.5)
    assert made.shape == (2, len(SIGNALS))
    assert np.isfinite(made).all()
