"""Who answers, who stands on the other side, who leaves it open, and what is one proposition."""

from __future__ import annotations

from bot.question.parser import Kind, Query
from bot.retrieval.roles import propositions, roles
from index.schema import Article, Role, Stance, StoredClaim
from tests.bot.fake_space import claim

ARTICLE = Article(
    "dam",
    "Ilse Brandt said the dam at Orrin was leaking. Piet Arens denied that the dam at Orrin was leaking. "
    "The water board would not confirm that the dam at Orrin was leaking. Jo Vance said the fair had been cancelled.",
    outlet="The Orrin Post",
)
LEAK = "the dam at Orrin was leaking"
SAYS = claim(ARTICLE, LEAK, ["Ilse Brandt"], "Ilse Brandt", number=0)
DENIES = claim(ARTICLE, LEAK, ["Piet Arens"], "Piet Arens", Stance.DENIES, number=1)
OPEN = claim(ARTICLE, LEAK, ["water board"], "water board", Stance.WITHHOLDS, number=2)
OTHER = claim(ARTICLE, "the fair had been cancelled", ["Jo Vance"], "Jo Vance", number=3)


def stands(asked: Query, *claims: StoredClaim) -> list[Role]:
    shown = claims or (SAYS, DENIES, OPEN)
    return roles(asked, shown, propositions(shown))


def test_asked_who_says_it_a_denial_is_the_other_side_and_silence_leaves_it_open() -> None:
    asked = Query("who says the dam is leaking", "the dam is leaking", Kind.WHO)
    assert stands(asked) == [Role.ANSWERS, Role.OTHER_SIDE, Role.LEAVES_OPEN]


def test_asked_who_denies_it_whoever_says_it_is_the_other_side() -> None:
    stances = frozenset({Stance.DENIES})
    asked = Query("who denies the dam is leaking", "the dam is leaking", Kind.DENIAL, stances=stances)
    assert stands(asked)[:2] == [Role.OTHER_SIDE, Role.ANSWERS]


def test_asked_who_denies_it_a_claim_that_nobody_is_shown_to_deny_is_the_answer() -> None:
    stances = frozenset({Stance.DENIES})
    asked = Query("who denies the dam is leaking", "the dam is leaking", Kind.DENIAL, stances=stances)
    sound = claim(ARTICLE, "the fair had been cancelled", ["Jo Vance"], "Jo Vance", number=3)
    assert stands(asked, sound) == [Role.ANSWERS]


def test_asked_what_one_person_says_another_who_says_it_too_makes_the_same_claim() -> None:
    asked = Query("what did Brandt say about the dam", "the dam", Kind.WHAT, subject="Ilse Brandt")
    also = claim(ARTICLE, LEAK, ["Jo Vance"], "Jo Vance", number=4)
    assert stands(asked, SAYS, also) == [Role.ANSWERS, Role.SAME_CLAIM]
    assert stands(asked) == [Role.ANSWERS, Role.OTHER_SIDE, Role.LEAVES_OPEN]


def test_claims_for_and_against_one_proposition_share_its_number() -> None:
    assert propositions([SAYS, OTHER, DENIES, OPEN]) == [1, 2, 1, 1]


def test_whoever_says_the_first_answers_under_another_spelling_of_the_name() -> None:
    article = Article("spelt", "Mara Vossen said the gate was shut. Vossen said it rained. Ivo Marant said so too.")
    said = [
        claim(article, words, [who], "Mara Vossen" if n < 2 else who, number=n, source=who, cue="said")
        for n, (who, words) in enumerate(
            (("Mara Vossen", "the gate was shut"), ("Vossen", "it rained"), ("Ivo Marant", "so too"))
        )
    ]
    asked = Query("what did Mara Fossen say", "the gate", Kind.WHAT, subject="Mara Fossen-Lund")
    assert roles(asked, said, [1, 2, 3])[:2] == [Role.ANSWERS, Role.ANSWERS]
    assert roles(asked, said, [1, 2, 3])[2] is not Role.ANSWERS
