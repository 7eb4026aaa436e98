"""One fold for all that is compared, and one place for the words that names are made of."""

from __future__ import annotations

import re

import pytest

from index.attribution.coreference.entities import bare
from index.attribution.lexicon import nouns
from index.attribution.lexicon.outlets import is_medium
from index.text import name_words, names
from index.text.first_names import of_first_name
from index.text.folding import fold, without_possessive
from tests.imports import PACKAGES, ROOT


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("Łukasz Sørensen", "lukasz sorensen"),
        ("Straße", "strasse"),
        ("ZOË’S", "zoe's"),
        ("O`Neill", "o'neill"),
        ("İzmir", "izmir"),
        ("ﬁne ½", "fine 1⁄2"),
    ],
)
def test_fold(printed: str, folded: str) -> None:
    assert fold(printed) == folded
    assert fold(folded) == folded


@pytest.mark.parametrize("printed", ["Šimek’s", "Šimek's", "Simek", "SIMEK’S"])
def test_names_of_an_article_are_compared_as_those_of_the_catalogue(printed: str) -> None:
    assert bare(printed) == "simek"
    assert names.words(printed) == ["simek"]


def test_what_a_possessive_leaves() -> None:
    assert [without_possessive(word) for word in ("trump's", "reporters'", "it's", "boss")] == [
        "trump", "reporters", "it", "boss"
    ]  # fmt: skip


def test_nothing_else_folds() -> None:
    """A second fold would disagree with the first on some letter, and a name typed would not be the name stored."""
    folding = re.compile(r"normalize\(\s*[\"']NFKD|unicodedata\.combining")
    files = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    assert [p.name for p in files if folding.search(p.read_text(encoding="utf-8"))] == ["folding.py"]


def test_first_names_are_found_with_their_marks() -> None:
    assert [of_first_name(name) for name in ("Zoë", "Björn", "Quill")] == ["f", "m", None]


# -- words that names are made of


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
    ],
)
def test_titles_are_cut_and_bodies_kept_whole(printed: str, key: str, person: bool) -> None:
    name = names.parse(printed)
    assert (name.key, name.person) == (key, person)
