"""Days as people and pages write them."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

_ZONES = re.compile(r"(?<=[\dM])\s*(?:EST|EDT|CST|CDT|MST|MDT|PST|PDT|BST|EET|CET|CEST|ET|PT|IST|AEST|AEDT)\b")
_NUMBERS = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b")
# Two that differ in everything: what a text does not say itself comes out differently with each.
_DEFAULTS = (datetime(1996, 1, 1), datetime(2004, 2, 2))
_EARLIEST = date(1850, 1, 1)


def as_day(value: str | None) -> date | None:
    """A day written in full; None for anything less, for days to come, and where day and month could be either."""
    from dateutil import parser

    if not value or len(value) > 80 or not re.search(r"\d", value):
        return None
    value = _ZONES.sub("", value).strip()
    numbers = _NUMBERS.match(value)
    if numbers and not _told_apart(numbers.group()):
        return None
    try:
        one, other = (parser.parse(value, default=default).date() for default in _DEFAULTS)
    except (ValueError, OverflowError, TypeError, AttributeError):
        return None
    return one if one == other and _EARLIEST <= one <= latest() else None


def latest() -> date:
    """The last day on which something can have been published: it is tomorrow already somewhere."""
    return date.today() + timedelta(days=1)


def _told_apart(value: str) -> bool:
    first, second = (int(number) for number in re.findall(r"\d+", value)[:2])
    return first > 12 or second > 12 or first == second
