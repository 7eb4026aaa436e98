"""Feeds: what a document holds, and polling against a server on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.errors import FetchError, InputError, LoadError, StoreError
from index.feeds import polling
from index.feeds.document import Item, from_fields, parse, to_fields, unseen
from index.schema import Added, Article, Status
from index.store import database as databases
from index.store.database import Database
from tests.index.web.test_fetch import HOST, Server, fetcher, reply, server, url

__all__ = ["server"]

PAGE = "<html><head><title>{0}</title></head><body><article>" + "".join(
    f"<p>Councillor {n} told the {{0}} meeting that the dam had cracked again in the autumn.</p>" for n in range(8)
)


def rss(*items: str, title: str = "Tarn Courier") -> bytes:
    channel = f"<channel><title>{title}</title>{''.join(items)}</channel>"
    return f"<?xml version='1.0'?><rss version='2.0'>{channel}</rss>".encode()


def item(name: str, guid: str | None = None) -> str:
    key = f"<guid isPermaLink='false'>{guid}</guid>" if guid else ""
    date = "<pubDate>Mon, 02 Mar 2026 09:30:00 GMT</pubDate>"
    return f"<item><title>About {name}</title><link>/{name}</link>{key}{date}</item>"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = databases.connect(tmp_path)
    yield opened
    opened.close()


class Space:
    """Takes articles as a space does, and fails where it is told to."""

    def __init__(self) -> None:
        self.articles: list[Article] = []
        self.broken = False

    def add(self, article: Article) -> Added:
        if self.broken:
            raise StoreError("disk full")
        self.articles.append(article)
        return Added(article.id, article.title, article.outlet, Status.ADDED)


# -- documents


@pytest.mark.parametrize("date", ["0000-00-00T00:00:00Z", "Mon, 02 Jan 99999 09:00:00 GMT", "yesterday"])
def test_a_date_that_is_none_is_left_out(date: str) -> None:
    entry = f"<item><title>A</title><link>/a</link><pubDate>{date}</pubDate></item>"
    assert [one.published for one in parse(rss(entry), "https://c.example/feed").items] == [None]


def test_a_key_holds_nothing_that_a_database_refuses() -> None:
    found = parse(rss(item("a", "&#0;g&#0;-1\n x"), item("b", "&#0;")), "https://c.example/feed")
    assert [one.guid for one in found.items] == ["g-1 x", "https://c.example/b"]


def test_rss_and_atom() -> None:
    found = parse(rss(item("a", "g-1"), item("b")), "https://c.example/feed")
    assert found.title == "Tarn Courier"
    assert found.items == (
        Item("g-1", "https://c.example/a", "About a", "2026-03-02T09:30:00Z"),
        Item("https://c.example/b", "https://c.example/b", "About b", "2026-03-02T09:30:00Z"),
    )
    atom = (
        b"<feed xmlns='http://www.w3.org/2005/Atom'><title>T</title>"
        b"<entry><id>tag:c,1</id><link href='https://c.example/e#1'/></entry></feed>"
    )
    assert parse(atom, "https://c.example/").items == (Item("tag:c,1", "https://c.example/e"),)
    assert from_fields(to_fields(found)) == found


@pytest.mark.parametrize(
    "content", [b"", b"plain", b"<html><body>no</body></html>", b"/etc/passwd", b"http://a.example/"]
)
def test_what_is_no_feed(content: bytes) -> None:
    with pytest.raises(LoadError, match="not a feed"):
        parse(content, "https://c.example/feed")


def test_links_that_lead_elsewhere_are_left_out() -> None:
    bad = "<item><link>javascript:alert(1)</link></item><item><link>file:///etc/passwd</link></item><item></item>"
    assert parse(rss(bad), "https://c.example/feed").items == ()


def test_items_are_told_apart_by_guid_and_by_url() -> None:
    a, b, again = Item("1", "u1"), Item("2", "u2"), Item("3", "u2")
    assert unseen([a, b, again], []) == [b, a]
    assert unseen([a, b, again], ["1"]) == [b]
    assert unseen([a, b], ["u1", "2"]) == []


# -- polling


def test_new_items_are_indexed_once_and_the_feed_is_asked_politely(server: Server, database: Database) -> None:
    web, space = fetcher(server), Space()
    server.routes["/feed"] = reply(200, rss(item("b", "2"), item("a", "1")), ETag='"v1"')
    for name in "abc":
        server.routes[f"/{name}"] = reply(200, PAGE.format(name).encode())
    added = polling.add(database, "s", url(server, "/feed"), fetcher=web)
    assert (added.title, polling.listed(database, "s")) == ("Tarn Courier", [added])
    assert polling.add(database, "s", url(server, "/feed"), fetcher=web).url == added.url

    done = list(polling.poll(database, "s", space.add, fetcher=web))
    assert [one.added.status for one in done] == [Status.ADDED, Status.ADDED]
    assert [article.url for article in space.articles] == [url(server, "/a"), url(server, "/b")]
    assert space.articles[0].outlet == "Tarn Courier"
    assert space.articles[0].published == "2026-03-02T09:30:00Z"

    server.routes["/feed"] = reply(304)
    assert list(polling.poll(database, "s", space.add, fetcher=web)) == []
    assert server.seen[-1][1]["if-none-match"] == '"v1"'

    server.routes["/feed"] = reply(200, rss(item("c", "3"), item("b", "2-again"), item("a", "1")), ETag='"v2"')
    (new,) = polling.poll(database, "s", space.add, fetcher=web)
    assert new.item is not None
    assert new.item.guid == "3"


def test_a_poll_that_is_cut_short_loses_nothing(server: Server, database: Database) -> None:
    web, space = fetcher(server), Space()
    server.routes["/feed"] = reply(200, rss(item("b", "2"), item("a", "1")), ETag='"v1"')
    for name in "ab":
        server.routes[f"/{name}"] = reply(200, PAGE.format(name).encode())
    polling.add(database, "s", url(server, "/feed"), fetcher=web)
    next(polling.poll(database, "s", space.add, fetcher=web))  # and the process dies
    list(polling.poll(database, "s", space.add, fetcher=web))
    assert [article.url for article in space.articles] == [url(server, "/a"), url(server, "/b")]


def test_what_fails_is_tried_again_and_then_left(server: Server, database: Database) -> None:
    web, space = fetcher(server), Space()
    server.routes["/feed"] = reply(200, rss(item("gone"), item("a")), ETag='"v1"')
    server.routes["/a"] = reply(200, PAGE.format("a").encode())
    polling.add(database, "s", url(server, "/feed"), fetcher=web)
    space.broken = True
    errors = [one.added.error for one in polling.poll(database, "s", space.add, fetcher=web)]
    assert errors[0] == "disk full"
    assert "answered 404" in str(errors[1])
    space.broken = False
    statuses = [one.added.status for one in polling.poll(database, "s", space.add, fetcher=web)]
    assert statuses == [Status.ADDED, Status.FAILED]
    assert len(list(polling.poll(database, "s", space.add, fetcher=web))) == 1
    assert list(polling.poll(database, "s", space.add, fetcher=web)) == []
    assert len(space.articles) == 1


def test_a_feed_that_fails_does_not_stop_the_others(server: Server, database: Database) -> None:
    web, space = fetcher(server), Space()
    for name in ("one", "two"):
        server.routes[f"/{name}"] = reply(200, rss(item("a")))
        polling.add(database, "s", url(server, f"/{name}"), fetcher=web)
    server.routes["/one"] = reply(500)
    server.routes["/a"] = reply(200, PAGE.format("a").encode())
    failed, good = polling.poll(database, "s", space.add, fetcher=web)
    assert "answered 500" in str(failed.added.error)
    assert good.added.status is Status.ADDED
    assert [bool(feed.error) for feed in polling.listed(database, "s")] == [True, False]


def test_spaces_do_not_see_each_other(server: Server, database: Database) -> None:
    web, space = fetcher(server), Space()
    server.routes["/feed"] = reply(200, rss(item("a")))
    server.routes["/a"] = reply(200, PAGE.format("a").encode())
    for name in ("s", "t"):
        polling.add(database, name, url(server, "/feed"), fetcher=web)
        assert len(list(polling.poll(database, name, space.add, fetcher=web))) == 1
    polling.remove(database, "s", url(server, "/feed"))
    assert polling.listed(database, "s") == []
    assert len(polling.listed(database, "t")) == 1
    with pytest.raises(InputError, match="no such feed in this space"):
        polling.remove(database, "s", url(server, "/feed"))
    with database.write() as connection:
        polling.delete_all(connection, "t")
    assert polling.listed(database, "t") == []


def test_what_cannot_be_added(server: Server, database: Database) -> None:
    server.routes["/page"] = reply(200, PAGE.encode())
    with pytest.raises(LoadError, match="not a feed"):
        polling.add(database, "s", url(server, "/page"), fetcher=fetcher(server))
    with pytest.raises(FetchError, match="only public addresses"):
        polling.add(database, "s", url(server, "/feed"), fetcher=fetcher(server, addresses={HOST: ["10.0.0.1"]}))
    assert polling.listed(database, "s") == []


# -- what feeds bring themselves


STORY = "".join(
    f"<p>Councillor {n} said that the dam had cracked again in the autumn and would be mended by May.</p>"
    for n in range(8)
)


def whole(name: str, body: str = STORY) -> str:
    content = f"<content:encoded><![CDATA[{body}]]></content:encoded>"
    return item(name).replace("</item>", f"{content}</item>")


def rss_with_content(*items: str) -> bytes:
    return rss(*items).replace(
        b"version='2.0'", b"version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'"
    )


def test_the_text_in_the_feed_is_read_where_the_page_is_closed(server: Server, database: Database) -> None:
    web, space = fetcher(server), Space()
    server.routes["/feed"] = reply(200, rss_with_content(whole("a")))
    server.routes["/a"] = reply(403)
    polling.add(database, "s", url(server, "/feed"), fetcher=web)
    (done,) = polling.poll(database, "s", space.add, fetcher=web)
    assert done.added.status is Status.ADDED
    (article,) = space.articles
    assert article.text.count("Councillor") == 8
    assert (article.title, article.url, article.outlet) == ("About a", url(server, "/a"), "Tarn Courier")
    assert article.located
    assert "read from the feed" in article.origin.notes[-1]
    assert "403" in article.origin.notes[-1]


def test_a_feed_does_not_speak_for_another_site(server: Server, database: Database) -> None:
    web, space = fetcher(server), Space()
    elsewhere = f"http://other.example:{server.server_port}/x"
    server.routes["/feed"] = reply(200, rss_with_content(whole("a").replace("/a<", f"{elsewhere}<")))
    polling.add(database, "s", url(server, "/feed"), fetcher=web)
    list(polling.poll(database, "s", space.add, fetcher=web))
    (article,) = space.articles
    assert (article.url, article.located) == (elsewhere, False)


def test_a_summary_is_not_the_story(server: Server, database: Database) -> None:
    web, space = fetcher(server), Space()
    server.routes["/feed"] = reply(200, rss_with_content(whole("a", "<p>The dam cracked, said a councillor.</p>")))
    server.routes["/a"] = reply(403)
    polling.add(database, "s", url(server, "/feed"), fetcher=web)
    (done,) = polling.poll(database, "s", space.add, fetcher=web)
    assert done.added.status is Status.FAILED
    assert "403" in str(done.added.error)


@pytest.mark.parametrize(
    "kind", ["application/rss+xml", "application/atom+xml", "application/feed+json; charset=utf-8"]
)
def test_a_site_names_its_feed(server: Server, database: Database, kind: str) -> None:
    web = fetcher(server)
    link = f"<link rel='alternate' type='{kind}' href='/the-feed'><link rel=alternate type=text/html href=/amp>"
    server.routes["/"] = reply(200, f"<!doctype html><html><head>{link}</head><body>News</body></html>".encode())
    server.routes["/the-feed"] = reply(200, rss(item("a")))
    feed = polling.add(database, "s", url(server, "/"), fetcher=web)
    assert (feed.url, feed.title) == (url(server, "/the-feed"), "Tarn Courier")
    assert polling.add(database, "s", url(server, "/"), fetcher=web) == polling.listed(database, "s")[0]
    server.routes["/none"] = reply(200, b"<!doctype html><html><head></head><body>News</body></html>")
    with pytest.raises(LoadError, match="names no feed"):
        polling.add(database, "s", url(server, "/none"), fetcher=web)


def test_json_feeds_are_read() -> None:
    import json

    entries = [
        {"id": "1", "url": "/a?utm_source=feed", "title": "A", "date_published": "2026-05-04T08:00:00Z"},
        {"id": "2", "external_url": "https://c.example/b", "content_html": STORY},
        {"id": "3", "title": "no link"},
        {"id": "4", "url": "https://c.example/d", "content_text": "word " * 70, "date_published": "soon"},
        "nonsense",
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Courier", "items": entries}
    found = from_fields(to_fields(parse(json.dumps(feed).encode(), "https://c.example/feed.json")))
    assert (found.title, found.without_link) == ("Courier", 2)
    assert [one.url for one in found.items] == ["https://c.example/a", "https://c.example/b", "https://c.example/d"]
    assert found.items[0].published == "2026-05-04T08:00:00+00:00"
    assert [one.content is not None for one in found.items] == [False, True, True]
    for other in (b"{}", b'{"version": "1"}', b"{", b'{"version": "https://jsonfeed.org/version/1", "items": 3}'):
        with pytest.raises(LoadError):
            parse(other, "https://c.example/feed.json")


def test_items_without_a_link_are_told(server: Server, database: Database) -> None:
    web, space = fetcher(server), Space()
    server.routes["/feed"] = reply(
        200, rss(item("a"), "<item><title>x</title></item>", "<item><title>y</title></item>")
    )
    server.routes["/a"] = reply(200, PAGE.format("a").encode())
    polling.add(database, "s", url(server, "/feed"), fetcher=web)
    (done,) = polling.poll(database, "s", space.add, fetcher=web)
    assert done.note == f"{url(server, '/feed')}: 2 items have no link to a page and are passed over"


def test_giving_an_item_up_is_told(server: Server, database: Database) -> None:
    web, space = fetcher(server), Space()
    server.routes["/feed"] = reply(200, rss(item("gone")))
    polling.add(database, "s", url(server, "/feed"), fetcher=web)
    errors = [one.added.error for _ in range(4) for one in polling.poll(database, "s", space.add, fetcher=web)]
    assert len(errors) == polling.ATTEMPTS
    assert not any("given up" in str(error) for error in errors[:-1])
    assert str(errors[-1]).endswith("given up after 3 tries")
