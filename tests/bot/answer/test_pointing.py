"""Words that point out of what is printed bring the sentence before with them; others do not."""

from __future__ import annotations

import pytest

from bot.answer import phrasing, pointing
from index.schema import Stance
from tests.bot.answer.test_phrasing import read


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("argues that this rule will be moot by spring", "Ida Holm"),
        ("likened those reports to gossip", "Ida Holm"),
        ("said that was not her view", "Ida Holm"),
        ("would not confirm that", "Ida Holm"),
        ("dismissed that account", "Ida Holm"),
        ("said as much in an interview on Monday", "Ida Holm"),
        ("also quoted him as saying that the lock leaked", "The paper"),
        ("denied ever having met him at the lock", "Ida Holm"),
        ("said this would end the dispute", "Ida Holm"),
    ],
)
def test_what_points_out_of_a_predicate(words: str, label: str) -> None:
    assert pointing.points_back(words, label)


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("said that the lock leaked", "Ida Holm"),
        ("said the lock would open this week", "Ida Holm"),
        ("said she had seen the same boats before", "Ida Holm"),
        ("praised those who had stayed at the lock", "Ida Holm"),
        ("said the dredging rules were old and that these rules would go", "Ida Holm"),
        ("said that “this rule will be moot”", "Ida Holm"),
        ("wrote on his page that “everybody knew”", "Leo Berg"),
        ("said closures on this scale rarely pay", "Ida Holm"),
        ("denied that any of his staff had known", "The director of the laboratory, Leo Berg"),
        ("said Leo Berg had hidden his boat", "The paper"),
        ("has put three past directors of this country in court", "The board"),
    ],
)
def test_what_stays_within_a_predicate(words: str, label: str) -> None:
    assert not pointing.points_back(words, label)


@pytest.mark.parametrize(
    ("words", "back"),
    [
        ("It also leaves open who paid", True),
        ("But they stressed that the lock leaked", True),
        ("All this has led Ida Holm to doubt", True),
        ("All of this is shown in the film", True),
        ("All of which would help", True),
        ("That, Holm said, is a planet", True),
        ("That Ida Holm left is plain", False),
        ("That’s why Holm left", True),
        ("Since then, we have paid twice", True),
        ("Both arguments are weak", True),
        ("That sort of leak is rare", True),
        ("It is time to close the lock", False),
        ("That we do not want it is plain", False),
        ("Both Holm and Berg left", False),
        ("This is the season when boats are tied up", False),
        ("This week the lock opens", False),
        ("Those who stayed were paid", False),
        ("The lock leaked", False),
    ],
)
def test_what_begins_by_pointing_back(words: str, back: bool) -> None:
    assert pointing.begins_back(words) is back


def test_a_label_of_a_determiner_and_a_noun_names_nobody() -> None:
    assert pointing.unnamed("The woman") == "woman"
    assert pointing.unnamed("The rider") == "rider"
    assert not pointing.unnamed("The mayor")
    assert pointing.unnamed("this survey") == "survey"
    assert not pointing.unnamed("The engineers")
    assert not pointing.unnamed("The harbour board")
    assert not pointing.unnamed("Ida Holm")


def test_the_nouns_that_are_pointed_at() -> None:
    assert pointing.nouns_pointed_at("likened those loud reports to gossip", "Ida Holm") == ("report", "loud")
    assert pointing.nouns_at_first("That memo is about a weir") == ("memo",)
    assert "officer" in pointing.nouns_at_first("This young officer, I do not know her")
    assert pointing.nouns_pointed_at("said this was over", "Ida Holm") == ()
    assert pointing.nouns_at_first("It is over, and this lock is shut") == ()


def test_the_sentence_that_has_the_noun_is_what_it_points_to() -> None:
    text = "The board wrote a memo on the weir in May. It rained. Ida Holm doubts that this memo was ever read."
    said = read(text, "this memo was ever read", "Ida Holm", "doubts")
    assert phrasing.sentence(said).endswith("(before it in the article: “The board wrote a memo on the weir in May”).")


def test_no_person_is_it() -> None:
    text = "The memo is about the weir, the board conceded. Clerk Ida Holm said it was about something else."
    said = read(text, "it was about something else", "Clerk Ida Holm", "said", "Ida Holm")
    assert phrasing.sentence(said).endswith(
        "(before it in the article: “The memo is about the weir, the board conceded”)."
    )
    board = read("Rain fell. The Kell Board said it was not asked.", "it was not asked", "The Kell Board", "said")
    assert phrasing.sentence(board) == "The Kell Board “said it was not asked”."
    time = read("Rain fell. Clerk Ida Holm said it was time to go.", "it was time to go", "Clerk Ida Holm", "said")
    assert phrasing.sentence(time) == "Clerk Ida Holm “said it was time to go”."


def test_a_predicate_that_points_back_brings_the_sentence_before() -> None:
    text = "The dredging rule ran out in May. Ida Holm argues that this rule will be moot by spring."
    said = read(text, "this rule will be moot by spring", "Ida Holm", "argues")
    assert phrasing.sentence(said) == (
        "Ida Holm “argues that this rule will be moot by spring” (before it in the article: “The dredging rule ran out "
        "in May”)."
    )


def test_what_has_just_been_read_is_not_printed_again() -> None:
    text = "Kell accused Sund of cutting the cable. Sund rejected the charge."
    said = read(text, "cutting the cable", "Sund", "rejected", stance=Stance.DENIES)
    assert phrasing.sentence(said).endswith("(before it in the article: “Kell accused Sund of cutting the cable”).")
    assert phrasing.sentence(said, ["Kell “accused Sund of cutting the cable”."]) == "Sund “rejected the charge”."
    assert "before it" in phrasing.sentence(said, ["Kell “cut the rope”."])


def test_a_sentence_that_begins_by_pointing_back_follows_the_one_before() -> None:
    text = "The film leaves out the storm. It also leaves open who paid, as the harbour police have said."
    said = read(text, "who paid", "the harbour police", "have said")
    assert phrasing.sentence(said) == (
        "As Sund Gazette writes: “The film leaves out the storm. It also leaves open who paid, as the harbour police "
        "have said”."
    )


def test_the_sentence_before_brings_its_own_when_it_cannot_stand_alone() -> None:
    text = (
        "Sofie Klint, who runs the yard, sent the diver home. “He lied,” she said. She added that she knew nothing. "
        "Two of her welders said the box had stood there for a day."
    )
    said = read(text, "the box had stood there for a day", "Two of her welders", "said", "two of her welders")
    assert phrasing.sentence(said).startswith("As Sund Gazette writes: “Sofie Klint, who runs the yard, sent")


def test_the_paper_is_told_by_the_sentence_that_brought_it_in() -> None:
    text = (
        "Olaf Brant told the Danish newspaper Kysten that he had carried a box. By his account, it was Berg who asked. "
        "The paper also quoted him as saying that a driver had opened it."
    )
    said = read(text, "a driver had opened it", "The paper", "also quoted him as saying")
    assert phrasing.sentence(said).endswith(
        "(before it in the article: “Olaf Brant told the Danish newspaper Kysten that he had carried a box”)."
    )


def test_a_thing_is_told_by_the_sentence_that_brought_it_in() -> None:
    text = (
        "The navy lost a tender off Kell on Monday. It rained for days. Ida Holm left. "
        "The tender, Holm suggested, had hit a rock."
    )
    said = read(text, ["The tender", "had hit a rock"], "Holm", "suggested", "Ida Holm")
    assert phrasing.sentence(said) == (
        "As Sund Gazette writes: “The navy lost a tender off Kell on Monday. … The tender, [Ida Holm] suggested, had "
        "hit a rock”."
    )


def test_a_short_quotation_comes_in_context_where_accounts_are_compared() -> None:
    text = "Ida Holm admitted that the plan was old. She told the Mail: “In principle is not in law.”"
    said = read(text, "“In principle is not in law.”", "She", "told the Mail", "Ida Holm")
    assert phrasing.sentence(said) == "Ida Holm told the Mail: “In principle is not in law”."
    assert phrasing.sentence(said, in_context=True) == (
        "Ida Holm told the Mail: “In principle is not in law” (before it in the article: “Ida Holm admitted that the "
        "plan was old”)."
    )


def test_a_name_stands_at_the_first_pronoun_for_its_bearer() -> None:
    text = "Leo Berg could yet agree. “He is the type that, if you ask him, may agree,” Ida Holm said."
    said = read(text, "“He is the type that, if you ask him, may agree,”", "Ida Holm", "said",
                references=(("him", "Leo Berg"),))  # fmt: skip
    assert phrasing.sentence(said) == "Ida Holm said: “[Leo Berg] is the type that, if you ask him, may agree”."


def test_a_denial_shows_the_quotation_it_is_about_with_who_gave_it() -> None:
    text = (
        "A negotiator said the envoys had refused to talk of the ferry. “They spoke of herring,” the negotiator said. "
        "“We spoke of the dead.”\n\nEnvoy Pavel Orst dismissed that account."
    )
    said = read(text, "“We spoke of the dead.”", "Envoy Pavel Orst", "dismissed", stance=Stance.DENIES)
    assert "(before it in the article: “A negotiator said the envoys had refused" in phrasing.sentence(said)


@pytest.mark.parametrize(
    ("label", "many"),
    [("Analysts", True), ("Two pilots", True), ("54%", True), ("A majority of likely voters, 56%,", True),
     ("Several people close to the board", True), ("Chris", False),
     ("The witness", False), ("Holm fans", False), ("The analysts", True), ("Ida Holm’s aides", False),
     ("A pilot of three boats", False), ("The clerk", False)],
)  # fmt: skip
def test_several_people_are_no_he(label: str, many: bool) -> None:
    assert pointing.several(label) is many
    assert pointing.points_back("are against his plan", label) is many


def test_words_that_end_in_that_point_back() -> None:
    assert pointing.points_back("says it is hard to blame any one boat for that", "Ida Holm")
    assert not pointing.points_back(
        "asked the whole council of Kell and its board for one more inquiry, this one into the lock", "Holm"
    )


@pytest.mark.parametrize(
    ("words", "back"),
    [
        ("said the same of the board", True),
        ("said the same", True),
        ("declined to say the same of Berg", True),
        ("promises to pay only when others do the same", False),
        ("knelt before a woman and begged her to vote for him", False),
        ("said he would like a boat like the one he had", False),
        ("said he had rung her", True),
    ],
)
def test_what_leaves_open_whom_or_what_it_means(words: str, back: bool) -> None:
    assert pointing.leaves_open(words, "Ida Holm") is back
