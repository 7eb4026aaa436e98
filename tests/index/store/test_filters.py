"""What a search is narrowed to, resolved in the database."""

from __future__ import annotations

import pytest

from index.schema import Filter, Stance
from index.store.filters import articles_matching, matching
from index.store.library import Library
from index.store.vector_sync import state
from tests.index.scripted import article


@pytest.mark.parametrize(
    ("within", "expected"),
    [
        (Filter(), 6),
        (Filter(outlets=("Echo",)), 2),
        (Filter(since="2031-05-05"), 2),
        (Filter(until="2031-05-04"), 4),
        (Filter(stances=(Stance.DENIES,)), 1),
        (Filter(own_voice=True), 3),
        (Filter(own_voice=False, outlets=("Echo",)), 1),
        (Filter(outlets=("Nobody",)), 0),
    ],
)
def test_claims_that_pass(library: Library, within: Filter, expected: int) -> None:
    space = library.space()
    space.add(article(1, "Ana Ruiz said: the dam holds", "Rain fell"))
    space.add(article(2, "Leo Berg denied: the dam holds", "Rain fell", outlet="Echo"))
    space.add(article(3, "Ana Ruiz said: the quay is safe", "Rain fell", published="2031-05-05"))
    with library.database.read() as connection:
        known = state(connection, space.name)
        assert known is not None
        assert len(connection.execute(matching(known.id, within)).all()) == expected
        assert (articles_matching(known.id, within) is None) is not bool(within.outlets or within.since or within.until)
