"""Whether a source could be looked up."""

from __future__ import annotations

import pytest

from index.attribution.coreference.anonymity import head_of, is_anonymous


@pytest.mark.parametrize(
    ("mention", "phrase", "anonymous"),
    [
        ("inspectors", "two unnamed inspectors at the roads agency", True),
        ("nurse", "a nurse who asked not to be named", True),
        ("people", "people familiar with the talks", True),
        ("police", "The police", False),
        ("report", "an undisclosed report", False),
        ("spokesman for the mayor", "a spokesman for the mayor", False),
        ("mayor", "the mayor", False),
        ("officials", "some officials", True),
    ],
)
def test_descriptions(mention: str, phrase: str, anonymous: bool) -> None:
    assert is_anonymous(mention, phrase, named=False) is anonymous


def test_who_is_named_is_not_and_who_was_introduced_so_stays_so() -> None:
    assert not is_anonymous("engineer Ana Ruiz", "an unnamed engineer, Ana Ruiz", named=True)
    assert is_anonymous("she", "she", named=False, introduced_anonymous=True)


def test_the_head_of_a_mention() -> None:
    assert head_of("senior official at the ministry of trade".split()) == "official"
    assert head_of(["she"]) == "she"
