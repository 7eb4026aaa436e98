"""Our own articles with every mention resolved, and how annotations become labels."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from index.attribution.coreference.detection import PRONOUNS, Form, Kind
from index.attribution.extraction.tokenization import Units, segment
from index.training.mention_data import UNSAID, Gold, head_unit, masked, own_articles, unit_labels, unmarked

FOLDER = Path(__file__).parents[1] / "index" / "training" / "corpus" / "mentions"
ARTICLES = list(own_articles(FOLDER))


def test_every_article_compiles_and_has_an_id_of_its_own() -> None:
    assert len({a.id for a in ARTICLES}) == len(ARTICLES) >= 135
    assert all(len(a.gold) > 30 and not set("{}|") & set(a.text) for a in ARTICLES)


def test_he_and_she_are_persons_of_one_sex() -> None:
    for article in ARTICLES:
        sexes: dict[str, set[Form]] = {}
        for gold in article.gold:
            form = PRONOUNS.get(article.text[gold.start : gold.end].lower())
            if form in (Form.HE, Form.SHE):
                assert gold.kind == Kind.PERSON, (article.id, gold)
                sexes.setdefault(gold.cluster, set()).add(form)
        assert all(len(found) == 1 for found in sexes.values()), (article.id, sexes)


def record(text: str) -> dict[str, object]:
    kinds = {"1": "person", "2": "group", "3": "document"}
    return {"id": "x", "text": text, "entities": {k: {"name": k, "kind": kind} for k, kind in kinds.items()}}


def units_of(text: str) -> Units:
    return segment(text, lambda words: [[7] for _ in words])


@pytest.mark.parametrize(
    ("marked", "head"),
    [
        ("{1|Mayor Ida Crane, {1|who} left,} spoke", "crane"),
        ("{1|{2|their} lawyer} spoke", "lawyer"),
        ("{3|the report of {2|the nurses}} said so", "report"),
        ("{1|Ida's doctor, {1|Bo Hale},} spoke", "doctor"),
        ("{2|{1|Ida Crane} and {1|Bo Hale}} spoke", "and"),
        ("{2|one of {2|them}} spoke", "one"),
    ],
)
def test_the_head_of_a_mention(marked: str, head: str) -> None:
    text, gold = unmarked(record(marked))
    units = units_of(text)
    words = [text[a:b].lower() for a, b in zip(units.starts, units.ends, strict=True)]
    outermost = max(gold, key=lambda g: g.end - g.start)
    assert words[head_unit(words, units, outermost)] == head


@pytest.mark.parametrize("broken", ["{1|Ida spoke", "Ida} spoke", "{9|Ida} spoke"])
def test_broken_marks_are_named(broken: str) -> None:
    with pytest.raises(ValueError, match="x: "):
        unmarked(record(broken))


def test_what_is_not_annotated_stays_open() -> None:
    text, gold = unmarked(record("{1|The nurse} saw the lamp."))
    units = units_of(text)
    labels = unit_labels(type(ARTICLES[0])("x", text, gold), text.lower().split(), units)
    assert labels.allowed[1].nonzero()[0].tolist() == [Kind.PERSON]
    assert set(labels.allowed[4].nonzero()[0].tolist()) == {Kind.NONE, Kind.THING, Kind.PLACE}
    assert labels.begin.tolist() == [1, 0, UNSAID, UNSAID, UNSAID, UNSAID]
    assert np.all(labels.role == UNSAID)


def test_surnames_give_way_to_pronouns_that_fit() -> None:
    text = "Martha Lund came. Then Lund said that Lund's boat was lost. Bo Hale wept. They laughed at Hale. " * 6
    changed = masked("x", text, random.Random(1))
    assert changed is not None
    assert changed.asked
    for gold in changed.gold:
        printed = changed.text[gold.start : gold.end].lower()
        assert printed in ("martha lund", "lund", "bo hale", "hale", "she", "her", "he", "him")
        assert (gold.start in changed.asked) == (printed in ("she", "her", "he", "him"))
    assert isinstance(changed.gold[0], Gold)
