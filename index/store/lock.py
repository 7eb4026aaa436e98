"""Who may write the vector index: one process at a time, for as long as it lives.

Two processes on one embedded Chroma folder lose vectors without a word, so a process that does not hold the lock never
opens it. The lock is the kernel's (filelock: flock, or msvcrt on Windows): a process that dies lets go of it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import filelock
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from index.store.database import Database, private_file, told


class Lock(Protocol):
    """A lock that is tried, never waited for."""

    def acquire(self) -> bool:
        """True where this process holds it now."""

    def release(self) -> None:
        """Let go of it."""


class FolderLock:
    """A lock file in the data folder: for everything on one machine."""

    def __init__(self, path: Path) -> None:
        private_file(path, "lock file")
        self._lock = filelock.FileLock(str(path), timeout=0, thread_local=False)

    def acquire(self) -> bool:
        if self._lock.is_locked:
            return True
        try:
            self._lock.acquire()
        except filelock.Timeout:
            return False
        return True

    def release(self) -> None:
        self._lock.release()


class NoLock:
    """Of a library that cannot be written: nobody writes its index."""

    def acquire(self) -> bool:
        return False

    def release(self) -> None:
        return None


class ServerLock:
    """An advisory lock of PostgreSQL, held by a connection of its own: for processes on several hosts."""

    def __init__(self, database: Database, key: int) -> None:
        self._database = database
        self._key = key
        self._connection: Connection | None = None

    def acquire(self) -> bool:
        if self._connection is not None:
            try:
                self._connection.execute(sa.text("SELECT 1"))
                return True
            except sa.exc.SQLAlchemyError:  # the server went away, and the lock with it
                self._connection.invalidate()
                self._connection.close()
                self._connection = None
        with told(self._database.where):
            connection = self._database.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            held = connection.execute(sa.text("SELECT pg_try_advisory_lock(:key)"), {"key": self._key}).scalar()
        if held:
            self._connection = connection
        else:
            connection.close()
        return bool(held)

    def release(self) -> None:
        if self._connection is not None:
            self._connection.invalidate()  # ends the session: a pooled connection would keep the lock
            self._connection.close()
            self._connection = None
