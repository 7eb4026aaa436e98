"""What titles and roles say about the gender of a person."""

from __future__ import annotations

from index.attribution.coreference import gender
from index.attribution.coreference.gender import of_words


def test_words() -> None:
    assert of_words(["the", "spokeswoman"]) == "f"
    assert of_words(["mr"]) == of_words(["señor"]) == of_words(["senor"]) == "m"
    assert of_words(["the", "engineer"]) is None
    assert of_words([]) is None


def test_no_word_says_both() -> None:
    assert not gender.FEMALE_WORDS & gender.MALE_WORDS
