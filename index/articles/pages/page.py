"""A page taken apart, as title, author, date and outlet are read from it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from index.articles.pages import tree as trees
from index.articles.pages.json_ld import Described
from index.text.folding import fold

SEPARATOR = r"\s*(?:[|«»·•⁄∙]|::|--|\s[-–—:/~]\s|[:»|]\s)\s*"
"""What stands between a headline and a site's name in a window's title."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page taken apart: its cleaned tree, what it says of its article, its headings, its address and host."""

    tree: HtmlElement
    said: Described
    metas: tuple[tuple[str, str], ...]
    title_tag: str
    headings: tuple[str, ...]
    address: str | None

    @property
    def host(self) -> str | None:
        """The host of the address, without ``www.``."""
        try:
            return re.sub(r"^www\d?\.", "", urlsplit(self.address or "").hostname or "") or None
        except ValueError:
            return None

    def meta(self, *names: str) -> str | None:
        """The first of these that the page has."""
        return next((value for name in names for key, value in self.metas if key == name), None)


def metas(tree: HtmlElement) -> tuple[tuple[str, str], ...]:
    """(name in small letters, value) of each meta element."""
    found = []
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        value = " ".join((element.get("content") or element.get("value") or "").split())
        if name and value:
            found.append((name.strip().lower(), value))
    return tuple(found)


def headings(tree: HtmlElement) -> tuple[str, ...]:
    """The first-level headings, and where there are none those of the story by their class."""
    found = tree.xpath("//h1") or tree.xpath(
        "//*[contains(@class,'headline') or contains(@class,'entry-title')][not(self::body)][not(ancestor::a)]"
    )
    return tuple(text for text in (trees.words(one) for one in found[:20]) if 0 < len(text) <= 300)


def address(tree: HtmlElement, url: str | None) -> str | None:
    """Where the page was found, else where it says that it stands."""
    said = [e.get("href") for e in tree.xpath("//link[@rel='canonical']")]
    said += [value for name, value in metas(tree) if name == "og:url"]
    return url or next(
        (str(one).strip() for one in said if re.match(r"https?://[^\s/]+\.", str(one or "").strip())), None
    )


def plain(text: str) -> str:
    """For comparing: small letters, one kind of apostrophe, one blank between words."""
    return " ".join(text.replace("’", "'").replace("‘", "'").split()).lower()


def letters(text: str) -> str:
    """For comparing names: their letters and digits, without "The"."""
    return re.sub(r"[\W_]+", "", fold(text)).removeprefix("the")


def frames(heading: str, title: str) -> bool:
    """Is the heading what is left of a title when parts at its ends are cut off at separators?"""
    whole, part = plain(title), plain(heading)
    if len(part) < 8 or part not in whole:
        return False
    before, _, after = whole.partition(part)
    return all(not side or re.search(SEPARATOR, f" {side} ") is not None for side in (before, after))
