"""Groups of claims -> propositions: wordings, positions to them (one original source counted once), turns. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.propositions.likeness import numbers
from bot.propositions.records import Position, Proposition, Turn, Wording, side
from bot.retrieval.features import start_of
from bot.retrieval.matching import nearness_of, same_source, say_the_same
from index.schema import Stance, StoredClaim
from index.text.folding import fold

_NEGATORS = frozenset("no not never nobody nothing none nowhere neither nor cannot".split())
_BENT = re.compile(
    r"""\b(?:until|only|unless|but|without|than|within|beyond|at\ least|at\ most)\b  # no boat within 40 miles
    | \bnot\ (?:all|every\w*|just|even|always|yet)\b                                 # not every boat
    | (?:,|\band)\ (?:not|nor)\b                                                     # in May and not in June
    """,
    re.X,
)
"""With these beside it, a "no" or "not" does not turn the whole over: "no boat within 40 miles" agrees with "the
nearest was more than 40 miles away"."""
_ALIKE = 0.3
"""How near the words of two claims must come for the one to be the other turned over."""


def proposition(claims: Sequence[StoredClaim]) -> Proposition:
    """The proposition of a group of claims, none of them in an article's own voice."""
    oldest = sorted(claims, key=_age)
    wordings = [_wording(group) for group in _by_wording(oldest)]
    wordings.sort(key=lambda one: (-len(one.positions), _age(one.lead)))
    return Proposition(tuple(wordings), _turns(oldest))


def polarity(text: str) -> int:
    """-1 where the words deny something themselves (an odd number of "no", "not", "never" and their like), 1 where they
    put it forward, 0 where that cannot be told from such words."""
    folded = fold(text).replace("’", "'")
    tokens = [token.strip(".,;:!?\"'“”‘()") for token in folded.split()]
    count = sum(1 for token in tokens if token in _NEGATORS or token.endswith("n't"))
    if _BENT.search(folded):
        return 0
    return -1 if count % 2 else 1


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
    return _denies_itself(a.quote) is _denies_itself(b.quote) and say_the_same(a.quote, b.quote)


def _denies_itself(text: str) -> bool:
    """As ``polarity``, but for words that stand to be shown as one: any "no" or "not" more or less makes them two."""
    tokens = fold(text).replace("’", "'").split()
    return sum(token.strip(".,;:!?\"'“”‘()") in _NEGATORS or token.endswith("n't") for token in tokens) % 2 == 1


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
