"""Buttons and the modal behind one of them, also after a restart and from the wrong hands."""

from __future__ import annotations

from index import guilds
from index.schema import Article
from tests.discord.conftest import World
from tests.discord.sample import BRIDGE

ASKED = "Who says the harbour bridge is safe?"


async def test_a_number_opens_the_exact_quote_with_its_provenance(world: World) -> None:
    world.fill()
    answer = await world.ask("ask", question=ASKED)
    card = await world.press(answer, "Quote 1")
    assert card.private
    assert "The old harbour bridge in Lunden is safe for lorries" in card.text
    for part in (
        "Maria Lind",
        "● asserts",
        "Lunden Courier → the city engineer Maria Lind",
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
    assert "✕ denies" in evidence.text


async def test_the_other_side_of_a_claim(world: World) -> None:
    world.fill()
    answer = await world.ask("ask", question=ASKED)
    other = await world.press(answer, "Other side")
    assert other.private
    assert "denies" in other.text
    assert "● asserts" not in other.text


async def test_no_other_side(world: World) -> None:
    alone = Article("bridge-1", BRIDGE.text, BRIDGE.title, "Lunden Courier")
    world.fill(articles=[alone])
    world.library.space(f"guild-{world.guild.id}").keep_only("Tom Varga")
    answer = await world.ask("claims", speaker="Tom Varga")
    card = await world.press(answer, "Quote 1")
    other = await world.press(card, "Other side")
    assert other.text == "Nobody in this archive takes the other side."


async def test_more_claims_of_the_speaker(world: World) -> None:
    world.fill()
    answer = await world.ask("ask", question=ASKED)
    more = await world.press(answer, "More of Maria Lind")
    assert more.private
    assert "any cable of the bridge is rusted" in more.text


async def test_pages_turn_in_place_for_the_asker_and_privately_for_others(world: World) -> None:
    world.fill()
    answer = await world.ask("ask", question=ASKED)
    first = answer.text
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
    while any(one["label"] == "Next" for one in answer.buttons()):
        answer = await world.press(answer, "Next")
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
    world.fill()
    answer = await world.ask("ask", question=ASKED)
    modal = world.discord.press(world.member, await world.press(answer, "Next"), "No")
    await world.discord.until(lambda: modal.first is not None)
    await world.restart()
    card = await world.press(answer, "Quote 1")
    assert "is safe for lorries" in card.text
    sent = await world.answered(world.discord.submit(world.member, modal, "wrong"))
    assert "Thank you" in sent.text


async def test_an_answer_of_another_guild_cannot_be_opened(world: World) -> None:
    world.fill()
    answer = await world.ask("ask", question=ASKED)
    elsewhere = await world.ask("ask", guild=world.other, question=ASKED)
    stolen = world.discord.press_id(world.member, elsewhere, answer.button("Quote 1")["custom_id"])
    stolen.payload["message"] = answer.message
    # Discord sends the message with the press: the button is there, but the key is not of this guild's space
    guild, message = world.other, dict(answer.message)
    data = {"custom_id": answer.button("Quote 1")["custom_id"], "component_type": 2}
    pressed = await world.answered(world.discord.send(3, world.member, guild, data, message=message))
    assert "no longer kept" in pressed.text
    assert "lorries" not in pressed.text


async def test_a_removed_article_is_gone_from_earlier_answers(world: World) -> None:
    world.fill()
    answer = await world.ask("ask", question=ASKED)
    await world.ask("article remove", world.moderator, article="bridge-1")
    card = await world.press(answer, "Quote 1")
    assert "no longer in the archive" in card.text
    assert "lorries" not in card.text


async def test_a_number_never_comes_to_stand_for_other_words(world: World) -> None:
    world.fill()
    answer = await world.ask("ask", question=ASKED)
    space = world.library.space(f"guild-{world.guild.id}")
    space.swap("bridge-1#1", "bridge-1#3")
    card = await world.press(answer, "Quote 1")
    assert "no longer in the archive" in card.text
