"""What is shown beside the first claim: what is likely to answer, and the other side where both are asked for."""

from __future__ import annotations

from datetime import date

import pytest

from bot.question.parser import Kind, Query, parse
from bot.retrieval.confidence import Ranked
from bot.retrieval.matching import word_by_word
from bot.retrieval.search import retrieve
from bot.retrieval.selection import select
from index.schema import Article, Role, Stance
from tests.bot.fake_space import FakeSpace, claim
from tests.bot.sample import claims, query


def shown(kind: Kind, *ranking: tuple[int, float, float]) -> list[str]:
    stored = claims()
    return [e.stored.id for e in select(query(kind), [Ranked(stored[i], s, p, p) for i, s, p in ranking], 8)]


def test_a_further_claim_is_shown_only_where_it_is_likely_to_answer() -> None:
    assert shown(Kind.WHO, (2, 5.0, 0.9), (3, 4.0, 0.6), (6, 1.0, 0.2)) == ["bridge#2", "bridge#3"]


def test_the_first_is_shown_however_unsure() -> None:
    assert shown(Kind.WHO, (2, 0.5, 0.2), (3, 0.4, 0.1)) == ["bridge#2"]


def test_where_both_sides_are_asked_for_the_other_side_needs_less() -> None:
    assert shown(Kind.CONFLICT, (10, 5.0, 0.9), (4, 3.0, 0.15), (3, 2.0, 0.15)) == ["later#3", "bridge#4"]


def test_whoever_denies_what_is_shown_stands_beside_it_however_unlikely_to_answer() -> None:
    article = Article(
        "a", "Ada Rook said the well was dry. Tom Birk denied that the well was dry. It rained.", outlet="A"
    )
    says = claim(article, "the well was dry", ["Ada Rook"], "Ada Rook", number=0)
    denies = claim(article, "the well was dry", ["Tom Birk"], "Tom Birk", Stance.DENIES, number=1)
    rain = claim(article, "It rained", number=2)
    ranking = [Ranked(says, 5.0, 0.9, 0.9), Ranked(rain, 2.0, 0.1, 0.1), Ranked(denies, 1.0, 0.02, 0.02)]
    found = select(query(Kind.WHO, "who says the well was dry"), ranking, 8)
    assert [(e.stored.id, e.role) for e in found] == [("a#0", Role.ANSWERS), ("a#1", Role.OTHER_SIDE)]
    assert {e.group for e in found} == {1}


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("ferry", "bridge#5"),
        ("who said will take until 2027", "later#0"),
        ("cables snapped", "later#3"),
        ("walrus", None),
        ("glacier melting", None),
    ],
)
def test_bare_words_and_a_stretch_word_by_word_find_their_claim(question: str, first: str | None) -> None:
    space = FakeSpace(claims())
    found = retrieve(space, parse(question, space, date(2026, 3, 2)), 8)
    assert (found[0].stored.id if found else None) == first


def test_three_words_or_more_can_stand_word_by_word() -> None:
    assert word_by_word("One more thing", "“One more thing,” he said")
    assert not word_by_word("more thing", "one more thing")
    assert not word_by_word("one more thing", "one thing more")


def test_beside_the_words_of_whom_the_question_asks_for_others_stand_only_where_they_surely_belong() -> None:
    article = Article("a", "Ada Rook said the well was dry. Tom Birk said the pump was old.", outlet="A")
    dry = claim(article, "the well was dry", ["Ada Rook"], "Ada Rook", number=0)
    pump = claim(article, "the pump was old", ["Tom Birk"], "Tom Birk", number=1)
    asked = Query("what does Ada Rook say about the well", "the well", Kind.WHAT, subject="Ada Rook")

    def both(belongs: float) -> list[str]:
        return [e.stored.id for e in select(asked, [Ranked(dry, 4.0, 0.9, 0.9), Ranked(pump, 1.0, 0.2, belongs)], 5)]

    assert both(0.5) == ["a#0"]
    assert both(0.7) == ["a#0", "a#1"]


def test_of_two_parties_named_neither_stands_behind_a_third() -> None:
    article = Article("a", "Ada Rook said it was dry. Tom Birk said it was wet. Una Holm said it rained.", outlet="A")
    dry = claim(article, "it was dry", ["Ada Rook"], "Ada Rook", number=0)
    rained = claim(article, "it rained", ["Una Holm"], "Una Holm", number=2)
    wet = claim(article, "it was wet", ["Tom Birk"], "Tom Birk", number=1)
    asked = Query("do Ada Rook and Tom Birk agree", "the well", Kind.CONFLICT, subject="Ada Rook and Tom Birk")
    ranking = [Ranked(dry, 4.0, 0.9, 0.9), Ranked(rained, 2.0, 0.5, 0.5), Ranked(wet, 1.0, 0.4, 0.5)]
    assert [e.stored.id for e in select(asked, ranking, 5)] == ["a#0", "a#1"]


def test_a_changed_account_is_told_with_what_takes_the_first_back_and_without_other_denials() -> None:
    a = Article("a", "Dora Finch said no decision had been taken on the pool.", outlet="A", published="2026-01-02")
    b = Article(
        "b",
        "Dora Finch said the pool was old. She conceded that the decision had been taken on the pool. "
        "She denied that the mayor had resigned.",
        outlet="B",
        published="2026-02-02",
    )
    before = claim(a, "no decision had been taken on the pool", ["Dora Finch"], "Dora Finch", number=0)
    old = claim(b, "the pool was old", ["Dora Finch"], "Dora Finch", number=0)
    after = claim(b, "the decision had been taken on the pool", ["She"], "Dora Finch", number=1)
    denied = claim(b, "the mayor had resigned", ["She"], "Dora Finch", Stance.DENIES, number=2)
    asked = Query("has Dora Finch changed her account of the pool", "the pool", Kind.CHANGED, subject="Dora Finch")
    ranking = [
        Ranked(one, 4.0 - n, 0.5, belongs)
        for n, (one, belongs) in enumerate(((before, 0.9), (old, 0.4), (after, 0.3), (denied, 0.3)))
    ]
    assert [e.stored.id for e in select(asked, ranking, 5)] == ["a#0", "b#0", "b#1"]


def test_asked_who_says_it_somebody_likely_comes_before_who_denies_it_in_other_words() -> None:
    article = Article(
        "a", "Ada Rook called the house with the wheel fit for use. Tom Birk denied that the mill is sound."
    )
    says = claim(article, "the house with the wheel fit for use", ["Ada Rook"], "Ada Rook", number=0)
    denies = claim(article, "the mill is sound", ["Tom Birk"], "Tom Birk", Stance.DENIES, number=1)
    asked = query(Kind.WHO, "who claims that the mill is sound")
    for likely, first in ((0.45, "a#0"), (0.1, "a#1")):
        found = select(asked, [Ranked(denies, 1.0, 0.7, 0.9), Ranked(says, -0.2, likely, 0.9)], 5)
        assert found[0].stored.id == first


def test_asked_for_his_words_a_speaker_is_heard_to_their_end() -> None:
    article = Article("row", "Ana Ruiz said the gate was shut. She said it rained. Then she said the boat had left.")
    words = (("Ana Ruiz", "the gate was shut"), ("She", "it rained"), ("she", "the boat had left"))
    first, then, last = (
        Ranked(claim(article, said, [source], "Ana Ruiz", number=n, source=source, cue="said"), -n, 0.4, 0.4, None)
        for n, (source, said) in enumerate(words)
    )
    unlikely = then._replace(belongs=0.1)

    def told(kind: Kind, *pool: Ranked) -> list[tuple[str, bool]]:
        return [(e.stored.quote, e.follows) for e in select(query(kind), pool, 8)]

    whole = [("the gate was shut", False), ("it rained", True), ("the boat had left", True)]
    assert told(Kind.WHAT, first, last, then) == whole
    assert told(Kind.OUTLET, first, last, then) == whole[:1]
    assert told(Kind.WHAT, first, unlikely) == whole[:1]
    assert told(Kind.WHAT, first, last) == whole[:1]


def test_what_an_outlet_took_over_stands_beside_where_it_was_said_first() -> None:
    own = Article("own", "A clerk of the yard told the Mail that the hull was rotten.", outlet="The Fjord Mail")
    later = Article(
        "later", "The Fjord Mail, citing a clerk of the yard, reported decay below the line.", outlet="Sund Gazette"
    )
    first = claim(own, "the hull was rotten", ["clerk of the yard"], "clerk of the yard", anonymous=True)
    taken = claim(
        later, "decay below the line", ["Fjord Mail", "clerk of the yard"], "clerk of the yard", anonymous=True
    )
    other = claim(
        later, "decay below the line", ["Kell Post", "clerk of the yard"], "clerk of the yard", anonymous=True
    )
    for kind in (Kind.ORIGIN, Kind.INDEPENDENCE):
        for second, shown in ((taken, 2), (other, 1)):
            found = select(query(kind), [Ranked(second, 1.0, 0.7, 0.9), Ranked(first, -1.0, 0.2, 0.2)], 5)
            assert len(found) == shown


def test_whoever_takes_an_account_back_is_heard_on_how_it_was() -> None:
    a = Article("a", "Dora Finch said no boat had been near.", outlet="A", published="2026-01-02")
    b = Article(
        "b", "“Ours was a mile away,” Dora Finch said. She withdrew the log. It rained. She said the sea was calm.",
        outlet="B", published="2026-02-02",
    )  # fmt: skip
    before = claim(a, "no boat had been near", ["Dora Finch"], "Dora Finch", number=0)
    now, back, calm = (
        claim(b, words, [source], "Dora Finch", number=n, source=source, cue=cue)
        for n, (source, cue, words) in enumerate(
            (
                ("Dora Finch", "said", "“Ours was a mile away,”"),
                ("She", "withdrew", "the log"),
                ("She", "said", "the sea was calm"),
            )
        )
    )
    asked = Query("has Dora Finch changed her account", "boat", Kind.CHANGED, subject="Dora Finch")
    ranking = [Ranked(one, 4.0 - n, 0.3, 0.3) for n, one in enumerate((before, back, calm, now))]
    assert [e.stored.id for e in select(asked, ranking, 5)] == ["a#0", "b#1", "b#0"]
