"""The claims that hold words which were pasted into a question."""

from __future__ import annotations

from bot.retrieval.quotation import exact
from index.schema import Filter
from tests.bot.fake_space import FakeSpace
from tests.bot.sample import claims

SPACE = FakeSpace(claims())


def test_where_the_words_stand() -> None:
    assert [one.id for one in exact(SPACE, "We will rebuild it by June", Filter())] == ["bridge#3"]
    assert {one.article.id for one in exact(SPACE, "bridge was safe for 3,000 cars", Filter())} == {"bridge", "later"}


def test_other_words_are_not_found_and_a_filter_holds() -> None:
    assert exact(SPACE, "We will never rebuild it by June", Filter()) == []
    within = Filter(outlets=("Province Today",))
    assert {one.article.id for one in exact(SPACE, "bridge was safe for 3,000 cars", within)} == {"later"}
