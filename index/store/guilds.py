"""What a Discord bot keeps beside the articles: settings, answers given, feedback, and when a guild was left.

Every function takes the name of its space and reads or changes the rows of that space alone; ``left`` is the one
exception, it looks for spaces whose time is over and returns their names. Times are seconds since the epoch.
What is stored says of which generation of the space it is (``began``, see generation.py) and raises SpaceDeleted where
that is over; None asks for no such look.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

import sqlalchemy as sa

from index.store import generation
from index.store.database import Database, upsert
from index.store.tables import feedback, guilds, replies

Json = dict[str, Any]
DAY = 86400.0


@dataclass(frozen=True, slots=True)
class GuildSettings:
    """What ``/settings`` holds. ``adders``: who may add articles; ``channels`` empty: every channel."""

    adders: str = "moderators"  # moderators | role | everyone
    adder_role: int | None = None
    language: str = "en"
    private: bool = False
    channels: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer or list that was given, kept so that its buttons work after a restart."""

    key: str
    kind: str
    body: Json
    user: int
    created: float


@dataclass(frozen=True, slots=True)
class Feedback:
    """What one member said of one answer."""

    reply: str
    user: int
    right: bool
    comment: str
    created: float


def settings(database: Database, space: str) -> GuildSettings:
    """The settings of a space; the defaults where none were stored."""
    with database.read() as connection:
        found = connection.scalar(sa.select(guilds.c.settings).where(guilds.c.space == space))
    known = {field.name for field in fields(GuildSettings)}
    given = {key: value for key, value in json.loads(found or "{}").items() if key in known}
    if "channels" in given:
        given["channels"] = tuple(given["channels"])
    return GuildSettings(**given)


def save_settings(database: Database, space: str, new: GuildSettings, began: int | None = None) -> None:
    """Store the settings of a space; returns once they are durable."""
    text = json.dumps(asdict(new))
    with database.write() as connection:
        generation.hold(connection, space, began)
        upsert(connection, guilds, {"space": space}, {"settings": text})


def save_reply(database: Database, space: str, reply: Reply, *, keep: int = 20_000, began: int | None = None) -> None:
    """Store a reply; of a space's replies the newest ``keep`` stay, and those with feedback."""
    row = {"key": reply.key, "kind": reply.kind, "body": json.dumps(reply.body), "user_id": reply.user}
    with database.write() as connection:
        generation.hold(connection, space, began)
        connection.execute(sa.insert(replies).values(space=space, created=reply.created, **row))
        newest = connection.scalar(sa.select(sa.func.max(replies.c.id)).where(replies.c.space == space)) or 0
        if newest % 500 == 0:
            _trim(connection, space, keep)


def _trim(connection: sa.Connection, space: str, keep: int) -> None:
    own = replies.c.space == space
    oldest = connection.scalar(sa.select(replies.c.id).where(own).order_by(replies.c.id.desc()).offset(keep).limit(1))
    if oldest is not None:
        told = sa.select(feedback.c.reply).where(feedback.c.space == space)
        connection.execute(sa.delete(replies).where(own, replies.c.id <= oldest, replies.c.key.not_in(told)))


def reply(database: Database, space: str, key: str) -> Reply | None:
    """The reply of that key in that space, or None."""
    columns = (replies.c.key, replies.c.kind, replies.c.body, replies.c.user_id, replies.c.created)
    query = sa.select(*columns).where(replies.c.space == space, replies.c.key == key)
    with database.read() as connection:
        row = connection.execute(query).one_or_none()
    return None if row is None else Reply(row.key, row.kind, json.loads(row.body), row.user_id, row.created)


def save_feedback(database: Database, space: str, said: Feedback) -> bool:
    """Store what a member said of an answer, in place of what they said before; False where there is no such answer."""
    own = {"space": space, "reply": said.reply, "user_id": said.user}
    values = {"right": said.right, "comment": said.comment, "created": said.created}
    with database.write() as connection:
        exists = sa.select(replies.c.id).where(replies.c.space == space, replies.c.key == said.reply)
        if connection.scalar(exists) is None:
            return False
        upsert(connection, feedback, own, values)
    return True


def all_feedback(database: Database, space: str) -> Sequence[Feedback]:
    """Everything that members of a space said of answers, oldest first."""
    query = sa.select(feedback).where(feedback.c.space == space).order_by(feedback.c.created, feedback.c.id)
    with database.read() as connection:
        rows = connection.execute(query).all()
    return [Feedback(row.reply, row.user_id, row.right, row.comment, row.created) for row in rows]


@dataclass(frozen=True, slots=True)
class Judged:
    """What a member said of an answer, with the space and the question of that answer; no member is named."""

    space: str
    reply: str
    question: str
    right: bool
    comment: str
    created: float


def judged(database: Database, space: str | None = None, since: float = 0.0, reply: str | None = None) -> list[Judged]:
    """Feedback of one space or of all, newest first; ``since`` in seconds since the epoch."""
    query = (
        sa.select(feedback, replies.c.body)
        .join(replies, (replies.c.space == feedback.c.space) & (replies.c.key == feedback.c.reply))
        .where(feedback.c.created >= since)
        .order_by(feedback.c.created.desc(), feedback.c.id.desc())
    )
    if space is not None:
        query = query.where(feedback.c.space == space)
    if reply is not None:
        query = query.where(feedback.c.reply == reply)
    with database.read() as connection:
        rows = connection.execute(query).all()
    return [
        Judged(row.space, row.reply, json.loads(row.body).get("title", ""), row.right, row.comment, row.created)
        for row in rows
    ]


def mark_left(database: Database, space: str, when: float | None) -> None:
    """Note that a guild was left at ``when``, or with None that it is there (again). The first leaving counts."""
    with database.write() as connection:
        if when is not None:
            upsert(connection, guilds, {"space": space}, {"settings": "{}"}, keep=True)
        still = sa.true() if when is None else guilds.c.left_at.is_(None)
        values = {"left_at": when, "due_since": None}
        connection.execute(sa.update(guilds).where(guilds.c.space == space, still).values(values))


def left_at(database: Database, space: str) -> float | None:
    """When the guild of a space was left, or None."""
    with database.read() as connection:
        found = connection.scalar(sa.select(guilds.c.left_at).where(guilds.c.space == space))
    return None if found is None else float(found)


def left(database: Database, before: float) -> list[str]:
    """Names of the spaces whose guild was left before that time."""
    query = sa.select(guilds.c.space).where(guilds.c.left_at.is_not(None), guilds.c.left_at < before)
    with database.read() as connection:
        return list(connection.scalars(query))


@dataclass(frozen=True, slots=True)
class Due:
    """Spaces whose guild was left long enough ago: found so for the first time, and found so a day ago or longer."""

    first: tuple[str, ...]
    again: tuple[str, ...]


def due(database: Database, before: float, now: float) -> Due:
    """The spaces whose guild was left before ``before``, as this look and those before it find them.

    A clock that was wrong once deletes nothing: two looks a day apart must agree, and a leaving that lies in the future
    was marked by such a clock and counts from now.
    """
    with database.write() as connection:
        ahead = sa.update(guilds).where(guilds.c.left_at > now + DAY)
        connection.execute(ahead.values(left_at=now, due_since=None))
        not_due = guilds.c.left_at.is_(None) | (guilds.c.left_at >= before) | (guilds.c.due_since > now)
        connection.execute(sa.update(guilds).where(guilds.c.due_since.is_not(None), not_due).values(due_since=None))
        left_long = sa.select(guilds.c.space, guilds.c.due_since).where(guilds.c.left_at < before)
        found = connection.execute(left_long.order_by(guilds.c.space)).all()
        first = tuple(row.space for row in found if row.due_since is None)
        if first:
            connection.execute(sa.update(guilds).where(guilds.c.space.in_(first)).values(due_since=now))
    return Due(first, tuple(row.space for row in found if row.due_since is not None and row.due_since <= now - DAY))


def forget(database: Database, space: str) -> None:
    """Delete settings, replies, feedback and mark of a space."""
    with database.write() as connection:
        generation.advance(connection, space)
        delete_all(connection, space)


def delete_all(connection: sa.Connection, space: str) -> None:
    """As ``forget``, within the transaction that deletes the space."""
    for table in (feedback, replies, guilds):
        connection.execute(sa.delete(table).where(table.c.space == space))
