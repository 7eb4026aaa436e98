"""What one member, file or wrong clock may not do to others: deletion in flight, limits, forbidden channels, turns."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from bot.discord import run
from bot.discord.error_replies import Busy
from bot.discord.executor import Closed, Turns
from bot.discord.rate_limits import BURST, SWEEP, Limits
from index.feeds import polling
from index.schema import Article, Claim
from index.store import guilds
from index.store.tables import feeds, replies
from tests.discord.conftest import World
from tests.discord.sample import attribute
from tests.discord.test_articles import TEXT, attachment
from tests.discord.test_faults import ASKED, Gate
from tests.stand_ins.discord_server import StandIn
from tests.stand_ins.discord_world import ADMIN, MODERATOR, TOKEN, Guild, User

ROOT = Path(__file__).resolve().parents[2]


# -- forget


def rows(world: World, space: str) -> int:
    with world.library.database.read() as connection:
        return len(connection.execute(replies.select().where(replies.c.space == space)).all())


async def forgotten(world: World) -> None:
    asked = await world.ask("settings forget", world.admin)
    assert "is deleted" in (await world.press(asked, "Delete everything", world.admin)).text


async def test_a_question_in_flight_while_all_is_deleted_leaves_nothing(world: World) -> None:
    world.fill()
    space = f"guild-{world.guild.id}"
    gate = Gate(world)
    running = await gate.held(world)
    await forgotten(world)
    gate.open.set()
    told = await world.answered(running)
    assert "has been deleted meanwhile" in told.text
    assert "Maria Lind" not in told.text
    assert rows(world, space) == 0
    assert [talk for talk in world.bot._talks if talk[0] == space] == []
    world.fill()
    again = await world.ask("ask", **ASKED)
    assert "Maria Lind" in again.text  # and life goes on
    assert rows(world, space) == 1


async def test_an_addition_in_flight_adds_nothing_after_the_deletion(world: World, library: Any) -> None:
    begun, go = threading.Event(), threading.Event()

    def slow(article: Article) -> list[Claim]:
        begun.set()
        assert go.wait(20)
        return attribute(article)

    library.attribute = slow
    lines = "\n".join(json.dumps({"id": f"n{n}", "text": f"{TEXT} Part {n}."}) for n in range(3))
    adding = world.discord.command(
        world.moderator, world.guild, "article add", **attachment(world, "a.jsonl", lines.encode())
    )
    await world.discord.until(begun.is_set, what="the addition")
    await forgotten(world)
    go.set()
    assert "has been deleted meanwhile" in (await world.answered(adding)).text
    assert library.spaces() == []


async def test_settings_that_are_being_read_or_changed_do_not_come_back(world: World) -> None:
    space, database = f"guild-{world.guild.id}", world.library.database
    await world.ask("settings language", world.admin, language="fr")
    held, go = threading.Event(), threading.Event()
    real = guilds.save_settings

    def slow(*given: Any) -> None:
        held.set()
        assert go.wait(20)
        real(*given)

    world.bot.archive.database = database
    guilds.save_settings = slow  # type: ignore[assignment]
    try:
        changing = world.discord.command(world.admin, world.guild, "settings private", on=True)
        await world.discord.until(held.is_set, what="the change")
        await forgotten(world)
        go.set()
        await world.answered(changing)
    finally:
        guilds.save_settings = real
    assert guilds.settings(database, space) == guilds.GuildSettings()
    assert await world.bot.load_settings(space) == guilds.GuildSettings()


# -- limits


async def test_more_of_is_counted_and_other_buttons_have_a_cap(world: World) -> None:
    world.fill()
    answer = await world.ask("ask", **ASKED)
    quote = await world.press(answer, "❝ 1")
    more = next(one["label"] for one in quote.buttons() if one["label"].startswith("More of"))
    world.bot.limits.cooldown = 60
    told_before = [(await world.press(quote, more)).text for _ in range(BURST + 1)]
    assert "That was quick" in told_before[-1]
    world.bot.limits.cooldown = 0
    world.bot.limits.user_cap = 2
    inner, gate = world.bot.archive.more_of, threading.Event()

    def slow(*given: Any) -> Any:
        assert gate.wait(20)
        return inner(*given)

    world.bot.archive.more_of = slow
    pressed = [world.discord.press(world.member, quote, more) for _ in range(150)]
    await world.discord.until(lambda: sum(one.answered for one in pressed) >= 148, 60, "the refusals")
    gate.set()
    told = [(await world.answered(one)).text for one in pressed]
    assert sum("still being answered" in one for one in told) == 148
    assert rows(world, f"guild-{world.guild.id}") == 3 + sum("quick" not in one for one in told_before)
    world.bot.limits.press_cap = 0
    assert "Your last presses" in (await world.press(answer, "❝ 1")).text


def test_no_record_of_places_or_members_grows_for_ever() -> None:
    now = [0.0]
    limits = Limits(cooldown=5, user_cap=2, guild_cap=2, guild_rate=9, clock=lambda: now[0])
    for n in range(20_000):
        now[0] += 1
        limits.acquire(f"user-{n}", n)
        limits.release(f"user-{n}", n)
        limits.press(f"guild-{n}", n)
        limits.pressed(f"guild-{n}", n)
    assert len(limits._users) < SWEEP + 200
    assert len(limits._spaces) < SWEEP + 200


async def test_buttons_do_not_work_where_the_bot_is_not_wanted(world: World) -> None:
    world.fill()
    answer = await world.ask("ask", question="What does Maria Lind say about the harbour bridge?")
    quote = await world.press(answer, "❝ 1")
    allowed = world.guild.other_channel
    await world.bot.change_settings(
        f"guild-{world.guild.id}", guilds.GuildSettings(channels=(allowed,)), None
    )  # the answer stands in another channel
    for restart in (False, True):  # with settings known, and read anew
        if restart:
            await world.restart()
            world.bot._settings.clear()
        for page, label in ((answer, "Evidence"), (answer, "❝ 1"), (quote, "Other side"), (answer, "Yes")):
            told = await world.press(page, label)
            assert told.text == f"This server wants the bot in <#{allowed}> only.", label
    before = len(guilds.all_feedback(world.library.database, f"guild-{world.guild.id}"))
    refused = await world.press(answer, "No")
    assert "wants the bot in" in refused.text
    assert len(guilds.all_feedback(world.library.database, f"guild-{world.guild.id}")) == before
    await forgotten(world)  # which asks in any channel, as /settings does


# -- clocks


async def test_a_clock_set_back_refuses_nobody_and_one_set_ahead_lets_nobody_in(world: World) -> None:
    world.fill()
    now = world.bot.clock
    world.bot.limits.cooldown, ticks = 500, world.bot.ticks
    for _ in range(BURST):
        await world.ask("ask", **ASKED)
    world.bot.ticks = lambda: ticks() + 501
    world.bot.clock = lambda: now() - 3600
    assert "Maria Lind" in (await world.ask("ask", **ASKED)).text
    world.bot.clock = lambda: now() + 3600
    assert "That was quick" in (await world.ask("ask", **ASKED)).text


def test_the_time_that_is_told_is_that_of_the_wall() -> None:
    limits = Limits(cooldown=9, user_cap=2, guild_cap=2, guild_rate=9, clock=lambda: 50.0, wall=lambda: 1_000_000.0)
    limits.user_cap = limits.guild_cap = 99
    for _ in range(BURST):
        limits.acquire("g", 1)
    with pytest.raises(Busy, match="<t:1000010:R>"):
        limits.acquire("g", 1)


async def test_a_feed_that_was_polled_by_a_clock_ahead_is_due(world: World) -> None:
    database, now = world.library.database, 1_900_000_000.0
    year = 365 * 86400.0
    with database.write() as connection:
        for n, checked in enumerate((now + year, now - 100.0, now - 1000.0, now + 60)):
            values = {"space": "s", "url": f"https://f.example/{n}", "checked": checked}
            connection.execute(feeds.insert().values(values))
    due = [url for _, url in polling.due(database, now - 900, now)]
    assert due == ["https://f.example/2", "https://f.example/0"]


async def test_a_confirmation_of_a_clock_ahead_deletes_nothing(world: World) -> None:
    world.fill()
    asked = await world.ask("settings forget", world.admin)
    now = world.bot.clock
    world.bot.clock = lambda: now() - 3600
    assert "too old" in (await world.press(asked, "Delete everything", world.admin)).text


# -- room


async def test_a_members_and_a_guilds_room_are_told_and_kept(world: World) -> None:
    await world.stop()
    world.options |= {"discord_guild_articles": 3, "discord_user_articles": 2, "discord_article_characters": 500}
    await world.start()
    second = User("moderator two", MODERATOR)

    async def add(user: User, text: str, **more: Any) -> str:
        return (await world.ask("article add", user, text=text, **more)).text

    assert "1 added" in await add(world.moderator, f"{TEXT} One.")
    assert "1 added" in await add(world.moderator, f"{TEXT} Two.")
    assert "you have added 2 articles" in await add(world.moderator, f"{TEXT} Three.")
    assert "1 updated" in await add(world.moderator, f"{TEXT} Two.", title="With a title")
    assert "1 added" in await add(second, f"{TEXT} Three.")
    assert "this archive holds 3 articles" in await add(second, f"{TEXT} Four.")
    assert "an article may have 500 here" in await add(User("admin two", ADMIN), TEXT * 10)
    shown = (await world.ask("settings show", world.admin)).text
    assert "**Room**: 3 of 3 articles" in shown
    assert "a member may add 2 articles" in shown
    own = (await world.ask("settings show", guild=None)).text
    assert "**Room**: 0 of 2 articles" in own
    assert "one article may have 500 characters" in own.lower()
    assert "1 added" in (await world.ask("article add", guild=world.other, user=world.moderator, text=TEXT)).text


# -- turns


async def test_places_take_turns_whatever_lies_behind_them() -> None:
    turns, order = Turns(1), []

    async def use(place: str) -> None:
        async with turns.turn(place):
            order.append(place)
            await asyncio.sleep(0)

    await asyncio.gather(*(use("big") for _ in range(6)), use("small"), use("other"), use("small"))
    assert order[:5] == ["big", "big", "small", "other", "big"]
    assert sorted(order) == ["big"] * 6 + ["other"] + ["small"] * 2


async def test_a_turn_that_nobody_is_there_to_take_goes_on() -> None:
    turns = Turns(1)
    order = []

    async def use(place: str) -> None:
        async with turns.turn(place):
            order.append(place)

    async with turns.turn("first"):
        waiting = [asyncio.create_task(use(place)) for place in ("gone", "there")]
        await asyncio.sleep(0)
        waiting[0].cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    assert order == ["there"]
    late = asyncio.create_task(use("late"))
    await late
    turns.close()
    with pytest.raises(Closed):
        await use("after the end")


async def test_who_waits_for_a_turn_when_the_bot_goes_down_is_not_begun() -> None:
    turns = Turns(1)

    async def use() -> None:
        async with turns.turn("place"):
            raise AssertionError("begun")

    async with turns.turn("first"):
        waiting = asyncio.create_task(use())
        await asyncio.sleep(0)
        turns.close()
        with pytest.raises(Closed):
            await waiting


class Held:
    """An attribution that waits at each article of one outlet, one release at a time."""

    def __init__(self, library: Any) -> None:
        self.begun: list[str] = []
        self.go = threading.Semaphore(0)
        library.attribute = self

    def __call__(self, article: Article) -> list[Claim]:
        if article.outlet == "Slow":
            self.begun.append(article.id)
            assert self.go.acquire(timeout=30)
        return attribute(article)


def big(world: World, count: int) -> dict[str, Any]:
    lines = [json.dumps({"id": f"n{n}", "text": f"{TEXT} Part {n}.", "outlet": "Slow"}) for n in range(count)]
    return attachment(world, "a.jsonl", "\n".join(lines).encode())


async def test_no_guild_waits_for_another_ones_file_and_deletion_waits_for_none(world: World, library: Any) -> None:
    world.fill(world.other)
    held = Held(library)
    adding = world.discord.command(world.moderator, world.guild, "article add", **big(world, 5))
    await world.discord.until(lambda: held.begun, what="the first article")
    # while the first article of five is being read: removal and deletion have a road of their own
    title = library.space(f"guild-{world.other.id}").articles()[0].title
    removed = await world.ask("article remove", world.moderator, guild=world.other, article=title)
    assert "Removed" in removed.text
    asked = await world.ask("settings forget", world.admin, guild=world.other)
    assert "is deleted" in (await world.press(asked, "Delete everything", world.admin)).text
    assert await run.purge(world.bot) == []
    # and another guild's article comes after that one, before the other four
    small = world.discord.command(world.moderator, world.other, "article add", text=TEXT)
    await world.discord.until(lambda: world.bot.work.turns["adds"]._waiting, what="the second guild to wait")
    held.go.release()
    assert "1 added" in (await world.answered(small)).text
    await world.discord.until(lambda: len(held.begun) >= 2, what="the second article")
    assert len(held.begun) == 2
    for _ in range(5):
        held.go.release()
    assert "5 added" in (await world.answered(adding)).text


async def test_a_stop_keeps_what_was_added_and_says_what_was_not(world: World, library: Any) -> None:
    held = Held(library)
    adding = world.discord.command(world.moderator, world.guild, "article add", **big(world, 5))
    await world.discord.until(lambda: held.begun, what="the first article")
    held.go.release()
    await world.discord.until(lambda: len(held.begun) == 2, what="the second article")
    stopping = asyncio.create_task(world.bot.drain(30))
    await asyncio.sleep(0)
    held.go.release()
    assert await stopping
    told = (await world.answered(adding)).text
    assert "2 added" in told
    assert "the rest was not added" in told
    assert len(library.space(f"guild-{world.guild.id}").articles()) == 2


CHILD = """
import sys, threading, yarl, discord
from pathlib import Path
from discord.gateway import DiscordWebSocket
discord.http.Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = sys.argv[1], yarl.URL(sys.argv[2])
from bot.discord import client, run
import index.attribution
def never(article):
    Path(sys.argv[3]).touch()
    threading.Event().wait()
index.attribution.attribute = never
run.DRAIN_WITHIN = client.WORK_WITHIN = 0.5
from bot.settings import load
run.run(load())
"""


async def test_an_article_that_never_ends_does_not_keep_the_process_from_stopping(tmp_path: Path) -> None:
    mark = tmp_path / "begun"
    env = {name: value for name, value in os.environ.items() if not name.startswith(("WHOCLAIMS_", "OPENAI_"))}
    env |= {"DISCORD_TOKEN": TOKEN, "WHOCLAIMS_DATA_DIR": str(tmp_path / "data"), "WHOCLAIMS_MODEL": "offline"}
    env |= {"PYTHONPATH": str(ROOT), "WHOCLAIMS_DISCORD_COOLDOWN": "0", "OMP_NUM_THREADS": "1"}
    guild, user = Guild("first"), User("moderator", MODERATOR)
    with StandIn([guild]) as discord:
        command = [sys.executable, "-c", CHILD, discord.rest_url, discord.gateway_url, str(mark)]
        child = await asyncio.to_thread(
            subprocess.Popen, command, cwd=tmp_path, env=env, stderr=subprocess.PIPE, text=True
        )
        try:
            await discord.until(lambda: discord.gateway.attached.is_set() or child.poll() is not None, 60, "the bot")
            discord.command(user, guild, "article add", text=TEXT)
            await discord.until(mark.exists, 60, "the article to be read")
            child.send_signal(signal.SIGTERM)
            _, logged = await asyncio.to_thread(child.communicate, timeout=60)
        finally:
            child.kill()
    assert child.returncode == 0
    events = [json.loads(line)["event"] for line in logged.splitlines()]
    assert events[-1] == "left unfinished"
