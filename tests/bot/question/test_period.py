"""Dates in a question, relative to a given day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.question.period import period

TODAY = date(2026, 3, 4)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("in March 2025", ("2025-03-01", "2025-03-31")),
        ("on March 4, 2025", ("2025-03-04", "2025-03-04")),
        ("on 4 March 2025", ("2025-03-04", "2025-03-04")),
        ("on the 4th of March 2025", ("2025-03-04", "2025-03-04")),
        ("on 04.03.2025", ("2025-03-04", "2025-03-04")),
        ("2025-03-04", ("2025-03-04", "2025-03-04")),
        ("since 2024", ("2024-01-01", None)),
        ("after 2024", ("2025-01-01", None)),
        ("before 2024", (None, "2023-12-31")),
        ("until 2024", (None, "2024-12-31")),
        ("in 2024", ("2024-01-01", "2024-12-31")),
        ("before 15 February", (None, "2026-02-14")),
        ("after 15 February", ("2026-02-16", None)),
        ("up to 15 February", (None, "2026-02-15")),
        ("by February", (None, "2026-02-28")),
        ("since Monday", ("2026-03-02", None)),
        ("since last Tuesday", ("2026-03-03", None)),
        ("on Friday", ("2026-02-27", "2026-02-27")),
        ("yesterday", ("2026-03-03", "2026-03-03")),
        ("today", ("2026-03-04", "2026-03-04")),
        ("last week", ("2026-02-23", "2026-03-01")),
        ("this week", ("2026-03-02", "2026-03-08")),
        ("last month", ("2026-02-01", "2026-02-28")),
        ("last year", ("2025-01-01", "2025-12-31")),
        ("in the past two weeks", ("2026-02-18", "2026-03-04")),
        ("three days ago", ("2026-03-01", "2026-03-01")),
        ("between March and May 2025", ("2025-03-01", "2025-05-31")),
        ("between November and February", ("2025-11-01", "2026-02-28")),
        ("from 3 January to 6 January", ("2026-01-03", "2026-01-06")),
        ("in late January", ("2026-01-01", "2026-01-31")),
        ("as of Feb. 20", ("2026-02-20", None)),
    ],
)
def test_periods(text: str, found: tuple[str | None, str | None]) -> None:
    read = period(f"What did she say {text}?", TODAY)
    assert read is not None
    assert (read.since, read.until) == found


@pytest.mark.parametrize(
    "text",
    [
        "may change in 20 years",
        "who may march",
        "the 2024 bridge",
        "31 February",
        "at 99 Main Street",
        "9999 years ago",
        "over 2000",
    ],
)
def test_what_only_looks_like_a_date(text: str) -> None:
    assert period(text, TODAY) is None


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        ("2019-07-01", "2019-10-20", "2019-09"),
        ("2025-08-01", "2025-10-01", "2025-09"),
        ("2024-08-01", "2026-03-01", "2025-09"),
        ("2026-04-01", "2026-12-31", "2026-09"),
        ("2020-01-01", "2020-02-01", "2019-09"),
    ],
)
def test_a_month_without_a_year_is_one_of_the_articles(first: str, last: str, found: str) -> None:
    read = period("in September", TODAY, (date.fromisoformat(first), date.fromisoformat(last)))
    assert read is not None
    assert read.since == f"{found}-01"


@given(st.text(alphabet="0123456789 -./,stndrhofMarchFebMondaylastweeksincebeforeagobetween", max_size=80))
def test_any_text_is_read(text: str) -> None:
    read = period(text, TODAY)
    assert read is None or 0 <= read.span[0] < read.span[1] <= len(text)
