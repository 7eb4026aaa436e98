"""What a search is narrowed to, and how the database resolves it before any index is asked."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.sql.operators import custom_op

from index.schema import Filter
from index.store.tables import articles, claims, names

_AFTER_ANY_DATE = "\x7f"  # sorts behind every character of an ISO date: "2026-03" takes in all of March


def tested(column: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    """The column with a unary plus: in a condition neither SQLite nor PostgreSQL then looks rows up by it."""
    return sa.UnaryExpression(column, operator=custom_op("+"), type_=column.type)


def articles_matching(space_id: int, within: Filter) -> sa.Select[Any] | None:
    """Selects ``articles.id`` of the articles that the filter lets through; None where it asks nothing of articles."""
    conditions = _of_article(within)
    return sa.select(articles.c.id).where(articles.c.space_id == space_id, *conditions) if conditions else None


def matching(space_id: int, within: Filter) -> sa.Select[Any]:
    """Selects ``claims.id`` of the claims of a space that the filter lets through."""
    found = sa.select(claims.c.id)
    conditions = _of_article(within)
    if within.speaker_ids or not conditions:
        found = found.where(claims.c.space_id == space_id)
    if within.speaker_ids:
        found = found.where(claims.c.name_id.in_(_names_of(space_id, within.speaker_ids)))
    if within.stances:
        found = found.where(claims.c.stance.in_([str(stance) for stance in within.stances]))
    if within.anonymous is not None:
        found = found.where(claims.c.anonymous == within.anonymous)
    if within.own_voice is not None:
        found = found.where(claims.c.own_voice == within.own_voice)
    wanted = articles_matching(space_id, within)
    if wanted is not None:
        # An article is of one space with all its claims, so that its space is theirs. A speaker's claims are fewer than
        # those of a period: where both are asked for, the speaker's are looked up and the period is a test.
        of_article = tested(claims.c.article_id) if within.speaker_ids else claims.c.article_id
        found = found.where(of_article.in_(wanted))
    return found


def of_speakers(space_id: int, speaker_ids: tuple[int, ...]) -> sa.Select[Any]:
    """Selects ``claims.id`` of all claims of these speakers."""
    found = sa.select(claims.c.id).where(claims.c.space_id == space_id)
    return found.where(claims.c.name_id.in_(_names_of(space_id, speaker_ids)))


def _names_of(space_id: int, speaker_ids: tuple[int, ...]) -> sa.Select[Any]:
    return sa.select(names.c.id).where(names.c.space_id == space_id, names.c.speaker_id.in_(speaker_ids))


def joined_numbers(connection: Connection, which: sa.Select[Any]) -> tuple[int, str]:
    """(how many, "1,2,3") of the numbers that ``which`` selects, joined by the database: a row of a result costs more
    than a number in it."""
    inner = which.subquery()
    joined = sa.func.aggregate_strings(sa.cast(inner.c[0], sa.String), ",")
    count, listed = connection.execute(sa.select(sa.func.count(), joined).select_from(inner)).one()
    return int(count), listed or ""


def _of_article(within: Filter) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = []
    if within.outlets:
        conditions.append(articles.c.outlet.in_(within.outlets))
    if within.since:
        conditions.append(articles.c.published >= within.since)
    if within.until:
        conditions.append(articles.c.published <= within.until + _AFTER_ANY_DATE)
    if within.article_ids:
        conditions.append(articles.c.key.in_(within.article_ids))
    return conditions
