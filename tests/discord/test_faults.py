"""Everything that can break between the bot and Discord, in the middle of an answer."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from index import errors as known
from tests.discord.conftest import World
from tests.stand_ins.discord_exchange import Exchange, words

ASKED: dict[str, Any] = {"question": "Who says the harbour bridge is safe?"}


class Gate:
    """Holds every question until it is opened."""

    def __init__(self, world: World) -> None:
        self.open, self.waiting = threading.Event(), threading.Event()
        inner = world.bot.archive.asker.ask

        def ask(*given: Any, **more: Any) -> Any:
            self.waiting.set()
            assert self.open.wait(20)
            return inner(*given, **more)

        world.bot.archive.asker.ask = ask

    async def held(self, world: World, **place: Any) -> Exchange:
        """A question whose answer waits behind the gate."""
        exchange = world.discord.command(world.member, world.guild, "ask", place=place, **ASKED)
        await world.discord.until(self.waiting.is_set, what="the question to arrive")
        return exchange


@pytest.fixture
def gate(world: World) -> Iterator[Gate]:
    made = Gate(world)
    yield made
    made.open.set()


def in_channel(world: World) -> str:
    return "\n".join(words(one) for one in world.discord.rest.channel_messages)


async def test_a_dropped_socket_loses_no_answer_and_is_resumed(world: World, gate: Gate) -> None:
    world.fill()
    exchange = await gate.held(world)
    world.discord.drop()
    missed = world.discord.command(world.second, world.guild, "articles")  # sent while the bot is away
    gate.open.set()
    await world.answered(exchange)
    assert "Maria Lind" in exchange.text
    await world.discord.connected()
    assert world.discord.gateway.resumed == 1
    assert "Engineer" in (await world.answered(missed)).text  # replayed after RESUME


async def test_reconnect_and_invalid_session_in_the_middle_of_an_answer(world: World, gate: Gate) -> None:
    world.fill()
    exchange = await gate.held(world)
    world.discord.ask_reconnect()
    await world.discord.connected()
    assert world.discord.gateway.resumed == 1
    world.discord.invalidate()
    await world.discord.connected()
    assert world.discord.gateway.identified == 2
    gate.open.set()
    assert "Maria Lind" in (await world.answered(exchange)).text
    assert "Engineer" in (await world.ask("articles")).text


async def test_a_rate_limit_is_waited_for(world: World) -> None:
    world.fill()
    body = {"message": "You are being rate limited.", "retry_after": 0.2, "global": False}
    world.discord.fault("update_original_webhook_message", 429, body=body, times=2)
    exchange = await world.ask("ask", **ASKED)
    assert "Maria Lind" in exchange.text


async def test_a_server_error_is_tried_again(world: World) -> None:
    world.fill()
    world.discord.fault("update_original_webhook_message", 500)
    assert "Maria Lind" in (await world.ask("ask", **ASKED)).text


async def test_a_first_response_whose_receipt_is_lost(world: World) -> None:
    world.fill()
    world.discord.fault("create_interaction_response", 500, applied=True)
    exchange = await world.ask("ask", **ASKED)
    assert "Maria Lind" in exchange.text
    assert world.discord.rest.channel_messages == []


@pytest.mark.parametrize("status", [403, 404])
async def test_an_edit_that_is_refused_becomes_a_follow_up(world: World, status: int) -> None:
    world.fill()
    world.discord.fault("update_original_webhook_message", status)
    exchange = await world.ask("ask", **ASKED)
    assert len(exchange.followups) == 1
    assert "Maria Lind" in words(exchange.followups[0])


async def test_a_dead_webhook_becomes_a_message_in_the_channel(world: World) -> None:
    world.fill()
    world.discord.fault("update_original_webhook_message", 403)
    world.discord.fault("execute_webhook", 404)
    world.discord.command(world.member, world.guild, "ask", **ASKED)
    await world.discord.until(lambda: world.discord.rest.channel_messages, what="a channel message")
    assert "Maria Lind" in in_channel(world)
    assert world.discord.rest.channel_messages[0]["channel_id"] == str(world.guild.channel)


async def test_a_private_answer_is_never_moved_to_the_channel(world: World) -> None:
    world.fill()
    world.discord.fault("update_original_webhook_message", 403)
    world.discord.fault("execute_webhook", 403)
    exchange = world.discord.command(world.member, world.guild, "ask", private=True, **ASKED)
    await world.discord.until(lambda: "execute_webhook" in world.discord.rest.requests)
    await world.discord.until(lambda: not world.bot.calls, what="the call to end")
    assert world.discord.rest.channel_messages == []
    assert exchange.edits == []
    assert "Engineer" in (await world.ask("articles")).text  # one 403 does not end the bot


async def test_a_late_first_response_still_brings_the_answer(world: World) -> None:
    world.fill()
    late = world.discord.clock
    exchange = world.discord.command(world.member, world.guild, "ask", **ASKED)
    exchange.sent = late() - 3.5  # Discord has given the interaction up
    await world.discord.until(lambda: world.discord.rest.channel_messages or exchange.first, what="an answer")
    if exchange.first is None:
        assert "Maria Lind" in in_channel(world)


async def test_after_14_minutes_nothing_is_edited(world: World, gate: Gate) -> None:
    world.fill()
    exchange = await gate.held(world)
    now = world.bot.clock
    world.bot.clock = lambda: now() + 14.5 * 60
    exchange.sent -= 14.5 * 60
    gate.open.set()
    await world.discord.until(lambda: world.discord.rest.channel_messages, what="a channel message")
    assert exchange.edits == []
    assert "Maria Lind" in in_channel(world)


async def test_after_15_minutes_the_stand_in_knows_the_token_no_more(world: World, gate: Gate) -> None:
    exchange = await gate.held(world)
    exchange.sent -= 15.1 * 60  # the bot does not know: its own clock stands
    gate.open.set()
    await world.discord.until(lambda: world.discord.rest.channel_messages, what="a channel message")
    assert world.discord.rest.violations == ["a token was used after 15 minutes"] * 2
    world.discord.rest.violations.clear()


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (known.StoreLocked("locked /secret/path"), "The archive is busy."),
        (known.StoreError("disk /secret/path full"), "The archive cannot be reached right now."),
        (known.ModelMismatch("other /secret/path"), "built with another model"),
        (known.ModelError("no /secret/path"), "The language model did not give a usable answer."),
        (known.InputError("the question is *too* odd"), "the question is \\*too\\* odd"),
        (TimeoutError(), "This took too long"),
        (ZeroDivisionError("/secret/path"), "Something went wrong on our side."),
    ],
)
async def test_each_kind_of_error_has_its_sentence_and_a_reference_that_stands_in_the_log(
    world: World, caplog: pytest.LogCaptureFixture, error: Exception, sentence: str
) -> None:
    caplog.set_level("INFO")

    def broken(*_given: Any, **_more: Any) -> Any:
        raise error

    world.bot.archive.asker.ask = broken
    exchange = await world.ask("ask", **ASKED)
    assert sentence in exchange.text
    assert "/secret" not in exchange.text
    reference = exchange.text.rsplit("Reference ", 1)[1]
    told = [getattr(one, "fields", {}) for one in caplog.records]
    assert [one["reference"] for one in told if "reference" in one] == [reference]
