"""Blocking work off the event loop: four bounded pools, so that one kind never starves another.

Answers (retrieval, model) share ``answers``; adding articles has its own, smaller, so that a batch leaves the archive
usable; ``quick`` is for look-ups that a member waits for while typing; ``feeds`` waits for other people's servers.

First responses go first: Discord gives up an interaction that hears nothing for three seconds, and Python runs one
thread at a time. So while a first response is on its way, no further answer is begun.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, ThreadPoolExecutor
from typing import Literal, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
Kind = Literal["answers", "adds", "quick", "feeds"]
HELD_MOST = 2.0  # seconds; one first response that hangs must not hold up the answers
SIZES: dict[Kind, int] = {"answers": 4, "adds": 1, "quick": 2, "feeds": 1}


class Work:
    """The pools. ``close`` lets what runs come to its end and drops what waits."""

    def __init__(self) -> None:
        self._pools = {kind: ThreadPoolExecutor(size, f"whoclaims-{kind}") for kind, size in SIZES.items()}
        self._urgent = 0
        self._calm = asyncio.Event()
        self._calm.set()

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
        if kind != "quick":
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._calm.wait(), HELD_MOST)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._pools[kind], functools.partial(call, *args, **kwargs))

    def wait(self, kind: Kind, call: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """The same for a thread of another pool, which waits for it. Raises CancelledError once the pools close."""
        try:
            waiting = self._pools[kind].submit(call, *args, **kwargs)
        except RuntimeError:  # shut down
            raise CancelledError from None
        return waiting.result()

    def close(self) -> None:
        """Wait for running calls; calls that have not begun are dropped."""
        for pool in self._pools.values():
            pool.shutdown(wait=True, cancel_futures=True)
