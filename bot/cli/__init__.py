"""The command line: thin typer commands over the library and the asker. ``main`` is the program's entry."""

from bot.cli.entry import main

__all__ = ["main"]
