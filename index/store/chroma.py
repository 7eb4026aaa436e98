"""The vector index: Chroma, embedded in the data folder or as a server. The only importer of chromadb.

One collection per space. It holds vectors, their keys and flat metadata; the words stay in the database. The
collection's own metadata records the embedding model and the last revision of the space that was applied to it, so
that an index which is behind, of another model or of another database is told from its face.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from index.errors import StoreError
from index.store import chroma_seal
from index.store.chroma_address import server_address

if TYPE_CHECKING:
    from index.store.embedding_rows import Vectors

log = logging.getLogger(__name__)


# Chroma takes at most 5,461 rows a call; larger batches are not faster.
BATCH: Final = 2000
# Holds recall@10 of real embeddings above 0.99, and near-equal vectors still find themselves: M 16 lost a few of those
# (docs/evaluation-store.md).
_HNSW: Final = {"space": "cosine", "ef_construction": 200, "ef_search": 200, "max_neighbors": 32}

# HNSW searches as widely as it is asked for neighbours, at least ef_search: of a large collection more are asked for
# (333 of 1,000,000: recall@10 0.995 instead of 0.990).
PER_NEIGHBOUR: Final = 3000


# A disk with less room is left to the database. A batch takes about 16 MB with Chroma's journal, and an embedded Chroma
# that meets a full disk keeps a transaction open, for which its next write waits for ever.
ROOM: Final = 32_000_000
_FULL: Final = ("disk is full", "no space left", "quota exceeded", "file too large")


# A server that does not answer for so long is given up; chromadb itself would wait for ever.
SERVER_SECONDS: Final = 60.0


# The cosine from which two vectors are one.
SAME: Final = 0.9999


class Broken(Exception):
    """The index cannot be read; it is to be built anew from the database."""


class Surplus(Broken):
    """The index holds what the database does not."""


class NoRoom(StoreError):
    """The disk is too full to write the index; it is brought up to date when there is room."""


class Collection:
    """The vectors of one space. Methods raise Broken where Chroma fails."""

    def __init__(self, collection: Any, before_write: Callable[[], None]) -> None:
        self._collection = collection
        self._before_write = before_write
        self.metadata: dict[str, Any] = dict(collection.metadata or {})
        self._sized: tuple[int, int] | None = None

    @property
    def mark(self) -> int:
        """The last revision of the space that was applied."""
        return int(self.metadata.get("revision", -1))

    @property
    def built(self) -> int:
        """The revision of the space that it was built anew from; -1 where that is not known."""
        return int(self.metadata.get("built", -1))

    @property
    def built_token(self) -> int:
        """The space's token at ``built``."""
        return int(self.metadata.get("built_token", "0"))

    @property
    def reached(self) -> int:
        """The last article row that a building which was left unfinished has put in; 0 where there was none."""
        return int(self.metadata.get("reached", 0))

    @property
    def model_digest(self) -> str:
        """The digest of the embedding model."""
        return str(self.metadata.get("model_digest", ""))

    @property
    def token(self) -> int:
        """The space's token at the mark."""
        return int(self.metadata.get("token", "0"))

    def set_mark(self, revision: int, token: int) -> None:
        """Record that all changes up to ``revision`` are applied."""
        self._note({"revision": revision, "token": str(token)})

    def set_reached(self, article: int) -> None:
        """Record that all articles up to this row are in."""
        self._note({"reached": article})

    def _note(self, more: Mapping[str, str | int]) -> None:
        metadata = {**self.metadata, **more}
        self._before_write()
        with _broken():
            self._collection.modify(metadata=metadata)
        self.metadata = metadata

    def put(self, rows: Sequence[int], vectors: Vectors, about: Sequence[Mapping[str, str | int | bool]]) -> None:
        """Add or replace vectors with their flat metadata."""
        self._before_write()
        with _broken():
            for at in range(0, len(rows), BATCH):
                part = slice(at, at + BATCH)
                self._collection.upsert(
                    ids=[str(row) for row in rows[part]], embeddings=vectors[part], metadatas=list(about[part])
                )

    def drop(self, rows: Sequence[int]) -> None:
        """Take vectors out; keys that are not there are no error."""
        self._before_write()
        with _broken():
            for at in range(0, len(rows), BATCH):
                self._collection.delete(ids=[str(row) for row in rows[at : at + BATCH]])

    def count(self) -> int:
        """How many vectors there are."""
        with _broken():
            return int(self._collection.count())

    def size(self) -> int:
        """As ``count``, but of when the collection's mark was set last: counting takes as long as a search."""
        mark, sized = self.mark, self._sized
        if sized is None or sized[0] != mark:
            sized = self._sized = (mark, self.count())
        return sized[1]

    def rows(self) -> set[int]:
        """The keys of all vectors."""
        with _broken():
            return {int(key) for key in self._collection.get(include=[])["ids"]}

    def query(self, vector: Vectors, k: int) -> list[tuple[int, float]]:
        """The ``k`` nearest as (key, cosine), nearest first."""
        return self.query_many(vector.reshape(1, -1), k)[0]

    def query_many(self, vectors: Vectors, k: int) -> list[list[tuple[int, float]]]:
        """As ``query``, for each row of ``vectors``."""
        wide = max(k, self.size() // PER_NEIGHBOUR)
        with _broken():
            found = self._collection.query(query_embeddings=vectors, n_results=wide, include=["distances"])
        return [
            [(int(key), 1.0 - float(d)) for key, d in zip(keys[:k], distances[:k], strict=True)]
            for keys, distances in zip(found["ids"], found["distances"], strict=True)
        ]

    def stored(self, rows: Sequence[int]) -> dict[int, Vectors]:
        """The vectors under these keys, as the index holds them; keys that are not there are left out."""
        import numpy as np

        held: dict[int, Vectors] = {}
        with _broken():
            for at in range(0, len(rows), BATCH):
                part = [str(row) for row in rows[at : at + BATCH]]
                got = self._collection.get(ids=part, include=["embeddings"])
                for key, vector in zip(got["ids"], got["embeddings"], strict=True):
                    held[int(key)] = np.asarray(vector, dtype=np.float32)
        return held

    def finds(self, vectors: Mapping[int, Vectors]) -> bool:
        """True where the index holds each of these vectors, and searches find most of them.

        A vector that is held and not found is one of those that an approximate search misses; many of them are a graph
        that is damaged. One that is not held, or is another one, has been lost.
        """
        held = self.stored(list(vectors))
        if any(row not in held or float(held[row] @ vector) < SAME for row, vector in vectors.items()):
            return False
        missed = 0
        for row, vector in vectors.items():
            near = self.query(vector, 3)
            missed += all(found != row and cosine < SAME for found, cosine in near)
        return missed <= len(vectors) // 4


class VectorIndex:
    """A Chroma client and the collections of one database (told from those of others by ``owner``).

    ``folder`` is that of an embedded index: it is sealed anew after writes (see `chroma_seal`). ``watch`` is closed
    with the client.
    """

    def __init__(
        self, client: Any, owner: str, folder: Path | None = None, watch: chroma_seal.Watch | None = None
    ) -> None:
        self._client = client
        self._owner = owner
        self._folder = folder
        self._sealed = False
        self._watch = watch

    @property
    def served(self) -> bool:
        """True where a server has the files."""
        return self._folder is None

    def seal(self) -> None:
        """Say that all writes are complete."""
        if self._folder is not None and not self._sealed:
            chroma_seal.seal(self._folder)
            self._sealed = True

    def _before_write(self) -> None:
        self.need_room()
        self._sealed = False

    def need_room(self) -> None:
        """Raise NoRoom where the disk is too full for another write (of a server that is the server's affair)."""
        if self._folder is not None:
            need_room(self._folder)

    def collection(self, space_id: int) -> Collection | None:
        """The collection of a space, None where there is none. Raises Broken where it cannot be opened."""
        from chromadb.errors import NotFoundError

        with _broken():
            try:
                found = self._client.get_collection(self._name(space_id), embedding_function=None)
                return Collection(found, self._before_write)
            except NotFoundError:
                return None

    def make(
        self, space_id: int, *, model: str, model_digest: str, space: str, built: int, built_token: int = 0
    ) -> Collection:
        """A new, empty collection for a space, of which revision ``built`` is about to be put into it; one that exists
        is deleted first."""
        self.delete(space_id)
        with _broken():
            made = self._client.create_collection(
                self._name(space_id),
                embedding_function=None,
                configuration={"hnsw": dict(_HNSW)},
                metadata={
                    "model": model,
                    "model_digest": model_digest,
                    "space": space,
                    "revision": -1,
                    "built": built,
                    "built_token": str(built_token),
                },
            )
        return Collection(made, self._before_write)

    def delete(self, space_id: int) -> None:
        """Delete the collection of a space, if there is one."""
        from chromadb.errors import NotFoundError

        self._before_write()
        with _broken():
            try:
                self._client.delete_collection(self._name(space_id))
            except NotFoundError:
                return

    def space_ids(self) -> set[int]:
        """The spaces of this database that have a collection."""
        prefix = self._name(0)[:-1]
        with _broken():
            return {
                int(c.name.removeprefix(prefix)) for c in self._client.list_collections() if c.name.startswith(prefix)
            }

    def close(self) -> None:
        """Let go of the files or the connection."""
        close = getattr(self._client, "close", None)
        if close is not None:
            close()
        if self._watch is not None:
            self._watch.close()

    def _name(self, space_id: int) -> str:
        return f"whoclaims-{self._owner}-{space_id}"


def need_room(folder: Path) -> None:
    """Raise NoRoom where the disk of ``folder`` has less than ``ROOM`` bytes free."""
    free = shutil.disk_usage(folder).free
    if free < ROOM:
        raise NoRoom(f"only {free // 1_000_000} MB are free in {folder}, {ROOM // 1_000_000} MB are needed")


def embedded(folder: Path, owner: str, *, apart: bool = False) -> VectorIndex:
    """Open the embedded Chroma in ``folder``, ``apart``: in a process of its own. Only one process may do so at a time
    (see `lock.py`)."""
    with _broken():
        if not apart:
            return VectorIndex(client_in(folder), owner, folder, chroma_seal.Watch(folder))
        from index.store.chroma_apart import Client

        return VectorIndex(Client(folder, client_in), owner, folder)


def client_in(folder: Path) -> Any:
    """Chroma's own client of the files in ``folder``, in this process."""
    import chromadb
    from chromadb.api.shared_system_client import SharedSystemClient
    from chromadb.config import Settings

    try:
        return chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
    except BaseException:
        # Chroma keeps a client that failed to start and hands it out again for the same folder.
        SharedSystemClient._identifier_to_system.pop(str(folder), None)
        raise


def served(url: str, token: str | None, owner: str) -> VectorIndex:
    """Connect to a Chroma server (http or https), or to Chroma Cloud, which is one.

    The token is sent as a bearer token and as Chroma's own header. ``url`` may end in /TENANT/DATABASE; without, a
    token that belongs to one tenant and one database leads there (as chromadb's CloudClient has it). Raises StoreError.
    """
    import chromadb
    import httpx
    from chromadb.config import DEFAULT_DATABASE, DEFAULT_TENANT, Settings

    at = server_address(url)
    where = f"{at.scheme}://{f'[{at.host}]' if ':' in at.host else at.host}:{at.port}"
    headers = {"Authorization": f"Bearer {token}", "x-chroma-token": token} if token else {}
    settings = Settings(
        anonymized_telemetry=False,
        chroma_overwrite_singleton_tenant_database_access_from_auth=bool(token) and at.tenant is None,
    )
    try:
        # a server that hangs is found out here: chromadb asks it when the client is made, without a limit of time
        httpx.get(f"{where}/api/v2/heartbeat", headers=headers, timeout=SERVER_SECONDS)
        client = chromadb.HttpClient(
            host=at.host,
            port=at.port,
            ssl=at.scheme == "https",
            headers=headers,
            tenant=at.tenant or DEFAULT_TENANT,
            database=at.database or DEFAULT_DATABASE,
            settings=settings,
        )
        client._server._session.timeout = SERVER_SECONDS  # type: ignore[attr-defined]
    except Exception as error:
        log.debug("no Chroma server", exc_info=True)
        raise StoreError(f"the Chroma server at {where} cannot be used: {_line(error)}") from error
    return VectorIndex(client, owner)


class _broken:  # noqa: N801
    """Turns whatever Chroma raises (it has no common root for it) into Broken, or NoRoom where the disk is full; the
    traceback goes to the debug log."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _tb: object) -> None:
        if isinstance(error, Exception) and not isinstance(error, (Broken, StoreError)):
            log.debug("vector index failed", exc_info=error)
            if any(said in str(error).lower() for said in _FULL):
                raise NoRoom(_line(error)) from error
            raise Broken(_line(error)) from error


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())[:300] or type(error).__name__
