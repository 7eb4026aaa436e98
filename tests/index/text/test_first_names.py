"""First names by the gender that they suggest."""

from __future__ import annotations

from index.text import first_names
from index.text.first_names import of_first_name
from index.text.folding import fold


def test_first_names_are_found_with_their_marks() -> None:
    assert [of_first_name(name) for name in ("Zoë", "Björn", "Quill")] == ["f", "m", None]


def test_the_lists_are_folded_and_apart() -> None:
    """A name with its marks in the list would never be found, and one in both would say what it does not know."""
    assert {fold(name) for name in first_names.FEMALE | first_names.MALE} == first_names.FEMALE | first_names.MALE
    assert not first_names.FEMALE & first_names.MALE
