"""Which stored article an incoming one is; with whole libraries it stands in tests/index/articles/test_identity.py."""

from __future__ import annotations

from dataclasses import replace

from index.articles.identity import derived_id
from index.store.identity import one
from tests.index.scripted import article


def test_two_that_may_be_one() -> None:
    first = article(1)
    assert one(first, replace(first, text="Another text."))
    of_text = replace(first, id=derived_id(None, first.text))
    assert one(of_text, replace(first, id="b"))  # of one text, and one of the ids was made here
    assert not one(first, replace(first, id="b"))
    assert not one(first, article(2))
    at = replace(first, id=derived_id("https://x.example/1", ""), url="https://x.example/1")
    assert one(at, replace(at, id="c", text="Another text."))
