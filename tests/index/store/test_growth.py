"""What keeps a large space fast: no search reads all of it, and a filter costs no more than what it leaves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
import sqlalchemy as sa

from index.schema import Filter, Stance
from index.store import dense_search, lexical_search, sketches
from index.store.embedding_rows import Vectors
from index.store.library import Library
from index.store.space import Space
from tests.faults.worker import numbered
from tests.index.conftest import Open
from tests.index.scripted import WordEmbedder, article

FILES = pytest.mark.parametrize("engines", [{}], ids=["files"])
FILTERS = (
    Filter(),
    Filter(speaker_ids=(1,)),
    Filter(outlets=("Harbour Gazette",)),
    Filter(since="2031", until="2031-06"),
    Filter(speaker_ids=(1,), since="2031"),
    Filter(stances=(Stance.DENIES,), outlets=("Harbour Gazette",)),
    Filter(own_voice=False),
    Filter(article_ids=("a1", "a2")),
)


def _plans(library: Library, call: Callable[[], object]) -> list[str]:
    """How SQLite goes about every statement that reads claims, articles, names or embeddings."""
    plans: list[str] = []

    @sa.event.listens_for(library.database.engine, "before_cursor_execute")
    def explain(connection: sa.Connection, _cursor: object, statement: str, values: object, *_: object) -> None:
        if statement.startswith("SELECT"):
            cursor = connection.connection.cursor()
            cursor.execute("EXPLAIN QUERY PLAN " + statement, values)  # type: ignore[arg-type]
            plans.extend(str(row[3]) for row in cursor.fetchall())

    try:
        call()
    finally:
        sa.event.remove(library.database.engine, "before_cursor_execute", explain)
    return plans


@FILES
@pytest.mark.parametrize("few", [0, 10**6], ids=["sketches", "exact"])
@pytest.mark.parametrize("within", FILTERS, ids=str)
def test_no_search_reads_a_whole_space(
    open_library: Open, monkeypatch: pytest.MonkeyPatch, within: Filter, few: int
) -> None:
    monkeypatch.setattr(dense_search, "FEW", few)
    monkeypatch.setattr(lexical_search, "FEW", 1)
    library = open_library(follow=True)
    space = library.space()
    list(space.add_many(numbered(n) for n in range(40)))  # of ten asked for by key SQLite takes the key in any case
    assert library.settle()

    def ask() -> None:
        hits = space.search_dense("token3 item1", 60, within) + space.search_lexical("token3 item1", 60, within)
        ids = [claim for claim, _ in hits] or ["a1#1"]
        space.claims_by_id(ids)
        space.vectors_of(ids)
        space.find_speakers("What did Ana Ruiz say?")

    space.search_dense("token3", 3, within)  # sketches are read once by a process
    plans = _plans(library, ask)
    assert any("claims" in plan for plan in plans)
    scans = ("SCAN claims", "SCAN articles", "SCAN names", "SCAN embeddings")
    assert [plan for plan in plans if plan.startswith(scans) or plan.endswith("(space_id=?)")] == []


def _spread(library: Library, count: int) -> Space:
    """Articles of several outlets and months."""
    outlets = ("Harbour Gazette", "Harbour Gazette", "Mercury", "Herald", None)
    made = (numbered(n) for n in range(count))
    space = library.space()
    list(space.add_many(replace(a, outlet=outlets[n % 5], published=f"2031-0{1 + n % 9}") for n, a in enumerate(made)))
    return space


def _found(space: Space, asked: Vectors, within: Filter) -> list[dict[str, float]]:
    return [dict(hits) for hits in space.search_vectors(asked, 10, within)]


@FILES
@pytest.mark.parametrize("count", [6, 40, 150])
@pytest.mark.parametrize("within", [w for w in FILTERS if not w.article_ids], ids=str)
def test_sketches_and_exact_scan_find_the_same_of_what_a_filter_allows(
    open_library: Open, monkeypatch: pytest.MonkeyPatch, within: Filter, count: int
) -> None:
    space = _spread(open_library(), count)
    asked = space.embed([f"token{n} item{n % 4} of the count" for n in range(0, count, max(1, count // 30))])
    monkeypatch.setattr(dense_search, "FEW", 10**6)
    exact = _found(space, asked, within)
    monkeypatch.setattr(dense_search, "KEPT_IN_MEMORY", 0)
    monkeypatch.setattr(dense_search, "FEW", 0)
    monkeypatch.setattr(dense_search, "SHORTLIST", 150)
    monkeypatch.setattr(dense_search, "PER_HIT", 4)
    monkeypatch.setattr(sketches, "_FIRST", 600)
    found = _found(space, asked, within)
    assert sum(len(a.keys() & b) for a, b in zip(exact, found, strict=True)) >= 0.99 * sum(map(len, exact))
    assert all(len(a) == len(b) for a, b in zip(exact, found, strict=True))
    assert all(b[c] == pytest.approx(a[c], abs=1e-5) for a, b in zip(exact, found, strict=True) for c in a if c in b)


@FILES
def test_sketches_follow_what_is_added_changed_and_removed(open_library: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dense_search, "KEPT_IN_MEMORY", 0)
    monkeypatch.setattr(dense_search, "FEW", 0)
    library, other = open_library(), open_library()
    space = _spread(library, 30)

    def removed(*articles: str) -> None:
        for one in articles:
            other.space().remove(one)

    def same(within: Filter) -> None:
        for asked in ("token3 item1", "token29 item2"):
            with monkeypatch.context() as exact:
                exact.setattr(dense_search, "FEW", 10**6)
                wanted = space.search_dense(asked, 10, replace(within, since="2000"))
            found = space.search_dense(asked, 10, replace(within, since="2000"))
            assert [claim for claim, _ in found] == [claim for claim, _ in wanted]
        assert len(space.search_dense("token3", 10**4)) == space.stats()["chunks"]

    every = (Filter(), Filter(outlets=("Mercury",)), Filter(stances=(Stance.DENIES,)), Filter(own_voice=True))
    changes = (
        lambda: other.space().add(replace(numbered(40), outlet="Mercury", published="2032")),
        lambda: removed("a7"),
        lambda: other.space().add(replace(numbered(3), text=numbered(50).text, published="2031-05")),
        lambda: removed(*(article.id for article in other.space().articles())),
        lambda: other.space().add(replace(numbered(60), published="2031-05")),
    )
    for within in every:
        same(within)
    for change in changes:
        change()
        for within in every:
            same(within)


@FILES
def test_sketches_take_the_place_of_those_of_another_model(open_library: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    before = open_library()
    _spread(before, 20)
    before.close()  # it would hold the vector index, and does not build it for another model
    library = open_library(embedder=WordEmbedder("another"))
    library.space().reindex()
    monkeypatch.setattr(Library, "collection", lambda *_: None)
    asked = [f"token{n} item{n % 4}" for n in range(0, 20, 3)]
    exact = [library.space().search_dense(text, 1, Filter(since="2000")) for text in asked]
    monkeypatch.setattr(dense_search, "FEW", 0)
    monkeypatch.setattr(dense_search, "SHORTLIST", 20)
    assert [library.space().search_dense(text, 1, Filter(since="2000")) for text in asked] == exact


@pytest.mark.parametrize("few", [0, 2000])
def test_word_searches_find_the_same_however_many_are_allowed(
    open_library: Open, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(lexical_search, "FEW", few)
    space = open_library().space()
    list(space.add_many(article(n, outlet="Gazette" if n % 3 else "Mercury") for n in range(30)))
    every = space.search_lexical("bridge number closed", 100)
    mercury = {f"a{n}" for n in range(0, 30, 3)}
    wanted = [hit for hit in every if hit[0].partition("#")[0] in mercury]
    assert len(wanted) == 10
    found = space.search_lexical("bridge number closed", 4, Filter(outlets=("Mercury",)))
    assert [claim for claim, _ in found] == [claim for claim, _ in wanted[:4]]
    assert len(space.search_lexical("bridge number closed", 100, Filter(outlets=("Mercury",)))) == 10
    both = Filter(outlets=("Mercury",), own_voice=False)
    assert [claim for claim, _ in space.search_lexical("bridge number closed", 100, both)] == [c for c, _ in wanted]
    assert space.search_lexical("bridge number closed", 100, Filter(outlets=("Mercury",), own_voice=True)) == []


@FILES
def test_a_vector_that_is_lost_is_told_from_one_that_is_only_missed(open_library: Open) -> None:
    library = open_library(follow=True)
    space = library.space()
    list(space.add_many(numbered(n) for n in range(4)))
    assert library.settle()
    collection = library.collection(1)
    assert collection is not None
    held = collection.stored(sorted(collection.rows()))
    assert len(held) == 32
    assert collection.finds(held)
    row = min(held)
    collection.query = lambda vector, k: []  # type: ignore[method-assign]
    assert not collection.finds(held)  # nothing is found: the graph is damaged
    del collection.query
    collection.drop([row])
    assert not collection.finds(held)
    collection.put([row], held[max(held)].reshape(1, -1), [{"article": "a0"}])
    assert not collection.finds(held)
