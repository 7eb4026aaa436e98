"""Who is meant: chains of antecedents, gender that pronouns show, what the shipped head reads in whole passages."""

from __future__ import annotations

import re

import numpy as np
import pytest

from index.attribution import attribute
from index.attribution.coreference.detection import Form, Kind, Mentions
from index.attribution.coreference.entities import Cast
from index.attribution.coreference.head import antecedents
from index.attribution.coreference.pairs import Pairs
from index.attribution.coreference.resolution import Coreference, _bearers, _Calls, coreference_of
from index.attribution.extraction import tagger
from index.schema import Article
from index.text.sentences import sentences


def read(text: str) -> Coreference:
    return coreference_of(text, Cast(text), tagger.encoded(text), [a for a, _ in sentences(text)])


def meant(text: str, pronoun: str) -> str | None:
    """The name of the bearer of the last such word."""
    found = read(text)
    *_, at = (m.start() for m in re.finditer(rf"\b{pronoun}\b", text))
    k = found.headed_by((at, at + len(pronoun)), pronoun.lower())
    bearer, _ = found.best(k) if k is not None else (-1, 0.0)
    return found.cast.entities[bearer].name if 0 <= bearer < len(found.cast.entities) else None


def mentions(forms: list[Form], entities: list[int]) -> Mentions:
    rows = np.arange(len(forms), dtype=np.int64)
    return Mentions(rows, rows, np.array(forms), np.array(entities), [["x"] for _ in forms])


def pairs(*found: tuple[int, int, float]) -> list[Pairs]:
    i, j, p = zip(*found, strict=True)
    return [Pairs(np.array(i), np.array(j), np.array(p, dtype=np.float32))]


def bearers(there: Mentions, blocks: list[Pairs]) -> list[dict[int, float]]:
    """Read with names of persons of unknown gender."""
    persons = np.zeros((len(there), len(Kind)), dtype=np.float32)
    persons[:, Kind.PERSON] = 1
    cast = Cast("Quell came. Brisk came.")
    named = int(there.entity.max()) + 1
    return _bearers(there, named, _Calls(there, cast, persons), blocks)


def test_no_antecedent_is_as_likely_as_a_score_of_nothing() -> None:
    chances = antecedents(np.array([0.0, 0.0, 9.0], dtype=np.float32), np.array([4, 4, 5]))
    assert chances[:2] == pytest.approx([1 / 3, 1 / 3])
    assert chances[2] > 0.99


def test_chances_add_up_along_the_chain() -> None:
    there = mentions([Form.NAME, Form.SHE, Form.SHE], [0, -1, -1])
    found = bearers(there, pairs((1, 0, 0.8), (2, 0, 0.3), (2, 1, 0.5)))
    assert found[2][0] == pytest.approx(0.3 + 0.5 * 0.8)


def test_a_description_goes_by_the_name_that_follows() -> None:
    there = mentions([Form.OWNED, Form.NAME, Form.SHE], [-1, 0, -1])
    found = bearers(there, pairs((1, 0, 0.9), (2, 0, 0.7)))
    assert max(found[0], key=found[0].__getitem__) == max(found[2], key=found[2].__getitem__) == 0


def test_who_was_she_is_not_he() -> None:
    there = mentions([Form.NAME, Form.NAME, Form.SHE, Form.HE], [0, 1, -1, -1])
    found = bearers(there, pairs((2, 0, 0.9), (3, 0, 0.6), (3, 1, 0.3)))
    assert found[3][1] > 0.7 > found[3][0]


PASSAGES = [
    ("Mara Voss met her rival Tom Ardley on Monday. She said the bridge was safe, and he laughed.", "She", "Mara Voss"),
    ("Mara Voss met her rival Tom Ardley on Monday. She said the bridge was safe, and he laughed.", "he", "Tom Ardley"),
    (
        "Dorling Ferries cut its winter timetable on Friday. The company said fuel was dear.",
        "company",
        "Dorling Ferries",
    ),
    (
        'Olav Brandt, the keeper, saw the light go out. Tomas Stennick fell. "I slipped," Stennick said. His leg was '
        "broken, he added.",
        "he",
        "Tomas Stennick",
    ),
]


@pytest.mark.parametrize(("text", "word", "name"), PASSAGES)
def test_the_shipped_head_finds_who_is_meant(text: str, word: str, name: str) -> None:
    assert meant(text, word) == name


@pytest.mark.parametrize("text", ["", "he", "It " * 300, "the " * 900, "Ida Crane and " * 200, "\n\n“”’s she\n"])
def test_any_text_is_read(text: str) -> None:
    found = read(text)
    assert len(found.bearers) == len(found.mentions)
    for one in found.bearers:
        assert all(-1e-6 <= p <= 1.001 for p in one.values())
        assert sum(one.values()) <= 1.001


@pytest.mark.parametrize(
    "text",
    [
        "Engineer Tom Varga said on Tuesday that the dam would hold. The ministry denied that the dam had been unsafe.",
        "Minister Eva Lund said on Tuesday that the law would pass. The ministry said the vote was on Friday.",
    ],
)
def test_a_body_is_no_person_just_named(text: str) -> None:
    assert [c.speaker for c in attribute(Article("a", text))][1:] == ["ministry"]
