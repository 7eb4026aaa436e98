"""One fold for all that is compared, and one place for the words that names are made of."""

from __future__ import annotations

import re

import pytest

from index.attribution.coreference.entities import bare
from index.text import names
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
        ("The “Bay” — O’Neill‘s – End", "the “bay” — o'neill's – end"),
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
