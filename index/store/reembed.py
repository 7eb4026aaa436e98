"""Embeds a space anew with another model, and deletes what a dropped space leaves."""

from __future__ import annotations

import numpy as np
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from index.store import rows, sketches
from index.store.chunks import embedded_text
from index.store.database import Database
from index.store.embedding_rows import Vectors, embedding_values
from index.store.tables import articles, changes, claim_rows, claims, embeddings, names, spaces
from index.store.tables import sketches as sketch_table
from index.store.vector_sync import locked, state
from index.store.writer import Embeds

_BLOCK = 2000


def bring_to_model(database: Database, name: str, embedder: Embeds) -> None:
    """Give every claim of a space an embedding of this model, if it has one of another.

    The vectors are computed before the write lock is taken; what was added meanwhile is computed within it.
    """
    with database.read() as connection:
        space = state(connection, name)
    if space is None or space.model_digest == embedder.digest:
        return
    made: dict[int, Vectors] = {}
    with database.read() as connection:
        _embed(connection, space.id, embedder, made)
    with database.write() as connection:
        again = locked(connection, name)
        if again is None:
            return
        _embed(connection, again.id, embedder, made)
        connection.execute(sa.delete(embeddings).where(embeddings.c.space_id == again.id))
        present = connection.execute(sa.select(claims.c.id).where(claims.c.space_id == again.id)).scalars().all()
        for part in rows.parts(present, _BLOCK):
            connection.execute(sa.insert(embeddings), [embedding_values(again.id, row, made[row]) for row in part])
        _sketch(connection, again.id, made)
        # The revision moves without an entry in the change log: whoever follows the log has to start anew.
        changed = {"model": embedder.name, "model_digest": embedder.digest, "revision": again.revision + 1}
        connection.execute(sa.update(spaces).where(spaces.c.id == again.id).values(changed))


def _embed(connection: Connection, space_id: int, embedder: Embeds, made: dict[int, Vectors]) -> None:
    found = connection.execute(sa.select(claims.c.id, claims.c.chunk).where(claims.c.space_id == space_id)).all()
    missing = sorted(((row, embedded_text(chunk)) for row, chunk in found if row not in made), key=lambda m: len(m[1]))
    for part in rows.parts(missing, _BLOCK):
        vectors = np.asarray(embedder.embed([text for _, text in part]), dtype=np.float32)
        made |= {row: vectors[i] for i, (row, _) in enumerate(part)}


def _sketch(connection: Connection, space_id: int, made: dict[int, Vectors]) -> None:
    """Give each article the sketches of its claims' new embeddings."""
    wanted = sa.select(articles.c.id, articles.c.claims).where(articles.c.space_id == space_id, articles.c.claims > 0)
    for row, count in connection.execute(wanted).all():
        new = sketches.bits(np.stack([made[claim] for claim in claim_rows(row, count)]))
        connection.execute(sa.update(sketch_table).where(sketch_table.c.article_id == row).values(new))


def delete_all(connection: Connection, space_id: int) -> None:
    """Delete all rows of a space but its own."""
    for table in (embeddings, sketch_table, claims, names, articles, changes):
        connection.execute(sa.delete(table).where(table.c.space_id == space_id))
