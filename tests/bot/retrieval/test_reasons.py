"""Why somebody says a thing: the same source's reason near it."""

from __future__ import annotations

from bot.retrieval.reasons import NEAR, reasons
from index.schema import Article
from tests.bot.fake_space import FakeSpace, claim

TEXT = (
    "Ana Ruiz said the bridge must close. Ruiz said it leaks because a cable snapped. "
    "Ivo Marant said it closes because of him. " + "x " * NEAR + "Ruiz said so because it rains."
)
ARTICLE = Article("a", TEXT)
CLAIMS = [
    claim(ARTICLE, "the bridge must close", ["Ana Ruiz"], "Ana Ruiz", number=0),
    claim(ARTICLE, "it leaks because a cable snapped", ["Ruiz"], "Ana Ruiz", number=1),
    claim(ARTICLE, "it closes because of him", ["Ivo Marant"], "Ivo Marant", number=2),
    claim(ARTICLE, "so because it rains", ["Ruiz"], "Ana Ruiz", number=3),
]


def test_the_same_sources_reason_nearby() -> None:
    assert [one.id for one in reasons(FakeSpace(CLAIMS), "a#0")] == ["a#1"]


def test_an_unknown_claim_has_none() -> None:
    assert reasons(FakeSpace(CLAIMS), "b#0") == []
