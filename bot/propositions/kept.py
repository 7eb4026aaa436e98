"""The propositions of a space: grouped once a revision, and only pairs of changed articles are judged anew."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from typing import Protocol

from bot.propositions import grouping, likeness
from bot.propositions.assembly import proposition
from bot.propositions.records import Proposition
from index.schema import StoredClaim

SPACES, SETS = 16, 8
"""So many spaces are remembered, and of each so many sets of claims."""

Key = tuple[int, int]


class Grouped(Protocol):
    """What grouping needs of a space."""

    name: str

    def revision(self) -> int:
        """Grows with every change."""

    def vectors_of(self, ids: Sequence[str]) -> grouping.Vectors:
        """The embeddings of claims, a row each."""


class _Remembered:
    def __init__(self) -> None:
        self.scores: dict[Key, float] = {}
        self.sets: OrderedDict[tuple[int, tuple[int, ...]], list[Proposition]] = OrderedDict()


class Propositions:
    """Remembers, by space, what was grouped; thread-safe. A score belongs to the words of a pair of claims and of their
    articles, so that a later revision finds those of unchanged articles again."""

    def __init__(self) -> None:
        self._spaces: OrderedDict[str, _Remembered] = OrderedDict()
        self._lock = threading.Lock()
        self.judged = 0
        """How many pairs were judged, over all calls."""

    def forget(self, name: str) -> None:
        """Remember nothing of the space of that name."""
        with self._lock:
            self._spaces.pop(name, None)

    def of(self, space: Grouped, claims: Sequence[StoredClaim]) -> list[Proposition]:
        """The propositions of ``claims``, which are all cited claims of some articles, in the order of their first."""
        cited = [one for one in claims if not one.claim.own_voice]
        digests = _digests(cited)
        key = (space.revision(), tuple(digests[one.id] for one in cited))
        with self._lock:
            remembered = self._spaces.setdefault(space.name, _Remembered())
            self._spaces.move_to_end(space.name)
            while len(self._spaces) > SPACES:
                self._spaces.popitem(last=False)
            if key in remembered.sets:
                remembered.sets.move_to_end(key)
                return remembered.sets[key]
        vectors = space.vectors_of([one.id for one in cited])
        fresh: dict[Key, float] = {}

        def scored(claims: Sequence[StoredClaim], pairs: Sequence[likeness.Pair]) -> list[float]:
            keys = [_key(digests[claims[p.one].id], digests[claims[p.other].id]) for p in pairs]
            new = [at for at, pair in enumerate(keys) if pair not in remembered.scores]
            self.judged += len(new)
            found = dict(zip(new, likeness.log_odds(claims, [pairs[at] for at in new]), strict=True))
            scores = [found[at] if at in found else remembered.scores[pair] for at, pair in enumerate(keys)]
            fresh.update(zip(keys, scores, strict=True))
            return scores

        groups = grouping.group(cited, vectors, scored)
        made = [proposition([cited[i] for i in members]) for members in groups]
        with self._lock:
            remembered.scores = fresh if len(fresh) >= len(remembered.scores) else remembered.scores | fresh
            remembered.sets[key] = made
            while len(remembered.sets) > SETS:
                remembered.sets.popitem(last=False)
        return made


def _key(one: int, other: int) -> Key:
    return (one, other) if one < other else (other, one)


def _digests(claims: Sequence[StoredClaim]) -> dict[str, int]:
    """A number for each claim that changes with its words, its place, its stance and its article's text."""
    texts = {one.article.id: hash(one.article.text) for one in claims}
    return {
        one.id: hash((one.id, one.quote, one.claim.content, one.claim.stance, texts[one.article.id])) for one in claims
    }
