"""The extractor of attribution relations that the engine uses."""

from __future__ import annotations

from index.attribution.extraction import tagger
from index.attribution.extraction.denials import with_denials
from index.attribution.extraction.extractor import Found


def relations(text: str) -> list[Found]:
    """The outermost attribution relations of ``text``: those of the tagger in text order, then plain denials that it
    leaves out.

    Raises StoreError where the model files are missing or damaged.
    """
    return with_denials(text, tagger.find_relations([text])[0])
