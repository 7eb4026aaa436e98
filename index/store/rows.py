"""Records to rows of the database and back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from index.schema import Article, Claim, Reference, Spans, Stance, StoredClaim
from index.store.tables import CLAIM_BITS, articles, claim_number, claim_row, claims, names

_IN = 5000  # values in one IN list; both engines allow more

K = TypeVar("K")
V = TypeVar("V")
Read = Callable[[Collection[K]], Mapping[K, V]]
"""What gives the values of keys that are there."""


def digest(article: Article) -> str:
    """A hash of all an article says of itself: equal digests are the same article."""
    fields = [article.title, article.outlet, article.author, article.published, article.url, article.text]
    return hashlib.sha256(json.dumps(fields, ensure_ascii=True).encode()).hexdigest()


def article(row: Any) -> Article:
    """The article of a row of ``articles``."""
    return Article(row.key, row.text, row.title, row.outlet, row.author, row.published, row.url)


def claim_values(space_id: int, article_id: int, number: int, of: Article, claim: Claim, chunk: str) -> dict[str, Any]:
    """The row of a claim, without its name."""
    from index.store.chunks import context_span  # how texts are read, which a list of articles need not load

    start, end = context_span(of.text, claim)
    return {
        "id": claim_row(article_id, number),
        "space_id": space_id,
        "article_id": article_id,
        "source": _spans_text(claim.source),
        "cue": _spans_text(claim.cue),
        "content": _spans_text(claim.content),
        "chain": json.dumps(list(claim.chain), ensure_ascii=False),
        "speaker": claim.speaker,
        "stance": str(claim.stance),
        "anonymous": claim.anonymous,
        "own_voice": claim.own_voice,
        "context_start": start,
        "context_end": end,
        "chunk": chunk,
        "references": "\n".join(f"{r.start}-{r.end} {r.name}" for r in claim.references) or None,
        "confidence": claim.confidence,
    }


def claim(row: Any) -> Claim:
    """The claim of a row of ``claims``."""
    return Claim(
        _spans(row.source),
        _spans(row.cue),
        _spans(row.content),
        tuple(json.loads(row.chain)),
        row.speaker,
        Stance(row.stance),
        bool(row.anonymous),
        _references(row.references),
        1.0 if row.confidence is None else row.confidence,  # stored before confidences were
    )


def _references(text: str | None) -> tuple[Reference, ...]:
    made = []
    for line in (text or "").splitlines():
        span, _, name = line.partition(" ")
        start, _, end = span.partition("-")
        made.append(Reference(int(start), int(end), name))
    return tuple(made)


def _spans_text(spans: Spans) -> str:
    return " ".join(f"{start}-{end}" for start, end in spans)


def _spans(text: str) -> Spans:
    return tuple((int(start), int(end)) for start, end in (part.split("-") for part in text.split()))


def stored(connection: Connection, space_id: int, rows: Sequence[int]) -> list[StoredClaim]:
    """The claims in these rows of a space, in the same order; rows that are not there are left out."""
    found = stored_by_row(connection, space_id, rows)
    return [found[row] for row in rows if row in found]


def stored_by_row(
    connection: Connection, space_id: int, rows: Sequence[int], read: Read[int, Article] | None = None
) -> dict[int, StoredClaim]:
    """The claims in these rows of a space; rows that are not there are left out. ``read`` gives articles by their rows,
    from the database where it is None."""
    speaker = sa.select(names.c.id, names.c.speaker_id).subquery()
    found: dict[int, Any] = {}
    for part in parts(rows):
        wanted = (
            sa.select(claims, speaker.c.speaker_id)
            .outerjoin(speaker, speaker.c.id == claims.c.name_id)
            .where(claims.c.space_id == space_id, claims.c.id.in_(part))
        )
        found |= {row.id: row for row in connection.execute(wanted)}
    of = (read or partial(articles_by_row, connection, space_id))({row.article_id for row in found.values()})
    return {row: _stored(values, of[values.article_id]) for row, values in found.items()}


def _stored(row: Any, of: Article) -> StoredClaim:
    from index.store.chunks import quote

    made = claim(row)
    context = of.text[row.context_start : row.context_end].strip()
    return StoredClaim(
        f"{of.id}#{claim_number(row.id)}", of, made, quote(of.text, made.content), context, row.speaker_id
    )


def articles_by_row(connection: Connection, space_id: int, rows: Collection[int]) -> Mapping[int, Article]:
    """The articles in these rows."""
    found: dict[int, Article] = {}
    for part in parts(rows):
        wanted = sa.select(articles).where(articles.c.space_id == space_id, articles.c.id.in_(part))
        found |= {row.id: article(row) for row in connection.execute(wanted)}
    return found


def article_keys(connection: Connection, space_id: int, rows: Collection[int]) -> Mapping[int, str]:
    """The ids of the articles in these rows."""
    keys: dict[int, str] = {}
    for part in parts(rows):
        wanted = sa.select(articles.c.id, articles.c.key)
        wanted = wanted.where(articles.c.space_id == space_id, articles.c.id.in_(part))
        keys |= {row.id: row.key for row in connection.execute(wanted)}
    return keys


def article_rows(connection: Connection, space_id: int, keys: Collection[str]) -> Mapping[str, int]:
    """The rows of the articles of these ids."""
    found: dict[str, int] = {}
    for part in parts(keys):
        wanted = sa.select(articles.c.key, articles.c.id)
        wanted = wanted.where(articles.c.space_id == space_id, articles.c.key.in_(part))
        found |= {row.key: row.id for row in connection.execute(wanted)}
    return found


def public_ids(
    connection: Connection, space_id: int, rows: Sequence[int], read: Read[int, str] | None = None
) -> dict[int, str]:
    """The ids that users of the facade know claims by: ``<article id>#<number>``. ``read`` gives the ids of articles by
    their rows, from the database where it is None."""
    keys = (read or partial(article_keys, connection, space_id))({row >> CLAIM_BITS for row in rows})
    return {row: f"{keys[row >> CLAIM_BITS]}#{claim_number(row)}" for row in rows if row >> CLAIM_BITS in keys}


def rows_by_id(
    connection: Connection, space_id: int, ids: Sequence[str], read: Read[str, int] | None = None
) -> dict[str, int]:
    """The row of each public claim id; ids of no known article are left out. ``read`` gives the rows of articles by
    their ids, from the database where it is None."""
    split = [(i, key, int(number)) for i in ids for key, _, number in (i.rpartition("#"),) if number.isdecimal()]
    found = (read or partial(article_rows, connection, space_id))({key for _, key, _ in split})
    return {i: claim_row(found[key], n) for i, key, n in split if key in found and n < 1 << CLAIM_BITS}


def parts(values: Collection[Any], size: int = _IN) -> Iterable[list[Any]]:
    """The values in lists short enough for one IN."""
    ordered = list(values)
    return (ordered[at : at + size] for at in range(0, len(ordered), size))
