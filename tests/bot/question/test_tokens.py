"""The stems of a long text, looked up instead of read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.question.tokens import stems_in, words

_PIECES = st.sampled_from(
    ["cities", "city", "Stopped", "stop", "eleven", "11", "o'brien", "o’brien", "rock'n'roll", "re_opened", "party",
     "art", "is", "İstanbul", "née", "shows", "show", "e", "y", " ", "  ", "\n", "'", "’", "-", "_", ".", "“", "3,000"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=30).map("".join), st.lists(_PIECES, max_size=8).map(" ".join))
def test_stems_that_are_looked_up_are_those_that_are_read(text: str, asked: str) -> None:
    wanted = words(asked).stem_set | {"y", "roll", "n"}
    assert stems_in(wanted, [text]) == [wanted & words(text).stem_set]
