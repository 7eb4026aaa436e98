"""Which search a question needs: exact words, figures, claims known already, or the ranking of all that is near."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.question.parser import Kind, Query
from bot.question.tokens import words
from bot.retrieval.abstention import gate
from bot.retrieval.figures import figures
from bot.retrieval.quotation import Readable, exact
from bot.retrieval.reasons import reasons
from bot.retrieval.roles import STANDS
from bot.retrieval.search import ranked, retrieve
from index.schema import Evidence, Role, StoredClaim


def evidence(space: Readable, query: Query, k: int) -> list[Evidence]:
    """The numbered evidence that answers ``query``, best first; none where nothing found answers.

    ``k`` bounds it, but for figures: of these none is dropped.
    """
    if query.about:
        return numbered(space.claims_by_id(query.about)[:k])
    if query.reason_of:
        return numbered(reasons(space, query.reason_of)[:k])
    if query.kind is Kind.OVERVIEW and not words(query.topic).tokens:
        return []  # nothing is there that could be surveyed
    if query.quotation:
        found = exact(space, query.quotation, query.within)
        # where no article has these words, the nearest that says so: a quotation from memory
        return numbered(found[:k], sides=True) if found else retrieve(space, _by_meaning(query), k)
    if query.kind is Kind.FIGURES:
        ranking = ranked(space, query)
        given = figures(query, ranking.found) if ranking.answers >= gate().threshold else []
        if given:
            return given
    return retrieve(space, query, k)


def _by_meaning(query: Query) -> Query:
    return replace(query, kind=Kind.WHO, topic=query.quotation or query.topic)


def numbered(claims: Sequence[StoredClaim], *, sides: bool = False) -> list[Evidence]:
    """Claims that answer without doubt, numbered from 1; with ``sides`` those who dispute something are the other side
    of those who do not."""
    stands = [STANDS.get(c.claim.stance, Role.ANSWERS) if sides else Role.ANSWERS for c in claims]
    if Role.ANSWERS not in stands:
        stands = [Role.ANSWERS] * len(stands)
    return [Evidence(n, c, 0.0, role=role, group=n) for n, (c, role) in enumerate(zip(claims, stands, strict=True), 1)]
