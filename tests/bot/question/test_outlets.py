"""Outlets in a question: where to look, or only somebody who was told something."""

from __future__ import annotations

import pytest

from bot.question.outlets import Place, named

OUTLETS = ["The Quay Courier", "Meridian Wire", "The Standard", "Ostrava", "Tarn Gazette", "The Old Standard", "Népszó"]


@pytest.mark.parametrize(
    ("text", "outlets", "place"),
    [
        ("what did Meridian Wire report about the dam", ["Meridian Wire"], Place.REPORTED),
        ("what has meridian wire said", ["Meridian Wire"], Place.REPORTED),
        ("What does the Courier say about the toll?", ["The Quay Courier"], Place.REPORTED),
        ("what did the standard print", ["The Standard"], Place.REPORTED),
        ("According to the Tarn Gazette, who denies it?", ["Tarn Gazette"], Place.REPORTED),
        ("who was quoted by Meridian Wire", ["Meridian Wire"], Place.REPORTED),
        ("who denies it in the Courier?", ["The Quay Courier"], Place.PRINTED),
        ("Who says so in The Quay Courier", ["The Quay Courier"], Place.PRINTED),
        ("who is quoted in meridian wire", ["Meridian Wire"], Place.PRINTED),
        ("who denies the leak (Meridian Wire, March)", ["Meridian Wire"], Place.PRINTED),
        ("the Gazette's report on the dam", ["Tarn Gazette"], Place.PRINTED),
        ("claims from Ostrava", ["Ostrava"], Place.PRINTED),
        ("what does nepszo say", ["Népszó"], Place.REPORTED),
        ("who says so in The Old Standard", ["The Old Standard"], Place.PRINTED),
        ("What did she tell the Courier?", ["The Quay Courier"], Place.MENTIONED),
        ("Who was profiled by Meridian Wire and denies it?", ["Meridian Wire"], Place.MENTIONED),
        ("Who says Meridian Wire is lying?", ["Meridian Wire"], Place.MENTIONED),
        ("Who gave Ostrava the papers?", ["Ostrava"], Place.MENTIONED),
    ],
)
def test_what_a_name_does(text: str, outlets: list[str], place: Place) -> None:
    (found,) = named(text, OUTLETS)
    assert list(found.outlets) == outlets
    assert found.place is place


@pytest.mark.parametrize(
    "text",
    [
        "who fell below the standard of care",
        "what standard did they set",
        "the courier lost the parcel",
        "What did the Courier Guild say?",
        "who wired the meridian",
    ],
)
def test_common_words_are_no_outlet(text: str) -> None:
    assert named(text, OUTLETS) == []


def test_a_short_name_means_every_outlet_that_bears_it() -> None:
    (found,) = named("who says so in the Courier", [*OUTLETS, "Harlow Courier"])
    assert found.outlets == ("The Quay Courier", "Harlow Courier")
