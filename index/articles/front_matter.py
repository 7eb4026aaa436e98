"""What stands between "---" lines above a text: title, outlet, author, date, as site generators and notes have it."""

from __future__ import annotations

import re

_BLOCK = re.compile(r"\A\ufeff?---[ \t]*\n(?P<head>.{0,4000}?)\n---[ \t]*(?:\n|\Z)", re.S)
FIELDS = {
    "title": "title",
    "headline": "title",
    "outlet": "outlet",
    "publication": "outlet",
    "author": "author",
    "byline": "author",
    "published": "published",
    "date": "published",
    "url": "url",
    "link": "url",
}
"""Names of details in front matter, and what they are of an article. Others say nothing that is shown."""


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """(the details given, the text behind them); nothing and the whole text where none stand there.

    Only plain values count: a list of authors is their names with commas, a nested value is left out.
    """
    found = _BLOCK.match(text)
    if found is None:
        return {}, text
    import yaml

    try:
        given = yaml.load(found["head"], Loader=yaml.BaseLoader)  # noqa: S506  (its values are strings, never objects)
    except yaml.YAMLError:
        return {}, text
    if not isinstance(given, dict):
        return {}, text
    details = {}
    for key, value in given.items():
        field = FIELDS.get(str(key).strip().lower())
        one = _line(value)
        if field and one and field not in details:
            details[field] = one
    return (details, text[found.end() :]) if details else ({}, text)


def _line(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(filter(None, map(_line, value)))
    return " ".join(value.split()) if isinstance(value, str) else ""
