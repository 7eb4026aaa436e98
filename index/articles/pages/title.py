"""The headline of a page, without the site's own words around it."""

from __future__ import annotations

import re

from index.articles.pages.outlets import known, like_host, of_host
from index.articles.pages.page import SEPARATOR, Page, frames, letters, plain

_BREAK = re.compile(SEPARATOR)


def title(page: Page, outlet: str | None, found: str | None) -> str | None:
    """The headline without the site's own words around it; ``found`` is what trafilatura makes of the page."""
    marks = [one for one in page.headings if not _is_site(one, page, outlet)]
    said = (page.meta("og:title"), page.said.headline, page.meta("twitter:title"))
    # The window's title is often the site's; a page that describes itself nowhere still has its headline.
    # One of a word or two of which the window's title says more is a section's or a dateline's.
    telling = [one for one in marks if len(one.split()) > 2 or f"{plain(one)} " not in f"{plain(page.title_tag)} "]
    offered = (*said, *(telling[:1] if not any(said) else ()), page.title_tag, found)
    base = next((one.strip() for one in offered if one and one.strip()), None)
    if base is None or _is_site(base, page, outlet):
        return max(marks, key=len, default=base)
    for heading in marks:
        if frames(heading, base) or frames(heading, page.title_tag):
            return heading
    return _without_site(base, page, outlet)


def _without_site(base: str, page: Page, outlet: str | None) -> str:
    """Cut parts that name the site off both ends."""
    while True:
        breaks = list(_BREAK.finditer(base))
        if breaks and _is_site(base[breaks[-1].end() :], page, outlet) and breaks[-1].start() > 0:
            base = base[: breaks[-1].start()].rstrip()
        elif breaks and _is_site(base[: breaks[0].start()], page, outlet):
            base = base[breaks[0].end() :].lstrip()
        else:
            return base


def _is_site(part: str, page: Page, outlet: str | None) -> bool:
    part = part.strip()
    names = [one for one in (outlet, page.meta("og:site_name"), page.said.publisher, known(page.host)) if one]
    same = any(letters(part) == letters(one) or _opens(part, one) for one in names)
    return bool(part) and (same or like_host(part) or (len(part.split()) <= 6 and of_host(part, page.host)))


def _opens(part: str, name: str) -> bool:
    """ "TIME NewsFeed" for TIME.com, "CNN Politics" for CNN: at most two words more."""
    bare = re.sub(r"\.(com|net|org|co\.uk)$", "", name.strip(), flags=re.IGNORECASE)
    return len(part.split()) <= len(bare.split()) + 2 and letters(part).startswith(letters(bare)) and len(bare) >= 3
