"""The one thread of a process that writes the vector index, if the process holds the lock.

A process that adds starts it, so that vectors go in while the next articles are read; a long-lived one (the bot)
keeps it running and applies what other processes commit within ``EVERY_SECONDS``. Where the lock is held elsewhere
nothing is opened: the holder applies the changes, and it is tried again.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from index.errors import StoreError
from index.store import vector_sync
from index.store.chroma import Broken, VectorIndex
from index.store.database import Database
from index.store.lock import Lock
from index.store.vector_sync import Applier, Progress, Stopped, Unbuilt

log = logging.getLogger(__name__)

EVERY_SECONDS = 0.5
_LONGEST_PAUSE_SECONDS = 30.0
_HURRIED_SECONDS = 5.0  # for the batch that is being written: a few thousand vectors
_MOST_DOUBLINGS = 10  # 2 ** (failures of a night) is more than a float holds


class Follower:
    """Holds the lock and the vector index for a process. ``open_index`` is called once the lock is held.

    ``beside``: a thread that does not follow keeps up spaces of at most so many claims, all where it is None.
    """

    def __init__(
        self, database: Database, lock: Lock, open_index: Callable[[], VectorIndex], beside: int | None = None
    ) -> None:
        self._beside = beside
        self._database = database
        self._lock = lock
        self._open_index = open_index
        self._guard = threading.RLock()
        self._writing = threading.Lock()  # taken after the guard, never before: a write and its seal are one step
        self._wake = threading.Event()
        self._idle = threading.Condition()
        self._rounds = 0
        self._failures = 0
        self._asked = 0
        self._stop = threading.Event()
        self._hurry = threading.Event()
        self._following = False
        self._left = False  # the index of a large space, while the process ends
        self._thread: threading.Thread | None = None
        self._index: VectorIndex | None = None
        self.applier: Applier | None = None

    @property
    def failing(self) -> bool:
        """True where the last round failed, which has been told, and the index has been let go of."""
        return self._failures > 0

    def start(self, *, following: bool = False) -> None:
        """Start the thread, if it does not run; ``following`` keeps it looking for others' changes."""
        import numpy  # noqa: F401 - two threads that begin to load it at once find half of it

        self._following = self._following or following
        if self._thread is None:  # else there is no need to wait for the guard, which is held while the index is opened
            with self._guard:
                if self._thread is None and not self._stop.is_set():
                    self._thread = threading.Thread(target=self._run, name="whoclaims-index", daemon=True)
                    self._thread.start()
        self.wake()

    def wake(self) -> None:
        """Say that something has been committed."""
        with self._idle:
            self._asked += 1
        self._wake.set()

    def settle(self, timeout: float = 60.0) -> bool:
        """Wait until all that was committed before this call is applied; False where another process has to."""
        with self._guard:
            if self._thread is None:
                return self._round()
        self.wake()
        with self._idle:
            target = self._asked
            self._idle.wait_for(lambda: self._rounds >= target, timeout)
        return self.applier is not None

    def hold(self) -> bool:
        """Take the lock and open the index, unless that is done; False where another process holds it."""
        with self._guard:
            if self.applier is not None and self._lock.acquire():
                return True
            self._let_go()
            if not self._lock.acquire():
                return False
            self._index = self._open_index()
            gently = self._following and not self._index.served
            self.applier = Applier(self._database, self._index, self._hurry.is_set, self._stop.is_set, gently)
            return True

    def rebuild(self, space_id: int, progress: Progress | None) -> bool:
        """Rebuild a space here and now; False where another process holds the index. Raises StoreError."""
        with self._guard:
            try:
                if not self.hold() or self.applier is None or self._index is None:
                    return False
                with self._writing:
                    try:
                        self.applier.rebuild(space_id, progress)
                    except KeyboardInterrupt:  # what is in is whole, and can be gone on with
                        self._index.seal()
                        raise
                    self._index.seal()
            except (Broken, OSError) as error:
                raise StoreError(f"the vector index could not be built: {error}") from error
            return True

    def close(self, within: float | None = None) -> bool:
        """Apply what is left, stop the thread, close the index and let go of the lock. A large index that is being
        built anew is left as far as it is.

        ``within``: seconds after which what is left is left to the next process. False where the thread did not even
        come to the end of one batch then: it still holds the index, and the process has to end.
        """
        self._stop.set()
        self._wake.set()
        if self._guard.acquire(timeout=-1 if within is None else within):
            self._guard.release()  # now a start that was under way has made its thread
        thread = self._thread
        if thread is not None:
            thread.join(within)
            if thread.is_alive():
                self._hurry.set()
                thread.join(_HURRIED_SECONDS)
                if thread.is_alive():
                    return False
        with self._guard:
            self._let_go()
            self._lock.release()
        return True

    def _small(self, most: int | None) -> set[int] | None:
        """The spaces of at most so many claims, None for all; where an index that is held has one that is larger by
        now, it is let go of: its memory is the index's."""
        if most is None:
            return None
        with self._database.read() as connection:
            found = vector_sync.small(connection, most)
        applier = self.applier
        if applier is not None and not applier.held <= found:
            log.info("the vector index of a space of more than %d claims is left to whoever searches it", most)
            with self._guard:
                self._let_go()
                self._lock.release()
        return found

    def _let_go(self) -> None:
        self.applier = None
        if self._index is not None:
            self._index.close()
            self._index = None

    def _run(self) -> None:
        while True:
            if self._failures:  # told once, then tried less and less often
                doubled = EVERY_SECONDS * 2 ** min(self._failures, _MOST_DOUBLINGS)
                self._stop.wait(min(doubled, _LONGEST_PAUSE_SECONDS))
            self._wake.wait(EVERY_SECONDS if self._following else None)
            self._wake.clear()
            with self._idle:
                asked = self._asked
            stopping = self._stop.is_set()
            started = time.monotonic()
            self._round(None if self._following else self._beside)
            with self._idle:
                self._rounds = asked
                self._idle.notify_all()
            if stopping or self._left:
                return
            log.debug("index round took %.3f s", time.monotonic() - started)

    def _round(self, most: int | None = None) -> bool:
        """Apply what there is, of the spaces of at most so many claims. What fails is told in one line; the database
        has it all, so it is tried again."""
        try:
            only = self._small(most)
            if only == set() or not self.hold():
                return False
            with self._writing:
                applier, index = self.applier, self._index
                if applier is not None and index is not None:
                    try:
                        applier.catch_up(only)
                    except Unbuilt as left:
                        self._left = True
                        log.warning("%s; `whoclaims reindex` builds it, searches do without", left)
                    except Stopped:
                        log.info("the vector index is left to the next process to bring up to date")
                    index.seal()
            self._failures = 0
            return True
        except Exception as error:  # whatever it is, the thread has to live on
            level = logging.DEBUG if self._failures else logging.WARNING
            log.log(level, "the vector index could not be brought up to date: %s", " ".join(str(error).split()))
            log.debug("index round failed", exc_info=True)
            self._failures += 1
            with self._guard:
                self._let_go()  # a client that failed in the middle of a write is not used again
            return False
