"""Who says what, counted, under the name of each source."""

from __future__ import annotations

from bot.answer.overview import statements, summed_up
from bot.retrieval.survey import Group, Survey
from index.schema import Role
from tests.bot.sample import claims, query

SURVEY = Survey(
    (Group((claims()[2],), 3), Group((claims()[1],), 1, Role.OTHER_SIDE)), claims=4, sources=2, articles=1, pages=2
)


def test_a_head_for_each_source_and_numbers_in_order() -> None:
    made, cited = statements(SURVEY)
    assert [one.head for one in made] == ["Bram Tosk (3 claims)", "Disputed by Orla Venn (1 claim)"]
    assert [one.citations for one in made] == [(1,), (2,)]
    assert [one.n for one in cited] == [1, 2]


def test_how_much_there_is() -> None:
    amount, page = summed_up(query(), SURVEY)
    assert amount == "4 claims by 2 sources in 1 article about “the bridge is safe”"
    assert page == "page 1 of 2; add “page 2” for the next"
