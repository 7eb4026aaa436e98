"""Whose a claim is, and what is none: the steps between the relations and the claims, on marked spans."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from index.attribution.claims import interpret
from index.attribution.extraction.extractor import Found
from index.attribution.reports import reports_in
from index.attribution.sources import joint
from index.schema import Relation
from tests.index.attribution.marked import marked


def said(passage: str) -> list[tuple[str, str, str]]:
    """(chain, stance, content) of the claims of a marked passage."""
    text, found = marked(passage)
    return [
        (" / ".join(c.chain), str(c.stance), " … ".join(text[a:b] for a, b in c.content))
        for c in interpret(text, found)
    ]


@pytest.mark.parametrize(
    ("source", "cue", "speakers"),
    [
        ("Both the parish and the builder, Holm & Fry,", "said", ["the parish", "the builder, Holm & Fry"]),
        ("Trainer Una Creed and jockey Pal Ames", "agreed", ["Trainer Una Creed", "jockey Pal Ames"]),
        ("the baker Milo Dahl and his wife, Irena", "said", ["the baker Milo Dahl", "his wife, Irena"]),
        ("Reps. Carla Winn and Dean Bruce", "said", ["Carla Winn", "Dean Bruce"]),
        ("Presidents Ivo Vale of Cabra and Nuru Oba of Ketu", "promised", ["Ivo Vale of Cabra", "Nuru Oba of Ketu"]),
        ("The Haas Fund, together with the widow, Minna Berg,", "has", ["The Haas Fund", "the widow, Minna Berg"]),
        ("Work and Pensions Secretary Moira Tenn", "told", ["Work and Pensions Secretary Moira Tenn"]),
        ("The Guild of Porters and Clerks", "called", ["The Guild of Porters and Clerks"]),
        ("Griff & Lacey Fencing, which serves the pair,", "said", ["Griff & Lacey Fencing, which serves the pair,"]),
        ("Doctors and Nurses United", "says", ["Doctors and Nurses United"]),
        (
            "a spokesman for the police and the fire service",
            "said",
            ["a spokesman for the police and the fire service"],
        ),
        ("the minister for trade and industry", "said", ["the minister for trade and industry"]),
    ],
)
def test_one_phrase_names_one_speaker_or_several(source: str, cue: str, speakers: list[str]) -> None:
    text = f"{source} {cue} that the tunnel was dry."
    spans = joint(text, (0, len(source)), ((len(source) + 1, len(source) + 1 + len(cue)),))
    assert [text[a:b] for a, b in spans] == speakers


@pytest.mark.parametrize(
    ("passage", "claims"),
    [
        (
            "<s>The growers</s> <q>ridiculed</q> the minister's claim that <c>the frost did no harm</c>.",
            [("minister", "asserts", "the frost did no harm"), ("growers", "judges", "the frost did no harm")],
        ),
        (
            "<s>Ned Fry</s> <q>was warned</q> by the surveyor that <c>the pier would fall</c>.",
            [("surveyor", "asserts", "the pier would fall")],
        ),
        ("<s>Ned Fry</s> <q>stands accused</q> of <c>selling the bell</c>.", []),
        ("<s>The mill</s> <q>did not say</q> that <c>the river was clean</c>.", []),
        ("<s>The mill</s> <q>would not say</q> whether <c>it was so</c>.", [("mill", "withholds", "it was so")]),
        (
            "<s>Some</s> <q>put</q> <c>it at 612, others at 614</c>.",
            [("Some", "asserts", "it at 612"), ("others", "asserts", "614")],
        ),
        (
            "<s>The bank</s> <q>welcomed</q> <c>the truce</c>, as did the shippers.",
            [("bank", "judges", "the truce"), ("shippers", "judges", "the truce")],
        ),
        (
            "Asked whether the mill would close, <s>Ida Crane</s> <q>said</q>: <c>\"No.\"</c>",
            [("Ida Crane", "denies", "the mill would close")],
        ),
        (
            '<c>"It was dark,"</c> <s>she</s> <q>said</q>. <c>"We ran. Nobody saw."</c>',
            [("she", "asserts", '"It was dark,"'), ("she", "asserts", '"We ran.'), ("she", "asserts", 'Nobody saw."')],
        ),
        ("<s>The firm</s> <q>cited</q> <c>it</c>.", []),
        (
            "The mayor was <q>quoted</q> by <s>the Tarn Echo</s> as <c>denying that the fund was empty</c>.",
            [("Tarn Echo / mayor", "denies", "the fund was empty")],
        ),
        (
            "Asked if the plant would close, <s>director Ola Brandt</s> <q>said</q>: <c>“No.”</c>",
            [("director Ola Brandt", "denies", "the plant would close")],
        ),
        ("<s>Ana Roh</s> <q>told</q> TVR that <c>it was shut</c>.", [("TVR / Ana Roh", "asserts", "it was shut")]),
    ],
)  # fmt: skip
def test_what_is_a_claim_and_whose(passage: str, claims: list[tuple[str, str, str]]) -> None:
    assert said(passage) == claims


def test_a_bare_count_keeps_the_noun_it_stands_for() -> None:
    text, found = marked("Analysts are divided over fares. <s>Some</s> <q>argue</q> that <c>they will rise</c>.")
    assert [c.speaker for c in interpret(text, found)] == ["Analysts"]


def test_an_owner_that_a_verb_stands_before_is_cut_free() -> None:
    passage = (
        "<s>The board</s> <q>wrote</q> that <c>the airline disputes pilot Efua Dart's account that it was dark</c>."
    )
    assert ("board / pilot Efua Dart", "asserts") not in [(who, how) for who, how, _ in said(passage)]
    assert any(who.endswith("pilot Efua Dart") and how == "asserts" for who, how, _ in said(passage))


def test_only_a_report_that_makes_up_a_content_counts() -> None:
    text = "The guild said two porters had promised to stay."
    start = text.index("two porters")
    outer = Found(Relation(((0, 9),), ((10, 14),), ((start, len(text) - 1),)), 1.0, ())
    inner = Relation(((0, 11),), ((12, 24),), ((25, 32),))

    def read(texts: Sequence[str]) -> list[list[Found]]:
        return [[Found(inner, 1.0, (), claim=0.9)] if one.startswith("two porters") else [] for one in texts]

    reports = reports_in(text, [outer], read)
    (report,) = reports.values()
    assert text[slice(*report.relation.source[0])] == "two porters"
    silent = Found(inner, 1.0, (), claim=0.1)
    assert reports_in(text, [outer], lambda texts: [[silent] for _ in texts]) == {}
