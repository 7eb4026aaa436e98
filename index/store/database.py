"""The SQL database that holds the truth: SQLite in the data folder by default, PostgreSQL where a URL says so.

Transactions are opened explicitly: ``read()`` for a consistent view, ``write()`` for changes. On SQLite a writer
takes the write lock at once (BEGIN IMMEDIATE), waits for others up to ``BUSY_SECONDS`` and is durable when it
returns (WAL with synchronous=FULL); on PostgreSQL writers of one space wait for each other at its row in ``spaces``.
"""

from __future__ import annotations

import contextlib
import logging
import os
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import Connection, Engine

from index.errors import InputError, StoreError

log = logging.getLogger(__name__)

BUSY_SECONDS = 60
# SQLite maps at most 2 GB of a file.
_MAPPED = 2**31 - 1
FILE_NAME = "whoclaims.sqlite3"
# PostgreSQL's classes of errors that lie in the values: data exception, program limit exceeded.
_OF_VALUES = ("22", "54")
_OURS = frozenset({"chroma", "index.lock"})
MOMENT = "whoclaims_moment"
"""The execution option of a moment's connection: a dict for what does not change within it."""


class Refused(StoreError):
    """The database works, and cannot hold these values (an index entry or a list of words has a greatest size)."""


class Database:
    """One engine and its transactions. ``sqlite`` tells which of the two kinds it is, ``read_only`` a SQLite file in a
    place that cannot be written: reading works, writing raises StoreError."""

    def __init__(self, engine: Engine, where: str, *, read_only: bool = False) -> None:
        self.engine = engine
        self.where = where
        self.read_only = read_only
        self.sqlite = engine.dialect.name == "sqlite"
        self._here = threading.local()

    @contextlib.contextmanager
    def read(self, *, now: bool = False) -> Iterator[Connection]:
        """A transaction for reading, within ``moment`` that of the moment unless it is to be ``now``.

        Raises StoreError with one line where the database cannot be read.
        """
        shared = getattr(self._here, "connection", None)
        with told(self.where):
            if shared is not None and not now:
                yield shared
                return
            with self.engine.connect() as connection:
                if not self.sqlite:  # SQLite's transactions see one state anyway
                    connection = connection.execution_options(isolation_level="REPEATABLE READ")
                with connection.begin():
                    yield connection

    @contextlib.contextmanager
    def moment(self) -> Iterator[None]:
        """Have all that this thread reads until the end of the block read in one transaction: it is of one moment, and
        one is begun instead of a dozen."""
        with self.read() as connection:
            before = getattr(self._here, "connection", None)
            self._here.connection = connection.execution_options(**{MOMENT: {}})
            try:
                yield
            finally:
                self._here.connection = before

    @contextlib.contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction for changing; all or nothing. Raises StoreError where it cannot be written."""
        if self.read_only:
            raise StoreError(f"the database {self.where} lies where nothing can be written: it can only be read")
        with told(self.where), self.engine.connect() as connection:
            connection = connection.execution_options(whoclaims_write=True)
            with connection.begin():
                yield connection

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def connect(data_dir: Path, url: str | None = None) -> Database:
    """Open the database of a data folder, or the one at ``url``, and bring its tables up to date.

    Raises StoreError where it cannot be opened, reached or written, or where a newer version made it.
    """
    if url is None:
        path = data_dir / FILE_NAME
        _not_emptied(data_dir, path)
        if unwritable(data_dir):
            return _read_only(path)
        private_file(path)
        database = Database(_sqlite(path), str(path))
    else:
        database = Database(_server(url), _without_password(url))
    from index.store import migrations

    with told(database.where):
        migrations.upgrade(database.engine)
    return database


def unwritable(data_dir: Path) -> bool:
    """True for a library that can be read and not be written: a medium, a share, somebody else's."""
    path = data_dir / FILE_NAME
    if not os.access(data_dir, os.R_OK | os.X_OK) or not os.access(path, os.R_OK):
        return False
    return not os.access(data_dir, os.W_OK) or not os.access(path, os.W_OK)


def _read_only(path: Path) -> Database:
    """Raises StoreError where an older version made it: bringing its tables up to date would write."""
    from index.store import migrations

    database = Database(_sqlite(path, read_only=True), str(path), read_only=True)
    with told(database.where):
        if not migrations.current(database.engine):
            raise StoreError(f"the database {path} was made by another version of whoclaims and cannot be written here")
    return database


def _not_emptied(data_dir: Path, path: Path) -> None:
    """Raises StoreError for a database of no bytes in a folder that has held a library.

    One that another process is making at this moment has no bytes either, but then there is nothing else yet.
    """
    journal = path.with_name(path.name + "-wal")
    try:
        empty = path.stat().st_size == 0 and not (journal.exists() and journal.stat().st_size)
    except FileNotFoundError:
        return
    except OSError as error:
        raise StoreError(f"the database {path} cannot be opened: {error.strerror}") from error
    if empty and any((data_dir / name).exists() for name in _OURS):
        raise StoreError(
            f"the database {path} is empty (0 bytes): put a backup in its place, or delete it to begin anew"
        )


def private_folder(path: Path) -> None:
    """Make the folder with mode 0700 where it is missing. Raises StoreError where that cannot be done.

    One that is there and open to others is closed to them where it holds nothing but what belongs to a data folder; a
    folder that holds other things as well (somebody's home) keeps its mode, and a line says so: the files are 0600 and
    the vector index 0700 in any case.
    """
    try:
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        if unwritable(path):
            return
        if not os.access(path, os.R_OK | os.W_OK | os.X_OK):
            raise StoreError(f"no permission to write in the data folder {path}")
        if os.name == "posix" and path.stat().st_mode & 0o077:
            if all(one.name in _OURS or one.name.startswith(FILE_NAME) for one in path.iterdir()):
                _close_to_others(path)
            else:
                log.warning("the data folder %s can be read by others and holds other files: its mode is left", path)
    except OSError as error:
        raise StoreError(f"the data folder {path} cannot be made: {error.strerror}") from error


def _close_to_others(path: Path) -> None:
    try:
        path.chmod(0o700)
    except PermissionError:  # a volume that a container is given is often root's, open to its group
        log.warning("the data folder %s can be read by others and is another user's: its mode is left", path)


def upsert(
    connection: Connection, table: sa.Table, key: Mapping[str, Any], values: Mapping[str, Any], *, keep: bool = False
) -> None:
    """Have a row of that key hold those values; with ``keep`` a row that is there stays as it is.

    ``key`` names the columns of the primary key or of a unique constraint. In one statement, because on a server two
    processes may be at it at once.
    """
    insert: Any = sqlite.insert
    if connection.dialect.name != "sqlite":
        from sqlalchemy.dialects import postgresql  # imported where it is used: most libraries are files

        insert = postgresql.insert
    row: Any = insert(table).values(**key, **values)
    if keep:
        row = row.on_conflict_do_nothing(index_elements=list(key))
    else:
        row = row.on_conflict_do_update(index_elements=list(key), set_=dict(values))
    connection.execute(row)


def private_file(path: Path, what: str = "database") -> None:
    """Make an empty file with mode 0600 where there is none (SQLite gives its journal files the same mode)."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise StoreError(f"the {what} {path} cannot be opened: {error.strerror}") from error


def _sqlite(path: Path, *, read_only: bool = False) -> Engine:
    name, query = str(path), {}
    if read_only:
        # With a journal its index in shared memory is needed, which SQLite then finds or refuses; without one the file
        # is whole, and nothing beside it is looked for.
        journal = path.with_name(path.name + "-wal")
        whole = not journal.exists() or not journal.stat().st_size
        name, query = path.absolute().as_uri(), {"uri": "true", "mode": "ro", **({"immutable": "1"} if whole else {})}
    engine = sa.create_engine(
        sa.URL.create("sqlite", database=name, query=query),
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
        pool_size=16,
        max_overflow=64,
    )

    @sa.event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # transactions are begun below, not by the driver
        cursor = connection.cursor()
        if not read_only:
            cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA cache_size=-32768")
        # Reads go to the file's pages in memory: a quarter less time for an exact scan of 300,000 claims' database.
        # Writes are as safe as before; an I/O error while reading, or a file that somebody else cuts short, ends the
        # process (SIGBUS) instead of the statement.
        cursor.execute(f"PRAGMA mmap_size={_MAPPED}")
        cursor.close()
        # SQLite's own knows the letters of ASCII alone; PostgreSQL's all.
        connection.create_function("lower", 1, lambda text: str(text).lower() if text is not None else None)

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("whoclaims_write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def _server(url: str) -> Engine:
    try:
        parsed = sa.make_url(url)
    except (sa.exc.ArgumentError, ValueError):  # its words hold a part of the address, which may be one of a password
        raise StoreError(
            "WHOCLAIMS_DATABASE_URL is not a database URL (postgresql://user:password@host/name)"
        ) from None
    if "@" in (parsed.host or ""):  # what is told of the host would tell the end of the password
        raise StoreError("WHOCLAIMS_DATABASE_URL: an @ in the user name or password has to be written %40")
    if parsed.get_backend_name() in ("postgres", "postgresql"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    elif parsed.get_backend_name() != "sqlite":
        raise StoreError(f"WHOCLAIMS_DATABASE_URL names {parsed.get_backend_name()}; only postgresql is supported")
    if parsed.get_backend_name() == "sqlite":
        raise StoreError("WHOCLAIMS_DATABASE_URL names sqlite; leave it empty and set the data folder instead")
    return sa.create_engine(parsed, pool_pre_ping=True, pool_size=16, max_overflow=16)


def _without_password(url: str) -> str:
    return sa.make_url(url).set(query={}).render_as_string(hide_password=True)  # ?password= is understood as well


@contextlib.contextmanager
def told(where: str) -> Iterator[None]:
    """Turn the database's own errors into one line; the traceback goes to the log at debug level."""
    try:
        yield
    except UnicodeEncodeError as error:
        raise InputError("a text that is no valid Unicode can neither be stored nor looked for") from error
    except OverflowError as error:
        raise InputError("a number is too large for the database") from error
    except sa.exc.DBAPIError as error:
        log.debug("database error", exc_info=True)
        said = " ".join(str(error.orig).split()) or type(error.orig).__name__
        state = str(getattr(error.orig, "sqlstate", None) or "")
        if isinstance(error, sa.exc.DataError) or state.startswith(_OF_VALUES):
            raise Refused(f"the database {where} does not take it: {said}") from error
        raise StoreError(f"the database {where} failed: {said}") from error
    except sa.exc.SQLAlchemyError as error:
        log.debug("database error", exc_info=True)
        raise StoreError(f"the database {where} failed: {' '.join(str(error).split())}") from error
