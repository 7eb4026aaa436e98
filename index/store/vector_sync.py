"""Keeps the vector index in step with the database: applies the change log, finds what is broken, rebuilds it.

Only the process that holds the lock does this. Every step can be repeated: the mark of the last applied revision
moves after the vectors are in, so that a process that dies in between leaves work to be done again, never undone.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from index.store import rows
from index.store.chroma import BATCH, Broken, Collection, VectorIndex
from index.store.database import MOMENT, Database, upsert
from index.store.tables import articles, changes, claim_rows, claims, embeddings, library, names, spaces

log = logging.getLogger(__name__)

Progress = Callable[[int, int], None]

# Changes are kept this long behind the newest, so that readers who follow the log need not start anew.
_KEPT_CHANGES = 10_000
_REBUILD = "rebuild:"
_TRIES = 20
# A process that ends waits for an index of so many claims to be built (a few seconds); of more, not.
WAITED_FOR = 5_000
# A process that only adds keeps the index of a space of so many claims in memory, at 5 KB each; that of a larger one
# is left to whoever searches it (a bot) or is told to build it.
BESIDE = 20_000
# Chroma keeps the interpreter to itself while it writes (not while it searches): a process that answers meanwhile puts
# in so many vectors at a time, and leaves others as long as that took.
GENTLY = 40


@dataclass(frozen=True)
class SpaceState:
    """What the database says of a space."""

    id: int
    name: str
    revision: int
    model: str
    model_digest: str
    token: int
    indexed: bool


# Each method of a space begins with this statement: building it anew took longer than running it.
_STATE = sa.select(spaces).where(spaces.c.name == sa.bindparam("name"))


def state(connection: Connection, name: str) -> SpaceState | None:
    """The space of that name, None where there is none."""
    seen = connection.get_execution_options().get(MOMENT, {})
    if name not in seen:
        row = connection.execute(_STATE, {"name": name}).first()
        seen[name] = _state(row) if row else None
    found: SpaceState | None = seen[name]
    return found


def _state(row: Any) -> SpaceState:
    return SpaceState(row.id, row.name, row.revision, row.model, row.model_digest, row.token, row.indexed)


def locked(connection: Connection, name: str) -> SpaceState | None:
    """As ``state``, for changing: on a server other writers of the space wait until this transaction has ended."""
    connection.execute(sa.update(spaces).where(spaces.c.name == name).values(name=spaces.c.name))
    return state(connection, name)


def states(connection: Connection) -> list[SpaceState]:
    """All spaces, by name."""
    found = connection.execute(sa.select(spaces).order_by(spaces.c.name))
    return [_state(row) for row in found]


def small(connection: Connection, most: int) -> set[int]:
    """The spaces that have at most so many claims, own voice included."""
    held = sa.func.coalesce(sa.func.sum(articles.c.claims), 0)
    found = sa.select(spaces.c.id).outerjoin(articles).group_by(spaces.c.id).having(held <= most)
    return set(connection.execute(found).scalars())


def claim_count(connection: Connection, space_id: int) -> int:
    """How many claims a space has, own voice included."""
    total = sa.select(sa.func.coalesce(sa.func.sum(articles.c.claims), 0)).where(articles.c.space_id == space_id)
    return int(connection.execute(total).scalar_one())


def changed_articles(connection: Connection, space_id: int, after: int) -> dict[int, int] | None:
    """Article rows that changed after a revision, with their number of claims; None where the log has a gap, or does
    not lead from there to the space's revision (other embeddings, another state of the database)."""
    now = connection.execute(sa.select(spaces.c.revision).where(spaces.c.id == space_id)).scalar()
    wanted = sa.select(changes.c.revision, changes.c.article_id, changes.c.claims)
    wanted = wanted.where(changes.c.space_id == space_id, changes.c.revision > after).order_by(changes.c.revision)
    found = connection.execute(wanted).all()
    if now is None or len(found) != now - after:
        return None
    return {row.article_id: row.claims for row in found}


def same_history(connection: Connection, space_id: int, revision: int, token: int) -> bool:
    """True where the database has been at this revision of a space (a collection's mark), with the same token."""
    space = connection.execute(sa.select(spaces).where(spaces.c.id == space_id)).first()
    if space is None or revision < 0 or revision > space.revision:
        return False
    if revision == space.revision:
        return bool(token == space.token)
    then = sa.select(changes.c.token).where(changes.c.space_id == space_id, changes.c.revision == revision)
    return connection.execute(then).scalar() in (token, None)  # None: a gap, found when applying


def usable(connection: Connection, space_id: int, collection: Collection) -> bool:
    """True where a collection is of this state of the database, or an earlier one, and of the space's model."""
    model = connection.execute(sa.select(spaces.c.model_digest).where(spaces.c.id == space_id)).scalar()
    return model == collection.model_digest and same_history(connection, space_id, collection.mark, collection.token)


def ask_for_rebuild(connection: Connection, space_id: int) -> None:
    """Have the process that holds the vector index rebuild a space; the request is deleted when that is done."""
    upsert(connection, library, {"key": _REBUILD + str(space_id)}, {"value": ""})


def rebuilds_asked(connection: Connection) -> set[int]:
    """The spaces that somebody wants rebuilt."""
    wanted = sa.select(library.c.key).where(library.c.key.startswith(_REBUILD))
    return {int(key.removeprefix(_REBUILD)) for key in connection.execute(wanted).scalars()}


class Stopped(Exception):
    """The process has to end: what is left is left to the next one, which begins where this one stopped."""


class Unbuilt(Stopped):
    """As Stopped; the index of a large space is not built, and nobody waits for it."""


class Applier:
    """Applies changes to a vector index this process may write. Thread-safe.

    ``hurried`` is asked between two batches; where it is true, Stopped is raised. While the index of a space of more
    than ``WAITED_FOR`` claims is built anew, so is ``ending``, and Unbuilt is raised. ``gently``: others of this
    process are to get their turn meanwhile.
    """

    def __init__(
        self,
        database: Database,
        index: VectorIndex,
        hurried: Callable[[], bool] = lambda: False,
        ending: Callable[[], bool] = lambda: False,
        gently: bool = False,
    ) -> None:
        self._gently = gently
        self._ending = ending
        self._hurried = hurried
        self._database = database
        self._index = index
        self._lock = threading.RLock()
        self._collections: dict[int, Collection] = {}
        self._checked: set[int] = set()
        self._doubted: set[int] = set()

    def collection(self, space_id: int) -> Collection | None:
        """The collection to search, None until it has been checked once."""
        return self._collections.get(space_id) if space_id not in self._doubted else None

    def doubt(self, space_id: int) -> None:
        """Stop using a collection, because it failed: the next ``catch_up`` checks it again. Never waits."""
        self._doubted.add(space_id)

    @property
    def held(self) -> set[int]:
        """The spaces whose collections are open."""
        return set(self._collections)

    def _forget(self, space_id: int) -> None:
        self._collections.pop(space_id, None)
        self._checked.discard(space_id)
        self._doubted.discard(space_id)

    def catch_up(self, only: set[int] | None = None) -> None:
        """Bring every space up to date, or only these; check each thoroughly the first time. Raises Broken only where
        even a rebuild fails."""
        with self._lock:
            with self._database.read() as connection:
                known = states(connection)
                asked = rebuilds_asked(connection)
            first = not self._checked
            for space_id in list(self._doubted):
                self._forget(space_id)
            for space in known:
                if only is not None and space.id not in only:
                    continue
                if space.id in asked:
                    self.rebuild(space.id)
                self._catch_up(space)
            gone = (self._index.space_ids() if first else set(self._collections)) - {s.id for s in known}
            for space_id in gone:
                self._index.delete(space_id)
                self._forget(space_id)

    def _catch_up(self, space: SpaceState) -> None:
        try:
            if space.id not in self._checked:
                trouble = self._trouble(space)
                if trouble:
                    log.warning("space %s: the vector index %s: rebuilding it from the database", space.name, trouble)
                    self.rebuild(space.id)
                    return
            if not self._apply(space.id):
                self.rebuild(space.id)
        except Broken as error:
            self._index.need_room()
            if self._index.served and self._recovered(space):  # a connection that broke off is no damage
                return
            log.warning("space %s: the vector index failed (%s): rebuilding it from the database", space.name, error)
            self.rebuild(space.id)

    def _recovered(self, space: SpaceState) -> bool:
        """True where the collection, looked at anew, is well and up to date."""
        self._forget(space.id)
        try:
            return self._trouble(space) is None
        except Broken:
            return False

    def _trouble(self, space: SpaceState) -> str | None:
        """The cheap check: why the index of a space cannot be used, None where it can (perhaps after catching up)."""
        collection = self._index.collection(space.id)
        if collection is None:
            if space.indexed:
                return "is missing"
            self.rebuild(space.id)
            return None
        if collection.model_digest != space.model_digest:
            return "is of another embedding model"
        with self._database.read() as connection:
            if not same_history(connection, space.id, collection.mark, collection.token):
                return "was left unfinished or belongs to another state of the database"
        self._collections[space.id] = collection
        for _ in range(_TRIES):
            if not self._apply(space.id):
                return "is too far behind"
            with self._database.read() as connection:
                now = connection.execute(sa.select(spaces.c.revision).where(spaces.c.id == space.id)).scalar()
                wanted = claim_count(connection, space.id)
                sample = self._sample(connection, space.id)
            if now == collection.mark:
                break
        else:  # somebody adds all the time: what is counted is never of one moment, so it is left to the next round
            return None
        count = collection.count()
        if count != wanted:
            return f"holds {count} vectors where the database holds {wanted}"
        if not collection.finds({int(row): vector for row, vector in zip(*sample, strict=True)}):
            return "has lost vectors"
        self._checked.add(space.id)
        return None

    @staticmethod
    def _sample(connection: Connection, space_id: int, size: int = 8) -> tuple[Any, Any]:
        """A few embeddings from all over a space: they must find themselves."""
        ends = sa.select(sa.func.min(claims.c.article_id), sa.func.max(claims.c.article_id))
        low, high = connection.execute(ends.where(claims.c.space_id == space_id)).one()
        if low is None:
            return [], []
        step = max(1, (high - low) // size)
        ids = [row for at in range(low, high + 1, step) for row in claim_rows(at, 1)][: size + 1]
        chosen = sa.select(embeddings.c.claim_id, embeddings.c.vector)
        from index.store.embedding_rows import vectors_of

        return vectors_of(connection, chosen.where(embeddings.c.space_id == space_id, embeddings.c.claim_id.in_(ids)))

    def _apply(self, space_id: int) -> bool:
        """Apply the changes since the mark; False where that needs a rebuild."""
        collection = self._collections.get(space_id)
        if collection is None:
            return False
        with self._database.read() as connection:
            now = connection.execute(
                sa.select(spaces.c.revision, spaces.c.token).where(spaces.c.id == space_id)
            ).first()
            if now is None or now.revision == collection.mark:
                return True
            changed = changed_articles(connection, space_id, collection.mark)
            if changed is None or not changed:
                return False
            present = self._present(connection, space_id, list(changed))
        collection.drop(
            [r for article, count in changed.items() if article not in present for r in claim_rows(article, count)]
        )
        for part in rows.parts(sorted(present), 50):
            self._put(collection, space_id, part)
        collection.set_mark(now.revision, now.token)
        self._prune(space_id, now.revision)
        return True

    @staticmethod
    def _present(connection: Connection, space_id: int, article_ids: list[int]) -> set[int]:
        found: set[int] = set()
        for part in rows.parts(article_ids):
            wanted = sa.select(articles.c.id).where(articles.c.space_id == space_id, articles.c.id.in_(part))
            found |= {int(row) for (row,) in connection.execute(wanted)}
        return found

    def _put(self, collection: Collection, space_id: int, article_ids: list[int]) -> int:
        if self._hurried():
            raise Stopped
        with self._database.read() as connection:
            joined = (
                sa.select(
                    claims.c.id, embeddings.c.vector, claims.c.stance, claims.c.anonymous, claims.c.own_voice,
                    articles.c.key, articles.c.outlet, articles.c.published, names.c.speaker_id,
                )
                .join(embeddings, embeddings.c.claim_id == claims.c.id)
                .join(articles, articles.c.id == claims.c.article_id)
                .outerjoin(names, names.c.id == claims.c.name_id)
                .where(claims.c.space_id == space_id, claims.c.article_id.in_(article_ids))
                .order_by(claims.c.id)
            )  # fmt: skip
            found = connection.execute(joined).all()
        if found:
            from index.store.embedding_rows import matrix

            vectors = matrix([row.vector for row in found])
            size = GENTLY if self._gently else len(found)
            for at in range(0, len(found), size):
                some, began = found[at : at + size], time.monotonic()
                collection.put([row.id for row in some], vectors[at : at + size], [_about(row) for row in some])
                if self._gently:
                    time.sleep(time.monotonic() - began)
        return len(found)

    def rebuild(self, space_id: int, progress: Progress | None = None) -> int:
        """Build the collection of a space from the database; gives the number of vectors.

        What a building that was stopped has put in is kept; one that was finished is built anew. Raises Stopped.
        """
        with self._lock:
            self._forget(space_id)
            with self._database.read() as connection:
                row = connection.execute(sa.select(spaces).where(spaces.c.id == space_id)).first()
                if row is None:
                    self._index.delete(space_id)
                    return 0
                made = self._unfinished(connection, row)
                total = claim_count(connection, space_id)
                wanted = sa.select(articles.c.id).where(articles.c.space_id == space_id).order_by(articles.c.id)
                article_ids = [int(article) for (article,) in connection.execute(wanted)]
            if made is None:
                made = self._index.make(
                    space_id, model=row.model, model_digest=row.model_digest, space=row.name, built=row.revision,
                    built_token=row.token,
                )  # fmt: skip
            done = made.count() if made.reached else 0
            left = [article for article in article_ids if article > made.reached]
            reached = made.reached
            try:
                for part in rows.parts(left, max(1, BATCH // 50)):
                    if total > WAITED_FOR and self._ending():
                        raise Unbuilt(f"the vector index of space {row.name} holds {done} of {total} claims")
                    done += self._put(made, space_id, part)
                    reached = part[-1]
                    if progress is not None:
                        progress(min(done, total), total)
            except (Stopped, KeyboardInterrupt):
                made.set_reached(reached)
                raise
            made.set_mark(made.built, made.built_token)
            with self._database.write() as connection:
                connection.execute(sa.update(spaces).where(spaces.c.id == space_id).values(indexed=True))
                connection.execute(sa.delete(library).where(library.c.key == _REBUILD + str(space_id)))
            self._collections[space_id] = made
            self._checked.add(space_id)
            return done

    def _unfinished(self, connection: Connection, space: Any) -> Collection | None:
        """The collection that a building which was stopped has left, where it can go on."""
        made = self._index.collection(space.id)
        if made is None or made.mark >= 0 or not made.reached or made.model_digest != space.model_digest:
            return None
        if not same_history(connection, space.id, made.built, made.built_token):
            return None
        return made if changed_articles(connection, space.id, made.built) is not None else None

    def _prune(self, space_id: int, revision: int) -> None:
        old = sa.delete(changes).where(changes.c.space_id == space_id, changes.c.revision <= revision - _KEPT_CHANGES)
        with self._database.read() as connection:
            oldest = connection.execute(
                sa.select(sa.func.min(changes.c.revision)).where(changes.c.space_id == space_id)
            ).scalar()
        if oldest is not None and oldest <= revision - 2 * _KEPT_CHANGES:
            with self._database.write() as connection:
                connection.execute(old)


def _about(row: Any) -> dict[str, str | int | bool]:
    """The flat metadata of a vector; Chroma takes no None."""
    about = {
        "article": row.key, "outlet": row.outlet, "published": row.published, "speaker": row.speaker_id,
        "stance": row.stance, "anonymous": bool(row.anonymous), "own_voice": bool(row.own_voice),
    }  # fmt: skip
    return {key: value for key, value in about.items() if value is not None}
