"""Which names are news media, and which of them the publisher itself."""

from __future__ import annotations

import pytest

from index.attribution.lexicon.outlets import is_medium, is_publisher, may_be_medium, same_outlet


@pytest.mark.parametrize(
    "name", ["Reuters", "the Ashby Argus", "BBC Sport", "state television", "Radio Kell", "El País"]
)
def test_media(name: str) -> None:
    assert is_medium(name)


@pytest.mark.parametrize("name", ["the court", "a rally", "Ana Ruiz", "Twitter", "the Harbour Board", "his newspaper"])
def test_no_media(name: str) -> None:
    assert not is_medium(name)


def test_bodies_that_may_be_media() -> None:
    assert may_be_medium("the Handelsblick")
    assert not may_be_medium("the Senate")
    assert not may_be_medium("Marant")


def test_the_publisher() -> None:
    assert same_outlet("the Argus", "Ashby Argus")
    assert same_outlet("BBC Sport", "BBC")
    assert not same_outlet("the Echo", "Ashby Argus")
    assert not same_outlet("the Echo", None)
    assert is_publisher("this newspaper", None)
    assert is_publisher("Ashby Argus", "The Ashby Argus")
    assert not is_publisher("the Argus", "Ashby Argus")
