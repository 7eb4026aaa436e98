"""How far PostgreSQL's word search and FTS5 agree: `python -m tests.benchmarks.word_search ARTICLES QUESTIONS`.

The same claims stand in both. Prints, over the questions that either finds something for, the share of the ten (and of
the sixty) best that both have, and how often FTS5's best is PostgreSQL's best or among its ten best. Needs PostgreSQL.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
from collections.abc import Sequence
from pathlib import Path

from index.articles import load
from index.schema import Article
from index.store import exchange
from index.store.library import Library
from tests.benchmarks.scale import Hashed
from tests.index.engines import postgres

DEPTH = 60


def shared(one: Sequence[str], other: Sequence[str]) -> float:
    """The share of the longer list that both have; 1 where both are empty."""
    longest = max(len(one), len(other))
    return len(set(one) & set(other)) / longest if longest else 1.0


def compare(articles: str, questions: Sequence[str]) -> dict[str, float]:
    """Store the articles in both databases and ask both all questions."""
    embedder = Hashed()  # no vector is asked for: the cheapest
    with (
        tempfile.TemporaryDirectory() as folder,
        postgres() as url,
        Library.open(data_dir=Path(folder) / "a", embedder=embedder) as files,
        Library.open(data_dir=Path(folder) / "b", database_url=url, embedder=embedder) as server,
    ):
        list(files.space().add_many(item for item in load(articles) if isinstance(item, Article)))
        list(exchange.import_lines(server, exchange.export(files)))
        found = []
        for question in questions:
            pair = [[c for c, _ in lib.space().search_lexical(question, DEPTH)] for lib in (files, server)]
            if any(pair):
                found.append(pair)
        claims = server.space().stats()["chunks"]
    return {
        "claims": claims,
        "questions": len(questions),
        "found_nothing": len(questions) - len(found),
        "shared_of_10": round(statistics.mean(shared(a[:10], b[:10]) for a, b in found), 3),
        "least_shared_of_10": round(min(shared(a[:10], b[:10]) for a, b in found), 3),
        "shared_of_60": round(statistics.mean(shared(a, b) for a, b in found), 3),
        "same_best": round(statistics.mean(a[:1] == b[:1] for a, b in found), 3),
        "best_among_10": round(statistics.mean(bool(a) and a[0] in b[:10] for a, b in found), 3),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", help="as `whoclaims add` reads them")
    parser.add_argument("questions", type=Path, help="JSON lines with a question each")
    given = parser.parse_args()
    lines = given.questions.read_text("utf-8").splitlines()
    print(json.dumps(compare(given.articles, [json.loads(line)["question"] for line in lines if line.strip()])))


if __name__ == "__main__":
    main()
