"""Whether anything answers: signals in the order of their names, and a probability of them."""

from __future__ import annotations

import numpy as np

from bot.retrieval.abstention import SIGNALS, Gate, gate, signals
from bot.retrieval.features import table
from bot.retrieval.search import candidates
from tests.bot.fake_space import FakeSpace
from tests.bot.sample import claims, query


def test_a_row_of_signals() -> None:
    found = candidates(FakeSpace(claims()), query())
    rows = table(query(), found)
    made = signals(query(), found, rows, np.linspace(1, 0, len(found)))
    assert made.shape == (len(SIGNALS),)
    assert np.isfinite(made).all()


def test_what_answers_is_likelier_than_what_does_not() -> None:
    def chance(text: str) -> float:
        from bot.retrieval.search import ranked

        return ranked(FakeSpace(claims()), query(text=text)).answers

    assert chance("Who says the bridge was safe for 3,000 cars a day?") > 0.3


def test_a_logistic_model() -> None:
    made = Gate(np.array([1.0, -1.0]), 0.0, 0.5)
    assert made.probability(np.array([2.0, 2.0])) == 0.5
    assert made.probability(np.array([3.0, 0.0])) > 0.9
    assert 0 < gate().threshold < 1
    assert len(gate().weights) == len(SIGNALS)
