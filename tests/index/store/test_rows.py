"""Records to rows and back."""

from __future__ import annotations

from dataclasses import replace

from index.store import rows
from index.store.library import Library
from index.store.vector_sync import state
from tests.index.scripted import article


def test_equal_digests_are_the_same_article() -> None:
    one = article(1)
    assert rows.digest(one) == rows.digest(replace(one))
    assert len({rows.digest(replace(one, **{name: "x"})) for name in ("title", "outlet", "text")}) == 3  # type: ignore[arg-type]


def test_claims_by_their_public_ids(library: Library) -> None:
    space = library.space()
    space.add(article(1, "Ana Ruiz said: the dam holds", "Rain fell"))
    with library.database.read() as connection:
        known = state(connection, space.name)
        assert known is not None
        found = rows.rows_by_id(connection, known.id, ["a1#1", "a1#2", "a9#1"])
        assert list(found) == ["a1#1", "a1#2"]
        assert rows.public_ids(connection, known.id, list(found.values())) == {row: key for key, row in found.items()}
        (stored,) = rows.stored(connection, known.id, [found["a1#1"], 10**9])
        assert (stored.quote, stored.claim.speaker) == ("the dam holds", "Ana Ruiz")


def test_lists_short_enough_for_one_statement() -> None:
    assert [len(part) for part in rows.parts(list(range(25)), 10)] == [10, 10, 5]
