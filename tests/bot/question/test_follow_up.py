"""Follow-ups are completed from the turn before; other questions are left alone."""

from __future__ import annotations

import pytest

from bot.answer.asker import Asker, Turn
from bot.question.follow_up import complete
from bot.settings import Settings
from tests.bot.fake_space import FakeSpace
from tests.bot.sample import claims


@pytest.fixture
def turn() -> Turn:
    asker = Asker(Settings(_env_file=None, model="offline"))
    question = "Who denies having seen the inspection report?"
    return Turn(question, asker.ask(FakeSpace(claims()), question))


@pytest.mark.parametrize(
    ("asked", "full"),
    [
        ("and what does she say about it?", "What does Orla Venn say about having seen the inspection report?"),
        ("What about Bram Tosk?", "What does Bram Tosk say about having seen the inspection report?"),
        ("Who else denies it?", "having seen the inspection report"),
        ("Why?", "having seen the inspection report"),
    ],
)
def test_a_follow_up_takes_speaker_and_topic_from_the_turn_before(turn, asked, full):
    completed, follows = complete(asked, [turn])
    assert full in completed
    assert follows == turn.question


@pytest.mark.parametrize("asked", ["Who says the bridge was safe?", "What does Ulf Paske say about the cables?"])
def test_a_question_that_stands_alone_is_left_as_it_is(turn, asked):
    assert complete(asked, [turn]) == (asked, None)


def test_without_history_nothing_is_completed():
    assert complete("and what does she say about it?", []) == ("and what does she say about it?", None)


def test_the_notes_show_how_a_follow_up_was_read(turn):
    asker = Asker(Settings(_env_file=None, model="offline"))
    answer = asker.ask(FakeSpace(claims()), "and what does she say about the rebuilding?", history=[turn])
    assert answer.notes[0] == "read as a follow-up: What does Orla Venn say about the rebuilding?"
    assert answer.question == "and what does she say about the rebuilding?"
    assert answer.citations[0].stored.claim.speaker == "Orla Venn"
