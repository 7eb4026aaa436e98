"""/map and /timeline."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.discord.commands.choices import speaker_choices
from bot.discord.commands.shared import NAME_MOST, everywhere, open_call

if TYPE_CHECKING:
    from bot.discord.interactions import Call
    from bot.discord.pages import Page

Name = app_commands.Range[str, 1, NAME_MOST]


@app_commands.command(description="Draw who asserts, denies and leaves open what about a topic")
@app_commands.describe(topic="What it is about", private="Show the picture to you alone")
@everywhere
async def map(interaction: discord.Interaction[Any], topic: Name, private: bool | None = None) -> None:
    """Show the map of a topic."""

    async def body(call: Call) -> None:
        from bot.discord import pictures

        await open_call(call, private)
        await _show(call, pictures.map_of, topic)

    await interaction.client.conduct(interaction, "map", body)


@app_commands.command(description="Draw what somebody said when, and where they turned")
@app_commands.describe(speaker="Whose claims", topic="Only those about this", private="Show the picture to you alone")
@app_commands.autocomplete(speaker=speaker_choices)
@everywhere
async def timeline(
    interaction: discord.Interaction[Any], speaker: Name, topic: Name | None = None, private: bool | None = None
) -> None:
    """Show the timeline of a speaker."""

    async def body(call: Call) -> None:
        from bot.discord import pictures

        await open_call(call, private)
        await _show(call, pictures.timeline_of, speaker, topic or "")

    await interaction.client.conduct(interaction, "timeline", body)


async def _show(call: Call, draw: Callable[..., tuple[dict[str, Any], Page]], *about: str) -> None:
    space, archive, work = call.place.space, call.bot.archive, call.bot.work
    body, page = await work.run("answers", draw, archive, space, *about, call.words)
    call.still()
    reply = await work.run("answers", archive.keep, space, "claims", body, call.place.user, call.began)
    await call.show(page, reply.key)


COMMANDS: tuple[Any, ...] = (map, timeline)
