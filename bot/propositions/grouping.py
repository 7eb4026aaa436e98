"""Claims -> groups that are about one proposition: likely pairs, then average linkage over them.

Only pairs that can be one are looked at: each claim's nearest by embedding, and what stands close by in its article.
Average linkage merges the two groups whose members are likeliest to be one, on average over all their pairs, as long
as that is above the model's bound; pairs that were not looked at count as unlikely (``UNLIKELY``).
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from bot.propositions import likeness
from bot.propositions.likeness import Pair
from bot.retrieval.features import start_of
from index.schema import StoredClaim

Vectors = npt.NDArray[np.float32]
Numbers = tuple[int, int]
LEAST_COSINE = 0.3
NEAREST = 12
"""Of the claims of other articles, so many of the nearest are compared with each claim, if they come that near."""
BESIDE = 3
"""And so many of those that follow it in its own article."""
UNLIKELY = -6.0
_BLOCK = 1024


def pairs(claims: Sequence[StoredClaim], vectors: Vectors) -> dict[Numbers, float]:
    """The pairs (i < j) worth a look, with the cosine of their embeddings."""
    found: dict[Numbers, float] = {}
    for start in range(0, len(claims), _BLOCK):
        cosines = vectors[start : start + _BLOCK] @ vectors.T
        count = min(NEAREST + 1, cosines.shape[1])
        nearest = np.argpartition(-cosines, count - 1, axis=1)[:, :count]
        for row, others in enumerate(nearest.tolist(), start):
            for other in others:
                cosine = float(cosines[row - start, other])
                if other != row and cosine >= LEAST_COSINE:
                    found[(min(row, other), max(row, other))] = cosine
    for i, j in _beside(claims):
        found.setdefault((i, j), float(vectors[i] @ vectors[j]))
    return found


def _beside(claims: Sequence[StoredClaim]) -> Iterator[Numbers]:
    """Pairs that stand close to each other in one article."""
    by_article: dict[str, list[int]] = {}
    for i, claim in enumerate(claims):
        by_article.setdefault(claim.article.id, []).append(i)
    for members in by_article.values():
        members.sort(key=lambda i: (start_of(claims[i]), i))
        for at, i in enumerate(members):
            for j in members[at + 1 : at + 1 + BESIDE]:
                yield (min(i, j), max(i, j))


Scorer = Callable[[Sequence[StoredClaim], Sequence[Pair]], list[float]]


def compared(claims: Sequence[StoredClaim], vectors: Vectors) -> list[Pair]:
    """``pairs`` with all that a model of likeness needs of the embeddings."""
    owners = [claim.article.id for claim in claims]
    rows, means = likeness.article_cosines(vectors, owners)
    return [
        Pair(i, j, cosine, float(means[rows[owners[i]]] @ means[rows[owners[j]]]))
        for (i, j), cosine in pairs(claims, vectors).items()
    ]


def group(
    claims: Sequence[StoredClaim], vectors: Vectors, scorer: Scorer = likeness.log_odds, least: float | None = None
) -> list[list[int]]:
    """Indices of ``claims`` by proposition: groups in the order of their first claim, each in the order given.

    ``vectors``: the unit embeddings of the claims, a row each.
    """
    if not claims:
        return []
    looked = compared(claims, vectors)
    scores = {(p.one, p.other): score for p, score in zip(looked, scorer(claims, looked), strict=True)}
    return linked(len(claims), scores, likeness.model().least if least is None else least)


def linked(count: int, scores: dict[Numbers, float], least: float) -> list[list[int]]:
    """Average linkage of ``count`` items by the scores of pairs, down to ``least``."""
    members: dict[int, list[int]] = {i: [i] for i in range(count)}
    beside: dict[int, dict[int, float]] = {i: {} for i in range(count)}
    for (i, j), score in scores.items():
        if score > UNLIKELY:
            beside[i][j] = beside[j][i] = score
    heap = [(-score, i, j) for (i, j), score in scores.items() if score > least]
    heapq.heapify(heap)
    following = count
    while heap:
        _, i, j = heapq.heappop(heap)
        if i not in members or j not in members:
            continue
        one, other = len(members[i]), len(members[j])
        members[following] = members.pop(i) + members.pop(j)
        left, right = beside.pop(i), beside.pop(j)
        near = beside[following] = {}
        for k in (left.keys() | right.keys()) - {i, j}:
            score = (one * left.get(k, UNLIKELY) + other * right.get(k, UNLIKELY)) / (one + other)
            beside[k].pop(i, None)
            beside[k].pop(j, None)
            near[k] = beside[k][following] = score
            if score > least:
                heapq.heappush(heap, (-score, k, following))
        following += 1
    return sorted(sorted(group) for group in members.values())
