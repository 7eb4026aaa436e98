"""The feeds of a space: add, list, remove, poll.

An item counts as seen once its article is durable, or after ``ATTEMPTS`` polls in which it could not be read. The
feed's ETag and date are stored only when no item is left to try, so that an interrupted poll loses nothing: the next
one gets the same document again and takes up what is missing. Every function takes the name of its space.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from index.articles import LoadFailure, load
from index.errors import InputError, WhoclaimsError
from index.feeds.document import Document, Item, from_fields, unseen
from index.schema import Added, Article, Status
from index.store import generation
from index.store.database import Database, upsert
from index.store.tables import feed_items, feeds
from index.web import sandbox
from index.web.addresses import target
from index.web.fetch import Fetcher, default_fetcher

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
    """What a poll did with one item, or with a feed that could not be read (then ``item`` is None)."""

    feed: str
    item: Item | None
    added: Added


def add(database: Database, space: str, url: str, *, fetcher: Fetcher | None = None) -> Feed:
    """Remember a feed, once it has been read. Its items come with the next poll; adding it again changes nothing.

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
    got = (fetcher or default_fetcher()).fetch(url)
    document = _document(got.content, url)
    with database.write() as connection:
        generation.hold(connection, space, began)
        upsert(connection, feeds, {"space": space, "url": url}, {"title": document.title}, keep=True)
    return Feed(url, document.title)


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


def remove_all(database: Database, space: str) -> None:
    """Forget all feeds of a space."""
    with database.write() as connection:
        delete_all(connection, space)


def delete_all(connection: sa.Connection, space: str) -> None:
    """As ``remove_all``, within the transaction that deletes the space."""
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
        waiting = unseen(document.items, _seen(database, space))
        left = len(waiting) > PER_POLL
        for item in waiting[:PER_POLL]:
            if not _there(database, row.id):
                break
            added = _bring(item, document, put, web)
            left |= not _settle(database, row.id, item, added.status is not Status.FAILED)
            yield Polled(row.url, item, added)
        marks = {} if left else {"etag": got.etag, "last_modified": got.last_modified}
        _note(database, row.id, checked=clock(), error=None, title=document.title or row.title, **marks)


def _bring(item: Item, document: Document, put: Callable[[Article], Added], web: Fetcher) -> Added:
    last = Added(item.url, item.title, document.title, Status.FAILED, error=f"{item.url}: nothing found")
    for one in load(item.url, fetcher=web):
        if isinstance(one, LoadFailure):
            return replace(last, error=one.error)
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
