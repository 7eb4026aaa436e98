"""What the embedding is trained on: for each question the claims that a search finds, and which of them answer.

    python -m bot.training.mine_pools LIBRARY:ARTICLES.jsonl:QUESTIONS.jsonl ... > POOLS.jsonl

LIBRARY is a data folder in which ARTICLES are indexed. A line holds ``wordings`` (the question as it is searched for),
``texts`` (claims as they are embedded), ``claims`` (their ids), ``weights`` (the sum of their reciprocal ranks) and
``answers`` (whether each answers). Claims that answer and were not found stand at the end with weight 0: they are what
there is most to learn from. Questions that no claim of the library answers are left out.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

from bot.question.variants import wordings
from bot.training.gold import searched
from index.store.chunks import chunk_text, embedded_text


def pools(triple: str) -> Iterator[dict[str, object]]:
    """A pool for each question of a triple that some claim answers."""
    folder = triple.split(":")[0]
    for space, asked, gold, query, found in searched(triple):
        stored = [c.stored for c in found]
        known = {s.id for s in stored}
        there = [s for a in dict.fromkeys(a for a, _ in gold.wanted) for s in space.article_claims(a)]
        missed = [s for s in there if s.id not in known and gold.hits(s)]
        answers = [bool(gold.hits(s)) for s in stored] + [True] * len(missed)
        if any(answers):
            stored += missed
            yield {
                "id": asked["id"],
                "wordings": wordings(query)[:3],
                "texts": [embedded_text(chunk_text(s.article, s.claim)) for s in stored],
                "claims": [f"{folder}:{s.id}" for s in stored],
                "weights": [c.fused for c in found] + [0.0] * len(missed),
                "answers": answers,
            }


if __name__ == "__main__":
    for each in sys.argv[1:]:
        for pool in pools(each):
            print(json.dumps(pool, ensure_ascii=False))
