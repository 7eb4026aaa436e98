"""A reply in whatever form, read as a choice; what cannot be read is no plain no."""

from __future__ import annotations

import json

import pytest

from bot.answer.choice import MOST, Choice, Chosen, Piece, read
from index.schema import Role

KNOWN = {1, 2, 3}
GOOD = {"nothing_answers": False, "pieces": [{"n": 2, "role": "answers", "group": 1}]}


@pytest.mark.parametrize(
    "reply",
    [
        GOOD,
        Choice(nothing_answers=False, pieces=[Piece(n=2, role=Role.ANSWERS, group=1)]),
        json.dumps(GOOD),
        f"```json\n{json.dumps(GOOD)}\n```",
        f"<think>The second one {{maybe}} [3]?</think>{json.dumps(GOOD)}",
        f"Here is my choice: {json.dumps(GOOD)} I hope it helps.",
        {**GOOD, "reason": "because", "confidence": 0.5},
    ],
    ids=["dict", "model", "text", "fence", "thinking", "talk around", "more keys"],
)
def test_a_choice_in_any_dress_is_read(reply: object) -> None:
    assert read(reply, KNOWN).chosen == (Chosen(2, Role.ANSWERS, 1),)


@pytest.mark.parametrize(
    ("prose", "numbers"),
    [
        ("Holm says so 【2】.", (2,)),
        ("Holm says so [1, 2], Berg too [^3].", (1, 2, 3)),
        ("According to Holm【2†source】 the lock leaks.", (2,)),
        ("Holm says so [2][1].", (2, 1)),
        ("Holm says so [99] and in [2016].", ()),
    ],
)
def test_prose_is_read_for_the_numbers_that_it_cites(prose: str, numbers: tuple[int, ...]) -> None:
    reading = read(prose, KNOWN)
    assert tuple(c.n for c in reading.chosen) == numbers
    assert not reading.nothing


@pytest.mark.parametrize("reply", ["", "I do not know.", "{", "[]", None, 7, {"pieces": "none"}, {"pieces": [True]}])
def test_what_cannot_be_read_is_neither_a_choice_nor_a_no(reply: object) -> None:
    assert not read(reply, KNOWN).usable


def test_a_plain_no_is_one() -> None:
    assert read({"nothing_answers": True, "pieces": []}, KNOWN).nothing
    assert not read({"nothing_answers": True, "pieces": [{"n": 1}]}, KNOWN).nothing


def test_a_flood_is_read_in_part() -> None:
    assert len(read({"pieces": [{"n": n} for n in range(100_000)]}, KNOWN).chosen) == MOST
    assert read("[" * 1_000_000 + "{" * 1_000_000, KNOWN).chosen == ()
