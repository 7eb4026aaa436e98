"""``stats``, ``doctor``, ``reindex``, ``export``, ``import``, ``backup``: looking after what is stored."""

from __future__ import annotations

from typing import Annotated

import typer

from bot import terminal
from bot.cli import output, session
from bot.cli.articles import JsonOption
from bot.cli.progress import Counter


def register(app: typer.Typer) -> None:
    """Put the commands of this module into the application."""
    app.command()(stats)
    app.command()(doctor)
    app.command()(reindex)


def stats(context: typer.Context, as_json: JsonOption = False) -> None:
    """Count what the space holds."""
    with session.of(context).space() as space:
        counts = space.stats()
    if as_json:
        output.record({"space": space.name, **counts})
    else:
        words = {"own_voice": "own-voice sentences", "claims": "cited claims"}
        pairs = [
            ("space", space.name),
            *((words.get(name, name), str(count)) for name, count in counts.items() if name != "revision"),
        ]
        output.show(terminal.pairs_table(pairs))


def doctor(
    context: typer.Context,
    deep: Annotated[bool, typer.Option("--deep", help="Also compare every vector with the database.")] = False,
) -> None:
    """Say what is configured, reachable and missing.

    Never shows a secret. Exits with 1 where something is wrong.
    """
    from bot import doctor as checking

    one = session.of(context)
    bad = False
    for check in checking.checks(one.settings):
        output.show(terminal.check_text(check))
        bad = bad or check.health is checking.Health.BAD
    if bad:
        raise typer.Exit(1)


def reindex(context: typer.Context) -> None:
    """Build the vector index anew from the database."""
    with session.of(context).space() as space, Counter("indexing") as counter:
        count = space.reindex(counter.at)
    output.line(f"{count} vectors in space {terminal.one_line(space.name)}")
