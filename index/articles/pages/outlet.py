"""Who publishes a page."""

from __future__ import annotations

import re

from index.articles.pages.outlets import known, like_host, of_host
from index.articles.pages.page import SEPARATOR, Page, frames, plain

_BREAK = re.compile(SEPARATOR)


def outlet(page: Page, found: str | None) -> str | None:
    """Who publishes the page; ``found`` is what trafilatura makes of it."""
    suffix = _suffix(page)
    if found and any(plain(found) in plain(heading) for heading in page.headings):
        found = None  # the end of a headline with a colon, taken for a site's name
    offered = (page.meta("og:site_name"), page.said.publisher, known(page.host), page.meta("application-name"),
               page.meta("dc.publisher"), suffix, found)  # fmt: skip
    named = [one.strip() for one in offered if one and 1 < len(one.strip()) <= 80]
    named = [one for one in named if not re.match(r"https?://|@|\d+$", one)]
    best = next((one for one in named if not like_host(one)), None)
    return _BREAK.split(best)[0].strip() if best else next(iter(named), None) or page.host


def _suffix(page: Page) -> str | None:
    """The last part of the window's title (or the first, where the headline is last), where the rest of it is the
    headline or where it spells the host."""
    parts = [part.strip() for part in _BREAK.split(page.title_tag) if part.strip()]
    heads = [heading for heading in page.headings if frames(heading, page.title_tag)]
    heads = [heading for heading in heads if plain(heading) != plain(page.title_tag)]
    if len(parts) < 2:
        return None
    last = parts[0] if any(plain(heading).endswith(plain(parts[-1])) for heading in heads) else parts[-1]
    last = re.sub(r"\s*\([^)]*\)$", "", last)
    return last if len(last.split()) <= 6 and (heads or of_host(last, page.host)) else None
