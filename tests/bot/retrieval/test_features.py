"""What the second stage sees of a candidate: one column a name."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from bot.question.tokens import words
from bot.retrieval import abstention, confidence
from bot.retrieval.features import NAMES, end_of, near_text, start_of, table, weigh, who_text, whole_text
from bot.retrieval.search import candidates
from tests.bot.fake_space import FakeSpace
from tests.bot.sample import BRIDGE, claims, query


def test_a_table_with_a_column_a_name() -> None:
    found = candidates(FakeSpace(claims()), query())
    made = table(query(), found)
    assert made.shape == (len(found), len(NAMES))
    assert np.isfinite(made).all()
    assert table(query(), []).shape == (0, len(NAMES))


def test_rare_words_weigh_more() -> None:
    found = candidates(FakeSpace(claims()), query())
    asked, stems, weights = weigh(words("the ferry crews said bridge"), found)
    assert len(asked) == len(stems) == len(weights)
    by_word = dict(zip(asked, weights.tolist(), strict=True))
    assert by_word["ferry"] > by_word["bridge"]


def test_texts_of_a_claim() -> None:
    stored = claims()[2]
    assert BRIDGE.text[start_of(stored) : end_of(stored)].endswith(stored.quote)
    assert "Bram Tosk" in who_text(stored)
    assert stored.quote in near_text(stored)
    assert all(part in whole_text(stored) for part in (stored.quote, stored.context))


@pytest.mark.parametrize("names", [NAMES, abstention.SIGNALS, confidence.SIGNALS])
def test_no_two_columns_have_one_name(names: Sequence[str]) -> None:
    assert len(set(names)) == len(names)
