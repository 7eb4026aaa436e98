"""Headline and date at the head of a text file."""

from __future__ import annotations

import pytest

from index.articles.plain_text import described


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Dam fails\n4 March 2026\nBy Jo Blogg\n\nThe dam had cracked.", ("Dam fails", "2026-03-04")),
        ("Dam fails\n=========\n\nThe dam had cracked.", ("Dam fails", None)),
        ("Title: Dam fails\nPublished: 2026-03-04\n\nThe dam had cracked.", ("Dam fails", "2026-03-04")),
        ("Dam fails in Lowmarsh\n\nThe dam had cracked, the mayor said.", ("Dam fails in Lowmarsh", None)),
        ("The dam had cracked. It had been seen.\nAnd so on.", (None, None)),
        ("By Jo Blogg\n\nThe dam had cracked.", (None, None)),
        ("FOR IMMEDIATE RELEASE\n\nDam stands again\n\nThe dam was mended.", ("Dam stands again", None)),
        ("", (None, None)),
    ],
)
def test_what_stands_above_the_story(text: str, expected: tuple[str | None, str | None]) -> None:
    assert described(text) == expected
