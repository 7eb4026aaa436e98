"""How likely two claims are about one proposition: a logistic model over a few numbers a pair.

Fitted on our own texts (bot/training/propositions.jsonl) by bot/training/fit_propositions.py, which writes
data/likeness.json. Pure.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from bot.question.tokens import words
from bot.retrieval.features import start_of
from bot.retrieval.matching import cover, same_source
from index.schema import Stance, StoredClaim

NAMES = (
    "cosine cover_less cover_more same_article near opposed near_opposed "
    "same_number other_number short other_act overlap articles same_source_elsewhere"
).split()
REACH = 250.0
"""Code points over which the weight of standing near each other in one article falls to 1/e."""

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


def log_odds(a: StoredClaim, b: StoredClaim, cosine: float, articles: float, by: Model | None = None) -> float:
    """Log-odds that two claims are about one proposition; ``cosine`` is that of their embeddings, ``articles`` that of
    the means of their articles' claims. The same words of the same article are."""
    row = features(a, b, cosine, articles)
    if row[NAMES.index("overlap")] > 0.95:
        return 10.0
    by = by or model()
    return by.constant + sum(w * x for w, x in zip(by.weights, row, strict=True))


def features(a: StoredClaim, b: StoredClaim, cosine: float, articles: float) -> tuple[float, ...]:
    """The numbers of ``NAMES`` for a pair, the same whichever comes first."""
    there, back = cover(a.quote, b.quote), cover(b.quote, a.quote)
    together = a.article.id == b.article.id
    near = math.exp(-abs(start_of(a) - start_of(b)) / REACH) if together else 0.0
    opposed = (a.claim.stance in _AGAINST) != (b.claim.stance in _AGAINST)
    mine, theirs = numbers(a.quote), numbers(b.quote)
    return (
        cosine,
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
        articles,
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
