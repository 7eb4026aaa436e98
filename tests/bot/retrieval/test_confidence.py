"""How likely each claim is to answer and to belong, and what is shown of it."""

from __future__ import annotations

import numpy as np

from bot.question.parser import Kind
from bot.retrieval.beside import Weighed
from bot.retrieval.beside import signals as beside_signals
from bot.retrieval.confidence import RELATION, SIGNALS, confidence, signals

SCORES = np.array([6.0, 3.0, 0.0])
UNDECIDED = np.zeros(3)


def test_signals_are_a_row_a_claim() -> None:
    made = signals(SCORES, 0.5, UNDECIDED, UNDECIDED)
    assert made.shape == (3, len(SIGNALS))
    assert np.isfinite(made).all()
    assert signals(np.zeros(0), 0.5, np.zeros(0), np.zeros(0)).shape == (0, len(SIGNALS))


def test_the_probability_of_a_claim_falls_with_its_score_and_with_the_gate() -> None:
    model = confidence().answers
    sure = model.probabilities(signals(SCORES, 0.95, UNDECIDED, UNDECIDED))
    unsure = model.probabilities(signals(SCORES, 0.2, UNDECIDED, UNDECIDED))
    assert ((sure > 0) & (sure < 1)).all()
    assert list(sure) == sorted(sure, reverse=True)
    assert all(sure > unsure)


def test_of_claims_that_the_ranker_takes_for_equal_the_judge_lifts_its_own() -> None:
    judged = np.array([-4.0, 4.0])
    rows = signals(np.array([1.0, 1.0]), 0.8, judged, judged)
    for model in (confidence().answers, confidence().belongs):
        against = signals(np.array([1.0, 1.0]), 0.8, -judged, -judged)
        assert model.probabilities(rows)[1] > model.probabilities(against)[1]


def test_asked_for_one_person_s_words_more_of_them_belong_than_asked_who_said_it() -> None:
    relations = np.zeros((1, len(RELATION)))
    relations[0, [RELATION.index(name) for name in ("same_article", "same_speaker", "near")]] = 1.0
    even = Weighed(np.zeros(1), np.zeros(1))
    what, who = (
        confidence().beside.probabilities(beside_signals(kind, relations, even, 1.0))[0]
        for kind in (Kind.WHAT, Kind.WHO)
    )
    assert 0.0 < who < what < 1.0


def test_a_kind_of_which_too_few_questions_were_read_is_shown_strictly() -> None:
    model = confidence()
    assert model.shown_from(Kind.PROVENANCE) == max(model.shown_from(kind) for kind in Kind)
