"""How likely two claims are about one proposition: a logistic model over a few numbers a pair.

Fitted on our own texts (bot/training/propositions.jsonl) by bot/training/fit_propositions.py, which writes
data/likeness.json. Pure.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from bot.question.tokens import words
from bot.retrieval.features import start_of
from bot.retrieval.matching import covers, same_source
from index.schema import Stance, StoredClaim

NAMES = (
    "cosine cover_less cover_more same_article near opposed near_opposed "
    "same_number other_number short other_act overlap articles same_source_elsewhere"
).split()
REACH = 250.0
"""Code points over which the weight of standing near each other in one article falls to 1/e."""

SURE = 10.0
"""Log-odds of two claims that share their words in one article."""

_AGAINST = (Stance.DENIES, Stance.WITHHOLDS)
_ACTS = (Stance.URGES, Stance.VOWS, Stance.JUDGES)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of ``NAMES``, the constant, and the least log-odds at which two groups of claims are one."""

    weights: tuple[float, ...]
    constant: float
    least: float


@cache
def model() -> Model:
    """The model that is shipped."""
    stored = json.loads((files(__package__) / "data" / "likeness.json").read_text("utf-8"))
    return Model(tuple(stored["weights"][name] for name in NAMES), stored["constant"], stored["least"])


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims by their numbers in a sequence; ``cosine`` is that of their embeddings, ``articles`` that of the means
    of their articles' claims."""

    one: int
    other: int
    cosine: float
    articles: float


def log_odds(claims: Sequence[StoredClaim], pairs: Sequence[Pair], by: Model | None = None) -> list[float]:
    """Log-odds, for each pair, that its claims are about one proposition. The same words of one article are."""
    by = by or model()
    same = NAMES.index("overlap")
    return [
        SURE
        if row[same] > 0.95
        else by.constant + sum(weight * value for weight, value in zip(by.weights, row, strict=True))
        for row in features(claims, pairs)
    ]


def features(claims: Sequence[StoredClaim], pairs: Sequence[Pair]) -> list[tuple[float, ...]]:
    """The numbers of ``NAMES`` for each pair, the same whichever of the two comes first."""
    there = _covers(claims, [(pair.one, pair.other) for pair in pairs])
    back = _covers(claims, [(pair.other, pair.one) for pair in pairs])
    return [
        _row(claims[pair.one], claims[pair.other], pair, first, second)
        for pair, first, second in zip(pairs, there, back, strict=True)
    ]


def _covers(claims: Sequence[StoredClaim], ways: Sequence[tuple[int, int]]) -> list[float]:
    """``matching.cover`` of the first by the second of each pair, all pairs of one claim at once."""
    asked: dict[int, list[int]] = {}
    for at, (one, _) in enumerate(ways):
        asked.setdefault(one, []).append(at)
    found = [0.0] * len(ways)
    for one, places in asked.items():
        shares = covers(claims[one].quote, [claims[ways[at][1]].quote for at in places])
        for at, share in zip(places, shares, strict=True):
            found[at] = share
    return found


def _row(a: StoredClaim, b: StoredClaim, pair: Pair, there: float, back: float) -> tuple[float, ...]:
    together = a.article.id == b.article.id
    near = math.exp(-abs(start_of(a) - start_of(b)) / REACH) if together else 0.0
    opposed = (a.claim.stance in _AGAINST) != (b.claim.stance in _AGAINST)
    mine, theirs = numbers(a.quote), numbers(b.quote)
    return (
        pair.cosine,
        min(there, back),
        max(there, back),
        float(together),
        near,
        float(opposed),
        near * opposed,
        float(bool(mine & theirs)),
        float(bool(mine and theirs and not mine & theirs)),
        float(min(len(words(a.quote).tokens), len(words(b.quote).tokens)) < 3),
        float(_act(a) is not _act(b)),
        _overlap(a, b) if together else 0.0,
        pair.articles,
        float(not together and same_source(a, b)),
    )


@lru_cache(maxsize=20_000)
def numbers(text: str) -> frozenset[str]:
    """The numbers of a text as digits, "eleven" as 11; a thousands comma does not count."""
    spelled = {token for token in words(text).tokens if token.isdigit()}
    return frozenset(spelled | set(_NUMBER.findall(_THOUSANDS.sub("", text))))


def _act(stored: StoredClaim) -> Stance | None:
    """What is done with the words beyond saying, denying or leaving open: urging, vowing, judging."""
    return stored.claim.stance if stored.claim.stance in _ACTS else None


def _overlap(a: StoredClaim, b: StoredClaim) -> float:
    """The shared stretch of two contents of one article, by the longer of them."""
    shared = sum(max(0, min(e, f) - max(s, t)) for s, e in a.claim.content for t, f in b.claim.content)
    longest = max(sum(e - s for s, e in a.claim.content), sum(f - t for t, f in b.claim.content), 1)
    return shared / longest


def article_cosines(
    vectors: npt.NDArray[np.float32], owners: list[str]
) -> tuple[dict[str, int], npt.NDArray[np.float32]]:
    """The row of each article, and the unit means of the embeddings of their claims."""
    rows: dict[str, int] = {}
    for owner in owners:
        rows.setdefault(owner, len(rows))
    means = np.zeros((len(rows), vectors.shape[1]), dtype=np.float32)
    np.add.at(means, [rows[owner] for owner in owners], vectors)
    means /= np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-6)
    return rows, means
