"""Libraries to test with, on both pairs of engines: SQLite with embedded Chroma, PostgreSQL with a Chroma server."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from index.store.library import Library
from tests.index.engines import chroma_server, new_database, postgres, postgres_programs
from tests.index.scripted import WordEmbedder, attribute

Open = Callable[..., Library]
_numbers = itertools.count()


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """A PostgreSQL and a Chroma server for the whole run, started by the first test that needs them."""
    folder = tmp_path_factory.mktemp("servers")
    with postgres() as database, chroma_server(folder / "chroma") as chroma:
        yield database, chroma


@pytest.fixture(params=["files", "servers"])
def engines(request: pytest.FixtureRequest) -> dict[str, Any]:
    """The arguments of ``Library.open`` for a pair of engines, fresh for each test."""
    if request.param == "files":
        return {}
    if postgres_programs() is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    database, chroma = request.getfixturevalue("servers")
    return {"database_url": new_database(database, f"test{next(_numbers)}"), "chroma_url": chroma}


@pytest.fixture
def open_library(tmp_path: Path, engines: dict[str, Any]) -> Iterator[Open]:
    """Opens libraries on one store, as different processes would; all are closed at the end."""
    opened: list[Library] = []

    def make(**more: Any) -> Library:
        given = {"data_dir": tmp_path / "data", "embedder": WordEmbedder(), "attribute": attribute, **engines}
        library = Library.open(**{**given, **more})
        opened.append(library)
        return library

    yield make
    for library in reversed(opened):
        library.close()


@pytest.fixture
def library(open_library: Open) -> Library:
    """A fresh library."""
    return open_library()
