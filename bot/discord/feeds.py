"""The running bot polls the feeds of its spaces, where WHOCLAIMS_FEED_MINUTES tells it to.

Fetching has a thread of its own. What it brings is added when it is the space's turn, after a look whether the feed is
still followed, and in the space's generation in which the poll began: no article comes back into a space that was
forgotten.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from concurrent.futures import CancelledError
from typing import TYPE_CHECKING

from bot.discord.scope import GUILD
from index.errors import InputError
from index.feeds import polling
from index.schema import Added, Article, Status
from index.store import generation, guilds

if TYPE_CHECKING:
    from bot.discord.client import Bot

log = logging.getLogger("whoclaims.discord")
LOOK_EVERY = 30.0  # seconds between two looks whether a feed is due


async def follow(bot: Bot) -> None:
    """Poll what is due, until cancelled; at once done where polling is off."""
    while bot.options.feed_minutes:
        try:
            await poll_due(bot)
        except Exception:  # one bad round must not end all later ones
            log.exception("feeds not polled")
        await asyncio.sleep(min(LOOK_EVERY, bot.options.feed_minutes * 60))


async def poll_due(bot: Bot) -> None:
    """Poll each feed that is due, one after another; one that fails in an unknown way keeps none of the others."""
    now = bot.clock()
    before, loop = now - bot.options.feed_minutes * 60, asyncio.get_running_loop()
    for space, url in await bot.work.run("feeds", polling.due, bot.archive.database, before, now):
        if bot.draining:
            return
        try:
            if await bot.work.run("feeds", _ours, bot, space):
                await bot.work.run("feeds", _poll, bot, space, url, loop)
        except Exception:
            log.exception("feed not polled", extra={"fields": {"space": space}})


def _ours(bot: Bot, space: str) -> bool:
    """True where this process polls for the space: a guild's shard while the bot is there; the first for others."""
    if space.startswith(GUILD) and space.removeprefix(GUILD).isdigit():
        return bot.is_mine(space) and guilds.left_at(bot.archive.database, space) is None
    return not bot.shard_id


def _poll(bot: Bot, space: str, url: str, loop: asyncio.AbstractEventLoop) -> None:
    database = bot.archive.database
    view = bot.archive.space(space, began=generation.of(database, space))

    def add(article: Article) -> Added:
        if url not in {feed.url for feed in polling.listed(database, space)}:
            raise InputError(f"{url}: no longer followed")
        return view.add(article)

    counts: dict[Status, int] = {}
    # the feed may have been removed since it was found due, and the pool of additions closes when the bot stops
    with contextlib.suppress(InputError, CancelledError):
        for done in polling.poll(
            database, space, lambda one: bot.work.wait(loop, space, add, one), only=url, clock=bot.clock
        ):
            counts[done.added.status] = counts.get(done.added.status, 0) + 1
            if bot.draining:
                break
    if counts:
        log.info("feed polled", extra={"fields": {"space": space, **{str(key): n for key, n in counts.items()}}})
