"""Whose claim it is that somebody denies, attacks or backs."""

from __future__ import annotations

import pytest

from index.attribution.owners import noun_owner, owned
from tests.index.attribution.marked import marked


@pytest.mark.parametrize(
    ("text", "after", "owner", "noun"),
    [
        (
            "The growers ridiculed the minister's claim that the frost did no harm.",
            "ridiculed",
            "the minister",
            "claim",
        ),
        (
            "He rejected the report by the Harbour Board that the quay was safe.",
            "rejected",
            "the Harbour Board",
            "report",
        ),
    ],
)
def test_an_owner(text: str, after: str, owner: str, noun: str) -> None:
    start = text.index(after) + len(after)
    found = owned(text, start, ((start + 1, len(text) - 1),))
    assert found is not None
    assert (text[slice(*found.source)], text[slice(*found.cue)]) == (owner, noun)
    assert text[found.content[0][0] : found.content[-1][1]] in text[text.index(" that ") + 6 :]


@pytest.mark.parametrize("text", ["He rejected his claim that it was safe.", "He rejected the idea.", "He left."])
def test_no_owner(text: str) -> None:
    assert owned(text, 2, ((3, len(text) - 1),)) is None


def test_whose_a_noun_is() -> None:
    text, (relation,) = marked("The mill's <q>claim</q> that <c>the dam held</c> was wrong, said <s>Ana</s>.")
    span = noun_owner(text, relation)
    assert span is not None
    assert text[slice(*span)] == "The mill"
    text, (relation,) = marked("<s>Ana</s> <q>said</q> that <c>the dam held</c>.")
    assert noun_owner(text, relation) is None
