"""Chosen evidence becomes statements: what answers first, reports of one thing once, heads where the side changes."""

from __future__ import annotations

from dataclasses import replace

from bot.answer.composition import HEADS, marked, statements, with_heads
from index.schema import Role, Statement
from tests.bot.sample import evidence, query


def test_what_answers_stands_first() -> None:
    denial, safe = evidence()[1], evidence()[2]
    made = statements(query(), [replace(denial, role=Role.OTHER_SIDE), safe])
    assert [one.role for one in made] == [Role.ANSWERS, Role.OTHER_SIDE]
    assert "Bram Tosk" in made[0].text
    assert made[0].citations == (3,)


def test_nothing_chosen_is_nothing_said() -> None:
    assert statements(query(), []) == []


def test_marks_and_heads() -> None:
    assert marked(Statement("He said no.", (1, 4))) == "He said no [1][4]."
    lines = with_heads([Statement("He said no.", (1,)), Statement("She said yes.", (2,), Role.OTHER_SIDE)])
    assert lines[0] == "He said no [1]."
    assert HEADS[Role.OTHER_SIDE] in "\n".join(lines[1:])
