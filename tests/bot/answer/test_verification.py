"""Only structure is looked at: numbers that were sent, once each, on the side where the stored claim stands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answer.choice import Chosen, Reading
from bot.answer.verification import verified
from index.schema import Role
from tests.bot.sample import evidence


def test_what_was_not_sent_or_was_chosen_before_is_left_out_and_told() -> None:
    kept, notes = verified(evidence(), Reading((Chosen(3), Chosen(42), Chosen(3), Chosen(1))))
    assert [e.n for e in kept] == [3, 1]
    assert notes == ["the model chose evidence that it was not given (42); that was left out"]


@pytest.mark.parametrize("role", [*Role, None])
@pytest.mark.parametrize("true", [Role.OTHER_SIDE, Role.LEAVES_OPEN])
def test_no_reply_moves_a_piece_to_another_side(role: Role | None, true: Role) -> None:
    sent = [replace(evidence()[1], role=true)]
    kept, _ = verified(sent, Reading((Chosen(sent[0].n, role, 1),)))
    assert kept[0].role is true


@pytest.mark.parametrize("role", [Role.OTHER_SIDE, Role.LEAVES_OPEN])
def test_no_reply_makes_an_answer_a_denial(role: Role) -> None:
    kept, _ = verified(evidence(), Reading((Chosen(3, role, 1),)))
    assert kept[0].role is Role.ANSWERS


def test_a_reply_may_tell_an_answer_from_the_same_claim_elsewhere() -> None:
    kept, _ = verified(evidence(), Reading((Chosen(3, Role.ANSWERS, 1), Chosen(9, Role.SAME_CLAIM, 1))))
    assert [e.role for e in kept] == [Role.ANSWERS, Role.SAME_CLAIM]
