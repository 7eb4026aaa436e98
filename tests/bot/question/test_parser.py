"""What a question says: its kind, subject, topic, stance, period and outlets."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.question.parser import Kind, parse, shape, stances
from index.schema import Stance
from tests.bot.fake_space import FakeSpace
from tests.bot.sample import claims

TODAY = date(2026, 3, 2)
CASES = [
    ("Who says the bridge was safe?", Kind.WHO, "", "the bridge was safe"),
    ("which engineer warned that the cable would snap", Kind.WHO, "", "cable would snap"),
    ("What does Orla Venn say about the rebuilding?", Kind.WHAT, "Orla Venn", "the rebuilding"),
    ("What is the minister's view of the toll?", Kind.WHAT, "the minister", "the toll"),
    ("Who denies having seen the report?", Kind.DENIAL, "", "having seen the report"),
    ("Who would not confirm that cables snapped?", Kind.DENIAL, "", "cables snapped"),
    ("Have Kell officials confirmed the closure?", Kind.DENIAL, "Kell officials", "the closure"),
    ("did the duke comment on the ferry fire", Kind.DENIAL, "the duke", "the ferry fire"),
    ("does the navy deny the fire?", Kind.DENIAL, "the navy", "the fire"),
    ("Did Osk ever say there was an offer for the site?", Kind.WHAT, "Osk", "there was an offer for the site"),
    ("did the harbour master promise to rebuild the pier", Kind.WHAT, "the harbour master", "rebuild the pier"),
    ("did anybody deny the fire", Kind.DENIAL, "", "the fire"),
    (
        "did the bridge fall because of what the engineers demand",
        Kind.CONFLICT,
        "",
        "did the bridge fall because of what the engineers demand",
    ),
    ("Do Venn and Tosk agree on the date?", Kind.CONFLICT, "Venn and Tosk", "the date"),
    ("whats the dispute between Venn and Tosk over the toll", Kind.CONFLICT, "Venn and Tosk", "the toll"),
    ("what is the row between the mayor and the union?", Kind.CONFLICT, "the mayor and the union", "the mayor and"),
    ("Is it true that the cables snapped?", Kind.CONFLICT, "", "cables snapped"),
    ("Which unnamed sources say the bridge was closed?", Kind.ANONYMOUS, "", "bridge was closed"),
    ("What do unnamed sources say about the bridge?", Kind.ANONYMOUS, "", "the bridge"),
    ("Which newspaper is cited for the closures?", Kind.OUTLET, "", "closures"),
    ("Does any paper say in its own words that the bridge is badly built?", Kind.EDITORIAL, "", "badly built"),
    ("Where does the claim that the bridge was closed come from?", Kind.ORIGIN, "", "bridge was closed"),
    ("How many sources say the bridge is safe?", Kind.INDEPENDENCE, "", "bridge is safe"),
    ("How has Orla Venn's account of the date changed?", Kind.CHANGED, "Orla Venn", "date"),
    ("Has Ulf Paske changed his story about the cables?", Kind.CHANGED, "Ulf Paske", "the cables"),
    ("How many people have said that the bridge is safe?", Kind.INDEPENDENCE, "", "bridge is safe"),
    ("What's the minister's view of the toll?", Kind.WHAT, "the minister", "the toll"),
    ("whats Orla Venn's position on the toll", Kind.WHAT, "Orla Venn", "the toll"),
    ("How many people died on the bridge?", Kind.FIGURES, "", "died on the bridge"),
    ("How many died, according to whom?", Kind.FIGURES, "", "died"),
    ("how high was the toll and who says so", Kind.FIGURES, "", "the toll"),
    ("How many cars a day does Bram Tosk say the bridge can take?", Kind.WHO, "", "cars a day"),
]


@pytest.mark.parametrize(("text", "kind", "subject", "topic"), CASES)
def test_kind_subject_and_topic(text: str, kind: Kind, subject: str, topic: str) -> None:
    found = shape(text)
    assert found.kind == kind
    assert found.subject == subject
    assert topic in found.topic


def test_a_shortened_who_is_leaves_no_letter_in_the_topic() -> None:
    assert shape("who's lying about the bridge?").topic == "lying about the bridge"


def test_a_changed_mind_leaves_only_what_it_was_changed_about() -> None:
    assert shape("Has Venn changed her mind about the toll?").topic == "the toll"
    assert shape("has venn changed her mind").topic == ""


def test_speakers_and_outlets_of_the_catalogue_are_found() -> None:
    found = parse("What does Venn say about the report in the Kell Observer?", FakeSpace(claims()), TODAY)
    assert [s.name for s in found.speakers] == ["Orla Venn"]
    assert found.outlets == ("Kell Observer",)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Who disputes it?", {Stance.DENIES}),
        ("Who declined to comment?", {Stance.WITHHOLDS}),
        ("Who calls for a ban?", {Stance.URGES}),
        ("Who promised a ferry?", {Stance.VOWS}),
        ("Who condemned the delay?", {Stance.JUDGES}),
        ("Who says it rained?", set()),
    ],
)
def test_stance_words(text: str, found: set[Stance]) -> None:
    assert stances(text) == found


@given(st.text(max_size=3000))
def test_any_text_is_a_question(text: str) -> None:
    found = parse(text, FakeSpace([]), TODAY)
    assert len(found.text) <= 2000
