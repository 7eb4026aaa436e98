"""Marks of Markdown and Discord: which signs are marks, and which stay."""

from __future__ import annotations

import pytest

from index.text.markup import Mark, mark_of, marks, unmarked


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("The crane was **unsafe** and _nobody_ knew.", "The crane was unsafe and nobody knew."),
        ("***Ida Crane*** left; ~~the quay~~ __is__ ||shut||.", "Ida Crane left; the quay is shut."),
        ('*"It was **never** safe,"* she said.', '"It was never safe," she said.'),
        ("# A head #\n## Another\n-# small", "A head\nAnother\nsmall"),
        ("- one\n- two\n\n* three\n* four", "one\ntwo\n\nthree\nfour"),
        ("See [the report](https://osk.example/a) and ![a quay](/q.png).", "See the report and ."),
        ("**Osk Echo:** Was it safe?", "Osk Echo: Was it safe?"),
    ],
)
def test_marks_go(text: str, shown: str) -> None:
    assert unmarked(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "3 * 4 * 5 boxes, 2*3*4 of them, a rate of 5* or more, and *a note",
        "the_old_map.txt and __init__py were lost",
        "#osk is open",
        "“Nobody came.”\n- Ida Crane\n\n“We came.”\n- Tomas Weir",
        "a - b - c, -1 and +2",
        "| a | b |\n|---|---|",
        "a[1](2) and f(x)[y]",
        "the ** and the *** stand alone",
    ],
)
def test_signs_that_are_no_marks_stay(text: str) -> None:
    assert marks(text) == []


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("### Who paid?", Mark.HEADING),
        ("**Who paid?**", Mark.STRONG),
        ("*Who paid?*", Mark.EMPHASIS),
        ("> Who paid?", Mark.BLOCK),
        ("Who paid?", None),
        ("**Who** paid **Ida Crane**?", None),
    ],
)
def test_how_a_line_is_set_off(text: str, mark: Mark | None) -> None:
    start = text.index("Who")
    end = text.index("?") + 1
    assert mark_of(f"Above.\n{text}\nBelow.", start + 7, end + 7) is mark
