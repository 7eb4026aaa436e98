"""The feeds of a space: add, list, remove, poll.

An item counts as seen once its article is durable, or after ``ATTEMPTS`` polls in which it could not be read. The
feed's ETag and date are stored only when no item is left to try, so that an interrupted poll loses nothing: the next
one gets the same document again and takes up what is missing. Every function takes the name of its space.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any

import sqlalchemy as sa

from index.articles import LoadFailure, Overrides, load
from index.articles.load import parse
from index.articles.records import make_article
from index.errors import InputError, LoadError, WhoclaimsError
from index.feeds.document import Document, Item, from_fields, unseen
from index.schema import Added, Article, Status
from index.store import generation
from index.store.database import Database, upsert
from index.store.tables import feed_items, feeds
from index.web import sandbox
from index.web.addresses import target
from index.web.fetch import Fetched, Fetcher, default_fetcher

ATTEMPTS = 3
PER_POLL = 50  # items of one feed; the rest comes with the next poll
MAX_FEEDS = 200  # of one space
CLOCKS_DIFFER = 300.0  # seconds by which the clocks of two hosts may


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed of a space. ``checked``: seconds since the epoch of the last poll; ``error``: what it met, in one line."""

    url: str
    title: str | None = None
    checked: float | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Polled:
    """What a poll did with one item, or with a feed that could not be read (then ``item`` is None).

    ``note`` is a line on what of the feed was passed over.
    """

    feed: str
    item: Item | None
    added: Added
    note: str | None = None


def add(database: Database, space: str, url: str, *, fetcher: Fetcher | None = None) -> Feed:
    """Remember a feed, once it has been read. Its items come with the next poll; adding it again changes nothing.

    The address may be that of a site or a page which names its feed: then that one is followed.

    Raises FetchError or LoadError where no feed can be read there, InputError for more than ``MAX_FEEDS``,
    SpaceDeleted where the space is deleted meanwhile.
    """
    url = target(url, fetcher.ports).url if fetcher else target(url).url
    began = generation.of(database, space)
    known = {feed.url: feed for feed in listed(database, space)}
    if url in known:
        return known[url]
    if len(known) >= MAX_FEEDS:
        raise InputError(f"this space has {MAX_FEEDS} feeds already; remove one first")
    web = fetcher or default_fetcher()
    got = web.fetch(url)
    if got.kind == "html":
        url = _named(got, url)
        if url in known:
            return known[url]
        got = web.fetch(url)
    document = _document(got.content, url)
    with database.write() as connection:
        generation.hold(connection, space, began)
        upsert(connection, feeds, {"space": space, "url": url}, {"title": document.title}, keep=True)
    return Feed(url, document.title)


def _named(page: Fetched, url: str) -> str:
    """The first feed that a page names as its own. Raises LoadError."""
    said = sandbox.parse("alternates", page.content, url, url=page.url)
    found = json.loads(said.get("feeds") or "[]")
    if not found:
        raise LoadError(f"{url}: a page, not a feed, and it names no feed")
    return str(found[0])


def listed(database: Database, space: str) -> list[Feed]:
    """The feeds of a space, in the order of their addition."""
    with database.read() as connection:
        rows = connection.execute(sa.select(feeds).where(feeds.c.space == space).order_by(feeds.c.id))
        return [Feed(row.url, row.title, row.checked, row.error) for row in rows]


def remove(database: Database, space: str, url: str) -> None:
    """Forget a feed; its articles stay. Raises InputError where the space has no such feed."""
    with database.write() as connection:
        found = connection.scalar(sa.select(feeds.c.id).where(feeds.c.space == space, feeds.c.url.in_(_forms(url))))
        if found is None:
            raise InputError(f"{url}: no such feed in this space")
        connection.execute(sa.delete(feed_items).where(feed_items.c.feed_id == found))
        connection.execute(sa.delete(feeds).where(feeds.c.id == found))


def delete_all(connection: sa.Connection, space: str) -> None:
    """Forget all feeds of a space, within the transaction that deletes it."""
    own = sa.select(feeds.c.id).where(feeds.c.space == space)
    connection.execute(sa.delete(feed_items).where(feed_items.c.feed_id.in_(own)))
    connection.execute(sa.delete(feeds).where(feeds.c.space == space))


def followed(database: Database) -> set[str]:
    """Names of the spaces that follow any feed; such a space need not hold an article yet."""
    with database.read() as connection:
        return set(connection.scalars(sa.select(feeds.c.space).distinct()))


def due(database: Database, before: float, now: float | None = None) -> list[tuple[str, str]]:
    """(space, URL) of each feed that was last polled before that time or never; longest waiting first.

    One that was polled later than ``now`` was polled while the clock was wrong, and would rest until that time comes.
    """
    waiting = feeds.c.checked.is_(None) | (feeds.c.checked < before)
    if now is not None:
        waiting |= feeds.c.checked > now + CLOCKS_DIFFER
    order = (sa.func.coalesce(feeds.c.checked, 0.0), feeds.c.id)
    with database.read() as connection:
        rows = connection.execute(sa.select(feeds.c.space, feeds.c.url).where(waiting).order_by(*order))
        return [(row.space, row.url) for row in rows]


def poll(
    database: Database,
    space: str,
    put: Callable[[Article], Added],
    *,
    fetcher: Fetcher | None = None,
    only: str | None = None,
    clock: Callable[[], float] = time.time,
) -> Iterator[Polled]:
    """Read the feeds of a space (or the one at ``only``) and hand each new article to ``put``.

    Yields an outcome for each new item and each feed that could not be read; a bad one never stops the others.
    ``put`` must return once the article is durable; a WhoclaimsError of its own is told as the item's failure.
    A feed that is removed meanwhile brings nothing more.
    Raises InputError where ``only`` is no feed of the space.
    """
    web = fetcher or default_fetcher()
    with database.read() as connection:
        wanted = sa.select(feeds).where(feeds.c.space == space).order_by(feeds.c.id)
        if only is not None:
            wanted = wanted.where(feeds.c.url.in_(_forms(only)))
        rows = connection.execute(wanted).all()
    if only is not None and not rows:
        raise InputError(f"{only}: no such feed in this space")
    for row in rows:
        try:
            got = web.fetch(row.url, etag=row.etag, last_modified=row.last_modified)
            document = None if got.status == 304 else _document(got.content, got.url)
        except WhoclaimsError as error:
            _note(database, row.id, checked=clock(), error=str(error))
            yield Polled(row.url, None, Added(row.url, row.title, None, Status.FAILED, error=str(error)))
            continue
        if document is None:
            _note(database, row.id, checked=clock(), error=None)
            continue
        note = _passed_over(row.url, document)
        waiting = unseen(document.items, _seen(database, space))
        left = len(waiting) > PER_POLL
        for item in waiting[:PER_POLL]:
            if not _there(database, row.id):
                break
            added = _bring(item, document, row.url, put, web)
            failed = added.status is Status.FAILED
            done = _settle(database, row.id, item, not failed)
            left |= not done
            if failed and done:
                added = replace(added, error=f"{added.error}; given up after {ATTEMPTS} tries")
            yield Polled(row.url, item, added, note)
            note = None
        if note:
            yield Polled(row.url, None, Added(row.url, row.title, None, Status.UNCHANGED), note)
        marks = {} if left else {"etag": got.etag, "last_modified": got.last_modified}
        _note(database, row.id, checked=clock(), error=None, title=document.title or row.title, **marks)


def _bring(item: Item, document: Document, feed: str, put: Callable[[Article], Added], web: Fetcher) -> Added:
    last = Added(item.url, item.title, document.title, Status.FAILED, error=f"{item.url}: nothing found")
    for one in load(item.url, fetcher=web):
        if isinstance(one, LoadFailure):
            whole = _from_feed(item, feed, one.error)
            if isinstance(whole, LoadFailure):
                return replace(last, error=one.error)
            one = whole
        # What the page says of itself comes first, then what its feed says of it; trafilatura calls a site without
        # a name by its host, and the feed's title is better than that.
        named = one.outlet and one.outlet.lower() not in (one.url or "").lower()
        article = replace(
            one, title=one.title or item.title, outlet=one.outlet if named else document.title or one.outlet,
            published=one.published or item.published,
        )  # fmt: skip
        try:
            last = put(article)
        except WhoclaimsError as error:
            return replace(last, error=str(error))
    return last


def _from_feed(item: Item, feed: str, why: str) -> Article | LoadFailure:
    """The story as the feed itself brings it, where its page cannot be read.

    It stands for the page's address where the feed is of the same host; else anybody's feed could speak for it.
    """
    if item.content is None:
        return LoadFailure(item.url, why)
    title = escape(item.title or "")
    page = f"<html><head><title>{title}</title></head><body><article>{item.content}</article></body></html>"
    own = _same_site(target(feed, None).host, target(item.url, None).host)
    try:
        raw = parse(page.encode(), "html", item.url)
        note = f"read from the feed, because the page could not be: {why.removeprefix(item.url + ': ')}"
        raw = replace(raw, title=item.title, url=item.url, address=item.url if own else None, notes=(*raw.notes, note))
        return make_article(raw, Overrides(), item.url)
    except WhoclaimsError as error:
        return LoadFailure(item.url, str(error))


def _same_site(a: str, b: str) -> bool:
    """Is one host the other, or below it? "feeds.post.example" and "www.post.example" stand for "post.example"."""
    one, other = (re.sub(r"^(www|feeds?|rss)\.(?=[^.]+\.)", "", host) for host in (a, b))
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")


def _passed_over(feed: str, document: Document) -> str | None:
    count = document.without_link
    many = "1 item has" if count == 1 else f"{count} items have"
    return f"{feed}: {many} no link to a page and {'is' if count == 1 else 'are'} passed over" if count else None


def _document(content: bytes, url: str) -> Document:
    return from_fields(sandbox.parse("feed", content, url, url=url))


def _seen(database: Database, space: str) -> set[str]:
    """Guids and URLs of all items that this space is done with, whichever feed brought them."""
    done = (
        sa.select(feed_items.c.guid, feed_items.c.url)
        .join(feeds, feeds.c.id == feed_items.c.feed_id)
        .where(feeds.c.space == space, feed_items.c.done)
    )
    with database.read() as connection:
        return {value for row in connection.execute(done) for value in row}


def _there(database: Database, feed_id: int) -> bool:
    with database.read() as connection:
        return connection.scalar(sa.select(feeds.c.id).where(feeds.c.id == feed_id)) is not None


def _settle(database: Database, feed_id: int, item: Item, good: bool) -> bool:
    """Note the outcome of an item; True where it is done with."""
    here = (feed_items.c.feed_id == feed_id) & (feed_items.c.guid == item.guid)
    with database.write() as connection:
        if connection.scalar(sa.select(feeds.c.id).where(feeds.c.id == feed_id)) is None:
            return True  # removed while it was being polled
        before = connection.scalar(sa.select(feed_items.c.attempts).where(here))
        attempts = (before or 0) + 1
        done = good or attempts >= ATTEMPTS
        values = {"url": item.url, "attempts": attempts, "done": done}
        upsert(connection, feed_items, {"feed_id": feed_id, "guid": item.guid}, values)
    return done


def _note(database: Database, feed_id: int, **values: Any) -> None:
    with database.write() as connection:
        connection.execute(sa.update(feeds).where(feeds.c.id == feed_id).values(**values))


def _forms(url: str) -> Sequence[str]:
    """The URL as given and in the normal form in which it is kept."""
    try:
        return (url, target(url).url)
    except WhoclaimsError:
        return (url,)
