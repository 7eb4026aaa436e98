"""One source phrase that names several speakers; the kinds stand in test_whose.py."""

from __future__ import annotations

import pytest

from index.attribution.sources import LONGEST, joint


def speakers(source: str, cue: str = "said") -> list[str]:
    text = f"{source} {cue} that the tunnel was dry."
    return [text[a:b] for a, b in joint(text, (0, len(source)), ((len(source) + 1, len(source) + 1 + len(cue)),))]


@pytest.mark.parametrize(
    ("source", "cue", "expected"),
    [
        ("The mayor and her deputy", "said", ["The mayor", "her deputy"]),
        ("The mayor and her deputy", "says", ["The mayor and her deputy"]),  # one subject by its verb
        ("Marks and Spencer", "said", ["Marks and Spencer"]),
        ("Neither the port nor the shippers", "said", ["the port", "the shippers"]),
    ],
)
def test_by_phrase_and_verb(source: str, cue: str, expected: list[str]) -> None:
    assert speakers(source, cue) == expected


def test_an_endless_phrase_is_left_whole() -> None:
    source = "The mayor and her deputy " * (LONGEST // 20)
    assert speakers(source.strip()) == [source.strip()]
