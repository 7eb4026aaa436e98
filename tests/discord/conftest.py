"""The real client against the stand-in of Discord, with the real settings and a temporary data folder."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.answer.asker import Asker
from bot.discord.client import Bot
from bot.discord.scope import guild_space
from bot.discord.services import Archive
from bot.settings import Settings
from index.schema import Article
from index.store.library import Library
from tests.discord.sample import ARTICLES, attribute
from tests.stand_ins.discord_exchange import Exchange
from tests.stand_ins.discord_server import StandIn
from tests.stand_ins.discord_world import ADMIN, MODERATOR, TOKEN, Guild, User

PLAIN: dict[str, Any] = {"discord_cooldown": 0, "discord_user_concurrency": 100, "discord_guild_concurrency": 500}
PLAIN |= {"discord_guild_rate": 10_000, "model": "offline", "_env_file": None}


def unhurried() -> float:
    """Seconds of the stand-in's clock: slow, so that a busy machine fails no test. tests/discord/load.py measures."""
    return time.monotonic() / 5


@dataclass
class World:
    """One guild with a member, a moderator and an admin, another guild, and the bot."""

    discord: StandIn
    library: Library
    clock: Callable[[], float] = time.time
    options: dict[str, Any] = field(default_factory=dict)
    bot: Any = None
    task: Any = None

    def __post_init__(self) -> None:
        self.guild, self.other = self.discord.guilds[:2]
        self.member, self.second = User("member"), User("second")
        self.moderator, self.admin = User("moderator", MODERATOR), User("admin", ADMIN)

    async def start(self) -> None:
        """Start the bot and wait until it is ready."""
        settings = Settings(**{**PLAIN, **self.options})
        self.bot = Bot(Archive(self.library, Asker(settings)), settings, clock=self.clock, guild_wait=0.05)
        self.task = asyncio.create_task(self.bot.start(TOKEN))
        await self.discord.connected()
        await self.discord.until(lambda: self.bot.is_ready() or self.task.done(), what="the bot to be ready")
        if self.task.done():
            self.task.result()

    async def stop(self) -> None:
        if self.bot is not None:
            await self.bot.close()
            with contextlib.suppress(asyncio.CancelledError):
                await self.task
            self.bot = None

    async def restart(self) -> None:
        """A new process, as far as Discord can tell."""
        await self.stop()
        self.discord.gateway.attached.clear()
        await self.start()

    def fill(self, guild: Guild | None = None, articles: list[Article] | None = None) -> None:
        """Put articles into a guild's space."""
        space = self.library.space(guild_space((guild or self.guild).id))
        for article in ARTICLES if articles is None else articles:
            space.add(article)

    async def answered(self, exchange: Exchange, seconds: float = 20.0) -> Exchange:
        """Wait until the bot has nothing left to do for it."""
        await self.discord.until(lambda: exchange.answered, seconds, f"an answer; got {exchange.first}")
        mine = self.bot.calls
        await self.discord.until(lambda: all(c.interaction.id != exchange.id for c in mine), seconds, "the call to end")
        return exchange

    async def ask(self, name: str, user: User | None = None, guild: Any = ..., **options: Any) -> Exchange:
        """A slash command, answered."""
        where = self.guild if guild is ... else guild
        return await self.answered(self.discord.command(user or self.member, where, name, **options))

    async def press(self, exchange: Exchange, label: str, user: User | None = None) -> Exchange:
        """A button, answered."""
        return await self.answered(self.discord.press(user or self.member, exchange, label))

    async def choices(self, name: str, focused: str, guild: Any = ..., **options: Any) -> list[Any]:
        where = self.guild if guild is ... else guild
        exchange = self.discord.autocomplete(self.member, where, name, focused, **options)
        await self.discord.until(lambda: exchange.first is not None, what="choices")
        return exchange.choices


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    made = Library.open(data_dir=tmp_path / "data", attribute=attribute)
    yield made
    made.close()


@pytest_asyncio.fixture
async def world(library: Library) -> AsyncIterator[World]:
    """A running bot in two guilds. Whatever Discord would have refused fails the test at its end."""
    with StandIn([Guild("first"), Guild("second")], clock=unhurried) as discord:
        made = World(discord, library)
        await made.start()
        try:
            yield made
        finally:
            await made.stop()
        assert discord.verify() == []
