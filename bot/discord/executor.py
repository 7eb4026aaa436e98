"""Blocking work off the event loop: bounded pools, so that one kind never starves another, and turns between places.

Answers (retrieval, model) share ``answers``; adding articles has its own, smaller, so that a batch leaves the archive
usable, and reading them (files, other people's servers) another; what deletes (an article, a place, what a guild left
behind) waits for no addition; ``quick`` is for look-ups that a member waits for while typing; ``feeds`` polls feeds.

Additions are done in slices, an article each, and places take turns (``slice``): a place with thousands of articles
waiting keeps another from its own for one slice of each place that waits, whatever lies behind it.

First responses go first: Discord gives up an interaction that hears nothing for three seconds, and Python runs one
thread at a time. So while a first response is on its way, no further answer is begun.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
import threading
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import CancelledError, ThreadPoolExecutor
from typing import Literal, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
Kind = Literal["answers", "adds", "reads", "deletes", "quick", "feeds"]
Sliced = Literal["adds", "reads"]
HELD_MOST = 2.0  # seconds; one first response that hangs must not hold up the answers
SIZES: dict[Kind, int] = {"answers": 4, "adds": 1, "reads": 2, "deletes": 1, "quick": 2, "feeds": 1}


class Closed(Exception):
    """No turn is given any more: the bot is going down."""


class Turns:
    """``size`` turns at once; who waits is served place by place, each place's own in the order of their coming.

    Used from one event loop.
    """

    def __init__(self, size: int) -> None:
        self._free = size
        self._closed = False
        self._waiting: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()

    @contextlib.asynccontextmanager
    async def turn(self, place: str) -> AsyncIterator[None]:
        """Wait for a turn of that place and hold it. Raises Closed once closed, also to who waits by then."""
        if self._closed:
            raise Closed
        if self._free:
            self._free -= 1
        else:
            await self._wait(place)
        try:
            yield
        finally:
            self._next()

    def close(self) -> None:
        """Let nobody wait any more."""
        self._closed = True
        for waiting in self._waiting.values():
            for one in waiting:
                if not one.done():
                    one.set_exception(Closed())
        self._waiting.clear()

    async def _wait(self, place: str) -> None:
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(place, deque()).append(mine)
        try:
            await mine
        except asyncio.CancelledError:
            if mine.done() and not mine.cancelled():  # it was given the turn and is not there to take it
                self._next()
            raise

    def _next(self) -> None:
        while self._waiting:
            place, waiting = self._waiting.popitem(last=False)
            mine = waiting.popleft()
            if waiting:
                self._waiting[place] = waiting  # behind all the others
            if not mine.done():
                mine.set_result(None)
                return
        self._free += 1


class Work:
    """The pools. ``close`` lets what runs come to its end and drops what waits."""

    def __init__(self) -> None:
        self._pools = {kind: ThreadPoolExecutor(size, f"whoclaims-{kind}") for kind, size in SIZES.items()}
        sliced: tuple[Sliced, ...] = ("adds", "reads")
        self.turns = {kind: Turns(SIZES[kind]) for kind in sliced}
        self._urgent = 0
        self._calm = asyncio.Event()
        self._calm.set()
        self._running = 0
        self._rest = threading.Condition()

    @contextlib.contextmanager
    def first_response(self) -> Iterator[None]:
        """Hold back new answers while a first response is under way."""
        self._urgent += 1
        self._calm.clear()
        try:
            yield
        finally:
            self._urgent -= 1
            if not self._urgent:
                self._calm.set()

    async def run(self, kind: Kind, call: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """``call(*args, **kwargs)`` in a thread of that pool; its result, or its exception."""
        if kind not in ("quick", "deletes"):
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._calm.wait(), HELD_MOST)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._pools[kind], self._counted, functools.partial(call, *args, **kwargs))

    async def slice(self, kind: Sliced, place: str, call: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """A slice of an addition to a place, when it is that place's turn. Raises Closed once the bot is going down."""
        async with self.turns[kind].turn(place):
            return await self.run(kind, call, *args, **kwargs)

    def wait(
        self, loop: asyncio.AbstractEventLoop, place: str, call: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """A slice of adding for another pool's thread, which waits. Raises CancelledError once the turns are closed."""
        doing = self.slice("adds", place, call, *args, **kwargs)
        try:
            return asyncio.run_coroutine_threadsafe(doing, loop).result()
        except (Closed, RuntimeError) as error:  # the latter where the loop is closed, or the pool
            doing.close()
            raise CancelledError from error

    def wind_down(self) -> None:
        """Begin no further slice."""
        for turns in self.turns.values():
            turns.close()

    def cancel(self) -> None:
        """Drop what waits."""
        self.wind_down()
        for pool in self._pools.values():
            pool.shutdown(wait=False, cancel_futures=True)

    def close(self, within: float | None = None) -> bool:
        """Drop what waits, and wait for running calls; False where one still runs after ``within`` seconds."""
        for pool in self._pools.values():
            pool.shutdown(wait=False, cancel_futures=True)
        with self._rest:
            return self._rest.wait_for(lambda: not self._running, within)

    def _counted(self, call: Callable[[], T]) -> T:
        with self._rest:
            self._running += 1
        try:
            return call()
        finally:
            with self._rest:
                self._running -= 1
                self._rest.notify_all()
