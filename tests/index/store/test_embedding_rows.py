"""Embeddings to rows and back."""

from __future__ import annotations

import numpy as np
import sqlalchemy as sa

from index.store.embedding_rows import embedding_values, matrix, vectors_at, vectors_of
from index.store.library import Library
from index.store.tables import embeddings
from index.store.vector_sync import state
from tests.faults.worker import numbered


def test_an_embedding_comes_back_as_it_was() -> None:
    vectors = np.arange(6, dtype=np.float32).reshape(2, 3)
    blobs = [embedding_values(1, n, vector)["vector"] for n, vector in enumerate(vectors)]
    assert np.array_equal(matrix(blobs), vectors)
    assert matrix([]).shape[0] == 0


def test_embeddings_are_read_by_their_rows_and_only_of_the_space(library: Library) -> None:
    space, other = library.space(), library.space("other")
    space.add(numbered(1))
    other.add(numbered(2))
    with library.database.read() as connection:
        known, elsewhere = state(connection, space.name), state(connection, other.name)
        assert known is not None
        assert elsewhere is not None
        rows, every = vectors_of(connection, sa.select(embeddings.c.claim_id, embeddings.c.vector))
        assert len(rows) == 16
        wanted = [*rows.tolist(), 10**9]
        numbers, found = vectors_at(connection, known.id, wanted)
        assert len(numbers) == 8
        at = {int(row): i for i, row in enumerate(rows)}
        assert all(np.array_equal(found[i], every[at[int(row)]]) for i, row in enumerate(numbers))
        assert not set(numbers.tolist()) & set(vectors_at(connection, elsewhere.id, wanted)[0].tolist())
        assert len(vectors_at(connection, known.id, [])[0]) == 0
