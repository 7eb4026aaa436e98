"""A feed's bytes to its items. Pure; runs in the sandbox's child process, since the bytes come from strangers."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from html import escape
from urllib.parse import urldefrag, urljoin

from index.articles.identity import canonical
from index.errors import LoadError

MAX_ITEMS = 500  # of one document; feeds hold 10 to 100
MAX_CONTENT = 500_000  # characters of one entry's own text
LEAST_WORDS = 60  # of a story that a feed brings whole
KINDS = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"})


@dataclass(frozen=True, slots=True)
class Item:
    """One entry. ``guid`` is the publisher's own key, or the URL where there is none; ``published`` an ISO time.

    ``content`` is the markup of the whole story, where the feed brings it.
    """

    guid: str
    url: str
    title: str | None = None
    published: str | None = None
    content: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A feed as it was read: its title, and the entries that link to a page, in the feed's order.

    ``without_link`` is the number of the others.
    """

    title: str | None
    items: tuple[Item, ...]
    without_link: int = 0


def parse(content: bytes, url: str) -> Document:
    """RSS, RDF or Atom, read by feedparser, or JSON Feed; relative links are resolved against ``url``.

    Raises LoadError.
    """
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _json_feed(content, url)
    import feedparser

    # A stream, because feedparser takes a string for a file name or an address and opens it.
    found = feedparser.parse(io.BytesIO(content), response_headers={"content-location": url})
    if not found.get("version"):
        raise LoadError("not a feed")
    items, without = [], 0
    for entry in found.entries[:MAX_ITEMS]:
        link = _link(entry.get("link"))
        if link is None:
            without += 1
            continue
        moment = entry.get("published_parsed") or entry.get("updated_parsed")
        published = None
        if moment:
            try:  # by datetime, because strftime also writes years that are none
                published = datetime(*moment[:6]).isoformat() + "Z"
            except (ValueError, TypeError):
                published = None
        guid = _line(entry.get("id"), 1000) or link
        whole = max((str(one.get("value") or "") for one in entry.get("content") or ()), key=len, default="")
        items.append(Item(guid, link, _line(entry.get("title")), published, _markup(whole)))
    return Document(_line(found.feed.get("title")), tuple(items), without)


def _json_feed(content: bytes, url: str) -> Document:
    """JSON Feed, versions 1 and 1.1 (jsonfeed.org)."""
    try:
        feed = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise LoadError("not a feed") from None
    listed = feed.get("items") if isinstance(feed, dict) and "jsonfeed.org" in str(feed.get("version")) else None
    if not isinstance(listed, list):
        raise LoadError("not a feed")
    items, without = [], 0
    for entry in listed[:MAX_ITEMS]:
        entry = entry if isinstance(entry, dict) else {}
        link = (
            _link(urljoin(url, str(entry.get("url") or entry.get("external_url") or "")))
            if (entry.get("url") or entry.get("external_url"))
            else None
        )
        if link is None:
            without += 1
            continue
        text = str(entry.get("content_text") or "")
        paragraphs = "".join(f"<p>{escape(part)}</p>" for part in text.split("\n") if part.strip())
        whole = _markup(str(entry.get("content_html") or "") or paragraphs)
        guid = _line(entry.get("id"), 1000) or link
        items.append(Item(guid, link, _line(entry.get("title")), _moment(entry.get("date_published")), whole))
    return Document(_line(feed.get("title")), tuple(items), without)


def _moment(value: object) -> str | None:
    try:
        return datetime.fromisoformat(str(value)).isoformat() if isinstance(value, str) else None
    except ValueError:
        return None


def _link(value: object) -> str | None:
    """An address of the web, without what only says who passed it on."""
    link = urldefrag(str(value or "")).url
    if not link.lower().startswith(("http://", "https://")) or len(link) > 2000 or not link.isprintable():
        return None
    try:
        return canonical(link)
    except ValueError:
        return None


def _markup(value: str) -> str | None:
    """The whole story, if that is what it is: a line or two are a summary."""
    value = value.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")
    words = len(re.sub(r"<[^>]*>", " ", value).split())
    return value[:MAX_CONTENT] if words >= LEAST_WORDS else None


def alternates(content: bytes, url: str) -> dict[str, str | None]:
    """The addresses of the feeds that a page names, in its order: what the sandbox runs."""
    from lxml import html

    try:
        tree = html.fromstring(content, parser=html.HTMLParser(encoding="utf-8"))
    except (ValueError, html.etree.ParserError):
        return {"feeds": "[]"}
    found = []
    for link in tree.iter("link"):
        kind = (link.get("type") or "").lower().split(";")[0].strip()
        if "alternate" in (link.get("rel") or "").lower().split() and kind in KINDS:
            at = _link(urljoin(url, (link.get("href") or "").strip()))
            if at:
                found.append(at)
    return {"feeds": json.dumps(list(dict.fromkeys(found))[:20])}


def unseen(items: Iterable[Item], seen: Collection[str]) -> list[Item]:
    """The items of which neither guid nor URL is among ``seen``, each once, oldest first as feeds list newest first."""
    known = set(seen)
    new = []
    for item in items:
        if item.guid not in known and item.url not in known:
            new.append(item)
        known |= {item.guid, item.url}
    return new[::-1]


def warm(task: str) -> None:
    """Import the parser's library, outside the limits of a file."""
    if task == "read":
        import feedparser  # noqa: F401


def read(content: bytes, url: str) -> dict[str, str | None]:
    """``parse`` and ``to_fields`` in one: what the sandbox runs."""
    return to_fields(parse(content, url))


def to_fields(document: Document) -> dict[str, str | None]:
    """The document as the sandbox hands it over."""
    items = json.dumps([asdict(item) for item in document.items])
    return {"title": document.title, "items": items, "without_link": str(document.without_link)}


def from_fields(fields: dict[str, str | None]) -> Document:
    """The document as it was before ``to_fields``."""
    items = tuple(Item(**item) for item in json.loads(fields.get("items") or "[]"))
    return Document(fields.get("title"), items, int(fields.get("without_link") or 0))


def _line(value: object, most: int = 300) -> str | None:
    """On one line, without the NULs and lone surrogates that no database keeps."""
    text = " ".join(str(value or "").replace("\0", "").encode("utf-8", "ignore").decode("utf-8").split())
    return text[:most] or None
