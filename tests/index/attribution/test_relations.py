"""The extractor that the engine uses: the tagger's relations, and plain denials that it leaves out."""

from __future__ import annotations

from index.attribution.extraction.relations import relations


def test_relations_and_denials() -> None:
    text = "“The gate is shut,” said Ilse Tronto. She denied wrongdoing."
    found = [
        [" ".join(text[a:b] for a, b in role) for role in (f.relation.source, f.relation.cue, f.relation.content)]
        for f in relations(text)
    ]
    assert ["Ilse Tronto", "said", "“The gate is shut,”"] in found
    assert ["She", "denied", "wrongdoing"] in found


def test_nothing() -> None:
    assert relations("") == []
