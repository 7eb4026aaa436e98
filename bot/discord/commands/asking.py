"""/ask, /who, /compare and /help."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.discord.buttons import keep_and_show
from bot.discord.commands.choices import speaker_choices
from bot.discord.commands.shared import NAME_MOST, QUESTION_MOST, everywhere, open_call
from bot.discord.pages import one

if TYPE_CHECKING:
    from bot.discord.client import Bot
    from bot.discord.interactions import Call, Counted

ANSWER_WITHIN = 120.0
Question = app_commands.Range[str, 2, QUESTION_MOST]
Name = app_commands.Range[str, 1, NAME_MOST]

HELP = """### whoclaims
Reads the news articles that this server gave it and answers **who claims what**. Every answer names the one who made \
the claim, through whom it came, and keeps the article's exact words behind its number.
**/ask** a question, for example *Who says the bridge is safe?*
**/who** asserts, denies or will not confirm something
**/claims** of one speaker · **/compare** two speakers or all sides on a topic
**/map** of a topic, **/timeline** of a speaker: the same as a picture
**/articles** and **/speakers** of this archive
**/article add** a link, file or text · **/article show** · **/article remove**
**/settings** who may add, language, privacy, channels, deletion
On any message: *Apps → Who claims this?* or *Index this article*
-# Signs: ● asserts · ✕ denies · ○ does not confirm · ➤ urges · ◆ vows · ◇ judges. A claim is what somebody says, \
not what is so."""


@app_commands.command(description="Ask who claims what; every answer names its speakers")
@app_commands.describe(question="For example: Who says the bridge is safe?", private="Show the answer to you alone")
@everywhere
async def ask(interaction: discord.Interaction[Any], question: Question, private: bool | None = None) -> None:
    """Answer a question, with the member's last questions in the channel for context."""

    async def body(call: Call) -> None:
        from bot.answer.asker import Turn

        await open_call(call, private)
        talk = (call.place.space, call.place.channel, call.place.user)
        asked = call.bot.work.run(
            "answers", call.bot.archive.ask, call.place.space, question, call.bot.turns(talk, call.began)
        )
        stored, answer = await asyncio.wait_for(asked, ANSWER_WITHIN)
        call.still()
        call.bot.remember(talk, Turn(question=question, answer=answer), call.began)
        await keep_and_show(call, "answer", stored)

    await _run(interaction, "ask", body)


@app_commands.command(description="Who asserts a claim, who denies it, who will not confirm it")
@app_commands.describe(claim="For example: the bridge is safe", private="Show the answer to you alone")
@everywhere
async def who(interaction: discord.Interaction[Any], claim: Question, private: bool | None = None) -> None:
    """Answer for one claim, grouped by stance."""

    async def body(call: Call) -> None:
        await open_call(call, private)
        await answer_who(call, claim)

    await _run(interaction, "who", body)


async def answer_who(call: Call, claim: str) -> None:
    """The answer of /who, after the first response."""
    asked = call.bot.work.run("answers", call.bot.archive.who, call.place.space, claim.strip(" ?.!"), call.words)
    await keep_and_show(call, "answer", await asyncio.wait_for(asked, ANSWER_WITHIN))


@app_commands.command(description="Put what two speakers, or all sides, say about a topic side by side")
@app_commands.describe(topic="What it is about", speaker_a="One speaker", speaker_b="Another speaker")
@app_commands.autocomplete(speaker_a=speaker_choices, speaker_b=speaker_choices)
@everywhere
async def compare(
    interaction: discord.Interaction[Any], topic: Question, speaker_a: Name | None = None, speaker_b: Name | None = None
) -> None:
    """Answer with a section for each speaker."""

    async def body(call: Call) -> None:
        await open_call(call)
        first, second = (speaker_a, speaker_b) if speaker_a else (speaker_b, None)
        archive = call.bot.archive
        asked = call.bot.work.run("answers", archive.compare, call.place.space, topic, first, second)
        await keep_and_show(call, "answer", await asyncio.wait_for(asked, ANSWER_WITHIN))

    await _run(interaction, "compare", body)


@app_commands.command(description="What this bot does and how to use it")
@everywhere
async def help(interaction: discord.Interaction[Any]) -> None:
    """Say what there is, to the caller alone."""

    async def body(call: Call) -> None:
        await call.answer(one(HELP))

    await _run(interaction, "help", body, counted="free")


async def _run(interaction: discord.Interaction[Bot], name: str, body: Any, *, counted: Counted = "command") -> None:
    await interaction.client.conduct(interaction, name, body, counted=counted)


COMMANDS: tuple[Any, ...] = (ask, who, compare, help)
