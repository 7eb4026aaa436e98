"""The texts that the models are trained on: passages that compile, and questions that point into them."""

from __future__ import annotations

from bot.training.fit_data import QUESTIONS, asked, own
from bot.training.gold import Article, Gold, read
from bot.training.judge_data import Given, mark_of, marks
from index.schema import Article as Record
from index.schema import Stance
from tests.bot.fake_space import claim

ASKED = read(QUESTIONS)


def test_questions_have_ids_of_their_own_and_an_answer_unless_nobody_answers() -> None:
    assert len({q["id"] for q in ASKED}) == len(ASKED) > 6000
    for q in ASKED:
        assert q["question"].strip() == q["question"] != ""
        assert (q["type"] == "absent") == (not q.get("attributions") and not q.get("spans")), q["id"]


def test_no_article_is_both_for_the_embedding_and_for_the_ranking() -> None:
    by_use = {use: {q["article"] for q in ASKED if q["use"] == use} for use in ("embedding", "ranking")}
    assert all(by_use.values())
    assert not by_use["embedding"] & by_use["ranking"]
    assert {q["use"] for q in ASKED} == set(by_use)


def test_answers_stand_in_our_own_passages() -> None:
    articles = {a["id"]: Article(a) for a in own()}
    ours = [asked(q) for q in ASKED if q["article"] in articles]
    assert len(ours) > 1500
    for question in ours:
        assert all(words for _, words in Gold(articles, question).wanted), question["id"]


def test_a_mark_is_of_the_claim_with_its_stance() -> None:
    article = Record("a", "Ada Rook said the well was dry. Tom Birk denied that the well was dry.", outlet="A")
    says = claim(article, "the well was dry", ["Ada Rook"], "Ada Rook")
    denies = claim(article, "the well was dry", ["Tom Birk"], "Tom Birk", Stance.DENIES)
    spans = [(a, b) for a, b in says.claim.content]
    given: list[Given] = [("a", spans, "asserts", (2, "+")), ("a", spans, "denies", (1, "-"))]
    assert mark_of(says, given) == (2, "+")
    assert mark_of(denies, given) == (1, "-")
    assert mark_of(says, given[1:]) is None
    assert marks()
