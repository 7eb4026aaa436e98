"""``bot``: the Discord bot."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli import output, session


def register(app: typer.Typer) -> None:
    """Put the commands of this module into the application."""
    app.command("bot")(bot)


def bot(
    context: typer.Context,
    sync: Annotated[bool, typer.Option("--sync", help="Publish the slash commands to Discord and exit.")] = False,
    guild: Annotated[int | None, typer.Option(metavar="ID", help="With --sync: only to this guild, at once.")] = None,
) -> None:
    """Run the Discord bot until it is stopped.

    DISCORD_TOKEN must be set.
    """
    from index.errors import SettingsError

    if guild is not None and not sync:
        raise typer.BadParameter("--guild needs --sync")
    settings = session.of(context).settings
    if settings.discord_token is None:
        raise SettingsError("DISCORD_TOKEN is not set; docs/discord.md says where the token comes from")
    from bot.discord import run

    if sync:
        count = run.sync(settings, guild)
        output.line(f"{count} commands published" + (f" to guild {guild}" if guild is not None else ""))
    else:
        run.run(settings)
