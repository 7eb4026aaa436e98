"""Names of people and organisations: normal forms, what is one bearer and what is two."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.names import Counted, cluster, matches, parse, same


def _groups(*named: tuple[str, int]) -> set[frozenset[str]]:
    counted = [Counted(i, text, count) for i, (text, count) in enumerate(named)]
    return {frozenset(n.text for n in group) for group in cluster(counted)}


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("Mr. Trump", "trump"),
        ("Sen. Claire McCaskill", "claire mccaskill"),
        ("Secretary of State John Kerry", "john kerry"),
        ("Quay campaign manager Ada Lindqvist", "ada lindqvist"),
        ("Chief Inspector Mirela Danko", "mirela danko"),
        ("Tomas Ruz, chairman of the board", "tomas ruz"),
        ("Martin Luther King Jr.", "martin luther king"),
        ("the University of Essen", "university of essen"),
        ("O’Brien's", "o'brien"),
    ],
)
def test_key_leaves_out_titles_and_offices(printed: str, key: str) -> None:
    assert parse(printed).key == key


@pytest.mark.parametrize(
    "printed", ["the Trump campaign", "officials", "FBI", "Department of Justice", "New York Times"]
)
def test_organisations_and_descriptions_are_no_persons(printed: str) -> None:
    assert not parse(printed).person


@pytest.mark.parametrize(
    ("a", "b", "one"),
    [
        ("Donald Trump", "Donald J. Trump", True),
        ("Bill Clinton", "William Clinton", True),
        ("H. Clinton", "Hillary Clinton", True),
        ("Hillary Rodham Clinton", "Hillary Clinton", True),
        ("FBI", "Federal Bureau of Investigation", True),
        ("The New York Times", "New York Times", True),
        ("Hillary Clinton", "Bill Clinton", False),
        ("George H. W. Bush", "George W. Bush", True),  # initials can be left out; which Bush is not told by them
        ("George Herbert Bush", "George Walker Bush", False),
        ("Trump campaign", "Clinton campaign", False),
        ("Ministry of Defence", "Ministry of Finance", False),
    ],
)
def test_same(a: str, b: str, one: bool) -> None:
    assert same(parse(a), parse(b)) is one
    assert same(parse(b), parse(a)) is one


def test_forms_of_one_name_are_one_speaker() -> None:
    assert _groups(("Trump", 3), ("Donald Trump", 5), ("Mr. Trump", 1)) == {
        frozenset({"Trump", "Donald Trump", "Mr. Trump"})
    }


def test_two_bearers_of_a_last_name_stay_two_and_the_bare_name_stands_alone() -> None:
    assert _groups(("Hillary Clinton", 5), ("Bill Clinton", 4), ("Clinton", 9)) == {
        frozenset({"Hillary Clinton"}),
        frozenset({"Bill Clinton"}),
        frozenset({"Clinton"}),
    }


def test_bare_name_goes_to_a_bearer_named_far_more_often() -> None:
    assert frozenset({"Donald Trump", "Trump"}) in _groups(("Donald Trump", 30), ("Ivanka Trump", 2), ("Trump", 9))


def test_anonymous_descriptions_never_join_a_name() -> None:
    names = [Counted(0, "Ana Ruiz", 3), Counted(1, "Ruiz", 1, anonymous=True)]
    assert len(cluster(names)) == 2


def test_matches_what_someone_types() -> None:
    assert matches("clinton", "Hillary Clinton")
    assert matches("Mr. Trump", "Donald Trump")
    assert matches("the fbi", "FBI")
    assert not matches("Bill Clinton", "Hillary Clinton")


@given(
    st.lists(st.sampled_from(["Ana Ruiz", "Ruiz", "A. Ruiz", "Ms. Ruiz", "Anna Ruiz", "Leo Ruiz"]), max_size=6),
    st.randoms(),
)
def test_groups_do_not_depend_on_order(texts: list[str], rng: random.Random) -> None:
    names = [Counted(i, text, i + 1) for i, text in enumerate(texts)]
    shuffled = rng.sample(names, len(names))
    assert {frozenset(n.id for n in g) for g in cluster(names)} == {
        frozenset(n.id for n in g) for g in cluster(shuffled)
    }


@given(st.text())
def test_any_text_parses(text: str) -> None:
    assert parse(text).key == parse(text).key
