"""A private reply that no way brings to the member is told in a direct message; threads count as their channel."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from bot.discord import interactions
from bot.discord.error_replies import Refusal
from bot.discord.interactions import LOST, Call
from bot.discord.pages import one
from bot.discord.scope import Place, require_channel
from index.store.guilds import GuildSettings


class Lost(OSError):
    """Discord is away."""


def call_of(private: bool, direct: list[str], fails: bool = False) -> Call:
    """A call whose edit, follow-up and channel all fail."""

    async def send(words: str) -> None:
        if fails:
            raise Lost
        direct.append(words)

    async def way(page: Any, key: str) -> bool:
        raise Lost

    made = object.__new__(Call)
    made.bot = SimpleNamespace(is_closed=lambda: False, clock=lambda: 0.0)  # type: ignore[assignment]
    made.interaction = SimpleNamespace(id=1, user=SimpleNamespace(send=send))  # type: ignore[assignment]
    made.place = SimpleNamespace(space="guild-1")  # type: ignore[assignment]
    made.name, made.received, made.private, made.dead, made.shown = "ask", 0.0, private, False, False
    made._edit = made._follow_up = made._channel = way  # type: ignore[method-assign]
    way.__name__ = "_edit"
    return made


@pytest.mark.parametrize(("private", "told"), [(True, [LOST]), (False, [])])
async def test_a_private_reply_that_is_lost_is_told_in_a_direct_message(private: bool, told: list[str]) -> None:
    direct: list[str] = []
    assert not await call_of(private, direct).show(one("words"))
    assert direct == told


async def test_a_direct_message_that_is_refused_too_is_no_failure() -> None:
    assert interactions.LOST
    assert not await call_of(True, [], fails=True).show(one("words"))


def test_a_thread_of_an_allowed_channel_is_allowed() -> None:
    settings = GuildSettings(channels=(7,))
    require_channel(Place("guild-1", 1, 1, 9, True, parent=7), settings)
    with pytest.raises(Refusal):
        require_channel(Place("guild-1", 1, 1, 9, True, parent=8), settings)
