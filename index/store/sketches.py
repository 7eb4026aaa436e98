"""Sketches: two bits for each dimension of an embedding and what kind of claim it is, in memory for searches.

The nearest of very many claims are looked for in three steps. Of two vectors the share of dimensions with different
signs grows with the angle between them (Charikar, Similarity Estimation Techniques from Rounding Algorithms, STOC
2002): counting these takes six nanoseconds a claim and leaves some thousands. Of them the cosine is estimated from the
signs and from which components are large. The few hundred that come first then are read and ranked exactly.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray
from sqlalchemy.engine import Connection

from index.schema import Claim, Filter, Stance
from index.store.embedding_rows import Vectors
from index.store.filters import articles_matching, joined_numbers, of_speakers
from index.store.tables import CLAIM_BITS, sketches
from index.store.vector_sync import changed_articles

Numbers = NDArray[np.int64]
_Bytes = NDArray[np.uint8]

# What is stored of a claim's stance: never given to another one. The bits above say more of it.
_STANCES: Final = {
    Stance.ASSERTS: 0,
    Stance.DENIES: 1,
    Stance.WITHHOLDS: 2,
    Stance.URGES: 3,
    Stance.VOWS: 4,
    Stance.JUDGES: 5,
}
_ANONYMOUS, _OWN_VOICE = 64, 128
# A component of a unit vector is spread like a normal variable: the median of its size, and its mean below and above
# that, in standard deviations.
_MEDIAN, _SMALL, _LARGE = 0.6745, 0.32, 1.27
# So many claims are left by their signs: a tenth of those that are compared, within these bounds. With fewer some of
# the hundred nearest are missed (docs/evaluation-store.md).
_FIRST, _FIRST_SHARE, _MOST_FIRST = 4_000, 10, 8_000
_GATHERED: Final = 4  # claims read in their order take as long as one that is looked up
# So many bytes of sketches are kept by a process, of the spaces searched last: about four million claims.
_MOST_BYTES: Final = 400_000_000
# Articles that changed since, brought up to date one by one; with more all are read anew.
_MOST_CHANGED: Final = 2_000


def values(space_id: int, article_id: int, claims: Sequence[Claim], vectors: Vectors) -> dict[str, Any]:
    """The row of an article with these claims and their embeddings, in the order of their numbers."""
    kinds = bytes(_kind(claim) for claim in claims)
    return {"article_id": article_id, "space_id": space_id, "kinds": kinds, **bits(vectors)}


def _kind(claim: Claim) -> int:
    return _STANCES[claim.stance] + _ANONYMOUS * claim.anonymous + _OWN_VOICE * claim.own_voice


def bits(vectors: Vectors) -> dict[str, bytes]:
    """What is stored of embeddings: for each dimension whether it is positive, and whether it is large."""
    large = np.abs(vectors) > _MEDIAN / math.sqrt(vectors.shape[1])
    return {"signs": _packed(vectors > 0).tobytes(), "sizes": _packed(large).tobytes()}


def _packed(rows: NDArray[np.bool_]) -> _Bytes:
    """Eight dimensions a byte, rows filled up to numbers of 64 bits."""
    packed = np.packbits(rows, axis=1)
    return np.ascontiguousarray(np.pad(packed, ((0, 0), (0, -packed.shape[1] % 8))))


@dataclass(frozen=True)
class Sketches:
    """The claims of a space as they were at a revision, by article and number. ``starts`` says where each article's
    begin (and where the last ends); ``signs`` holds 64 dimensions of all claims each."""

    mark: int
    articles: Numbers
    starts: Numbers
    signs: tuple[NDArray[np.uint64], ...]
    sizes: _Bytes
    kinds: _Bytes

    @property
    def size(self) -> int:
        """How many claims there are."""
        return len(self.kinds)

    @property
    def bytes(self) -> int:
        """How much memory they take."""
        return self.kinds.nbytes + self.sizes.nbytes + self.articles.nbytes + sum(word.nbytes for word in self.signs)

    def rows(self, at: Numbers) -> Numbers:
        """The claims' rows at these places, which are in ascending order."""
        of = np.searchsorted(self.starts, at, side="right") - 1
        return (self.articles[of] << CLAIM_BITS) + (at - self.starts[of] + 1)

    def allowed(self, connection: Connection, space_id: int, within: Filter) -> Numbers:
        """The places of the claims that a filter lets through, ascending. ``connection`` is at the same revision."""
        of_articles = articles_matching(space_id, within)
        there = None if of_articles is None else np.isin(self.articles, _numbers(connection, of_articles))
        if within.speaker_ids:
            found = np.sort(_numbers(connection, of_speakers(space_id, within.speaker_ids)))
            of = np.searchsorted(self.articles, found >> CLAIM_BITS)
            at = self.starts[of] + (found & ((1 << CLAIM_BITS) - 1)) - 1
            at = at if there is None else at[there[of]]
        elif there is not None:
            at = _ranges(self.starts[:-1][there], self.starts[1:][there])
        else:
            at = np.arange(self.size)
        return at[self._of_kind(at, within)] if _asks_kind(within) else at

    def _of_kind(self, at: Numbers, within: Filter) -> NDArray[np.bool_]:
        every = np.arange(256)
        good = np.ones(256, dtype=bool)
        if within.stances:
            good &= np.isin(every & (_ANONYMOUS - 1), [_STANCES[stance] for stance in within.stances])
        if within.anonymous is not None:
            good &= ((every & _ANONYMOUS) > 0) == within.anonymous
        if within.own_voice is not None:
            good &= ((every & _OWN_VOICE) > 0) == within.own_voice
        return good[self.kinds[at]]

    def nearest(self, vector: Vectors, at: Numbers | None, most: int) -> Numbers:
        """Of the claims at these places (or all) the ``most`` that seem nearest to the vector, as places in order."""
        size = self.size if at is None else len(at)
        if size <= most:
            return np.arange(size) if at is None else at
        first = self._first(vector, at, max(most, min(max(_FIRST, size // _FIRST_SHARE), _MOST_FIRST)))
        if len(first) <= most:
            return first
        likely = self._estimated(vector, first)
        return first[np.sort(np.argpartition(-likely, most)[:most])]

    def _first(self, vector: Vectors, at: Numbers | None, most: int) -> Numbers:
        """Those whose signs differ least from the vector's: ``most`` of them, and at most as many more that differ as
        the last of these does."""
        if (self.size if at is None else len(at)) <= most:
            return np.arange(self.size) if at is None else at
        differ = self._differences(vector, at)
        upto = np.searchsorted(np.cumsum(np.bincount(differ)), most)  # sorting takes ten times as long
        first = np.flatnonzero(differ <= upto)[: 2 * most]
        return first if at is None else at[first]

    def _differences(self, vector: Vectors, at: Numbers | None) -> NDArray[np.uint16]:
        """In how many dimensions the signs of each claim differ from the vector's."""
        if at is not None and _GATHERED * len(at) > self.size:  # to read all in their order is faster
            return self._differences(vector, None)[at]
        differ = np.zeros(self.size if at is None else len(at), dtype=np.uint16)
        for word, own in zip(self.signs, _packed(vector.reshape(1, -1) > 0).view(np.uint64)[0], strict=True):
            differ += np.bitwise_count((word if at is None else word[at]) ^ own)
        return differ

    def _estimated(self, vector: Vectors, at: Numbers) -> Vectors:
        """The cosines of these claims with the vector, as far as two bits a dimension tell."""
        signs = np.stack([word[at] for word in self.signs], axis=1).view(np.uint8)
        sizes = self.sizes[at]
        # Four dimensions a number: their signs, then their sizes. What such a number adds is looked up.
        fours = np.stack([(signs & 0xF0) | (sizes >> 4), ((signs & 0x0F) << 4) | (sizes & 0x0F)], axis=2)
        fours = fours.reshape(len(at), -1)
        padded = np.zeros(4 * fours.shape[1], dtype=np.float32)
        padded[: len(vector)] = vector
        adds = padded.reshape(-1, 4) @ _FOURS.T
        return np.asarray(adds.ravel()[fours + 256 * np.arange(fours.shape[1])].sum(axis=1), dtype=np.float32)


def _fours() -> Vectors:
    """(256 x 4): the components that four signs and four sizes stand for, in standard deviations."""
    bit = (np.arange(256)[:, None] >> np.arange(7, -1, -1)) & 1
    return np.asarray(np.where(bit[:, :4], 1, -1) * np.where(bit[:, 4:], _LARGE, _SMALL), dtype=np.float32)


def _asks_kind(within: Filter) -> bool:
    return bool(within.stances) or within.anonymous is not None or within.own_voice is not None


class Shelf:
    """The sketches that a process keeps, of the spaces searched last, kept current by the change log. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[int, Sketches] = {}

    def current(self, connection: Connection, space_id: int, revision: int) -> Sketches:
        """The sketches of a space at ``revision``."""
        with self._lock:
            kept = self._kept.get(space_id)
        if kept is None or kept.mark != revision:
            made = _updated(connection, space_id, revision, kept) if kept is not None else None
            kept = made or _read(connection, space_id, revision, None)
        with self._lock:
            self._kept.pop(space_id, None)
            self._kept[space_id] = kept
            while len(self._kept) > 1 and sum(one.bytes for one in self._kept.values()) > _MOST_BYTES:
                del self._kept[next(iter(self._kept))]
        return kept


def _updated(connection: Connection, space_id: int, revision: int, kept: Sketches) -> Sketches | None:
    changed = changed_articles(connection, space_id, kept.mark)
    if not changed or len(changed) > _MOST_CHANGED:
        return None
    new = _read(connection, space_id, revision, list(changed))
    if not kept.size or (new.size and len(new.signs) != len(kept.signs)):
        return None
    stays = ~np.isin(kept.articles, np.fromiter(changed, dtype=np.int64))
    at = _ranges(kept.starts[:-1][stays], kept.starts[1:][stays])
    articles = np.concatenate([kept.articles[stays], new.articles])
    order = np.argsort(articles, kind="stable")
    if not np.array_equal(order, np.arange(len(order))):  # an article's row is never used twice: new ones come last
        return None
    sizes = np.concatenate([np.diff(kept.starts)[stays], np.diff(new.starts)])
    if not new.size:
        stay = tuple(old[at] for old in kept.signs)
        return Sketches(revision, articles, _starts(sizes), stay, kept.sizes[at], kept.kinds[at])
    joined = tuple(np.concatenate([old[at], more]) for old, more in zip(kept.signs, new.signs, strict=True))
    large, kinds = (np.concatenate([kept.sizes[at], new.sizes]), np.concatenate([kept.kinds[at], new.kinds]))
    return Sketches(revision, articles, _starts(sizes), joined, large, kinds)


def _read(connection: Connection, space_id: int, revision: int, of: list[int] | None) -> Sketches:
    wanted = sa.select(sketches.c.article_id, sketches.c.signs, sketches.c.sizes, sketches.c.kinds)
    wanted = wanted.where(sketches.c.space_id == space_id).order_by(sketches.c.article_id)
    if of is not None:
        wanted = wanted.where(sketches.c.article_id.in_(of))
    found = connection.execute(wanted).all()
    kinds = np.frombuffer(b"".join(row.kinds for row in found), dtype=np.uint8)
    sizes = np.fromiter((len(row.kinds) for row in found), dtype=np.int64, count=len(found))
    packed = np.frombuffer(b"".join(row.signs for row in found), dtype=np.uint64)
    signs = tuple(np.ascontiguousarray(word) for word in packed.reshape(len(kinds), -1).T) if len(kinds) else ()
    large = np.frombuffer(b"".join(row.sizes for row in found), dtype=np.uint8)
    large = large.reshape(len(kinds), -1) if len(kinds) else large.reshape(0, 8)
    articles = np.fromiter((row.article_id for row in found), dtype=np.int64, count=len(found))
    return Sketches(revision, articles, _starts(sizes), signs, large, kinds)


def _starts(sizes: Numbers) -> Numbers:
    return np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(sizes)])


def _ranges(first: Numbers, end: Numbers) -> Numbers:
    """All numbers of the half-open ranges from ``first`` to ``end``, one range after the other."""
    sizes = end - first
    if not len(sizes):
        return np.zeros(0, dtype=np.int64)
    from_where = np.repeat(first - (np.cumsum(sizes) - sizes), sizes)
    return np.asarray(np.arange(int(sizes.sum())) + from_where, dtype=np.int64)


def _numbers(connection: Connection, which: sa.Select[Any]) -> Numbers:
    return np.asarray(np.fromstring(joined_numbers(connection, which)[1], dtype=np.int64, sep=","), dtype=np.int64)


_FOURS: Final = _fours()

__all__ = ["Shelf", "Sketches", "bits", "values"]
