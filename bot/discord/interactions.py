"""One interaction from its arrival to the reply that the member sees, whatever breaks on the way.

The order is fixed: refuse what may not run (no I/O), defer, work off the loop, show. What cannot be shown by an edit is
sent as a follow-up, then to the channel where others may read it, and else it is logged.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Iterator
from typing import TYPE_CHECKING, Any, Literal

import aiohttp
import discord

from bot.discord import error_replies, views
from bot.discord.labels import Labels, labels
from bot.discord.pages import Page, one
from bot.discord.scope import Place, place_of
from index.errors import SpaceDeleted
from index.store import generation
from index.store.guilds import GuildSettings

if TYPE_CHECKING:
    from bot.discord.client import Bot

log = logging.getLogger("whoclaims.discord")
EDIT_WITHIN = 14 * 60.0  # Discord's token dies after 15 minutes
PROGRESS_EVERY = 1.5
LOST = "Your private answer could not be shown in Discord. Please ask again."
Counted = Literal["command", "add", "press", "free"]  # which limits an interaction falls under
UNDELIVERED = (discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError, asyncio.TimeoutError)
ACKNOWLEDGED, INVALID_FORM = 40060, 50035


class Call:
    """``received``: when the bot saw the interaction (seconds of ``bot.clock``)."""

    def __init__(self, bot: Bot, interaction: discord.Interaction[Any], name: str) -> None:
        self.bot, self.interaction, self.name = bot, interaction, name
        self.received = bot.clock()
        self.place: Place = place_of(interaction)
        self.settings: GuildSettings = bot.settings_of(self.place)
        self.began: int | None = None  # the generation of the space, known after ``enter``
        self._deletions = bot.deletions(self.place.space)
        self.private = False
        self.dead = False  # the first response did not reach Discord: its token is of no use
        self.shown = False
        self._told_at = float("-inf")

    @property
    def words(self) -> Labels:
        """The labels of the place's language."""
        return labels(self.settings.language)

    @property
    def age(self) -> float:
        """Seconds since the interaction arrived."""
        return self.bot.clock() - self.received

    async def enter(self) -> None:
        """Read the settings of the place, where they are not known yet, and its generation.

        What is stored later for this call says of which generation it is. Raises SpaceDeleted where all of the place
        has been deleted since the call arrived.
        """
        self.settings = await self.bot.load_settings(self.place.space)
        self.began = await self.bot.work.run("quick", generation.of, self.bot.archive.database, self.place.space)
        self.still()

    def still(self) -> None:
        """Raises SpaceDeleted where all of the place has been deleted since the call arrived."""
        if self.bot.deletions(self.place.space) != self._deletions:
            raise SpaceDeleted(f"what was kept in {self.place.space} has been deleted meanwhile")

    def quiet(self, asked: bool | None = None) -> bool:
        """Whether the reply is for the caller alone: asked for, set by the guild, or not the guild's to see."""
        if self.place.own and self.place.shared:
            return True
        return self.settings.private if asked is None else asked

    async def defer(self, private: bool, *, in_place: bool = False) -> None:
        """The first response: "thinking", or with ``in_place`` a silent one that leaves the pressed message."""
        self.private = private
        try:
            with self.bot.work.first_response():
                await self.interaction.response.defer(ephemeral=private, thinking=not in_place)
        except discord.HTTPException as error:
            if error.code == ACKNOWLEDGED:
                return  # an earlier try got through, only its receipt was lost
            self.dead = True
            self.note(logging.WARNING, "first response failed", error=type(error).__name__, code=error.code)
        except UNDELIVERED as error:
            self.dead = True
            self.note(logging.WARNING, "first response failed", error=type(error).__name__)

    async def progress(self, text: str) -> None:
        """Edit the waiting reply with one line, at most every second and a half; a failure costs nothing."""
        now = self.bot.ticks()
        if self.dead or self.shown or now - self._told_at < PROGRESS_EVERY or self.age > EDIT_WITHIN:
            return
        self._told_at = now
        try:
            await self.interaction.edit_original_response(view=views.layout(one(text)))
        except UNDELIVERED as error:
            self.note(logging.INFO, "progress not shown", error=type(error).__name__)

    async def show(self, page: Page, key: str = "0000") -> bool:
        """Bring the page before the member; False where no way was left (logged)."""
        self.shown = True
        if self.bot.is_closed():
            self.note(logging.INFO, "reply not delivered: the bot has stopped")
            return False
        for way in (self._edit, self._follow_up, self._channel):
            try:
                if await way(page, key):
                    self.note(logging.DEBUG, "shown", way=way.__name__.strip("_"))
                    return True
            except UNDELIVERED as error:
                code = getattr(error, "code", None)
                self.note(
                    logging.WARNING, "reply failed", way=way.__name__.strip("_"), error=type(error).__name__, code=code
                )
                if code == INVALID_FORM and page.rows:
                    page = one(error_replies.told(error).text)  # the same page would be refused on every way
        self.note(logging.ERROR, "reply not delivered")
        if self.private:
            await self._say_that_it_was_lost()
        return False

    async def _say_that_it_was_lost(self) -> None:
        """A private reply that no way brought to the member: a fixed sentence in a direct message says so."""
        try:
            await self.interaction.user.send(LOST)
        except UNDELIVERED as error:
            self.note(logging.WARNING, "loss not told", error=type(error).__name__)

    async def _edit(self, page: Page, key: str) -> bool:
        if self.dead or self.age > EDIT_WITHIN:
            return False
        view = views.layout(page, key)
        await self.interaction.edit_original_response(view=view, attachments=views.files(page))
        return True

    async def _follow_up(self, page: Page, key: str) -> bool:
        if self.dead or self.age > EDIT_WITHIN:
            return False
        view, files = views.layout(page, key), views.files(page)
        await self.interaction.followup.send(view=view, files=files, ephemeral=self.private, wait=True)
        return True

    async def _channel(self, page: Page, key: str) -> bool:
        channel = self.interaction.channel
        allowed = self.interaction.app_permissions.send_messages or self.place.own
        if self.private or not allowed or not isinstance(channel, discord.abc.Messageable):
            return False
        await channel.send(view=views.layout(page, key), files=views.files(page))
        return True

    async def answer(self, page: Page) -> None:
        """Say something to the caller alone as the first response, without any work before it."""
        self.private = self.shown = True
        try:
            await self.interaction.response.send_message(view=views.layout(page), ephemeral=True)
        except UNDELIVERED as error:
            self.note(logging.WARNING, "first response failed", error=type(error).__name__)

    async def tell(self, error: BaseException) -> None:
        """The sentence for an error, on the best way that is left; the reference stands in the log."""
        told = error_replies.told(error)
        known = isinstance(error, error_replies.Refusal)
        shown = None if known else error
        self.note(told.level, "refused" if known else "failed", kind=told.kind, reference=told.reference, error=shown)
        page = one(told.text)
        if self.interaction.response.is_done() or self.dead:
            await self.show(page)
        else:
            await self.answer(page)

    def note(self, level: int, event: str, *, error: object = None, **fields: object) -> None:
        """A log line with what identifies the interaction, never with what was asked."""
        about = {
            "command": self.name,
            "space": self.place.space,
            "interaction": self.interaction.id,
            "age": round(self.age, 3),
        }
        if isinstance(error, str):
            fields["error_kind"] = error
        log.log(
            level,
            event,
            extra={"fields": {**about, **fields}},
            exc_info=error if isinstance(error, BaseException) else None,
        )


@contextlib.contextmanager
def _limited(call: Call, counted: Counted) -> Iterator[None]:
    limits, space, user = call.bot.limits, call.place.space, call.place.user
    take, give = {
        "command": (limits.acquire, limits.release),
        "add": (limits.add, limits.release),
        "press": (limits.press, limits.pressed),
    }.get(counted, (None, None))
    if take is not None:
        take(space, user)
    try:
        yield
    finally:
        if give is not None:
            give(space, user)


async def conduct(call: Call, body: Callable[[Call], Awaitable[None]], *, counted: Counted) -> None:
    """Run one interaction: refusals first, then ``body``, then every error told. ``counted``: the limits that apply."""
    with call.bot.running(call):  # until it has been told as well: a stop waits for that
        await _conduct(call, body, counted)


async def _conduct(call: Call, body: Callable[[Call], Awaitable[None]], counted: Counted) -> None:
    try:
        if call.bot.draining:
            raise error_replies.Restarting
        with _limited(call, counted):
            await body(call)
    except asyncio.CancelledError:
        with contextlib.suppress(*UNDELIVERED):
            await asyncio.shield(call.tell(error_replies.Restarting()))
        raise
    except Exception as error:
        await call.tell(error)
    finally:
        call.note(logging.INFO, "done")
