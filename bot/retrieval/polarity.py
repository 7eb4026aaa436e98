"""Whether words put something forward or deny it themselves. Pure.

Counted in plain words of denial, as far as these tell: "no decision had been taken" against "the decision was taken".
"""

from __future__ import annotations

import re
from functools import lru_cache

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


@lru_cache(maxsize=1_000)
def polarity(text: str) -> int:
    """-1 where the words deny something themselves (an odd number of "no", "not", "never" and their like), 1 where they
    put it forward, 0 where that cannot be told from such words."""
    if _BENT.search(_folded(text)):
        return 0
    return -1 if denies_itself(text) else 1


def denies_itself(text: str) -> bool:
    """As ``polarity``, but for words that stand to be shown as one: any "no" or "not" more or less makes them two."""
    tokens = [token.strip(".,;:!?\"'“”‘()") for token in _folded(text).split()]
    return sum(token in _NEGATORS or token.endswith("n't") for token in tokens) % 2 == 1


def _folded(text: str) -> str:
    return fold(text).replace("’", "'")


def turned_over(a: str, b: str) -> bool:
    """True where the one denies in its words what the other, near to it in all else, puts forward."""
    return polarity(a) * polarity(b) < 0
