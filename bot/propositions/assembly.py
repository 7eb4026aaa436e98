"""Groups of claims -> propositions: wordings, positions to them (one original source counted once), turns. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.propositions.likeness import numbers
from bot.propositions.records import Position, Proposition, Turn, Wording, side
from bot.retrieval.features import start_of
from bot.retrieval.matching import nearness_of, same_source, say_the_same
from bot.retrieval.polarity import denies_itself, polarity
from index.schema import Stance, StoredClaim

_ALIKE = 0.3
"""How near the words of two claims must come for the one to be the other turned over."""


def proposition(claims: Sequence[StoredClaim]) -> Proposition:
    """The proposition of a group of claims, none of them in an article's own voice."""
    oldest = sorted(claims, key=_age)
    wordings = [_wording(group) for group in _by_wording(oldest)]
    wordings.sort(key=lambda one: (-len(one.positions), _age(one.lead)))
    return Proposition(tuple(wordings), _turns(oldest))


def _age(stored: StoredClaim) -> tuple[str, str, int]:
    """Oldest first, undated last; then text order."""
    return (stored.article.published or "9999", stored.article.id, start_of(stored))


def same_wording(a: StoredClaim, b: StoredClaim) -> bool:
    """True where what is said of one's words can be said of the other's: a stance to the one is a stance to the other.

    Stricter than being about one proposition: words that deny what the other's put forward, or give other numbers,
    are another wording, so that nobody is shown asserting what they spoke against.
    """
    if a.quote == b.quote:
        return True
    mine, theirs = numbers(a.quote), numbers(b.quote)
    if mine != theirs and mine and theirs:
        return False
    return denies_itself(a.quote) is denies_itself(b.quote) and say_the_same(a.quote, b.quote)


def _by_wording(claims: Sequence[StoredClaim]) -> list[list[StoredClaim]]:
    groups: list[list[StoredClaim]] = []
    for claim in claims:
        fitting = next((group for group in groups if same_wording(group[0], claim)), None)
        if fitting is None:
            groups.append([claim])
        else:
            fitting.append(claim)
    return groups


def _wording(claims: Sequence[StoredClaim]) -> Wording:
    held: list[list[StoredClaim]] = []
    for claim in claims:
        for reports in held:
            if reports[0].claim.stance is claim.claim.stance and same_source(reports[0], claim):
                reports.append(claim)
                break
        else:
            held.append([claim])
    positions = tuple(Position(reports[0].claim.stance, tuple(reports)) for reports in held)
    lead = max(claims, key=lambda one: (min(len(one.quote), 160), -len(one.quote)))
    return Wording(lead, polarity(lead.quote), positions)


def _turns(oldest: Sequence[StoredClaim]) -> tuple[Turn, ...]:
    """Where a named speaker's side changes from one dated article to a later one."""
    last: dict[int, StoredClaim] = {}
    turns = []
    for claim in oldest:
        speaker, day = claim.speaker_id, (claim.article.published or "")[:10]
        if speaker is None or claim.claim.anonymous or not day:
            continue
        before = last.get(speaker)
        if before is not None and (before.article.published or "")[:10] < day and opposite(before, claim):
            turns.append(Turn(before, claim))
        if claim.claim.stance is not Stance.WITHHOLDS:
            last[speaker] = claim
    return tuple(turns)


def opposite(a: StoredClaim, b: StoredClaim) -> bool:
    """True where two claims of one proposition take opposite sides, as far as stance and words make that certain."""
    stances = side(a.claim.stance, 1) * side(b.claim.stance, 1)
    if same_wording(a, b):
        return stances < 0
    turned = polarity(a.quote) * polarity(b.quote)
    return stances * turned < 0 and nearness_of(a.quote, b.quote) >= _ALIKE
