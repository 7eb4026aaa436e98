"""Nobody denies his own words, and a description is nobody whom nothing says it describes."""

from __future__ import annotations

import pytest

from index.attribution import attribute
from index.schema import Article


def read(text: str) -> list[tuple[str | None, str, str]]:
    """(speaker, stance, content) of the cited claims."""
    return [
        (claim.speaker, str(claim.stance), " … ".join(text[a:b] for a, b in claim.content).strip("\"“”'"))
        for claim in attribute(Article("a", text))
        if not claim.own_voice
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Asked about the bribe, Ina Prell denied it: “I never took a penny.”",
            [("Ina Prell", "denies", "the bribe"), ("Ina Prell", "asserts", "I never took a penny.")],
        ),
        (
            'Ola Brandt said the mayor had taken a bribe. The mayor denied it: "I have never lied to this town."',
            [
                ("Ola Brandt", "asserts", "the mayor had taken a bribe"),
                ("mayor", "denies", "the mayor had taken a bribe"),
                ("mayor", "asserts", "I have never lied to this town."),
            ],
        ),
        (
            "Tove Mills denied the accusation of fraud, saying: “It is false.”",
            [("Tove Mills", "denies", "the accusation of fraud"), ("Tove Mills", "asserts", "It is false.")],
        ),
    ],
)
def test_what_is_said_with_a_denial_is_asserted(text: str, wanted: list[tuple[str, str, str]]) -> None:
    assert read(text) == wanted


@pytest.mark.parametrize(
    ("text", "denier"),
    [
        ("Pal Oster said the pier was safe. The contractor denied this.", "contractor"),
        ("Minister Jon Fell said the pier was safe. The spokesman rejected the claim.", "spokesman"),
        ("Edda Lorimer, the chief engineer, said the tunnel was dry. The builder disputed that.", "builder"),
    ],
)
def test_a_description_denies_nothing_for_the_one_just_named(text: str, denier: str) -> None:
    denials = [(speaker, content) for speaker, stance, content in read(text) if stance == "denies"]
    assert [speaker for speaker, _ in denials] == [denier]
    assert denials[0][1] in text.split(".")[0]


def test_a_source_that_asks_to_stay_unnamed_gets_no_name() -> None:
    text = (
        "A governor at the school, who asked to remain anonymous, said the roof leaked. The council denies it.\n\n"
        "“The roof is sound,” said Imran Hale, who leads the council."
    )
    (claim, *_) = attribute(Article("a", text))
    assert (claim.speaker, claim.anonymous) == ("governor at the school", True)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Una Figge said the campaign planned to hire buses.", "the campaign planned to hire buses"),
        ("Pal Ernst said the minister hopes that the strike will end.", "the minister hopes that the strike will end"),
        ("The clerk said the museum would document the lives of dockers.", "the museum would document"),
    ],
)
def test_what_others_plan_or_hope_is_told_by_who_says_so(text: str, content: str) -> None:
    (claim,) = [one for one in attribute(Article("a", text)) if not one.own_voice]
    assert len(claim.chain) == 1
    assert text[claim.content[0][0] :].startswith(content)


def test_what_others_said_is_theirs() -> None:
    text = "Una Figge said the minister had promised to hire buses."
    (claim,) = [one for one in attribute(Article("a", text)) if not one.own_voice]
    assert claim.chain == ("Una Figge", "minister")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Governor Whit Sandal vetoed the bill. Hours later Krantz, its sponsor, was on the steps. He accused the "
            "governor of “selling the aquifer”.",
            "He",
        ),
        ("Mayor Olav Brand met Lars Hahn on Monday. He said Brand had lied about the pier.", "Lars Hahn"),
        ("Ida Crane wrote to Una Figge. She told Crane that the pier was shut.", "Una Figge"),
    ],
)
def test_a_pronoun_is_nobody_whom_its_sentence_names(text: str, speaker: str) -> None:
    assert [one for one, _, _ in read(text)][-1] == speaker


def test_another_source_is_none_of_those_before() -> None:
    text = "One source on the panel said the vote was lost. One source in the room said the chair had wept."
    assert [speaker for speaker, _, _ in read(text)] == ["One source on the panel", "One source in the room"]


def chains(text: str) -> list[tuple[str, str, str]]:
    """(chain, stance, content) of the cited claims."""
    return [
        (" > ".join(claim.chain), str(claim.stance), " … ".join(text[a:b] for a, b in claim.content).strip("\"“”'"))
        for claim in attribute(Article("a", text))
        if not claim.own_voice
    ]


@pytest.mark.parametrize(
    ("text", "chain", "content"),
    [
        (
            "A European diplomat quoted by the Omani newspaper Al Barid said the government was looking for a way out.",
            "newspaper Al Barid > European diplomat",
            "the government was looking for a way out",
        ),
        (
            "A miner, quoted by the Bay Herald, said that the shaft had been wet for weeks.",
            "Bay Herald > miner",
            "the shaft had been wet for weeks",
        ),
        (
            "A leaked cable quotes the envoy as saying that the minister had predicted the truce would last a week.",
            "leaked cable > envoy > minister",
            "the truce would last a week",
        ),
        (
            '"I was wrong," she told a meeting of staff, according to two employees who were present.',
            "two employees who were present > she",
            "I was wrong,",
        ),
    ],
)
def test_who_quotes_is_a_relay_and_who_is_quoted_the_source(text: str, chain: str, content: str) -> None:
    assert (chain, "asserts", content) in chains(text)
    assert len({one for one, _, _ in chains(text)}) == 1


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ('Coach Tor Brekke was brief after the defeat: "We trained for another team."', ["Tor Brekke"]),
        ('The cable was read aloud to Ida Crane: "The pier is shut for good."', []),
        (
            "Minister Ada Quill argued the fire was set for money, her deputy Jan Kott that a child had played with "
            "matches.",
            ["Ada Quill", "Jan Kott"],
        ),
        ("Ida Crane argued the pier was safe, a claim that nobody believed.", ["Ida Crane"]),
    ],
)
def test_who_speaks_without_a_verb_of_his_own(text: str, speakers: list[str]) -> None:
    assert [speaker for speaker, _, _ in read(text)] == speakers
