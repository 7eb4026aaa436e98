"""Slips are mended to words of the space; English words, acronyms and names that are right stay."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.question.respelling import respelled, unknown

MEANT = {"brige": "bridge", "tosc": "Tosk", "fissure": "fixture", "lagoo": "lagoon", "wouldnt": "want"}


class Words:
    """A vocabulary that has none of the words asked for, and one nearest word for some of them."""

    def missing_words(self, words: Sequence[str]) -> list[str]:
        return list(words)

    def nearest_words(self, words: Sequence[str]) -> dict[str, str]:
        return {w: MEANT[w] for w in words if w in MEANT}


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("who says the brige is safe", "who says the bridge is safe"),
        ("Brige", "bridge"),
        ("what did Tosc say about the brige?", "what did Tosk say about the bridge?"),
        ("what did tosc say", "what did tosk say"),
        ("who found a fissure", "who found a fissure"),
        ("who wouldnt say", "who wouldnt say"),
        ("who is at Lagoo", "who is at Lagoo"),
        ("who says BRIGE is an acronym", "who says BRIGE is an acronym"),
        ("", ""),
    ],
)
def test_a_slip_is_read_as_the_word_that_was_meant(typed: str, read: str) -> None:
    assert respelled(typed, Words())[0] == read


def test_what_was_read_as_what_is_told() -> None:
    assert dict(respelled("the brige and Tosc", Words())[1]) == {"brige": "bridge", "Tosc": "Tosk"}


def test_english_words_are_not_looked_up() -> None:
    assert unknown("who says the bridges were closed and cars stopped by 3 brdges", Words()) == ["brdges"]
