"""Candidate pairs: an anaphor with what is printed before it, and names that follow a pronoun shortly."""

from __future__ import annotations

import numpy as np

from index.attribution.coreference.detection import Form, mentions_of
from index.attribution.coreference.entities import Cast
from index.attribution.coreference.head import default_head
from index.attribution.coreference.pairs import (
    FEMALE,
    MALE,
    MENTION_FEATURES,
    PAIR_FEATURES,
    Scene,
    anaphors,
    pairs_of,
    scene_of,
)
from index.attribution.extraction import tagger
from index.text.sentences import sentences

TEXT = "Mayor Ida Holm met Ivo Marant in May. She said that he was late. Holm left with the mayor's driver."


def scene(text: str) -> Scene:
    encoded, cast = tagger.encoded(text), Cast(text)
    kinds, roles, begins = default_head().units(encoded)
    units = encoded.units
    words = [text[a:b].lower() for a, b in zip(units.starts.tolist(), units.ends.tolist(), strict=True)]
    found = mentions_of(words, units, cast, kinds, begins)
    return scene_of(found, encoded, cast, kinds, roles, [a for a, _ in sentences(text)])


def test_features_gender_and_place() -> None:
    made = scene(TEXT)
    first = {tuple(words): k for k, words in reversed(list(enumerate(made.mentions.words)))}
    assert made.features.shape == (len(made.mentions), MENTION_FEATURES)
    assert np.isfinite(made.features).all()
    assert made.gender[first["she",]] == FEMALE
    assert made.gender[first["he",]] == MALE
    assert made.sentence[first["she",]] > made.sentence[first["ida", "holm"]]


def test_candidates_stand_before_or_are_names_shortly_after() -> None:
    made = scene(TEXT)
    seen = anaphors(made.mentions)
    blocks = list(pairs_of(made))
    assert blocks
    for block in blocks:
        assert block.features.shape == (len(block.anaphor), PAIR_FEATURES)
        assert seen[block.anaphor].all()
        later = block.candidate > block.anaphor
        assert (made.mentions.form[block.candidate[later]] == Form.NAME).all()
        assert (np.diff(block.anaphor) >= 0).all()
