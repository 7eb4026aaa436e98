"""Every slash command, from INTERACTION_CREATE to the last payload."""

from __future__ import annotations

import re
from typing import Any

from index.schema import Stance
from index.store.space import Space
from tests.discord.conftest import World
from tests.stand_ins.discord_exchange import Exchange, walk


def numbers_in_text(exchange: Exchange) -> set[int]:
    return {int(n) for n in re.findall(r"\*\*\\\[(\d+)\\\]\*\*", statements(exchange))}


def statements(exchange: Exchange) -> str:
    return "\n".join(texts(exchange))


def texts(exchange: Exchange) -> list[str]:
    return [one["content"] for one in walk(exchange.message) if one["type"] == 10]


def opened(exchange: Exchange) -> set[int]:
    """Numbers whose quotation has a button."""
    return {int(one["label"].split()[1]) for one in exchange.buttons() if one["label"].startswith("❝ ")}


async def test_ask_defers_first_and_answers_with_numbers_that_have_buttons(world: World) -> None:
    world.fill()
    exchange = await world.ask("ask", question="Who says the harbour bridge is safe?")
    assert exchange.first == {"type": 5}
    assert "Maria Lind" in exchange.text
    assert numbers_in_text(exchange) == opened(exchange) != set()
    assert not exchange.private


async def test_two_claims_of_one_article_have_two_numbers(world: World) -> None:
    world.fill()
    exchange = await world.ask("ask", question="What does Maria Lind say about the bridge cables?")
    assert len(numbers_in_text(exchange)) >= 2
    assert numbers_in_text(exchange) == opened(exchange)


async def test_no_sources_under_a_refusal(world: World) -> None:
    exchange = await world.ask("ask", question="Who says the moon is made of cheese?")
    assert "This archive holds no article yet" in exchange.text
    assert opened(exchange) == set()
    assert [one["label"] for one in exchange.buttons()] == ["What is in the archive", "Add an article"]


async def test_what_to_do_next_is_a_press_away(world: World) -> None:
    empty = await world.ask("ask", question="Who says the moon is made of cheese?")
    modal = world.discord.press(world.moderator, empty, "Add an article")
    await world.discord.until(lambda: modal.first is not None)
    assert modal.modal["title"] == "Add an article"
    world.fill()
    nothing = await world.ask("ask", question="Who says the moon is made of cheese?")
    assert "Nothing in these articles" in nothing.text
    there = await world.press(nothing, "What is in the archive")
    assert there.private
    assert "Engineer calls harbour bridge safe" in there.text


async def test_ask_can_be_private(world: World) -> None:
    world.fill()
    exchange = await world.ask("ask", question="Who says the bridge is safe?", private=True)
    assert exchange.first == {"type": 5, "data": {"flags": 64}}
    assert exchange.private


async def test_a_follow_up_knows_the_question_before_it(world: World) -> None:
    world.fill()
    seen = []
    inner = world.bot.archive.asker.ask

    def watched(space: Space, question: str, **more: Any) -> Any:
        seen.append((question, [turn.question for turn in more.get("history", ())]))
        return inner(space, question, **more)

    world.bot.archive.asker.ask = watched
    await world.ask("ask", question="Who says the bridge is safe?")
    await world.ask("ask", question="And who denies it?")
    await world.ask("ask", world.second, question="And who denies it?")
    assert seen[1] == ("And who denies it?", ["Who says the bridge is safe?"])
    assert seen[2][1] == []  # another member has a conversation of their own


async def test_who_groups_by_stance(world: World) -> None:
    world.fill()
    exchange = await world.ask("who", claim="the harbour bridge is safe")
    first = exchange.text
    assert "**Who asserts it**" in first
    pages = first
    while any(one["label"] == "Next" for one in exchange.buttons()):
        exchange = await world.press(exchange, "Next")
        pages += exchange.text
    assert "**Who denies it**" in pages
    assert "**Who does not confirm it**" in pages
    assert pages.index("Who asserts it") < pages.index("Who denies it") < pages.index("Who does not confirm it")


async def test_claims_lists_a_speaker(world: World) -> None:
    world.fill()
    exchange = await world.ask("claims", speaker="Maria Lind")
    assert "We have tested every cable" in exchange.text
    assert "Varga" not in exchange.text
    denied = await world.ask("claims", speaker="Maria Lind", stance=Stance.DENIES.value)
    assert "rusted" in denied.text
    assert "tested" not in denied.text


async def test_claims_refuses_a_wrong_date_in_one_sentence(world: World) -> None:
    exchange = await world.ask("claims", speaker="Maria Lind", since="last week")
    assert exchange.text == "`since` takes a date like 2026-05-31."
    assert exchange.private


async def test_claims_of_nobody(world: World) -> None:
    exchange = await world.ask("claims", speaker="Nobody Atall")
    assert "Nothing in this archive matches." in exchange.text


async def test_compare_has_a_section_for_each_speaker(world: World) -> None:
    world.fill()
    exchange = await world.ask("compare", topic="the bridge", speaker_a="Maria Lind", speaker_b="Tom Varga")
    assert "**Maria Lind**" in statements(exchange)
    both = exchange.text
    while any(one["label"] == "Next" for one in exchange.buttons()):
        exchange = await world.press(exchange, "Next")
        both += exchange.text
    assert "**Tom Varga**" in both


async def test_compare_without_speakers_asks_all_sides(world: World) -> None:
    world.fill()
    exchange = await world.ask("compare", topic="the harbour bridge being safe")
    assert numbers_in_text(exchange) == opened(exchange) != set()


async def test_articles_and_speakers(world: World) -> None:
    world.fill()
    articles = await world.ask("articles")
    assert "Engineer calls harbour bridge safe" in articles.text
    assert "Coast Herald" in articles.text
    few = await world.ask("articles", match="rust")
    assert "Engineer" not in few.text
    speakers = await world.ask("speakers")
    assert "Tom Varga" in speakers.text


async def test_help_answers_at_once_and_privately(world: World) -> None:
    exchange = await world.ask("help")
    assert exchange.first is not None
    assert exchange.first["type"] == 4
    assert exchange.private
    assert "/article add" in exchange.text


async def test_a_users_own_space_in_direct_messages(world: World) -> None:
    world.fill()
    before = await world.ask("ask", guild=None, question="Who says the bridge is safe?")
    assert "holds no article yet" in before.text  # the guild's articles are not the user's
    added = await world.ask(
        "article add", guild=None, text="The mayor of Lunden, Ida Holm, said on Friday that the tram will run again."
    )
    assert "1 added" in added.text
    assert f"user-{world.member.id}" in world.library.spaces()
    assert not before.private  # nobody else reads a direct message with the bot


async def test_a_user_install_elsewhere_uses_the_users_own_space_privately(world: World) -> None:
    world.fill()
    place = {"installs": {"1": str(world.member.id)}}
    exchange = world.discord.command(
        world.member, world.guild, "ask", question="Who says the bridge is safe?", place=place
    )
    await world.answered(exchange)
    assert "holds no article yet" in exchange.text
    assert exchange.private


async def test_a_command_that_is_gone_says_so(world: World) -> None:
    exchange = await world.ask("oldcommand")
    assert "no longer offered" in exchange.text
    assert exchange.private


async def test_another_guild_sees_nothing(world: World) -> None:
    world.fill()
    asked: list[tuple[str, dict[str, Any]]] = [
        ("ask", {"question": "Who says the bridge is safe?"}),
        ("who", {"claim": "the bridge is safe"}),
        ("claims", {"speaker": "Maria Lind"}),
        ("articles", {}),
        ("speakers", {}),
    ]
    for name, options in asked:
        exchange = await world.ask(name, guild=world.other, **options)
        assert "holds no article yet" in exchange.text or "Nothing" in exchange.text, name
        assert "Courier" not in exchange.text


async def test_labels_follow_the_guilds_language(world: World) -> None:
    world.fill()
    await world.ask("settings language", world.admin, language="de")
    exchange = await world.ask("ask", question="Who denies that the bridge is safe?")
    assert any(one["label"].startswith("❝") for one in exchange.buttons())
    assert "[öffnen](" in exchange.text
