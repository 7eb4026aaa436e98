"""Why somebody says a thing: what the same source gives as a reason near it."""

from __future__ import annotations

import re

from bot.retrieval.features import end_of, start_of
from bot.retrieval.matching import same_source, same_words
from bot.retrieval.quotation import Readable
from index.errors import UnknownArticle
from index.schema import StoredClaim

NEAR = 1500
"""Code points between a claim and what can be its reason."""
_GIVES_A_REASON = re.compile(
    r"""\b(?:because|since|due\sto|owing\sto|so\s(?:that|as)|in\sorder\sto|thanks\sto|given\sthat   # because it leaks
    | as\sa\sresult|that['’]?s\swhy|which\sis\swhy|therefore|reasons?                   # that's why
    | (?:to|would|could|will)\s(?:avoid|prevent|protect|save|ensure|stop)                 # to protect the town
    | caused\sby|blam(?:e|es|ed|ing)|for\sfear|otherwise|unless|too\s\w+\s(?:to|for))\b""",
    re.I | re.X,
)


def reasons(space: Readable, claim_id: str) -> list[StoredClaim]:
    """The claims of the same source, the claim itself among them, whose words give a reason, nearest first."""
    known = space.claims_by_id([claim_id])
    if not known:
        return []
    asked = known[0]
    try:
        beside = space.article_claims(asked.article.id)
    except UnknownArticle:  # deleted meanwhile
        return []
    near = [
        c for c in beside if same_source(c, asked) and _distance(c, asked) <= NEAR and _GIVES_A_REASON.search(c.quote)
    ]
    kept: list[StoredClaim] = []
    for stored in sorted(near, key=lambda c: _distance(c, asked)):
        if not any(same_words(stored, other) for other in kept):
            kept.append(stored)
    return kept


def _distance(a: StoredClaim, b: StoredClaim) -> int:
    return max(0, start_of(a) - end_of(b), start_of(b) - end_of(a))
