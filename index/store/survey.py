"""How many claims each source makes, counted in the database: what an overview is made of."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from index.schema import Filter
from index.store.filters import matching
from index.store.tables import claims, names


@dataclass(frozen=True, slots=True)
class Tally:
    """How many claims a filter lets through, of how many sources, in how many articles; ``rows`` holds speaker and
    number of claims for some of the sources, most claims first. The speaker is None for claims without a known one."""

    claims: int
    sources: int
    articles: int
    rows: tuple[tuple[int | None, int], ...]


def tally(connection: Connection, space_id: int, within: Filter, limit: int, offset: int = 0) -> Tally:
    """Count what ``within`` lets through by speaker; ``limit`` speakers from ``offset`` on."""
    wanted = matching(space_id, within).subquery()
    found = (
        sa.select(names.c.speaker_id, claims.c.id, claims.c.article_id)
        .select_from(claims.outerjoin(names, claims.c.name_id == names.c.id))
        .where(claims.c.id.in_(sa.select(wanted.c.id)))
        .subquery()
    )
    by_speaker = (
        sa.select(found.c.speaker_id, sa.func.count().label("n"), sa.func.min(found.c.id).label("first"))
        .group_by(found.c.speaker_id)
        .subquery()
    )
    total = sa.select(sa.func.count(), sa.func.count(found.c.article_id.distinct()))
    n_claims, n_articles = connection.execute(total).one()
    n_sources = connection.execute(sa.select(sa.func.count()).select_from(by_speaker)).scalar_one()
    page = sa.select(by_speaker.c.speaker_id, by_speaker.c.n).order_by(
        by_speaker.c.speaker_id.is_(None), by_speaker.c.n.desc(), by_speaker.c.first
    )
    rows = connection.execute(page.limit(limit).offset(offset)).all()
    return Tally(int(n_claims), int(n_sources), int(n_articles), tuple((speaker, int(n)) for speaker, n in rows))
