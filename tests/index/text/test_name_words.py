"""One place for the words that names are made of."""

from __future__ import annotations

import re

import pytest

from index.attribution.lexicon import nouns
from index.attribution.lexicon.outlets import is_medium
from index.text import name_words, names


def test_each_list_stands_once() -> None:
    """Two lists of organisation words once were 22 apart, two of titles 117: "Daily Express" was a person."""
    once = {name for name, held in vars(name_words).items() if isinstance(held, frozenset)}
    assert not once & vars(nouns).keys()
    lists = {re.sub("^_", "", name) for name, held in vars(names).items() if isinstance(held, frozenset)} - once
    assert lists == {"LINKS"}
    assert nouns.INNER_TITLES - {"crooked"} <= name_words.TITLES
    assert not name_words.TITLES & name_words.BEFORE_TITLES
    assert name_words.SURNAMES_TOO <= name_words.ORGANISATION


@pytest.mark.parametrize("word", sorted(name_words.MEDIA - {"news"}))
def test_a_paper_is_nobody(word: str) -> None:
    printed = f"The Kellmoor {word.title() if word != 'tv' else 'TV'}"
    assert not names.parse(printed).person
    assert is_medium(printed)


@pytest.mark.parametrize(
    ("printed", "key", "person"),
    [
        ("Daily Express", "daily express", False),
        ("Heath Ledger", "heath ledger", True),
        ("Senator Church", "church", True),
        ("Charlotte Observer", "charlotte observer", False),
        ("Foreign Secretary Ana Ruiz", "ana ruiz", True),
        ("Republican Party", "republican party", False),
        ("Republican Ana Ruiz", "ana ruiz", True),
        ("Health Canada", "health canada", True),
        ("State Department", "state department", False),
        ("MP Ana Ruiz", "ana ruiz", True),
        ("Sens. Ana Ruiz", "ana ruiz", True),
    ],
)
def test_titles_are_cut_and_bodies_kept_whole(printed: str, key: str, person: bool) -> None:
    name = names.parse(printed)
    assert (name.key, name.person) == (key, person)
