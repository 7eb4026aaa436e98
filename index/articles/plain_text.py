"""The headline and the date at the head of a text file; the text itself stays whole."""

from __future__ import annotations

import re

from index.articles.dates import as_day
from index.text.leads import RELEASE

_LINES = 6  # headline, standfirst, byline, date: a head is no longer
_LONGEST_TITLE = 160
_LONGEST_DATE = 60
_MARK = re.compile(r"^\s{0,3}#{1,2}\s+(?P<title>\S.*?)\s*#*\s*$")
_LABEL = re.compile(r"^(title|headline)\s*:\s*(?P<title>\S.*)$", re.IGNORECASE)
_DATE = re.compile(
    r"^\W*((date|published|posted|first published|updated|on)\b\s*(on\b)?\s*:?\s*)?(?P<date>.*\d.*?)\W*$", re.I
)
_BYLINE = re.compile(r"^\W*by\s+\w", re.IGNORECASE)
_UNDERLINE = re.compile(r"^(=|-){3,}\s*$")
_ENDS = re.compile(r"[.;:,]\W*$")  # of a sentence, and no headline
_SENTENCE = re.compile(r"[.!?][”\"’']?\s+[“\"‘']?[A-Z]")


def described(text: str) -> tuple[str | None, str | None]:
    """(title, ISO date) as they stand above the story, each None where nothing there is plainly one."""
    lines = [line.strip() for line in text[:4000].split("\n")]
    filled = [(number, line) for number, line in enumerate(lines) if line][:_LINES]
    title, at = _title(lines, filled)
    for number, line in filled:
        if title is not None and number == at:
            continue
        day = _day(line)
        if day is not None:
            return title, day
        if len(line) > _LONGEST_TITLE:  # the story has begun
            break
    return title, None


def _title(lines: list[str], filled: list[tuple[int, str]]) -> tuple[str | None, int]:
    for number, line in filled:
        found = _MARK.match(line) or _LABEL.match(line)
        if found:
            return found["title"], number
    if not filled:
        return None, 0
    plain = (one for one in filled if _day(one[1]) is None and not RELEASE.match(one[1]))
    number, line = next(plain, filled[0])
    below = [one for one in filled if one[0] > number]
    if not below or len(line) > _LONGEST_TITLE or _ENDS.search(line) or _SENTENCE.search(line) or _BYLINE.match(line):
        return None, 0
    if not any(char.isalpha() for char in line):
        return None, 0
    following = lines[number + 1]
    apart = not following or bool(_UNDERLINE.match(following)) or bool(_BYLINE.match(following)) or _day(following)
    # Lines that a mail program broke are about as long as the first; a paragraph on a line of its own is longer.
    return (line, number) if apart or (len(following) > 2 * len(line) > 20 and len(following) > 120) else (None, 0)


def _day(line: str) -> str | None:
    """The date that a line holds and nothing else."""
    found = _DATE.match(line) if len(line) <= _LONGEST_DATE else None
    day = as_day(found["date"]) if found else None
    return day.isoformat() if day else None
