"""Pages and PDFs to their article, as the sandbox's child does it."""

from __future__ import annotations

import pytest

from index.articles.parsers import html, pdf
from index.errors import LoadError
from tests.index.articles.pages import STORY, json_ld, meta, page, story
from tests.index.articles.test_articles import pdf as made


def test_a_page() -> None:
    head = meta("og:site_name", "The Tarn Courier") + json_ld(author={"name": "Jo Blogg"}, datePublished="2026-03-04")
    read = html(story(head=head).encode(), "https://courier.example/quay")
    assert str(read["text"]).startswith("Quay is safe\nThe harbour master, Edda Lorne, said on Monday")
    assert (read["title"], read["outlet"], read["author"]) == ("Quay is safe", "The Tarn Courier", "Jo Blogg")
    assert read["published"] == "2026-03-04"


def test_garbled_marks_are_mended_and_told() -> None:
    read = html(page("<article><h1>Quay</h1>" + STORY.replace("“", "â€œ") + "</article>").encode())
    assert "“We looked" in str(read["text"])
    assert "garbled character" in str(read["note"])


@pytest.mark.parametrize("body", ["", "<p>Menu</p>"])
def test_a_page_without_an_article(body: str) -> None:
    with pytest.raises(LoadError):
        html(page(body).encode())


def test_a_pdf() -> None:
    assert str(pdf(made("The mayor denied the report."))["text"]).strip() == "The mayor denied the report."


def test_a_pdf_that_is_none() -> None:
    with pytest.raises(LoadError):
        pdf(b"%PDF-1.7\nnot really")
