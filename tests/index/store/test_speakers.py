"""The catalogue of speakers: one entry for all forms of a name."""

from __future__ import annotations

from index.schema import Stance
from index.store.library import Library
from index.store.speakers import printed
from tests.index.scripted import article, attribute


def test_forms_of_a_name_are_one_speaker(library: Library) -> None:
    space = library.space()
    space.add(article(1, "Ana Ruiz said: the dam holds", "Mayor Ana Ruiz said: rain fell", "Leo Berg said: no"))
    first, second = space.speakers()
    assert (first.claims, second.claims) == (2, 1)
    assert first.name == "Ana Ruiz"
    assert [one.name for one in space.find_speakers("what does ruiz say?")] == ["Ana Ruiz"]
    assert [one.name for one in space.speakers(match="BERG")] == ["Leo Berg"]
    space.remove("a1")
    assert space.speakers() == []


def test_under_what_name_a_claim_is_entered() -> None:
    cited, own = attribute(article(1, "The Ana Ruiz said: the dam holds", "Rain fell"))
    assert printed(cited) == ("Ana Ruiz", False)
    assert printed(own) is None
    assert cited.stance is Stance.ASSERTS
