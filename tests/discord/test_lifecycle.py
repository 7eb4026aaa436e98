"""Coming, going, stopping, publishing: the life of the bot outside its answers."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.discord import run
from bot.settings import Settings
from index.errors import SettingsError
from index.store import guilds
from tests.discord.conftest import World
from tests.discord.test_faults import ASKED, Gate
from tests.stand_ins.discord_server import StandIn
from tests.stand_ins.discord_world import TOKEN, Guild, User

ROOT = Path(__file__).resolve().parents[2]


async def test_no_privileged_intent_is_asked_for(world: World) -> None:
    assert world.discord.gateway.intents == 1  # guilds, nothing else
    assert world.discord.rest.commands == {}  # nothing is published by starting


async def test_draining_finishes_what_runs_and_refuses_what_comes(world: World) -> None:
    world.fill()
    gate = Gate(world)
    running = await gate.held(world)
    stopping = asyncio.create_task(world.bot.drain(20))
    await asyncio.sleep(0)
    refused = await world.ask("ask", world.second, **ASKED)
    assert "The bot is restarting." in refused.text
    assert refused.private
    assert not stopping.done()
    gate.open.set()
    assert await stopping
    assert "Maria Lind" in (await world.answered(running)).text


async def test_a_guild_that_is_left_is_kept_for_a_while_and_then_deleted(world: World) -> None:
    world.fill()
    world.fill(world.other)
    space, database = f"guild-{world.guild.id}", world.library.database
    world.discord.event("GUILD_DELETE", {"id": str(world.guild.id), "unavailable": True})  # an outage is no leaving
    world.discord.event("GUILD_DELETE", {"id": str(world.other.id)})
    other = f"guild-{world.other.id}"
    await world.discord.until(lambda: guilds.left_at(database, other) is not None, what="the mark")
    assert guilds.left_at(database, space) is None
    assert await run.purge(world.bot) == []  # within the stated time
    now, ticks = world.bot.clock, world.bot.ticks
    world.bot.clock = lambda: now() + 31 * 86400
    assert await run.purge(world.bot) == []  # one look is not enough: the clock may be wrong
    world.bot.clock = lambda: now() + 32.1 * 86400
    assert await run.purge(world.bot) == []  # nor a second one as long as this process has not run for a day
    world.bot.ticks = lambda: ticks() + 86400
    assert await run.purge(world.bot) == [other]
    assert world.library.spaces() == [space]


async def test_a_clock_that_was_ahead_once_deletes_nothing(world: World) -> None:
    world.fill(world.other)
    world.discord.event("GUILD_DELETE", {"id": str(world.other.id)})
    other, database = f"guild-{world.other.id}", world.library.database
    await world.discord.until(lambda: guilds.left_at(database, other) is not None, what="the mark")
    now, ticks = world.bot.clock, world.bot.ticks
    for ahead in (31 * 86400, 0, 32.5 * 86400, 0):
        world.bot.clock = lambda ahead=ahead: now() + ahead
        world.bot.ticks = lambda ahead=ahead: ticks() + ahead
        assert await run.purge(world.bot) == []
    assert other in world.library.spaces()


async def test_a_guild_that_comes_back_is_no_longer_marked(world: World) -> None:
    world.fill(world.other)
    other, database = f"guild-{world.other.id}", world.library.database
    world.discord.event("GUILD_DELETE", {"id": str(world.other.id)})
    await world.discord.until(lambda: guilds.left_at(database, other) is not None)
    joined = {key: value for key, value in world.other.payload().items() if key != "unavailable"}
    world.discord.event("GUILD_CREATE", joined)
    await world.discord.until(lambda: guilds.left_at(database, other) is None, what="the mark to go")


async def test_a_guild_left_while_the_bot_was_down_is_marked_at_start(world: World) -> None:
    lost = Guild("lost")
    world.fill(lost)
    await world.restart()
    space, database = f"guild-{lost.id}", world.library.database
    await world.discord.until(lambda: guilds.left_at(database, space) is not None, what="the mark")
    assert guilds.left_at(database, f"guild-{world.guild.id}") is None


def test_publishing_the_commands_to_all_and_to_one_guild(tmp_path: Path) -> None:
    with StandIn([Guild("first")]) as discord:
        settings = Settings(discord_token=TOKEN, data_dir=tmp_path, _env_file=None)
        assert run.sync(settings) == 13
        assert run.sync(settings, discord.guilds[0].id) == 13
        everywhere = discord.rest.commands[""]
        assert discord.verify() == []
        assert discord.gateway.identified == 0  # it exits without going online
        names = {one["name"]: one for one in everywhere}
        slash = {"ask", "who", "claims", "compare", "articles", "speakers", "help", "article", "settings"}
        slash |= {"map", "timeline"}
        assert set(names) == {*slash, "Who claims this?", "Index this article"}
        assert names["article"]["default_member_permissions"] == 1 << 13
        assert names["settings"]["default_member_permissions"] == 1 << 5
        assert names["ask"]["integration_types"] == [0, 1]
        assert sorted(names["ask"]["contexts"]) == [0, 1, 2]
        assert sorted(names["settings"]["contexts"]) == [0, 1]


def test_a_missing_or_wrong_token_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="DISCORD_TOKEN is not set"):
        run.run(Settings(data_dir=tmp_path, _env_file=None))
    with StandIn([Guild("first")]):
        wrong = Settings(discord_token="wrong", data_dir=tmp_path, _env_file=None)
        with pytest.raises(SettingsError, match="DISCORD_TOKEN is not accepted by Discord"):
            run.sync(wrong)


def test_no_network_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import discord

    monkeypatch.setattr(discord.http.Route, "BASE", "http://127.0.0.1:9/api")
    with pytest.raises(run.DiscordUnreachable, match="Discord cannot be reached"):
        run.sync(Settings(discord_token=TOKEN, data_dir=tmp_path, _env_file=None))


CHILD = """
import sys, yarl, discord
from discord.gateway import DiscordWebSocket
discord.http.Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = sys.argv[1], yarl.URL(sys.argv[2])
from bot.discord.run import run
from bot.settings import load
run(load())
"""


async def test_the_process_stops_on_sigterm_and_logs_neither_token_nor_question(tmp_path: Path) -> None:
    health = tmp_path / "health.json"
    env = {
        **os.environ,
        "DISCORD_TOKEN": TOKEN,
        "WHOCLAIMS_DATA_DIR": str(tmp_path / "data"),
        "WHOCLAIMS_MODEL": "offline",
    }
    env |= {"WHOCLAIMS_DISCORD_HEALTH_FILE": str(health), "WHOCLAIMS_DISCORD_COOLDOWN": "0", "OMP_NUM_THREADS": "1"}
    env["PYTHONPATH"] = str(ROOT)
    guild, user = Guild("first"), User("member")
    with StandIn([guild]) as discord:
        command = [sys.executable, "-c", CHILD, discord.rest_url, discord.gateway_url]
        child = await asyncio.to_thread(
            subprocess.Popen, command, cwd=tmp_path, env=env, stderr=subprocess.PIPE, text=True
        )
        try:
            await discord.until(lambda: discord.gateway.attached.is_set() or child.poll() is not None, 60, "the bot")
            exchange = discord.command(user, guild, "ask", question="Who stole the silver peacock?")
            await discord.until(lambda: exchange.answered, 30, "an answer")
            await discord.until(health.exists, 30, "the health file")
            assert json.loads(health.read_text())["guilds"] == 1
            child.send_signal(signal.SIGTERM)
            _, logged = await asyncio.to_thread(child.communicate, timeout=60)
        finally:
            child.kill()
    assert child.returncode == 0
    assert not health.exists()
    lines = [json.loads(line) for line in logged.splitlines()]
    assert {"ready", "done", "stopping", "stopped"} <= {line["event"] for line in lines}
    for secret in (TOKEN, exchange.token, "peacock"):
        assert secret not in logged
