"""What a process has read of a space already: at one revision the database never says anything else."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy.engine import Connection

from index.schema import Article, StoredClaim
from index.store import rows
from index.store.vector_sync import SpaceState

if TYPE_CHECKING:
    from index.store.embedding_rows import Vectors

# Of each kind and space; a claim takes 2 KB and its embedding 1.5, its article's text is shared by all its claims.
MOST = 10_000
MOST_ARTICLES = 500
_MOST_SPACES = 16

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


@dataclass
class Known:
    """What is known of a space at a revision (and its token): threads share it. ``of`` holds what has no kind of its
    own here, by its name."""

    revision: int
    token: int
    claims: dict[int, StoredClaim] = field(default_factory=dict)
    articles: dict[int, Article] = field(default_factory=dict)
    vectors: dict[int, Vectors] = field(default_factory=dict)
    keys: dict[int, str] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    of: dict[str, dict[Any, Any]] = field(default_factory=dict)


class Kept:
    """What is known of the spaces asked last. Thread-safe. ``space`` must have been read in the same transaction."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._spaces: dict[int, Known] = {}

    def stored(self, connection: Connection, space: SpaceState, wanted: Sequence[int]) -> list[StoredClaim]:
        """As ``rows.stored``."""
        known = self.at(space)

        def articles(of: Collection[int]) -> Mapping[int, Article]:
            return completed(known.articles, of, partial(rows.articles_by_row, connection, space.id), MOST_ARTICLES)

        def read(missing: Sequence[int]) -> Mapping[int, StoredClaim]:
            return rows.stored_by_row(connection, space.id, missing, articles)

        found = completed(known.claims, wanted, read)
        return [found[row] for row in wanted if row in found]

    def public_ids(self, connection: Connection, space: SpaceState, wanted: Sequence[int]) -> dict[int, str]:
        """As ``rows.public_ids``."""
        keys = partial(completed, self.at(space).keys, read=partial(rows.article_keys, connection, space.id))
        return rows.public_ids(connection, space.id, wanted, keys)

    def rows_by_id(self, connection: Connection, space: SpaceState, wanted: Sequence[str]) -> dict[str, int]:
        """As ``rows.rows_by_id``."""
        known = partial(completed, self.at(space).rows, read=partial(rows.article_rows, connection, space.id))
        return rows.rows_by_id(connection, space.id, wanted, known)

    def vectors(self, connection: Connection, space: SpaceState, wanted: Sequence[int]) -> dict[int, Vectors]:
        """The embeddings of claims; those that are not there are left out."""
        from index.store.embedding_rows import vectors_at

        def read(missing: Sequence[int]) -> dict[int, Vectors]:
            numbers, matrix = vectors_at(connection, space.id, missing)
            return dict(zip(numbers.tolist(), matrix, strict=True))

        return completed(self.at(space).vectors, wanted, read)

    def other(
        self, space: SpaceState, name: str, wanted: Collection[K], read: Callable[[list[K]], Mapping[K, V]]
    ) -> dict[K, V]:
        """What is known under ``name`` of what is wanted; ``read`` gives what is not."""
        return completed(self.at(space).of.setdefault(name, {}), wanted, read)

    def once(self, space: SpaceState, name: str, read: Callable[[], V]) -> V:
        """What ``read`` gives, read once."""
        return self.other(space, name, (0,), lambda _: {0: read()})[0]

    def at(self, space: SpaceState) -> Known:
        """What is known of a space at its revision; where a newer one is known, that stays."""
        with self._lock:
            known = self._spaces.pop(space.id, None)
            if known is None or (known.revision <= space.revision and known.token != space.token):
                known = Known(space.revision, space.token)
            self._spaces[space.id] = known
            if len(self._spaces) > _MOST_SPACES:
                del self._spaces[next(iter(self._spaces))]
            return known if known.token == space.token else Known(space.revision, space.token)


def completed(
    known: dict[K, V], wanted: Collection[K], read: Callable[[list[K]], Mapping[K, V]], most: int | None = None
) -> dict[K, V]:
    """What is wanted by its key: from ``known`` where it is there, else as ``read`` gives it, which is known then, at
    ``most`` so many (``MOST``); keys that ``read`` leaves out are left out."""
    most = MOST if most is None else most
    found = {key: value for key in wanted if (value := known.get(key)) is not None}
    missing = [key for key in dict.fromkeys(wanted) if key not in found]
    if missing:
        new = read(missing)
        if len(known) + len(new) > most:
            known.clear()
        if len(new) <= most:
            known.update(new)
        found.update(new)
    return found
