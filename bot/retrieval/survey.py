"""What an overview shows: claims counted and grouped by who makes them and on which side, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from bot.question.parser import Query
from bot.question.patterns import FRAME_STEMS
from bot.question.tokens import stem, words
from bot.retrieval.features import who_text
from bot.retrieval.matching import same_words
from bot.retrieval.roles import STANDS
from bot.retrieval.search import Searchable
from bot.retrieval.similarity import commonness, nearness
from index.schema import Filter, Role, StoredClaim
from index.store.survey import Tally

EACH = 2
"""Claims of one source on a page that shows several."""
FOUND = 300
"""Claims that each search hands over for an overview about something."""
ABOUT = 0.75
"""The share of the topic's words, weighed by how rare they are, that a claim about it has or comes near to."""
LOOKED_AT = 400
"""Claims that are read for those whose source has no name."""


class Surveyable(Searchable, Protocol):
    """What an overview needs of a space."""

    def tally(self, within: Filter, limit: int, offset: int = 0) -> Tally:
        """How many claims of how many sources a filter lets through."""

    def claims_within(self, within: Filter, limit: int | None = None, offset: int = 0) -> list[StoredClaim]:
        """The claims that a filter lets through."""


@dataclass(frozen=True, slots=True)
class Group:
    """Claims of one source on one side: those shown, and how many there are."""

    shown: tuple[StoredClaim, ...]
    total: int
    role: Role = Role.ANSWERS


@dataclass(frozen=True, slots=True)
class Survey:
    """A page of groups, and how many claims, sources and articles there are in all. ``first`` is the number of the
    first source of the page, ``pages`` how many pages there are."""

    groups: tuple[Group, ...]
    claims: int
    sources: int
    articles: int
    first: int = 1
    page: int = 1
    pages: int = 1


def survey(space: Surveyable, query: Query, k: int) -> Survey:
    """The page of ``query`` of an overview with at most ``k`` claims; no groups where there is nothing to show."""
    within = query.within if query.within.own_voice is not None else replace(query.within, own_voice=False)
    return _about(space, query, within, k) if words(query.topic).tokens else _all(space, query, within, k)


def _all(space: Surveyable, query: Query, within: Filter, k: int) -> Survey:
    """By source, counted in the database."""
    if len(within.speaker_ids) == 1:
        return _of_one(space, query, within, k)
    size = k if query.speakers_only else max(1, k // EACH)
    offset = (query.page - 1) * size
    counted = space.tally(within, size, offset)
    each = 1 if query.speakers_only else EACH
    groups = []
    for speaker, total in counted.rows:
        if speaker is None:
            shown = [c for c in space.claims_within(within, LOOKED_AT) if c.speaker_id is None]
        else:
            shown = space.claims_within(replace(within, speaker_ids=(speaker,)), each + 3)
        groups.append(Group(tuple(_without_doubles(shown)[:each]), total))
    pages = max(1, -(-counted.sources // size))
    return Survey(
        tuple(group for group in groups if group.shown),
        counted.claims, counted.sources, counted.articles, offset + 1, query.page, pages,
    )  # fmt: skip


def _of_one(space: Surveyable, query: Query, within: Filter, k: int) -> Survey:
    """All claims of one source, ``k`` a page."""
    counted = space.tally(within, 1)
    shown = space.claims_within(within, k, (query.page - 1) * k)
    pages = max(1, -(-counted.claims // k))
    groups = (Group(tuple(shown), counted.claims),) if shown else ()
    return Survey(groups, counted.claims, counted.sources, counted.articles, 1, query.page, pages)


def _about(space: Surveyable, query: Query, within: Filter, k: int) -> Survey:
    """By side and source: the claims that have the words of the topic, or come near to them."""
    found = [c for c in about(space, query.topic, within) if c.id not in query.seen]
    groups = grouped(found)
    each = 1 if query.speakers_only else (k if len(groups) == 1 else EACH)
    size = max(1, k // each)
    offset = (query.page - 1) * size
    shown = tuple(replace(g, shown=g.shown[:each]) for g in groups[offset : offset + size])
    sources = len({_source(g.shown[0]) for g in groups})
    return Survey(
        shown, len(found), sources, len({c.article.id for c in found}),
        offset + 1, query.page, max(1, -(-len(groups) // size)),
    )  # fmt: skip


def about(space: Searchable, topic: str, within: Filter) -> list[StoredClaim]:
    """The claims that are about ``topic``, best first."""
    fused: dict[str, float] = {}
    for ranking in (
        space.search_lexical(topic, FOUND, within),
        space.search_vectors(space.embed([topic]), FOUND, within)[0],
    ):
        for rank, (claim, _) in enumerate(ranking):
            fused[claim] = fused.get(claim, 0.0) + 1.0 / (60 + rank)
    found = space.claims_by_id(sorted(fused, key=lambda claim: (-fused[claim], claim)))
    tokens = _telling(topic)
    weights = np.array([0.2 + commonness(token) for token in tokens])
    texts = [f"{who_text(c)} {c.quote} {c.context} {c.article.title or ''}" for c in found]
    near = nearness(tokens, texts) @ weights / weights.sum() if found else np.zeros(0)
    return _without_doubles([c for c, share in zip(found, near.tolist(), strict=True) if share >= ABOUT])


def _telling(topic: str) -> tuple[str, ...]:
    """The words of a topic without those that frame the question ("the harbour row, pls"), where any are left."""
    every = tuple(dict.fromkeys(words(topic).tokens))
    return tuple(token for token in every if stem(token) not in FRAME_STEMS) or every


def grouped(found: Sequence[StoredClaim]) -> list[Group]:
    """Claims by side (who asserts, who disputes, who leaves open) and source, the most claims of a side first."""
    groups: dict[tuple[Role, object], list[StoredClaim]] = {}
    for stored in found:
        groups.setdefault((STANDS.get(stored.claim.stance, Role.ANSWERS), _source(stored)), []).append(stored)
    order = (Role.ANSWERS, Role.OTHER_SIDE, Role.LEAVES_OPEN)
    sized = sorted(groups.items(), key=lambda item: (order.index(item[0][0]), -len(item[1])))
    return [Group(tuple(claims), len(claims), role) for (role, _), claims in sized]


def _source(stored: StoredClaim) -> object:
    return stored.speaker_id if stored.speaker_id is not None else who_text(stored) or stored.article.id


def _without_doubles(found: Sequence[StoredClaim]) -> list[StoredClaim]:
    by_article: dict[str, list[StoredClaim]] = {}
    kept = []
    for stored in found:
        beside = by_article.setdefault(stored.article.id, [])
        if not any(same_words(stored, other) for other in beside):
            beside.append(stored)
            kept.append(stored)
    return kept
