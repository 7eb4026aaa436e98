"""The article's words between quotation marks: verbatim, on one line."""

from __future__ import annotations

import pytest

from bot.answer.quotation import (
    LONGEST,
    balanced,
    inner,
    marks,
    plain,
    possessive,
    printed,
    sentence_around,
    sentence_before,
    shortened,
)
from index.schema import Reference


def test_on_one_line_without_what_steers() -> None:
    assert plain("the har-\nbour\u202e is\n shut\x1b") == "the harbour is shut"


def test_a_pronoun_is_resolved_in_brackets_once() -> None:
    text = "she said she left"
    made = printed(text, (0, len(text)), [Reference(0, 3, "Ana Ruiz"), Reference(9, 12, "Ana Ruiz")])
    assert made.count("Ana Ruiz") == 1
    assert "[" in made
    assert made.endswith("she left")


@pytest.mark.parametrize(("name", "owned"), [("Rhode", "Rhode’s"), ("the engineers", "the engineers’")])
def test_possessives(name: str, owned: str) -> None:
    assert possessive(name) == owned


def test_marks() -> None:
    assert marks("it will be rebuilt,") == "“it will be rebuilt”"
    assert '"' not in inner('he said "no"')
    assert "“" not in inner("he said “no”")


def test_a_long_quotation_ends_at_a_sentence_or_clause() -> None:
    words = "It rained on the quay. " * 60
    made = shortened(words)
    assert len(made) <= LONGEST + 3
    assert made.rstrip("… ").endswith("quay.")
    assert shortened("It rained.") == "It rained."


def test_sentences_around_and_before() -> None:
    text = "It rained. The quay was shut. Nobody came."
    at = text.index("quay")
    assert text[slice(*sentence_around(text, at, at + 4))].strip() == "The quay was shut."
    before = sentence_before(text, text.index("The quay"))
    assert before is not None
    assert text[slice(*before)].strip() == "It rained."
    assert sentence_before(text, 0) is None


def test_a_quotation_that_is_cut_is_taken_to_its_end() -> None:
    text = "said “it was shut and late” on Monday"
    end = text.index("shut") + 4
    assert text[slice(*balanced(text, (5, end), len(text)))] == "“it was shut and late”"
    assert balanced(text, (5, end), end + 2) == (5, end)


def test_the_sentence_around_a_word_is_found_wherever_it_stands() -> None:
    text = " ".join(f"The quay of berth {n} was shut on that day." for n in range(1_000))
    for number in (0, 68, 69, 70, 138, 139, 500, 998, 999):
        wanted = f"The quay of berth {number} was shut on that day."
        at = text.index(wanted)
        assert text[slice(*sentence_around(text, at + 20, at + 24))].strip() == wanted
        before = sentence_before(text, at)
        assert (text[slice(*before)].strip() if before else None) == (
            f"The quay of berth {number - 1} was shut on that day." if number else None
        )
