"""What a search was narrowed to, in words."""

from __future__ import annotations

import pytest

from bot.answer.limits import phrase, told
from index.schema import Filter


@pytest.mark.parametrize(
    ("within", "words"),
    [
        (Filter(), ""),
        (Filter(outlets=("The Courier",), since="2026-02-15"), " in The Courier published since 2026-02-15"),
        (Filter(since="2026-02-15", until="2026-02-15"), " published on 2026-02-15"),
        (Filter(since="2026-02-15", until="2026-02-16"), " published from 2026-02-15 to 2026-02-16"),
        (Filter(until="2026-02-15", outlets=("A", "B")), " in A or B published until 2026-02-15"),
        (Filter(article_ids=("a-1",)), " (a-1)"),
    ],
)
def test_a_phrase(within: Filter, words: str) -> None:
    assert phrase(within) == words


def test_notes() -> None:
    assert told(Filter()) == []
    assert told(Filter(outlets=("The Courier",))) == ["only articles in The Courier"]
    (note,) = told(Filter(since="2026-02-15"))
    assert "those without a date are left out" in note
