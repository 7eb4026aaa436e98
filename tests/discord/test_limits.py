"""Cooldown and caps: as a pure record, and as a member meets them."""

from __future__ import annotations

import re

import pytest

from bot.discord.error_replies import Busy
from bot.discord.rate_limits import BURST, Limits
from tests.discord.conftest import World


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


def limits(clock: Clock, cooldown: int = 5, user_cap: int = 2, guild_cap: int = 3, guild_rate: int = 10) -> Limits:
    return Limits(clock=clock, cooldown=cooldown, user_cap=user_cap, guild_cap=guild_cap, guild_rate=guild_rate)


def test_some_commands_in_a_row_are_free_and_then_the_end_of_the_wait_is_told() -> None:
    clock = Clock()
    one = limits(clock, user_cap=100, guild_cap=100)
    for _ in range(BURST):
        one.acquire("g", 1)
    with pytest.raises(Busy) as told:
        one.acquire("g", 1)
    assert f"<t:{int(clock.now) + 6}:R>" in str(told.value)
    clock.now += 5
    one.acquire("g", 1)
    with pytest.raises(Busy):
        one.acquire("g", 1)
    one.acquire("other", 2)
    clock.now += 5 * BURST
    for _ in range(BURST):
        one.acquire("g", 1)


def test_adding_is_not_asking() -> None:
    one = limits(Clock(), user_cap=100, guild_cap=100, guild_rate=100)
    for _ in range(3 * BURST):
        one.add("g", 1)
        one.release("g", 1)
    for _ in range(BURST):
        one.acquire("g", 1)


def test_a_member_and_a_guild_have_a_cap_on_what_runs_at_once() -> None:
    clock = Clock()
    one = limits(clock, cooldown=0)
    one.acquire("g", 1)
    one.acquire("g", 1)
    with pytest.raises(Busy, match="Your last questions"):
        one.acquire("g", 1)
    one.acquire("g", 2)
    with pytest.raises(Busy, match="This server has many"):
        one.acquire("g", 3)
    one.release("g", 1)
    one.acquire("g", 3)
    one.acquire("other", 4)  # another guild is not slowed down


def test_a_guild_has_a_rate_and_a_refusal_takes_no_slot() -> None:
    clock = Clock()
    one = limits(clock, cooldown=0, guild_rate=2)
    for user in (1, 2):
        one.acquire("g", user)
        one.release("g", user)
    for _ in range(5):
        with pytest.raises(Busy, match="in the last minute"):
            one.acquire("g", 3)
    clock.now += 61
    one.acquire("g", 3)


def test_members_long_gone_are_forgotten() -> None:
    clock = Clock()
    one = limits(clock, cooldown=0, guild_cap=10**6, guild_rate=10**6)
    for user in range(5000):
        one.acquire("g", user)
        one.release("g", user)
        clock.now += 1
    assert len(one._users) < 4200


async def test_a_member_who_is_too_quick_is_told_when(world: World) -> None:
    world.bot.limits.cooldown = 30
    world.fill()
    for _ in range(BURST):
        await world.ask("ask", question="Who says the bridge is safe?")
    told = await world.ask("ask", question="Who says the bridge is safe?")
    assert re.search(r"That was quick\. Try again <t:\d+:R>\.", told.text)
    assert told.private
    assert told.first is not None
    assert told.first["type"] == 4
    other = await world.ask("ask", world.second, question="Who says the bridge is safe?")
    assert "Maria Lind" in other.text
    assert "Engineer" not in told.text
