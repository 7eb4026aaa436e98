"""Is the store well: a cheap look, and a thorough one that compares every key and measures what the index finds."""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np
import sqlalchemy as sa

from index import apply, rows
from index.errors import StoreError, StoreLocked
from index.library import Library
from index.tables import claims, embeddings
from index.vectors import Broken

_ASKED = 200
_K = 10


@dataclass(frozen=True)
class Cheap:
    """Counts and marks of a space; ``vectors`` and ``mark`` are None where another process has the index."""

    space: str
    claims: int
    revision: int
    model: str
    same_model: bool
    vectors: int | None
    mark: int | None

    @property
    def well(self) -> bool:
        """True where nothing is to be done."""
        return self.same_model and (
            self.vectors is None or (self.vectors == self.claims and self.mark == self.revision)
        )


@dataclass(frozen=True)
class Deep:
    """Every key compared. ``missing`` stand in the database alone, ``surplus`` in the index alone; ``recall`` is the
    share of the ten exact nearest neighbours that the index finds, over ``asked`` stored embeddings as questions."""

    space: str
    claims: int
    vectors: int
    missing: int
    surplus: int
    recall: float
    asked: int

    @property
    def well(self) -> bool:
        """True where nothing is missing and the index finds what an exact scan finds."""
        return not self.missing and not self.surplus and self.recall >= 0.99


def cheap(library: Library, name: str) -> Cheap:
    """A cheap look at a space. Raises StoreError where the space does not exist."""
    space, total = _space(library, name)
    collection = None
    if library.follower.hold() and library.follower.applier is not None:
        library.settle()
        collection = library.collection(space.id)
    with library.database.read() as connection:
        space = apply.state(connection, name) or space
    return Cheap(
        name, total, space.revision, space.model, space.model_digest == library.embedder.digest,
        collection.count() if collection is not None else None, collection.mark if collection is not None else None,
    )  # fmt: skip


def deep(library: Library, name: str, seed: int = 0) -> Deep:
    """Compare every key of a space with the index, and measure recall@10 against an exact scan.

    The index is brought up to date first, as any command does. Raises StoreLocked where another process holds it,
    StoreError where it cannot be read.
    """
    space, _ = _space(library, name)
    if not library.settle():
        raise StoreLocked(f"another process holds the vector index of {library.data_dir}: stop it for a deep check")
    collection = library.collection(space.id)
    if collection is None:
        raise StoreError(f"the vector index of space {name} cannot be opened")
    with library.database.read() as connection:
        known = set(connection.execute(sa.select(claims.c.id).where(claims.c.space_id == space.id)).scalars())
        wanted = sa.select(embeddings.c.claim_id, embeddings.c.vector).where(embeddings.c.space_id == space.id)
        numbers, matrix = rows.vectors(connection, wanted)
    try:
        found = collection.rows()
        asked = random.Random(seed).sample(range(len(numbers)), min(_ASKED, len(numbers)))
        hits = 0
        place = {int(row): at for at, row in enumerate(numbers)}
        for i in asked:
            cosines = matrix @ matrix[i]
            k = min(_K, len(cosines))
            # A neighbour as near as the tenth counts: equal vectors have no order.
            least = float(np.sort(cosines)[-k]) - 1e-5
            hits += sum(1 for row, _ in collection.query(matrix[i], k) if row in place and cosines[place[row]] >= least)
    except Broken as error:
        raise StoreError(f"the vector index of space {name} cannot be read: {error}") from error
    recall = hits / (len(asked) * min(_K, len(numbers))) if asked else 1.0
    return Deep(name, len(known), len(found), len(known - found), len(found - known), recall, len(asked))


def _space(library: Library, name: str) -> tuple[apply.SpaceState, int]:
    with library.database.read() as connection:
        space = apply.state(connection, name)
        if space is None:
            raise StoreError(f"there is no space {name}")
        return space, apply.claim_count(connection, space.id)
