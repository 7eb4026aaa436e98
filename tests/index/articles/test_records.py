"""How an article is made of what a loader found: checks, overrides and ids."""

from __future__ import annotations

import pytest

from index.articles.identity import derived_id, place_id
from index.articles.records import MAX_TEXT, Overrides, Raw, check_characters, iso_date, make_article, shown
from index.errors import LoadError


def test_overrides_come_before_what_the_source_says() -> None:
    raw = Raw("The dam had cracked.", title="Dam", outlet="Echo", published="2026-03-04")
    article = make_article(raw, Overrides(outlet="Courier"), "a.txt")
    assert (article.title, article.outlet, article.published) == ("Dam", "Courier", "2026-03-04")
    assert article.origin.given == {"outlet"}


def test_whose_id_it_is() -> None:
    text = "The dam had cracked."
    ids = [
        make_article(raw, overrides, "a.txt").id
        for raw, overrides in [
            (Raw(text, id="x-1", address="https://a.example/1"), Overrides()),
            (Raw(text, address="https://a.example/1"), Overrides()),
            (Raw(text, place="/a.txt"), Overrides(url="https://a.example/1")),
            (Raw(text, place="/a.txt"), Overrides()),
            (Raw(text, url="https://a.example/1"), Overrides()),
        ]
    ]
    at = derived_id("https://a.example/1", "")
    assert ids == ["x-1", at, at, place_id("/a.txt"), derived_id(None, text)]


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (Raw(" \n"), "a.txt: no text"),
        (Raw("x" * (MAX_TEXT + 1)), "a.txt: 2,000,001 characters; an article may have 2,000,000"),
        (Raw("x", published="yesterday"), "a.txt: published: 'yesterday' is no ISO date"),
        (Raw("a\0b"), "a.txt"),
        (Raw("a\ud800b"), "a.txt"),
    ],
)
def test_what_no_article_may_be(raw: Raw, told: str) -> None:
    with pytest.raises(LoadError) as caught:
        make_article(raw, Overrides(), "a.txt")
    assert str(caught.value).startswith(told)


def test_dates() -> None:
    assert iso_date(" 2026-03-04 ", "x") == "2026-03-04"
    assert iso_date("Mon, 02 Mar 2026 09:00:00 GMT", "x") == "2026-03-02T09:00:00+00:00"
    with pytest.raises(LoadError):
        iso_date("2026-02-30", "x")


def test_characters_and_values_in_error_lines() -> None:
    check_characters("Zoë\n", "title", "x")
    with pytest.raises(LoadError, match="title"):
        check_characters("a\0", "title", "x")
    assert shown("a\nb") == repr("a\nb")
    assert len(shown("x" * 500)) < 70
