"""Search by meaning: which claims of a space lie nearest to a vector, current to the last commit.

A process that may read the vector index asks Chroma; one that may not (another process holds an embedded folder, or
the index is being built) compares the embeddings of the database: all of them, kept in memory while they are few, else
those that come first by their sketches (sketches.py), as a search within a filter does. What is kept may be behind the
database: what changed since its mark is looked at beside it, and what is gone falls out, because only claims that the
database has now are returned.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy.engine import Connection

from index.schema import Filter
from index.store.chroma import Broken, Collection
from index.store.embedding_rows import Vectors, matrix, vectors_at, vectors_of
from index.store.sketches import Numbers, Shelf, Sketches
from index.store.tables import CLAIM_BITS, claims, embeddings
from index.store.vector_sync import changed_articles, claim_count

log = logging.getLogger(__name__)

Hits = list[tuple[int, float]]

# So few claims that a filter allows are read and compared exactly: a read takes as long as a shortlist.
FEW = 800
# Of more, so many come first by their sketches and are ranked exactly; more where many are asked for.
SHORTLIST = 400
PER_HIT = 6
# So many embeddings (150 MB) are kept in memory by a process that has no vector index; more are read in blocks.
KEPT_IN_MEMORY = 100_000
_BLOCK = 20_000
# Embeddings read at a time in an exact scan: so few stay in the processor's caches.
_STEP = 128
_MOST_NEIGHBOURS = 4_000
# Articles that changed since a base, looked up one by one; with more the base is of little use.
_MOST_CHANGED = 5_000


@dataclass
class Matrix:
    """The embeddings of a space as they were at a revision."""

    mark: int
    rows: NDArray[np.int64]
    vectors: Vectors

    def query(self, vector: Vectors, k: int) -> Hits:
        """The ``k`` nearest as (claim row, cosine)."""
        return _nearest(self.rows, self.vectors, vector, k)


class Matrices:
    """The matrices that a process keeps, one a space, brought up to date by the change log. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[int, Matrix] = {}

    def current(self, connection: Connection, space_id: int, revision: int) -> Matrix | None:
        """The matrix of a space at ``revision``; None where the space is too large to be kept in memory."""
        with self._lock:
            kept = self._kept.get(space_id)
        if kept is not None and kept.mark == revision:
            return kept
        made = self._updated(connection, space_id, revision, kept) if kept is not None else None
        if made is None or len(made.rows) > KEPT_IN_MEMORY:
            if claim_count(connection, space_id) > KEPT_IN_MEMORY:
                with self._lock:
                    self._kept.pop(space_id, None)
                return None
            made = Matrix(revision, *vectors_of(connection, _of_space(space_id)))
        with self._lock:
            self._kept[space_id] = made
        return made

    @staticmethod
    def _updated(connection: Connection, space_id: int, revision: int, kept: Matrix) -> Matrix | None:
        changed = changed_articles(connection, space_id, kept.mark)
        if not changed or len(changed) > _MOST_CHANGED:
            return None
        stays = ~np.isin(kept.rows >> CLAIM_BITS, np.fromiter(changed, dtype=np.int64))
        new_rows, new = vectors_of(connection, _of_articles(space_id, list(changed)))
        if not len(kept.rows):
            return Matrix(revision, new_rows, new)
        if not len(new_rows):
            return Matrix(revision, kept.rows[stays], kept.vectors[stays])
        return Matrix(
            revision, np.concatenate([kept.rows[stays], new_rows]), np.concatenate([kept.vectors[stays], new])
        )


@dataclass(frozen=True)
class InMemory:
    """What a process keeps of the spaces it searches."""

    matrices: Matrices = field(default_factory=Matrices)
    sketches: Shelf = field(default_factory=Shelf)


def search_many(
    connection: Connection,
    space_id: int,
    revision: int,
    vectors: Vectors,
    k: int,
    within: Filter,
    collection: Collection | None,
    kept: InMemory,
) -> list[Hits]:
    """For each row of ``vectors`` the ``k`` nearest claims that the filter lets through, best first, as (row, cosine).

    Raises Broken where the vector index fails.
    """
    if not within.empty:
        sketches = kept.sketches.current(connection, space_id, revision)
        return _within(connection, space_id, sketches, vectors, k, within)
    if collection is not None:
        if (found := _at_once(collection, revision, vectors, k)) is not None:
            return found
        each = [_from_index(connection, space_id, vector, k, collection) for vector in vectors]
        if None not in each:
            return [hits for hits in each if hits is not None]
    matrix = kept.matrices.current(connection, space_id, revision)
    if matrix is not None:
        return [matrix.query(vector, k) for vector in vectors]
    return _by_sketch(connection, space_id, kept.sketches.current(connection, space_id, revision), None, vectors, k)


def _at_once(collection: Collection, revision: int, vectors: Vectors, k: int) -> list[Hits] | None:
    """Of a collection that holds just what the database does at ``revision``: asked once for all vectors, and nothing
    of what it finds has to be looked up; a claim that is gone nevertheless has no public id and falls out there."""
    if collection.mark != revision or not len(vectors):
        return None
    wanted = min(k, collection.size())
    near = collection.query_many(vectors, wanted) if wanted else [[] for _ in vectors]
    if not all(len(hits) == wanted for hits in near):
        return None
    return [sorted(hits, key=lambda hit: (-hit[1], hit[0])) for hits in near]


def _within(
    connection: Connection, space_id: int, sketches: Sketches, vectors: Vectors, k: int, within: Filter
) -> list[Hits]:
    """Few claims that a filter allows are read and compared, of more their sketches first. No index is asked: it would
    have to give as many neighbours as hold k of those allowed, and each of these costs as much as 250 sketches."""
    at = sketches.allowed(connection, space_id, within)
    if len(at) > FEW:
        return _by_sketch(connection, space_id, sketches, at, vectors, k)
    numbers, matrix = vectors_at(connection, space_id, sketches.rows(at).tolist())
    return [_nearest(numbers, matrix, vector, k) for vector in vectors]


def _by_sketch(
    connection: Connection, space_id: int, sketches: Sketches, at: Numbers | None, vectors: Vectors, k: int
) -> list[Hits]:
    """The nearest of the claims at these places (of all where there are none given): those that come first by their
    sketches are read and ranked exactly."""
    most = max(SHORTLIST, PER_HIT * k)
    found: list[Hits] = []
    for vector in vectors:
        likely = sketches.rows(sketches.nearest(vector, at, most)).tolist()
        numbers, matrix = vectors_at(connection, space_id, likely)
        found.append(_nearest(numbers, matrix, vector, k))
    return found


def _from_index(connection: Connection, space_id: int, vector: Vectors, k: int, collection: Collection) -> Hits | None:
    """Neighbours from Chroma, widened until ``k`` of them are claims that the database has, with what is newer; None
    where the index is too far behind."""
    changed = changed_articles(connection, space_id, collection.mark)
    if changed is None or len(changed) > _MOST_CHANGED:
        return None
    newer = dict(_scanned(connection, _of_articles(space_id, list(changed)), vector, k)) if changed else {}
    known = collection.size()
    wanted = 2 * k
    while known:
        wanted = min(wanted, known)
        near = dict(collection.query(vector, wanted))
        there = sa.select(claims.c.id).where(claims.c.space_id == space_id, claims.c.id.in_(list(near)))
        kept = [int(row) for row in connection.execute(there).scalars()]
        if len(kept) >= k or wanted == known:
            merged = newer | {row: near[row] for row in kept}
            return sorted(merged.items(), key=lambda hit: (-hit[1], hit[0]))[:k]
        if wanted >= _MOST_NEIGHBOURS:
            return None
        wanted = min(4 * wanted, _MOST_NEIGHBOURS)
    return list(newer.items())


def _scanned(connection: Connection, which: sa.Select[Any], vector: Vectors, k: int) -> Hits:
    """The ``k`` nearest of the embeddings that ``which`` selects, exactly; few of them are in memory at a time."""
    numbers: list[int] = []
    cosines: list[Vectors] = []
    found = connection.execution_options(stream_results=True, max_row_buffer=_STEP).execute(which)
    for part in found.partitions(_STEP):
        numbers += [row for row, _ in part]
        cosines.append(matrix([blob for _, blob in part]) @ vector)
    if not numbers:
        return []
    return _best(np.asarray(numbers, dtype=np.int64), np.concatenate(cosines), k)


def blocks(connection: Connection, space_id: int) -> Iterator[tuple[NDArray[np.int64], Vectors]]:
    """The embeddings of a space as (claim rows, matrix), a block at a time."""
    last = -1
    while True:
        block = _of_space(space_id).where(embeddings.c.claim_id > last).limit(_BLOCK)
        numbers, matrix = vectors_of(connection, block)
        if not len(numbers):
            return
        yield numbers, matrix
        last = int(numbers[-1])


def _nearest(numbers: NDArray[np.int64], matrix: Vectors, vector: Vectors, k: int) -> Hits:
    return _best(numbers, matrix @ vector, k) if len(numbers) else []


def _best(numbers: NDArray[np.int64], cosines: Vectors, k: int) -> Hits:
    if k < 1:
        return []
    top = np.argpartition(-cosines, k)[:k] if k < len(cosines) else np.arange(len(cosines))
    found = [(int(numbers[i]), float(cosines[i])) for i in top]
    return sorted(found, key=lambda hit: (-hit[1], hit[0]))


def _of_space(space_id: int) -> sa.Select[Any]:
    wanted = sa.select(embeddings.c.claim_id, embeddings.c.vector).where(embeddings.c.space_id == space_id)
    return wanted.order_by(embeddings.c.claim_id)


def _of_articles(space_id: int, article_ids: list[int]) -> sa.Select[Any]:
    inside = sa.select(claims.c.id).where(claims.c.space_id == space_id, claims.c.article_id.in_(article_ids))
    wanted = sa.select(embeddings.c.claim_id, embeddings.c.vector)
    return wanted.where(embeddings.c.space_id == space_id, embeddings.c.claim_id.in_(inside))


__all__ = ["Broken", "Hits", "InMemory", "blocks", "search_many"]
