"""Where commands may be installed and used, and the opening that all of them share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from discord import app_commands

from bot.discord.scope import require_channel

if TYPE_CHECKING:
    from bot.discord.interactions import Call

T = TypeVar("T")
QUESTION_MOST, NAME_MOST = 1000, 100
# a server, the direct message with the bot, and, for those who installed it for themselves, any other conversation
INSTALLS = app_commands.AppInstallationType(guild=True, user=True)
CONTEXTS = app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True)
WHERE: dict[str, Any] = {"allowed_installs": INSTALLS, "allowed_contexts": CONTEXTS}


def everywhere(command: T) -> T:
    """Guild and user installs; servers, direct messages and group messages."""
    installed = app_commands.allowed_installs(guilds=True, users=True)(command)
    return app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)(installed)


async def open_call(call: Call, private: bool | None = None) -> None:
    """Refuse the wrong channel, defer, and read the place's settings where they are not known yet."""
    known = call.bot.knows(call.place.space)
    require_channel(call.place, call.settings)
    await call.defer(call.quiet(private))
    await call.enter()
    if not known:
        require_channel(call.place, call.settings)
