"""Days as pages write them: whole ones are read, half ones and those that could be two are not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from index.articles.dates import as_day, latest


@pytest.mark.parametrize(
    "written",
    ["March 4, 2026", "4 March 2026", "2026-03-04T09:30:00Z", "Wed, 04 Mar 2026 09:30:00 EST", "20260304"],
)
def test_a_day_in_full(written: str) -> None:
    assert as_day(written) == date(2026, 3, 4)


@pytest.mark.parametrize(
    "written", [None, "", "March 2026", "Wednesday", "3/4/2026", "no date", "4 March 1799", "x4 March 2026" * 9]
)
def test_what_is_no_day_or_could_be_two(written: str | None) -> None:
    assert as_day(written) is None


def test_day_and_month_are_told_apart_by_size() -> None:
    assert as_day("13/4/2025") == as_day("4/13/2025") == date(2025, 4, 13)


def test_nothing_comes_out_in_days_to_come() -> None:
    assert latest() >= date.today()
    assert as_day((latest() + timedelta(days=2)).isoformat()) is None
