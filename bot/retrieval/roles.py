"""How each piece of evidence stands to what is asked, and which pieces are about one proposition. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.question.parser import Kind, Query
from bot.question.tokens import words
from bot.retrieval.features import who_text
from bot.retrieval.matching import are_about_the_same, other_side, same_source
from index.schema import Role, Stance, StoredClaim

STANDS = {Stance.DENIES: Role.OTHER_SIDE, Stance.WITHHOLDS: Role.LEAVES_OPEN}
_SAID = (Kind.WHO, Kind.ORIGIN, Kind.ANONYMOUS, Kind.OUTLET, Kind.INDEPENDENCE, Kind.FIGURES, Kind.QUOTATION)


def propositions(claims: Sequence[StoredClaim]) -> list[int]:
    """The number of the proposition that each claim is about, from 1, in order of the first."""
    firsts: list[StoredClaim] = []
    numbers = []
    for claim in claims:
        known = next((i for i, other in enumerate(firsts, 1) if are_about_the_same(claim.quote, other.quote)), 0)
        if not known:
            firsts.append(claim)
        numbers.append(known or len(firsts))
    return numbers


def roles(query: Query, claims: Sequence[StoredClaim], numbers: Sequence[int]) -> list[Role]:
    """What each claim is to ``query``, beside the first; ``numbers``: of their propositions."""
    if not claims:
        return []
    denied = {number for claim, number in zip(claims, numbers, strict=True) if claim.claim.stance in STANDS}
    return [
        _role(query, claims[0], claim, n in denied or (claim is not claims[0] and bool(denied)))
        for claim, n in zip(claims, numbers, strict=True)
    ]


def _role(query: Query, lead: StoredClaim, stored: StoredClaim, denied: bool) -> Role:
    stance = stored.claim.stance
    if query.kind is Kind.CONFLICT:
        stands = STANDS.get(stance)
        return Role.ANSWERS if stands is None or STANDS.get(lead.claim.stance) is stands else stands
    if query.subject or query.speakers:
        # whoever says the first is whom the question means, by another spelling of the name
        return Role.ANSWERS if by_subject(query, stored) or same_source(lead, stored) else _beside(lead, stored)
    if stance in STANDS and stance not in query.stances and query.kind in _SAID:
        return STANDS[stance]
    if query.kind in _SAID and other_side(lead, stored) and lead.claim.stance not in STANDS:
        return Role.OTHER_SIDE  # says in plain words that it is not so
    if query.kind is Kind.DENIAL and stance not in STANDS and denied:
        return Role.OTHER_SIDE  # where nobody shown denies it, the claim found is itself the denial
    return Role.ANSWERS


def by_subject(query: Query, stored: StoredClaim) -> bool:
    """True where a claim is by whom the question asks for."""
    if stored.speaker_id is not None and stored.speaker_id in {s.id for s in query.speakers}:
        return True
    subject = words(query.subject).stem_set
    return not subject or 2 * len(subject & words(who_text(stored)).stem_set) >= len(subject)


def _beside(lead: StoredClaim, stored: StoredClaim) -> Role:
    """Of a claim by somebody who was not asked for."""
    if stored is lead:
        return Role.ANSWERS
    stance = stored.claim.stance
    if stance is lead.claim.stance:
        return Role.SAME_CLAIM
    return STANDS.get(stance, Role.OTHER_SIDE if lead.claim.stance in STANDS else Role.SAME_CLAIM)
