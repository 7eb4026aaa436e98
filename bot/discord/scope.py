"""Where an interaction happens: which space it may see, and whether others look on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import discord

from bot.discord.error_replies import Refusal
from index.store.guilds import GuildSettings

GUILD, USER = "guild-", "user-"


@dataclass(frozen=True, slots=True)
class Place:
    """``space``: the only space that the interaction may touch; ``guild``: its guild's id, None in a user's own space.

    ``shared``: others read the channel. A user's own space is theirs alone: outside the direct message with the bot,
    replies from it are shown to the user only.
    """

    space: str
    user: int
    guild: int | None
    channel: int | None
    shared: bool
    parent: int | None = None  # of a thread: the channel that it hangs under

    @property
    def own(self) -> bool:
        """True in a user's own space."""
        return self.guild is None


def guild_space(guild: int) -> str:
    """The space of a guild."""
    return f"{GUILD}{guild}"


def place_of(interaction: discord.Interaction[Any]) -> Place:
    """A guild's space where the bot is installed in that guild, else the space of the user who installed it."""
    user, channel = interaction.user.id, interaction.channel_id
    if interaction.guild_id is not None and interaction.is_guild_integration():
        parent = getattr(interaction.channel, "parent_id", None)
        return Place(guild_space(interaction.guild_id), user, interaction.guild_id, channel, True, parent)
    alone = interaction.context.dm_channel is True
    return Place(f"{USER}{user}", user, None, channel, not alone)


def may_add(interaction: discord.Interaction[Any], place: Place, settings: GuildSettings) -> bool:
    """True where the caller may add and remove articles: the guild's choice, and its moderators in any case."""
    if place.own or interaction.permissions.manage_messages:
        return True
    if settings.adders == "everyone":
        return True
    roles = {role.id for role in getattr(interaction.user, "roles", [])}
    # roles that the client has not cached are still named in the member's payload
    roles |= set(getattr(interaction.user, "_roles", []))
    return settings.adders == "role" and settings.adder_role in roles


def require_adder(interaction: discord.Interaction[Any], place: Place, settings: GuildSettings) -> None:
    """Raises Refusal where the caller may not add or remove articles."""
    if may_add(interaction, place, settings):
        return
    if settings.adders == "role":
        raise Refusal("Adding and removing articles is for moderators and one role of this server.")
    raise Refusal("You need the Manage Messages permission to add or remove articles here.")


def require_manager(interaction: discord.Interaction[Any], place: Place) -> None:
    """Raises Refusal where the caller may not change settings."""
    if not (place.own or interaction.permissions.manage_guild):
        raise Refusal("You need the Manage Server permission to change settings.")


def require_channel(place: Place, settings: GuildSettings) -> None:
    """Raises Refusal where the guild does not want the bot to answer in this channel."""
    if place.guild is None or not settings.channels or {place.channel, place.parent} & set(settings.channels):
        return
    named = " ".join(f"<#{one}>" for one in settings.channels[:5])
    raise Refusal(f"This server wants the bot in {named} only.")
