"""Whether a question asks for some claim or for an overview: the shipped model, and its inputs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from bot.question.asks import Asks
from bot.question.asks_model import ASKS, Vectors, asks_for, features, model, softmax, tokens
from index.embedding import default_embedder


def embed(texts: Sequence[str]) -> Vectors:
    made: Vectors = default_embedder().embed(list(texts))
    return made


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Who says that the bridge was safe?", Asks.CLAIM),
        ("summarise this article", Asks.OVERVIEW),
        ("who is quoted here?", Asks.SPEAKERS),
    ],
)
def test_what_a_question_asks_for(text: str, asks: Asks) -> None:
    assert asks_for(text, embed) is asks


def test_probabilities_of_all_kinds_add_up() -> None:
    chances = model().probabilities("Who says so?", embed(["Who says so?"])[0])
    assert set(chances) == set(ASKS)
    assert sum(chances.values()) == pytest.approx(1)


def test_inputs() -> None:
    assert tokens("What’s Łukasz’s view?") == ["what's", "lukasz's", "view", "?"]
    row = features("who says so", np.zeros(3), ["who", "so", "what"])
    assert row[3:9].tolist() == [1, 1, 0, 1, 0, 0]  # it has "who" and "so", it begins with "who"
    assert softmax(np.array([[1000.0, 0.0]])).tolist() == [[1.0, 0.0]]
