"""A pasted quotation is looked up word by word, however it is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.question.pasted import pasted, places

TEXT = (
    "The harbour master shrugged. “We never closed the gate — not once, not in forty\nyears,” Ilse Dorn said.\n\n"
    "“And if the dis-\ntrict wants it closed,” she added, “it’s welcome to the key.” Nobody laughed."
)
WORDS = "We never closed the gate - not once, not in forty years"


@pytest.mark.parametrize(
    "question",
    [
        f"who said this: “{WORDS}”",
        f'who said this: "{WORDS}"',
        f"who said this: '{WORDS}'",
        f"who said this: «{WORDS}»",
        f"who said this: „{WORDS}“",
        f"Who said this? {WORDS}",
        f"who said: {WORDS}",
        f"who said that - {WORDS}?",
        f"Who wrote this – {WORDS}",
        f"whose words are these: {WORDS}",
        f"Whose quote is this: {WORDS}?",
        f"Where is this quote from: “{WORDS}”?",
        f"where does this line come from: {WORDS}",
        f"who is behind this quote: {WORDS}",
        f"quote: {WORDS}",
        f"Who said “{WORDS}”?",
        f"who told reporters “{WORDS}”",
        f"“{WORDS}” - who said that?",
        f"“{WORDS}”",
        f"source of this quote: “{WORDS}",
        "who said this: We never closed the gate—not once, not in forty years",
        "who said this: WE NEVER CLOSED THE GATE, NOT ONCE, NOT IN FORTY YEARS!",
        "who said this:\nWe never closed the gate\n— not once,\nnot in forty years",
        "who said “not in forty years,” Ilse Dorn said. “And if the district wants it closed”",
        "who said “if the district wants it closed, she added, it's welcome to the key”",
        "who said “We never closed the gate ... it's welcome to the key”",
        "who said “We never closed the gate […] welcome to the key”",
        "who said “if the [town] wants it closed” about the key",
        "who said this: the dis-\ntrict wants it closed",
        "who said this: it’s welcome to the key",
    ],
)
def test_the_words_are_found_across_marks_dashes_and_line_ends(question: str) -> None:
    quotation = pasted(question)
    assert quotation is not None
    assert places(quotation, TEXT) or "[town]" in question


def test_other_words_are_not_found() -> None:
    assert places("We never closed the gates", TEXT) == []
    assert places("it's welcome to the key … We never closed the gate", TEXT) == []


def test_the_place_is_that_of_the_words() -> None:
    assert [TEXT[a:b] for a, b in places("the district wants it", TEXT)] == ["the dis-\ntrict wants it"]


@pytest.mark.parametrize(
    "question",
    [
        "who said that the gate was never closed",
        "who called it a “public swindle”?",
        "Do Dorn and Halvik agree on what “welcome to the key” means for the lock and the harbour district?",
        "who said this?",
        "Who says it's the people's fault that the gate's rusty?",
        "what about “it”?",
    ],
)
def test_a_word_between_marks_is_no_quotation_to_look_up(question: str) -> None:
    assert pasted(question) is None


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_is_searched(quotation: str, text: str) -> None:
    assert all(0 <= a < b <= len(text) for a, b in places(quotation, text))
