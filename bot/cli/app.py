"""The typer application: global options, and the commands by name."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot import __version__
from bot.cli import articles, ask, claims, feedback, feeds, maintenance, pictures, run
from bot.cli.session import Session

_debugging = False

app = typer.Typer(
    name="whoclaims",
    help="Who claims what: reads news articles and answers with every claim kept at its original source.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def debugging() -> bool:
    """True where --debug was given."""
    return _debugging


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"whoclaims {__version__}")
        raise typer.Exit


@app.callback()
def root(
    context: typer.Context,
    space: Annotated[
        str | None, typer.Option("--space", metavar="NAME", help="Work on this space [default: default].")
    ] = None,
    data_dir: Annotated[
        Path | None,
        typer.Option("--data-dir", metavar="DIR", help="Folder that holds everything [default: the user's own]."),
    ] = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show where in the program an error comes from.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Global options stand before the command."""
    global _debugging
    _debugging = debug
    context.obj = Session(space, data_dir)


def commands() -> frozenset[str]:
    """The names of the commands."""
    from typer.main import get_command

    return frozenset(getattr(get_command(app), "commands", {}))


for module in (articles, ask, claims, pictures, maintenance, feedback, feeds, run):
    module.register(app)
