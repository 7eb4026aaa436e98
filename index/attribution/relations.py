"""The extractor of attribution relations that the engine uses."""

from __future__ import annotations

from index.attribution import rules, tagger
from index.schema import Relation


def relations(text: str) -> list[Relation]:
    """The outermost attribution relations of ``text``, in text order."""
    if not tagger.available():
        return rules.relations(text)
    return [found.relation for found in tagger.find_relations([text])[0]]
