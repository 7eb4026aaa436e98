"""The menus on a message: who claims this, and index this article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.discord import ingest, message_contents
from bot.discord.commands.asking import answer_who
from bot.discord.commands.shared import WHERE, open_call
from bot.discord.error_replies import Refusal
from bot.discord.escape import shortened

if TYPE_CHECKING:
    from bot.discord.interactions import Call

CLAIM_MOST = 600


async def who_claims_this(interaction: discord.Interaction[Any], message: discord.Message) -> None:
    """Take the message's words as a claim."""

    async def body(call: Call) -> None:
        words = shortened(message_contents.words(message), CLAIM_MOST)
        if len(words) < 3:
            raise Refusal("This message has no words to look for.")
        await open_call(call)
        await answer_who(call, words)

    await interaction.client.conduct(interaction, "Who claims this?", body)


async def index_this(interaction: discord.Interaction[Any], message: discord.Message) -> None:
    """Add what the message links to or carries."""
    await interaction.client.conduct(
        interaction, "Index this article", lambda call: ingest.add_message(call, message), counted="add"
    )


def _menu(name: str, callback: Any, **more: Any) -> app_commands.ContextMenu:
    return app_commands.ContextMenu(name=name, callback=callback, type=discord.AppCommandType.message, **WHERE, **more)


COMMANDS = (_menu("Who claims this?", who_claims_this), _menu("Index this article", index_this))
COMMANDS[1].default_permissions = discord.Permissions(manage_messages=True)
