"""How common a word is, and how near two words are."""

from __future__ import annotations

import numpy as np

from bot.retrieval.similarity import commonness, nearness, rows, spelling, trigrams, vectors, vocabulary


def test_rare_words_and_names_count_more() -> None:
    assert commonness("say") < commonness("bridge") < commonness("kellmoor")
    assert commonness(vocabulary()[0]) == 0


def test_spelling() -> None:
    assert spelling("marant", "marant") == 1
    assert spelling("marant", "marrant") > spelling("marant", "quay")
    assert trigrams("ab") or spelling("ab", "ab") == 1


def test_vectors_are_unit_and_of_known_words() -> None:
    found = rows("the bridge kellmoor")
    assert len(found) == 1
    assert np.allclose(np.linalg.norm(vectors(found).astype(np.float32), axis=1), 1, atol=1e-2)


def test_the_word_itself_is_nearest() -> None:
    made = nearness(("bridge", "marant"), ["the bridge is shut", "the span is shut", "Ivo Marrant left"])
    assert made.shape == (3, 2)
    assert made[0, 0] == 1
    assert made[2, 1] > made[0, 1]
    assert ((made >= 0) & (made <= 1)).all()
