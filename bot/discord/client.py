"""The Discord client: what Discord sends -> the handler for it, and the life of the connection."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterator
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.discord import buttons, views
from bot.discord.error_replies import Restarting
from bot.discord.executor import Work
from bot.discord.interactions import Call, Counted, conduct
from bot.discord.rate_limits import Limits
from bot.discord.scope import GUILD, Place, guild_space
from bot.discord.services import Archive
from index.store import guilds
from index.store.guilds import GuildSettings

if TYPE_CHECKING:
    from bot.answer.asker import Turn
    from bot.settings import Settings

log = logging.getLogger("whoclaims.discord")
TELL_WITHIN = 3.0  # seconds
WORK_WITHIN = 5.0  # seconds that a thread may still take when the bot stops; what it has not stored it does not store
TURNS_KEPT, CONVERSATIONS, TURN_LIVES = 3, 2000, 15 * 60.0
Talk = tuple[str, int | None, int]


class Tree(app_commands.CommandTree["Bot"]):
    """The commands, and the one handler of whatever they raise before their own body runs."""

    async def on_error(self, interaction: discord.Interaction[Bot], error: app_commands.AppCommandError, /) -> None:
        data: Any = interaction.data or {}
        call = Call(self.client, interaction, str(data.get("name", "?")))
        if interaction.type is discord.InteractionType.autocomplete:
            call.note(logging.WARNING, "autocomplete failed", error=error)
        else:
            await call.tell(error)


class Bot(discord.Client):
    """``clock`` gives seconds since the epoch, ``ticks`` seconds that never go back, whatever becomes of the clock;
    ``guild_wait``: how long after one guild another may follow at start."""

    def __init__(
        self,
        archive: Archive,
        settings: Settings,
        *,
        clock: Callable[[], float] = time.time,
        ticks: Callable[[], float] = time.monotonic,
        guild_wait: float = 2.0,
    ) -> None:
        sharded = settings.discord_shard_count > 1
        super().__init__(
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            guild_ready_timeout=guild_wait,
            max_messages=None,
            shard_id=settings.discord_shard if sharded else None,
            shard_count=settings.discord_shard_count if sharded else None,
        )
        from bot.discord.commands import register

        self.archive, self.options, self.clock, self.ticks = archive, settings, clock, ticks
        self.work = Work()
        self.limits = Limits(
            cooldown=settings.discord_cooldown,
            user_cap=settings.discord_user_concurrency,
            guild_cap=settings.discord_guild_concurrency,
            guild_rate=settings.discord_guild_rate,
            clock=lambda: self.ticks(),
            wall=lambda: self.clock(),
        )
        self.draining = False
        self.finished = True  # False where a thread still ran when the bot had been closed
        self.calls: set[Call] = set()
        self._lasting: set[asyncio.Task[Any]] = set()
        self._idle = asyncio.Event()
        self._idle.set()
        self._settings: dict[str, GuildSettings] = {}
        self._deletions: dict[str, int] = {}
        self._talks: OrderedDict[Talk, list[tuple[float, int | None, Turn]]] = OrderedDict()
        self.due_since: dict[str, float] = {}  # ticks of this process's first look that found a left guild due
        self.tree = Tree(self)
        register(self.tree)

    async def setup_hook(self) -> None:
        self.add_dynamic_items(views.PressButton)

    # -- interactions

    async def conduct(
        self,
        interaction: discord.Interaction[Any],
        name: str,
        body: Callable[[Call], Awaitable[None]],
        *,
        counted: Counted = "command",
    ) -> None:
        """Run one interaction through its whole life; see ``interactions.conduct``."""
        await conduct(Call(self, interaction, name), body, counted=counted)

    async def pressed(self, interaction: discord.Interaction[Any], verb: str, key: str, arg: int) -> None:
        """A button of ours."""
        counted: Counted = "command" if verb in buttons.COUNTED else "press"
        await self.conduct(
            interaction, f"press {verb}", lambda call: buttons.press(call, verb, key, arg), counted=counted
        )

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Submitted modals, known by their custom id, so that they work after a restart."""
        if interaction.type is not discord.InteractionType.modal_submit:
            return
        data: Any = interaction.data or {}
        custom_id, values = str(data.get("custom_id", "")), views.submitted(data)
        if match := views.COMMENT.fullmatch(custom_id):
            await self.conduct(
                interaction, "comment", lambda call: buttons.comment(call, match["key"], values), counted="press"
            )
        elif custom_id == views.PASTE:
            from bot.discord.ingest import add_pasted

            await self.conduct(interaction, "article add", lambda call: add_pasted(call, values), counted="add")

    @contextlib.contextmanager
    def running(self, call: Call) -> Iterator[None]:
        """Count a call as running, for ``drain``."""
        self.calls.add(call)
        self._idle.clear()
        try:
            yield
        finally:
            self.calls.discard(call)
            if not self.calls:
                self._idle.set()

    def going_on(self, task: asyncio.Task[Any]) -> None:
        """Keep hold of work that goes on after its call has ended."""
        self._lasting.add(task)
        task.add_done_callback(self._lasting.discard)

    async def drain(self, seconds: float) -> bool:
        """Refuse what comes from now on and wait for what runs; False where something still runs after ``seconds``."""
        self.draining = True
        self.work.wind_down()
        try:
            await asyncio.wait_for(self._idle.wait(), seconds)
        except TimeoutError:
            return False
        return True

    # -- settings of places

    def settings_of(self, place: Place) -> GuildSettings:
        """The settings known so far. A guild whose settings are not read yet is answered privately: the safe side."""
        return self._settings.get(place.space) or GuildSettings(private=not place.own)

    def knows(self, space: str) -> bool:
        """True where the settings of a space are in memory."""
        return space in self._settings

    async def load_settings(self, space: str) -> GuildSettings:
        """The settings of a space, read once."""
        if space in self._settings:
            return self._settings[space]
        deletions = self.deletions(space)
        found = await self.work.run("quick", guilds.settings, self.archive.database, space)
        if self.deletions(space) == deletions:  # else they may be those that have been deleted
            self._settings[space] = found
        return found

    async def change_settings(self, space: str, new: GuildSettings, began: int | None) -> None:
        """Store new settings and use them from now on. Raises SpaceDeleted."""
        await self.work.run("quick", guilds.save_settings, self.archive.database, space, new, began)
        self._settings[space] = new

    def deletions(self, space: str) -> int:
        """How often this process has begun to delete a space: another number later means a deletion in between."""
        return self._deletions.get(space, 0)

    async def forget(self, space: str) -> None:
        """Delete everything of a space: articles, answers, feedback, settings, conversations."""
        self._deletions[space] = self.deletions(space) + 1  # first: who looks after this knows of the deletion
        self._drop(space)
        await self.work.run("deletes", self.archive.forget, space)
        self._drop(space)

    def _drop(self, space: str) -> None:
        self._settings.pop(space, None)
        for talk in [one for one in self._talks if one[0] == space]:
            del self._talks[talk]

    # -- conversations

    def turns(self, talk: Talk, began: int | None) -> list[Turn]:
        """What one member asked lately in one channel, oldest first, in this generation of the space."""
        now = self.ticks()
        return [turn for at, of, turn in self._talks.get(talk, []) if now - at < TURN_LIVES and of == began]

    def remember(self, talk: Talk, turn: Turn, began: int | None) -> None:
        """Keep a question and its answer for follow-ups, for a quarter of an hour and in memory only."""
        self._talks[talk] = [*self._talks.pop(talk, []), (self.ticks(), began, turn)][-TURNS_KEPT:]
        while len(self._talks) > CONVERSATIONS:
            self._talks.popitem(last=False)

    # -- guilds

    async def on_connect(self) -> None:
        for guild in list(self.guilds):
            await self.load_settings(guild_space(guild.id))

    async def on_ready(self) -> None:
        log.info("ready", extra={"fields": {"guilds": len(self.guilds), "shard": self.shard_id or 0}})
        present = {guild_space(guild.id) for guild in self.guilds}
        await self.work.run("quick", self.archive.reconcile, present, self.is_mine, self.clock())

    def is_mine(self, space: str) -> bool:
        """True for a guild's space that this shard answers for."""
        number = space.removeprefix(GUILD)
        if space == number or not number.isdigit():
            return False
        return (int(number) >> 22) % (self.shard_count or 1) == (self.shard_id or 0)

    async def on_guild_join(self, guild: discord.Guild) -> None:
        log.info("guild joined", extra={"fields": {"space": guild_space(guild.id)}})
        await self.on_guild_available(guild)

    async def on_guild_available(self, guild: discord.Guild) -> None:
        space = guild_space(guild.id)
        await self.work.run("quick", guilds.mark_left, self.archive.database, space, None)
        await self.load_settings(space)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        space = guild_space(guild.id)
        await self.work.run("quick", guilds.mark_left, self.archive.database, space, self.clock())
        log.info("guild left", extra={"fields": {"space": space}})

    async def close(self) -> None:
        if self.calls and not self.is_closed():  # whoever still waits is told, as long as there is a connection
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(TELL_WITHIN):
                    await asyncio.gather(
                        *(call.tell(Restarting()) for call in list(self.calls)), return_exceptions=True
                    )
        await super().close()
        self.work.cancel()
        self.finished = await asyncio.to_thread(self.work.close, WORK_WITHIN)

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        log.exception("event failed", extra={"fields": {"gateway_event": event_method}})
