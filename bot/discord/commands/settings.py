"""/settings: who may add, language of the labels, privacy, channels, and deletion."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands

from bot.discord import ingest
from bot.discord.error_replies import Refusal
from bot.discord.ingest_sources import Bounds, Room
from bot.discord.labels import LANGUAGE_NAMES
from bot.discord.pages import Block, Page, Press, one
from bot.discord.scope import require_manager
from index.store import guilds
from index.store.guilds import GuildSettings

if TYPE_CHECKING:
    from bot.discord.interactions import Call

CHANNELS_MOST = 50
ADDERS = {"moderators": "members with Manage Messages", "role": "moderators and one role", "everyone": "every member"}
LANGUAGES = [app_commands.Choice(name=name, value=code) for code, name in LANGUAGE_NAMES.items()]
WHO = [app_commands.Choice(name=name, value=code) for code, name in ADDERS.items()]


class AnyTextChannel(app_commands.Transformer):
    """A channel or thread by its id alone: it need not be in the client's cache."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        kind = discord.ChannelType
        return [kind.text, kind.news, kind.news_thread, kind.public_thread, kind.private_thread]

    async def transform(self, interaction: discord.Interaction[Any], value: Any, /) -> Any:
        return value


class Settings(app_commands.Group):
    """The group; Manage Server is asked of Discord here and of the caller at run time."""

    def __init__(self) -> None:
        super().__init__(
            name="settings",
            description="How the bot behaves in this server",
            default_permissions=discord.Permissions(manage_guild=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=False),
        )

    @app_commands.command(description="Show the settings")
    async def show(self, interaction: discord.Interaction[Any]) -> None:
        """Show what is set."""

        async def body(call: Call) -> None:
            await call.show(await summary(call, "### Settings"))

        await _managed(interaction, "settings show", body)

    @app_commands.command(description="Who may add and remove articles")
    @app_commands.describe(who="Beside the moderators", role="The role, where you choose one")
    @app_commands.choices(who=WHO)
    @app_commands.guild_only()
    async def adders(
        self, interaction: discord.Interaction[Any], who: app_commands.Choice[str], role: discord.Role | None = None
    ) -> None:
        """Set who may add."""

        async def body(call: Call) -> None:
            _in_guild(call)
            if (who.value == "role") != (role is not None):
                raise Refusal("Name a role together with “moderators and one role”, and only then.")
            await _change(call, adders=who.value, adder_role=role.id if role else None)

        await _managed(interaction, "settings adders", body)

    @app_commands.command(description="Language of the labels around an answer; quotes stay as printed")
    @app_commands.choices(language=LANGUAGES)
    async def language(self, interaction: discord.Interaction[Any], language: app_commands.Choice[str]) -> None:
        """Set the language of labels."""
        await _managed(interaction, "settings language", lambda call: _change(call, language=language.value))

    @app_commands.command(description="Whether answers are shown to the asker alone unless they say otherwise")
    async def private(self, interaction: discord.Interaction[Any], on: bool) -> None:
        """Set whether answers are private."""
        await _managed(interaction, "settings private", lambda call: _change(call, private=on))

    @app_commands.command(description="Allow the bot in a channel, forbid it again, or allow every channel")
    @app_commands.describe(allow="Answer here", forbid="No longer answer here", everywhere="Answer in every channel")
    async def channels(
        self,
        interaction: discord.Interaction[Any],
        allow: app_commands.Transform[Any, AnyTextChannel] | None = None,
        forbid: app_commands.Transform[Any, AnyTextChannel] | None = None,
        everywhere: bool = False,
    ) -> None:
        """Set the channels that the bot answers in."""

        async def body(call: Call) -> None:
            _in_guild(call)
            if not (allow or forbid or everywhere):
                raise Refusal("Name a channel to allow or to forbid, or choose `everywhere`.")
            kept = [] if everywhere else [one for one in call.settings.channels if forbid is None or one != forbid.id]
            kept += [allow.id] if allow and allow.id not in kept else []
            if len(kept) > CHANNELS_MOST:
                raise Refusal(f"At most {CHANNELS_MOST} channels can be named.")
            await _change(call, channels=tuple(kept))

        await _managed(interaction, "settings channels", body)

    @app_commands.command(
        description="Delete everything that is kept for this place: articles, feeds, answers, settings"
    )
    async def forget(self, interaction: discord.Interaction[Any]) -> None:
        """Ask for a confirmation, then delete."""

        async def body(call: Call) -> None:
            space, archive = call.place.space, call.bot.archive
            count = await call.bot.work.run("quick", lambda: archive.space(space).stats().get("articles", 0))
            reply = await call.bot.work.run("quick", archive.keep, space, "forget", {}, call.place.user, call.began)
            text = f"This deletes **{count} articles** with their claims, all feeds, answers, feedback and settings "
            text += f"kept for {'you' if call.place.own else 'this server'}. It cannot be undone."
            rows = ((Press("Delete everything", "x", 0, "danger"), Press("Keep it", "c")),)
            await call.show(Page((Block(text),), rows, accent=0xB5443A), reply.key)

        await _managed(interaction, "settings forget", body)


async def _managed(interaction: discord.Interaction[Any], name: str, body: Any) -> None:
    async def checked(call: Call) -> None:
        require_manager(call.interaction, call.place)
        await call.defer(True)
        await call.enter()
        await body(call)

    await interaction.client.conduct(interaction, name, checked, counted="free")


def _in_guild(call: Call) -> None:
    if call.place.own:
        raise Refusal("This setting is for servers.")


async def _change(call: Call, **values: Any) -> None:
    new: GuildSettings = replace(call.settings, **values)
    await call.bot.change_settings(call.place.space, new, call.began)
    call.settings = new
    await call.show(await summary(call, "### Settings saved"))


async def summary(call: Call, title: str) -> Page:
    """All settings of the place, and how much of its room is taken."""
    now, bounds = call.settings, ingest.bounds(call)
    space = call.bot.archive.space(call.place.space)
    held = await call.bot.work.run("quick", space.holds)
    said = await call.bot.work.run("quick", guilds.all_feedback, call.bot.archive.database, call.place.space)
    feedback = f"**Feedback**: {sum(one.right for one in said)} right, {sum(not one.right for one in said)} wrong"
    if call.place.own:
        language = f"**Language of labels**: {LANGUAGE_NAMES.get(now.language, now.language)}"
        return one("\n".join([title, language, f"**Room**: {room(held, bounds.member)}", _longest(bounds), feedback]))
    adders = f"moderators and <@&{now.adder_role}>" if now.adders == "role" else ADDERS.get(now.adders, now.adders)
    channels = " ".join(f"<#{channel}>" for channel in now.channels) or "every channel"
    lines = [
        title,
        f"**Who may add and remove articles**: {adders}",
        f"**Language of labels**: {LANGUAGE_NAMES.get(now.language, now.language)}",
        f"**Answers**: {'shown to the asker alone' if now.private else 'shown to the channel'}",
        f"**Channels**: {channels}",
        f"**Room**: {room(held, bounds.place)}",
        f"-# Of this a member may add {bounds.member.articles:,} articles with {bounds.member.claims:,} claims.",
        _longest(bounds),
        feedback,
    ]
    if now.adders != "moderators":
        lines.append(
            "-# Discord hides /article from members without Manage Messages until you allow it for them under "
            "Server Settings → Integrations."
        )
    return one("\n".join(lines))


def room(held: tuple[int, int], most: Room) -> str:
    """How much of a room is taken."""
    return f"{held[0]:,} of {most.articles:,} articles, {held[1]:,} of {most.claims:,} claims"


def _longest(bounds: Bounds) -> str:
    return f"-# One article may have {bounds.characters:,} characters."


COMMANDS = (Settings(),)
