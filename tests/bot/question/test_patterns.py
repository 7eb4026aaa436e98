"""What a question's verbs ask for is what the lexicon says that they do: one list of verbs, one of inflections."""

from __future__ import annotations

import re

import pytest

from bot.question import patterns
from bot.question.parser import stances
from index.attribution.extraction import denials
from index.attribution.lexicon import verbs
from index.attribution.lexicon.verbs import VERBS, forms, inflect
from index.attribution.stance import DENIES, SPEECH, WITHHOLDS
from index.schema import Stance

ASKED = [
    (patterns.DENYING, Stance.DENIES),
    (patterns.URGING, Stance.URGES),
    (patterns.VOWING, Stance.VOWS),
    (patterns.JUDGING, Stance.JUDGES),
]


@pytest.mark.parametrize(("lemmas", "stance"), ASKED)
def test_a_question_and_an_article_give_a_verb_one_stance(lemmas: str, stance: Stance) -> None:
    """ "Who compared it to a circus?" asked for a judgement, while the reading of "compared" is that it asserts."""
    for lemma in lemmas.split():
        assert {r.stance for r in VERBS[lemma]} == {stance}, lemma


@pytest.mark.parametrize(("lemmas", "stance"), ASKED)
def test_every_finite_form_of_a_verb_is_heard(lemmas: str, stance: Stance) -> None:
    for lemma in lemmas.split():
        for form, kind in inflect(lemma):
            if kind != "ing":
                assert stance in stances(f"Who {form} that the bridge is safe?"), form


@pytest.mark.parametrize("lemma", verbs.SILENCE.split())
def test_who_will_not_say_is_silent_in_questions_and_in_articles(lemma: str) -> None:
    assert Stance.WITHHOLDS in stances(f"Who would not {lemma} on the toll?")
    assert Stance.WITHHOLDS in stances(f"Which mayor refused to {lemma}?")
    assert WITHHOLDS.search(f"declined to {lemma}")
    assert re.fullmatch(SPEECH, lemma)


def test_a_denial_is_one_word_in_all_its_forms() -> None:
    for form in forms("deny").split("|"):
        assert patterns.DENY.search(form)
        assert DENIES.search(form)
        assert bool(denials._DENY.fullmatch(form)) is not form.endswith("ing")  # a participle is no clause of its own


@pytest.mark.parametrize("text", ["Who objects to the toll?", "Who brushed off the report?", "Who is disputing it?"])
def test_other_denials(text: str) -> None:
    assert stances(text) == {Stance.DENIES}


@pytest.mark.parametrize(
    "text", ["What does Venn say of the toll compared with the last?", "Who was in the garden?", "Who says it rained?"]
)
def test_what_asks_for_no_stance(text: str) -> None:
    assert stances(text) == frozenset()


def test_saying_in_all_its_forms() -> None:
    for form in ("say", "says", "said", "saying", "wrote", "tells", "found", "gave", "insisted", "do"):
        assert re.fullmatch(patterns.SAY, form, re.I), form
    for word in ("saint", "sayings", "wrot", "teller"):
        assert not re.fullmatch(patterns.SAY, word, re.I), word
