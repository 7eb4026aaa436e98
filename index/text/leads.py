"""What stands before the first sentence of a paragraph and is none of it: datelines and the clock of a live blog."""

from __future__ import annotations

import re

from index.text.characters import Edit

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DAY = rf"(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?"
_PLACE = r"[A-ZÀ-Þ][\w.'’-]{1,25}(?: [A-ZÀ-Þ][\w.'’-]{1,25}){0,3}"
_SHOUTED = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’-]{2,25}(?: [A-ZÀ-Þ][A-ZÀ-Þ.'’-]{0,25}){0,3}"
_WITHIN = r"(?:, [A-ZÀ-Þ][\w.]{1,20}(?: [A-ZÀ-Þ][\w.]{1,20})?)?"  # the state or country of the place
_AGENCY = r" \([A-ZÀ-Þ][\w .&/]{1,30}\)"
# LOWMARSH — / LOWMARSH, Osk, May 4 (Agency) - / Lowmarsh, 4 May: a place alone is one only in capitals
_DATELINE = re.compile(
    rf"(?:{_SHOUTED}{_WITHIN}(?:, {_DAY})?(?:{_AGENCY})?|{_PLACE}{_WITHIN}(?:, {_DAY}(?:{_AGENCY})?|{_AGENCY}))"
    r"(?: ?(?:—|--) ?| [–-] )(?=[\"“'‘]?[A-ZÀ-Þ0-9])"
)
_DATELINE_ALONE = re.compile(rf"{_PLACE}{_WITHIN},? {_DAY}(?:{_AGENCY})?[ \t]*$", re.M)
_CLOCK = re.compile(
    r"""[\[(]?(?:\d{1,2}[:.]\d{2}(?:\ ?[ap]\.?m\.?)?|\d{1,2}\ ?[ap]\.?m\.?)  # 10:45 / 7 p.m.
      (?:\ (?:GMT|BST|UTC|CET|CEST|[ECMP][SD]?T))?[\])]?                     # ... GMT
      (?:\ ?[:|—–-])?\ +(?=["“'‘]?[A-ZÀ-Þ])                                  # ... –
    """,
    re.X,
)
_LINE = re.compile(r"^[ \t]*", re.M)
RELEASE = re.compile(r"\W*(?:for immediate release|(?:press|media|news) release|embargoed|under embargo)\b", re.I)
"""A line that stands above a press release and says that it is one."""

_HEAD = 3_000  # characters at the head of a text in which its dateline stands
_IN_BRACKETS = re.compile(r"\(([^()]+)\)")


def agency_of_dateline(text: str) -> str | None:
    """The agency in brackets that the first dateline of a text names: "LUNT (Nordwire) - "; None where none does."""
    for line in _LINE.finditer(text, 0, _HEAD):
        dateline = _DATELINE.match(text, line.end()) or _DATELINE_ALONE.match(text, line.end())
        if dateline is not None:
            agency = _IN_BRACKETS.search(dateline[0])
            return agency[1].strip() if agency is not None else None
    return None


def leads(text: str) -> list[Edit]:
    """The edits that leave out what stands before the first sentence of each paragraph."""
    edits: list[Edit] = []
    for line in _LINE.finditer(text):
        clock = _CLOCK.match(text, line.end())
        at = clock.end() if clock else line.end()
        dateline = _DATELINE.match(text, at) or _DATELINE_ALONE.match(text, at)
        at = dateline.end() if dateline else at
        if at > line.end():
            edits.append((line.end(), at, ""))
    return edits
