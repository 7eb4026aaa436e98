"""The second stage: a small network over named features."""

from __future__ import annotations

import numpy as np
import pytest

from bot.question.parser import Kind
from bot.retrieval.features import NAMES
from bot.retrieval.reranker import KINDS, RANKED_AS, ranker, unpack


def test_the_shipped_ranker_scores_each_row() -> None:
    rows = np.random.default_rng(0).normal(size=(5, len(NAMES)))
    scores = ranker().scores(rows, Kind.WHO)
    assert scores.shape == (5,)
    assert np.isfinite(scores).all()
    assert len({round(float(score), 6) for score in scores}) == 5


def test_the_kind_of_question_is_an_input() -> None:
    rows = np.zeros((1, len(NAMES)))
    who, denial = (ranker().inputs(rows, kind) for kind in (Kind.WHO, Kind.DENIAL))
    assert who.shape == (1, len(NAMES) + len(KINDS))
    assert (who != denial).sum() == 2
    assert (ranker().inputs(rows, Kind.FIGURES) == who).all()


def test_every_kind_is_ranked_as_one_of_the_trained() -> None:
    assert set(KINDS) | set(RANKED_AS) == set(Kind)
    assert set(RANKED_AS.values()) <= set(KINDS)


def test_other_features_than_it_was_fitted_on_are_refused() -> None:
    with pytest.raises(Exception, match=r"feature|kind|fit"):
        unpack({"features": ["other"], "kinds": []})
