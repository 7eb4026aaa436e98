"""/map and /timeline: a picture, what it shows in words, and the same claims below."""

from __future__ import annotations

import re
import struct
from typing import Any

from tests.discord.conftest import World
from tests.discord.sample import ARTICLES
from tests.stand_ins.discord_exchange import Exchange, walk


def gallery(exchange: Exchange) -> dict[str, Any]:
    (found,) = [one for one in walk(exchange.message) if one["type"] == 12]
    (item,) = found["items"]
    return dict(item)


def numbers(exchange: Exchange) -> list[int]:
    return [int(n) for n in re.findall(r"^\*\*\\\[(\d+)\\\]\*\*", exchange.text, re.M)]


async def test_a_map_comes_with_alt_text_and_its_claims(world: World) -> None:
    world.fill()
    exchange = await world.ask("map", topic="harbour bridge")
    assert exchange.first == {"type": 5}
    picture = exchange.files["map.png"]
    assert picture.startswith(b"\x89PNG")
    assert struct.unpack(">I", picture[16:20]) == (800,)
    item = gallery(exchange)
    assert item["description"].startswith("Map: harbour bridge.")
    assert "Maria Lind" in item["description"]
    assert len(item["description"]) <= 1024
    assert numbers(exchange) == list(range(1, len(numbers(exchange)) + 1)) != []
    assert "Maria Lind" in exchange.text
    evidence = await world.press(exchange, "Evidence")
    assert "Maria Lind" in evidence.text


async def test_a_timeline_of_a_speaker_and_its_choices(world: World) -> None:
    world.fill()
    exchange = await world.ask("timeline", speaker="Maria Lind")
    assert exchange.files["timeline.png"].startswith(b"\x89PNG")
    assert gallery(exchange)["description"].startswith("Timeline: Maria Lind.")
    names = [one["value"] for one in await world.choices("timeline", "speaker", speaker="Maria")]
    assert "Maria Lind" in names
    private = await world.ask("timeline", speaker="Maria Lind", topic="bridge", private=True)
    assert private.private


async def test_what_nobody_speaks_of_is_one_sentence(world: World) -> None:
    world.fill()
    exchange = await world.ask("map", topic="airport runway")
    assert "nobody in these articles speaks of" in exchange.text
    assert exchange.files == {}
    exchange = await world.ask("timeline", speaker="Nobody Known")
    assert "is cited in these articles" in exchange.text


async def test_a_picture_shows_the_caller_s_own_archive_alone(world: World) -> None:
    world.fill()
    exchange = await world.ask("map", guild=world.other, topic="harbour bridge")
    assert "nobody in these articles speaks of" in exchange.text


async def test_removed_articles_are_in_no_picture(world: World) -> None:
    world.fill()
    before = await world.ask("map", topic="harbour bridge")
    space = world.library.space(f"guild-{world.guild.id}")
    known = [one.id for one in space.articles()]
    assert len(known) == len(ARTICLES)
    for one in known:
        space.remove(one)
    after = await world.ask("map", topic="harbour bridge")
    assert "nobody in these articles speaks of" in after.text
    evidence = await world.press(before, "Evidence")
    assert "no longer in the archive" in evidence.text
