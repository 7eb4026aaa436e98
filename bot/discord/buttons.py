"""What the buttons do, and the modal behind one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.discord import ingest, views
from bot.discord.error_replies import Refusal, Stale
from bot.discord.pages import Page, one
from bot.discord.scope import require_channel, require_manager
from index.store import guilds
from index.store.guilds import Feedback, Reply

if TYPE_CHECKING:
    from bot.discord.interactions import Call

COUNTED = frozenset("oml")  # ask the model, or list and store; the others only look up
CONFIRM_WITHIN = 10 * 60.0
CLOCKS_DIFFER = 60.0  # seconds by which a confirmation may seem to come before its question


async def press(call: Call, verb: str, key: str, arg: int) -> None:
    """Dispatch a press: every verb opens something for the presser alone or changes the pressed message."""
    if verb in MODALS:
        await MODALS[verb](call, key)
        return
    handler = {
        "p": _turn,
        "f": _turn_evidence,
        "q": _quote,
        "e": _evidence,
        "o": _other,
        "m": _more,
        "y": _right,
        "l": _articles,
    }
    handler |= {"x": _forget, "c": _keep}
    if verb not in handler:
        raise Stale
    await handler[verb](call, key, arg)


async def stored(call: Call, key: str) -> Reply:
    """The reply behind a button, of the place's own space, with the place's settings known.

    Raises Refusal where the server does not want the bot in this channel.
    """
    await call.enter()
    require_channel(call.place, call.settings)
    return await _kept(call, key)


async def _kept(call: Call, key: str) -> Reply:
    return await call.bot.work.run("quick", call.bot.archive.reply, call.place.space, key)


def _is_mine(call: Call) -> bool:
    """True where the presser may turn the pressed message's pages: it is theirs, or only they see it."""
    message = call.interaction.message
    if message is None or message.flags.ephemeral:
        return message is not None
    about = message.interaction_metadata
    return about is not None and about.user.id == call.place.user


async def _turn(call: Call, key: str, arg: int) -> None:
    mine = _is_mine(call)
    await call.defer(not mine, in_place=mine)
    reply = await stored(call, key)
    page = await call.bot.work.run("quick", call.bot.archive.page, call.place.space, reply, arg, call.words)
    await call.show(page, key)


async def _turn_evidence(call: Call, key: str, arg: int) -> None:
    await call.defer(False, in_place=True)
    await _show_evidence(call, key, arg)


async def _evidence(call: Call, key: str, arg: int) -> None:
    await call.defer(True)
    await _show_evidence(call, key, 0)


async def _show_evidence(call: Call, key: str, arg: int) -> None:
    reply = await stored(call, key)
    page = await call.bot.work.run("quick", call.bot.archive.evidence, call.place.space, reply, arg, call.words)
    await call.show(page, key)


async def _quote(call: Call, key: str, arg: int) -> None:
    await call.defer(True)
    reply = await stored(call, key)
    page = await call.bot.work.run("quick", call.bot.archive.quote, call.place.space, reply, arg, call.words)
    await call.show(page, key)


async def _other(call: Call, key: str, arg: int) -> None:
    await call.defer(True)
    reply = await stored(call, key)
    space, archive = call.place.space, call.bot.archive
    body = await call.bot.work.run("answers", archive.other_side, space, reply, arg, call.words)
    if body is None:
        await call.show(one(call.words.no_other_side))
        return
    await keep_and_show(call, "answer", body)


async def _more(call: Call, key: str, arg: int) -> None:
    await call.defer(True)
    reply = await stored(call, key)
    body = await call.bot.work.run("quick", call.bot.archive.more_of, call.place.space, reply, arg)
    if body is None:
        await call.show(one(call.words.nothing))
        return
    await keep_and_show(call, "claims", body)


async def keep_and_show(call: Call, kind: str, body: dict[str, object]) -> None:
    """Store a reply, so that its buttons live, and show its first page."""
    space, archive, work = call.place.space, call.bot.archive, call.bot.work
    call.still()
    reply = await work.run("answers", archive.keep, space, kind, body, call.place.user, call.began)
    page: Page = await work.run("answers", archive.page, space, reply, 0, call.words)
    await call.show(page, reply.key)


async def _articles(call: Call, key: str, arg: int) -> None:
    await call.defer(True)
    await stored(call, key)
    await keep_and_show(call, "articles", {"match": ""})


async def _right(call: Call, key: str, arg: int) -> None:
    await call.defer(True)
    await _store(call, key, True, "")


async def _wrong(call: Call, key: str) -> None:
    """A modal has to be the first response: nothing is read before it."""
    require_channel(call.place, call.settings)
    modal = views.CommentModal(key, call.words)
    await call.interaction.response.send_modal(modal)
    call.shown = True
    modal.stop()  # its submission is known by its custom id; discord.py need not keep it


async def _paste(call: Call, key: str) -> None:
    """Ask for the text of an article, as /article add does."""
    ingest.allow(call)
    modal = views.PasteModal()
    await call.interaction.response.send_modal(modal)
    call.shown = True
    modal.stop()


MODALS = {"n": _wrong, "a": _paste}
"""Presses that are answered by a modal, which has to be the first response."""


async def comment(call: Call, key: str, values: dict[str, str]) -> None:
    """The submitted comment on an answer that was not right."""
    await call.defer(True)
    await _store(call, key, False, values.get("comment", "")[:500])


async def _store(call: Call, key: str, right: bool, text: str) -> None:
    await call.enter()
    require_channel(call.place, call.settings)
    said = Feedback(key, call.place.user, right, text, call.bot.clock())
    space, database = call.place.space, call.bot.archive.database
    if not await call.bot.work.run("quick", guilds.save_feedback, database, space, said):
        raise Stale
    await call.show(one(call.words.thanks))


async def _forget(call: Call, key: str, arg: int) -> None:
    require_manager(call.interaction, call.place)
    await call.defer(True, in_place=True)
    await call.enter()  # in any channel: so is the command that asks for the confirmation
    reply = await _kept(call, key)
    if reply.kind != "forget" or reply.user != call.place.user:
        raise Refusal("Only the one who asked to delete can confirm it.")
    if not -CLOCKS_DIFFER <= call.bot.clock() - reply.created <= CONFIRM_WITHIN:
        raise Refusal("This confirmation is too old. Please use `/settings forget` again.")
    await call.bot.forget(call.place.space)
    await call.show(one("Everything that was kept for this place is deleted."))


async def _keep(call: Call, key: str, arg: int) -> None:
    await call.defer(True, in_place=True)
    await call.show(one("Nothing was deleted."))
