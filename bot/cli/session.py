"""What one run of the program knows: the global options, and from them the settings, the library, the space."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, cast

import typer

if TYPE_CHECKING:
    from bot.settings import Settings
    from index.store.library import Library, Space


@dataclass
class Session:
    """The global options; ``settings`` and what follows from them are made when a command first asks."""

    space_name: str | None = None
    data_dir: Path | None = None

    @cached_property
    def settings(self) -> Settings:
        """Environment and ``.env`` under the global options. Raises SettingsError."""
        from bot import settings

        found = settings.load(space=self.space_name, data_dir=self.data_dir)
        _log(found)
        return found

    @contextlib.contextmanager
    def library(self) -> Iterator[Library]:
        """The library of the data folder, closed at the end. Raises StoreError."""
        from bot.library import open_library

        with open_library(self.settings) as library:
            yield library

    @contextlib.contextmanager
    def space(self) -> Iterator[Space]:
        """The space that the command works on."""
        with self.library() as library:
            yield library.space(self.settings.space)


def of(context: typer.Context) -> Session:
    """The session of a command."""
    return cast(Session, context.obj)


def _log(settings: Settings) -> None:
    """Logs go to standard error, without secrets: this project's from the level set on, all others from WARNING on."""
    import logging

    class Redacted(logging.Formatter):
        def format(self, record: logging.LogRecord) -> str:
            return settings.redacted(super().format(record))

    handler = logging.StreamHandler()
    handler.setFormatter(Redacted("%(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    for name in ("bot", "index"):
        logging.getLogger(name).setLevel(settings.log_level)
