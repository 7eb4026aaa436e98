"""From a ranking to the numbered evidence of an answer: what answers, both sides where asked, reports together."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.question.parser import Kind, Query
from bot.question.tokens import words
from bot.retrieval.beside import belonging
from bot.retrieval.confidence import Ranked, confidence
from bot.retrieval.features import who_text
from bot.retrieval.matching import (
    SAME,
    are_about_the_same,
    nearness_of,
    other_side,
    reports,
    same_source,
    same_words,
    taken_over,
)
from bot.retrieval.polarity import turned_over
from bot.retrieval.roles import by_subject, propositions, roles
from bot.retrieval.running import goes_on, one_run, run_of
from index.schema import Evidence, Stance, StoredClaim

BESIDE_FROM = 0.15
"""How likely a claim must be to belong that was chosen for its place beside the first: the other side, another date,
another report."""
FOLLOWS_FROM = 0.3
"""The same of what a speaker goes on to say, asked for his words: it is printed in one go with what is shown."""
FROM_OTHERS = 0.6
"""The same of a claim by somebody else than whom the question asks for."""
SURE_FROM = 0.6
"""How likely a claim must be to answer for its other side to be shown."""
LIKELY = 0.4
"""How likely whoever says a thing must be to answer for coming before who denies it in other words."""
SIDES = 2
"""Claims of the other side that are shown beside an answer."""
SHOWN = 5
"""Claims that one side, date or report after the other can bring to an answer."""
ACCOUNTS = 2
"""A change is told by two accounts at least, however unlikely the second is to answer by itself."""
FAR = 6.0
"""A claim that stands this far behind the best, in log odds, is not moved before it."""
LOOKED_AT = 30
_AGAINST = (Stance.DENIES, Stance.WITHHOLDS)


Chosen = tuple[list[Ranked], int]
"""Claims in the order they are shown in, and how many of the first were chosen for their place beside one another."""


def select(query: Query, ranking: Sequence[Ranked], k: int) -> list[Evidence]:
    """At most ``k`` pieces of evidence, best first, numbered from 1."""
    pool = _without_doubles(ranking[: LOOKED_AT * 2])[:LOOKED_AT]
    if not pool:
        return []
    pool, placed = _arranged(query, pool)
    pool = belonging(query, pool, placed)
    least = min(placed, ACCOUNTS) if query.kind is Kind.CHANGED else 1
    kept = [
        p
        for i, p in enumerate(pool)
        if i < least or p.belongs >= _least(query, p, pool[0]) or (i < min(placed, SHOWN) and p.belongs >= BESIDE_FROM)
    ][:k]
    own = {p.stored.id for p in kept}
    if query.kind in (Kind.WHAT, Kind.WHO, Kind.DENIAL, Kind.ANONYMOUS):
        kept = _with_what_follows(kept, pool)[:k]
    others = _other_sides(kept, pool)[: k - len(kept)]
    kept, own = [*kept, *others], own | {p.stored.id for p in others}
    beside: dict[int, tuple[StoredClaim, ...]] = {}
    for group in reports([p.stored for p in kept]):
        for i in group:
            beside[i] = tuple(kept[j].stored for j in group if j != i)
    shown = [p.stored for p in kept]
    numbers = propositions(shown)
    stands = roles(query, shown, numbers)
    every = [p.stored for p in ranking]
    runs = [run_of(p.stored, every) for p in kept]
    return [
        Evidence(
            i + 1, p.stored, p.score, beside[i], stands[i], numbers[i], p.probability, runs[i], p.stored.id not in own
        )
        for i, p in enumerate(kept)
    ]


def _with_what_follows(kept: Sequence[Ranked], pool: Sequence[Ranked]) -> list[Ranked]:
    """``kept``, each with what its speaker goes on to say in the next sentences, as far as that is likely to belong."""
    rest = [p for p in pool if p.belongs >= FOLLOWS_FROM and p not in kept]
    made: list[Ranked] = []
    for one in kept:
        made.append(one)
        while following := next((p for p in rest if goes_on(made[-1].stored, p.stored)), None):
            made.append(following)
            rest.remove(following)
    return made


def _least(query: Query, one: Ranked, first: Ranked) -> float:
    """How likely a claim must be to belong to be shown beside the first."""
    parties = _parties(query) if query.kind is Kind.CONFLICT else []
    who = words(who_text(one.stored)).stem_set
    asked = any(_is(party, who) for party in parties) if len(parties) >= 2 else by_subject(query, one.stored)
    asked = asked or (len(parties) < 2 and same_source(first.stored, one.stored))
    return confidence().shown_from(query.kind) if asked else FROM_OTHERS


def _is(party: frozenset[str], who: frozenset[str]) -> bool:
    return 2 * len(party & who) >= len(party)


def _other_sides(kept: Sequence[Ranked], pool: Sequence[Ranked]) -> list[Ranked]:
    """Whoever denies or leaves open what is shown, or says what is shown as denied: not an answer, but beside one."""
    sure = [p for i, p in enumerate(kept) if i == 0 or p.probability >= SURE_FROM]
    rest = [p for p in pool if p not in kept]
    return [p for p in rest if any(other_side(p.stored, shown.stored) for shown in sure)][:SIDES]


def _arranged(query: Query, pool: list[Ranked]) -> Chosen:
    if query.kind is Kind.EDITORIAL:
        return [p for p in pool if p.stored.claim.own_voice] + [p for p in pool if not p.stored.claim.own_voice], 1
    if query.kind is Kind.CONFLICT:
        return _both_sides(query, pool)
    if query.kind is Kind.CHANGED:
        return _over_time(query, pool)
    if query.kind in (Kind.INDEPENDENCE, Kind.ORIGIN):
        return _reports_first(_said_first(pool))
    if query.kind in (Kind.WHO, Kind.ANONYMOUS, Kind.OUTLET) and not query.stances:
        return _who_says_it_first(pool), 1
    return pool, 1


def _without_doubles(pool: Sequence[Ranked]) -> list[Ranked]:
    kept: list[Ranked] = []
    of_article: dict[str, list[StoredClaim]] = {}
    for p in pool:
        there = of_article.setdefault(p.stored.article.id, [])
        if not any(again(p.stored, other) for other in there):
            kept.append(p)
            there.append(p.stored)
    return kept


def again(one: StoredClaim, other: StoredClaim) -> bool:
    """True where a claim is shown with another: nearly the same words, or a sentence of the same quotation."""
    return one.article.id == other.article.id and (same_words(one, other) or one_run(one, other))


def _first(pool: list[Ranked], chosen: Sequence[int]) -> list[Ranked]:
    """``pool`` with the chosen indices moved to the front, in their order."""
    picked = list(dict.fromkeys(chosen))
    return [pool[i] for i in picked] + [p for i, p in enumerate(pool) if i not in set(picked)]


def _reports_first(pool: list[Ranked]) -> Chosen:
    lead = reports([p.stored for p in pool])[0]
    told = [pool[i].stored for i in lead]
    original = [i for i, p in enumerate(pool) if i not in lead and any(taken_over(one, p.stored) for one in told)]
    return _first(pool, [*lead, *original[:1]]), len(lead) + len(original[:1])


def _said_first(pool: list[Ranked]) -> list[Ranked]:
    """Whoever denies a claim or will not confirm it is not where it comes from: such claims follow the others."""
    near = [i for i, p in enumerate(pool) if p.score > pool[0].score - FAR]
    return _first(pool, sorted(near, key=lambda i: pool[i].stored.claim.stance in _AGAINST))


def _who_says_it_first(pool: list[Ranked]) -> list[Ranked]:
    """Asked who says something, whoever denies that very thing does not come before whoever says it."""
    lead, best = pool[0].stored, pool[0].score
    if lead.claim.stance not in _AGAINST:
        return pool
    said = [
        (nearness_of(lead.quote, p.stored.quote), p.probability, i)
        for i, p in enumerate(pool)
        if p.stored.claim.stance not in _AGAINST and p.score > best - FAR
    ]
    nearest, probability, at = max(said, key=lambda one: one[0], default=(0.0, 0.0, 0))
    return _first(pool, [at]) if nearest >= SAME or probability >= LIKELY else pool


def _over_time(query: Query, pool: list[Ranked]) -> Chosen:
    """What the speaker asked for says, first: the best of each article, then the best that turns one of these over: a
    denial of the same, or its opposite in plain words; and what stands beside the latest, for who takes an account back
    says in the next breath how it was."""
    ids, subject = {s.id for s in query.speakers}, words(query.subject).stem_set
    own = [
        i
        for i, (stored, *_) in enumerate(pool)
        if stored.claim.chain
        and (stored.speaker_id in ids or len(subject & words(who_text(stored)).stem_set) > 0.5 * len(subject))
    ]
    firsts: dict[str, int] = {}
    for i in own:
        firsts.setdefault(pool[i][0].article.id, i)
    told = [pool[i].stored for i in firsts.values()]
    turns = [i for i in own if i not in firsts.values() and any(_turns(pool[i].stored, other) for other in told)]
    placed = [*sorted(firsts.values())[: SHOWN - 1], *turns[:1]]
    if len(placed) > 1:
        latest = max((pool[i].stored for i in placed), key=lambda one: one.article.published or "")
        beside = [i for i in own if goes_on(pool[i].stored, latest) or goes_on(latest, pool[i].stored)]
        placed += [i for i in beside if i not in placed][:1]
    chosen = _first(pool, [*placed, *own])
    return (chosen[: len(own)], len(placed)) if own else (pool, 1)  # what others say is no change of theirs


def _turns(one: StoredClaim, other: StoredClaim) -> bool:
    """True where one claim takes back or denies what the other says."""
    apart = (one.claim.stance is Stance.DENIES) is not (other.claim.stance is Stance.DENIES)
    return apart is not turned_over(one.quote, other.quote) and are_about_the_same(one.quote, other.quote)


def _parties(query: Query) -> list[frozenset[str]]:
    """The parties that a question names ("X and Y", "X vs Y"), as stems."""
    parts = re.split(r"\s+(?:and|or|vs\.?|versus|with)\s+", query.subject) if query.subject else []
    return [w for w in (words(p).stem_set for p in parts) if w]


def _both_sides(query: Query, pool: list[Ranked]) -> Chosen:
    """The best claim of each party named, or the best claim and the best that stands against it, first."""
    parties = _parties(query)
    if len(parties) >= 2:
        firsts = []
        for party in parties[:3]:
            for i, (stored, *_) in enumerate(pool):
                who = words(who_text(stored)).stem_set
                if stored.claim.chain and _is(party, who):
                    firsts.append(i)
                    break
        return _first(pool, sorted(firsts)), max(1, len(firsts))
    lead = pool[0].stored
    against = lead.claim.stance in _AGAINST
    other = [
        (stored.claim.stance in (Stance.DENIES, Stance.ASSERTS), nearness_of(lead.quote, stored.quote), -i)
        for i, (stored, score, *_) in enumerate(pool[1:], 1)
        if (stored.claim.stance in _AGAINST) != against and score > pool[0].score - FAR
    ]
    return (_first(pool, [0, -max(other)[2]]), 2) if other else (pool, 1)
