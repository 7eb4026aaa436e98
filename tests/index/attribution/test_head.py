"""The coreference head: probabilities of antecedents, and of what each unit is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.attribution.coreference import head
from index.attribution.coreference.detection import Kind, Role
from index.attribution.extraction import tagger
from index.attribution.extraction.extractor import Encoded
from index.errors import StoreError


def test_antecedents_of_one_anaphor_and_nobody_share_one() -> None:
    scores = np.array([2.0, 0.0, -1.0, 5.0], dtype=np.float32)
    chances = head.antecedents(scores, np.array([1, 1, 1, 2]))
    expected = np.exp([2.0, 0.0, -1.0]) / (np.exp([2.0, 0.0, -1.0]).sum() + 1)
    assert np.allclose(chances[:3], expected)
    assert np.isclose(chances[3], np.exp(5.0) / (np.exp(5.0) + 1))
    assert len(head.antecedents(np.zeros(0, dtype=np.float32), np.zeros(0, dtype=np.int64))) == 0


def test_what_the_shipped_head_makes_of_units() -> None:
    encoded = tagger.encoded("The mayor, Ida Holm, said that she was late.")
    kinds, roles, begins = head.default_head().units(encoded)
    units = len(encoded.units)
    assert (kinds.shape, roles.shape, begins.shape) == ((units, len(Kind)), (units, len(Role)), (units,))
    assert np.allclose(kinds.sum(axis=1), 1, atol=1e-5)
    assert Kind(int(kinds[1].argmax())) is Kind.PERSON  # mayor
    assert begins[0] > 0.5


def test_nothing_read() -> None:
    kinds, _, begins = head.default_head().units(Encoded.blank(tagger.encoded("").units))
    assert len(kinds) == len(begins) == 0


def test_missing_weights_are_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(head, "FILE", tmp_path / "none.npz")
    with pytest.raises(StoreError, match=r"none\.npz: the coreference model cannot be loaded"):
        head.default_head()
