"""Libraries to test with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from index.library import Library
from tests.index.scripted import WordEmbedder, attribute

Open = Callable[..., Library]


@pytest.fixture
def open_library(tmp_path: Path) -> Iterator[Open]:
    """Opens libraries on one data folder, as different processes would; all are closed at the end."""
    opened: list[Library] = []

    def make(**more: Any) -> Library:
        given = {"data_dir": tmp_path / "data", "embedder": WordEmbedder(), "attribute": attribute}
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
