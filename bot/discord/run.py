"""``whoclaims bot`` and ``whoclaims bot --sync``: from settings to a running bot, and to published commands."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import json
import logging
import os
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import SettingsError, WhoclaimsError

if TYPE_CHECKING:
    from bot.answer.asker import Asker
    from bot.discord.client import Bot
    from bot.settings import Settings
    from index.store.library import Library

log = logging.getLogger("whoclaims.discord")
# A stop takes at most these seconds, one after the other, and client.WORK_WITHIN: less than a minute.
DRAIN_WITHIN, INDEX_WITHIN = 40.0, 10.0
HEALTH_EVERY, PURGE_EVERY = 10.0, 3600.0
DAY = 86400.0
SWITCH = 0.001  # seconds after which a working thread lets the event loop in; Python's default of 5 ms adds up


class DiscordUnreachable(WhoclaimsError):
    """Discord cannot be reached, or does not accept the token."""


def run(settings: Settings) -> None:
    """Run the bot until SIGTERM or SIGINT; running answers are finished first, within a minute.

    Where a thread is still at work after that (an article in the middle of being read), the process ends without it:
    what was acknowledged is durable, and the article was not.

    Raises SettingsError without a token or with one that Discord does not accept, DiscordUnreachable without a network.
    """
    token = _token(settings)
    settings.check_model()
    from bot.discord.logs import configure
    from bot.library import open_library

    configure(settings.log_level, settings.secrets())
    import discord

    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # no voice here: nothing is missing
    library = open_library(settings, follow=True)
    finished = False
    try:
        finished = asyncio.run(_run(settings, library, token))
    finally:
        caught_up = library.close(within=INDEX_WITHIN)
    if not (finished and caught_up):
        log.info("left unfinished", extra={"fields": {"work": not finished, "index": not caught_up}})
        logging.shutdown()
        os._exit(0)  # the interpreter would wait for the thread


def sync(settings: Settings, guild: int | None = None) -> int:
    """Publish the commands, to all of Discord or to one guild at once, and return how many there are."""
    return asyncio.run(_sync(settings, _token(settings), guild))


def _token(settings: Settings) -> str:
    if settings.discord_token is None:
        raise SettingsError("DISCORD_TOKEN is not set; docs/discord.md tells how to get one")
    return settings.discord_token.get_secret_value()


async def _run(settings: Settings, library: Library, token: str) -> bool:
    from bot.answer.asker import Asker
    from bot.discord.client import Bot
    from bot.discord.services import Archive

    bot = Bot(Archive(library, Asker(settings)), settings)
    make_ready(bot.archive.asker)
    await serve(bot, token)
    return bot.finished


def make_ready(asker: Asker) -> None:
    """Before anybody waits: load what the first question needs, and take it out of what the collector of garbage looks
    through, which holds up the event loop for a fifth of a second otherwise."""
    asker.prepare()
    gc.collect()
    gc.freeze()


async def serve(bot: Bot, token: str) -> None:
    """Connect and stay until a signal asks to stop; then drain, then close."""
    from bot.discord import feeds

    sys.setswitchinterval(SWITCH)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for one in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError, RuntimeError):
            loop.add_signal_handler(one, stop.set)
    async with bot:
        tasks = [
            asyncio.create_task(work, name=name)
            for name, work in [
                ("start", _start(bot, token)),
                ("health", _health(bot)),
                ("purge", _purge(bot)),
                ("feeds", feeds.follow(bot)),
            ]
        ]
        stopping = asyncio.create_task(stop.wait())
        done, _ = await asyncio.wait([tasks[0], stopping], return_when=asyncio.FIRST_COMPLETED)
        if tasks[0] in done:
            stopping.cancel()
        else:
            log.info("stopping", extra={"fields": {"running": len(bot.calls)}})
            finished = await bot.drain(DRAIN_WITHIN)
            log.info("stopped", extra={"fields": {"finished": finished}})
        for task in tasks[1:]:
            task.cancel()
        await bot.close()
        await asyncio.gather(*tasks[1:], return_exceptions=True)
        await tasks[0]
    if bot.options.discord_health_file is not None:
        bot.options.discord_health_file.unlink(missing_ok=True)


async def _start(bot: Bot, token: str) -> None:
    with _told():
        await bot.start(token)


@contextlib.contextmanager
def _told() -> Any:
    """Discord's refusals at the door -> one line."""
    import aiohttp
    import discord

    try:
        yield
    except discord.LoginFailure:
        raise SettingsError("DISCORD_TOKEN is not accepted by Discord") from None
    except discord.PrivilegedIntentsRequired:
        raise SettingsError("Discord asks for an intent that this bot does not use; look at the application") from None
    except (aiohttp.ClientError, OSError) as error:
        raise DiscordUnreachable(f"Discord cannot be reached: {error.__class__.__name__}") from error
    except discord.app_commands.CommandSyncFailure as error:
        raise DiscordUnreachable(f"Discord did not accept the commands: {' '.join(str(error).split())}") from error
    except discord.HTTPException as error:
        raise DiscordUnreachable(f"Discord answered {error.status} ({error.text[:200]})") from error


async def _health(bot: Bot) -> None:
    """Write the health file while the gateway is up: a supervisor restarts a bot whose file grows old."""
    path = bot.options.discord_health_file
    while path is not None:
        if bot.is_ready() and not bot.is_closed() and bot.ws is not None and bot.ws.open:
            await asyncio.to_thread(write_health, path, state(bot))
        await asyncio.sleep(HEALTH_EVERY)


def state(bot: Bot) -> dict[str, Any]:
    """What the health file holds."""
    latency = bot.latency
    return {
        "pid": os.getpid(),
        "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "latency": round(latency, 3) if latency < 1e6 else None,
        "guilds": len(bot.guilds),
        "running": len(bot.calls),
        "draining": bot.draining,
    }


def write_health(path: Path, body: dict[str, Any]) -> None:
    """Replace the file whole: a reader never sees half of it. A folder that is not writable is logged, not fatal."""
    try:
        new = path.with_name(path.name + ".new")
        new.write_text(json.dumps(body), encoding="utf-8")
        new.replace(path)
    except OSError as error:
        log.warning("health file not written", extra={"fields": {"error_kind": type(error).__name__}})


async def _purge(bot: Bot) -> None:
    """Delete what is kept of guilds that were left longer ago than the stated time."""
    while True:
        await asyncio.sleep(min(PURGE_EVERY, 60.0))
        await purge(bot)
        await asyncio.sleep(PURGE_EVERY)


async def purge(bot: Bot) -> list[str]:
    """One round of it; the names of the spaces that were deleted.

    A wrong clock deletes nothing: a space is deleted at the second of two looks, a day apart by the clock and, where
    both are this process's, by ``Bot.ticks`` as well.
    """
    now = bot.clock()
    gone = []
    try:
        due = await bot.work.run("deletes", bot.archive.due, now - bot.options.discord_retention_days * DAY, now)
        bot.due_since |= dict.fromkeys(due.first, bot.ticks())
        for space in due.again:
            if bot.ticks() - bot.due_since.get(space, float("-inf")) >= DAY:
                await bot.forget(space)
                bot.due_since.pop(space, None)
                gone.append(space)
                log.info("kept time over", extra={"fields": {"space": space}})
    except WhoclaimsError:
        log.exception("purge failed")
    return gone


async def _sync(settings: Settings, token: str, guild: int | None) -> int:
    import discord

    from bot.discord.commands import register

    client = discord.Client(intents=discord.Intents(guilds=True))
    tree: discord.app_commands.CommandTree[Any] = discord.app_commands.CommandTree(client)
    register(tree)
    with _told():
        async with client:
            await client.login(token)
            target = discord.Object(guild) if guild is not None else None
            if target is not None:
                tree.copy_global_to(guild=target)
            return len(await tree.sync(guild=target))
