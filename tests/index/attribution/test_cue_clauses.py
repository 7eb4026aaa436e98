"""Clauses inside a cue: a denial with what is said besides, and what somebody has not done."""

from __future__ import annotations

import pytest

from index.attribution.cue_clauses import clauses_apart
from index.attribution.extraction.extractor import Found
from tests.index.attribution.marked import marked


def apart(passage: str) -> list[tuple[str, str]]:
    """(cue, content) of the relations of a marked passage."""
    text, relations = marked(passage)
    found = clauses_apart(text, [Found(one, 1.0, ()) for one in relations])
    return [
        (" ".join(text[a:b] for a, b in one.relation.cue), " ".join(text[a:b] for a, b in one.relation.content))
        for one in found
    ]


@pytest.mark.parametrize(
    ("passage", "parts"),
    [
        (
            "<s>The trust</s> <q>said that was untrue</q> and that signs had gone up.",
            [("said that was untrue", ""), ("said", "signs had gone up")],
        ),
        (
            "<s>The firm</s> <q>said</q> this was not the case and <c>its crew had called twice</c>.",
            [("said this was not the case", ""), ("said", "its crew had called twice")],
        ),
        ("<s>The dean</s> <q>told the Echo the claims were false</q>.", [("told the Echo the claims were false", "")]),
        ("<s>Ida Holm</s> <q>said she had not read the letters</q>.", [("said", "she had not read the letters")]),
        (
            "<s>The ministry</s> <q>said it did not accept</q> <c>the method</c>.",
            [("said", "it did not accept the method")],
        ),
        (
            "<s>The club</s> <q>said it would not comment on</q> <c>the fee</c>.",
            [("said it would not comment on", "the fee")],
        ),
        (
            "<s>Ida Holm</s> <q>says</q> Hald's letters accusing her of <c>having two wives are lies</c>.",
            [("says", "Hald's letters accusing her of having two wives are lies")],
        ),
        (
            "<s>Ida Holm</s> <q>says</q> the evening meeting of <c>the board was short</c>.",
            [("says", "the board was short")],
        ),
        (
            "<s>Ida Holm</s> <q>said</q> <c>it was wrong to shut the pool</c>.",
            [("said", "it was wrong to shut the pool")],
        ),
    ],
)
def test_a_cue_keeps_no_clause_that_is_said(passage: str, parts: list[tuple[str, str]]) -> None:
    assert apart(passage) == parts
