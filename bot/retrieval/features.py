"""What the second stage sees of a candidate: a row of numbers, each with a name. Pure, over records and scores."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
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
    """A claim that the first stage found, the sum of its reciprocal ranks, and how near it is to the question."""

    stored: StoredClaim
    fused: float
    near: Nearness


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


def _cover(asked: Sequence[str], weights: Row, have: frozenset[str]) -> float:
    total = float(weights.sum())
    return float(sum(w for s, w in zip(asked, weights, strict=True) if s in have)) / total if total else 0.0


def weigh(asked: Words, candidates: Sequence[Candidate]) -> tuple[tuple[str, ...], tuple[str, ...], Row]:
    """The asked words once each, their stems, and their weights: rare in English and rare among the candidates."""
    tokens = tuple(dict.fromkeys(asked.tokens))
    stems = tuple(stem(t) for t in tokens)
    sets = [words(c.stored.context).stem_set for c in candidates]
    n = len(sets)
    weights = [
        (0.2 + commonness(t)) * math.log(1 + (n + 1) / (0.5 + sum(s in have for have in sets)))
        for t, s in zip(tokens, stems, strict=True)
    ]
    return tokens, stems, np.array(weights, dtype=np.float64)


def table(query: Query, candidates: Sequence[Candidate]) -> Row:
    """(candidates x NAMES)."""
    if not candidates:
        return np.zeros((0, len(NAMES)))
    stored = [c.stored for c in candidates]
    topic, _, topic_weights = weigh(words(query.topic), candidates)
    full, full_stems, full_weights = weigh(words(query.text), candidates)
    subject = words(query.subject)
    role = words(query.role)
    mentioned = frozenset(full_stems)

    quotes = [s.quote for s in stored]
    wholes = [whole_text(s) for s in stored]
    nears = [near_text(s) for s in stored]
    content_nearness = nearness(topic, quotes)
    soft_content = _mean(content_nearness, topic_weights)
    soft_rest = _rest(content_nearness, topic_weights, [s.article.id for s in stored])
    rest, _, rest_weights = weigh(words(without_names(query.topic)), candidates)
    content_cover = _mean(nearness(rest, quotes), rest_weights)
    soft_claim = _mean(nearness(full, wholes), full_weights)
    near_sets = [words(t).stem_set for t in nears]
    read = {s.article.id: s.article.text for s in stored}
    in_article = dict(zip(read, stems_in(full_stems, read.values()), strict=True))

    dense_text = np.array([c.near.text for c in candidates], dtype=np.float64)
    article_best: dict[str, float] = {}
    for s, d in zip(stored, dense_text, strict=True):
        article_best[s.article.id] = max(article_best.get(s.article.id, -1.0), float(d))
    near_mean, near_best = _neighbours(stored, dense_text)

    rows = []
    for i, (c, s) in enumerate(zip(candidates, stored, strict=True)):
        claim = s.claim
        who = words(who_text(s)).stem_set
        hit, miss = _subject(query, s, subject, who)
        near = _cover(full_stems, full_weights, near_sets[i] | who)
        named = bool(who) and not subject.tokens and claim.chain and len(who & mentioned) >= 0.5 * len(who)
        stance_hit, stance_miss, stance_odd = _stances(query, claim.stance)
        row = {
            "dense_text": c.near.text,
            "dense_topic": c.near.topic,
            "dense_bare": c.near.bare,
            "dense_within": c.near.within,
            "dense_rest": c.near.rest,
            "content_cover": content_cover[i],
            "rrf": c.fused * 12,
            "cover_claim": _cover(full_stems, full_weights, words(wholes[i]).stem_set),
            "cover_near": near,
            "cover_article": _cover(full_stems, full_weights, in_article[s.article.id]),
            "soft_content": soft_content[i],
            "soft_claim": soft_claim[i],
            "soft_rest": soft_rest[i],
            "article_best": article_best[s.article.id],
            "near_mean": near_mean[i],
            "near_best": near_best[i],
            "subject_hit": hit,
            "subject_miss": miss,
            "named_hit": bool(named),
            "own": claim.own_voice,
            "short": len(words(s.quote).tokens) < 4,
            "length": math.log(1 + len(words(s.quote).tokens)),
            "stance_hit": stance_hit,
            "stance_miss": stance_miss,
            "stance_odd": stance_odd,
            "anonymous_hit": claim.anonymous and (query.anonymous or query.kind is Kind.ANONYMOUS),
            "outlet_hit": s.article.outlet in query.outlets,
            "outlet_asked": query.kind is Kind.OUTLET and _institution(s),
            "role_hit": _role(role, s, who),
            "own_asked": query.kind is Kind.EDITORIAL and claim.own_voice,
            "in_period": _in_period(query, s),
        }
        rows.append([float(row[name]) for name in NAMES])
    return np.array(rows, dtype=np.float64)


def _mean(scores: npt.NDArray[np.float32], weights: Row) -> Row:
    total = weights.sum()
    return scores @ weights / total if total else np.zeros(len(scores))


def _rest(scores: npt.NDArray[np.float32], weights: Row, articles: Sequence[str]) -> Row:
    """As the weighted mean, but a word that the article's other candidates have as well counts little.

    Within an article on the matter asked for every claim has its names; what tells them apart is the rest.
    """
    out = np.zeros(len(articles))
    for article in set(articles):
        members = [i for i, a in enumerate(articles) if a == article]
        telling = weights * (1.05 - scores[members].mean(0))
        total = telling.sum()
        out[members] = scores[members] @ telling / total if total else 0.0
    return out


def _neighbours(stored: Sequence[StoredClaim], dense: Row) -> tuple[Row, Row]:
    """Mean (weighed by nearness) and best cosine of the other candidates within two surroundings' length."""
    by_article: dict[str, list[int]] = {}
    for i, s in enumerate(stored):
        by_article.setdefault(s.article.id, []).append(i)
    floor = float(dense.min())
    mean, best = np.full(len(stored), floor), np.full(len(stored), floor)
    for members in by_article.values():
        starts = np.array([start_of(stored[i]) for i in members], dtype=np.float64)
        cosines = dense[members]
        distance = np.abs(starts[:, None] - starts[None, :])
        weight = np.exp(-distance / 250.0)
        np.fill_diagonal(weight, 0.0)
        # one silent neighbour at the floor, so that a lone candidate and a crowd can be told apart
        mean[members] = (weight @ cosines + 0.3 * floor) / (weight.sum(1) + 0.3)
        best[members] = np.maximum(floor, np.where(weight > 0.06, cosines[None, :], floor).max(1))
    return mean, best


def _subject(query: Query, stored: StoredClaim, subject: Words, who: frozenset[str]) -> tuple[float, float]:
    """(how far the claim is by whom the question asks for, whether it is by somebody else)."""
    if not subject.tokens:
        return 0.0, 0.0
    ids = {s.id for s in query.speakers}
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
