"""The word of a space that a word with a slip in it was meant to be."""

from __future__ import annotations

import pytest

from index.store.lexical_search import lexical
from index.store.library import Library
from index.store.spelling import nearest, slips
from index.store.vector_sync import state
from tests.index.scripted import article


@pytest.mark.parametrize(("word", "meant"), [("brigde", "bridge"), ("kellmor", "Kellmoor"), ("zebra", None)])
def test_slips(library: Library, word: str, meant: str | None) -> None:
    space = library.space()
    space.add(article(1, "Ana Ruiz said: the bridge of Kellmoor is closed"))
    with library.database.read() as connection:
        known = state(connection, space.name)
        assert known is not None
        assert nearest(connection, lexical(library.database.sqlite), known.id, word) == meant


def test_longer_words_may_have_two() -> None:
    assert [slips(word) for word in ("bridge", "kellmoor")] == [1, 2]
