"""What of a question only says where to look: dates, outlets, "in this article". Pure.

A date may also belong to what is claimed ("who said the dam would hold until March"), an outlet to what is told ("what
did she tell the Courier"): such words stay in the question and only weigh.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.question.outlets import Named, Place, named
from bot.question.patterns import AUX, SAY
from bot.question.period import Period, period
from index.schema import Filter, Span

_HERE = re.compile(
    r"""\s*\b(?:(?:in|from|of|by|according\ to|within|for|about)\s)?(?:this|that|the\scurrent)\s  # within this ...
      (?:article|story|piece|text|page|document|news\sitem)\b(?!['’]s\s\w+ing)                    # ... article
    """,
    re.I | re.X,
)
_SAYING = re.compile(rf"\b{SAY}\s+(?:\w+ly\s+)?$", re.I)
_MATTER_BEHIND = re.compile(r"\b(?:about|on|regarding|concerning|over)\b", re.I)
_ANY_OF_IT = re.compile(
    r"\b(?:it|this|that|so|anything|something|the (?:claims?|reports?|allegations?|accusations?|charges?|story))\W*$",
    re.I,
)
_OF_SAYING = re.compile(rf"\b(?:quoted|asked|{SAY}|who|what)\W*$", re.I)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A question without the words that say where to look (``text``), and what they say.

    ``outlets``, ``since`` and ``until`` are all that it names, whether or not it narrows the search (``within``).
    """

    text: str
    within: Filter = field(default_factory=Filter)
    limits: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    reported: bool = False
    here: bool = False


def narrow(
    text: str, outlets: Sequence[str], today: date, published: tuple[date, date] | None, *, surveys: bool = False
) -> Narrowed:
    """Read the limits that ``text``, asked on ``today``, states. ``published``: of the articles that can be asked.

    ``surveys``: it asks for an overview, of which a date can only say from when to when.
    """
    places = named(text, outlets)
    firm = [place for place in places if place.place is not Place.MENTIONED]
    when = period(_masked(text, places), today, published)
    here = _HERE.search(text)
    spans: list[Span] = [place.span for place in firm if not _is_subject(text, place)]
    if here:
        spans.append(here.span())
    dated = when is not None and (surveys or _narrows(text, when, spans))
    if when is not None and dated:
        spans.append(when.span)
    within = Filter(
        outlets=tuple(dict.fromkeys(o for place in firm for o in place.outlets)),
        since=when.since if when and dated else None,
        until=when.until if when and dated else None,
    )
    return Narrowed(
        _without(text, spans),
        within,
        tuple(" ".join(text[a:b].split()).strip(" (,") for a, b in sorted({*spans, *(p.span for p in firm)})),
        tuple(dict.fromkeys(o for place in places for o in place.outlets)),
        when.since if when else None,
        when.until if when else None,
        any(place.place is Place.REPORTED for place in firm),
        bool(here),
    )


def _masked(text: str, places: Sequence[Named]) -> str:
    """``text`` with the outlets blotted out: the Sunday Mercury is no day."""
    for place in places:
        start, end = place.span
        text = text[:start] + "_" * (end - start) + text[end:]
    return text


def _is_subject(text: str, place: Named) -> bool:
    """True for "what did the Courier report", whose form is lost without the name."""
    return place.place is Place.REPORTED and not re.match(r"according|by\b", text[place.span[0] :], re.I)


def _narrows(text: str, when: Period, others: Sequence[Span]) -> bool:
    """True where a period says when something was said or printed, not when it happened."""
    before, after = text[: when.span[0]], _without(text, [*others, (0, when.span[1])]).strip(" ?.!,")
    if not before.strip(" ,") or _SAYING.search(before) or re.search(r"\([^()]*$", before):
        return True  # "In March, who ...", "what did she say on Monday about ...", "(Courier, March)"
    if re.match(rf"\W*(?:{AUX}|that)\b", after, re.I):
        return False
    told = _without(text, [*others, when.span]).strip(" ?.!,")
    if after and not re.match(r"(?:about|on|regarding|concerning|over|in|who|what)\b", after, re.I):
        return False
    if _OF_SAYING.search(told) or _ANY_OF_IT.search(told):
        return True
    return when.bounded and bool(_MATTER_BEHIND.search(told))


def _without(text: str, spans: Sequence[Span]) -> str:
    kept, at = [], 0
    for start, end in sorted(spans):
        kept.append(text[at : max(at, start)])
        at = max(at, end)
    joined = " ".join(" ".join([*kept, text[at:]]).split())
    bare = re.sub(r"\(\W*\)|\s+(?=[?.!,])", "", re.sub(r"\(\W*\)", "", joined)).strip(" ,;")
    return bare if re.search(r"\w", bare) else text
