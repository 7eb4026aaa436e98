"""Counting claims by source, in the database."""

from __future__ import annotations

from datetime import date

from index.schema import Filter, Stance
from index.store.library import Library
from tests.index.scripted import article

CITED = Filter(own_voice=False)


def test_claims_are_counted_by_source_most_first(library: Library) -> None:
    space = library.space()
    space.add(article(1, "The quay was empty", "Ana Ruiz said: the harbour is safe", "Leo Berg said: zebras left"))
    space.add(article(2, "Leo Berg said: the dam holds"))
    counted = space.tally(CITED, 10)
    names = {s.id: s.name for s in space.speakers()}
    assert (counted.claims, counted.sources, counted.articles) == (3, 2, 2)
    assert [(names[speaker], n) for speaker, n in counted.rows if speaker] == [("Leo Berg", 2), ("Ana Ruiz", 1)]
    assert space.tally(CITED, 1, 1).rows == counted.rows[1:]
    assert space.tally(Filter(own_voice=False, article_ids=("a2",)), 10).claims == 1
    assert space.tally(Filter(stances=(Stance.DENIES,)), 10).rows == ()


def test_an_empty_space_has_nothing_to_count(library: Library) -> None:
    space = library.space("nothing")
    assert space.tally(CITED, 5).rows == ()
    assert space.claims_within(CITED) == []
    assert space.published() is None
    assert space.holding(["dam"]) == []


def test_days_and_words_of_the_articles(library: Library) -> None:
    space = library.space()
    space.add(article(1, "Ana Ruiz said: the dam holds", published="2026-03-04T09:30:00Z"))
    space.add(article(2, "Leo Berg said: zebras left", published="2025-01-02"))
    assert space.published() == (date(2025, 1, 2), date(2026, 3, 4))
    assert space.holding(["dam", "holds"]) == ["a1"]
    assert space.holding(["dam"], Filter(until="2025-12-31")) == []
    assert [c.article.id for c in space.claims_within(CITED)] == ["a1", "a2"]
