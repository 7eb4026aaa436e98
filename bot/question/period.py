"""The period that a question names: "before 15 February", "since Monday", "between March and May 2025". Pure.

A small grammar finds where such words stand; what they mean is dateparser's to say, against the day of asking.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from index.schema import Span

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_COUNT = r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|couple of|few)"
_UNIT = r"(?:day|week|month|year)"
_PHRASE = rf"""(?:
    \d{{4}}-\d{{2}}(?:-\d{{2}})?                                                  # 2026-02-15
  | \d{{1,2}}[./]\d{{1,2}}[./]\d{{4}}                                             # 15.02.2026
  | (?:the\s)?\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}\b\.?(?:,?\s(?:19|20)\d\d)?   # the 15th of February 2026
  | {_MONTH}\b\.?\s\d{{1,2}}(?:st|nd|rd|th)?(?!\d)(?:,?\s(?:19|20)\d\d)?          # Feb. 15, 2026
  | {_MONTH}\b\.?(?:,?\s(?:19|20)\d\d)?                                           # February 2026
  | (?:last\s|this\s|this\spast\s)?{_WEEKDAY}\b                                   # last Monday
  | (?:the\s)?(?:last|past)\s(?:{_COUNT}\s)?{_UNIT}s?\b                           # the past two weeks
  | this\s{_UNIT}\b                                                               # this week
  | {_COUNT}\s{_UNIT}s?\sago\b                                                    # three days ago
  | yesterday\b | today\b                                                         # yesterday
  | (?:19|20)\d\d\b                                                               # 2024
)"""
_SPAN = re.compile(
    rf"""(?<![\w-])(?:
      (?:between|from)\s (?P<from>{_PHRASE}) \s(?:and|to|until|till)\s (?P<to>{_PHRASE})  # between May and June
    | (?:(?P<how>since|after|before|until|till|up\sto|as\sof|from|by|on|in|during|over|within|for)\s)?
      (?:(?:early|mid|late)[-\s])? (?P<one>{_PHRASE})                                     # since late May
    )(?![\w-]*\w)""",
    re.I | re.X,
)
_LAST = re.compile(rf"(?:the )?(?:last|past) (?:(?P<count>{_COUNT}) )?(?P<unit>{_UNIT})s?", re.I)
_COUNTS = {"couple of": "2", "few": "3", "a": "1", "an": "1"}
_OPEN_WORDS = ("since", "after", "before", "until", "till", "up to", "as of", "from", "by")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Period:
    """The days from ``since`` to ``until``, ISO, both included, None where open; and the words' place in the text.

    ``bounded`` by "before", "since" and the like: such words hardly ever belong to what is claimed.
    """

    since: str | None
    until: str | None
    span: Span
    bounded: bool


def period(text: str, today: date, published: tuple[date, date] | None = None) -> Period | None:
    """The first period that ``text`` names; None without one.

    ``today`` is the day of asking, to which "since Monday" relates. ``published``, the first and the last day of the
    articles asked, tells the year of "15 February": the latest in which there are articles, or the nearest to them.
    """
    for match in _SPAN.finditer(text):
        found = _period(match, today, published)
        if found is not None:
            return found
    return None


def _period(match: re.Match[str], today: date, published: tuple[date, date] | None) -> Period | None:
    if match["from"]:
        first, last = _days(match["from"], today, published), _days(match["to"], today, published)
        if first is None or last is None:
            return None
        start = first[0]
        if start > last[1]:  # "between November and February"
            start = _shifted(start, -1)
        return Period(start.isoformat(), last[1].isoformat(), match.span(), True)
    how, words = (match["how"] or "").lower(), match["one"]
    if _is_other(words, how):
        return None
    days = _days(words, today, published)
    if days is None:
        return None
    since, until = _bounds(how, *days)
    return Period(
        since.isoformat() if since else None, until.isoformat() if until else None, match.span(), how in _OPEN_WORDS
    )


def _is_other(words: str, how: str) -> bool:
    """Words that only look like a date: "may", "march", and a number that follows nothing."""
    if words.isdigit():
        return not how or how in ("over", "for", "by")
    month = re.fullmatch(r"(?:may|march|mar|sept?|dec|jan)\b\.?", words, re.I)
    return bool(month) and not (words[0].isupper() and how)


def _bounds(how: str, first: date, last: date) -> tuple[date | None, date | None]:
    if how in ("since", "as of", "from"):
        return first, None
    if how == "after":
        return last + timedelta(days=1), None
    if how == "before":
        return None, first - timedelta(days=1)
    if how in ("until", "till", "up to", "by"):
        return None, last
    return first, last


def _days(words: str, today: date, published: tuple[date, date] | None) -> tuple[date, date] | None:
    """The first and the last day of what ``words`` name."""
    words = re.sub(r"^the ", "", " ".join(words.split()), flags=re.I)
    back = _LAST.fullmatch(words)
    if back and back["count"]:
        count = _COUNTS.get(back["count"].lower(), back["count"])
        found = _parsed(f"{count} {back['unit']}s ago", today)
        return (found[0], today) if found else None
    parsed = _parsed(words, today)
    if parsed is None:
        return None
    first, unit = parsed
    if published and not _YEAR.search(words) and re.search(_MONTH, words, re.I):
        first = _in_years_of(first, published)
    return _whole(first, unit)


def _parsed(words: str, today: date) -> tuple[date, str] | None:
    if words.isdigit() and len(words) == 4:
        return date(int(words), 1, 1), "year"
    found = _parser(today, "DMY" if "." in words else "MDY").get_date_data(re.sub(r"\bof\b", "", words))
    return (found.date_obj.date(), str(found.period)) if found.date_obj else None


def _parser(today: date, order: str) -> Any:
    from dateparser.date import DateDataParser

    settings: Any = {
        "RELATIVE_BASE": datetime(today.year, today.month, today.day),
        "PREFER_DATES_FROM": "past",
        "DATE_ORDER": order,
        "PREFER_DAY_OF_MONTH": "first",
    }
    return DateDataParser(languages=["en"], settings=settings)


def _whole(day: date, unit: str) -> tuple[date, date]:
    if unit == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    if unit == "month":
        return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    return day, day


def _in_years_of(day: date, published: tuple[date, date]) -> date:
    oldest, newest = published
    tried = list(_same_days(day, max(day.year, newest.year), oldest.year - 1))
    return min(tried, key=lambda d: (max((oldest - d).days, (d - newest).days, 0), -d.toordinal()), default=day)


def _same_days(day: date, last: int, first: int) -> Iterator[date]:
    for year in range(last, first - 1, -1):
        yield _shifted(day, year - day.year)


def _shifted(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)
