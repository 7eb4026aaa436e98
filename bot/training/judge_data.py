"""What the judge is trained on: for each question the claims that a search finds, as the judge reads them.

    python -m bot.training.judge_data [--halves FOLDER] LIBRARY:ARTICLES.jsonl:QUESTIONS.jsonl ... > PAIRS.jsonl

LIBRARY is a data folder in which ARTICLES are indexed. A line holds the question's word pieces and, for each claim,
best first, its word pieces, which of them are content, its attitude, whether it answers, whether that is unsure (it
says nearly what an answer says, and nobody looked whether it answers too), and the marks of
bot/training/judgements.jsonl where somebody read the pair; and, for each two of the claims that are judged, how the
one stands to the other (``relations``), and which of two would not be shown with the other (``again``). Answers that
were not found stand at the end. With ``--halves`` (``fit_reranker --halves``) questions are ranked by a network that
did not learn from their articles.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from bot.question.parser import Query
from bot.retrieval import abstention, features, reranker
from bot.retrieval.beside import relation
from bot.retrieval.confidence import JUDGED
from bot.retrieval.features import Candidate
from bot.retrieval.judge import Pieces, attitude, pieces, question_pieces
from bot.retrieval.reranker import Ranker
from bot.retrieval.selection import again
from bot.training.gold import Gold, read, searched
from index.schema import StoredClaim

MARKS = Path(__file__).parent / "judgements.jsonl"
FOUND = 40
"""Claims of a question that the judge learns from."""
ALIKE = 0.8
"""Cosine with an answer from which on it is unsure whether a claim answers too."""
LIKE = 0.6
"""Dice of two contents' code points from which on a mark is about this claim."""

Mark = tuple[int, str]
Given = tuple[str, list[tuple[int, int]], str, Mark]
Marks = dict[str, list[Given]]


def marks(path: Path = MARKS) -> Marks:
    """By id of the question: article, spans of the content, stance, (2 answers, 1 belongs beside an answer, 0 neither;
    how it stands to what is asked: + - ? or .)."""
    return {
        line["id"]: [
            (a, [(s, e) for s, e in spans], stance, (rel, stand)) for a, spans, rel, stand, stance in line["marks"]
        ]
        for line in read(path)
    }


def mark_of(stored: StoredClaim, given: list[Given]) -> Mark | None:
    """The mark of the claim that a reader saw, also where its spans have moved a little since. Who says a thing and who
    denies it have one content: the stance tells them apart."""
    mine = {i for s, e in stored.claim.content for i in range(s, e)}
    best, found = LIKE, None
    for article, spans, stance, mark in given:
        if article == stored.article.id and stance == stored.claim.stance:
            theirs = {i for s, e in spans for i in range(s, e)}
            share = 2 * len(mine & theirs) / max(1, len(mine) + len(theirs))
            if share >= best:
                best, found = share, mark
    return found


def lines(triple: str, given: Marks, rankers: tuple[Ranker, Ranker]) -> Iterator[dict[str, Any]]:
    """A line for each question of a triple; ``rankers``: fitted without the articles of half 0, of half 1."""
    for space, asked, gold, query, found in searched(triple):
        about = asked["answers"][0]["article"] if asked["answers"] else asked.get("about", asked["id"])
        half = zlib.crc32(about.encode()) % 2
        table = features.table(query, found)
        scores = rankers[half].scores(table, query.kind) if len(table) else np.zeros(0)
        order = np.argsort(-scores, kind="stable")[:FOUND]
        stored = [found[i].stored for i in order]
        known = {s.id for s in stored}
        there = [s for a in dict.fromkeys(a for a, _ in gold.wanted) for s in space.article_claims(a)]
        stored += [s for s in there if s.id not in known and gold.hits(s)]
        hits = [gold.hits(s) for s in stored]
        right = np.array([bool(h) for h in hits], dtype=bool)
        vectors = space.vectors_of([s.id for s in stored])
        alike = (vectors @ vectors[right].T).max(1) > ALIKE if right.any() else np.zeros(len(stored), dtype=bool)
        judged = range(min(len(order), JUDGED))
        cosines = vectors[: len(judged)] @ vectors[: len(judged)].T
        yield {
            "id": asked["id"],
            "kind": str(query.kind),
            "half": half,
            "wanted": len(asked["answers"]),
            "question": question_pieces(query.text),
            "ids": [s.id for s in stored],
            "claims": [packed(pieces(s), attitude(s)) for s in stored],
            "hits": hits,
            "unsure": [bool(x) for x in alike & ~right],
            "marks": [mark_of(s, given.get(asked["id"], [])) for s in stored],
            "scores": [round(float(scores[i]), 3) for i in order],
            "articles": [s.article.id for s in stored],
            "gate": gates(query, found, table, scores, gold),
            "again": [[i, j] for i in judged for j in range(i) if again(stored[i], stored[j])],
            "relations": [
                [
                    [round(x, 3) for x in relation(query, stored[i], stored[j], float(cosines[i, j]))] if i != j else []
                    for j in judged
                ]
                for i in judged
            ],
        }


def gates(
    query: Query, found: list[Candidate], table: np.ndarray, scores: np.ndarray, gold: Gold
) -> dict[str, float | None]:
    """What the gate says of what was found: of all, without the claims that answer, without the articles that do."""
    wanted = {article for article, _ in gold.wanted}
    kept = {
        "all": np.ones(len(found), dtype=bool),
        "claims out": np.array([not gold.hits(c.stored) for c in found], dtype=bool),
        "articles out": np.array([c.stored.article.id not in wanted for c in found], dtype=bool),
    }
    said: dict[str, float | None] = {}
    for name, keep in kept.items():
        at = np.flatnonzero(keep)
        signals = abstention.signals(query, [found[i] for i in at], table[at], scores[at])
        said[name] = round(abstention.gate().probability(signals), 5) if len(at) else None
    return said


def packed(read: Pieces, stands: list[float]) -> list[list[int]]:
    """Word pieces, the places of those that are content, the places of what is true of the attitude."""
    return [
        read.ids.tolist(),
        [i for i, said in enumerate(read.said) if said],
        [i for i, holds in enumerate(stands) if holds],
    ]


def main() -> None:
    """Print the lines."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--halves", type=Path)
    parser.add_argument("triples", nargs="+")
    options = parser.parse_args()
    rankers = (reranker.ranker(), reranker.ranker())
    if options.halves:
        one, other = (
            reranker.unpack(json.loads((options.halves / f"ranker-{half}.json").read_text(encoding="utf8")))
            for half in (0, 1)
        )
        rankers = (other, one)
    given = marks()
    for triple in options.triples:
        for line in lines(triple, given, rankers):
            print(json.dumps(line))


if __name__ == "__main__":
    main()
