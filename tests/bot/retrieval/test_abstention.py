"""Whether anything answers: signals in the order of their names, and a probability of them."""

from __future__ import annotations

import numpy as np

from bot.retrieval.abstention import SIGNALS, Gate, gate, signals
from bot.retrieval.features import Candidate, Nearness, table
from bot.retrieval.search import candidates
from index.schema import Article
from tests.bot.fake_space import FakeSpace, claim
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


def test_a_name_counts_however_it_is_typed() -> None:
    one = Article("one", "Ida Holm said she would not resign.")
    two = Article("two", "Norvex said the ferry was safe.")
    holm = claim(one, "she would not resign", ["Ida Holm"], "Ida Holm", number=0)
    norvex = claim(two, "the ferry was safe", ["Norvex"], "Norvex", number=0)

    def lost(text: str) -> float:
        asked = query(text=text)
        found = [Candidate(stored, 0.0, Nearness(0, 0, 0, 0, 0)) for stored in (*[holm] * 3, norvex)]
        scores = np.array([3.0, 2.0, 1.0, 0.0])
        return float(signals(asked, found, table(asked, found), scores)[SIGNALS.index("names_lost")])

    assert lost("did norvex's boss resign") > 0.3
    assert lost("did holm resign") == 0.0
    assert lost("did anybody resign") == 0.0
