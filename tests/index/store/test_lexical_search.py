"""Search by words: which words are looked up, and what they find on both engines."""

from __future__ import annotations

from index.schema import Filter
from index.store.lexical_search import lexical, terms
from index.store.library import Library
from index.store.vector_sync import state
from tests.index.scripted import article


def test_the_words_worth_looking_up() -> None:
    assert terms("Who says that Łukasz's bridge, the bridge, is safe?") == ["lukasz", "bridge", "safe"]
    assert terms("who says so?")  # where a question has nothing else, its words are looked up after all


def test_words_in_any_form(library: Library) -> None:
    space = library.space()
    space.add(article(1, "Ana Ruiz said: the bridges have cracked", "Leo Berg said: rain fell on the quay"))
    search = lexical(library.database.sqlite)
    with library.database.read() as connection:
        known = state(connection, space.name)
        assert known is not None
        found = search.search(connection, known.id, "bridge cracks", 5, Filter())
        assert len(found) == 1
        assert search.frequency(connection, known.id, "bridge") == 1
        assert search.missing(connection, known.id, ["quays", "zebra"]) == ["zebra"]
        assert search.texts(connection, known.id, search.stems(connection, known.id, "qua")[0])
