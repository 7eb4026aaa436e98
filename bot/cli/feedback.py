"""``feedback``: what members of Discord servers said of answers, for whoever runs the bot."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from bot.cli import output, rendering, session
from bot.cli.articles import JsonOption
from index.errors import InputError
from index.text.days import read_day


def register(app: typer.Typer) -> None:
    """Put the command of this module into the application."""
    app.command()(feedback)


def feedback(
    context: typer.Context,
    every: Annotated[bool, typer.Option("--all", help="Of all spaces, not only the one worked on.")] = False,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Only what was said on or after that day.")] = None,
    answer: Annotated[str | None, typer.Option(metavar="KEY", help="Only what was said of that answer.")] = None,
    as_json: JsonOption = False,
) -> None:
    """List what members said of answers, right or wrong.

    Newest first. Nobody is named.
    """
    from index.store import guilds

    one = session.of(context)
    with one.library() as library:
        space = None if every else one.settings.space
        found = guilds.judged(library.database, space, _seconds(since), answer)
    for each in found:
        when = datetime.fromtimestamp(each.created, UTC).isoformat(timespec="seconds")
        if as_json:
            output.record(
                {
                    "space": each.space,
                    "answer": each.reply,
                    "question": each.question,
                    "right": each.right,
                    "comment": each.comment,
                    "at": when,
                }
            )
            continue
        mark = "right" if each.right else "wrong"
        said = f": {rendering.one_line(each.comment)}" if each.comment else ""
        output.line(
            f"{when[:16]}  {mark}  {rendering.one_line(each.question, 100)}{said}  ({each.space}, {each.reply})"
        )
    if not found and not as_json:
        output.note("nobody has said anything of an answer" + (" of this space; try --all" if not every else ""))


def _seconds(since: str | None) -> float:
    if since is None:
        return 0.0
    try:
        day = read_day(since)
    except ValueError:
        raise InputError(f"--since takes a date like 2026-05-31, not {since!r}") from None
    return datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()
