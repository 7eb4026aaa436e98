"""Choices while a member types: from their own guild, 25 at most, and never an error."""

from __future__ import annotations

from typing import Any

import pytest

from index.errors import StoreError
from index.schema import Article
from tests.discord.conftest import World


def many(n: int) -> Article:
    name = f"{chr(65 + n % 26)}ria{chr(97 + n // 26)} Holmsen"
    text = f"{name}, a clerk in Lunden, said that gate number {n} was shut."
    return Article(f"gate-{n}", text, f"Gate {n} is shut", f"Outlet {n}", None, "2026-05-04")


async def test_speakers_articles_and_outlets_of_the_own_guild(world: World) -> None:
    world.fill()
    names = {one["name"] for one in await world.choices("claims", "speaker", speaker="Maria")}
    assert names == {"Maria Lind"}
    articles = await world.choices("article show", "article", article="rust")
    assert articles == [
        {"name": "Officials speak of rust on the bridge (Coast Herald, 2026-05-06)", "value": "bridge-2"}
    ]
    assert [one["value"] for one in await world.choices("article add", "outlet", outlet="lund")] == ["Lunden Courier"]
    assert await world.choices("claims", "speaker", guild=world.other, speaker="Maria") == []
    assert await world.choices("compare", "speaker_b", topic="bridge", speaker_b="Nobody") == []


async def test_at_most_25_choices(world: World) -> None:
    world.fill(articles=[many(n) for n in range(40)])
    assert len(await world.choices("article show", "article", article="")) == 25
    assert len(await world.choices("article add", "outlet", outlet="Outlet")) == 25
    assert len(await world.choices("claims", "speaker", speaker="")) <= 25


async def test_names_too_long_for_a_choice_are_left_out(world: World) -> None:
    world.fill(
        articles=[Article("i" * 150, "Rain fell.", "T" * 300, "O" * 150), Article("short", "Rain fell.", "T" * 300)]
    )
    choices = await world.choices("article show", "article", article="T")
    assert [one["value"] for one in choices] == ["short"]
    assert len(choices[0]["name"]) <= 100
    assert await world.choices("article add", "outlet", outlet="O") == []


async def test_a_store_that_fails_gives_no_choices_and_ends_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_self: Any, **_given: Any) -> Any:
        raise StoreError("gone")

    monkeypatch.setattr(type(world.library.space("x")), "speakers", broken)
    assert await world.choices("claims", "speaker", speaker="Ma") == []
    world.fill()
    assert "Engineer" in (await world.ask("articles")).text


async def test_typing_is_not_held_up_by_running_answers(world: World) -> None:
    import threading

    world.fill()
    gate = threading.Event()
    world.bot.archive.asker.ask = lambda *_given, **_more: gate.wait(20)
    asked = [world.discord.command(world.member, world.guild, "ask", question=f"Who {n}?") for n in range(12)]
    names = await world.choices("claims", "speaker", speaker="Maria")
    assert [one["name"] for one in names] == ["Maria Lind"]
    gate.set()
    for one in asked:
        await world.answered(one)
