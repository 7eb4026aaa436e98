"""Autocomplete from the catalogue of the caller's own space: 25 at most, asked for with that limit."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.discord.escape import clean
from bot.discord.pages import label
from bot.discord.scope import place_of
from index.errors import WhoclaimsError

if TYPE_CHECKING:
    from bot.discord.client import Bot

log = logging.getLogger("whoclaims.discord")
MOST, LENGTH = 25, 100
WITHIN = 2.0  # Discord waits three seconds
Choices = list[app_commands.Choice[str]]


async def _look(interaction: discord.Interaction[Bot], call: Any, *args: Any) -> Any:
    """``call`` in a thread; an empty list where it fails or takes too long: a member can type on."""
    try:
        return await asyncio.wait_for(interaction.client.work.run("quick", call, *args), WITHIN)
    except (TimeoutError, WhoclaimsError) as error:
        log.warning("autocomplete failed", extra={"fields": {"error_kind": type(error).__name__}})
        return []


async def speaker_choices(interaction: discord.Interaction[Any], current: str) -> Choices:
    """Speakers whose name holds what was typed."""
    space = place_of(interaction).space
    found = await _look(
        interaction, lambda: interaction.client.archive.space(space).speakers(match=current, limit=MOST)
    )
    names = dict.fromkeys(clean(one.name) for one in found if 0 < len(one.name) <= LENGTH)
    return [app_commands.Choice(name=name, value=name) for name in names if name.strip()][:MOST]


async def outlet_choices(interaction: discord.Interaction[Any], current: str) -> Choices:
    """Outlets whose name holds what was typed."""
    space = place_of(interaction).space
    found = await _look(interaction, lambda: interaction.client.archive.space(space).outlets(match=current, limit=MOST))
    return [app_commands.Choice(name=clean(one), value=one) for one in found if 0 < len(clean(one)) <= LENGTH][:MOST]


async def article_choices(interaction: discord.Interaction[Any], current: str) -> Choices:
    """Articles whose title or id holds what was typed, shown by title, outlet and date."""
    space = place_of(interaction).space
    found = await _look(
        interaction, lambda: interaction.client.archive.space(space).articles(match=current, limit=MOST)
    )
    choices: Choices = []
    for one in found:
        about = ", ".join(part for part in (one.outlet, (one.published or "")[:10]) if part)
        name = label(clean(f"{one.title or one.id} ({about})" if about else one.title or one.id), LENGTH)
        if len(one.id) <= LENGTH and name:
            choices.append(app_commands.Choice(name=name, value=one.id))
    return choices[:MOST]
