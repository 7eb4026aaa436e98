"""The running bot polls feeds: when it is told to, for the spaces that are its own, and never into a forgotten one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from bot.discord import feeds
from index.articles import load
from index.feeds import polling
from index.store import guilds
from index.store.library import Library
from tests.discord.conftest import World
from tests.index.feeds.test_feeds import PAGE, item, rss
from tests.index.web.test_fetch import Server, fetcher, reply, server, url

__all__ = ["server"]


@pytest.fixture
def feed(server: Server, monkeypatch: pytest.MonkeyPatch) -> str:
    """A feed with two articles, on a server that the fetcher is allowed to ask."""
    web = fetcher(server)
    monkeypatch.setattr(polling, "default_fetcher", lambda: web)
    server.routes["/feed"] = reply(200, rss(item("b", "2"), item("a", "1")))
    for name in "ab":
        server.routes[f"/{name}"] = reply(200, PAGE.format(name).encode())
    return url(server, "/feed")


def _follow(world: World, space: str, feed: str, server: Server) -> None:
    polling.add(world.library.database, space, feed, fetcher=fetcher(server))


async def test_new_articles_of_a_feed_come_by_themselves_once(world: World, server: Server, feed: str) -> None:
    await world.stop()
    world.options["feed_minutes"] = 15
    await world.start()
    space = f"guild-{world.guild.id}"
    _follow(world, space, feed, server)
    await feeds.poll_due(world.bot)
    assert len(world.library.space(space).articles()) == 2
    assert f"guild-{world.other.id}" not in world.library.spaces()
    asked = len(server.seen)
    await feeds.poll_due(world.bot)
    assert len(server.seen) == asked  # not due again
    now = world.bot.clock
    world.bot.clock = lambda: now() + 16 * 60
    await feeds.poll_due(world.bot)
    assert len(server.seen) > asked
    assert "Tarn Courier" in (await world.ask("articles")).text


async def test_a_feed_that_breaks_the_poll_keeps_none_of_the_others(
    world: World, server: Server, feed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = f"guild-{world.guild.id}", f"guild-{world.other.id}"
    for space in (first, second):
        _follow(world, space, feed, server)
    seen = polling._seen

    def breaks(database: Any, space: str) -> set[str]:
        if space == first:
            raise RuntimeError("a bug")
        return seen(database, space)

    monkeypatch.setattr(polling, "_seen", breaks)
    await feeds.poll_due(world.bot)
    assert world.library.spaces() == [second]


async def test_off_means_off(world: World, server: Server, feed: str) -> None:
    _follow(world, f"guild-{world.guild.id}", feed, server)
    asked = len(server.seen)
    await feeds.follow(world.bot)  # returns, as feed_minutes is 0
    assert len(server.seen) == asked


async def test_a_guild_that_was_left_is_not_polled(world: World, server: Server, feed: str) -> None:
    space = f"guild-{world.guild.id}"
    _follow(world, space, feed, server)
    guilds.mark_left(world.library.database, space, world.bot.clock())
    await feeds.poll_due(world.bot)
    assert world.library.spaces() == []


async def test_forgetting_a_space_forgets_its_feeds(world: World, server: Server, feed: str) -> None:
    space = f"guild-{world.guild.id}"
    _follow(world, space, feed, server)  # no article yet: the feed alone is there to forget
    asked = await world.ask("settings forget", world.admin)
    assert "is deleted" in (await world.press(asked, "Delete everything", world.admin)).text
    assert polling.listed(world.library.database, space) == []
    await feeds.poll_due(world.bot)
    assert world.library.spaces() == []


async def test_no_article_comes_back_into_a_space_forgotten_during_a_poll(
    world: World, server: Server, feed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    space = f"guild-{world.guild.id}"
    _follow(world, space, feed, server)
    read = load

    def forgotten_meanwhile(*args: Any, **more: Any) -> Iterator[Any]:
        found = list(read(*args, **more))
        world.library.drop_space(space)
        return iter(found)

    monkeypatch.setattr(polling, "load", forgotten_meanwhile)
    await feeds.poll_due(world.bot)
    assert world.library.spaces() == []
    assert polling.listed(world.library.database, space) == []


def test_dropping_a_space_takes_its_feeds(library: Library, server: Server, feed: str) -> None:
    for name in ("one", "two"):
        polling.add(library.database, name, feed, fetcher=fetcher(server))
    library.drop_space("one")
    assert polling.followed(library.database) == {"two"}
    assert polling.due(library.database, 0.0) == [("two", feed)]
