"""Which of the stored articles an incoming one is, or takes the place of.

The same text with and without an address is one article. The same text at two addresses is two: one of them repeats
the other, and that is worth knowing. A record with an id of its own is what its id says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from index.articles.identity import addressed, made, part_id, text_digest
from index.schema import DETAILS, Article
from index.store import rows
from index.store.tables import articles, claims

_AT_ONCE = 400  # parts looked up


def existing(connection: Connection, space_id: int, article: Article) -> Sequence[Any]:
    """The stored articles that it is or takes the place of: of the same id; of its URL where it was found there; of
    its text where one of the two has no address.

    Where only the article itself names the URL, one that is stored there is the same if nothing at all differs. A row
    has what ``articles`` has but the text, and ``cited``, the number of its claims that cite somebody.
    """
    cited = sa.select(sa.func.count()).where(claims.c.article_id == articles.c.id, claims.c.own_voice.is_(False))
    columns = [column for column in articles.c if column.name != "text"]
    here = sa.select(*columns, cited.scalar_subquery().label("cited")).where(articles.c.space_id == space_id)
    of_id = articles.c.key == article.id
    of_text = articles.c.text_digest == text_digest(article.text)
    if made(article.id) and not addressed(article.id):
        found = connection.execute(here.where(of_id)).all()
        if found:
            return found
        others = connection.execute(here.where(of_text).order_by(articles.c.id)).all()
        return [row for row in others if not _of_another(row, article)][:1]
    alike = of_id
    if article.url and article.located:
        alike = alike | (articles.c.url == article.url)
    if addressed(article.id):
        alike = alike | (of_text & sa.or_(articles.c.key.like("text-%"), articles.c.key.like("path-%")))
    found = connection.execute(here.where(alike)).all()
    found = [row for row in found if row.key == article.id or row.url == article.url or made(row.key)]
    if not found and article.url and not article.located and made(article.id):
        same_in_all = (articles.c.url == article.url) & (articles.c.digest == rows.digest(article))
        return connection.execute(here.where(same_in_all).limit(1)).all()
    return found


def former(connection: Connection, space_id: int, article: Article) -> Sequence[Any]:
    """What else its text was stored as when it was shorter or longer (``id`` and ``claims`` of each): for the last part
    the parts that it no longer has and the article that held all of it; for an article its parts.

    A record's own id may look like that of a part: only a text in parts takes the place of such.
    """
    whole, number, count = article.origin.part or (article.id, 0, 0)
    if number < count or not (count or made(whole)):
        return []
    here = sa.select(articles.c.id, articles.c.claims).where(articles.c.space_id == space_id)
    found = list(connection.execute(here.where(articles.c.key == whole))) if count else []
    while True:
        ids = [part_id(whole, n) for n in range(count + 1, count + 1 + _AT_ONCE)]
        more = connection.execute(here.where(articles.c.key.in_(ids if count else ids[:1]))).all()
        if not more:
            return found
        if not count:  # it has been in parts: how many there were is not known
            more = connection.execute(here.where(articles.c.key.in_(ids))).all()
        found += more
        count += _AT_ONCE


def _of_another(row: Any, article: Article) -> bool:
    """Do the two say that they came out elsewhere, or on another day? Then one repeats the other."""
    days = ((row.published or "")[:10], (article.published or "")[:10])
    return any(stored and said and stored != said for stored, said in ((row.outlet, article.outlet), days))


def filled(article: Article, stored: Sequence[Any]) -> Article:
    """The article with what was known of it before and is not said this time.

    Of another text only what is missing; of the same text all that the user did not set, so that adding it again
    changes nothing. What somebody else handed in without vouching for a place says nothing of a page that was fetched.
    """
    row = next((row for row in stored if row.key == article.id), None)
    row = row or next((row for row in stored if row.key.startswith("path-")), None)
    if row is None or article.origin.complete:
        return article
    same = row.text_digest == text_digest(article.text) or article.origin.guessed
    kept: dict[str, str | None] = {}
    for name in DETAILS:
        known, new = getattr(row, name), getattr(article, name)
        if name not in article.origin.given and known is not None and (new is None or (same and name != "url")):
            kept[name] = known
    return replace(article, **kept)  # type: ignore[arg-type]


def same(article: Article, digest: str, stored: Sequence[Any]) -> bool:
    """Is it stored as it is: in all that it says of itself, or by its text where it has no address of its own?"""
    if len(stored) != 1:
        return False
    row = stored[0]
    return bool(row.digest == digest or (row.key != article.id and made(article.id) and not addressed(article.id)))


def replaced(article: Article, stored: Sequence[Any]) -> tuple[str, ...]:
    """A line for each article of another id whose place it takes."""
    return tuple(
        f"takes the place of {row.key}, which had the same {'address' if row.url == article.url else 'text'}"
        for row in stored
        if row.key != article.id
    )


def one(a: Article, b: Article) -> bool:
    """May the two be one article, so that they cannot be stored side by side?"""
    if a.id == b.id or (a.url is not None and a.url == b.url):
        return True
    return a.text == b.text and (made(a.id) or made(b.id))
