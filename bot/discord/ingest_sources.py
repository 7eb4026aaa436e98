"""A link, a file or a text from a member -> articles in a space. Blocking; run in a thread."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.discord.error_replies import Refusal
from index.errors import InputError, UnknownArticle, WhoclaimsError
from index.schema import Added, Article, Status
from index.text.days import read_day

if TYPE_CHECKING:
    from index.articles import Overrides
    from index.store.library import Space

LINK = re.compile(r"https?://[^\s]+$", re.IGNORECASE)
SUFFIXES = frozenset({".txt", ".md", ".html", ".htm", ".pdf", ".jsonl"})


@dataclass(frozen=True, slots=True)
class Room:
    """How much may lie in an archive: articles, and claims (own voice included), which is what costs."""

    articles: int
    claims: int


@dataclass(frozen=True, slots=True)
class Bounds:
    """``place``: for all of an archive; ``member``: for what one person adds to it; ``characters``: of one article."""

    place: Room
    member: Room
    characters: int


@dataclass(frozen=True, slots=True)
class Details:
    """What the member says about the article; each wins over what the source says."""

    title: str | None = None
    outlet: str | None = None
    published: str | None = None


def day(text: str | None) -> str | None:
    """``text`` as an ISO date. Raises Refusal."""
    if not text or not text.strip():
        return None
    try:
        return read_day(text).isoformat()
    except ValueError:
        raise Refusal("`published` takes a date like 2026-05-31.") from None


Read = Article | Added


def from_link(url: str, details: Details) -> Iterator[Article | Added]:
    """The article at a link. Raises Refusal for what is no http(s) link: a path would name a file of the bot's host."""
    if not LINK.match(url):
        raise Refusal("`url` takes a link that begins with http:// or https://.")
    yield from _load(url, details)


def from_file(folder: Path, name: str, data: bytes, details: Details) -> Iterator[Article | Added]:
    """The article, or for JSONL the articles, of a file's bytes; ``folder`` is empty and of this call alone."""
    path = folder / name
    path.write_bytes(data)
    yield from _load(str(path), details)


def from_text(text: str, details: Details) -> Iterator[Article | Added]:
    """An article of exactly that text; the same text again is the same article. Raises LoadError."""
    from index.articles.records import Raw, make_article

    yield make_article(Raw(text=text), _overrides(details), "the text")


def _overrides(details: Details) -> Overrides:
    from index.articles import Overrides

    return Overrides(title=details.title, outlet=details.outlet, published=details.published)


def _load(source: str, details: Details) -> Iterator[Article | Added]:
    from index.articles import LoadFailure, load

    for one in load(source, _overrides(details), by_place=False, in_parts=False):
        if isinstance(one, LoadFailure):
            # the error names the item by its place on our disk; the member knows it by the name of the file
            name = one.source if LINK.match(source) else Path(source).name
            yield Added(one.id or name, None, None, Status.FAILED, error=one.error.replace(source, name))
        else:
            yield one


def put(space: Space, article: Article, bounds: Bounds, by: int) -> Added:
    """Add an article. What is beyond the bounds of the archive, or of what ``by`` added to it, fails with one line."""
    try:
        _fits(space, article, bounds, by)
        return space.add(article)
    except WhoclaimsError as error:
        return Added(article.id, article.title, article.outlet, Status.FAILED, error=str(error))


def _fits(space: Space, article: Article, bounds: Bounds, by: int) -> None:
    """Raises InputError where the article is too long, or new and the archive full."""
    if len(article.text) > bounds.characters:
        raise InputError(f"{len(article.text):,} characters; an article may have {bounds.characters:,} here")
    for whose, most, held in (
        ("this archive holds", bounds.place, space.holds()),
        ("you have added", bounds.member, space.holds(by)),
    ):
        if held[0] >= most.articles or held[1] >= most.claims:
            try:
                space.article(article.id)  # the same or a changed one takes no room
            except UnknownArticle:
                raise InputError(
                    f"{whose} {held[0]:,} articles with {held[1]:,} claims; {most.articles:,} and {most.claims:,} are "
                    f"the most: remove some first"
                ) from None


def find(space: Space, text: str) -> Article:
    """The article of that id, else the only one whose title holds the text. Raises UnknownArticle or Refusal."""
    try:
        return space.article(text)
    except UnknownArticle:
        found = space.articles(match=text, limit=2)
        if not found:
            raise
        if len(found) > 1:
            raise Refusal("Several articles match. Choose one from the list while you type.") from None
        return found[0]
