"""Question -> ranked claims: dense and lexical search over claims, fused, then ranked by what the question says.

Reciprocal rank fusion with k = 60: Cormack, Clarke and Buettcher, SIGIR 2009.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
import numpy.typing as npt

from bot.question.parser import Query
from bot.question.tokens import stem, words
from bot.question.variants import wordings
from bot.retrieval.abstention import gate, signals
from bot.retrieval.confidence import JUDGED, Ranked, confidence
from bot.retrieval.confidence import signals as confidence_signals
from bot.retrieval.features import Candidate, Nearness, by_article, table
from bot.retrieval.judge import judge
from bot.retrieval.reranker import ranker
from bot.retrieval.selection import SHOWN, select
from index.schema import Evidence, Filter, StoredClaim

DENSE = 100
LEXICAL = 60
BY_SPEAKER = 30
POOL = 90
"""Claims that each search hands to the fusion, those of the speaker asked for, and those that are ranked."""
RRF_K = 60

Vectors = npt.NDArray[np.float32]


class Searchable(Protocol):
    """What retrieval needs of a space."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of texts, one batch."""

    def search_vectors(self, vectors: Vectors, k: int, within: Filter | None = None) -> list[list[tuple[str, float]]]:
        """For each vector claim ids with cosine similarity, best first."""

    def vectors_of(self, ids: Sequence[str]) -> Vectors:
        """The embeddings of claims, a row each."""

    def search_lexical(self, text: str, k: int, within: Filter | None = None) -> list[tuple[str, float]]:
        """Claim ids with a lexical score, best first."""

    def claims_by_id(self, ids: Sequence[str]) -> list[StoredClaim]:
        """The claims of these ids, in their order, missing ones left out."""


def candidates(space: Searchable, query: Query) -> list[Candidate]:
    """The first stage: what meaning and words find, at most ``POOL`` claims and those of the speaker asked for.

    Every wording of the question is embedded in one batch; the cosines of the pool are exact for each of them.
    """
    asked = space.embed(wordings(query))
    by_text, by_topic = space.search_vectors(asked[:2], DENSE, query.within)
    fused: dict[str, float] = {}
    for ranking in (by_text, by_topic, space.search_lexical(query.text, LEXICAL, query.within)):
        for rank, (claim, _) in enumerate(ranking):
            fused[claim] = fused.get(claim, 0.0) + 1.0 / (RRF_K + rank + 1)
    pool = sorted(fused, key=lambda c: (-fused[c], c))[:POOL]
    own = _theirs(query)
    if own is not None:
        there = set(pool)
        pool += [claim for claim, _ in space.search_vectors(asked[:1], BY_SPEAKER, own)[0] if claim not in there]
    claims = [c for c in space.claims_by_id(pool) if c.id not in query.seen]
    claims += _taken_over(space, query, {c.id for c in claims})
    vectors = space.vectors_of([s.id for s in claims])
    near = nearnesses(vectors, asked, by_article(claims))
    return [
        Candidate(s, fused.get(s.id, 0.0), Nearness(*row), vector)
        for s, row, vector in zip(claims, near.tolist(), vectors, strict=True)
    ]


def _theirs(query: Query) -> Filter | None:
    """The claims of those whose words are asked for: of the speakers named, or of anybody unnamed where no more is
    asked; None where the question says neither."""
    if query.speakers:
        return replace(query.within, speaker_ids=tuple(s.id for s in query.speakers))
    return replace(query.within, anonymous=True) if query.anonymous and _only_whose(query) else None


def _taken_over(space: Searchable, query: Query, known: set[str]) -> list[StoredClaim]:
    """Of an outlet whose reports are asked for: what others take over from it, citing it."""
    if not query.reported:
        return []
    named = [words(outlet).stem_set for outlet in query.within.outlets]
    hits = space.search_lexical(
        f"{' '.join(query.within.outlets)} {query.topic}", LEXICAL, replace(query.within, outlets=())
    )
    found = space.claims_by_id([claim for claim, _ in hits if claim not in known | query.seen])
    return [c for c in found if any(n and n <= words(" ".join(c.claim.chain)).stem_set for n in named)]


_FRAME = frozenset(stem(w) for w in "agree disagree differ unnamed anonymous unidentified sources people".split())


def _only_whose(query: Query) -> bool:
    """True for a question that asks for somebody's words and not about what: "what did Vera Dahl say"."""
    return not words(query.topic).stem_set - words(query.subject).stem_set - _FRAME


def nearnesses(stored: Vectors, asked: Vectors, articles: Sequence[Sequence[int]]) -> Vectors:
    """(claims x the fields of ``Nearness``, in their order); ``articles``: the places of the claims of each."""
    if not len(stored):
        return np.zeros((0, 5), dtype=np.float32)
    text, topic, rest, names = asked
    bare = _unit(rest - (rest @ names) * names)
    without = _unit(stored - np.outer(stored @ names, names))
    centred = stored.copy()
    for members in articles:
        centred[members] -= stored[members].sum(0) / (len(members) + 2)
    return np.stack([stored @ text, stored @ topic, stored @ rest, without @ bare, centred @ rest], axis=1)


def _unit(rows: Vectors) -> Vectors:
    length = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(rows / np.maximum(length, 1e-6), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Ranking:
    """The candidates, the likeliest to answer first, and the probability that any of them answers."""

    found: list[Ranked]
    answers: float


def ranked(space: Searchable, query: Query) -> Ranking:
    """Rank the candidates, let the judge read the best, and tell how likely each is to answer and to belong."""
    found = candidates(space, query)
    if not found:
        return Ranking([], 0.0)
    features = table(query, found)
    scores = ranker().scores(features, query.kind)
    order = sorted(range(len(found)), key=lambda i: (-scores[i], found[i].stored.id))
    read, rest = order[:JUDGED], order[JUDGED:]
    verdicts = judge().verdicts(query.text, [found[i].stored for i in read])
    sure = gate().probability(signals(query, found, features, scores))
    rows = confidence_signals(scores[read], sure, verdicts.answers, verdicts.belongs)
    answers, belongs = (model.probabilities(rows) for model in (confidence().answers, confidence().belongs))
    judged = [
        Ranked(found[i].stored, float(np.log(p / (1 - p))), float(p), float(b), found[i].vector)
        for i, p, b in zip(read, answers, belongs, strict=True)
    ]
    judged.sort(key=lambda one: -one.score)
    # what the judge did not read stands behind what it read, as far as the ranker put it
    behind = judged[-1].score - float(scores[read[-1]])
    unread = [Ranked(found[i].stored, behind + float(scores[i]), 0.0, 0.0) for i in rest]
    return Ranking([*judged, *unread], sure)


def retrieve(space: Searchable, query: Query, k: int) -> list[Evidence]:
    """At most ``k`` pieces of evidence, best first, numbered from 1; none where nothing found answers."""
    ranking = ranked(space, query)
    if _only_whose(query):  # no topic can be missed: whatever they say answers
        ids = {s.id for s in query.speakers}
        theirs = [
            f._replace(probability=1.0, belongs=1.0, vector=None)
            for f in ranking.found
            if _said_by(f.stored, ids, query.anonymous)
        ]
        if theirs:
            return select(query, theirs, min(k, SHOWN))
    return select(query, ranking.found, k) if ranking.answers >= gate().threshold else []


def _said_by(stored: StoredClaim, ids: set[int], anonymous: bool) -> bool:
    return stored.speaker_id in ids or (not ids and anonymous and stored.claim.anonymous)
