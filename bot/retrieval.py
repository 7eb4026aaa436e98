"""Question -> ranked claims: dense and lexical search over claims, fused, then ranked by what the question says.

Reciprocal rank fusion with k = 60: Cormack, Clarke and Buettcher, SIGIR 2009.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.abstain import gate, names_asked, signals
from bot.features import Candidate, table
from bot.question import Query
from bot.rank import ranker
from bot.select import select
from bot.words import stem, words
from index.filters import Filter
from index.schema import Evidence, StoredClaim

DENSE = 100
LEXICAL = 60
BY_SPEAKER = 30
POOL = 90
"""Claims that each search hands to the fusion, those of the speaker asked for, and those that are ranked."""
ARTICLES = 6
"""Articles in which the question without its names is looked for once more."""
RRF_K = 60


class Searchable(Protocol):
    """What retrieval needs of a space."""

    def search_dense(self, text: str, k: int, within: Filter | None = None) -> list[tuple[str, float]]:
        """Claim ids with cosine similarity, best first."""

    def search_lexical(self, text: str, k: int, within: Filter | None = None) -> list[tuple[str, float]]:
        """Claim ids with a lexical score, best first."""

    def claims_by_id(self, ids: Sequence[str]) -> list[StoredClaim]:
        """The claims of these ids, in their order, missing ones left out."""


def candidates(space: Searchable, query: Query) -> list[Candidate]:
    """The first stage: what meaning and words find, at most ``POOL`` claims and those of the speaker asked for."""
    by_text = space.search_dense(query.text, DENSE)
    by_topic = space.search_dense(query.topic, DENSE) if query.topic != query.text else by_text
    by_words = space.search_lexical(query.text, LEXICAL)
    rankings = [by_text, by_topic, by_words]
    if query.topic != query.text:
        rankings.append(space.search_lexical(query.topic, LEXICAL))
    fused: dict[str, float] = {}
    for ranking in rankings:
        for rank, (claim, _) in enumerate(ranking):
            fused[claim] = fused.get(claim, 0.0) + 1.0 / (RRF_K + rank + 1)
    pool = sorted(fused, key=lambda c: (-fused[c], c))[:POOL]
    cosines = dict(by_text)
    if query.speakers:
        own = Filter(speaker_ids=tuple(s.id for s in query.speakers))
        found = dict(space.search_dense(query.text, BY_SPEAKER, own))
        cosines = found | cosines
        there = set(pool)
        pool += [claim for claim in found if claim not in there]
    claims = space.claims_by_id(pool)
    rest = dict(space.search_dense(without_names(query.topic), len(pool), _articles(claims, cosines)))
    return [Candidate(s, cosines.get(s.id), fused.get(s.id, 0.0), rest.get(s.id)) for s in claims]


def without_names(topic: str) -> str:
    """What is left of a topic when names and figures are taken out; the topic itself where nothing is."""
    names = {stem(w) for w in names_asked("- " + topic)}
    kept = [w for w in topic.split() if not names & words(w).stem_set]
    return " ".join(kept) if len(words(" ".join(kept)).tokens) > 1 else topic


def _articles(claims: Sequence[StoredClaim], cosines: dict[str, float]) -> Filter:
    """The articles of the claims nearest to the question."""
    nearest = sorted(claims, key=lambda s: (-cosines.get(s.id, -1.0), s.id))
    return Filter(article_ids=tuple(dict.fromkeys(s.article.id for s in nearest))[:ARTICLES])


@dataclass(frozen=True, slots=True)
class Ranking:
    """The candidates, best first, with their scores, and the probability that the best of them answers."""

    found: list[tuple[Candidate, float]]
    answers: float


def ranked(space: Searchable, query: Query) -> Ranking:
    """Rank the candidates and judge whether they answer at all."""
    found = candidates(space, query)
    if not found:
        return Ranking([], 0.0)
    features = table(query, found)
    scores = ranker().scores(features)
    order = sorted(range(len(found)), key=lambda i: (-scores[i], found[i].stored.id))
    probability = gate().probability(signals(query, found, features, scores))
    return Ranking([(found[i], float(scores[i])) for i in order], probability)


def retrieve(space: Searchable, query: Query, k: int) -> list[Evidence]:
    """At most ``k`` pieces of evidence, best first, numbered from 1; none where nothing found answers."""
    ranking = ranked(space, query)
    return select(query, ranking.found, k) if ranking.answers >= gate().threshold else []
