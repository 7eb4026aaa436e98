"""Questions with known answers: which claims of a library answer them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from bot.question import parser
from bot.question.parser import Query
from bot.retrieval import search
from bot.retrieval.features import Candidate
from index.schema import StoredClaim
from index.store.library import Library, Space

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
HIT = 0.5
"""Dice of the words of a claim's content and of the gold content from which on the claim answers."""

Spans = list[tuple[int, int]]


def read(path: str | Path) -> list[dict[str, Any]]:
    """The lines of a JSONL file."""
    return [json.loads(line) for line in Path(path).read_text("utf8").splitlines() if line.strip()]


def gold_spans(article: dict[str, Any], answer: dict[str, Any]) -> Spans:
    """The spans of a gold answer, whichever way it is given: ``spans``, a ``quote``, or the id of an attribution."""
    text = article["text"]
    if answer.get("spans"):
        return [tuple(span) for span in answer["spans"]]
    if not answer.get("attribution"):
        start = text.index(answer["quote"])
        return [(start, start + len(answer["quote"]))]
    if any(a["id"] == answer["attribution"] for a in article.get("attributions", ())):
        return [tuple(s) for a in article["attributions"] if a["id"] == answer["attribution"] for s in a["content"]]
    content = next(c for c in article["claims"] if c["id"] == answer["attribution"])["content"]
    spans, at = [], 0
    for part in [content] if isinstance(content, str) else content:
        start = text.find(part, at)
        start = text.index(part) if start < 0 else start
        at = start + len(part)
        spans.append((start, at))
    return spans


class Article:
    """An article whose words are counted once."""

    def __init__(self, raw: dict[str, Any]) -> None:
        self.raw = raw

    @cached_property
    def words(self) -> Spans:
        """Where its words stand."""
        return [m.span() for m in WORD.finditer(self.raw["text"])]

    def touched(self, spans: Any) -> frozenset[int]:
        """Indices of the words that the spans touch."""
        return frozenset(i for i, (s, e) in enumerate(self.words) if any(s < b and e > a for a, b in spans))


class Gold:
    """The gold answers of one question over ``articles`` (by id)."""

    def __init__(self, articles: dict[str, Article], asked: dict[str, Any]) -> None:
        self.articles = articles
        self.wanted = [
            (a["article"], articles[a["article"]].touched(gold_spans(articles[a["article"]].raw, a)))
            for a in asked["answers"]
        ]

    def hits(self, stored: StoredClaim) -> list[int]:
        """The numbers of the gold answers that a claim hits."""
        if all(article != stored.article.id for article, _ in self.wanted):
            return []
        mine = self.articles[stored.article.id].touched(stored.claim.content)
        return [
            i
            for i, (article, wanted) in enumerate(self.wanted)
            if mine and article == stored.article.id and 2 * len(mine & wanted) >= HIT * (len(mine) + len(wanted))
        ]


class Searched(NamedTuple):
    """A question as asked and as understood, its gold answers, and what the first stage found in ``space``."""

    space: Space
    asked: dict[str, Any]
    gold: Gold
    query: Query
    found: list[Candidate]


def searched(triple: str) -> Iterator[Searched]:
    """Search for every question of LIBRARY:ARTICLES.jsonl:QUESTIONS.jsonl; the library is open while they are read."""
    folder, article_file, question_file = triple.split(":")
    articles = {a["id"]: Article(a) for a in read(article_file)}
    with Library.open(data_dir=Path(folder)) as library:
        space = library.space("default")
        for asked in read(question_file):
            query = parser.parse(asked["question"], space, date.today())
            yield Searched(space, asked, Gold(articles, asked), query, search.candidates(space, query))
