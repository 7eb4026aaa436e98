"""Who says nothing although a verb of speech stands beside: who is told, accused, or did not say it."""

from __future__ import annotations

import pytest

from index.attribution.voice import accuser, agent, is_told, is_unsaid, quoted_as, relative, tells
from tests.index.attribution.marked import marked


@pytest.mark.parametrize(
    ("passage", "told"),
    [
        ("<s>The mayor</s> <q>was warned</q> that <c>the bridge was unsafe</c>.", True),
        ("<s>The mayor</s> <q>stands accused</q> of <c>lying</c>.", True),
        ("<s>The mayor</s> <q>said</q> that <c>the bridge was unsafe</c>.", False),
        ("<s>The mayor</s> <q>was quoted as saying</q> that <c>it was unsafe</c>.", False),
        ("<s>The mayor</s> <q>is convinced</q> that <c>it was unsafe</c>.", False),
    ],
)
def test_who_is_told(passage: str, told: bool) -> None:
    text, (relation,) = marked(passage)
    assert is_told(text, relation) is told


def test_who_told() -> None:
    text, (relation,) = marked("<s>The mayor</s> <q>was warned by the engineer</q> that <c>it was unsafe</c>.")
    span = agent(text, relation)
    assert span is not None
    assert text[slice(*span)] == "the engineer"


@pytest.mark.parametrize(
    ("passage", "unsaid"),
    [
        ("<s>The mayor</s> <q>did not say</q> that <c>the bridge was unsafe</c>.", True),
        ("At no point did <s>the mayor</s> <q>claim</q> that <c>it was unsafe</c>.", True),
        ("<s>The mayor</s> <q>would not say</q> that <c>the bridge was unsafe</c>.", False),
        ("<s>The mayor</s> <q>did not believe</q> that <c>the bridge was unsafe</c>.", False),
        ("<s>The mayor</s> <q>said</q> that <c>the bridge was unsafe</c>.", False),
    ],
)
def test_what_is_not_said(passage: str, unsaid: bool) -> None:
    text, (relation,) = marked(passage)
    assert is_unsaid(text, relation, (0, len(text))) is unsaid


def test_quoted_as_denying() -> None:
    passage = "<s>The mayor</s> was <q>quoted by the Echo as denying</q> that <c>the bridge was unsafe</c>."
    text, (relation,) = marked(passage)
    found = quoted_as(text, relation, (0, len(text)))
    assert found is not None
    assert [[text[a:b] for a, b in spans] for spans in (found.source, found.cue, found.content)] == [
        ["The mayor"], ["denying"], ["the bridge was unsafe"]
    ]  # fmt: skip
    text, (relation,) = marked("<s>The mayor</s> <q>said</q> that <c>it was unsafe</c>.")
    assert quoted_as(text, relation, (0, len(text))) is None


@pytest.mark.parametrize(
    ("passage", "source"),
    [
        (
            "The widow of a diver drowned off Port Egan <q>has accused</q> <s>the pilot chief, Lars Quade,</s> of "
            "<c>lying to the inquiry</c>.",
            "The widow of a diver drowned off Port Egan",
        ),
        ("<s>The crew</s> <q>accused</q> <c>the owner of lying</c>.", None),
        ("Lars Quade <q>was accused by</q> <s>the crew</s> of <c>lying</c>.", None),
        ("<c>The pier is safe</c>, <q>said</q> <s>Lars Quade</s> of <c>the town</c>.", None),
    ],
)
def test_whom_the_verb_accuses_is_no_accuser(passage: str, source: str | None) -> None:
    text, (relation,) = marked(passage)
    found = accuser(text, relation, (0, len(text)))
    assert (text[slice(*found.source[0])] if found is not None else None) == source


@pytest.mark.parametrize(
    ("passage", "source"),
    [
        ("<s>The county</s> wrote to the mill, which also <q>replied</q> that <c>it was safe</c>.", "which"),
        ("<s>The county</s>, which owns the mill, <q>replied</q> that <c>it was safe</c>.", None),
        ("<s>The mill</s>, which <q>replied</q> that <c>it was safe</c>, is shut.", None),
    ],
)
def test_what_stands_before_its_verb_is_the_subject(passage: str, source: str | None) -> None:
    text, (relation,) = marked(passage)
    put_right = relative(text, relation, (0, len(text)))
    assert (text[slice(*put_right.source[0])] if put_right else None) == source


def test_who_told_stands_behind_the_day() -> None:
    day = "Residents <q>were told</q> on Friday by <s>the mayor</s> that <c>it was shut</c>."
    text, (relation,) = marked(day)
    assert tells(text, relation)
    text, (relation,) = marked(
        "Residents <q>were told</q>, by letter, and <s>the mayor</s> knew that <c>it was shut</c>."
    )
    assert not tells(text, relation)
