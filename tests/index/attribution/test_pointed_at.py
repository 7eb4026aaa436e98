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


SIDES = (
    "A clerk said Tor Fell had sold the bell. Fell's lawyer said the bell was his. Mina Oss said the sea was calm. "
    "Tor Fell declined to comment."
)


def of(source: str, content: str, speaker: str) -> Claim:
    a, b = SIDES.index(source), SIDES.index(content)
    spans = ((a, a + len(source)),), ((b, b + len(content)),)
    return Claim(spans[0], spans[0], spans[1], (source,), speaker, Stance.ASSERTS, False)


def test_silence_is_about_what_others_say() -> None:
    sold = of("A clerk", "Tor Fell had sold the bell", "clerk")
    his = of("Fell's lawyer", "the bell was his", "lawyer")
    calm = of("Mina Oss", "the sea was calm", "Mina Oss")
    source, cue = (SIDES.rindex("Tor Fell"), SIDES.rindex(" declined")), SIDES.rindex("declined")
    for claims, meant in (([sold, his], sold), ([sold, his, calm], sold), ([his, calm], calm), ([his], his)):
        found = pointed_at(SIDES, (source,), ((cue, len(SIDES) - 1),), (), claims, "Tor Fell")
        assert found is meant
