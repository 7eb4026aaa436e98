"""The one form in which days are given to the program: 2026-05-31."""

from __future__ import annotations

import re
from datetime import date

_DAY = re.compile(r"\s*(\d{4}-\d\d-\d\d)\s*")


def read_day(text: str) -> date:
    """The day that ``text`` gives, spaces around it allowed; no other form of ISO 8601 ("20260531", "2026-W22-7").

    Raises ValueError: another form, or a day that is in no calendar.
    """
    given = _DAY.fullmatch(text)
    if given is None:
        raise ValueError(f"{text!r} is not a day like 2026-05-31")
    return date.fromisoformat(given[1])
