"""What the second stage sees of a candidate: a row of numbers, each with a name. Pure, over records and scores."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from bot.question.parser import Kind, Query
from bot.question.patterns import INSTITUTION
from bot.question.tokens import Words, stem, stems_in, words
from bot.question.variants import without_names
from bot.retrieval.similarity import commonness, nearness, spelling
from index.schema import Stance, StoredClaim
from index.text.folding import fold

NAMES = (
    "dense_text dense_topic dense_bare dense_within content_cover rrf "
    "cover_claim cover_near cover_article soft_content soft_claim soft_rest dense_rest "
    "article_best near_mean near_best subject_hit subject_miss named_hit own short length "
    "stance_hit stance_miss stance_odd anonymous_hit outlet_hit outlet_asked role_hit own_asked in_period"
).split()
NEAR = 350
"""Code points before and after a claim that count as its surroundings."""

Row = npt.NDArray[np.float64]


class Nearness(NamedTuple):
    """Cosines of a claim with the question, its topic, and its topic without names; the last of these with the share of
    the names taken out of both, and with what the article's claims have in common taken out of the claim."""

    text: float
    topic: float
    rest: float
    bare: float
    within: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim that the first stage found, the sum of its reciprocal ranks, how near it is to the question, and its
    embedding."""

    stored: StoredClaim
    fused: float
    near: Nearness
    vector: npt.NDArray[np.float32] | None = None


def start_of(stored: StoredClaim) -> int:
    """Where a claim begins in its article, in code points."""
    claim = stored.claim
    return min((a for a, _ in (*claim.content, *claim.source, *claim.cue)), default=0)


def end_of(stored: StoredClaim) -> int:
    """Where a claim ends in its article, in code points."""
    claim = stored.claim
    return max((b for _, b in (*claim.content, *claim.source, *claim.cue)), default=0)


def who_text(stored: StoredClaim) -> str:
    """Speaker and chain in one line."""
    claim = stored.claim
    return " ".join(dict.fromkeys(x for x in (claim.speaker or "", *claim.chain) if x))


def whole_text(stored: StoredClaim) -> str:
    """Who says it, the words around it, and the words."""
    return f"{who_text(stored)} {stored.context}"


def near_text(stored: StoredClaim) -> str:
    """The surroundings, cut at paragraphs' ends where one is near."""
    text = stored.article.text
    return text[max(0, start_of(stored) - NEAR) : end_of(stored) + NEAR]


Weights = Sequence[tuple[str, float]]
"""The stems asked for, and how much each counts."""


def _cover(asked: Weights, total: float, have: frozenset[str]) -> float:
    return sum([w for s, w in asked if s in have]) / total if total else 0.0


def weigh(asked: Words, candidates: Sequence[Candidate]) -> tuple[tuple[str, ...], tuple[str, ...], Row]:
    """The asked words once each, their stems, and their weights: rare in English and rare among the candidates."""
    tokens = tuple(dict.fromkeys(asked.tokens))
    stems = tuple(stem(t) for t in tokens)
    n, wanted = len(candidates), frozenset(stems)
    common = Counter(chain.from_iterable([words(c.stored.context).stem_set & wanted for c in candidates]))
    weights = [
        (0.2 + commonness(t)) * math.log(1 + (n + 1) / (0.5 + common[s])) for t, s in zip(tokens, stems, strict=True)
    ]
    return tokens, stems, np.array(weights, dtype=np.float64)


def table(query: Query, candidates: Sequence[Candidate]) -> Row:
    """(candidates x NAMES)."""
    if not candidates:
        return np.zeros((0, len(NAMES)))
    who = [who_text(c.stored) for c in candidates]
    columns = {
        **{f"dense_{name}": [getattr(c.near, name) for c in candidates] for name in Nearness._fields},
        "rrf": [c.fused * 12 for c in candidates],
        **_of_words(query, candidates, who),
        **_of_neighbours([c.stored for c in candidates], [c.near.text for c in candidates]),
        **_of_kind(query, [c.stored for c in candidates], [words(w).stem_set for w in who]),
    }
    return np.stack([np.asarray(columns[name], dtype=np.float64) for name in NAMES], axis=1)


Columns = dict[str, Sequence[float] | Row]


def _of_words(query: Query, candidates: Sequence[Candidate], who: Sequence[str]) -> Columns:
    """What a claim, its sentence, its surroundings and its article have of the words asked for."""
    stored = [c.stored for c in candidates]
    topic, _, topic_weights = weigh(words(query.topic), candidates)
    full, stems, full_weights = weigh(words(query.text), candidates)
    rest, _, rest_weights = weigh(words(without_names(query.topic)), candidates)
    wholes = [f"{w} {s.context}" for w, s in zip(who, stored, strict=True)]
    # all words and all texts in one go: the wordings share most words, a claim's texts theirs
    asked = {token: i for i, token in enumerate(dict.fromkeys((*full, *topic, *rest)))}
    near = nearness(tuple(asked), [*wholes, *(s.quote for s in stored)])
    claims, contents = near[: len(stored)], near[len(stored) :]
    content_nearness = contents[:, [asked[t] for t in topic]]

    weights, total = list(zip(stems, full_weights.tolist(), strict=True)), float(full_weights.sum())
    read = {s.article.id: s.article.text for s in stored}
    in_article = {
        article: _cover(weights, total, have)
        for article, have in zip(read, stems_in(stems, read.values()), strict=True)
    }
    near_texts = stems_in(stems, [near_text(s) for s in stored])
    around = [have | words(w).stem_set for have, w in zip(near_texts, who, strict=True)]
    return {
        "content_cover": _mean(contents[:, [asked[t] for t in rest]], rest_weights),
        "cover_claim": [_cover(weights, total, words(text).stem_set) for text in wholes],
        "cover_near": [_cover(weights, total, have) for have in around],
        "cover_article": [in_article[s.article.id] for s in stored],
        "soft_content": _mean(content_nearness, topic_weights),
        "soft_claim": _mean(claims[:, [asked[t] for t in full]], full_weights),
        "soft_rest": _rest(content_nearness, topic_weights, stored),
    }


def _of_neighbours(stored: Sequence[StoredClaim], dense: Sequence[float]) -> Columns:
    """How near the question what stands beside a claim is, and the best of its article."""
    best: dict[str, float] = {}
    for s, d in zip(stored, dense, strict=True):
        best[s.article.id] = max(best.get(s.article.id, -1.0), d)
    near_mean, near_best = _neighbours(stored, np.array(dense, dtype=np.float64))
    return {"article_best": [best[s.article.id] for s in stored], "near_mean": near_mean, "near_best": near_best}


def _of_kind(query: Query, stored: Sequence[StoredClaim], who: Sequence[frozenset[str]]) -> Columns:
    """Whose a claim is, how it stands, when and where it came out, against what is asked for."""
    subject, role = words(query.subject), words(query.role)
    mentioned = words(query.text).stem_set
    ids = {s.id for s in query.speakers}
    lengths = [len(words(s.quote).tokens) for s in stored]
    subjects = [_subject(ids, s, subject, w) for s, w in zip(stored, who, strict=True)]
    known = {stance: _stances(query, stance) for stance in {s.claim.stance for s in stored}}
    stances = [known[s.claim.stance] for s in stored]
    nobody = not subject.tokens
    anonymous = query.anonymous or query.kind is Kind.ANONYMOUS
    outlet, editorial = query.kind is Kind.OUTLET, query.kind is Kind.EDITORIAL
    return {
        "subject_hit": [hit for hit, _ in subjects],
        "subject_miss": [miss for _, miss in subjects],
        "named_hit": [
            bool(w and nobody and s.claim.chain and len(w & mentioned) >= 0.5 * len(w))
            for s, w in zip(stored, who, strict=True)
        ],
        "own": [s.claim.own_voice for s in stored],
        "short": [n < 4 for n in lengths],
        "length": [math.log(1 + n) for n in lengths],
        "stance_hit": [hit for hit, _, _ in stances],
        "stance_miss": [miss for _, miss, _ in stances],
        "stance_odd": [odd for _, _, odd in stances],
        "anonymous_hit": [s.claim.anonymous and anonymous for s in stored],
        "outlet_hit": [s.article.outlet in query.outlets for s in stored],
        "outlet_asked": [outlet and _institution(s) for s in stored],
        "role_hit": [_role(role, s, w) for s, w in zip(stored, who, strict=True)],
        "own_asked": [editorial and s.claim.own_voice for s in stored],
        "in_period": [_in_period(query, s) for s in stored],
    }


def by_article(stored: Sequence[StoredClaim]) -> list[list[int]]:
    """The places of the claims of each article."""
    places: dict[str, list[int]] = {}
    for i, s in enumerate(stored):
        places.setdefault(s.article.id, []).append(i)
    return list(places.values())


def _mean(scores: npt.NDArray[np.float32], weights: Row) -> Row:
    total = weights.sum()
    return scores @ weights / total if total else np.zeros(len(scores))


def _rest(scores: npt.NDArray[np.float32], weights: Row, stored: Sequence[StoredClaim]) -> Row:
    """As the weighted mean, but a word that the article's other candidates have as well counts little.

    Within an article on the matter asked for every claim has its names; what tells them apart is the rest.
    """
    out = np.zeros(len(stored))
    for members in by_article(stored):
        telling = weights * (1.05 - scores[members].mean(0))
        total = telling.sum()
        out[members] = scores[members] @ telling / total if total else 0.0
    return out


def _neighbours(stored: Sequence[StoredClaim], dense: Row) -> tuple[Row, Row]:
    """Mean (weighed by nearness) and best cosine of the other candidates within two surroundings' length."""
    floor = float(dense.min())
    mean, best = np.full(len(stored), floor), np.full(len(stored), floor)
    for members in by_article(stored):
        starts = np.array([start_of(stored[i]) for i in members], dtype=np.float64)
        cosines = dense[members]
        distance = np.abs(starts[:, None] - starts[None, :])
        weight = np.exp(-distance / 250.0)
        np.fill_diagonal(weight, 0.0)
        # one silent neighbour at the floor, so that a lone candidate and a crowd can be told apart
        mean[members] = (weight @ cosines + 0.3 * floor) / (weight.sum(1) + 0.3)
        best[members] = np.maximum(floor, np.where(weight > 0.06, cosines[None, :], floor).max(1))
    return mean, best


def _subject(ids: set[int], stored: StoredClaim, subject: Words, who: frozenset[str]) -> tuple[float, float]:
    """(how far the claim is by whom the question asks for, whether it is by somebody else); ``ids``: of the speakers
    asked for."""
    if not subject.tokens:
        return 0.0, 0.0
    if stored.speaker_id is not None and stored.speaker_id in ids:
        return 1.0, 0.0
    share = len(subject.stem_set & who) / len(subject.stem_set) if stored.claim.chain else 0.0
    if share < 0.5 and not ids and stored.claim.chain:
        names = [t for t in subject.tokens if len(t) > 3]
        close = [max((_spelled(t, w) for w in words(who_text(stored)).tokens), default=0.0) for t in names]
        share = max(share, sum(close) / len(close) if close else 0.0)
    return (0.8 * share, 0.0) if share >= 0.4 else (0.0, 1.0)


def _spelled(asked: str, have: str) -> float:
    near = spelling(asked, have)
    return near if near >= 0.55 else 0.0


_STANCES = (Stance.DENIES, Stance.WITHHOLDS)


def _stances(query: Query, stance: Stance) -> tuple[float, float, float]:
    """(asked for, something else asked for, denial or silence where nothing of the kind is asked for)."""
    wanted = query.stances
    strong = [s for s in _STANCES if s in wanted]
    if stance in wanted:
        return 1.0 if stance in _STANCES or not strong else 0.5, 0.0, 0.0
    odd = stance is Stance.WITHHOLDS or (stance is Stance.DENIES and query.kind is Kind.WHO)
    open_kind = query.kind in (Kind.WHO, Kind.ORIGIN, Kind.ANONYMOUS, Kind.OUTLET, Kind.INDEPENDENCE)
    return 0.0, float(bool(strong)), float(odd and open_kind and not strong)


def _institution(stored: StoredClaim) -> bool:
    """True for a source in whose name no person speaks: a paper, a poll, a report. Told by the words of the mention."""
    return bool(stored.claim.chain) and bool(INSTITUTION.search(" ".join(stored.claim.chain)))


def _role(role: Words, stored: StoredClaim, who: frozenset[str]) -> float:
    if not role.tokens:
        return 0.0
    return len(role.stem_set & (words(stored.context).stem_set | who)) / len(role.stem_set)


def _in_period(query: Query, stored: StoredClaim) -> float:
    published = stored.article.published
    if not published or not (query.since or query.until):
        return 0.0
    day = fold(published)[:10]
    return float((not query.since or day >= query.since) and (not query.until or day <= query.until))
