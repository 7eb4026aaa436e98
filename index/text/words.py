"""The words of English, as far as the packaged model's vocabulary knows them whole."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from index.errors import StoreError

VOCABULARY = Path(__file__).parents[1] / "models" / "minilm" / "tokenizer.json"


def is_word(low: str) -> bool:
    """Is this, in lower case, one of the 21,000 commonest words? Raises StoreError where the vocabulary is missing."""
    return low in _words()


@cache
def _words() -> frozenset[str]:
    try:
        vocabulary = json.loads(VOCABULARY.read_text(encoding="utf8"))["model"]["vocab"]
    except (OSError, ValueError, KeyError) as error:
        raise StoreError(f"{VOCABULARY}: the vocabulary cannot be read: {error}") from error
    return frozenset(word for word in vocabulary if word.isalpha())
