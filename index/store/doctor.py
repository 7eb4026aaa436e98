"""Is the store well: a cheap look, and a thorough one that compares every key and measures what the index finds."""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from index.errors import StoreError, StoreLocked
from index.store import rows, vector_sync
from index.store.chroma import SAME, Broken
from index.store.dense_search import blocks
from index.store.embedding_rows import Vectors, vectors_at
from index.store.library import Library
from index.store.tables import articles, claims

_ASKED = 200
_K = 10


@dataclass(frozen=True)
class Deep:
    """Every key and vector compared. ``missing`` stand in the database alone, ``surplus`` in the index alone, ``wrong``
    have another vector there; ``recall`` is the share of the ten exact nearest neighbours that the index finds, over
    ``asked`` stored embeddings as questions. ``fresh``: the index was built anew from this very state of the database.
    ``damaged``: ids of articles that are no longer what was stored, by their digest."""

    space: str
    claims: int
    vectors: int
    missing: int
    surplus: int
    wrong: int
    recall: float
    asked: int
    fresh: bool = False
    damaged: tuple[str, ...] = ()

    @property
    def indexed(self) -> bool:
        """True where nothing is missing and the index finds what an exact scan finds."""
        return not (self.missing or self.surplus or self.wrong) and self.recall >= 0.99

    @property
    def well(self) -> bool:
        """True where index and articles are well."""
        return self.indexed and not self.damaged


def deep(library: Library, name: str, seed: int = 0) -> Deep:
    """Compare every key of a space with the index, and measure recall@10 against an exact scan.

    The index is brought up to date first, as any command does; on a Chroma server another process may do it. Raises
    StoreLocked where another process holds an embedded index, StoreError where it cannot be read or the space was
    changed meanwhile.
    """
    space, _ = _space(library, name)
    collection = library.caught_up(name)
    if collection is None:
        raise StoreLocked(f"another process holds the vector index of {library.data_dir}: stop it for a deep check")
    try:
        found = collection.rows()
        wrong = 0
        with library.database.read() as connection:
            damaged = _damaged(connection, space.id)
            known = set(connection.execute(sa.select(claims.c.id).where(claims.c.space_id == space.id)).scalars())
            for numbers, matrix in blocks(connection, space.id):
                held = collection.stored([row for row in numbers.tolist() if row in found])
                at = {int(row): i for i, row in enumerate(numbers)}
                wrong += sum(1 for row, vector in held.items() if float(vector @ matrix[at[row]]) < SAME)
            chosen = random.Random(seed).sample(sorted(known), min(_ASKED, len(known)))
            asked = vectors_at(connection, space.id, chosen)[1]
            k = max(1, min(_K, len(known)))
            least = _least(connection, space.id, asked, k)
            hits = 0
            for vector, near in zip(asked, least, strict=True):
                got = [row for row, _ in collection.query(vector, k)]
                hits += int(np.sum(vectors_at(connection, space.id, got)[1] @ vector >= near))
    except Broken as error:
        raise StoreError(f"the vector index of space {name} cannot be read: {error}") from error
    recall = hits / (len(asked) * k) if len(asked) else 1.0
    missing, surplus = len(known - found), len(found - known)
    if (missing or surplus) and _space(library, name)[0].revision != collection.mark:
        raise StoreError(f"space {name} was changed while it was compared: look again when nothing is added")
    fresh = collection.built == collection.mark
    return Deep(name, len(known), len(found), missing, surplus, wrong, recall, len(asked), fresh, damaged)


def _damaged(connection: Connection, space_id: int) -> tuple[str, ...]:
    """Ids of the articles whose words or metadata are not those that were stored."""
    every = sa.select(articles).where(articles.c.space_id == space_id).order_by(articles.c.id)
    stored = connection.execution_options(yield_per=100).execute(every)
    return tuple(row.key for row in stored if rows.digest(rows.article(row)) != row.digest)


def _least(connection: Connection, space_id: int, asked: Vectors, k: int) -> Vectors:
    """For each vector the cosine of its ``k``-th exact neighbour. One as near as that counts as found: equal vectors
    have no order."""
    best = np.full((len(asked), k), -2.0, dtype=np.float32)
    for _, matrix in blocks(connection, space_id):
        both = np.concatenate([best, asked @ matrix.T], axis=1)
        best = np.sort(np.partition(both, -k, axis=1)[:, -k:], axis=1)
    return np.asarray(best[:, 0] - 1e-5, dtype=np.float32)


def _space(library: Library, name: str) -> tuple[vector_sync.SpaceState, int]:
    with library.database.read() as connection:
        space = vector_sync.state(connection, name)
        if space is None:
            raise StoreError(f"there is no space {name}")
        return space, vector_sync.claim_count(connection, space.id)
