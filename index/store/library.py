"""The facade of the store: a library of spaces over one database and one vector index."""

from __future__ import annotations

import atexit
import logging
import secrets
import shutil
import time
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import sqlalchemy as sa

from index.errors import InputError, StoreError, StoreLocked
from index.schema import Article, Claim, Filter
from index.store import chroma_seal, generation, guilds, vector_sync
from index.store.chroma import Broken, Collection, VectorIndex, embedded, need_room, served
from index.store.chroma_address import server_address
from index.store.database import Database, connect, private_folder, upsert
from index.store.lexical_search import lexical
from index.store.lock import FolderLock, Lock, NoLock, ServerLock
from index.store.read_cache import Kept
from index.store.space import Space
from index.store.tables import library as library_table
from index.store.tables import spaces
from index.store.vector_follower import Follower

if TYPE_CHECKING:
    from index.store.dense_search import InMemory
    from index.store.writer import Attribute, Embeds

log = logging.getLogger(__name__)

CHROMA_FOLDER = "chroma"
LOCK_FILE = "index.lock"
_READ_AGAIN_SECONDS = 1.0
_FAILED_AGAIN_SECONDS = 30.0  # a server that hangs is not waited for with each search
_REBUILD_SECONDS = 3600.0


class Library:
    """All spaces of a data folder (or of the servers it is told of). Thread-safe; close it when done."""

    def __init__(
        self,
        database: Database,
        data_dir: Path,
        *,
        chroma_url: str | None,
        chroma_token: str | None,
        embedder: Embeds | None,
        attribute: Attribute | None,
        apart: bool = False,
    ) -> None:
        self._apart = apart
        self.database = database
        self.data_dir = data_dir
        self.lexical = lexical(database.sqlite)
        self.kept = Kept()
        self.attribute: Attribute = attribute or _attribute
        self._embedder = embedder
        self._chroma = (chroma_url, chroma_token)
        self._owner = _owner(database)
        lock: Lock
        if database.read_only:
            lock = NoLock()
        elif chroma_url and not database.sqlite:
            lock = ServerLock(database, int(self._owner, 16))
        else:
            lock = FolderLock(data_dir / LOCK_FILE)
        self.follower = Follower(database, lock, self._open_index, None if chroma_url else vector_sync.BESIDE)
        self._reading: VectorIndex | None = None
        self._read: dict[int, tuple[float, Collection | None]] = {}
        atexit.register(self.close)

    @classmethod
    def open(
        cls,
        *,
        data_dir: Path,
        database_url: str | None = None,
        chroma_url: str | None = None,
        chroma_token: str | None = None,
        embedder: Embeds | None = None,
        attribute: Attribute | None = None,
        follow: bool = False,
        apart: bool = False,
    ) -> Library:
        """Open the library of a data folder, making it where it is missing.

        ``database_url`` names a PostgreSQL database and ``chroma_url`` a Chroma server to use instead of files.
        ``follow`` is for long-lived processes: it takes the vector index, if it is free, and applies what other
        processes add; ``apart`` keeps an embedded one in a process of its own, so that its writes hold up nobody here.
        ``embedder`` and ``attribute`` default to the packaged ones. Raises StoreError.
        """
        private_folder(data_dir)
        if chroma_url:
            server_address(chroma_url)  # told now, not at the first search
        made = cls(
            connect(data_dir, database_url or None),
            data_dir,
            chroma_url=chroma_url or None,
            chroma_token=chroma_token or None,
            embedder=embedder,
            attribute=attribute,
            apart=apart,
        )
        if follow:
            made.follower.start(following=True)
        return made

    def space(self, name: str = "default", *, began: int | None = None, by: int | None = None) -> Space:
        """The space of that name; it comes into being with its first article. Raises InputError for no name.

        ``began``: the generation in which what is added has begun (``generation.of``), for work that began before the
        call of ``add_many``. ``by``: who adds, for ``Space.holds``.
        """
        if not name.strip() or len(name) > 200 or not name.isprintable():
            raise InputError("a space needs a name of 1 to 200 printable characters")
        return Space(self, name, began, by)

    def spaces(self) -> list[str]:
        """The names of all spaces."""
        with self.database.read() as connection:
            return [space.name for space in vector_sync.states(connection)]

    def drop_space(self, name: str) -> None:
        """Delete all that is kept under the name of a space: articles, feeds, and what a bot keeps of it.

        All in one transaction, after which nothing that began before it is stored any more (see generation.py). A space
        that does not exist is no error.
        """
        from index.feeds import polling
        from index.store import reembed

        with self.database.write() as connection:
            generation.advance(connection, name)
            polling.delete_all(connection, name)
            guilds.delete_all(connection, name)
            space = vector_sync.locked(connection, name)
            if space is None:
                return
            self.lexical.drop_space(connection, space.id)
            reembed.delete_all(connection, space.id)
            connection.execute(sa.delete(spaces).where(spaces.c.id == space.id))
        self.will_write()
        self.wake()

    def close(self, within: float | None = None) -> bool:
        """Apply what is left to the vector index and let go of everything.

        ``within``: see ``Follower.close``; False where the index could not be let go of in that time.
        """
        atexit.unregister(self.close)
        closed = self.follower.close(within)
        if self._reading is not None:
            self._reading.close()
            self._reading = None
        self.database.close()
        return closed

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _tb: TracebackType | None
    ) -> None:
        self.close()

    # what Space needs

    @cached_property
    def in_memory(self) -> InMemory:
        """What searches by meaning keep; made at the first of them, because numpy takes long to load."""
        from index.store.dense_search import InMemory

        return InMemory()

    @property
    def embedder(self) -> Embeds:
        """The embedding model, loaded at first use."""
        if self._embedder is None:
            from index.embedding import default_embedder

            self._embedder = default_embedder()
        return self._embedder

    def will_write(self) -> None:
        """Get the vector index ready in the background, because there will be changes to apply."""
        self.follower.start()

    def wake(self) -> None:
        """Say that changes have been committed."""
        self.follower.wake()

    def settle(self, timeout: float = 60.0) -> bool:
        """Wait until the vector index has all that is committed; False where another process applies it."""
        return self.follower.settle(timeout)

    def caught_up(self, name: str, timeout: float = 60.0) -> Collection | None:
        """The collection of a space with all that is committed; None where another process holds an embedded index.

        On a Chroma server that another process applies changes to, waits up to ``timeout`` seconds for it. Raises
        StoreError where the index cannot be used or does not catch up.
        """
        if not self.follower.hold() and not self._chroma[0]:
            return None
        self.settle(timeout)
        deadline = time.monotonic() + timeout
        while True:
            with self.database.read() as connection:
                space = vector_sync.state(connection, name)
            if space is None:
                raise StoreError(f"there is no space {name}")
            self._read.pop(space.id, None)
            collection = self.collection(space.id)
            if collection is not None and collection.mark >= space.revision:
                return collection
            if time.monotonic() > deadline:
                raise StoreError(f"the vector index of space {name} does not catch up with the database")
            time.sleep(0.2)

    def collection(self, space_id: int) -> Collection | None:
        """The collection to search; None where the database is to be scanned instead."""
        applier = self.follower.applier
        if applier is not None:
            return applier.collection(space_id)
        # Nobody waits here for an index to be opened, caught up with or built anew: that may take minutes.
        return self._served_collection(space_id) if self._chroma[0] else None

    def index_failed(self, space_id: int) -> None:
        """Have the collection of a space checked, because a query failed."""
        self._read.pop(space_id, None)
        applier = self.follower.applier
        if applier is not None:
            applier.doubt(space_id)
            self.follower.start()

    def index_lies(self, space_id: int) -> None:
        """Have the collection of a space checked, or built anew by whoever holds the index: it holds what the database
        does not."""
        self.index_failed(space_id)
        if self.follower.applier is None:
            with self.database.write() as connection:
                vector_sync.ask_for_rebuild(connection, space_id)

    def reindex(self, name: str, progress: Callable[[int, int], None] | None) -> int:
        """See ``Space.reindex``."""
        from index.store import reembed

        reembed.bring_to_model(self.database, name, self.embedder)
        with self.database.read() as connection:
            space = vector_sync.state(connection, name)
        if space is None:
            return 0
        with self.database.write() as connection:
            vector_sync.ask_for_rebuild(connection, space.id)
        deadline = time.monotonic() + _REBUILD_SECONDS
        while not self.follower.rebuild(space.id, progress):
            with self.database.read() as connection:
                if space.id not in vector_sync.rebuilds_asked(connection):  # the holder has done it
                    break
                if vector_sync.state(connection, name) is None:  # dropped meanwhile: nobody will
                    break
            if time.monotonic() > deadline:
                raise StoreLocked(f"another process holds the vector index of {self.data_dir} and does not rebuild it")
            time.sleep(0.1)
        with self.database.read() as connection:
            total = vector_sync.claim_count(connection, space.id)
        if progress is not None:
            progress(total, total)
        return total

    def _served_collection(self, space_id: int) -> Collection | None:
        """For processes that only read a Chroma server: the collection, looked at anew every second."""
        until, known = self._read.get(space_id, (0.0, None))
        if time.monotonic() >= until:
            pause = _READ_AGAIN_SECONDS
            try:
                if self._reading is None:
                    self._reading = self._open_index()
                known = self._reading.collection(space_id)
            except (Broken, StoreError) as error:
                log.warning("the vector index cannot be used (%s): scanning the database", error)
                known, pause = None, _FAILED_AGAIN_SECONDS
            if known is not None:
                with self.database.read(now=True) as connection:  # the one who writes it may not have looked yet
                    if not vector_sync.usable(connection, space_id, known):
                        known = None
            self._read[space_id] = (time.monotonic() + pause, known)
        return known

    def _open_index(self) -> VectorIndex:
        url, token = self._chroma
        if url:
            return served(url, token, self._owner)
        folder = self.data_dir / CHROMA_FOLDER
        private_folder(folder)
        trouble = "its files are not those that were written last: a process died in between, or they are damaged"
        whole = chroma_seal.sealed(folder)
        if chroma_seal.killed(folder):
            whole, trouble = False, "it ended a process"
        if not whole or not (folder / "chroma.sqlite3").exists():
            need_room(folder)  # opening it writes
        if whole:
            try:
                return embedded(folder, self._owner, apart=self._apart)
            except Broken as error:
                trouble = str(error)
        log.warning("the vector index in %s cannot be used (%s): building it anew from the database", folder, trouble)
        with self.database.write() as connection:
            connection.execute(sa.update(spaces).values(indexed=False))  # so that each is built without another line
        for one in folder.iterdir():  # not the folder itself: it may be a link to another disk
            if one.is_dir() and not one.is_symlink():
                shutil.rmtree(one, ignore_errors=True)
            else:
                one.unlink(missing_ok=True)
        return embedded(folder, self._owner, apart=self._apart)


def _attribute(article: Article) -> list[Claim]:
    from index.attribution import attribute

    return attribute(article)


def _owner(database: Database) -> str:
    """Tells the collections of this database from those of others on the same Chroma server."""
    with database.read() as connection:
        known = connection.execute(sa.select(library_table.c.value).where(library_table.c.key == "owner")).scalar()
    if known is not None:
        return str(known)
    with database.write() as connection:  # two processes may be here at once: the first one's stays
        upsert(connection, library_table, {"key": "owner"}, {"value": secrets.token_hex(6)}, keep=True)
    return _owner(database)


__all__ = ["Filter", "Library", "Space"]
