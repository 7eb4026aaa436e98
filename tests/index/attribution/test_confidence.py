"""How sure the reading is: more evidence, more trust; never outside of 0 and 1."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from index.attribution.confidence import WEIGHTS, ReadingEvidence, confidence

PLAIN = ReadingEvidence(0.9, 0.9, 0.9, True, 0, False, False)


def test_each_feature_has_a_weight() -> None:
    assert len(PLAIN.features()) == len(WEIGHTS)


@pytest.mark.parametrize(
    "changed",
    [lambda p: replace(PLAIN, valid=p), lambda p: replace(PLAIN, claim=p), lambda p: replace(PLAIN, stance=p)],
    ids=["valid", "claim", "stance"],
)
def test_more_evidence_is_more_trust(changed: Callable[[float], ReadingEvidence]) -> None:
    chances = [confidence(changed(p)) for p in (0.1, 0.5, 0.99)]
    assert chances == sorted(chances)
    assert chances[0] < chances[-1]


def test_a_cue_that_disagrees_is_less_sure() -> None:
    assert confidence(replace(PLAIN, agrees=False)) < confidence(PLAIN)


@pytest.mark.parametrize("p", [0.0, 1.0])
def test_it_is_a_probability(p: float) -> None:
    assert 0 < confidence(ReadingEvidence(p, p, p, False, 3, True, True)) < 1
