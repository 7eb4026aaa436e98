"""A claim's key follows from its article's row and its number."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.store.tables import article_row, claim_number, claim_row, claim_rows


@given(st.integers(1, 2**30), st.integers(1, 9_000))
def test_there_and_back(article: int, number: int) -> None:
    key = claim_row(article, number)
    assert (article_row(key), claim_number(key)) == (article, number)


def test_the_claims_of_an_article() -> None:
    assert claim_rows(7, 3) == [claim_row(7, n) for n in (1, 2, 3)]
    assert not set(claim_rows(7, 100)) & set(claim_rows(8, 100))
