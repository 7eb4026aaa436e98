"""What a content puts forward, and what only points back."""

from __future__ import annotations

import pytest

from index.attribution.propositions import denied_in_short, is_anaphoric, puts_forward, split, stated
from index.schema import Stance
from tests.index.attribution.marked import marked

SAYS, DENIES, WITHHOLDS = Stance.ASSERTS, Stance.DENIES, Stance.WITHHOLDS


@pytest.mark.parametrize(
    ("content", "stance", "inner", "taken"),
    [
        ("there is no truth in the report that it was safe", SAYS, "it was safe", DENIES),
        ("it was untrue to say that it was safe", SAYS, "it was safe", DENIES),
        ("it is too early to say whether it was safe", SAYS, "it was safe", WITHHOLDS),
        ("it could not independently verify that it was safe", SAYS, "it was safe", WITHHOLDS),
        ("claims that it was safe were absurd", SAYS, "it was safe", DENIES),
        ("the report he wrote was wrong", SAYS, "the report he wrote was wrong", SAYS),
        ("any suggestion that it was safe", DENIES, "it was safe", DENIES),
        ("it was safe", SAYS, "it was safe", SAYS),
    ],
)
def test_the_proposition_inside(content: str, stance: Stance, inner: str, taken: Stance) -> None:
    text = f"She said {content}."
    spans, found = stated(text, ((4, 8),), ((9, 9 + len(content)),), stance)
    assert ([text[a:b] for a, b in spans], found) == ([inner], taken)


def test_two_in_one() -> None:
    text, (one,) = marked("<s>He</s> <q>said</q> that <c>the gate was shut and that it was late</c>.")
    assert [[text[a:b] for a, b in each.content] for each in split(text, one)] == [
        ["the gate was shut"], ["it was late"]
    ]  # fmt: skip
    text, (one,) = marked("<c>“The gate was shut.</c> <q>said</q> <s>he</s>. <c>“It was late. It rained.”</c>")
    assert len(split(text, one)) == 3
    text, (one,) = marked("<s>He</s> <q>said</q> <c>“it was late and that was that”</c>.")
    assert split(text, one) == [one]


@pytest.mark.parametrize(
    ("content", "stance", "points"),
    [
        ("the charge", DENIES, True),
        ("it", DENIES, True),
        ("it would not comment", WITHHOLDS, True),
        ("it would not comment on the toll", WITHHOLDS, False),
        ("it did not", SAYS, True),
        ("it was untrue", DENIES, True),
        ("having met the minister", DENIES, False),
        ("the charge was read", SAYS, False),
    ],
)
def test_what_points_back(content: str, stance: Stance, points: bool) -> None:
    assert is_anaphoric(content, ((0, len(content)),), stance) is points
    assert is_anaphoric(content, (), stance)


def test_denied_in_short() -> None:
    assert denied_in_short("none has", ((0, 8),))
    assert not denied_in_short("it did", ((0, 6),))


def test_only_pronouns_put_nothing_forward() -> None:
    assert not puts_forward("what it is", ((0, 7),), SAYS)
    assert puts_forward("what it costs", ((0, 13),), SAYS)
    assert puts_forward("them", ((0, 4),), Stance.JUDGES)


def test_a_threat_to_somebody_is_no_vow() -> None:
    assert not puts_forward("to the press", ((0, 12),), Stance.VOWS)
    assert puts_forward("to sue the press", ((0, 16),), Stance.VOWS)


def test_who_asks_whether_something_is_so_urges_nothing() -> None:
    assert not puts_forward("whether the mill would close", ((0, 28),), Stance.URGES)
    assert not puts_forward("if he had misled the council", ((0, 28),), Stance.URGES)
    assert not puts_forward("She asked him if he had lied.", ((17, 28),), Stance.URGES)
    assert puts_forward("that the mill be closed", ((0, 23),), Stance.URGES)
