"""Words with their offsets."""

from __future__ import annotations

from index.attribution.lexicon.tokens import Words, is_adverb, is_capitalised

TEXT = "The U.S. firm’s well-known chief, Jo Day, said: “It isn’t 3,000.”"


def test_words_and_their_places() -> None:
    words = Words.of(TEXT)
    assert words.raw == (
        "The", "U.S.", "firm’s", "well-known", "chief", ",", "Jo", "Day", ",", "said", ":", "“", "It", "isn’t", "3,000",
        ".", "”",
    )  # fmt: skip
    assert words.low[2] == "firm's"
    assert len(words) == len(words.raw)
    assert TEXT[slice(*words.span(6, 8))] == "Jo Day"
    assert words.at_or_after(TEXT.index("chief") + 1) == 5


def test_a_stretch() -> None:
    assert Words.of(TEXT, 4, 8).raw == ("U.S.",)


def test_kinds_of_words() -> None:
    assert is_adverb("quickly")
    assert not is_adverb("family")
    assert is_capitalised("Jo")
    assert not is_capitalised("")
