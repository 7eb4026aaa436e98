"""A bare yes or no stands for what was asked."""

from __future__ import annotations

import pytest

from index.attribution.answers import answered, question
from index.schema import Stance
from tests.index.attribution.marked import marked


@pytest.mark.parametrize(
    ("passage", "asked", "stance"),
    [
        ("Asked whether the gate was shut, <s>she</s> <q>said</q> <c>no</c>.", "the gate was shut", Stance.DENIES),
        ("Asked if the gate was shut, <s>she</s> <q>said</q> <c>it was not</c>.", "the gate was shut", Stance.DENIES),
        ("Asked if the gate was shut, <s>she</s> <q>said</q> <c>yes</c>.", "the gate was shut", Stance.ASSERTS),
        ("Asked if it was shut, <s>she</s> <q>said</q> <c>“Of course not”</c>.", "it was shut", Stance.DENIES),
    ],
)
def test_asked_in_its_own_sentence(passage: str, asked: str, stance: Stance) -> None:
    text, (relation,) = marked(passage)
    found = answered(text, relation, (0, len(text)), None)
    assert found is not None
    assert ([text[a:b] for a, b in found[0]], found[1]) == ([asked], stance)


def test_asked_in_the_sentence_before() -> None:
    text, (relation,) = marked("Was the gate shut? <c>“Nonsense,”</c> <s>he</s> <q>said</q>.")
    before = (0, text.index("?") + 1)
    found = answered(text, relation, (before[1] + 1, len(text)), before)
    assert found is not None
    assert ([text[a:b] for a, b in found[0]], found[1]) == (["the gate shut"], Stance.DENIES)


@pytest.mark.parametrize("content", ["nobody had asked", "no gate was shut", "yes, and twice"])
def test_more_than_a_bare_answer_stands_for_itself(content: str) -> None:
    text, (relation,) = marked(f"Asked whether the gate was shut, <s>she</s> <q>said</q> <c>{content}</c>.")
    assert answered(text, relation, (0, len(text)), None) is None


def test_what_a_sentence_asks() -> None:
    text = "Was the gate shut?"
    found = question(text, (0, len(text)))
    assert found is not None
    assert text[slice(*found)] == "the gate shut"
    assert question("The gate was shut.", (0, 18)) is None
    assert question(text, None) is None
