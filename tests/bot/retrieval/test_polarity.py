"""Words that deny something themselves."""

from __future__ import annotations

import pytest

from bot.retrieval.polarity import denies_itself, polarity, turned_over


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the gate was shut", 1),
        ("the gate was not shut", -1),
        ("nobody shut the gate", -1),
        ("he didn’t shut the gate", -1),
        ("it was not true that nobody came", 1),
        ("no boat had been within 40 miles", 0),
        ("nobody was told until Friday", 0),
        ("nine had died, not eleven", 0),
    ],
)
def test_polarity_is_told_only_where_it_is_certain(text: str, expected: int) -> None:
    assert polarity(text) == expected


def test_words_that_are_shown_as_one_have_as_many_denials() -> None:
    assert denies_itself("no boat had been within 40 miles")
    assert not denies_itself("it was not true that nobody came")


def test_one_turns_the_other_over_only_where_both_are_certain() -> None:
    assert turned_over("the dam was safe", "the dam was not safe")
    assert not turned_over("the dam was safe", "the dam was safe")
    assert not turned_over("nobody was told until Friday", "everybody was told")
