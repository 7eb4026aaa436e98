"""An embedded Chroma in a process of its own, for one that answers meanwhile.

Chroma keeps Python's interpreter to itself while it writes, also while it waits for the disk: a tenth of a second for
a few vectors, in which nothing else of the process runs. Only whoever holds the index's lock starts such a process. It
ends with the one that started it, whatever ends that one.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from multiprocessing.managers import BaseManager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from index.errors import StoreError
from index.store import chroma_seal

_CALLS = ("about", "upsert", "delete", "count", "get", "query", "modify")


class _Here:
    """A collection, in the process of its own."""

    def __init__(self, collection: Any) -> None:
        self._collection = collection

    def about(self) -> dict[str, Any]:
        return dict(self._collection.metadata or {})

    def upsert(self, **given: Any) -> None:
        self._collection.upsert(**given)

    def delete(self, **given: Any) -> None:
        self._collection.delete(**given)

    def count(self) -> int:
        return int(self._collection.count())

    def get(self, **given: Any) -> dict[str, Any]:
        return dict(self._collection.get(**given))

    def query(self, **given: Any) -> dict[str, Any]:
        return dict(self._collection.query(**given))

    def modify(self, **given: Any) -> None:
        self._collection.modify(**given)


class _Client:
    """Chroma's client, in the process of its own."""

    def __init__(self, folder: Path, opened: Callable[[Path], Any]) -> None:
        self._watch = chroma_seal.Watch(folder)
        self._client = opened(folder)

    def get_collection(self, name: str) -> _Here:
        return _Here(self._client.get_collection(name, embedding_function=None))

    def create_collection(self, name: str, **given: Any) -> _Here:
        return _Here(self._client.create_collection(name, **given))

    def delete_collection(self, name: str) -> None:
        self._client.delete_collection(name)

    def names(self) -> list[str]:
        return [one.name for one in self._client.list_collections()]

    def close(self) -> None:
        self._client.close()
        self._watch.close()


class _Process(BaseManager):
    """The process, and the objects of it that are spoken to from here."""


_Process.register("collection", exposed=_CALLS, create_method=False)
_Process.register(
    "client",
    _Client,
    exposed=("get_collection", "create_collection", "delete_collection", "names", "close"),
    method_to_typeid={"get_collection": "collection", "create_collection": "collection"},
)


class _There:
    """A collection as chromadb's is spoken to."""

    def __init__(self, proxy: Any) -> None:
        self._proxy = proxy
        self.metadata = proxy.about()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._proxy, name)


class Client:
    """What the store needs of chromadb's client. Raises StoreError where the process cannot be started, and whatever
    Chroma raises, or EOFError and ConnectionError once the process is gone."""

    def __init__(self, folder: Path, opened: Callable[[Path], Any]) -> None:
        """``opened``: a function of a module, which opens the folder there."""
        self._process = _Process(ctx=multiprocessing.get_context("spawn"))
        try:
            self._process.start(_until_the_parent_ends)
        except (OSError, EOFError) as error:
            raise StoreError(f"the process of the vector index cannot be started: {error}") from error
        try:
            self._client: Any = self._process.client(folder, opened)  # type: ignore[attr-defined]
        except BaseException:
            self._process.shutdown()
            raise

    def get_collection(self, name: str, **_: Any) -> _There:
        """Raises NotFoundError."""
        return _There(self._client.get_collection(name))

    def create_collection(self, name: str, **given: Any) -> _There:
        """Raises where there is one of that name."""
        return _There(self._client.create_collection(name, **given))

    def delete_collection(self, name: str) -> None:
        """Raises NotFoundError."""
        self._client.delete_collection(name)

    def list_collections(self) -> list[SimpleNamespace]:
        """Objects with a ``name``."""
        return [SimpleNamespace(name=name) for name in self._client.names()]

    def close(self) -> None:
        """Close the files and end the process."""
        with contextlib.suppress(Exception):  # it may be gone
            self._client.close()
        self._process.shutdown()


def _until_the_parent_ends() -> None:
    """Signals to the group are the parent's to answer; where it is gone, so is this process."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    parent = multiprocessing.parent_process()

    def wait() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
