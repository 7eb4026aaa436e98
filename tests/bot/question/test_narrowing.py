"""What of a question only says where to look."""

from __future__ import annotations

from datetime import date

import pytest

from bot.question.narrowing import narrow

TODAY, OUTLETS = date(2026, 3, 2), ["Kell Observer", "Province Today"]


def test_an_outlet_and_a_period() -> None:
    found = narrow("Who said in the Kell Observer since February 2026 that it was safe?", OUTLETS, TODAY, None)
    assert found.outlets == ("Kell Observer",)
    assert found.within.outlets == ("Kell Observer",)
    assert found.since == "2026-02-01"
    assert "Observer" not in found.text
    assert "it was safe" in found.text


@pytest.mark.parametrize("words", ["in this article", "according to this story", "of this page"])
def test_here(words: str) -> None:
    found = narrow(f"Who denies it {words}?", OUTLETS, TODAY, None)
    assert found.here
    assert words not in found.text


def test_what_a_claim_is_about_narrows_nothing() -> None:
    found = narrow("Who says that the bridge opens in 2027?", OUTLETS, TODAY, None)
    assert found.within.outlets == ()
    assert not found.here
    assert "2027" in found.text
