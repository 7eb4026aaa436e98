"""How likely a further claim belongs beside the first of an answer, given that first.

A quotation that goes on where the first ends belongs more often than one of the same speaker from further down, and
whoever denies the first more often than whoever says something like it.

The weights are fitted by bot/training/calibrate_confidence.py on pairs that somebody read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from bot.question.parser import Kind, Query
from bot.retrieval.confidence import BESIDE, RELATION, Ranked, confidence
from bot.retrieval.features import end_of, start_of
from bot.retrieval.matching import other_side, same_source
from bot.retrieval.roles import by_subject
from bot.retrieval.running import is_quoted
from index.schema import Stance, StoredClaim

Row = npt.NDArray[np.float64]
NEAR = 1500
"""Code points within which two claims can stand in one paragraph or the next."""
_PARAGRAPH = re.compile(r"\n\s*\n")


class Weighed(NamedTuple):
    """What is known of each claim before the first is: log odds that it answers, that it belongs beside an answer."""

    answers: Row
    belongs: Row


def relation(query: Query, first: StoredClaim, other: StoredClaim, alike: float) -> list[float]:
    """How a claim stands to the first, in the order of RELATION. ``alike``: the cosine of their embeddings."""
    begin, end = start_of(first), end_of(first)
    start, stop = start_of(other), end_of(other)
    here = first.article.id == other.article.id
    one_source = same_source(first, other)
    apart = max(0, start - end, begin - stop) if here else 0
    between = first.article.text[min(end, stop) : max(begin, start)] if here and apart <= NEAR else ""
    near = here and apart <= NEAR and len(_PARAGRAPH.findall(between)) <= 1
    quoted = is_quoted(other)
    length = sum(b - a for a, b in other.claim.content)
    stance = other.claim.stance
    return [
        float(here),
        float(one_source),
        float(np.log1p(apart)),
        float(near),
        float(here and start > begin),
        float(quoted),
        float(near and one_source and quoted),
        float(here and bool(other.claim.cue) and first.claim.cue == other.claim.cue),
        alike,
        alike * one_source,
        float(other.claim.own_voice),
        float(stance is Stance.DENIES),
        float(stance is Stance.WITHHOLDS),
        float(by_subject(query, other)),
        float(other_side(first, other)),
        float(np.log1p(length)),
    ]


def signals(kind: Kind | str, relations: Row, weighed: Weighed, lead: float) -> Row:
    """(claims x BESIDE) of the claims behind the first, in the order they would be shown in. ``relations``: a row of
    ``relation`` each; ``lead``: log odds that the first answers."""
    n = len(relations)
    if not n:
        return np.zeros((0, len(BESIDE)))
    speaker = relations[:, RELATION.index("same_speaker")]
    what, who, conflict = (float(str(kind) == str(k)) for k in (Kind.WHAT, Kind.WHO, Kind.CONFLICT))
    columns = {
        **dict(zip(RELATION, relations.T, strict=True)),
        "answers": weighed.answers,
        "belongs": weighed.belongs,
        "lead": np.full(n, lead),
        "place": np.log(2.0 + np.arange(n)),
        "what": np.full(n, what),
        "what_speaker": what * speaker,
        "what_near": what * speaker * relations[:, RELATION.index("near")],
        "who": np.full(n, who),
        "conflict": np.full(n, conflict),
        "conflict_other": conflict * (1 - speaker),
    }
    return np.stack([columns[name] for name in BESIDE], axis=1)


def relations(query: Query, first: StoredClaim, others: Sequence[StoredClaim], alike: Sequence[float]) -> Row:
    """(claims x RELATION)."""
    rows = [relation(query, first, one, cosine) for one, cosine in zip(others, alike, strict=True)]
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(RELATION))


def belonging(query: Query, pool: Sequence[Ranked], placed: int = 1) -> list[Ranked]:
    """``pool`` with the probability that each claim belongs beside the first of it; those ``placed`` in front for what
    they are to one another keep their own, and so does a claim that the judge did not read."""
    first, *others = pool
    read = [(i, p, p.vector) for i, p in enumerate(others, 1) if p.vector is not None and i >= placed]
    if first.vector is None or not read:
        return list(pool)
    cosines = [float(vector @ first.vector) for _, _, vector in read]
    found = relations(query, first.stored, [p.stored for _, p, _ in read], cosines)
    weighed = Weighed(np.array([p.score for _, p, _ in read]), log_odds(np.array([p.belongs for _, p, _ in read])))
    said = confidence().beside.probabilities(signals(query.kind, found, weighed, first.score))
    weighed_pool = list(pool)
    for (i, p, _), b in zip(read, said, strict=True):
        weighed_pool[i] = p._replace(belongs=float(b))
    return weighed_pool


def log_odds(probabilities: Row) -> Row:
    """ln(p / (1 - p)) of each."""
    found: Row = np.log(probabilities / (1 - probabilities))
    return found
