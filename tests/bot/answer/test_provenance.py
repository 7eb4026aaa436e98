"""Where and when a claim stands."""

from __future__ import annotations

from dataclasses import replace

from bot.answer.provenance import statements
from index.schema import Evidence
from tests.bot.sample import claims


def test_outlet_title_and_day() -> None:
    (made,) = statements([Evidence(3, claims()[2], 1.0)])
    assert made.text.startswith("Kell Observer, 'Kell bridge: who knew what', 2025-03-02: ")
    assert "Bram Tosk" in made.text
    assert made.citations == (3,)


def test_an_article_that_says_nothing_of_itself() -> None:
    stored = claims()[2]
    bare = replace(stored, article=replace(stored.article, outlet=None, title=None, published=None))
    (made,) = statements([Evidence(1, bare, 1.0)])
    assert made.text.startswith("undated: ")
