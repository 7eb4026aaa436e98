"""Datelines and clocks before a paragraph's first sentence are left out, and nothing else is."""

from __future__ import annotations

import pytest

from index.text.leads import leads


def without(text: str) -> str:
    for start, end, shown in reversed(leads(text)):
        text = text[:start] + shown + text[end:]
    return text


@pytest.mark.parametrize(
    "lead",
    [
        "LOWMARSH, May 4 (Agency) — ",
        "LOWMARSH — ",
        "LOWMARSH, Osk, 4 May (Tarn News) - ",
        "Lowmarsh, 4 May 2026: ",
        "10:45 GMT – ",
        "[7 p.m.] ",
    ],
)
def test_what_stands_before_a_sentence(lead: str) -> None:
    sentence = "The mayor said that the quay was safe."
    expected = sentence if lead != "Lowmarsh, 4 May 2026: " else lead + sentence
    assert without(lead + sentence) == expected
    assert without(f"Before.\n{lead}{sentence}") == f"Before.\n{expected}"


@pytest.mark.parametrize(
    "text",
    ["Lowmarsh said no.", "At 10:45 the vote began.", "LOWMARSH SHUTS ITS QUAY", "May 4 was fine – it rained."],
)
def test_what_belongs_to_the_sentence(text: str) -> None:
    assert without(text) == text
