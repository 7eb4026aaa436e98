"""From what the user named (file, folder, URL, ``-``) to articles."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from index.articles.dates import as_day
from index.articles.front_matter import front_matter
from index.articles.jsonl import read_lines
from index.articles.kinds import BY_SUFFIX, refuse_others, sniff
from index.articles.plain_text import described
from index.articles.records import MAX_BYTES, LoadFailure, Overrides, Raw, make_article, make_articles
from index.articles.text import decode
from index.errors import LoadError, WhoclaimsError
from index.schema import Article
from index.web import sandbox
from index.web.addresses import without_user

if TYPE_CHECKING:
    from index.web.fetch import Fetcher

_URL = re.compile(r"https?://", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([\w-]{1,40})", re.IGNORECASE)


def load(
    source: str,
    overrides: Overrides | None = None,
    *,
    fetcher: Fetcher | None = None,
    stdin: BinaryIO | None = None,
    follow_links: bool = False,
    by_place: bool = True,
    in_parts: bool = True,
) -> Iterator[Article | LoadFailure]:
    """Articles of ``source``: a file, a folder (searched in order of name), an http(s) URL, or ``-``.

    A symbolic link inside a folder that leads out of it is not followed, unless ``follow_links`` says so: whoever fills
    a folder does not choose what else of the machine is read.

    Yields a LoadFailure for each item that cannot be read, never raises for bad input. ``fetcher`` and ``stdin``
    stand in for the web and standard input. ``by_place``: a file that is edited stays the same article; False for
    files that only lie where they do for the moment. ``in_parts``: a text that is too long for one article gives one
    for each part of it; False to refuse it.
    """
    chosen = overrides or Overrides()
    try:
        if source == "-":
            yield from _stream(stdin or sys.stdin.buffer, "", chosen, "standard input", in_parts=in_parts)
        elif _URL.match(source):
            yield _web(source, chosen, fetcher)
        elif _SCHEME.match(source):
            raise LoadError(f"{without_user(source)}: only http and https addresses can be read")
        elif Path(source).is_dir():
            if chosen.url:
                raise LoadError(f"{source}: a folder holds many articles: they cannot all have the URL {chosen.url}")
            yield from _folder(Path(source), chosen, follow_links, by_place, in_parts)
        else:
            yield from _file(Path(source), chosen, by_place, in_parts)
    except (OSError, ValueError) as error:
        yield LoadFailure(without_user(source), f"{_line(without_user(source))}: {_reason(error)}")
    except WhoclaimsError as error:
        yield LoadFailure(without_user(source), _line(str(error)))


def _folder(
    folder: Path, overrides: Overrides, follow_links: bool, by_place: bool, in_parts: bool
) -> Iterator[Article | LoadFailure]:
    refused: list[OSError] = []
    found = False
    top = os.path.realpath(folder)
    walked = {top}
    for base, folders, names in os.walk(folder, onerror=refused.append, followlinks=follow_links):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and _once(base, name, walked))
        for name in sorted(names):
            path = Path(base, name)
            if path.suffix.lower() in BY_SUFFIX and not name.startswith("."):
                found = True
                try:
                    if path.exists() and not path.is_file():  # a pipe or a device: it might never end
                        raise LoadError(f"{path}: not a file")
                    if not follow_links and not _inside(path, top):
                        raise LoadError(f"{path}: a link that leads out of the folder (--follow-links reads it)")
                    yield from _file(path, overrides, by_place, in_parts)
                except (OSError, ValueError) as error:
                    yield LoadFailure(str(path), f"{_line(str(path))}: {_reason(error)}")
                except WhoclaimsError as error:
                    yield LoadFailure(str(path), _line(str(error)))
    for closed in refused:
        yield LoadFailure(str(closed.filename), f"{_line(str(closed.filename))}: {_reason(closed)}")
    if not found and not refused:
        raise LoadError(f"{folder}: no {', '.join(BY_SUFFIX)} file in this folder")


def _once(base: str, name: str, walked: set[str]) -> bool:
    """False for a folder that has been walked already: links may lead in a circle."""
    real = os.path.realpath(os.path.join(base, name))
    new = real not in walked
    walked.add(real)
    return new


def _inside(path: Path, top: str) -> bool:
    return not path.is_symlink() or os.path.realpath(path).startswith(os.path.join(top, ""))


def _file(path: Path, overrides: Overrides, by_place: bool, in_parts: bool) -> Iterator[Article | LoadFailure]:
    place = os.path.abspath(path) if by_place else None
    with path.open("rb") as stream:
        yield from _stream(stream, path.suffix, overrides, str(path), place, in_parts)


def _stream(
    stream: BinaryIO,
    suffix: str,
    overrides: Overrides,
    where: str,
    place: str | None = None,
    in_parts: bool = True,
) -> Iterator[Article | LoadFailure]:
    """Where the ``suffix`` of the name does not tell the kind, the content does."""
    kind = BY_SUFFIX.get(suffix.lower(), "")
    if kind == "jsonl":
        yield from read_lines(stream, overrides, where, in_parts)
        return
    data = _bounded(stream, where)
    refuse_others(data, suffix, where)
    kind = kind or sniff(data)
    if kind == "jsonl":
        yield from read_lines(io.BytesIO(data), overrides, where, in_parts)
    else:
        raw = replace(parse(data, kind, where), place=place)
        del data
        yield from make_articles(raw, overrides, where, in_parts)


def _bounded(stream: BinaryIO, where: str) -> bytes:
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        size = ""
        with suppress(OSError, ValueError):
            length = os.fstat(stream.fileno()).st_size
            size = f"{length / 1e6:,.0f} MB; " if length else ""
        raise LoadError(f"{where}: {size}one article may have {MAX_BYTES // 1_000_000} MB")
    if not data.strip():
        raise LoadError(f"{where}: empty")
    return data


def _web(url: str, overrides: Overrides, fetcher: Fetcher | None) -> Article:
    from index.web.fetch import fetch

    got = fetcher.fetch(url) if fetcher else fetch(url)
    raw = parse(got.content, got.kind, url, url=got.url, declared=got.charset)
    return make_article(raw, overrides, url)


def parse(data: bytes, kind: str, where: str, *, url: str | None = None, declared: str | None = None) -> Raw:
    """The article in ``data``, fetched from ``url`` or of a file. HTML and PDF are parsed in a child process.

    Raises LoadError.
    """
    note = ""
    notes: tuple[str, ...] = ()
    if kind == "pdf" or data.startswith(b"%PDF-"):
        fields = sandbox.parse("pdf", data, where)
    elif kind == "html":
        meta = _META_CHARSET.search(data[:4096])
        page = decode(data, where, declared or (meta.group(1).decode("ascii", "replace") if meta else None))
        note = page.note
        fields = sandbox.parse("html", page.text.encode("utf-8"), where, url=url)
    else:
        plain = decode(data, where, declared)
        notes = (plain.note,) if plain.note else ()
        given, body = front_matter(plain.text)
        day = as_day(given.get("published"))
        title, published = described(body)
        return Raw(
            body,
            title=given.get("title", title),
            outlet=given.get("outlet"),
            author=given.get("author"),
            published=day.isoformat() if day else published,
            url=given.get("url"),
            address=url,
            notes=notes,
            guessed="title" not in given,
        )
    text = fields.pop("text", None)
    notes = tuple(one for one in (note, fields.pop("note", None)) if one)
    return Raw(text=text or "", address=url, keyed=False, notes=notes, converted=True, guessed=kind != "html", **fields)


def _line(text: str) -> str:
    """On one line, whatever a file is called."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file"
    if isinstance(error, PermissionError):
        return "no permission to read this"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return _line(str(error))
