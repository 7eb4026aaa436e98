"""Who a printed source is, with the fullest name that the article prints."""

from __future__ import annotations

import pytest

from index.attribution.coreference.entities import Cast
from index.attribution.coreference.resolver import Speakers
from index.text.sentences import sentences

TEXT = (
    "The mayor of Kell, Ida Holm, spoke on Monday. She said the tram was late. Holm denied it. "
    "An unnamed engineer told reporters that it was not. The engineer added that nobody had asked. "
    "The Harbour Board's report said so in May."
)


def speakers(text: str) -> Speakers:
    return Speakers(text, Cast(text), [a for a, _ in sentences(text)])


@pytest.mark.parametrize(
    ("mention", "name", "anonymous"),
    [
        ("Ida Holm", "Ida Holm", False),
        ("She", "Ida Holm", False),
        ("Holm denied", "Ida Holm", False),
        ("An unnamed engineer", "engineer", True),
    ],
)
def test_the_fullest_name(mention: str, name: str, anonymous: bool) -> None:
    at = TEXT.index(mention)
    words = mention.removesuffix(" denied")
    found = speakers(TEXT).resolve((at, at + len(words)))
    assert found.name.endswith(name)
    assert (found.entity is None) is anonymous


def test_a_pronoun_that_cannot_mean_the_source() -> None:
    text = "Ivo Marant said that she was late."
    read = speakers(text)
    at = text.index("she")
    assert read.other((at, at + 3), (0, 10))
    assert not speakers("Ivo Marant said that he was late.").other((21, 23), (0, 10))


def test_a_relative_pronoun_stands_for_what_it_follows() -> None:
    text = "The nurse, who wept, left."
    span = speakers(text).antecedent((11, 14))
    assert "nurse" in text[slice(*span)]
    assert speakers(text).antecedent((0, 9)) == (0, 9)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("They won the endorsement of former Senator Gordon Hume, who spoke.", "former Senator Gordon Hume"),
        ("They met the widow of Gordon Hume, who spoke.", "the widow of Gordon Hume"),
        ("They read the agreement of the two towns, which spoke.", "the agreement of the two towns"),
        ("They sent a letter to Kelm Power, which spoke.", "Kelm Power"),
    ],
)
def test_who_is_somebody_and_no_thing_of_his(text: str, meant: str) -> None:
    relative = text.index("wh")
    span = speakers(text).antecedent((relative, text.index(" spoke")))
    assert text[slice(*span)] in (meant, meant.removeprefix("the "))


@pytest.mark.parametrize(
    ("before", "meant"),
    [
        ("Mara Linde sued Anna Hald.", None),
        ("Otto Linde sued Anna Hald.", "Anna Hald"),
        ("Otto Linde sued Anna Hald. Hald wept.", "Anna Hald"),
    ],
)
def test_of_two_women_in_one_sentence_she_is_nobody(before: str, meant: str | None) -> None:
    text = f"{before} She said the pier was shut."
    at = text.index("She")
    entity = speakers(text).resolve((at, at + 3)).entity
    assert (entity.name if entity else None) == meant


def test_a_body_of_a_town_is_not_another_one() -> None:
    text = "The Marlow Gazette reported it. The Marlow Police Department said nothing."
    at = text.index("Marlow Police")
    assert speakers(text).resolve((at, at + len("Marlow Police Department"))).name == "Marlow Police Department"


@pytest.mark.parametrize(
    ("text", "mention", "meant"),
    [
        ("Police Scotland said no.", "Police Scotland", "Police Scotland"),
        ("Holm's colleague Mara Voss said no.", "Holm's colleague Mara Voss", "Mara Voss"),
        ("The Bishop of Tarrow said no.", "Bishop of Tarrow", "Bishop of Tarrow"),
    ],
)
def test_who_a_phrase_names(text: str, mention: str, meant: str) -> None:
    at = text.index(mention)
    assert speakers(text).resolve((at, at + len(mention))).name == meant
