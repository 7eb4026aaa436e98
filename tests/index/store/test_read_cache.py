"""Claims kept in memory say what the database says, and stay few."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from index.store import read_cache, rows
from index.store.library import Library
from index.store.vector_sync import state
from tests.index.scripted import article


def test_a_claim_kept_is_forgotten_with_the_next_change(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    space = library.space()
    first = article(1, "Ana Ruiz said: the dam holds")
    space.add(first)
    (before,) = space.claims_by_id(["a1#1"])
    read: list[int] = []
    from_database = rows.stored_by_row

    def counted(*given: Any) -> Any:
        read.append(1)
        return from_database(*given)

    monkeypatch.setattr(rows, "stored_by_row", counted)
    assert space.claims_by_id(["a1#1"]) == [before]
    assert not read
    space.add(replace(first, text="Ana Ruiz said: the dam has burst"))
    assert [c.quote for c in space.claims_by_id(["a1#1"])] == ["the dam has burst"]
    assert read
    space.remove("a1")
    assert space.claims_by_id(["a1#1"]) == []


def test_what_is_kept_is_bounded(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_cache, "MOST", 3)
    space = library.space()
    space.add(article(1, *(f"Ana Ruiz said: item {n} is safe" for n in range(9))))
    ids = [f"a1#{n}" for n in range(1, 10)]
    for at in range(0, 9, 2):
        assert [c.id for c in space.claims_by_id(ids[at : at + 2])] == ids[at : at + 2]
    with library.database.read() as connection:
        known = state(connection, space.name)
        assert known is not None
        assert len(library.kept.at(known).claims) <= 3
    assert [c.id for c in space.claims_by_id(ids)] == ids


def test_an_article_is_read_once_for_all_its_claims(library: Library) -> None:
    space = library.space()
    space.add(article(1, *(f"Ana Ruiz said: item {n} is safe" for n in range(4))))
    (first,), (second,) = space.claims_by_id(["a1#1"]), space.claims_by_id(["a1#2"])
    assert first.article is second.article
    space.add(replace(first.article, title="Another title"))
    assert space.claims_by_id(["a1#2"])[0].article.title == "Another title"
