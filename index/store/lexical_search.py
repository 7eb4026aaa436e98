"""Word search over chunks behind one small interface: SQLite's FTS5, or PostgreSQL's tsvector with GIN.

Each space of a SQLite database has an FTS5 table of its own, so that neither hits nor word statistics can cross.
It is contentless: the words stand in ``claims.chunk``, and FTS5 only keeps its inverted index.
"""

from __future__ import annotations

import itertools
import math
import time
from collections.abc import Iterable, Sequence
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from index.schema import Filter
from index.store.filters import articles_matching, joined_numbers, matching, tested
from index.store.tables import CLAIM_BITS, claims
from index.text.names import words as split_words

# Question words and the commonest words of English: they say nothing of what is asked for.
_STOP = frozenset(
    """a about above after again against all also am an and any are as at be because been before being below
    between both but by can could did do does doing down during each few for from further had has have having he
    her here hers him his how i if in into is it its itself just may me might more most must my no nor not of
    off on once one only or other our out over own said same say saying says she should so some such than that
    the their them then there these they this those through to too under until up very was we were what when
    where which while who whom whose why will with would you your anyone anything claim claims claimed according
    article articles tell told""".split()
)
_MOST_WORDS = 24
# who says it, what is said, what stands around it
WEIGHTS = (1.0, 1.0, 0.4)
_WEIGHED = {"who": "A", "what": "B", "around": "C"}
# A search looks through at most about so many entries of the inverted index.
FREQUENT = 10_000
# A filter that leaves so few claims is read as a whole.
FEW = 2_000
# Counting a word takes as long as it has claims; that it has many stays true for a while.
OFTEN = 1_000
_OFTEN_SECONDS = 600.0
_MOST_OFTEN = 10_000
_AT_ONCE = 5_000
_SAMPLE = 6


class Lexical(Protocol):
    """What both engines do. Scores are only comparable within one answer; more is better."""

    def prepare(self, connection: Connection, space_id: int) -> None:
        """Make what a new space needs."""

    def put(self, connection: Connection, space_id: int, chunks: Sequence[tuple[int, str]]) -> None:
        """Index the chunks of claims, as (claim id, chunk)."""

    def drop(self, connection: Connection, space_id: int, chunks: Sequence[tuple[int, str]]) -> None:
        """Take claims out; the chunk must be the one that was put."""

    def drop_space(self, connection: Connection, space_id: int) -> None:
        """Take out all of a space."""

    def search(
        self, connection: Connection, space_id: int, text: str, k: int, within: Filter
    ) -> list[tuple[int, float]]:
        """The ``k`` best claims as (claim id, score), best first, of those that the filter lets through."""

    def frequency(self, connection: Connection, space_id: int, word: str) -> int:
        """In how many claims a word stands in any of its forms, counted up to ``FREQUENT``."""

    def missing(self, connection: Connection, space_id: int, words: Sequence[str]) -> list[str]:
        """Those of ``words`` (letters and digits alone) that stand in no claim in any form."""

    def stems(self, connection: Connection, space_id: int, start: str) -> list[str]:
        """The indexed stems that begin with ``start``."""

    def texts(self, connection: Connection, space_id: int, stem: str) -> list[str]:
        """The chunks of a few claims that have a word with this stem."""


def terms(text: str) -> list[str]:
    """The words of a question that are worth looking up, folded, each once, in order."""
    found = [w for w in dict.fromkeys(split_words(text)) if w not in _STOP and (len(w) > 1 or w.isdigit())]
    if not found:
        found = list(dict.fromkeys(split_words(text)))
    return found[:_MOST_WORDS]


class Fts5:
    """FTS5 with the porter stemmer; bm25() ranks, the lines of a chunk are weighed columns."""

    def __init__(self) -> None:
        self._often: dict[tuple[int, str], tuple[float, int]] = {}

    def prepare(self, connection: Connection, space_id: int) -> None:
        connection.exec_driver_sql(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS {_table(space_id)} USING fts5("
            "who, what, around, content='', tokenize='porter unicode61 remove_diacritics 2')"
        )

    def put(self, connection: Connection, space_id: int, chunks: Sequence[tuple[int, str]]) -> None:
        if chunks:
            connection.exec_driver_sql(
                f"INSERT INTO {_table(space_id)}(rowid, who, what, around) VALUES (?, ?, ?, ?)",  # noqa: S608
                [(row, *chunk.split("\n", 2)) for row, chunk in chunks],
            )

    def drop(self, connection: Connection, space_id: int, chunks: Sequence[tuple[int, str]]) -> None:
        if chunks:
            table = _table(space_id)
            connection.exec_driver_sql(
                f"INSERT INTO {table}({table}, rowid, who, what, around) VALUES ('delete', ?, ?, ?, ?)",  # noqa: S608
                [(row, *chunk.split("\n", 2)) for row, chunk in chunks],
            )

    def drop_space(self, connection: Connection, space_id: int) -> None:
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {_table(space_id)}")

    def search(
        self, connection: Connection, space_id: int, text: str, k: int, within: Filter
    ) -> list[tuple[int, float]]:
        wanted = terms(text)
        if not wanted:
            return []
        wanted = _telling(wanted, self._frequencies(connection, space_id, wanted))
        query = " OR ".join(_quoted(word) for word in wanted)
        if within.empty:
            return self._best(connection, space_id, query, k)
        table = sa.table(_table(space_id), sa.column("rowid"))
        score = sa.text(f"-bm25({_table(space_id)}, {WEIGHTS[0]}, {WEIGHTS[1]}, {WEIGHTS[2]}) AS score")
        ranked = (
            sa.select(table.c.rowid, score)
            .where(sa.text(f"{_table(space_id)} MATCH :words").bindparams(words=query))
            .order_by(sa.text("score DESC"), table.c.rowid)
        )
        # Looked up by row, FTS5 would run the whole query once for each claim allowed: the filter is a test on what is
        # found, before it is ranked. A claim's key begins with its article's, and articles are few.
        of_articles = articles_matching(space_id, within)
        if of_articles is not None:
            ranked = ranked.where(table.c.rowid.op(">>")(CLAIM_BITS).in_(of_articles))
        if within == within.of_articles:
            return [(int(row), float(score)) for row, score in connection.execute(ranked.limit(k))]
        allowed = matching(space_id, within)
        count, listed = joined_numbers(connection, allowed.limit(FEW + 1))
        if count <= FEW:
            ranked = ranked.where(tested(table.c.rowid).in_(sa.text(listed or "NULL"))).limit(k)
            return [(int(row), float(score)) for row, score in connection.execute(ranked)]
        return _first_allowed(connection, connection.execute(ranked), allowed, k)

    @staticmethod
    def _best(connection: Connection, space_id: int, query: str, k: int) -> list[tuple[int, float]]:
        """The best of the whole space: most searches, and to put the statement together takes as long as to run it."""
        table = _table(space_id)
        score = f"-bm25({table}, {', '.join(map(str, WEIGHTS))})"
        ranked = f"SELECT rowid, {score} AS score FROM {table} WHERE {table} MATCH ? ORDER BY score DESC, rowid LIMIT ?"  # noqa: S608
        return [(int(row), float(score)) for row, score in connection.exec_driver_sql(ranked, (query, k))]

    def frequency(self, connection: Connection, space_id: int, word: str) -> int:
        return self._frequencies(connection, space_id, [word])[0]

    def _frequencies(self, connection: Connection, space_id: int, words: Sequence[str]) -> list[int]:
        """``frequency`` of each word, counted in one statement."""
        now = time.monotonic()
        known = {word: self._often.get((space_id, word), (0.0, 0)) for word in words}
        counts = {word: count for word, (until, count) in known.items() if now < until}
        asked = [word for word in known if word not in counts]
        if asked:
            table = _table(space_id)
            one = f"(SELECT count(*) FROM (SELECT 1 FROM {table} WHERE {table} MATCH ? LIMIT {FREQUENT + 1}))"  # noqa: S608
            found = connection.exec_driver_sql(f"SELECT {', '.join([one] * len(asked))}", tuple(map(_quoted, asked)))
            counts |= dict(zip(asked, map(int, found.one()), strict=True))
        for word in asked:
            if counts[word] >= OFTEN:
                if len(self._often) >= _MOST_OFTEN:
                    self._often.clear()
                self._often[space_id, word] = (now + _OFTEN_SECONDS, counts[word])
        return [counts[word] for word in words]

    def missing(self, connection: Connection, space_id: int, words: Sequence[str]) -> list[str]:
        table = _table(space_id)
        one = f"EXISTS(SELECT 1 FROM {table} WHERE {table} MATCH ?)"  # noqa: S608
        asked = f"SELECT {', '.join([one] * len(words))}"
        found = connection.exec_driver_sql(asked, tuple(map(_quoted, words))).one() if words else ()
        return [word for word, there in zip(words, found, strict=True) if not there]

    def stems(self, connection: Connection, space_id: int, start: str) -> list[str]:
        words = f"temp.{_table(space_id)}_stems"
        connection.exec_driver_sql(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS {words} USING fts5vocab(main, {_table(space_id)}, row)"
        )
        found = connection.exec_driver_sql(
            f"SELECT term FROM {words} WHERE term >= ? AND term < ?",  # noqa: S608
            (start, start[:-1] + chr(ord(start[-1]) + 1)),
        )
        return [str(term) for term in found.scalars()]

    def texts(self, connection: Connection, space_id: int, stem: str) -> list[str]:
        table = _table(space_id)
        rows = connection.exec_driver_sql(
            f"SELECT rowid FROM {table} WHERE {table} MATCH ? LIMIT {_SAMPLE}",  # noqa: S608
            (_quoted(stem),),
        )
        return _chunks(connection, [int(row) for row in rows.scalars()])


class TsVector:
    """PostgreSQL's text search with the English stemmer, a GIN index, and the words' rarity weighed in.

    ts_rank knows nothing of how rare a word is, so it is summed word by word, each times its idf as in BM25
    (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009).
    """

    def prepare(self, connection: Connection, space_id: int) -> None:
        """The table is made by the migrations."""

    def put(self, connection: Connection, space_id: int, chunks: Sequence[tuple[int, str]]) -> None:
        if chunks:
            vector = " || ".join(f"setweight(to_tsvector('english', :{c}), '{w}')" for c, w in _WEIGHED.items())
            statement = f"INSERT INTO words (claim_id, space_id, words) VALUES (:row, :space, {vector})"  # noqa: S608
            connection.execute(
                sa.text(statement),
                [
                    {"row": row, "space": space_id, **dict(zip(_WEIGHED, chunk.split("\n", 2), strict=True))}
                    for row, chunk in chunks
                ],
            )

    def drop(self, connection: Connection, space_id: int, chunks: Sequence[tuple[int, str]]) -> None:
        if chunks:
            gone = sa.text("DELETE FROM words WHERE space_id = :space AND claim_id = ANY(:rows)")
            connection.execute(gone, {"space": space_id, "rows": [row for row, _ in chunks]})

    def drop_space(self, connection: Connection, space_id: int) -> None:
        connection.execute(sa.text("DELETE FROM words WHERE space_id = :space"), {"space": space_id})

    def search(
        self, connection: Connection, space_id: int, text: str, k: int, within: Filter
    ) -> list[tuple[int, float]]:
        wanted = [word for word in terms(text) if "\x00" not in word]
        if not wanted:
            return []
        frequencies = [self.frequency(connection, space_id, word) for word in wanted]
        known = dict(zip(wanted, frequencies, strict=True))
        wanted = _telling(wanted, frequencies)
        total = connection.execute(
            sa.text("SELECT count(*) FROM words WHERE space_id = :s"), {"s": space_id}
        ).scalar_one()
        table = sa.table("words", sa.column("claim_id"), sa.column("space_id"), sa.column("words"))
        queries = [sa.func.plainto_tsquery("english", word) for word in wanted]
        weights: Any = sa.literal_column(f"'{{0, {WEIGHTS[2]}, {WEIGHTS[1]}, {WEIGHTS[0]}}}'::float4[]")
        score: Any = sa.literal(0.0)
        for word, query in zip(wanted, queries, strict=True):
            idf = math.log(1 + (total - known[word] + 0.5) / (known[word] + 0.5))
            score = score + sa.func.ts_rank(weights, table.c.words, query, 1) * idf
        match = sa.or_(*(table.c.words.op("@@")(query) for query in queries))
        found = sa.select(table.c.claim_id, score.label("score")).where(table.c.space_id == space_id, match)
        if not within.empty:
            found = found.where(table.c.claim_id.in_(matching(space_id, within)))
        found = found.order_by(sa.desc("score"), table.c.claim_id).limit(k)
        return [(int(row), float(score)) for row, score in connection.execute(found)]

    def frequency(self, connection: Connection, space_id: int, word: str) -> int:
        counted = sa.text(
            "SELECT count(*) FROM (SELECT 1 FROM words WHERE space_id = :space"
            " AND words @@ plainto_tsquery('english', :word) LIMIT :most) AS found"
        )
        return int(connection.execute(counted, {"space": space_id, "word": word, "most": FREQUENT + 1}).scalar_one())

    def missing(self, connection: Connection, space_id: int, words: Sequence[str]) -> list[str]:
        return [word for word in words if not self.frequency(connection, space_id, word)]

    def stems(self, connection: Connection, space_id: int, start: str) -> list[str]:
        inside = f"SELECT words FROM words WHERE space_id = {int(space_id)} LIMIT {FREQUENT}"  # noqa: S608
        found = sa.text("SELECT word FROM ts_stat(:inside) WHERE starts_with(word, :start)")
        return [str(word) for word in connection.execute(found, {"inside": inside, "start": start}).scalars()]

    def texts(self, connection: Connection, space_id: int, stem: str) -> list[str]:
        rows = sa.text(
            "SELECT claim_id FROM words WHERE space_id = :space AND words @@ to_tsquery('simple', :stem) LIMIT :most"
        )
        given = {"space": space_id, "stem": stem, "most": _SAMPLE}
        return _chunks(connection, [int(row) for row in connection.execute(rows, given).scalars()])


def _chunks(connection: Connection, rows: Sequence[int]) -> list[str]:
    return [
        str(chunk) for chunk in connection.execute(sa.select(claims.c.chunk).where(claims.c.id.in_(rows))).scalars()
    ]


def _first_allowed(
    connection: Connection, ranked: Iterable[Sequence[Any]], allowed: sa.Select[Any], k: int
) -> list[tuple[int, float]]:
    """The first ``k`` of ``ranked`` (row, score) that ``allowed`` selects; no more than needed are looked up."""
    kept: list[tuple[int, float]] = []
    hits = iter(ranked)
    size = 4 * k
    while len(kept) < k and (part := [(int(row), float(score)) for row, score in itertools.islice(hits, size)]):
        good = set(connection.execute(allowed.where(claims.c.id.in_([row for row, _ in part]))).scalars())
        kept += [hit for hit in part if hit[0] in good]
        size = min(4 * size, _AT_ONCE)
    return kept[:k]


def _telling(wanted: list[str], frequencies: list[int]) -> list[str]:
    """Leave out the words that stand in very many claims, as long as rarer ones are left: their lists cost the most
    and tell the least. This is what bounds the time of a search as a space grows."""
    rarest = sorted(zip(frequencies, wanted, strict=True))
    kept: list[str] = []
    total = 0
    for frequency, word in rarest:
        if frequency and kept and total + frequency > FREQUENT:
            break
        if frequency:
            kept.append(word)
            total += frequency
    return kept or wanted[:1]


def _quoted(word: str) -> str:
    return '"' + word.replace('"', "") + '"'


def _table(space_id: int) -> str:
    return f"words_{int(space_id)}"


def lexical(sqlite: bool) -> Lexical:
    """The word search of the database's kind."""
    return Fts5() if sqlite else TsVector()
