"""From a question to ranked claims."""

from __future__ import annotations

import numpy as np

from bot.retrieval.search import POOL, candidates, nearnesses, ranked, retrieve
from tests.bot.fake_space import FakeSpace
from tests.bot.sample import claims, query

SPACE = FakeSpace(claims())
ASKED = query(text="Who says the bridge was safe for 3,000 cars a day?")


def test_candidates_by_meaning_and_by_words() -> None:
    found = candidates(SPACE, ASKED)
    assert 0 < len(found) <= POOL
    assert "bridge#2" in {one.stored.id for one in found}
    assert len({one.stored.id for one in found}) == len(found)
    assert candidates(FakeSpace([]), ASKED) == []


def test_the_ranking_is_in_order_and_made_of_probabilities() -> None:
    ranking = ranked(SPACE, ASKED)
    scores = [one.score for one in ranking.found]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= one.probability <= 1 for one in ranking.found)
    assert ranking.found[0].stored.claim.speaker == "Bram Tosk"


def test_nothing_is_retrieved_where_nothing_answers() -> None:
    assert retrieve(FakeSpace([]), ASKED, 5) == []
    assert retrieve(SPACE, query(text="Who says that penguins vote?"), 5) == []
    assert 0 < len(retrieve(SPACE, ASKED, 2)) <= 2


def test_nearness_is_a_cosine() -> None:
    stored = SPACE.embed(["the bridge was safe", "rain fell"])
    made = nearnesses(stored, SPACE.embed(["the bridge was safe"] * 4), [[0], [1]])
    assert made.shape[0] == 2
    assert np.isclose(made[0, 0], 1, atol=1e-4)
    assert made[1, 0] < made[0, 0]
