"""Claims that a process has read already: a space at one revision never says anything else of them."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from sqlalchemy.engine import Connection

from index.schema import StoredClaim
from index.store import rows
from index.store.vector_sync import SpaceState

# Of each space; a claim takes about 2 KB, its article's text is shared by all its claims.
MOST = 10_000
_MOST_SPACES = 16


class Kept:
    """The claims kept, of the spaces asked last. Thread-safe: what is kept of a revision is only ever added to."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._spaces: dict[int, tuple[int, dict[int, StoredClaim]]] = {}

    def stored(self, connection: Connection, space: SpaceState, wanted: Sequence[int]) -> list[StoredClaim]:
        """As ``rows.stored``; ``space`` must have been read in the same transaction."""
        known = self._at(space)
        missing = [row for row in wanted if row not in known]
        found = rows.stored_by_row(connection, space.id, missing) if missing else {}
        if len(known) + len(found) <= MOST:
            known.update(found)
        else:
            with self._lock:
                self._spaces[space.id] = (space.revision, found if len(found) <= MOST else {})
        return [one for row in wanted if (one := found.get(row) or known.get(row)) is not None]

    def _at(self, space: SpaceState) -> dict[int, StoredClaim]:
        with self._lock:
            revision, known = self._spaces.pop(space.id, (-1, {}))
            if revision != space.revision:
                known = {}
            self._spaces[space.id] = (space.revision, known)
            if len(self._spaces) > _MOST_SPACES:
                del self._spaces[next(iter(self._spaces))]
            return known
