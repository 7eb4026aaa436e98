"""A space: the articles, claims and speakers of one community. Every method sees this space and no other."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from index.errors import InputError, UnknownArticle
from index.schema import Added, Article, Filter, Speaker, Stance, StoredClaim
from index.store import rows, spelling, survey, vector_sync
from index.store import speakers as catalogue
from index.store.chroma import Broken, Collection, Surplus
from index.store.filters import articles_matching, matching
from index.store.survey import Tally
from index.store.tables import articles, claim_rows, claims, names
from index.text.folding import fold
from index.text.near import did_you_mean

if TYPE_CHECKING:
    from index.store.embedding_rows import Vectors
    from index.store.library import Library
    from index.store.writer import Attribute, Writer

log = logging.getLogger(__name__)

_ALL = Filter()
# Of what is found by meaning and by words, so many claims are fused for `claims(about=...)` without a limit.
_ABOUT = 50
_LISTED = 5  # ids in a line that says which articles could be meant
_NEAREST_OF = 5_000  # speakers, those with most claims, among whom a misspelt name is looked for
_RRF = 60  # the constant of reciprocal rank fusion (Cormack, Clarke and Buettcher, SIGIR 2009)


class Space:
    """A view of the library that carries its name into every query. Made by ``Library.space``; thread-safe."""

    def __init__(self, library: Library, name: str, began: int | None = None, by: int | None = None) -> None:
        self._library = library
        self._database = library.database
        self.name = name
        self._began, self._by = began, by

    def moment(self) -> contextlib.AbstractContextManager[None]:
        """Have what this thread reads until the end of the block be of one moment; see ``Database.moment``."""
        return self._database.moment()

    def _writer(self, attribute: Attribute | None = None) -> Writer:
        from index.store.writer import Writer

        library = self._library
        attribute = attribute or library.attribute
        return Writer(
            library.database, library.lexical, self.name, lambda: library.embedder, attribute, self._began, self._by
        )

    def add(self, article: Article) -> Added:
        """Store one article; see ``add_many``."""
        return next(self.add_many([article]))

    def add_many(self, articles: Iterable[Article], attribute: Attribute | None = None) -> Iterator[Added]:
        """Store articles, in order; each ``Added`` is given once it is durable.

        The same article again is ``unchanged``; another text or other metadata under the same id, or at the same URL
        (``Article.located``), ``updated``; one that cannot be stored ``failed`` with one line. ``attribute`` replaces
        the library's, for articles whose claims are known. Raises ModelMismatch, StoreError.
        """
        self._library.will_write()
        for added in self._writer(attribute).add_many(articles):
            self._library.wake()
            yield added

    def remove(self, article_id: str) -> None:
        """Delete an article with all its claims. Raises UnknownArticle."""
        self._library.will_write()
        self._writer().remove(article_id)
        self._library.wake()

    def article(self, article_id: str) -> Article:
        """The article of that id. Raises UnknownArticle."""
        with self._database.read() as connection:
            return rows.article(self._row(connection, article_id))

    def find(self, text: str) -> Article:
        """The article of that id, else the only one whose id begins so, else the only one of that title.

        A title may be given in part, where no other holds the same words. Raises UnknownArticle, and InputError where
        several could be meant.
        """
        with contextlib.suppress(UnknownArticle):
            return self.article(text)
        wanted = fold(text.strip())
        among = self.articles(match=text.strip()) if wanted else []
        ways = (
            [one for one in among if one.id.startswith(text.strip())],
            [one for one in among if fold(one.title or "") == wanted],
            [one for one in among if wanted in fold(one.title or "")],
        )
        found = next((way for way in ways if way), [])
        if len(found) > 1:
            listed = ", ".join(one.id for one in found[:_LISTED]) + (", ..." if len(found) > _LISTED else "")
            raise InputError(f"{text!r} may be any of {len(found)} articles: {listed}")
        if not found:
            known = [name for one in self.articles(limit=_NEAREST_OF) for name in (one.title, one.id) if name]
            raise UnknownArticle(f"no article {text!r} in space {self.name}{did_you_mean(text, known)}")
        return found[0]

    def articles(self, *, match: str = "", limit: int | None = None, offset: int = 0) -> list[Article]:
        """The articles, newest first (undated last); ``match`` is looked for in id, title, outlet and author."""
        with self._database.read() as connection:
            space = vector_sync.state(connection, self.name)
            if space is None:
                return []
            wanted = sa.select(articles).where(articles.c.space_id == space.id)
            if match.strip():
                columns = (articles.c.key, articles.c.title, articles.c.outlet, articles.c.author)
                wanted = wanted.where(sa.or_(*(c.icontains(match.strip(), autoescape=True) for c in columns)))
            wanted = wanted.order_by(articles.c.published.desc().nulls_last(), articles.c.id.desc())
            return [rows.article(row) for row in connection.execute(_page(wanted, limit, offset))]

    def article_claims(self, article_id: str) -> list[StoredClaim]:
        """All claims of an article in text order, its own voice included. Raises UnknownArticle."""
        return self.whole(article_id)[1]

    def whole(self, article_id: str) -> tuple[Article, list[StoredClaim]]:
        """The article of that id with what ``article_claims`` gives, both of one moment. Raises UnknownArticle."""
        with self._database.read() as connection:
            row = self._row(connection, article_id)
            found = rows.stored(connection, row.space_id, claim_rows(row.id, row.claims))
            return rows.article(row), sorted(found, key=lambda stored: _first(stored))

    def _row(self, connection: sa.Connection, article_id: str) -> sa.Row[Any]:
        """The row of an article. Raises UnknownArticle."""
        space = vector_sync.state(connection, self.name)
        if space is not None:
            wanted = sa.select(articles).where(articles.c.space_id == space.id, articles.c.key == article_id)
            row = connection.execute(wanted).first()
            if row is not None:
                return row
        raise UnknownArticle(f"no article {article_id!r} in space {self.name}")

    def claims(
        self,
        *,
        by: str | None = None,
        about: str | None = None,
        stance: Stance | None = None,
        outlet: str | None = None,
        article: str | None = None,
        since: str | None = None,
        until: str | None = None,
        own_voice: bool = False,
        limit: int | None = None,
        offset: int = 0,
    ) -> list[StoredClaim]:
        """Claims of a speaker (any form of the name), about a topic (best first), of a stance, outlet or period.

        Without ``about``: newest article first, then text order. Own-voice sentences are left out unless asked for.
        """
        outlets = (self.outlets_called(outlet) or (outlet,)) if outlet else ()
        articles_wanted = (article,) if article else ()
        with self._database.read() as connection:
            space = vector_sync.state(connection, self.name)
            if space is None:
                return []
            speakers = tuple(s.id for s in catalogue.matching(connection, space.id, by)) if by else ()
            if by and not speakers:
                return []
            stances = (stance,) if stance is not None else ()
            voice = None if own_voice else False
            within = Filter(speakers, outlets, stances, since, until, own_voice=voice, article_ids=articles_wanted)
            if about is None:
                return self._newest(connection, space.id, within, limit, offset)
        depth = offset + (limit if limit is not None else _ABOUT)
        ranked: dict[str, float] = {}
        for hits in (self.search_dense(about, depth, within), self.search_lexical(about, depth, within)):
            for rank, (claim, _) in enumerate(hits, start=1):
                ranked[claim] = ranked.get(claim, 0.0) + 1 / (_RRF + rank)
        best = sorted(ranked, key=lambda claim: (-ranked[claim], claim))
        return self.claims_by_id(best[offset:depth])

    @staticmethod
    def _newest(
        connection: sa.Connection, space_id: int, within: Filter, limit: int | None, offset: int
    ) -> list[StoredClaim]:
        newest = articles.c.published.desc().nulls_last()
        wanted = matching(space_id, within).join(articles, articles.c.id == claims.c.article_id)
        wanted = _page(wanted.order_by(newest, claims.c.id), limit, offset)
        return rows.stored(connection, space_id, [row for (row,) in connection.execute(wanted)])

    def claims_within(self, within: Filter, limit: int | None = None, offset: int = 0) -> list[StoredClaim]:
        """The claims that a filter lets through, newest article first, then text order."""
        with self._database.read() as connection:
            space = vector_sync.state(connection, self.name)
            return self._newest(connection, space.id, within, limit, offset) if space else []

    def tally(self, within: Filter, limit: int, offset: int = 0) -> Tally:
        """How many claims of how many sources a filter lets through; ``limit`` sources from ``offset`` on."""
        with self._database.read() as connection:
            space = vector_sync.state(connection, self.name)
            return survey.tally(connection, space.id, within, limit, offset) if space else Tally(0, 0, 0, ())

    def published(self) -> tuple[date, date] | None:
        """The first and the last day on which the dated articles were published; None where none has a date."""
        with self._database.read() as connection:
            space = vector_sync.state(connection, self.name)
            if space is None:
                return None

            def read() -> tuple[str | None, str | None]:
                dated = sa.select(sa.func.min(articles.c.published), sa.func.max(articles.c.published))
                first, last = connection.execute(dated.where(articles.c.space_id == space.id)).one()
                return first, last

            first, last = self._library.kept.once(space, "published", read)
        return (_day(first), _day(last)) if first and last else None

    def holding(self, words: Sequence[str], within: Filter | None = None, limit: int = 50) -> list[str]:
        """The ids of articles whose text has all of ``words`` (ASCII, any case); reads every text of the space."""
        with self._database.read() as connection:
            space = vector_sync.state(connection, self.name)
            if space is None:
                return []
            wanted = sa.select(articles.c.key).where(
                articles.c.space_id == space.id, *(articles.c.text.icontains(word, autoescape=True) for word in words)
            )
            allowed = articles_matching(space.id, within or _ALL)
            if allowed is not None:
                wanted = wanted.where(articles.c.id.in_(allowed))
            return [str(key) for (key,) in connection.execute(wanted.order_by(articles.c.id).limit(limit))]

    def claims_by_id(self, ids: Sequence[str]) -> list[StoredClaim]:
        """The claims of these ids in the same order; ids that are not there are left out."""
        with self._database.read() as connection:
            space = vector_sync.state(connection, self.name)
            if space is None:
                return []
            kept = self._library.kept
            found = kept.rows_by_id(connection, space, ids)
            return kept.stored(connection, space, [found[one] for one in ids if one in found])

    def speakers(self, *, match: str = "", limit: int | None = None) -> list[Speaker]:
        """The catalogue, most claims first; ``match`` keeps speakers with a name that contains it."""
        with self._database.read() as connection:
            space = vector_sync.state(connection, self.name)
            return catalogue.speakers(connection, space.id, match, limit) if space else []

    def find_speakers(self, text: str) -> list[Speaker]:
        """The catalogue's speakers that free text names, in text order (see ``catalogue.named_in``)."""
        with self._database.read() as connection:
            space = vector_sync.state(connection, self.name)
            if space is None:
                return []
            named = partial(self._library.kept.other, space)
            return catalogue.named_in(connection, space.id, text, named)

    def outlets(self, *, match: str = "", limit: int | None = None) -> list[str]:
        """The outlets, most articles first."""
        with self._database.read() as connection:
            space = vector_sync.state(connection, self.name)
            if space is None:
                return []
            asked = (match.strip(), limit)

            def read(_: object) -> dict[tuple[str, int | None], list[str]]:
                return {asked: self._outlets(connection, space.id, *asked)}

            return list(self._library.kept.other(space, "outlets", (asked,), read)[asked])

    @staticmethod
    def _outlets(connection: sa.Connection, space_id: int, match: str, limit: int | None) -> list[str]:
        wanted = sa.select(articles.c.outlet).where(articles.c.space_id == space_id, articles.c.outlet.is_not(None))
        if match:
            wanted = wanted.where(articles.c.outlet.icontains(match, autoescape=True))
        wanted = wanted.group_by(articles.c.outlet).order_by(sa.func.count().desc(), articles.c.outlet)
        return [str(outlet) for outlet in connection.execute(wanted.limit(limit)).scalars()]

    def outlets_called(self, name: str) -> tuple[str, ...]:
        """The outlets that somebody who types ``name`` can mean: of that name, else with these words in theirs."""
        wanted = [word for word in fold(name).split() if word != "the"]
        words = {outlet: [word for word in fold(outlet).split() if word != "the"] for outlet in self.outlets()}
        same = tuple(outlet for outlet, own in words.items() if own == wanted)
        return same or tuple(outlet for outlet, own in words.items() if wanted and set(wanted) <= set(own))

    def nearest_outlets(self, name: str) -> str:
        """ "; did you mean ...?" for a name that no outlet has; empty where none is near."""
        return did_you_mean(name, self.outlets())

    def nearest_speakers(self, name: str) -> str:
        """ "; did you mean ...?" for a name that no speaker has; empty where none is near."""
        known = self.speakers(limit=_NEAREST_OF)
        return did_you_mean(name, (form for one in known for form in (one.name, *one.aliases)))

    def search_dense(self, text: str, k: int, within: Filter | None = None) -> list[tuple[str, float]]:
        """The ``k`` claims nearest in meaning as (claim id, cosine), best first. Raises ModelMismatch."""
        return self.search_vectors(self.embed([text]), k, within)[0]

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of texts by the model of this space, one batch. Raises ModelMismatch."""
        from index.store.writer import check_model

        with self._database.read() as connection:
            space = vector_sync.state(connection, self.name)
        if space is not None:
            check_model(space, self._library.embedder)
        return self._library.embedder.embed(texts)

    def search_vectors(self, vectors: Vectors, k: int, within: Filter | None = None) -> list[list[tuple[str, float]]]:
        """For each vector the ``k`` nearest claims as (claim id, cosine), best first."""
        with self._database.read() as connection:
            space = vector_sync.state(connection, self.name)
        if space is None or k < 1:
            return [[] for _ in vectors]
        collection = self._library.collection(space.id)
        try:
            return self._search_dense(vectors, k, within or _ALL, collection)
        except Surplus as error:
            with self._database.read(now=True) as connection:
                later = vector_sync.state(connection, self.name)
            if later is not None and later.revision == space.revision:  # else they may be newer than what was read
                log.warning("space %s: the vector index is not that of the database (%s)", self.name, error)
                self._library.index_lies(space.id)
            return self._search_dense(vectors, k, within or _ALL, None)
        except Broken as error:
            # Where the index was let go of meanwhile, that has been told, with its cause.
            level = logging.DEBUG if self._library.follower.failing else logging.WARNING
            log.log(level, "space %s: the vector index failed (%s): scanning the database", self.name, error)
            self._library.index_failed(space.id)
            return self._search_dense(vectors, k, within or _ALL, None)

    def _search_dense(
        self, vectors: Vectors, k: int, within: Filter, collection: Collection | None
    ) -> list[list[tuple[str, float]]]:
        # Of now and not of a moment: an index that is ahead of what is read would have to be done without.
        with self._database.read(now=True) as connection:
            space = vector_sync.state(connection, self.name)
            if space is None:
                return [[] for _ in vectors]
            from index.store import dense_search

            found = dense_search.search_many(
                connection, space.id, space.revision, vectors, k, within, collection, self._library.in_memory
            )
            near = {row for hits in found for row, _ in hits}
            ids = self._library.kept.public_ids(connection, space, list(near))
            if collection is not None and len(ids) < len(near):
                raise Surplus(f"{len(near) - len(ids)} of {len(near)} claims found are not in the database")
            return [[(ids[row], cosine) for row, cosine in hits if row in ids] for hits in found]

    def vectors_of(self, ids: Sequence[str]) -> Vectors:
        """The stored embeddings of claims, a row each in the same order; a row of zeros where there is none."""
        import numpy as np

        with self._database.read() as connection:
            space = vector_sync.state(connection, self.name)
            if space is None:
                return np.zeros((len(ids), 0), dtype=np.float32)
            wanted = self._library.kept.rows_by_id(connection, space, ids)
            found = self._library.kept.vectors(connection, space, list(wanted.values()))
        out = np.zeros((len(ids), len(next(iter(found.values()), ()))), dtype=np.float32)
        for i, row in enumerate(map(wanted.get, ids)):
            if row in found:
                out[i] = found[row]
        return out

    def search_lexical(self, text: str, k: int, within: Filter | None = None) -> list[tuple[str, float]]:
        """The ``k`` claims that share the most telling words, as (claim id, score), best first."""
        with self._database.read() as connection:
            space = vector_sync.state(connection, self.name)
            if space is None or k < 1:
                return []
            found = self._library.lexical.search(connection, space.id, text, k, within or _ALL)
            ids = self._library.kept.public_ids(connection, space, [row for row, _ in found])
            return [(ids[row], score) for row, score in found if row in ids]

    def holds(self, by: int | None = None) -> tuple[int, int]:
        """How many articles and claims (own voice included) lie here; with ``by`` those that this person added."""
        with self._database.read() as connection:
            space = vector_sync.state(connection, self.name)
            if space is None:
                return 0, 0
            total = sa.func.coalesce(sa.func.sum(articles.c.claims), 0)
            wanted = sa.select(sa.func.count(), total).where(articles.c.space_id == space.id)
            if by is not None:
                wanted = wanted.where(articles.c.added_by == by)
            found, of_claims = connection.execute(wanted).one()
        return int(found), int(of_claims)

    def missing_words(self, words: Sequence[str]) -> list[str]:
        """Those of folded words that no claim has in any form; all of them where the space does not exist."""
        with self._database.read() as connection:
            space = vector_sync.state(connection, self.name)
            if space is None:
                return list(words)

            def read(asked: list[str]) -> dict[str, bool]:
                gone = self._library.lexical.missing(connection, space.id, asked)
                return {word: word in gone for word in asked}

            found = self._library.kept.other(space, "missing", words, read)
            return [word for word in words if found[word]]

    def nearest_words(self, words: Sequence[str]) -> dict[str, str]:
        """For each folded word that no claim has, the nearest word that some claim prints; others left out."""
        with self._database.read() as connection:
            space = vector_sync.state(connection, self.name)
            if space is None:
                return {}
            found = ((word, spelling.nearest(connection, self._library.lexical, space.id, word)) for word in words)
            return {word: printed for word, printed in found if printed is not None}

    def revision(self) -> int:
        """Grows with every change of the space; 0 where it does not exist."""
        with self._database.read() as connection:
            space = vector_sync.state(connection, self.name)
            return space.revision if space else 0

    def stats(self) -> dict[str, int]:
        """Counts: articles, claims (cited), own_voice, chunks, speakers, outlets, revision."""
        with self._database.read() as connection:
            space = vector_sync.state(connection, self.name)
            empty = ("articles", "claims", "own_voice", "chunks", "speakers", "outlets", "revision")
            if space is None:
                return dict.fromkeys(empty, 0)
            total = sa.func.coalesce(sa.func.sum(articles.c.claims), 0)
            of_articles = sa.select(sa.func.count(), total).where(articles.c.space_id == space.id)
            n_articles, chunks = connection.execute(of_articles).one()
            printed = sa.select(sa.func.count(articles.c.outlet.distinct())).where(articles.c.space_id == space.id)
            outlets = connection.execute(printed).scalar_one()
            own = sa.select(sa.func.count()).where(claims.c.space_id == space.id, claims.c.own_voice.is_(True))
            n_own = connection.execute(own).scalar_one()
            known = sa.select(sa.func.count(names.c.speaker_id.distinct())).where(names.c.space_id == space.id)
            n_speakers = connection.execute(known).scalar_one()
        counts = (n_articles, chunks - n_own, n_own, chunks, n_speakers, outlets, space.revision)
        return dict(zip(empty, (int(n) for n in counts), strict=True))

    def reindex(self, progress: Callable[[int, int], None] | None = None) -> int:
        """Build the vector index of this space anew from the database; gives the number of vectors.

        Embeddings of another model are computed anew. Raises StoreLocked where another process holds the index.
        """
        return self._library.reindex(self.name, progress)


def _first(stored: StoredClaim) -> tuple[int, int]:
    spans = (*stored.claim.content, *stored.claim.cue, *stored.claim.source)
    return min((s for s, _ in spans), default=0), int(stored.id.rpartition("#")[2])


def _day(published: str) -> date:
    """The day of an ISO date, date-time, month ("2026-03") or year."""
    year, month, day = (*published[:10].split("-"), "01", "01")[:3]
    return date(int(year), int(month), int(day))


def _page(wanted: sa.Select[Any], limit: int | None, offset: int) -> sa.Select[Any]:
    return wanted.limit(limit).offset(offset)
