"""Settings -> the library that they name: one road for the command line and the Discord bot."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.settings import Settings
    from index.store.library import Library


def open_library(settings: Settings, *, follow: bool = False) -> Library:
    """Open it; the caller closes it. ``follow``: see ``Library.open``. Raises StoreError, SettingsError."""
    settings.check_store()
    from index.store.library import Library

    url, token = settings.database_url, settings.chroma_token
    return Library.open(
        data_dir=settings.data_dir.expanduser(),
        database_url=url.get_secret_value() if url else None,
        chroma_url=settings.chroma_url,
        chroma_token=token.get_secret_value() if token else None,
        follow=follow,
        apart=follow,
    )
