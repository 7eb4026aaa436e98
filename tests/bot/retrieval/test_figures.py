"""Claims that give a figure: each source's, and none without a number."""

from __future__ import annotations

import pytest

from bot.question.parser import Kind
from bot.question.tokens import NUMBERS
from bot.retrieval import figures
from bot.retrieval.confidence import Ranked
from index.schema import Article
from tests.bot.fake_space import claim
from tests.bot.sample import query

WRECK = Article(
    "w", "The port said that 11 sailors died. The union said that nine sailors died. Ana says the sea is wet."
)


@pytest.mark.parametrize("text", ["3 cars", "nobody died", "eleven", "ninety", "dozens", *NUMBERS])
def test_numbers(text: str) -> None:
    assert figures._NUMBER.search(text)


@pytest.mark.parametrize("text", ["the canteen", "plenty", "a ton of it", "the tenth"])
def test_no_numbers(text: str) -> None:
    assert not figures._NUMBER.search(text)


def test_each_sources_figure_is_given() -> None:
    stored = [
        claim(WRECK, "11 sailors died", ["port"], "port", number=0),
        claim(WRECK, "nine sailors died", ["union"], "union", number=1),
        claim(WRECK, "the sea is wet", ["Ana"], "Ana", number=2),
    ]
    ranking = [Ranked(one, 1.0, 0.7 if n == 0 else 0.05, 0.7 if n == 0 else 0.05) for n, one in enumerate(stored)]
    asked = query(Kind.FIGURES, "How many sailors died?")
    given = figures.figures(type(asked)(asked.text, "sailors died", Kind.FIGURES), ranking)
    assert [one.stored.claim.speaker for one in given] == ["port", "union"]
    assert [one.n for one in given] == [1, 2]
    assert figures.figures(asked, []) == []
