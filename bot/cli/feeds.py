"""``feed add``, ``feed list``, ``feed remove``, ``feed poll``: articles that come by themselves."""

from __future__ import annotations

import typer


def register(app: typer.Typer) -> None:
    """Put the commands of this module into the application."""
