"""How the lexicon's verbs inflect, and what they say."""

from __future__ import annotations

import pytest

from index.attribution.lexicon.verbs import BARE, INFINITIVE, OBJECT, SILENCE, VERBS, forms, inflect
from index.schema import Stance


@pytest.mark.parametrize(
    ("lemma", "expected"),
    [
        ("deny", "deny denies denied denied denying"),
        ("say", "say says said said saying"),
        ("admit", "admit admits admitted admitted admitting"),
        ("write", "write writes wrote written writing"),
        ("confess", "confess confesses confessed confessed confessing"),
        ("rule-out", "rule-out rules-out ruled-out ruled-out ruling-out"),
    ],
)
def test_inflection(lemma: str, expected: str) -> None:
    assert [form for form, _ in inflect(lemma)] == expected.split()


def test_forms_as_alternatives() -> None:
    assert forms("deny") == "denying|denied|denies|deny"
    assert forms("say deny", "past") == "denied|said"


@pytest.mark.parametrize(
    ("form", "stance"),
    [("said", Stance.ASSERTS), ("denied", Stance.DENIES), ("declined", Stance.WITHHOLDS), ("vowed", Stance.VOWS)],
)
def test_stances(form: str, stance: Stance) -> None:
    assert {reading.stance for reading in VERBS[form]} == {stance}


def test_every_verb_that_the_other_lists_name_is_in_the_lexicon() -> None:
    lemmas = {reading.lemma for readings in VERBS.values() for reading in readings}
    known = lemmas | {lemma.split("-")[0] for lemma in lemmas}
    for listed in (BARE, INFINITIVE, OBJECT):
        assert not {lemma for lemma in listed if lemma.split("-")[0] not in known}
    assert len(SILENCE.split()) == len(set(SILENCE.split()))
