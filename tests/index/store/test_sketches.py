"""Sketches tell which of very many vectors are near, and are the same however they came to be stored."""

from __future__ import annotations

import numpy as np
import pytest
import sqlalchemy as sa

from index.store import migrations, sketches
from index.store.embedding_rows import Vectors
from index.store.sketches import Sketches
from index.store.tables import CLAIM_BITS
from index.store.tables import sketches as table
from tests.faults.worker import numbered
from tests.index.conftest import Open


def _of(vectors: Vectors, sizes: list[int]) -> Sketches:
    """Sketches of these vectors, which belong to articles of so many claims each (rows 10, 20, 30, ...)."""
    bits = sketches.bits(vectors)
    signs = np.frombuffer(bits["signs"], dtype=np.uint64).reshape(len(vectors), -1)
    large = np.frombuffer(bits["sizes"], dtype=np.uint8).reshape(len(vectors), -1)
    starts = np.concatenate([[0], np.cumsum(sizes)])
    articles = np.arange(10, 10 * len(sizes) + 10, 10)
    kinds = np.zeros(len(vectors), dtype=np.uint8)
    return Sketches(1, articles, starts, tuple(map(np.ascontiguousarray, signs.T)), large, kinds)


def _random(count: int, width: int = 384) -> Vectors:
    made = np.random.default_rng(count).normal(size=(count, width)).astype(np.float32)
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), dtype=np.float32)


@pytest.mark.parametrize("width", [384, 50])
def test_a_vector_is_among_the_few_nearest_to_a_noisy_copy_of_it(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sketches, "_FIRST", 100)
    vectors = _random(2000, width)
    kept = _of(vectors, [20] * 100)
    noisy = vectors + 0.3 * _random(2001, width)[:2000]
    some = np.arange(0, 2000, 2)  # looked up one by one; a few of them are; all of them
    for i in range(0, 2000, 100):
        for at in (None, some, np.arange(i, 2000)):
            assert i in kept.nearest(noisy[i], at, 20)


def test_what_is_left_out_is_never_found_and_all_that_is_left_is_given_where_it_is_little() -> None:
    vectors = _random(500)
    kept = _of(vectors, [100] * 5)
    at = np.arange(0, 500, 7)
    assert set(kept.nearest(vectors[1], at, 30)) <= set(at.tolist())
    assert kept.nearest(vectors[1], at, 100).tolist() == at.tolist()
    assert kept.nearest(vectors[1], None, 500).tolist() == list(range(500))
    assert kept.nearest(vectors[1], np.arange(0), 10).tolist() == []


def test_equal_vectors_are_no_trouble() -> None:
    kept = _of(np.repeat(_random(1), 9000, axis=0), [9000])
    assert len(kept.nearest(_random(1)[0], None, 40)) == 40


def test_places_are_rows_by_article_and_number() -> None:
    kept = _of(_random(6), [3, 0, 2, 1])
    numbers = [(10, 1), (10, 2), (10, 3), (30, 1), (30, 2), (40, 1)]
    assert kept.rows(np.arange(6)).tolist() == [(article << CLAIM_BITS) + n for article, n in numbers]


def test_the_estimate_goes_with_the_cosine() -> None:
    vectors = _random(300)
    kept = _of(vectors, [300])
    near = vectors + np.linspace(0, 4, 300, dtype=np.float32)[:, None] * _random(301)[:300]
    near /= np.linalg.norm(near, axis=1, keepdims=True)
    guessed = [kept._estimated(near[i], np.array([i]))[0] for i in range(300)]
    assert np.corrcoef(guessed, np.sum(near * vectors, axis=1))[0, 1] > 0.99


def test_a_library_of_an_earlier_version_gets_the_sketches_that_are_written_today(open_library: Open) -> None:
    library = open_library()
    list(library.space().add_many(numbered(n) for n in range(30)))
    every = sa.select(table).order_by(table.c.article_id)
    with library.database.read() as connection:
        written = connection.execute(every).all()
    with library.database.write() as connection:
        connection.execute(sa.text("DROP TABLE sketches"))
        if library.database.sqlite:
            connection.execute(sa.text("DELETE FROM sqlite_stat1 WHERE idx IN ('sketches_space')"))
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '0007'"))
    migrations.upgrade(library.database.engine)
    with library.database.read() as connection:
        assert connection.execute(every).all() == written
    assert len(written) == 30
