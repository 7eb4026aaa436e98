"""Who asks and who answers, beside the forms of ``test_forms``."""

from __future__ import annotations

import pytest

from index.attribution import attribute
from index.attribution.coreference.entities import Cast
from index.attribution.turns import Setting, turns
from index.schema import Article, Stance
from index.text.markup import Mark
from index.text.sentences import paragraphs


def said(text: str, setting: Setting = Setting()) -> list[tuple[str, str]]:  # noqa: B008  (it is frozen)
    """(who by mention or name, words) of what the turns of a text say."""
    found = turns(text, paragraphs(text), [], Cast(text), setting)
    out = []
    for one in found.said if found is not None else ():
        source = " ".join(text[a:b] for a, b in one.relation.source)
        out.append((source or one.speaker or "", " ".join(text[a:b] for a, b in one.relation.content)))
    return out


QUESTIONS = "Do you dive?\n\nI dive every day.\n\nAre you ever afraid?\n\nI was, when I was young."


def test_questions_tell_an_interview_where_somebody_is_introduced() -> None:
    assert said(f"The diver Petra Holm is ninety.\n\n{QUESTIONS}") == [
        ("Petra Holm", "I dive every day."),
        ("Petra Holm", "I was, when I was young."),
    ]
    assert said(f"A diver of ninety years.\n\n{QUESTIONS}") == []


def test_who_is_only_named_in_the_headline_answers() -> None:
    assert said(QUESTIONS, Setting(title="Petra Holm on sixty years under water")) == [
        ("Petra Holm", "I dive every day."),
        ("Petra Holm", "I was, when I was young."),
    ]


def test_the_writer_answers_nothing() -> None:
    text = f"Petra Holm talks to Ida Weir.\n\n{QUESTIONS}"
    assert {who for who, _ in said(text, Setting(writers=("Ida Weir",)))} == {"Petra Holm"}
    assert {who for who, _ in said(text)} == {"Petra Holm"}


def test_of_two_guests_nobody_is_guessed() -> None:
    assert said(f"Petra Holm and Ida Weir dive together.\n\n{QUESTIONS}") == []


def test_questions_that_a_writer_puts_to_himself_are_no_interview() -> None:
    text = "Petra Holm is mayor.\n\nWhat did I learn?\n\nI learned to wait.\n\nWhat would I do now?\n\nI would stay."
    assert said(text) == []


def test_marks_tell_the_questions() -> None:
    text = "The diver Petra Holm is ninety.\n\nThey call you mad.\n\nI am not.\n\nTell us of the wreck.\n\nIt is deep."
    starts = [text.index("They call"), text.index("Tell us")]
    marked = Setting(marks=dict.fromkeys(starts, Mark.STRONG))
    assert [words for _, words in said(text, marked)] == ["I am not.", "It is deep."]
    assert said(text) == []


def claims(text: str) -> list[tuple[str | None, Stance, str]]:
    return [(c.speaker, c.stance, " ".join(text[a:b] for a, b in c.content)) for c in attribute(Article("a", text))]


@pytest.mark.parametrize(
    "no", ["That is nonsense.", "It did not.", "Not at all.", "He is wrong.", "That never happened."]
)
def test_a_plain_no_denies_what_was_put(no: str) -> None:
    text = f"Q: The mayor says the quay fell.\n\nPetra Holm: {no} I was there.\n\nQ: And?\n\nPetra Holm: We left."
    found = claims(text)
    assert ("Petra Holm", Stance.DENIES, "the quay fell") in found
    assert ("mayor", Stance.ASSERTS, "the quay fell") in [(str(s).removeprefix("The "), t, w) for s, t, w in found]
    assert not any(who == "Petra Holm" and stance is Stance.ASSERTS and "fell" in words for who, stance, words in found)


def test_an_answer_passes_nobody_elses_words_on() -> None:
    text = (
        "Q: And your coach?\n\nPetra Holm: Anton Weir says a lot of things. He was a good coach.\n\n"
        "Q: Would you go back?\n\nPetra Holm: I would."
    )
    assert {who for who, _, words in claims(text) if "coach" in words} == {"Petra Holm"}
