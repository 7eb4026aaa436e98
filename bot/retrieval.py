"""Question -> numbered evidence, best first: dense and lexical search over claims, fused and ranked.

Reciprocal rank fusion with k = 60: Cormack, Clarke and Buettcher, SIGIR 2009.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.question import Query
from index.schema import Evidence, StoredClaim

FIRST_STAGE = 60
"""Claims that each search hands to the fusion."""
RRF_K = 60


class Searchable(Protocol):
    """What retrieval needs of a space."""

    def search_dense(self, text: str, k: int, within: object | None = None) -> list[tuple[str, float]]:
        """Claim ids with cosine similarity, best first."""

    def search_lexical(self, text: str, k: int, within: object | None = None) -> list[tuple[str, float]]:
        """Claim ids with a lexical score, best first."""

    def claims_by_id(self, ids: Sequence[str]) -> list[StoredClaim]:
        """The claims of these ids, in their order, missing ones left out."""


def retrieve(space: Searchable, query: Query, k: int) -> list[Evidence]:
    """The ``k`` best claims for ``query``, numbered from 1."""
    fused: dict[str, float] = {}
    for ranking in (
        space.search_dense(query.topic, FIRST_STAGE),
        space.search_dense(query.text, FIRST_STAGE),
        space.search_lexical(query.text, FIRST_STAGE),
    ):
        for rank, (claim, _) in enumerate(ranking):
            fused[claim] = fused.get(claim, 0.0) + 1.0 / (RRF_K + rank + 1)
    best = sorted(fused, key=lambda c: (-fused[c], c))[:k]
    return [Evidence(n, stored, fused[stored.id]) for n, stored in enumerate(space.claims_by_id(best), 1)]
