"""Who each mention means: asked of the mentions by place, head and owner."""

from __future__ import annotations

from index.attribution.coreference.detection import Kind
from index.attribution.coreference.entities import Cast
from index.attribution.coreference.resolution import NOBODY, Coreference, coreference_of
from index.attribution.extraction import tagger
from index.text.sentences import sentences

TEXT = "The mayor of Kell, Ida Holm, spoke on Monday. Her lawyer, who wept, said that she was innocent."


def read(text: str) -> Coreference:
    return coreference_of(text, Cast(text), tagger.encoded(text), [a for a, _ in sentences(text)])


def test_a_pronoun_leads_to_a_name() -> None:
    found = read(TEXT)
    at = TEXT.index("she")
    k = found.headed_by((at, at + 3), "she")
    assert k is not None
    assert found.is_pronoun(k)
    bearer, p = found.best_named(k)
    assert found.cast.entities[bearer].name == "Ida Holm"
    assert p > 0.5
    assert found.best(k)[1] >= p


def test_a_description_with_its_owner() -> None:
    found = read(TEXT)
    at = TEXT.index("Her lawyer")
    k = found.begins_at(at)
    assert k is not None
    assert found.mentions.words[k] == ["her", "lawyer"]
    assert found.kind(k) is Kind.PERSON
    owner = found.owner(k)
    assert owner is not None
    assert found.mentions.words[owner] == ["her"]
    assert not found.same_words(k, owner)
    assert k in found.between(at, at + 10)


def test_nobody() -> None:
    found = read("It rained.")
    assert all(found.best_named(k) == NOBODY for k in range(len(found.mentions)))
    assert len(read("").mentions) == 0
