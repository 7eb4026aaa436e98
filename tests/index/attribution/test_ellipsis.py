"""A verb that is said once for several speakers."""

from __future__ import annotations

from index.attribution.ellipsis import shared
from index.schema import Relation
from tests.index.attribution.marked import marked


def words(text: str, found: list[Relation]) -> list[list[str]]:
    return [[text[a:b] for role in (one.source, one.cue, one.content) for a, b in role] for one in found]


def test_others_at_614() -> None:
    text, (relation,) = marked("<s>Some</s> <q>put</q> <c>it at 612, others at 614</c>.")
    assert words(text, shared(text, relation, len(text))) == [["Some", "put", "it at 612"], ["others", "put", "614"]]


def test_as_did_the_shippers() -> None:
    text, (relation,) = marked("<s>The port</s> <q>said</q> <c>the quay was safe</c>, as did the shippers.")
    first, second = words(text, shared(text, relation, len(text)))
    assert first == ["The port", "said", "the quay was safe"]
    assert second[0] == "the shippers"
    assert second[-1] == "the quay was safe"


def test_one_speaker_alone() -> None:
    text, (relation,) = marked("<s>The port</s> <q>said</q> <c>the quay was safe, at least in May</c>.")
    assert shared(text, relation, len(text)) == [relation]
