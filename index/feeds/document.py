"""A feed's bytes to its items. Pure; runs in the sandbox's child process, since the bytes come from strangers."""

from __future__ import annotations

import io
import json
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from urllib.parse import urldefrag

from index.errors import LoadError

MAX_ITEMS = 500  # of one document; feeds hold 10 to 100


@dataclass(frozen=True, slots=True)
class Item:
    """One entry. ``guid`` is the publisher's own key, or the URL where there is none; ``published`` an ISO time."""

    guid: str
    url: str
    title: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A feed as it was read: its title, and the entries that link to a page, in the feed's order."""

    title: str | None
    items: tuple[Item, ...]


def parse(content: bytes, url: str) -> Document:
    """RSS, RDF or Atom, read by feedparser; relative links are resolved against ``url``. Raises LoadError."""
    import feedparser

    # A stream, because feedparser takes a string for a file name or an address and opens it.
    found = feedparser.parse(io.BytesIO(content), response_headers={"content-location": url})
    if not found.get("version"):
        raise LoadError("not a feed")
    items = []
    for entry in found.entries[:MAX_ITEMS]:
        link = urldefrag(str(entry.get("link") or "")).url
        if not link.lower().startswith(("http://", "https://")) or len(link) > 2000 or not link.isprintable():
            continue
        moment = entry.get("published_parsed") or entry.get("updated_parsed")
        published = None
        if moment:
            try:  # by datetime, because strftime also writes years that are none
                published = datetime(*moment[:6]).isoformat() + "Z"
            except (ValueError, TypeError):
                published = None
        guid = _line(entry.get("id"), 1000) or link
        items.append(Item(guid, link, _line(entry.get("title")), published))
    return Document(_line(found.feed.get("title")), tuple(items))


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
    import feedparser  # noqa: F401


def read(content: bytes, url: str) -> dict[str, str | None]:
    """``parse`` and ``to_fields`` in one: what the sandbox runs."""
    return to_fields(parse(content, url))


def to_fields(document: Document) -> dict[str, str | None]:
    """The document as the sandbox hands it over."""
    return {"title": document.title, "items": json.dumps([asdict(item) for item in document.items])}


def from_fields(fields: dict[str, str | None]) -> Document:
    """The document as it was before ``to_fields``."""
    return Document(fields.get("title"), tuple(Item(**item) for item in json.loads(fields.get("items") or "[]")))


def _line(value: object, most: int = 300) -> str | None:
    """On one line, without the NULs and lone surrogates that no database keeps."""
    text = " ".join(str(value or "").replace("\0", "").encode("utf-8", "ignore").decode("utf-8").split())
    return text[:most] or None
