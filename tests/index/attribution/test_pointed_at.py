"""Which earlier claim a bare denial or refusal is about."""

from __future__ import annotations

import pytest

from index.attribution.pointed_at import names, pointed_at
from index.schema import Claim, Spans, Stance

TEXT = (
    "A clerk accused the mayor of theft. The baker said 40 jobs were lost. The vicar said the roof leaked. "
    "The mayor denied the charge. The firm disputed the figure. The dean rejected that."
)


def claim(cue: str, content: str, stance: Stance = Stance.ASSERTS) -> Claim:
    return Claim((), span(cue), span(content), ("x",), "x", stance, False)


def span(words: str) -> Spans:
    start = TEXT.index(words)
    return ((start, start + len(words)),)


EARLIER = [claim("accused", "theft"), claim("said", "40 jobs were lost"), claim("said the roof", "the roof leaked")]


@pytest.mark.parametrize(
    ("cue", "content", "meant"),
    [
        ("denied", "the charge", "theft"),
        ("disputed", "the figure", "40 jobs were lost"),
        ("rejected", "that", "the roof leaked"),
    ],
)
def test_what_is_pointed_to(cue: str, content: str, meant: str) -> None:
    found = pointed_at(TEXT, (), span(cue), span(content), EARLIER)
    assert found is not None
    assert TEXT[slice(*found.content[0])] == meant


def test_what_somebody_left_open_is_pointed_to_by_nobody() -> None:
    withheld = claim("said", "40 jobs were lost", Stance.WITHHOLDS)
    assert pointed_at(TEXT, (), span("rejected"), span("that"), [withheld]) is None


def test_a_topic_is_named_by_its_last_word() -> None:
    (roof,) = span("the roof")
    assert names(TEXT, EARLIER[2], roof)
    assert not names(TEXT, EARLIER[0], roof)
