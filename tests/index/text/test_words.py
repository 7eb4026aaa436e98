"""Common words of English are told from names."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import StoreError
from index.text import words


def test_words_and_names() -> None:
    assert [words.is_word(one) for one in ("harbour", "the", "kellmoor", "Harbour", "har-bour")] == [
        True, True, False, False, False
    ]  # fmt: skip


def test_a_missing_vocabulary_is_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(words, "VOCABULARY", tmp_path / "none.json")
    words._words.cache_clear()
    try:
        with pytest.raises(StoreError, match=r"none\.json: the vocabulary cannot be read"):
            words.is_word("harbour")
    finally:
        words._words.cache_clear()
