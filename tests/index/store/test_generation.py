"""What began before a space was deleted stores nothing in it afterwards."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from index.errors import SpaceDeleted
from index.feeds import polling
from index.schema import Article, Status
from index.store import generation, guilds
from index.store.guilds import GuildSettings, Reply
from index.store.library import Library
from index.store.tables import library as library_table
from index.web.fetch import Fetched
from tests.index.conftest import Open
from tests.index.scripted import article

SPACE = "guild-7"


def reply(key: str) -> Reply:
    return Reply(key, "answer", {}, 5, 10.5)


def test_a_reply_and_settings_of_the_generation_before_are_refused(library: Library) -> None:
    database = library.database
    began = generation.of(database, SPACE)
    guilds.save_reply(database, SPACE, reply("aaaa"), began=began)
    library.drop_space(SPACE)
    with pytest.raises(SpaceDeleted):
        guilds.save_reply(database, SPACE, reply("bbbb"), began=began)
    with pytest.raises(SpaceDeleted):
        guilds.save_settings(database, SPACE, GuildSettings(language="de"), began=began)
    assert guilds.reply(database, SPACE, "aaaa") is guilds.reply(database, SPACE, "bbbb") is None
    assert guilds.settings(database, SPACE) == GuildSettings()
    again = generation.of(database, SPACE)
    guilds.save_reply(database, SPACE, reply("cccc"), began=again)
    assert guilds.reply(database, SPACE, "cccc") is not None
    guilds.save_reply(database, "guild-8", reply("dddd"), began=generation.of(database, "guild-8"))


def test_articles_on_their_way_when_the_space_is_deleted_do_not_arrive(library: Library) -> None:
    def incoming() -> Iterator[Article]:
        yield article(1)
        library.drop_space(SPACE)
        yield article(2)

    space = library.space(SPACE)
    space.add(article(0))
    outcome = list(space.add_many(incoming()))
    assert [one.status for one in outcome] == [Status.FAILED, Status.FAILED]
    assert "deleted meanwhile" in (outcome[0].error or "")
    assert space.articles() == []
    assert library.spaces() == []
    assert space.add(article(3)).status is Status.ADDED  # what begins now


def test_an_addition_that_began_before_its_first_article_was_read(library: Library) -> None:
    began = generation.of(library.database, SPACE)
    library.drop_space(SPACE)
    assert library.space(SPACE, began=began).add(article(1)).status is Status.FAILED
    assert library.spaces() == []


def test_writers_and_a_deletion_at_once_leave_nothing_old(open_library: Open) -> None:
    one, other = open_library(), open_library()
    began = generation.of(one.database, SPACE)
    stop, kept = threading.Event(), []

    def write(number: int) -> None:
        n = 0
        while not stop.is_set():
            n += 1
            try:
                guilds.save_reply(one.database, SPACE, reply(f"k{number}x{n}"), began=began)
            except SpaceDeleted:
                return
            kept.append(f"k{number}x{n}")

    threads = [threading.Thread(target=write, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    while len(kept) < 20:
        stop.wait(0.01)
    other.drop_space(SPACE)
    for thread in threads:
        thread.join(30)
    stop.set()
    assert [key for key in kept if guilds.reply(one.database, SPACE, key) is not None] == []


def test_a_feed_that_is_being_added_is_not_kept(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    class Web:
        ports = frozenset({80, 443})

        def fetch(self, url: str, **_: object) -> object:
            library.drop_space(SPACE)
            return Fetched(url=url, status=200, content=b"", kind="xml")

    monkeypatch.setattr(polling, "_document", lambda *_: type("Read", (), {"title": "T"})())
    with pytest.raises(SpaceDeleted):
        polling.add(library.database, SPACE, "https://courier.example/feed", fetcher=Web())  # type: ignore[arg-type]
    assert polling.listed(library.database, SPACE) == []


def test_what_stays_of_a_deleted_space_does_not_name_it(library: Library) -> None:
    library.space(SPACE).add(article(1))
    guilds.save_settings(library.database, SPACE, GuildSettings(language="de"))
    library.drop_space(SPACE)
    with library.database.read() as connection:
        left = [str(row) for row in connection.execute(library_table.select())]
    assert any("generation:" in row for row in left)
    assert not any(SPACE in row for row in left)
