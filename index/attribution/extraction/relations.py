"""The extractor of attribution relations that the engine uses."""

from __future__ import annotations

from index.attribution.extraction import tagger
from index.attribution.extraction.denials import with_denials
from index.schema import Relation


def relations(text: str) -> list[Relation]:
    """The outermost attribution relations of ``text``: those of the tagger in text order, then plain denials that it
    leaves out.

    Raises StoreError where the model files are missing or damaged.
    """
    tagged = [found.relation for found in tagger.find_relations([text])[0]]
    return with_denials(text, tagged)
