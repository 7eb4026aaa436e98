"""Groups of claims -> propositions: wordings, who takes which position to them, one source counted once, turns. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.propositions.likeness import numbers
from bot.propositions.records import Position, Proposition, Turn, Wording, side
from bot.question.tokens import fold
from bot.retrieval.features import start_of
from bot.retrieval.matching import same_source, say_the_same
from index.schema import StoredClaim

_NEGATORS = frozenset("no not never nobody nothing none nowhere neither nor without cannot".split())


def proposition(claims: Sequence[StoredClaim]) -> Proposition:
    """The proposition of a group of claims, none of them in an article's own voice."""
    oldest = sorted(claims, key=_age)
    wordings = [_wording(group) for group in _by_wording(oldest)]
    wordings.sort(key=lambda one: (-len(one.positions), _age(one.lead)))
    return Proposition(tuple(wordings), _turns(oldest))


def negated(text: str) -> bool:
    """True where the words deny something themselves: an odd number of "no", "not", "never" and their like."""
    tokens = fold(text).replace("’", "'").split()
    count = sum(1 for token in tokens if token.strip(".,;:!?\"'“”‘()") in _NEGATORS or "n't" in token)
    return count % 2 == 1


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
    return negated(a.quote) is negated(b.quote) and say_the_same(a.quote, b.quote)


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
    return Wording(lead, negated(lead.quote), positions)


def _turns(oldest: Sequence[StoredClaim]) -> tuple[Turn, ...]:
    """Where a named speaker's side changes from one dated article to a later one."""
    last: dict[int, StoredClaim] = {}
    turns = []
    for claim in oldest:
        speaker, day = claim.speaker_id, (claim.article.published or "")[:10]
        taken = side(claim.claim.stance, negated(claim.quote))
        if speaker is None or claim.claim.anonymous or not day or not taken:
            continue
        before = last.get(speaker)
        if before is not None and (before.article.published or "")[:10] < day:
            if side(before.claim.stance, negated(before.quote)) == -taken:
                turns.append(Turn(before, claim))
        last[speaker] = claim
    return tuple(turns)
