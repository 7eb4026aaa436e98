"""What is shown beside the first claim: what is likely to answer, and the other side where both are asked for."""

from __future__ import annotations

import numpy as np

from bot.question.parser import Kind
from bot.retrieval.confidence import confidence
from bot.retrieval.selection import Ranked, select
from tests.bot.sample import claims, query


def shown(kind: Kind, *ranking: tuple[int, float, float]) -> list[str]:
    stored = claims()
    return [e.stored.id for e in select(query(kind), [Ranked(stored[i], s, p) for i, s, p in ranking], 8)]


def test_a_further_claim_is_shown_only_where_it_is_likely_to_answer():
    assert shown(Kind.WHO, (2, 5.0, 0.9), (3, 4.0, 0.6), (6, 1.0, 0.2)) == ["bridge#2", "bridge#3"]


def test_the_first_is_shown_however_unsure():
    assert shown(Kind.WHO, (2, 0.5, 0.2), (3, 0.4, 0.1)) == ["bridge#2"]


def test_where_both_sides_are_asked_for_the_other_side_needs_less():
    assert shown(Kind.CONFLICT, (10, 5.0, 0.9), (4, 3.0, 0.15), (3, 2.0, 0.15)) == ["later#3", "bridge#4"]


def test_the_probability_of_a_claim_falls_with_its_score_and_with_the_gate():
    scores = np.array([6.0, 3.0, 0.0])
    sure, unsure = confidence().probabilities(scores, 0.95), confidence().probabilities(scores, 0.2)
    assert list(sure) == sorted(sure, reverse=True)
    assert all(sure > unsure)
