"""Details between "---" lines above a text."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.articles.front_matter import front_matter
from index.articles.load import load
from index.schema import Article

HEAD = "---\ntitle: Dam fails\noutlet: The Lowmarsh Post\nauthor:\n  - Jo Blogg\n  - Una Rey\ndate: 2026-03-04\n---\n"


def test_details_are_taken_and_the_text_follows() -> None:
    given, text = front_matter(HEAD + "\nThe dam had cracked.")
    assert given == {
        "title": "Dam fails",
        "outlet": "The Lowmarsh Post",
        "author": "Jo Blogg, Una Rey",
        "published": "2026-03-04",
    }
    assert text == "\nThe dam had cracked."


@pytest.mark.parametrize(
    "text",
    [
        "The dam had cracked.",
        "---\nThe dam had cracked.\n---\nSo said the mayor.",
        "---\ntitle: [broken\n---\nThe dam had cracked.",
        "---\nlayout: post\n---\nThe dam had cracked.",
        "---\ntitle: never closed\n",
        "---\n- title\n- outlet\n---\n",
        "",
    ],
)
def test_what_gives_no_detail_is_text(text: str) -> None:
    assert front_matter(text) == ({}, text)


def test_no_value_is_more_than_a_line_of_text() -> None:
    given, _ = front_matter('---\ntitle: !!python/object/apply:os.system ["true"]\noutlet: "a\\n b"\n---\nText.')
    assert given == {"title": "true", "outlet": "a b"}


def test_a_file_is_read_with_it(tmp_path: Path) -> None:
    file = tmp_path / "dam.md"
    file.write_text(HEAD + "\n# Dam fails\n\nThe dam had cracked, the mayor said.\n", encoding="utf-8")
    (article,) = load(str(file))
    assert isinstance(article, Article)
    assert (article.title, article.outlet, article.author) == ("Dam fails", "The Lowmarsh Post", "Jo Blogg, Una Rey")
    assert article.published == "2026-03-04"
    assert "outlet" not in article.text


def test_a_date_that_is_none_stops_nothing(tmp_path: Path) -> None:
    file = tmp_path / "dam.txt"
    file.write_text("---\ntitle: Dam fails\ndate: soon\n---\nThe dam had cracked, the mayor said.\n", encoding="utf-8")
    (article,) = load(str(file))
    assert isinstance(article, Article)
    assert (article.title, article.published) == ("Dam fails", None)
