"""The extractor of attribution relations that the engine uses."""

from __future__ import annotations

from index.attribution import tagger
from index.schema import Relation


def relations(text: str) -> list[Relation]:
    """The outermost attribution relations of ``text``, in text order.

    Raises StoreError where the model files are missing or damaged.
    """
    return [found.relation for found in tagger.find_relations([text])[0]]
