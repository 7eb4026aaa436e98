"""A topic -> the claims about it, and all claims of their articles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from bot.question.tokens import words
from bot.retrieval.features import who_text
from bot.retrieval.similarity import commonness, nearness
from index.schema import StoredClaim

DEPTH = 300
ARTICLES = 100
"""So many claims are looked at for a topic, and so many articles at most are taken from them."""
COVERED = 0.65
"""The share of a topic's words, weighed by how rare they are, that a claim with its surroundings has to come near."""


class Topical(Protocol):
    """What a topic needs of a space."""

    def claims(self, *, about: str | None = None, limit: int | None = None) -> list[StoredClaim]:
        """Claims about something, best first."""

    def article_claims(self, article_id: str) -> list[StoredClaim]:
        """All claims of an article."""


def about(space: Topical, topic: str) -> list[StoredClaim]:
    """The cited claims about ``topic``, best first; none where nobody speaks of it."""
    tokens = tuple(dict.fromkeys(words(topic).tokens))
    if not tokens:
        return []
    found = space.claims(about=topic, limit=DEPTH)
    weights = np.array([0.2 + commonness(token) for token in tokens])
    near = nearness(tokens, [_surroundings(one) for one in found]) @ weights / weights.sum()
    return [one for one, share in zip(found, near.tolist(), strict=True) if share >= COVERED]


def _surroundings(stored: StoredClaim) -> str:
    return f"{who_text(stored)} {stored.context} {stored.article.title or ''}"


def whole_articles(space: Topical, claims: Sequence[StoredClaim]) -> list[StoredClaim]:
    """All cited claims of the articles that hold ``claims``, so that those that answer them are there."""
    articles = list(dict.fromkeys(one.article.id for one in claims))[:ARTICLES]
    return [one for article in articles for one in space.article_claims(article) if not one.claim.own_voice]
