"""Follow-ups are completed from the turns before; other questions are left alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from bot.answer.asker import Asker, Turn
from bot.question.follow_up import Completed, complete
from bot.question.parser import Query, parse
from bot.settings import Settings
from tests.bot.fake_space import FakeSpace
from tests.bot.sample import claims

SPACE = FakeSpace(claims())
TODAY = date(2026, 3, 2)
DENIAL = "Who denies having seen the inspection report?"
SAFE = "Who says that the bridge was safe?"
VENN = "What does Orla Venn say about the rebuilding?"
TOSK = "What does Bram Tosk say about the cars?"


def read(text: str) -> Query:
    return parse(text, SPACE, TODAY, exact=False)


def talk(*questions: str) -> list[Turn]:
    asker = Asker(Settings(_env_file=None, model="offline"), clock=lambda: TODAY)
    history: list[Turn] = []
    for question in questions:
        history.append(Turn(question, asker.ask(SPACE, question, history=history)))
    return history


def completed(asked: str, before: Sequence[str]) -> Completed:
    return complete(asked, talk(*before), read)


@pytest.mark.parametrize(
    ("before", "asked", "full"),
    [
        (
            [DENIAL],
            "and what does she say about it?",
            "What does Orla Venn say about having seen the inspection report?",
        ),
        ([DENIAL], "What about Bram Tosk?", "What does Bram Tosk say about having seen the inspection report?"),
        ([DENIAL], "how about Ulf Paske", "What does Ulf Paske say about having seen the inspection report?"),
        ([DENIAL], "Who else denies it?", "Who else denies having seen the inspection report?"),
        ([DENIAL], "Who else?", "Who else denies having seen the inspection report?"),
        ([DENIAL], "anyone else?", "Who else denies having seen the inspection report?"),
        ([DENIAL], "Why?", "Why does Orla Venn deny “having seen the inspection report”?"),
        ([DENIAL], "but why", "Why does Orla Venn deny “having seen the inspection report”?"),
        ([DENIAL], "When was that?", "When did Orla Venn deny “having seen the inspection report”?"),
        ([DENIAL], "what date was that", "When did Orla Venn deny “having seen the inspection report”?"),
        (
            [DENIAL],
            "Which article is that from?",
            "In which article does Orla Venn deny “having seen the inspection report”?",
        ),
        (
            [DENIAL],
            "where does it say that?",
            "In which article does Orla Venn deny “having seen the inspection report”?",
        ),
        ([DENIAL], "source?", "In which article does Orla Venn deny “having seen the inspection report”?"),
        ([DENIAL], "What else did she say?", "What else does Orla Venn say?"),
        ([DENIAL], "what else did she say about the toll?", "What else does Orla Venn say about the toll?"),
        ([DENIAL], "and in the Kell Observer?", "Who denies having seen the inspection report in the Kell Observer?"),
        ([DENIAL], "and before March 2025?", "Who denies having seen the inspection report (before March 2025)?"),
        ([SAFE], "And who denies it?", "Who denies that the bridge was safe?"),
        ([SAFE], "does anyone dispute that?", "Does anyone dispute that the bridge was safe?"),
        ([SAFE], "is that true?", "Is it true that the bridge was safe?"),
        ([SAFE], "really?", "Is it true that the bridge was safe?"),
        ([SAFE], "what about the cables?", "Who says what about the cables?"),
        ([SAFE], "and the ferry line?", "Who says what about the ferry line?"),
        ([VENN], "what about the toll?", "What does Orla Venn say about the toll?"),
        ([VENN], "and Bram Tosk?", "What does Bram Tosk say about the rebuilding?"),
        ([VENN], "and the mayor?", "What does the mayor say about the rebuilding?"),
        ([VENN], "what else did she say?", "What else does Orla Venn say?"),
        (["who says what about the bridge"], "more", "Who says what about the bridge, page 2"),
        (["who says what about the bridge", "more"], "next page", "Who says what about the bridge, page 3"),
        (["who says what about the bridge"], "page 4", "Who says what about the bridge, page 4"),
    ],
)
def test_a_follow_up_is_completed_in_english(before: list[str], asked: str, full: str) -> None:
    found = completed(asked, before)

    assert found.question == full
    assert found.follows == before[-1]


@pytest.mark.parametrize(
    ("before", "asked", "full"),
    [
        ([SAFE, "What about Orla Venn?"], "And who denies it?", "Who denies that “We will rebuild it by June”?"),
        ([VENN, "What about Bram Tosk?"], "What else did he say?", "What else does Bram Tosk say?"),
        ([VENN, "What about Bram Tosk?"], "and Ulf Paske?", "What does Ulf Paske say about the rebuilding?"),
        (
            [DENIAL, "when was that?"],
            "which article is that from?",
            "In which article does Orla Venn deny “having seen",
        ),
        ([DENIAL, "when was that?", "source?"], "what else did she say?", "What else does Orla Venn say?"),
        ([DENIAL, "when was that?"], "who else?", "Who else denies having seen the inspection report?"),
        (
            [SAFE, "and in the Kell Observer?"],
            "and in Province Today?",
            "Who says that the bridge was safe in Province Today?",
        ),
        ([SAFE, "and before March 2025?"], "and since 2024?", "Who says that the bridge was safe (since 2024)?"),
    ],
)
def test_a_follow_up_on_a_follow_up_leans_on_it_as_completed(before: list[str], asked: str, full: str) -> None:
    assert completed(asked, before).question.startswith(full)


@pytest.mark.parametrize(
    "asked",
    [
        "Who says the bridge was safe?",
        "What does Ulf Paske say about the cables?",
        "summary",
        "Who said “it was not so, and she knows it”?",
        "Which newspaper is cited for the closures?",
    ],
)
def test_a_question_that_stands_alone_is_left_as_it_is(asked: str) -> None:
    found = completed(asked, [DENIAL])
    assert (found.question, found.follows) == (asked, None)


def test_without_history_nothing_is_completed() -> None:
    assert complete("and what does she say about it?", [], read) == Completed("and what does she say about it?")


def test_what_was_shown_is_not_shown_again() -> None:
    history = talk(DENIAL, "What else did she say?")
    first, second = ({e.stored.id for e in turn.answer.citations} for turn in history)
    assert first == {"bridge#1"}
    assert second
    assert not first & second
    assert {e.stored.claim.speaker for e in history[1].answer.citations} == {"Orla Venn"}


def test_when_and_whence_are_told_of_the_claim_that_was_shown() -> None:
    when, whence = talk(DENIAL, "when was that?", "and which article is that from?")[1:]
    for turn in (when, whence):
        assert turn.answer.answer.startswith("Kell Observer, 'Kell bridge: who knew what', 2025-03-02: ")
        assert [e.stored.id for e in turn.answer.citations] == ["bridge#1"]


def test_why_is_refused_where_the_source_gives_no_reason() -> None:
    assert talk(DENIAL, "why?")[1].answer.abstained


def test_she_is_nobody_with_a_mans_name_where_a_woman_was_cited() -> None:
    found = completed("what else did she say?", ["who says what about the bridge"])
    assert found.question == "What else does Orla Venn say?"


def test_the_notes_show_how_a_follow_up_was_read() -> None:
    asker = Asker(Settings(_env_file=None, model="offline"))
    answer = asker.ask(SPACE, "and what does she say about the rebuilding?", history=talk(DENIAL))
    assert answer.notes[0] == "read as a follow-up: What does Orla Venn say about the rebuilding?"
    assert answer.question == "and what does she say about the rebuilding?"
    assert answer.citations[0].stored.claim.speaker == "Orla Venn"


def test_this_article_is_the_one_last_spoken_of() -> None:
    asker = Asker(Settings(_env_file=None, model="offline"))
    answer = asker.ask(SPACE, "who is quoted in this article?", history=talk(DENIAL))
    assert {e.stored.article.id for e in answer.citations} == {"bridge"}
    assert "“this article” is read as bridge" in answer.notes
