"""Buttons and the modal behind one of them, also after a restart and from the wrong hands."""

from __future__ import annotations

import re
from dataclasses import replace

from index.schema import Article, Claim, Stance
from index.store import guilds
from tests.discord.conftest import World
from tests.discord.sample import BRIDGE
from tests.stand_ins.discord_exchange import Exchange, walk

ASKED = "What does Maria Lind say about the harbour bridge?"


async def lorries(world: World) -> tuple[Exchange, str]:
    """The page of an answer that lists one certain claim, and the label of the button behind that claim."""
    world.fill()
    answer = await world.ask("ask", question=ASKED)
    while True:
        for one in walk(answer.message):
            words = one.get("content") or ""
            found = re.search(r"\*\*\\\[(\d+)\\\]\*\*", words)
            if found and "is safe for lorries" in words:
                return answer, f"❝ {found[1]}"
        answer = await world.press(answer, "Next")


async def last_page(world: World, answer: Exchange) -> Exchange:
    """Turn to the last page."""
    while any(one["label"] == "Next" for one in answer.buttons()):
        answer = await world.press(answer, "Next")
    return answer


async def test_a_number_opens_the_exact_quote_with_its_provenance(world: World) -> None:
    answer, quote = await lorries(world)
    card = await world.press(answer, quote)
    assert card.private
    assert "The old harbour bridge in Lunden is safe for lorries" in card.text
    for part in (
        "Maria Lind",
        "● asserts",
        "Lunden Courier → Maria Lind",
        "2026-05-04",
        "courier.example",
    ):
        assert part in card.text
    assert not answer.followups  # the card is the press's own message


async def test_evidence_shows_every_quote_privately(world: World) -> None:
    world.fill()
    answer = await world.ask("ask", question=ASKED)
    evidence = await world.press(answer, "Evidence")
    assert evidence.private
    assert "tested every cable" in evidence.text
    assert "● asserts" in evidence.text


async def test_the_other_side_of_a_claim(world: World) -> None:
    answer, quote = await lorries(world)
    other = await world.press(await world.press(answer, quote), "Other side")
    assert other.private
    assert "denied" in other.text
    assert "● asserts" not in other.text
    assert "Maria Lind" not in other.text.split("\n", 1)[1]


async def test_no_other_side(world: World) -> None:
    text = "The dockers stayed out. Its chairman Tom Varga said the union had not seen the tests.\n"
    world.fill(articles=[replace(BRIDGE, text=text)])
    answer = await world.ask("claims", speaker="Tom Varga")
    card = await world.press(answer, "❝ 1")
    other = await world.press(card, "Other side")
    assert other.text == "Nobody in this archive takes the other side."


async def test_more_claims_of_the_speaker(world: World) -> None:
    answer, quote = await lorries(world)
    more = await world.press(await world.press(answer, quote), "More of Maria Lind")
    assert more.private
    assert "any cable of the bridge is rusted" in more.text


async def test_pages_turn_in_place_for_the_asker_and_privately_for_others(world: World) -> None:
    texts = [f"Gate number {n} of the harbour is shut." for n in range(15)]
    world.library.attribute = lambda one: [
        Claim((), (), ((0, len(one.text)),), ("Maria Lind",), "Maria Lind", Stance.ASSERTS, False)
    ]
    world.fill(articles=[Article(f"gate-{n}", text, f"Gate {n}") for n, text in enumerate(texts)])
    answer = await world.ask("claims", speaker="Maria Lind")
    first = answer.text
    assert "Page 1 of" in first
    turned = await world.press(answer, "Next")
    assert turned.first == {"type": 6}
    assert turned.message["id"] == answer.message["id"]
    assert "Page 2 of" in turned.text
    assert turned.text != first
    back = await world.press(turned, "Back")
    assert back.text == first
    other = await world.press(answer, "Next", world.second)
    assert other.private
    assert other.message["id"] != answer.message["id"]
    assert "Page 2 of" in other.text
    again = await world.press(other, "Back", world.second)
    assert again.first == {"type": 6}  # their own copy turns in place


async def test_feedback_is_stored_with_the_answer(world: World) -> None:
    world.fill()
    answer = await world.ask("ask", question="Who denies that the bridge is safe?")
    answer = await last_page(world, answer)
    thanks = await world.press(answer, "Yes")
    assert thanks.private
    assert "Thank you" in thanks.text
    modal = world.discord.press(world.second, answer, "No")
    await world.discord.until(lambda: modal.first is not None)
    assert modal.modal["title"] == "What was wrong?"
    sent = await world.answered(world.discord.submit(world.second, modal, "The union said so, not the ministry"))
    assert "Thank you" in sent.text
    space = f"guild-{world.guild.id}"
    stored = guilds.all_feedback(world.library.database, space)
    assert [(one.user, one.right, one.comment) for one in stored] == [
        (world.member.id, True, ""),
        (world.second.id, False, "The union said so, not the ministry"),
    ]
    reply = guilds.reply(world.library.database, space, stored[0].reply)
    assert reply is not None
    assert reply.body["title"] == "Who denies that the bridge is safe?"
    assert guilds.all_feedback(world.library.database, f"guild-{world.other.id}") == []


async def test_buttons_and_modals_work_after_a_restart(world: World) -> None:
    answer, quote = await lorries(world)
    last = await last_page(world, answer)
    modal = world.discord.press(world.member, last, "No")
    await world.discord.until(lambda: modal.first is not None)
    await world.restart()
    card = await world.press(answer, quote)
    assert "is safe for lorries" in card.text
    sent = await world.answered(world.discord.submit(world.member, modal, "wrong"))
    assert "Thank you" in sent.text


async def test_an_answer_of_another_guild_cannot_be_opened(world: World) -> None:
    world.fill()
    answer = await world.ask("ask", question=ASKED)
    # Discord sends the message with the press: the button is there, but the key is not of this guild's space
    guild, message = world.other, dict(answer.message)
    data = {"custom_id": answer.button("❝ 1")["custom_id"], "component_type": 2}
    pressed = await world.answered(world.discord.send(3, world.member, guild, data, message=message))
    assert "no longer kept" in pressed.text
    assert "lorries" not in pressed.text


async def test_a_removed_article_is_gone_from_earlier_answers(world: World) -> None:
    answer, quote = await lorries(world)
    await world.ask("article remove", world.moderator, article="bridge-1")
    card = await world.press(answer, quote)
    assert "no longer in the archive" in card.text
    assert "lorries" not in card.text


async def test_a_number_never_comes_to_stand_for_other_words(world: World) -> None:
    answer, quote = await lorries(world)
    changed = replace(BRIDGE, text=BRIDGE.text.split("\n\n", 1)[1])  # the first claim of it is another one now
    world.fill(articles=[changed])
    card = await world.press(answer, quote)
    assert "no longer in the archive" in card.text
