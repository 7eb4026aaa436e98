"""The day on which a page's story came out, as the page says it of this story; None where it does not."""

from __future__ import annotations

import re
from copy import deepcopy
from datetime import date
from urllib.parse import urlsplit

from index.articles.dates import as_day, latest
from index.articles.pages import tree as trees
from index.articles.pages.page import Page

_DATE_IN_ADDRESS = re.compile(
    r"(?<!\d)((?:19|20)\d\d)"
    r"(?:[/_.-](?:[A-Za-z]+[/_.-])?(\d{1,2}|[A-Za-z]{3,9})[/_.-](\d{1,2})(?!\d)|(\d\d)(\d\d)(?!\d))"
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_PUBLISHED = frozenset(
    "article:published_time og:article:published_time og:published_time datepublished date_published publish_date "
    "publish-date publishdate pub_date pubdate dc.date.issued dcterms.issued dcterms.created dc.date date "
    "sailthru.date parsely-pub-date article_date_original datecreated originalpublicationdate "
    "dcsext.articlefirstpublished cxenseparse:recs:publishtime".split()
)


def published(page: Page) -> str | None:
    """The day on which the story says that it came out, as an ISO date; None where nothing says it for this story."""
    in_address = date_in_address(page.address)
    for said in (page.said.published, *(value for name, value in page.metas if name in _PUBLISHED)):
        day = as_day(said)
        if day is not None:
            # The two may differ by a time zone; the address has the day as it was where the outlet is.
            near = in_address is not None and abs((in_address - day).days) <= 1
            return (in_address if near and in_address else day).isoformat()
    if in_address is not None:
        return in_address.isoformat()
    return _visible_date(page)


def date_in_address(url: str | None) -> date | None:
    """The day that an address names, as "/2026/05/04/", "/2026/may/4/" or "/20260504"."""
    for found in _DATE_IN_ADDRESS.finditer(urlsplit(url or "").path):
        year, month, day = found[1], found[2] or found[4], found[3] or found[5]
        number = int(month) if month.isdigit() else _month(month)
        try:
            at = date(int(year), number, int(day))
        except ValueError:
            continue
        if at <= latest():
            return at
    return None


def _month(name: str) -> int:
    """The number of a month by its name; 0 for other words."""
    return _MONTHS.index(name[:3].lower()) + 1 if name[:3].lower() in _MONTHS else 0


def _visible_date(page: Page) -> str | None:
    """The date that is marked as one beside the story, once what belongs to other stories is away."""
    from htmldate import find_date

    rest = deepcopy(page.tree)
    trees.without_asides(rest)
    trees.without_masthead(rest)
    marked = rest.xpath(
        "//*[@itemprop='datePublished']|//*[@pubdate]|//time[not(ancestor::li)]"
        "|//*[contains(@class,'publish') or contains(@class,'posted')][not(ancestor::li)]"
        "|//*[contains(@class,'date') or contains(@class,'time')][not(ancestor::li)]"
    )
    for element in marked[:60]:
        texts = (element.get("datetime"), element.get("content"), element.get("title"), trees.words(element))
        for text in texts:
            day = as_day(_bare(text)) or _in_other_words(text)
            if day is not None:
                return day.isoformat()
    for element in list(rest.iter("p", "li", "cite", "script")):  # the story's own sentences name many days
        if element.tag != "p" or len(trees.words(element)) > 120:
            element.drop_tree()
    found = find_date(rest, extensive_search=False, original_date=True)
    day = date.fromisoformat(found) if found else None
    return found if day and _written(day, trees.words(rest)) else None


def _bare(text: str | None) -> str | None:
    """A date's own words: "Posted on Aug 18th 2010 | 3:21 PM PDT" and the like."""
    if not text or len(text) > 90:
        return None
    text = re.sub(
        r"^\W*(?:(?:first |last )?(?:published|posted|updated|created|date|on|at)\b\W*)+", "", text, flags=re.I
    )
    text = re.sub(r"\s*[|–—•·]\s*", " ", text)
    return re.sub(r"\b(?:at|as of)\b", " ", text).strip()


def _in_other_words(text: str | None) -> date | None:
    """A day written in another language than English, by dateparser."""
    if not text or len(text) > 60 or not re.search(r"\b(19|20)\d\d\b", text) or not re.search(r"[^\W\d_]{3}", text):
        return None
    from dateparser import parse

    settings = {"REQUIRE_PARTS": ["day", "month", "year"], "RETURN_AS_TIMEZONE_AWARE": False}
    found = parse(re.sub(r"\W+\d\d?:\d\d.*$", "", text), settings=settings)
    return found.date() if found and found.date() <= latest() else None


def _written(day: date, text: str) -> bool:
    """Is that day there in words or figures, and not only its year or month?"""
    name, d, m, y = day.strftime("%b"), f"0?{day.day}", f"0?{day.month}", f"(?:{day.year}|{day:%y})"
    told_apart = day.day > 12 or day.day == day.month
    forms = (
        rf"{day.year}\W{m}\W{d}",
        *((rf"{d}\W{m}\W{y}", rf"{m}\W{d}\W{y}") if told_apart else ()),
        rf"{d}(?:st|nd|rd|th)?\W+{name}[a-z]*\W+{y}",
        rf"{name}[a-z]*\W+{d}(?:st|nd|rd|th)?\W+{y}",
    )
    return any(re.search(rf"(?<!\d){form}(?!\d)", text, re.IGNORECASE) for form in forms)
