"""Deleted means deleted: a space has a generation, which grows when all that is kept of it is deleted.

Whatever writes into a space says of which generation it is, which is the one that stood when it began, and is refused
where another stands by then. Of a deleted space nothing else is left: its name is kept as a hash.
"""

from __future__ import annotations

import hashlib

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from index.errors import SpaceDeleted
from index.store.database import Database, upsert
from index.store.tables import library


def of(database: Database, space: str) -> int:
    """The generation of a space, to be handed to what is written later; waits for a deletion that has begun."""
    if database.sqlite:
        with database.read() as connection:
            return _stored(connection, space)
    with database.write() as connection:
        _lock(connection, space, "pg_advisory_xact_lock_shared")
        return _stored(connection, space)


def hold(connection: Connection, space: str, began: int | None) -> None:
    """In a transaction that writes: raises SpaceDeleted where the space is no longer of the generation ``began``.

    Until the transaction ends nobody deletes the space. None is for what belongs to no generation.
    """
    if began is None:
        return
    if connection.dialect.name != "sqlite":  # there a writer is alone anyway
        _lock(connection, space, "pg_advisory_xact_lock_shared")
    if _stored(connection, space) != began:
        raise SpaceDeleted(f"what was kept in {space} has been deleted meanwhile: nothing is added to it")


def advance(connection: Connection, space: str) -> None:
    """In the transaction that deletes: begin the next generation, once all that writes in this one has ended."""
    if connection.dialect.name != "sqlite":
        _lock(connection, space, "pg_advisory_xact_lock")
    upsert(connection, library, {"key": _key(space)}, {"value": str(_stored(connection, space) + 1)})


def _stored(connection: Connection, space: str) -> int:
    return int(connection.scalar(sa.select(library.c.value).where(library.c.key == _key(space))) or 0)


def _lock(connection: Connection, space: str, function: str) -> None:
    number = int.from_bytes(_digest(space)[:8], "big", signed=True)
    connection.execute(sa.text(f"SELECT {function}(:number)"), {"number": number})


def _key(space: str) -> str:
    return f"generation:{_digest(space).hex()}"


def _digest(space: str) -> bytes:
    return hashlib.sha256(b"generation of " + space.encode("utf-8", "replace")).digest()[:16]
