"""Names that are joined or listed are one name where the article prints them as one, and several where it does not."""

from __future__ import annotations

import pytest

from index.attribution.claims import interpret
from index.attribution.coreference.entities import Cast
from index.attribution.sources import joint
from tests.index.attribution.marked import marked

WHOLE = [
    ("<s>The Health and Safety Inspectorate Board</s> <q>said</q> <c>it was safe</c>.", "Health and Safety"),
    ("<s>The Seed and Feed Commission</s> <q>said</q> <c>the grain was dry</c>.", "Seed and Feed Commission"),
    ("<s>Hobbs and Lyle</s> <q>said</q> <c>it would close</c>. Hobbs and Lyle has 40 staff.", "Hobbs and Lyle"),
    ("<s>Brill, Aske & Sons</s> <q>said</q> <c>the file was lost</c>.", "Brill, Aske & Sons"),
    ("<s>Brill, Aske, Holm & Sons, the auditors,</s> <q>said</q> <c>no</c>.", "Brill, Aske, Holm & Sons"),
    ("<s>The Ministry of Roads, Ports and Canals</s> <q>said</q> <c>no</c>.", "Ministry of Roads, Ports and Canals"),
    ("<s>The Guild of Court Ushers and Clerks</s> <q>said</q> <c>no</c>.", "Guild of Court Ushers and Clerks"),
    ("<s>Roads and Canals Secretary Moira Tenn</s> <q>said</q> <c>no</c>.", "Moira Tenn"),
    ("<s>Kelm Inc. Chairman Otto Brill</s> <q>said</q> <c>no</c>. Kelm Inc. closed.", "Otto Brill"),
    ("<s>Brell spokeswoman Ida Crane</s> <q>said</q> <c>no</c>. Brell sat down.", "Ida Crane"),
    ("<s>Mattis “Bear” Halloran, a docker,</s> <q>said</q> <c>no</c>.", "Mattis “Bear” Halloran"),
    ('<s>Petra "Pip" Lindqvist</s> <q>said</q> <c>no</c>. Lindqvist left.', 'Petra "Pip" Lindqvist'),
]


@pytest.mark.parametrize(("passage", "speaker"), WHOLE, ids=[speaker for _, speaker in WHOLE])
def test_one_name_is_kept_whole(passage: str, speaker: str) -> None:
    text, relations = marked(passage)
    speakers = [claim.speaker or "" for claim in interpret(text, relations)]
    assert len(speakers) == 1
    assert speakers[0].startswith(speaker)


@pytest.mark.parametrize(
    ("source", "speakers"),
    [
        ("Olga and Peter", ["Olga", "Peter"]),
        ("Foreign Minister Ada Quill and Defence Minister Tor Brekke", ["Foreign Minister Ada Quill", "Defence"]),
        ("The Bay Herald and Sky News", ["The Bay Herald", "Sky News"]),
        ("France and Germany", ["France", "Germany"]),
        ("Norvik and Halden Shipping", ["Norvik", "Halden Shipping"]),
    ],
)
def test_two_bearers_are_two(source: str, speakers: list[str]) -> None:
    text = f"{source} said it. Norvik closed its office."
    names = Cast(text).spans(0, len(source))
    found = [text[a:b] for a, b in joint(text, (0, len(source)), ((len(source) + 1, len(source) + 5),), names)]
    assert len(found) == len(speakers)
    assert all(one.startswith(wanted) for one, wanted in zip(found, speakers, strict=True))


def test_a_later_short_form_is_the_same_body() -> None:
    cast = Cast(
        "Marl and Tove Shipping Board said so. The Marl and Tove Shipping Board left. Arlo “Tank” Weir came. Weir sat."
    )
    assert {entity.name for entity in cast.entities if "Weir" in entity.name} == {"Arlo “Tank” Weir"}


def test_a_verb_before_a_name_is_no_role() -> None:
    cast = Cast("Ida Crane, the mayor, met Olav Brand. The seals were at Veer, the coastal agency said.")
    heads = {entity.name: entity.heads for entity in cast.entities}
    assert heads["Ida Crane"] == {"mayor"}
    assert not heads["Olav Brand"]
    assert not heads["Veer"]


def test_a_last_name_alone_is_that_of_who_is_named_far_more_often() -> None:
    text = "Tor Berg won. Tor Berg sang. His wife, Hedda Berg, wept. Berg said he was glad."
    cast = Cast(text)
    assert cast.entity_of(cast.inside(text.index("Berg said"), len(text))[0]).name == "Tor Berg"


def test_of_two_named_as_often_the_nearer_is_meant() -> None:
    text = "Tor Berg won. His wife, Hedda Berg, wept. Berg said she was glad."
    cast = Cast(text)
    assert cast.entity_of(cast.inside(text.index("Berg said"), len(text))[0]).name == "Hedda Berg"
