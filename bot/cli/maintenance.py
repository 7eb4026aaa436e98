"""``stats``, ``doctor``, ``reindex``, ``export``, ``import``, ``backup``: looking after what is stored."""

from __future__ import annotations

import contextlib
import itertools
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from bot.cli import output, rendering, session
from bot.cli.articles import JsonOption
from bot.cli.progress import Counter
from index.errors import InputError
from index.schema import Status


def register(app: typer.Typer) -> None:
    """Put the commands of this module into the application."""
    app.command()(stats)
    app.command()(doctor)
    app.command()(reindex)
    app.command()(export)
    app.command("import")(import_)
    app.command()(backup)


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
        output.show(rendering.pairs_table(pairs))


def doctor(
    context: typer.Context,
    deep: Annotated[bool, typer.Option("--deep", help="Also compare every vector with the database.")] = False,
    ask: Annotated[bool, typer.Option("--ask", help="Also ask the hosted model once.")] = False,
) -> None:
    """Say what is configured, reachable and missing.

    Never shows a secret. Exits with 1 where something is wrong.
    """
    from bot.cli import checks as checking

    one = session.of(context)
    bad = False
    made = checking.checks(one.settings)
    if ask:
        made = itertools.chain(made, (checking.model_check(each) for each in [one.settings]))
    for check in itertools.chain(made, checking.deep_checks(one.settings)) if deep else made:
        output.show(rendering.check_text(check))
        output.flush()
        bad = bad or check.health is checking.Health.BAD
    if bad:
        raise typer.Exit(1)


def reindex(context: typer.Context) -> None:
    """Build the vector index anew from the database."""
    with session.of(context).space() as space, Counter("indexing") as counter:
        count = space.reindex(counter.at)
    output.line(f"{count} vectors in space {rendering.one_line(space.name)}")


def export(
    context: typer.Context,
    every: Annotated[bool, typer.Option("--all", help="All spaces, not only the one worked on.")] = False,
) -> None:
    """Print articles and claims as JSON lines, for import."""
    from index.store import exchange

    one = session.of(context)
    with one.library() as library, Counter("exporting") as counter:
        for line in exchange.export(library, None if every else one.settings.space):
            output.line(line)
            counter.step()


def import_(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="What export printed; - is standard input.")],
    every: Annotated[bool, typer.Option("--all", help="Into the spaces that the lines name.")] = False,
) -> None:
    """Store what export printed into the space worked on.

    The claims are taken as they were exported; only their embeddings are computed again.
    """
    from index.store import exchange

    one = session.of(context)
    done: dict[Status, int] = dict.fromkeys(Status, 0)
    with one.library() as library, Counter("importing", [file]) as counter:
        for _, added in exchange.import_lines(library, _lines(file), None if every else one.settings.space):
            done[added.status] += 1
            counter.step()
            if added.error:
                with counter.aside():
                    output.error(f"{file}: {added.error}")
    output.line(", ".join(f"{count} {status}" for status, count in done.items() if count) or "nothing to import")
    if done[Status.FAILED]:
        raise typer.Exit(1)


def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the copy goes; an older one is replaced.")],
) -> None:
    """Copy the database to a file, safely while the bot runs.

    To restore, put the copy in the place of whoclaims.sqlite3 in the data folder: the vector index mends itself.
    """
    from index.store import exchange

    with session.of(context).library() as library, Counter("copying") as counter:
        size = exchange.backup(library, file, counter.at)
    output.line(f"{size} bytes in {rendering.one_line(str(file))}")


def _lines(name: str) -> Iterator[str]:
    from index.store.exchange import MAX_LINE

    longest = 4 * MAX_LINE + 1  # bytes, of which a character has at most four
    try:
        with contextlib.nullcontext(sys.stdin.buffer) if name == "-" else Path(name).open("rb") as file:
            while line := file.readline(longest):
                yield line.decode("utf-8", errors="replace")
                while len(line) == longest and not line.endswith(b"\n"):  # told as too long, and passed over
                    line = file.readline(longest)
    except OSError as error:
        raise InputError(f"{name}: {error.strerror or error}") from None
