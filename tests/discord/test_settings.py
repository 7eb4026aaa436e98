"""/settings, its permissions, and the deletion of all that is kept."""

from __future__ import annotations

from typing import Any

from index.store import guilds
from tests.discord.conftest import World
from tests.stand_ins.discord_world import ADMIN, User


async def test_only_managers_change_settings(world: World) -> None:
    offered: list[tuple[str, dict[str, Any]]] = [
        ("settings show", {}),
        ("settings private", {"on": True}),
        ("settings language", {"language": "de"}),
        ("settings adders", {"who": "everyone"}),
        ("settings forget", {}),
    ]
    for name, options in offered:
        exchange = await world.ask(name, world.moderator, **options)
        assert exchange.text == "You need the Manage Server permission to change settings."
        assert exchange.private
    assert guilds.settings(world.library.database, f"guild-{world.guild.id}") == guilds.GuildSettings()


async def test_settings_are_kept_over_a_restart(world: World) -> None:
    world.fill()
    await world.ask("settings private", world.admin, on=True)
    assert (await world.ask("ask", question="Who says the bridge is safe?")).private
    await world.restart()
    assert (await world.ask("ask", question="Who says the bridge is safe?")).private
    shown = await world.ask("settings show", world.admin)
    assert "shown to the asker alone" in shown.text
    public = await world.ask("ask", question="Who says the bridge is safe?", private=False)
    assert not public.private


async def test_settings_of_one_guild_leave_the_other_alone(world: World) -> None:
    await world.ask("settings private", world.admin, on=True)
    other = await world.ask("ask", guild=world.other, question="Who says the bridge is safe?")
    assert not other.private


async def test_channels_that_are_not_wanted_are_refused(world: World) -> None:
    channel = (7, str(world.guild.channel))
    resolved = {"channels": {str(world.guild.channel): {**world.guild.channels()[0], "permissions": "0"}}}
    await world.ask("settings channels", world.admin, allow=channel, resolved=resolved)
    assert "Nothing" in (await world.ask("articles")).text
    place = {"channel": world.guild.other_channel}
    refused = await world.answered(world.discord.command(world.member, world.guild, "articles", place=place))
    assert refused.text == f"This server wants the bot in <#{world.guild.channel}> only."
    assert refused.private
    await world.ask("settings channels", world.admin, everywhere=True)
    again = await world.answered(world.discord.command(world.member, world.guild, "articles", place=place))
    assert "Nothing" in again.text


async def test_a_role_goes_with_the_choice_of_a_role_only(world: World) -> None:
    wrong = await world.ask("settings adders", world.admin, who="role")
    assert "Name a role together" in wrong.text


async def test_forget_deletes_at_once_after_a_confirmation(world: World) -> None:
    world.fill()
    world.fill(world.other)
    answer = await world.ask("ask", question="Who says the bridge is safe?")
    await world.ask("settings language", world.admin, language="fr")
    asked = await world.ask("settings forget", world.admin)
    assert "**2 articles**" in asked.text
    assert len(world.library.space(f"guild-{world.guild.id}").articles()) == 2  # nothing happens before the button
    stranger = await world.press(asked, "Delete everything", User("stranger", ADMIN))
    assert "Only the one who asked" in stranger.text
    kept = await world.press(await world.ask("settings forget", world.admin), "Keep it", world.admin)
    assert kept.text == "Nothing was deleted."
    done = await world.press(asked, "Delete everything", world.admin)
    assert "is deleted" in done.text
    assert f"guild-{world.guild.id}" not in world.library.spaces()
    assert guilds.settings(world.library.database, f"guild-{world.guild.id}") == guilds.GuildSettings()
    gone = await world.press(answer, "❝ 1")
    assert "no longer kept" in gone.text
    assert len(world.library.space(f"guild-{world.other.id}").articles()) == 2


async def test_an_old_confirmation_deletes_nothing(world: World) -> None:
    world.fill()
    asked = await world.ask("settings forget", world.admin)
    now = world.bot.clock
    world.bot.clock = lambda: now() + 601
    late = await world.press(asked, "Delete everything", world.admin)
    assert "too old" in late.text
    assert len(world.library.space(f"guild-{world.guild.id}").articles()) == 2


async def test_a_user_can_delete_their_own_space(world: World) -> None:
    await world.ask("article add", guild=None, text="The mayor of Lunden, Ida Holm, said the tram will run again.")
    asked = await world.ask("settings forget", guild=None)
    assert "kept for you" in asked.text
    assert "is deleted" in (await world.press(asked, "Delete everything")).text
    assert f"user-{world.member.id}" not in world.library.spaces()
