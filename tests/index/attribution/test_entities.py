"""Who an article names: every form of a name under its fullest one."""

from __future__ import annotations

import pytest

from index.attribution.coreference.entities import Cast, bare


def names(text: str) -> list[tuple[str, str]]:
    return [(one.name, one.kind) for one in Cast(text).entities]


def test_forms_of_a_name_are_one_bearer() -> None:
    cast = Cast("Mayor Ana Ruiz said no. Ruiz, who met Bank of Orlen chief Ivo Marant, left. Mr. Marant denied it.")
    assert [(one.name, one.kind, one.gender) for one in cast.entities] == [
        ("Ana Ruiz", "person", "f"), ("Bank of Orlen", "organisation", None), ("Ivo Marant", "person", "m")
    ]  # fmt: skip
    assert [cast.entity_of(k).name for k in range(len(cast.mentions))] == [
        "Ana Ruiz", "Ana Ruiz", "Bank of Orlen", "Ivo Marant", "Ivo Marant"
    ]  # fmt: skip
    assert "mayor" in cast.entities[0].heads


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Zoë Šimek left. Simek denied it.", [("Zoë Šimek", "person")]),
        ("Supt. Ana Ruiz said no.", [("Ana Ruiz", "person")]),
        ("The Daily Express said no.", [("Daily Express", "organisation")]),
        ("Halden Cycles said no. Halden has sued.", [("Halden Cycles", "organisation")]),
        ("He walked. The bridge was shut.", []),
        ("Ludwig van der Berg said no.", [("Ludwig van der Berg", "person")]),
    ],
)
def test_names(text: str, found: list[tuple[str, str]]) -> None:
    assert [name for name, _ in names(text)] == [name for name, _ in found]
    assert [kind for _, kind in names(text) if kind == "person"] == [kind for _, kind in found if kind == "person"]


def test_two_of_one_last_name_stay_two() -> None:
    cast = Cast("Mrs Quint said no. Walter Quint said yes.")
    assert len(cast.entities) == 2


def test_where_mentions_stand() -> None:
    text = "Ana Ruiz met Ivo Marant."
    cast = Cast(text)
    assert cast.inside(0, 8) == [0]
    assert cast.before(10) == 1
    assert [text[m.start : m.end] for m in cast.mentions] == ["Ana Ruiz", "Ivo Marant"]


def test_words_as_they_are_compared() -> None:
    assert [bare(word) for word in ("Ruiz’s", "Jones'", "Dr.", "Šimek")] == ["ruiz", "jones", "dr", "simek"]


def test_who_is_named_for_a_relative_is_not_called_by_the_last_name_next() -> None:
    cast = Cast("Osk Prell spoke in Tarn for his wife Ida Prell. Prell said no.")
    assert cast.entity_of(len(cast.mentions) - 1).name == "Osk Prell"
    cast = Cast("Osk Prell spoke in Tarn, then Ida Prell. Prell said no.")
    assert cast.entity_of(len(cast.mentions) - 1).name == "Ida Prell"


def test_a_name_that_goes_on_with_a_hyphened_article() -> None:
    cast = Cast("Nuru al-Masri spoke in Tarn. The clerk met al-Masri.")
    assert [one.name for one in cast.entities] == ["Nuru al-Masri", "Tarn"]


def test_the_number_of_a_body_is_of_its_name() -> None:
    cast = Cast(
        "The 6th Circuit Court of Appeals ruled. The Circuit Court sat on the 4th July and the 5th Ana Ruiz came."
    )
    assert [one.name for one in cast.entities if one.name != "July"] == ["6th Circuit Court of Appeals", "Ana Ruiz"]
    assert len({id(cast.entity_of(k)) for k in (0, 1)}) == 1


def test_what_a_town_has_is_not_called_by_its_name() -> None:
    cast = Cast("The Marlow Gazette reported it. Two men of the Marlow Police Department came to Marlow. Marlow slept.")
    found = [cast.entity_of(k).name for k in range(len(cast.mentions))]
    assert found == ["Marlow Gazette", "Marlow Police Department", "Marlow", "Marlow"]
    assert names("Kelm Foods paid. Kelm has sued.") == [("Kelm Foods", "organisation")]


@pytest.mark.parametrize("title", ["Police Chief", "Police Detective Sergeant", "City Council President"])
def test_a_title_behind_a_body_ends_before_the_name(title: str) -> None:
    assert [name for name, _ in names(f"Marlow {title} Ida Holm said no. Holm left.")] == ["Ida Holm"]


@pytest.mark.parametrize("title", ["Dame", "Sister", "Vice-chancellor Dame"])
def test_some_titles_stand_before_a_first_name(title: str) -> None:
    assert [name for name, _ in names(f"{title} Joan Ferris will go, said Ivo Marant. {title} Joan said no.")] == [
        "Joan Ferris", "Ivo Marant"
    ]  # fmt: skip
