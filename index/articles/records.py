"""What a loader reads and yields, and how an Article is made of it: one place for ids, limits and checks."""

from __future__ import annotations

import email.utils
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from index.articles.identity import canonical, derived_id, made, part_id, place_id
from index.errors import LoadError
from index.schema import DETAILS, Article, Origin
from index.text.days import read_day

MAX_BYTES = 20_000_000  # of one file, line of a JSONL file, or standard input
MAX_TEXT = 2_000_000  # code points of one article: about 350,000 words, more than any article has
PART = 100_000  # code points of a part of a longer text (a book, a court's file, a transcript), which is no one article
MAX_FIELD = 2_000  # code points of any other field
MAX_ID = 200


@dataclass(frozen=True, slots=True)
class Overrides:
    """Metadata given by the user, put in place of what the source says."""

    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class LoadFailure:
    """An item that could not be read. ``error`` is one line naming what is wrong and where."""

    source: str
    error: str
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Raw:
    """What a loader found, unchecked. ``url`` is what the source says of itself, ``address`` where it was fetched.

    ``keyed``: a record of a collection (a line of JSONL), known by its ``url`` among such records where it has no id.
    ``place`` is the absolute path of a file of the user's own. ``notes``, ``converted``, ``guessed``: see ``Origin``.
    """

    text: str
    id: str | None = None
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None
    address: str | None = None
    keyed: bool = False
    notes: tuple[str, ...] = ()
    converted: bool = False
    guessed: bool = False
    place: str | None = None


def make_article(raw: Raw, overrides: Overrides, where: str, *, restored: bool = False) -> Article:
    """Check the fields, apply the overrides and give the article its id.

    An id of its own is kept; else it follows from the address that was fetched or is given by the user, else from the
    place of the user's own file, else from the text, so that the same article always gets the same one. What a file
    says of its address is kept and identifies nothing, or one file could take the place of an article that was fetched;
    ids of the kind that is made here are kept where they are ``restored`` (from an export). Raises LoadError, its
    message opening with ``where``.
    """
    if not raw.text.strip():
        raise LoadError(f"{where}: no text")
    if len(raw.text) > MAX_TEXT:
        raise LoadError(f"{where}: {len(raw.text):,} characters; an article may have {MAX_TEXT:,}")
    check_characters(raw.text, "text", where)
    fields = {
        name: _field(getattr(overrides, name) or getattr(raw, name), name, where)
        for name in ("title", "outlet", "author")
    }
    said = overrides.published or raw.published
    published = iso_date(said, where) if said and said.strip() else None
    address = _url(overrides.url or raw.address, where)
    url = address or _url(raw.url, where)
    own = _id(raw.id, where)
    if own is not None and not restored and made(own):
        own = None
    if own is None and address is None and raw.keyed and url is not None:
        own = derived_id(url, raw.text, "file")
    if own is None and address is None and raw.place is not None:
        own = place_id(raw.place)
    given = frozenset(name for name in DETAILS if name != "url" and getattr(overrides, name))
    return Article(
        id=own or derived_id(address, raw.text),
        text=raw.text,
        published=published,
        url=url,
        located=address is not None,
        origin=Origin(where, raw.notes, raw.converted, given, restored or raw.keyed, raw.guessed),
        **fields,
    )


def make_articles(raw: Raw, overrides: Overrides, where: str, in_parts: bool = True) -> Iterator[Article]:
    """As ``make_article``; ``in_parts``: a text of more than ``MAX_TEXT`` code points gives one for each part of it.

    Parts end where a paragraph ends, if one does, and are their texts one after the other. Each is known by the id of
    the whole and its number, so that a part that is stored is not read again. Raises LoadError.
    """
    if len(raw.text) <= MAX_TEXT or not in_parts:
        yield make_article(raw, overrides, where)
        return
    bounds = [(start, end) for start, end in _parts(raw.text) if raw.text[start:end].strip()]
    if not bounds:
        raise LoadError(f"{where}: no text")
    whole = make_article(replace(raw, text=raw.text[: bounds[0][1]]), overrides, where)
    of_text = made(whole.id) and whole.id.startswith("text-")
    base = (derived_id(None, raw.text) if of_text else whole.id)[: MAX_ID - 20]
    told = f"{len(raw.text):,} characters are too long for one article: stored as {len(bounds)}, one a part"
    for number, (start, end) in enumerate(bounds, start=1):
        text = raw.text[start:end]
        check_characters(text, "text", where)
        part = f"part {number}"  # not of how many: that changes, and a part that stays would have to be read again
        notes = (told, *whole.origin.notes) if number == 1 else ()
        yield replace(
            whole,
            id=part_id(base, number),
            text=text,
            title=f"{whole.title} ({part})" if whole.title else part.capitalize(),
            located=False,  # the address is that of all parts: none of them takes the place of the others
            origin=replace(whole.origin, notes=notes, converted=True, part=(base, number, len(bounds))),
        )


# Where a text may be cut, the best first: behind a paragraph, a line, a sentence, a word.
_ENDS = tuple(re.compile(pattern) for pattern in (r"\n[^\S\n]*\n\s*", r"\n\s*", r"[.!?][\"'”’)]*\s+", r"\s+"))


def _parts(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    while len(text) - start > PART:
        end = _cut(text, start + PART // 2, start + PART)
        yield start, end
        start = end
    yield start, len(text)


def _cut(text: str, low: int, high: int) -> int:
    """The last place between two at which a text is best cut."""
    for end in _ENDS:
        at = 0
        for found in end.finditer(text, low, high):
            at = found.end()
        if at:
            return at
    return high


def iso_date(value: str, where: str) -> str:
    """An ISO date or date-time as given, or an RFC 2822 date (as in feeds) turned into one. Raises LoadError."""
    value = value.strip()
    try:
        if len(value) == 10:
            return read_day(value).isoformat()
        datetime.fromisoformat(value)
    except ValueError:
        try:
            return email.utils.parsedate_to_datetime(value).isoformat()
        except (ValueError, TypeError, IndexError, OverflowError):
            raise LoadError(
                f"{where}: published: {shown(value)} is no ISO date such as 2026-03-04 or 2026-03-04T09:30:00Z"
            ) from None
    return value


def check_characters(value: str, name: str, where: str) -> None:
    """Refuse what no text holds and no database keeps: NUL and lone surrogates. Raises LoadError."""
    at = value.find("\0")
    if at >= 0:
        raise LoadError(f"{where}: {name} holds a NUL character at {at}: binary data?")
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise LoadError(f"{where}: {name} holds half a surrogate pair at {error.start}: no valid Unicode") from None


def shown(value: str, limit: int = 60) -> str:
    """A value for an error line: quoted, on one line, short."""
    return repr(value if len(value) <= limit else value[:limit] + "…")


def _field(value: str | None, name: str, where: str) -> str | None:
    if value is None or not value.strip():
        return None
    value = value.strip()
    if len(value) > MAX_FIELD:
        raise LoadError(f"{where}: {name} has {len(value):,} characters; it may have {MAX_FIELD:,}")
    check_characters(value, name, where)
    return value


def _id(value: str | None, where: str) -> str | None:
    if value is None or not value.strip():
        return None
    if len(value) > MAX_ID or not value.isprintable():
        raise LoadError(f"{where}: id {shown(value)} must be printable and have at most {MAX_ID} characters")
    return value


def _url(value: str | None, where: str) -> str | None:
    value = _field(value, "url", where)
    if value is None:
        return None
    try:
        parts = urlsplit(value)
        good = parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        good = False
    if not good or not value.isprintable() or " " in value:
        raise LoadError(f"{where}: url {shown(value)} must be an http or https address")
    return canonical(value)
