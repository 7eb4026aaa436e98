"""Speakers who are only counted keep the noun they stand for."""

from __future__ import annotations

import pytest

from index.attribution.quantified import counted_noun
from index.text.sentences import sentences


@pytest.mark.parametrize(
    ("text", "mention", "noun"),
    [
        ("Analysts met in May. Some argue that rates will fall.", "Some", "Analysts"),
        ("The engineers met. A handful said no.", "A handful", "engineers"),
        ("Master Igor Denko struck dancers. Nine of them said no.", "Nine of them", "dancers"),
        ("The former bank clerks met. Some said no.", "Some", "former bank clerks"),
        ("The engineers met. Ana Ruiz said no.", "Ana Ruiz", None),
        ("The bridge was shut. Some said so.", "Some", None),
    ],
)
def test_whom_a_count_counts(text: str, mention: str, noun: str | None) -> None:
    at = text.index(mention)
    assert counted_noun(text, (at, at + len(mention)), sentences(text)) == noun
