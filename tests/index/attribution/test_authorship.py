"""In whose voice an article speaks: its writer's, an agency's, a company's, a signer's, or its outlet's."""

from __future__ import annotations

import pytest

from index.attribution.authorship import authorship, writers
from index.attribution.coreference.entities import Cast
from index.schema import Article

REPORT = "The quay at Osk fell in May. Nobody was hurt.\n\nThe mayor said it was old."


def voice(text: str, outlet: str | None = "Fell Echo", author: str | None = None) -> tuple[str, bool] | None:
    article = Article("a", text, outlet=outlet, author=author)
    found = authorship(text, article, Cast(text)).at(text.index("quay"))
    return (found.name, found.personal) if found is not None else None


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("By Ida Holt\n\n" + REPORT, ("Ida Holt",)),
        ("Words by Ida Holt and Udo van der Grell, Osk\n\n" + REPORT, ("Ida Holt", "Udo van der Grell")),
        ("By Monday night nobody had come.\n\n" + REPORT, ()),
        (REPORT, ()),
    ],
)
def test_who_wrote_it(text: str, named: tuple[str, ...]) -> None:
    assert writers(text, Article("a", text)) == named


def test_the_author_that_is_given_counts_before_a_byline() -> None:
    article = Article("a", "By Ida Holt\n\n" + REPORT, author="Udo Grell, chief reporter; Ann Weir")
    assert writers(article.text, article) == ("Udo Grell", "Ann Weir")


def test_a_report_is_its_outlets() -> None:
    assert voice(REPORT, author="Ida Holt") is None
    quoted = "“I saw the quay fall,” she said.\n\n“I ran,” he said.\n\nThe quay is shut."
    assert voice(quoted, author="Ida Holt") is None
    wars = "The quay fell in World War I and was\n\nbuilt anew after World War I by the town."
    assert voice(wars, author="Ida Holt") is None


def test_who_speaks_of_himself_speaks_for_himself() -> None:
    text = "I walked along the quay.\n\nThe stones are loose. I think it will fall.\n\nThe mayor disagrees."
    assert voice(text, author="Ida Holt") == ("Ida Holt", True)
    assert voice(text) is None
    assert voice(text, author="Ida Holt; Udo Grell") is None


@pytest.mark.parametrize(
    ("text", "author", "agency"),
    [
        (f"OSK, May 4 (Nordwire) - {REPORT}", None, "Nordwire"),
        (f"{REPORT}\n\n(AFP)", None, "AFP"),
        (REPORT, "Reuters", "Reuters"),
    ],
)
def test_agency_copy_is_the_agencys(text: str, author: str | None, agency: str) -> None:
    assert voice(text, author=author) == (agency, False)
    assert voice(text, outlet=agency, author=author) is None


def test_a_place_in_brackets_is_no_agency() -> None:
    assert voice(f"LOWMARSH (Osk) - {REPORT}") is None


def test_a_release_speaks_for_whom_it_presents() -> None:
    text = f"PRESS RELEASE\n\n{REPORT}\n\nAbout Osk Harbour\nOsk Harbour owns the quay.\n\nContact: Ida Holt"
    found = authorship(text, Article("a", text), Cast(text))
    assert voice(text) == ("Osk Harbour", True)
    assert [text[a:b] for a, b in found.furniture] == ["PRESS RELEASE", "About Osk Harbour", "Contact: Ida Holt"]


def test_each_letter_is_its_signers() -> None:
    text = (
        "Dear Editor,\n\nThe quay is safe.\n\nYours sincerely,\nIda Holt\nOsk\n\n"
        "Sir,\n\nThe pier is not.\n\nYours, Udo Grell, Tarn"
    )
    found = authorship(text, Article("a", text, author="Ann Weir"), Cast(text))
    assert [(one.name if (one := found.at(text.index(word))) else None) for word in ("quay", "pier")] == [
        "Ida Holt",
        "Udo Grell",
    ]
