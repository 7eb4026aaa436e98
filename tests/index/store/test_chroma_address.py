"""Addresses of Chroma servers: what they name, and that a wrong one is told without a word of it."""

from __future__ import annotations

import pytest

from index.errors import StoreError
from index.store.chroma_address import server_address


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://box:9000", ("http", "box", 9000, None, None)),
        ("https://api.chroma.example", ("https", "api.chroma.example", 443, None, None)),
        ("http://box/t1/claims/", ("http", "box", 8000, "t1", "claims")),
    ],
)
def test_addresses(url: str, expected: tuple[object, ...]) -> None:
    assert server_address(url) == expected


@pytest.mark.parametrize("url", ["box:9000", "ftp://s3cret@box", "http://s3cret:nine@box:x", "http://box/s3cret", ""])
def test_others_are_told_without_a_word_of_them(url: str) -> None:
    with pytest.raises(StoreError) as told:
        server_address(url)
    assert "WHOCLAIMS_CHROMA_URL" in str(told.value)
    assert "s3cret" not in str(told.value)
