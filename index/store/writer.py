"""Articles in: attribute, embed and store them in batches, each batch one transaction.

What is acknowledged is durable: an ``Added`` is given out after its transaction has been committed. One article that
fails never costs another: it gets its own line.
"""

from __future__ import annotations

import logging
import secrets
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

import numpy as np
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from index import progress
from index.articles.identity import text_digest
from index.attribution import unread
from index.errors import InputError, ModelMismatch, StoreError, UnknownArticle, WhoclaimsError
from index.schema import Added, Article, Claim, Status
from index.store import generation, identity, rows, sketches, speakers
from index.store.chunks import chunk_text, embedded_text
from index.store.database import Database, Refused
from index.store.embedding_rows import Vectors, embedding_values
from index.store.lexical_search import Lexical
from index.store.tables import CLAIM_BITS, articles, changes, claim_row, claim_rows, claims, embeddings, names, spaces
from index.store.tables import sketches as sketch_table
from index.store.vector_sync import SpaceState, locked, state
from index.text.counting import counted

log = logging.getLogger(__name__)

Attribute = Callable[[Article], list[Claim]]

# A batch is written when it has so many chunks or articles: one fsync and one embedding call for many articles.
BATCH_CHUNKS = 1500
BATCH_ARTICLES = 64

# Articles are read side by side, each by itself, so that one waits for the model while another is interpreted. At
# most so many, and so many code points of them, are on their way beside a batch.
READERS = 3
AHEAD_ARTICLES = 6
_AHEAD_CHARACTERS = 2_000_000

# Revisions of a space start here times its id, so that a space that was dropped and made again never repeats one.
_REVISIONS = 10**12


class Embeds(Protocol):
    """What the store needs of an embedding model."""

    @property
    def name(self) -> str: ...

    @property
    def digest(self) -> str: ...

    def embed(self, texts: Sequence[str]) -> Vectors: ...


@dataclass
class _Item:
    """An article on its way in."""

    article: Article
    digest: str
    done: Added | None = None
    claims: list[Claim] = field(default_factory=list)
    chunks: list[str] = field(default_factory=list)
    vectors: Vectors = field(default_factory=lambda: np.zeros((0, 0), dtype=np.float32))
    note: str | None = None
    reading: Future[None] | None = None

    @property
    def ready(self) -> bool:
        return self.reading is None or self.reading.done()


class Writer:
    """Adds and removes articles of one space."""

    def __init__(
        self,
        database: Database,
        lexical: Lexical,
        space: str,
        embedder: Callable[[], Embeds],
        attribute: Attribute,
        began: int | None = None,
        by: int | None = None,
    ) -> None:
        self._database = database
        self._lexical = lexical
        self._space = space
        self._embedder = embedder
        self._attribute = attribute
        self._began, self._by = began, by
        self._failure: StoreError | None = None
        self._ended = threading.Event()

    def add_many(self, incoming: Iterable[Article]) -> Iterator[Added]:
        """Store the articles; gives an ``Added`` for each, in order, once it is durable.

        Raises ModelMismatch before anything is written where the space was built with another embedding model.
        """
        if self._began is None:
            self._began = generation.of(self._database, self._space)
        self._check_model()
        self._failure = None
        readers = ThreadPoolExecutor(READERS, thread_name_prefix="reader")
        ahead: deque[_Item] = deque()
        batch: list[_Item] = []
        try:
            for article in incoming:
                if self._failure is not None:  # a full disk: no use in reading the others
                    while ahead:
                        yield from self._taken(ahead.popleft(), batch)
                    yield _told(article, _failed(article, self._failure))
                    continue
                item = self._received(article)
                # Also where the store has it as it is: what is on its way is not what the store will have then.
                if any(other.done is None and identity.one(item.article, other.article) for other in (*batch, *ahead)):
                    while ahead:
                        yield from self._taken(ahead.popleft(), batch)
                    yield from self._flush(batch)
                    item = self._received(article)
                if item.done is None:
                    item.reading = readers.submit(self._read, item)
                ahead.append(item)
                while ahead and (ahead[0].ready or _enough(ahead)):
                    yield from self._taken(ahead.popleft(), batch)
            while ahead:
                yield from self._taken(ahead.popleft(), batch)
            yield from self._flush(batch)
        finally:
            self._ended.set()  # interrupted in the middle, nobody wants what is being read
            readers.shutdown(cancel_futures=True)
            self._ended.clear()

    def _taken(self, item: _Item, batch: list[_Item]) -> Iterator[Added]:
        """Put an article into the batch once it has been read; gives the batch's outcome where that fills it."""
        if item.reading is not None:
            item.reading.result()
        if item.done is None and self._failure is not None:
            item.done = _failed(item.article, self._failure)
        batch.append(item)
        waiting = [i for i in batch if i.done is None]
        if sum(len(i.chunks) for i in waiting) >= BATCH_CHUNKS or len(batch) >= BATCH_ARTICLES or not waiting:
            yield from self._flush(batch)

    def _check_model(self) -> None:
        with self._database.read() as connection:
            known = state(connection, self._space)
        if known is not None:
            check_model(known, self._embedder())

    def _received(self, article: Article) -> _Item:
        cleaned = replace(article, url=(article.url or "").strip().partition("#")[0] or None)
        try:
            _check(cleaned, self._database.sqlite)
            item = _Item(cleaned, rows.digest(cleaned))
            with self._database.read() as connection:
                known = state(connection, self._space)
                existing = identity.existing(connection, known.id, cleaned) if known else []
                former = identity.former(connection, known.id, cleaned) if known else []
        except WhoclaimsError as error:
            return _Item(article, "", _failed(article, error))
        item.article = identity.filled(cleaned, existing)
        item.digest = rows.digest(item.article)
        if not former and identity.same(item.article, item.digest, existing):
            item.note = None if existing[0].claims else unread(cleaned)
            item.done = _unchanged(existing[0], item)
        return item

    def _read(self, item: _Item) -> None:
        try:
            with progress.until(self._ended):
                item.claims = self._attribute(item.article)
            item.note = None if item.claims else unread(item.article)
            item.chunks = [chunk_text(item.article, claim) for claim in item.claims]
            if len(item.claims) >= 1 << CLAIM_BITS:
                raise InputError(f"article {item.article.id}: it has more claims than can be stored")
        except Exception as error:  # a fault in one article is told and never ends the others
            log.debug("article %s failed", item.article.id, exc_info=True)
            item.done = _failed(item.article, error)

    def _flush(self, batch: list[_Item]) -> Iterator[Added]:
        """Store a batch, empty it, and give what became of its articles."""
        self._embed([item for item in batch if item.done is None])
        waiting = [item for item in batch if item.done is None]
        if waiting:
            for item, done in zip(waiting, self._stored(waiting), strict=True):
                item.done = done
        told = [_told(item.article, item.done) for item in batch if item.done is not None]
        batch.clear()
        yield from told

    def _stored(self, items: list[_Item]) -> list[Added]:
        """Store articles in one transaction; where the values of one are refused, each in its own."""
        try:
            with self._database.write() as connection:
                return self._write(connection, items)
        except Refused as error:
            if len(items) > 1:
                return [done for item in items for done in self._stored([item])]
            return [_failed(items[0].article, StoreError(f"article {items[0].article.id}: {error}"))]
        except StoreError as error:
            self._failure = error
            return [_failed(item.article, error) for item in items]

    def _embed(self, items: list[_Item]) -> None:
        """Embed the chunks of many articles in one call, sorted by length so that little is padded."""
        texts = [embedded_text(chunk) for item in items for chunk in item.chunks]
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        try:
            found = self._embedder().embed([texts[i] for i in order])
        except Exception as error:
            if len(items) > 1:
                for item in items:
                    self._embed([item])
                return
            log.debug("embedding failed", exc_info=True)
            for item in items:
                item.done = _failed(item.article, error)
            return
        vectors = np.empty_like(found)
        vectors[order] = found
        at = 0
        for item in items:
            item.vectors = vectors[at : at + len(item.chunks)]
            at += len(item.chunks)

    def _write(self, connection: Connection, items: list[_Item]) -> list[Added]:
        generation.hold(connection, self._space, self._began)
        space = self._own_space(connection)
        outcome: list[Added] = []
        more: Counter[speakers.Printed] = Counter()
        written: list[tuple[int, _Item]] = []
        log_rows: list[tuple[int, int, bool]] = []
        for item in items:
            existing = identity.existing(connection, space.id, item.article)
            former = identity.former(connection, space.id, item.article)
            if not former and identity.same(item.article, item.digest, existing):  # another process was first
                outcome.append(_unchanged(existing[0], item))
                continue
            for old in {old.id: old for old in (*existing, *former)}.values():
                more.subtract(erase(connection, self._lexical, space.id, old.id))
                log_rows.append((old.id, old.claims, False))
            row = _insert_article(connection, space.id, item, self._by)
            more.update(speakers.counted(item.claims))
            written.append((row, item))
            log_rows.append((row, len(item.claims), True))
            status = Status.UPDATED if existing else Status.ADDED
            notes = identity.replaced(item.article, existing)
            if former:
                notes += (f"takes the place of {counted(len(former), 'article')} that its text was stored as before",)
            outcome.append(_added(item, status, notes))
        name_rows = speakers.count(connection, space.id, more)
        self._insert_claims(connection, space.id, written, name_rows)
        if any(n < 0 for n in more.values()) or len(log_rows) > len(written):
            speakers.sweep(connection, space.id)
        record(connection, space, log_rows)
        return outcome

    def _insert_claims(
        self,
        connection: Connection,
        space_id: int,
        written: list[tuple[int, _Item]],
        name_rows: dict[speakers.Printed, int],
    ) -> None:
        claim_values: list[dict[str, Any]] = []
        vector_values: list[dict[str, Any]] = []
        sketch_values: list[dict[str, Any]] = []
        chunks: list[tuple[int, str]] = []
        for row, item in written:
            if item.claims:
                sketch_values.append(sketches.values(space_id, row, item.claims, item.vectors))
            for number, (claim, chunk) in enumerate(zip(item.claims, item.chunks, strict=True), start=1):
                values = rows.claim_values(space_id, row, number, item.article, claim, chunk)
                key = speakers.printed(claim)
                values["name_id"] = name_rows[key] if key is not None else None
                claim_values.append(values)
                vector_values.append(embedding_values(space_id, claim_row(row, number), item.vectors[number - 1]))
                chunks.append((claim_row(row, number), chunk))
        if claim_values:
            connection.execute(sa.insert(claims), claim_values)
            connection.execute(sa.insert(embeddings), vector_values)
            connection.execute(sa.insert(sketch_table), sketch_values)
            self._lexical.put(connection, space_id, chunks)

    def _own_space(self, connection: Connection) -> SpaceState:
        """The row of the space, locked for this transaction; made where it is missing."""
        known = locked(connection, self._space)
        embedder = self._embedder()
        if known is not None:
            check_model(known, embedder)
            return known
        values = {"name": self._space, "model": embedder.name, "model_digest": embedder.digest}
        try:
            with connection.begin_nested():
                insert = sa.insert(spaces).values(revision=0, token=0, indexed=False, **values)
                made = connection.execute(insert).inserted_primary_key
        except sa.exc.IntegrityError:  # another process of a server database was first
            return self._own_space(connection)
        space_id = int(made[0]) if made else 0
        revision = space_id * _REVISIONS
        connection.execute(sa.update(spaces).where(spaces.c.id == space_id).values(revision=revision))
        self._lexical.prepare(connection, space_id)
        return SpaceState(space_id, self._space, revision, embedder.name, embedder.digest, 0, False)

    def remove(self, article_id: str) -> None:
        """Delete an article with all that came of it. Raises UnknownArticle."""
        with self._database.write() as connection:
            space = locked(connection, self._space)
            wanted = sa.select(articles.c.id, articles.c.claims)
            row = (
                connection.execute(wanted.where(articles.c.space_id == space.id, articles.c.key == article_id)).first()
                if space
                else None
            )
            if space is None or row is None:
                raise UnknownArticle(f"no article {article_id!r} in space {self._space}")
            less = erase(connection, self._lexical, space.id, row.id)
            speakers.count(connection, space.id, {key: -n for key, n in less.items()})
            speakers.sweep(connection, space.id)
            record(connection, space, [(row.id, row.claims, False)])


def check_model(space: SpaceState, embedder: Embeds) -> None:
    """Raise ModelMismatch where the embeddings of a space are not of this model."""
    if space.model_digest != embedder.digest:
        raise ModelMismatch(
            f"space {space.name} was indexed with {space.model} ({space.model_digest[:12]}), this is {embedder.name} "
            f"({embedder.digest[:12]}): run `whoclaims --space {space.name} reindex`"
        )


def erase(connection: Connection, lexical: Lexical, space_id: int, row: int) -> Counter[speakers.Printed]:
    """Delete the article in a row with its claims, words and embeddings; gives how many claims each name loses."""
    inside = (claims.c.space_id == space_id) & (claims.c.article_id == row)
    found = connection.execute(sa.select(claims.c.id, claims.c.chunk).where(inside)).all()
    lexical.drop(connection, space_id, [(claim, chunk) for claim, chunk in found])
    lost = (
        sa.select(names.c.text, names.c.anonymous, sa.func.count())
        .join(claims, claims.c.name_id == names.c.id)
        .where(inside)
        .group_by(names.c.text, names.c.anonymous)
    )
    less = Counter({(text, bool(anonymous)): int(n) for text, anonymous, n in connection.execute(lost)})
    first, last = claim_row(row, 0), claim_row(row + 1, 0)
    connection.execute(sa.delete(embeddings).where(embeddings.c.claim_id > first, embeddings.c.claim_id < last))
    connection.execute(sa.delete(claims).where(inside))
    connection.execute(sa.delete(articles).where(articles.c.space_id == space_id, articles.c.id == row))
    return less


def record(connection: Connection, space: SpaceState, changed: Sequence[tuple[int, int, bool]]) -> None:
    """Enter (article row, claims, present) into the change log; the space's revision grows with each entry."""
    if not changed:
        return
    entries = [
        {
            "space_id": space.id, "revision": space.revision + i, "article_id": row, "claims": n, "present": present,
            "token": secrets.randbits(62),
        }
        for i, (row, n, present) in enumerate(changed, start=1)
    ]  # fmt: skip
    connection.execute(sa.insert(changes), entries)
    newest = {"revision": entries[-1]["revision"], "token": entries[-1]["token"]}
    connection.execute(sa.update(spaces).where(spaces.c.id == space.id).values(newest))


def _insert_article(connection: Connection, space_id: int, item: _Item, by: int | None) -> int:
    a = item.article
    values = {
        "space_id": space_id, "key": a.id, "url": a.url, "title": a.title, "outlet": a.outlet, "author": a.author,
        "published": a.published, "text": a.text, "digest": item.digest, "claims": len(item.claims),
        "added_by": by, "text_digest": text_digest(a.text),
    }  # fmt: skip
    made = connection.execute(sa.insert(articles).values(values)).inserted_primary_key
    return int(made[0]) if made else 0


def _enough(ahead: Iterable[_Item]) -> bool:
    sizes = [len(item.article.text) for item in ahead]
    return len(sizes) >= AHEAD_ARTICLES or sum(sizes) > _AHEAD_CHARACTERS


def _check(article: Article, sqlite: bool) -> None:
    if not article.id or not article.id.strip():
        raise InputError("an article without an id cannot be stored")
    if not article.text.strip():
        raise InputError(f"article {article.id}: it has no text")
    fields = (article.id, article.text, article.title, article.outlet, article.author, article.published, article.url)
    for value in fields:
        if value is not None and not value.isascii():
            try:
                value.encode()
            except UnicodeEncodeError:
                raise InputError(f"article {article.id!r}: it holds characters that are no valid Unicode") from None
        if not sqlite and value is not None and "\x00" in value:
            raise InputError(f"article {article.id!r}: it holds a NUL character, which PostgreSQL cannot store")


def _told(article: Article, done: Added) -> Added:
    """The outcome with where its article came from, and what its loader had to say."""
    return replace(done, source=article.origin.source, notes=(*article.origin.notes, *done.notes))


def _added(item: _Item, status: Status, notes: tuple[str, ...]) -> Added:
    cited = sum(1 for claim in item.claims if not claim.own_voice)
    a = item.article
    return Added(a.id, a.title, a.outlet, status, cited, len(item.claims), note=item.note, notes=notes)


def _unchanged(row: Any, item: _Item) -> Added:
    """``row``: of ``identity.existing``."""
    notes = () if row.key == item.article.id else (f"the same text is here already as {row.key}",)
    return Added(row.key, row.title, row.outlet, Status.UNCHANGED, row.cited, row.claims, note=item.note, notes=notes)


def _failed(article: Article, error: Exception) -> Added:
    said = " ".join(str(error).split()) or type(error).__name__
    if not isinstance(error, WhoclaimsError):
        said = f"article {article.id}: {type(error).__name__}: {said}"
    return Added(article.id, article.title, article.outlet, Status.FAILED, error=said)


__all__ = ["Attribute", "Embeds", "Writer", "check_model", "claim_rows", "erase", "record"]
