"""Who is described anew, who is one of several, and whom nobody can tell."""

from __future__ import annotations

import pytest

from index.attribution.coreference.entities import Cast
from index.attribution.coreference.resolver import Speakers
from index.text.sentences import sentences


def meant(text: str, phrase: str) -> str:
    at = text.rindex(phrase)
    speakers = Speakers(text, Cast(text), [start for start, _ in sentences(text)])
    return speakers.resolve((at, at + len(phrase))).name


CANDIDATES = (
    "Labour candidate Tomas Wren says the ferry must be free. The Labour candidate says islanders pay twice.\n\n"
    "Green candidate Lise Orr says it should run at night. The Green candidate says nurses sleep at the quay."
)


def test_a_description_is_whom_the_sentence_before_opens_with() -> None:
    assert meant(CANDIDATES, "The Green candidate") == "Lise Orr"
    assert meant(CANDIDATES, "The Labour candidate") == "Tomas Wren"


def test_a_description_that_shares_no_word_stays_as_printed() -> None:
    text = CANDIDATES.replace("The Green candidate says", "The Skarland minister says")
    assert meant(text, "The Skarland minister") in ("Skarland minister", "The Skarland minister")


@pytest.mark.parametrize("body", ["The Osk Courier", "The Tarn Echo"])
def test_they_after_a_body_that_asked_several_are_those(body: str) -> None:
    assert meant(f"{body} spoke to 12 former clerks. They said letters were burnt in the yard.", "They") == (
        "12 former clerks"
    )


def test_a_bare_role_is_not_who_had_it_before_another_one() -> None:
    text = (
        "Mayor Ruth Calder opened the pool on Monday. The mayor said 4,000 people had signed up.\n\n"
        "Mayor Ivo Stanek of Grenfeld came too. The mayor said his town had none."
    )
    assert meant(text, "The mayor") != "Ruth Calder"


def test_what_somebody_does_is_no_name_that_the_article_does_not_give_him() -> None:
    text = "Ida Crane, the harbour master, was sacked in June. The challenger said the post should be abolished."
    assert meant(text, "The challenger") == "The challenger"
