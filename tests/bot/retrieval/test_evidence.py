"""Which search a question needs."""

from __future__ import annotations

from dataclasses import replace

from bot.question.parser import Kind
from bot.retrieval.evidence import evidence, numbered
from index.schema import Role
from tests.bot.fake_space import FakeSpace
from tests.bot.sample import claims, query

SPACE = FakeSpace(claims())


def test_claims_that_are_asked_about_themselves() -> None:
    found = evidence(SPACE, replace(query(), about=("bridge#3", "bridge#1")), 5)
    assert [one.stored.id for one in found] == ["bridge#3", "bridge#1"]
    assert [one.n for one in found] == [1, 2]


def test_a_quotation_is_looked_up_word_by_word() -> None:
    asked = replace(query(Kind.QUOTATION), quotation="two cables had snapped")
    assert [one.stored.id for one in evidence(SPACE, asked, 5)] == ["bridge#4"]


def test_an_overview_of_nothing_has_no_evidence() -> None:
    assert evidence(SPACE, replace(query(Kind.OVERVIEW), topic=""), 5) == []


def test_what_is_near_is_ranked() -> None:
    found = evidence(SPACE, query(text="Who says the bridge was safe for 3,000 cars a day?"), 5)
    assert found[0].stored.claim.speaker == "Bram Tosk"


def test_numbered_with_sides() -> None:
    roles = [one.role for one in numbered(claims()[1:3], sides=True)]
    assert roles == [Role.OTHER_SIDE, Role.ANSWERS]
    assert [one.role for one in numbered(claims()[1:2], sides=True)] == [Role.ANSWERS]
