"""How far a piece of work is that takes long inside one article, for whoever shows it.

One listener for the process, because the work runs in threads that know nothing of a screen.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator

Listener = Callable[[int, int], None]

_listener: Listener | None = None
_here = threading.local()


class Abandoned(Exception):
    """Nobody waits for this piece of work any more."""


@contextlib.contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Have ``listener`` called with (done, all) of an article's parts, from any thread, until the end of the block."""
    global _listener
    before, _listener = _listener, listener
    try:
        yield
    finally:
        _listener = before


@contextlib.contextmanager
def until(ended: threading.Event) -> Iterator[None]:
    """Have the work of this thread end with Abandoned at its next part once ``ended`` is set."""
    _here.ended = ended
    try:
        yield
    finally:
        _here.ended = None


def within(done: int, total: int) -> None:
    """So many parts of an article are done of so many. Raises Abandoned."""
    ended = getattr(_here, "ended", None)
    if ended is not None and ended.is_set():
        raise Abandoned
    if _listener is not None:
        _listener(done, total)
