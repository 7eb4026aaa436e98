"""/claims, /articles and /speakers: lists from the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.discord.buttons import keep_and_show
from bot.discord.commands.choices import speaker_choices
from bot.discord.commands.shared import NAME_MOST, everywhere, open_call
from bot.discord.error_replies import Refusal
from bot.discord.labels import ENGLISH, MARKS
from index.schema import Stance
from index.text.days import read_day

if TYPE_CHECKING:
    from bot.discord.interactions import Call

Name = app_commands.Range[str, 1, NAME_MOST]
STANCES = [app_commands.Choice(name=f"{MARKS[one]} {ENGLISH.stances[one]}", value=one.value) for one in Stance]


def day(text: str | None, option: str) -> str | None:
    """``text`` as an ISO date. Raises Refusal, naming the option."""
    if not text:
        return None
    try:
        return read_day(text).isoformat()
    except ValueError:
        raise Refusal(f"`{option}` takes a date like 2026-05-31.") from None


@app_commands.command(description="List what a speaker says, in the articles' own words")
@app_commands.describe(
    speaker="Whose claims",
    topic="Only those about this",
    stance="Only those of this kind",
    since="Not before this date (YYYY-MM-DD)",
)
@app_commands.autocomplete(speaker=speaker_choices)
@app_commands.choices(stance=STANCES)
@everywhere
async def claims(
    interaction: discord.Interaction[Any],
    speaker: Name,
    topic: Name | None = None,
    stance: app_commands.Choice[str] | None = None,
    since: Name | None = None,
) -> None:
    """List claims of one speaker."""

    async def body(call: Call) -> None:
        filters: dict[str, Any] = {"by": speaker, "about": topic, "since": day(since, "since")}
        filters["stance"] = Stance(stance.value) if stance else None
        await open_call(call)
        title = " · ".join(part for part in (speaker, topic, stance.name if stance else "", since) if part)
        found = await call.bot.work.run("answers", call.bot.archive.claims, call.place.space, title, **filters)
        await keep_and_show(call, "claims", found)

    await interaction.client.conduct(interaction, "claims", body)


@app_commands.command(description="List the articles of this archive")
@app_commands.describe(match="Only those whose title holds these words")
@everywhere
async def articles(interaction: discord.Interaction[Any], match: Name | None = None) -> None:
    """List articles."""

    async def body(call: Call) -> None:
        await open_call(call)
        await keep_and_show(call, "articles", {"match": match or ""})

    await interaction.client.conduct(interaction, "articles", body)


@app_commands.command(description="List the speakers of this archive, the most quoted first")
@app_commands.describe(match="Only those whose name holds these words")
@everywhere
async def speakers(interaction: discord.Interaction[Any], match: Name | None = None) -> None:
    """List speakers."""

    async def body(call: Call) -> None:
        await open_call(call)
        await keep_and_show(call, "speakers", {"match": match or ""})

    await interaction.client.conduct(interaction, "speakers", body)


COMMANDS: tuple[Any, ...] = (claims, articles, speakers)
