"""Mentions of a text: names, pronouns, and the noun phrases whose heads the states show."""

from __future__ import annotations

import numpy as np

from index.attribution.coreference.detection import PRONOUNS, Form, Kind, mentions_of
from index.attribution.coreference.entities import Cast
from index.attribution.extraction.tokenization import segment

TEXT = "The old mayor met Ida Holm. She left."


def test_names_pronouns_and_descriptions() -> None:
    units = segment(TEXT, lambda words: [[7] for _ in words])
    words = [TEXT[a:b].lower() for a, b in zip(units.starts.tolist(), units.ends.tolist(), strict=True)]
    kinds = np.zeros((len(units), len(Kind)), dtype=np.float32)
    kinds[:, Kind.NONE] = 1.0
    kinds[words.index("mayor")] = np.eye(len(Kind), dtype=np.float32)[Kind.PERSON]
    begins = np.zeros(len(units), dtype=np.float32)
    begins[words.index("the")] = 1.0
    found = mentions_of(words, units, Cast(TEXT), kinds, begins)
    assert [Form(int(form)) for form in found.form] == [Form.DEFINITE, Form.NAME, Form.SHE]
    assert found.words == [["the", "old", "mayor"], ["ida", "holm"], ["she"]]
    assert found.entity.tolist() == [-1, 0, -1]


def test_each_pronoun_has_a_form_before_names() -> None:
    assert {PRONOUNS[w] for w in ("he", "her", "its", "they", "who", "which")} == set(Form)  - {
        Form.NAME, Form.DEFINITE, Form.OWNED, Form.INDEFINITE, Form.BARE
    }  # fmt: skip
    assert all(form < Form.NAME for form in PRONOUNS.values())
