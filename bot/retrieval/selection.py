"""From a ranking to the numbered evidence of an answer: no double, both sides where asked, reports together."""

from __future__ import annotations

import math
from collections.abc import Sequence

from bot.question.parser import Kind, Query
from bot.question.tokens import words
from bot.retrieval.features import Candidate, who_text
from bot.retrieval.matching import SAME, nearness_of, reports, same_words
from bot.retrieval.roles import propositions, role
from index.schema import Evidence, Stance, StoredClaim

SHOWN = 5
"""Claims that an answer shows though their scores fall off; more only where they come close to the first."""
CLOSE = 1.0
"""How far, in the ranker's score, a further claim may stand behind the first."""
FAR = 6.0
"""A claim that stands this far behind the best, in log odds, is not shown (docs/evaluation-answers.md)."""
LOOKED_AT = 30
_AGAINST = (Stance.DENIES, Stance.WITHHOLDS)
_SIDES = (Kind.CONFLICT, Kind.CHANGED)  # what is shown was chosen for its side, not for its score
Scored = tuple[StoredClaim, float]


def select(query: Query, ranking: Sequence[tuple[Candidate, float]], k: int) -> list[Evidence]:
    """At most ``k`` pieces of evidence, best first, numbered from 1."""
    pool = _without_doubles([(c.stored, s) for c, s in ranking[: LOOKED_AT * 2]])[:LOOKED_AT]
    if not pool:
        return []
    if query.kind is Kind.EDITORIAL:
        pool = [p for p in pool if p[0].claim.own_voice] + [p for p in pool if not p[0].claim.own_voice]
    elif query.kind is Kind.CONFLICT:
        pool = _both_sides(query, pool)
    elif query.kind is Kind.CHANGED:
        pool = _over_time(query, pool)
    elif query.kind in (Kind.INDEPENDENCE, Kind.ORIGIN):
        pool = _reports_first(_said_first(pool))
    elif query.kind in (Kind.WHO, Kind.ANONYMOUS, Kind.OUTLET) and not query.stances:
        pool = _who_says_it_first(pool)
    first, best = pool[0][1], max(score for _, score in pool)
    far = best - FAR if query.kind not in _SIDES else -math.inf
    kept = [p for i, p in enumerate(pool) if (i < min(k, SHOWN) and p[1] >= far) or p[1] >= first - CLOSE][:k]
    groups = reports([p[0] for p in kept])
    beside: dict[int, tuple[StoredClaim, ...]] = {}
    for group in groups:
        for i in group:
            beside[i] = tuple(kept[j][0] for j in group if j != i)
    numbers = propositions([p[0] for p in kept])
    return [
        Evidence(i + 1, stored, score, beside[i], role(query, kept[0][0], stored), numbers[i])
        for i, (stored, score) in enumerate(kept)
    ]


def _without_doubles(pool: Sequence[Scored]) -> list[Scored]:
    kept: list[Scored] = []
    for stored, score in pool:
        if not any(same_words(stored, other) for other, _ in kept[:LOOKED_AT]):
            kept.append((stored, score))
    return kept


def _first(pool: list[Scored], chosen: Sequence[int]) -> list[Scored]:
    """``pool`` with the chosen indices moved to the front, in their order."""
    picked = list(dict.fromkeys(chosen))
    return [pool[i] for i in picked] + [p for i, p in enumerate(pool) if i not in set(picked)]


def _reports_first(pool: list[Scored]) -> list[Scored]:
    groups = reports([p[0] for p in pool])
    return _first(pool, groups[0])


def _said_first(pool: list[Scored]) -> list[Scored]:
    """Whoever denies a claim or will not confirm it is not where it comes from: such claims follow the others."""
    near = [i for i, (_, score) in enumerate(pool) if score > pool[0][1] - FAR]
    return _first(pool, sorted(near, key=lambda i: pool[i][0].claim.stance in _AGAINST))


def _who_says_it_first(pool: list[Scored]) -> list[Scored]:
    """Asked who says something, whoever denies that very thing does not come before whoever says it."""
    lead, best = pool[0]
    if lead.claim.stance not in _AGAINST:
        return pool
    for i, (stored, score) in enumerate(pool):
        if stored.claim.stance not in _AGAINST and score > best - FAR and nearness_of(lead.quote, stored.quote) >= SAME:
            return _first(pool, [i])
    return pool


def _over_time(query: Query, pool: list[Scored]) -> list[Scored]:
    """What the speaker asked for says, first: the best of each article, then the best denial or withdrawal."""
    ids, subject = {s.id for s in query.speakers}, words(query.subject).stem_set
    own = [
        i
        for i, (stored, _) in enumerate(pool)
        if stored.claim.chain
        and (stored.speaker_id in ids or len(subject & words(who_text(stored)).stem_set) > 0.5 * len(subject))
    ]
    firsts: dict[str, int] = {}
    for i in own:
        firsts.setdefault(pool[i][0].article.id, i)
    denied = [i for i in own if pool[i][0].claim.stance is Stance.DENIES and i not in firsts.values()]
    chosen = _first(pool, [*sorted(firsts.values())[: SHOWN - 1], *denied[:1], *own])
    return chosen[: len(own)] or pool  # what others say is no change of theirs


def _parties(query: Query) -> list[frozenset[str]]:
    """The parties that a question names ("X and Y", "X vs Y"), as stems."""
    import re

    parts = re.split(r"\s+(?:and|or|vs\.?|versus|with)\s+", query.subject) if query.subject else []
    return [w for w in (words(p).stem_set for p in parts) if w]


def _both_sides(query: Query, pool: list[Scored]) -> list[Scored]:
    """The best claim of each party named, or the best claim and the best that stands against it, first."""
    parties = _parties(query)
    if len(parties) >= 2:
        firsts = []
        for party in parties[:3]:
            for i, (stored, _) in enumerate(pool):
                who = words(who_text(stored)).stem_set
                if stored.claim.chain and len(party & who) >= 0.5 * len(party):
                    firsts.append(i)
                    break
        return _first(pool, sorted(firsts)) if firsts else pool
    lead = pool[0][0]
    against = lead.claim.stance in _AGAINST
    other = [
        (stored.claim.stance in (Stance.DENIES, Stance.ASSERTS), nearness_of(lead.quote, stored.quote), -i)
        for i, (stored, score) in enumerate(pool[1:], 1)
        if (stored.claim.stance in _AGAINST) != against and score > pool[0][1] - FAR
    ]
    return _first(pool, [0, -max(other)[2]]) if other else pool
