"""Windows, cues and roles put together: with networks that are scripted, and cues thinned out where there are many."""

from __future__ import annotations

import numpy as np

from index.attribution.extraction.extractor import (
    LEAST_CUES,
    STATE,
    TAGS,
    Encoded,
    Found,
    Parameters,
    cue_inputs,
    encode,
    nest,
    propose,
)
from index.attribution.extraction.tagger import default_scorer
from index.schema import Relation, Span


def found(cue: Span, content: Span, valid: float = 0.9) -> Found:
    return Found(Relation((), (cue,), (content,)), valid, ())


def test_the_surer_of_two_that_hold_each_others_cue_is_the_outer() -> None:
    first, second = found((0, 4), (5, 60), 0.6), found((20, 24), (0, 60), 0.9)
    assert nest([first, second]) == [second]
    assert nest([]) == []


def test_every_unit_gets_a_state() -> None:
    text = "The mayor said that the tram was late."
    (encoded,) = encode([text], default_scorer())
    assert encoded.states.shape == (len(encoded.units), STATE)
    assert encoded.tags.shape == (len(encoded.units), TAGS)
    assert np.abs(encoded.states).sum(axis=1).min() > 0
    assert not Encoded.blank(encoded.units).states.any()


def test_cues_are_proposed_where_the_emissions_say_so() -> None:
    emissions = np.zeros((8, 3), dtype=np.float32)
    emissions[3, 1] = emissions[4, 2] = 9
    nothing = {n: np.zeros(n, dtype=np.float32) for n in (3, 5, (3, 3), (5, 5))}
    parameters = Parameters(nothing[3, 3], nothing[3], nothing[5, 5], nothing[5])
    assert (3, 5) in propose(emissions, parameters)
    assert len(propose(np.zeros((2, 3), dtype=np.float32), parameters)) <= LEAST_CUES


def test_what_the_role_head_is_given() -> None:
    index, distance, mark, mask, ends = cue_inputs([(0, 0, 5, 2, 3, []), (10, 0, 3, 0, 1, [(1, 2)])])
    assert index.shape == distance.shape == mark.shape == mask.shape == (2, 5)
    assert mask.sum(axis=1).tolist() == [5, 3]
    assert index[1, :3].tolist() == [10, 11, 12]
    assert mark[1, :3].tolist() == [1, 2, 0]  # the cue, another one, neither
    assert ends.tolist() == [[2, 2], [10, 10]]
