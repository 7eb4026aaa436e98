"""What a headline says once more than its article."""

from __future__ import annotations

import pytest

from index.attribution.headlines import headline_spans, without_repeated
from index.schema import Claim, Span, Stance

TEXT = "Dam was never inspected, engineer says\n\nThe dam was never inspected, the engineer Lotte Varga said."


def span(words: str, after: int = 0) -> Span:
    at = TEXT.index(words, after)
    return at, at + len(words)


def claim(speaker: str, words: str, after: int = 0, stance: Stance = Stance.ASSERTS) -> Claim:
    return Claim((), (), (span(words, after),), (speaker,), speaker, stance, False)


BODY = claim("Lotte Varga", "The dam was never inspected")


def kept(*claims: Claim) -> list[str | None]:
    return [one.speaker for one in without_repeated(TEXT, claims, None, {})]


def test_lines_without_an_end_stand_over_others() -> None:
    assert [TEXT[a:b] for a, b in headline_spans(TEXT, None, {})] == ["Dam was never inspected, engineer says"]


@pytest.mark.parametrize("speaker", ["engineer", "Lotte Varga", "Engineer"])
def test_what_the_text_tells_again_is_told_once(speaker: str) -> None:
    assert kept(claim(speaker, "Dam was never inspected"), BODY) == ["Lotte Varga"]


def test_what_somebody_else_says_stays() -> None:
    assert kept(claim("Ida Crane", "Dam was never inspected"), BODY) == ["Ida Crane", "Lotte Varga"]
    denied = claim("engineer", "Dam was never inspected", stance=Stance.DENIES)
    assert kept(denied, BODY) == ["engineer", "Lotte Varga"]
    assert kept(claim("engineer", "Dam was never inspected")) == ["engineer"]
