"""Odd characters are put right, all others stay, and each edit says where."""

from __future__ import annotations

from itertools import pairwise

import pytest

from index.text.characters import odd_characters


def read(text: str) -> str:
    """``text`` with the edits made."""
    for start, end, shown in reversed(odd_characters(text)):
        text = text[:start] + shown + text[end:]
    return text


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("He said „no“.", "He said “no”."),
        ("«Non», said the mayor.", "“Non”, said the mayor."),
        ("said ``so'' twice", 'said “so" twice'),
        ("the har\u00adbour\u200b is shut", "the harbour is shut"),
        ("the har\u00ad\n  bour is shut", "the harbour is shut"),
        ("20\u00a0000 boats", "20 000 boats"),
        ("the ﬁrst e\u0301tude", "the first étude"),
        ("the mayorâ€™s â€œnoâ€\x9d", "the mayor’s “no”"),
    ],
)
def test_what_a_reader_sees(printed: str, shown: str) -> None:
    assert read(printed) == shown


@pytest.mark.parametrize("text", ["", "Plain words, “quoted” – and a dash.", "Line\r\nline\n\nline", "Zoë’s café"])
def test_what_is_right_stays(text: str) -> None:
    assert odd_characters(text) == []


def test_edits_are_in_order_and_apart() -> None:
    edits = odd_characters("„a“ \u200b``b'' ﬁ " * 20)
    assert all(end <= start for (_, end, _), (start, _, _) in pairwise(edits))
