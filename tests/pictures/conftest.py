"""Libraries that hold the invented reports. Tests only read them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.propositions.kept import Propositions
from index.store.library import Library, Space
from tests.pictures import stories


@pytest.fixture(scope="session")
def pier(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Space]:
    library = stories.stored(tmp_path_factory.mktemp("pier"), stories.PIER)
    yield library.space("default")
    library.close()


@pytest.fixture(scope="session")
def strangers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Space]:
    library = stories.stored(tmp_path_factory.mktemp("strangers"), stories.hostile())
    yield library.space("default")
    library.close()


@pytest.fixture
def kept() -> Propositions:
    return Propositions()


@pytest.fixture
def empty(tmp_path: object) -> Iterator[Library]:
    library = Library.open(data_dir=tmp_path)  # type: ignore[arg-type]
    yield library
    library.close()
