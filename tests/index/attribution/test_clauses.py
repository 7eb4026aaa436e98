"""Reporting clauses: subject, verb with its auxiliaries, and where the complement begins."""

from __future__ import annotations

import pytest

from index.attribution.clauses import clauses, is_clause, noun_phrase_after, noun_phrase_before, verb_group
from index.attribution.lexicon.tokens import Words
from index.schema import Stance


def words_of(text: str, span: tuple[int, int] | None) -> str:
    return " ".join(Words.of(text).raw[slice(*span)]) if span else ""


@pytest.mark.parametrize(
    ("text", "subject", "cue", "content"),
    [
        ("The mayor of Kell said on Monday that it was safe.", "The mayor of Kell", "said", "it was safe ."),
        ("Ana Ruiz has never denied that it was safe.", "Ana Ruiz", "has never denied", "it was safe ."),
        ("The board told reporters that it would close.", "The board", "told reporters", "it would close ."),
        ("Bram Tosk, the mayor, claims it was safe.", "Bram Tosk , the mayor ,", "claims", "it was safe ."),
    ],
)
def test_a_clause(text: str, subject: str, cue: str, content: str) -> None:
    words = Words.of(text)
    (found,) = [one for one in clauses(words, 0, len(words)) if one.subject]
    assert words_of(text, found.subject).strip(" ,") == subject.strip(" ,")
    assert words_of(text, found.cue) == cue
    assert words_of(text, found.content) == content
    assert not found.inverted


def test_the_other_way_about() -> None:
    text = "The bridge is safe, said Bram Tosk, the mayor."
    words = Words.of(text)
    (found,) = clauses(words, 0, len(words))
    assert found.inverted
    assert words_of(text, found.subject) == "Bram Tosk , the mayor"
    assert found.reading.stance is Stance.ASSERTS


def test_negated_and_passive() -> None:
    words = Words.of("The mayor did not say that it was safe.")
    assert clauses(words, 0, len(words))[0].negated
    words = Words.of("The mayor was told by the board that it was safe.")
    assert clauses(words, 0, len(words))[0].passive


def test_no_clause_without_a_verb_of_reporting_and_none_in_what_is_opaque() -> None:
    words = Words.of("The mayor walked to the bridge.")
    assert clauses(words, 0, len(words)) == []
    words = Words.of("The mayor said it was safe.")
    assert clauses(words, 0, len(words), lambda _: True) == []


def test_noun_phrases_and_verb_groups() -> None:
    text = "On Monday the chief engineer of the port would not have said more."
    words = Words.of(text)
    said = words.low.index("said")
    begin = verb_group(words, said, 0)
    assert words_of(text, (begin, said + 1)) == "would not have said"
    assert words_of(text, noun_phrase_before(words, begin, 0)) == "the chief engineer of the port"
    assert words_of(text, noun_phrase_after(words, words.low.index("the"), len(words))).startswith("the chief engineer")


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("the gate was shut", True),
        ("up to 40 men had left", True),
        ("she left the town", True),
        ("the mill closed in May", True),
        ("the man who ran the mill was ill", True),
        ("all he could", False),
        ("the accident within the hour", False),
        ("the crash that he saw", False),
        ("terms with Rovers", False),
    ],
)
def test_a_clause_has_a_finite_verb_of_its_own(text: str, clause: bool) -> None:
    assert is_clause(Words.of(text)) is clause
