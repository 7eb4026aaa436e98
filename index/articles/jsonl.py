"""One article per line of JSON: ``id``, ``title``, ``outlet``, ``author``, ``published``, ``url``, ``text``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from index.articles.records import MAX_BYTES, LoadFailure, Overrides, Raw, make_articles, shown
from index.errors import LoadError
from index.schema import DETAILS, Article

_FIELDS = ("id", *DETAILS)
_TYPES = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}


def read_lines(
    stream: BinaryIO, overrides: Overrides, where: str, in_parts: bool = True
) -> Iterator[Article | LoadFailure]:
    """An article or a failure for each line that is not blank; lines are read one at a time."""
    seen: dict[str, int] = {}
    number = 0
    while line := stream.readline(MAX_BYTES + 1):
        number += 1
        place = f"{where}, line {number}"
        if len(line) > MAX_BYTES:
            while line and not line.endswith(b"\n"):
                line = stream.readline(MAX_BYTES)
            yield LoadFailure(place, f"{place}: more than {MAX_BYTES // 1_000_000} MB")
            continue
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if not line.strip():
            continue
        given: str | None = None
        try:
            raw = parse_line(line, place)
            given = raw.id
            if overrides.url and seen:
                raise LoadError(f"{place}: only one article can have the URL {overrides.url}")
            made = make_articles(raw, overrides, place, in_parts)
            first = next(made)
            if given is not None and first.id in seen:
                raise LoadError(f"{place}: id {shown(first.id)} stands already on line {seen[first.id]}")
            seen.setdefault(first.id, number)
            yield first
            yield from made
        except LoadError as error:
            yield LoadFailure(place, str(error), given)
    if not number:
        yield LoadFailure(where, f"{where}: empty")


def parse_line(line: bytes, where: str) -> Raw:
    """The fields of one line; unknown ones are ignored, null is as good as missing. Raises LoadError."""
    try:
        value = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise LoadError(f"{where}: not UTF-8 at byte {error.start}") from None
    except json.JSONDecodeError as error:
        raise LoadError(f"{where}: not JSON at column {error.colno}: {error.msg}") from None
    except (ValueError, RecursionError):
        raise LoadError(f"{where}: not usable JSON: a number too long or nested too deep") from None
    if not isinstance(value, dict):
        raise LoadError(f"{where}: not a JSON object with a field text")
    if value.get("text") is None:
        raise LoadError(f"{where}: no field text")
    for name in ("text", *_FIELDS):
        item = value.get(name)
        if item is not None and not isinstance(item, str):
            raise LoadError(f"{where}: field {name} must be a string, not {_TYPES.get(type(item), 'this')}")
    id, title, outlet, author, published, url = (value.get(name) for name in _FIELDS)
    return Raw(value["text"], id, title, outlet, author, published, url, keyed=True)
