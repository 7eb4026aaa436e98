"""What belongs beside the first claim of an answer, given that first."""

from __future__ import annotations

import numpy as np

from bot.question.parser import Kind
from bot.retrieval.beside import Weighed, belonging, relation, signals
from bot.retrieval.confidence import BESIDE, RELATION, Ranked
from index.schema import Article, Stance, StoredClaim
from tests.bot.fake_space import claim
from tests.bot.sample import query

GAP = "The harbour is old. " * 90
ARTICLE = Article(
    "a",
    f"Ada Rook said the well was dry. She added that the pump had failed in May.\n\nTom Birk denied that the well was "
    f"dry.\n\n{GAP}\n\nRook praised the school choir.",
    outlet="A",
)
DRY = claim(ARTICLE, "the well was dry", ["Ada Rook"], "Ada Rook", number=0)
PUMP = claim(ARTICLE, "the pump had failed in May", ["Ada Rook"], "Ada Rook", number=1)
DENIED = claim(ARTICLE, "the well was dry", ["Tom Birk"], "Tom Birk", Stance.DENIES, number=2)
CHOIR = claim(ARTICLE, "the school choir", ["Rook"], "Ada Rook", number=3)
ELSEWHERE = claim(Article("b", "It rained, said Ada Rook.", outlet="B"), "It rained", ["Ada Rook"], "Ada Rook")
ASKED = query(Kind.WHAT, "What did Ada Rook say about the well?")


def related(other: StoredClaim) -> dict[str, float]:
    return dict(zip(RELATION, relation(ASKED, DRY, other, 0.5), strict=True))


def test_a_relation_tells_place_source_and_side() -> None:
    assert related(PUMP)["near"] == related(PUMP)["same_speaker"] == related(PUMP)["same_article"] == 1.0
    assert related(CHOIR)["near"] == 0.0
    assert related(CHOIR)["gap"] > related(PUMP)["gap"]
    assert related(PUMP)["after"] == 1.0
    assert related(PUMP)["quoted"] == related(PUMP)["goes_on"] == related(PUMP)["one_cue"] == 0.0
    assert related(DENIED)["opposite"] == related(DENIED)["denies"] == 1.0
    assert related(ELSEWHERE)["same_article"] == related(ELSEWHERE)["gap"] == related(ELSEWHERE)["near"] == 0.0
    assert related(ELSEWHERE)["same_speaker"] == 1.0


def test_signals_are_a_named_row_a_claim() -> None:
    none = np.zeros((0, len(RELATION)))
    assert signals(Kind.WHO, none, Weighed(np.zeros(0), np.zeros(0)), 1.0).shape == (0, len(BESIDE))
    rows = np.array([relation(ASKED, DRY, other, 0.5) for other in (PUMP, DENIED)])
    made = signals(Kind.CONFLICT, rows, Weighed(np.zeros(2), np.zeros(2)), 1.0)
    assert made[:, BESIDE.index("conflict_other")].tolist() == [0.0, 1.0]
    assert np.isfinite(made).all()


def ranked(one: StoredClaim, score: float = -0.5) -> Ranked:
    return Ranked(one, score, 0.4, 0.4, np.array([1.0, 0.0], dtype=np.float32))


def test_of_claims_as_likely_to_answer_what_goes_on_where_the_first_ends_belongs_before_what_stands_far_off() -> None:
    _, near, far = belonging(ASKED, [ranked(DRY, 2.0), ranked(PUMP), ranked(CHOIR)])
    assert near.belongs > far.belongs
    assert 0.0 < far.belongs < near.belongs < 1.0


def test_who_denies_the_first_belongs_beside_it_before_who_says_a_thing_like_it() -> None:
    other = claim(ARTICLE, "The harbour is old", ["Tom Birk"], "Tom Birk", number=4)
    _, denies, says = belonging(ASKED, [ranked(DRY, 2.0), ranked(DENIED), ranked(other)])
    assert denies.belongs > says.belongs


def test_what_the_judge_did_not_read_and_what_was_placed_in_front_keep_theirs() -> None:
    unread = Ranked(CHOIR, -9.0, 0.0, 0.0)
    first, placed, last = belonging(ASKED, [ranked(DRY, 2.0), ranked(DENIED), unread], placed=2)
    assert (first.belongs, placed.belongs, last.belongs) == (0.4, 0.4, 0.0)
    assert belonging(ASKED, [unread, ranked(PUMP)])[1].belongs == 0.4
