"""Claims that give a figure for what is asked: each source's, none dropped for standing behind another."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from bot.question.parser import Query
from bot.question.tokens import NUMBERS, words
from bot.retrieval.confidence import Ranked, confidence
from bot.retrieval.matching import same_words
from bot.retrieval.roles import roles
from bot.retrieval.similarity import commonness, nearness
from index.schema import Evidence

MOST = 24
"""Figures that one answer shows."""
NEAR = 0.6
"""The share of the words asked about, weighed by rarity, that a claim with its sentence has or comes near to."""
EACH = 0.4
"""How near each of these words must come: "22 sailors were given leave" is no number of dead sailors."""
_NUMBER = re.compile(
    rf"""\d | \b(?:no(?:body|ne|\sone)?                                                   # nobody died
    | one|{"|".join(NUMBERS)}                                                              # nine, ninety
    | hundreds?|thousands?|millions?|billions?|dozens?|half|third|quarter                  # dozens
    | several|scores|couple|few|many|all|percent)\b""",
    re.I | re.X,
)


def figures(query: Query, ranking: Sequence[Ranked]) -> list[Evidence]:
    """The ranked claims that give a figure for the topic: those likely to answer, and those with its words."""
    tokens = tuple(dict.fromkeys(words(query.topic).tokens))
    with_number = [r for r in ranking if _NUMBER.search(r.stored.quote)]
    if not tokens or not with_number:
        return []
    weights = np.array([0.2 + commonness(token) for token in tokens])
    each = nearness(
        tokens, [f"{r.stored.quote} {r.stored.context} {r.stored.article.title or ''}" for r in with_number]
    )
    near = np.where(each.min(1) >= EACH, each @ weights / weights.sum(), 0.0)
    said = nearness(tokens, [r.stored.quote for r in with_number]).max(1)
    kept: list[Ranked] = []
    for r, share, own in zip(with_number, near.tolist(), said.tolist(), strict=True):
        given = r.belongs >= confidence().shown_from(query.kind) or (share >= NEAR and own >= NEAR)
        if given and not any(same_words(r.stored, other.stored) for other in kept):
            kept.append(r)
    shown = kept[:MOST]
    numbers = range(1, len(shown) + 1)
    stands = roles(query, [r.stored for r in shown], numbers)
    return [
        Evidence(i, r.stored, r.score, role=stand, group=i, probability=1.0)
        for i, r, stand in zip(numbers, shown, stands, strict=True)
    ]
