"""How far a piece of work is that takes long inside one article, for whoever shows it.

One listener for the process, because the work runs in threads that know nothing of a screen.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

Listener = Callable[[int, int], None]

_listener: Listener | None = None


@contextlib.contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Have ``listener`` called with (done, all) of an article's parts, from any thread, until the end of the block."""
    global _listener
    before, _listener = _listener, listener
    try:
        yield
    finally:
        _listener = before


def within(done: int, total: int) -> None:
    """So many parts of an article are done of so many."""
    if _listener is not None:
        _listener(done, total)
