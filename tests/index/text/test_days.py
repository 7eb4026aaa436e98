"""Days as they are given to the program, by one reader of them."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import date

import pytest

from index.schema import DETAILS, Article
from index.text.days import read_day
from tests.imports import PACKAGES, ROOT


def test_a_day() -> None:
    assert read_day(" 2026-05-31\n") == date(2026, 5, 31)


@pytest.mark.parametrize("text", ["", "20260531", "2026-W22-7", "2026-5-31", "31.05.2026", "2026-02-30", "٢٠٢٦-٠٥-٣١x"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # the callers word the message
        read_day(text)


def test_days_that_somebody_gives_are_read_in_one_place() -> None:
    """Commands and files would differ in what they take: "20260531" passed in four places and not in a fifth."""
    own = re.compile(r"(?<!datetime)\bdate\.fromisoformat\(")
    files = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    found = {str(p.relative_to(ROOT)) for p in files if own.search(p.read_text(encoding="utf-8"))}
    assert found == {"index/text/days.py", "index/articles/pages/date.py"}  # the second reads what htmldate gives


def test_what_is_told_of_an_article_has_one_list() -> None:
    optional = [one.name for one in fields(Article) if one.default is None]
    assert list(DETAILS) == optional
    lists = re.compile(r"[\"']title[\"'],\s*[\"']outlet[\"'],\s*[\"']author[\"'],\s*[\"']published")
    files = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py") if "training" not in path.parts]
    assert [p.name for p in files if lists.search(p.read_text(encoding="utf-8"))] == ["schema.py"]
