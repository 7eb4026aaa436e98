"""What a page's JSON-LD says of its article (schema.org)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from lxml.html import HtmlElement

_ARTICLES = ("article", "newsarticle", "blogposting", "report", "reportagenewsarticle", "analysisnewsarticle",
             "opinionnewsarticle", "backgroundnewsarticle", "askpublicnewsarticle", "reviewnewsarticle",
             "advertisercontentarticle", "liveblogposting", "socialmediaposting", "scholarlyarticle",
             "techarticle")  # fmt: skip
_DEEPEST = 12
_MOST_NODES = 5_000


@dataclass(frozen=True, slots=True)
class Described:
    """The article's own description; ``persons`` and ``organisations`` are its authors. ``kinds`` are all types of the
    page in small letters; ``free`` is False where the rest of the text has to be paid for."""

    headline: str | None = None
    body: str | None = None
    published: str | None = None
    persons: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    publisher: str | None = None
    free: bool | None = None
    kinds: frozenset[str] = field(default_factory=frozenset)


def described(tree: HtmlElement, heading: str) -> Described:
    """The description of the page's article: of several, the one with the page's ``heading`` as its headline."""
    nodes = list(_nodes(tree))
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 2}
    kinds = frozenset(kind for node in nodes for kind in _types(node))
    found = [node for node in nodes if set(_types(node)) & set(_ARTICLES)]
    if not found:
        return Described(kinds=kinds)
    same = [node for node in found if _text(node.get("headline")) and _text(node["headline"]) == heading]
    node = max(same or found, key=lambda one: bool(one.get("datePublished")) + bool(one.get("author")))
    persons, organisations = _authors(node.get("author"), by_id)
    return Described(
        headline=_text(node.get("headline")) or _text(node.get("name")),
        body=_body(node.get("articleBody")),
        published=_text(node.get("datePublished")) or _text(node.get("dateCreated")),
        persons=persons,
        organisations=organisations,
        publisher=_name(node.get("publisher"), by_id),
        free=_free(node.get("isAccessibleForFree")),
        kinds=kinds,
    )


def _nodes(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """Every object of every JSON-LD script, outermost first."""
    left = _MOST_NODES
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            value = json.loads((script.text or "").strip().strip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        stack = [(value, 0)]
        while stack and left > 0:
            one, depth = stack.pop()
            if isinstance(one, dict):
                left -= 1
                yield one
            below = one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()
            if depth < _DEEPEST:
                stack += [(item, depth + 1) for item in reversed(list(below)) if isinstance(item, (dict, list))]


def _types(node: dict[str, Any]) -> list[str]:
    given = node.get("@type")
    listed = given if isinstance(given, list) else [given]
    return [one.rpartition("/")[2].lower() for one in listed if isinstance(one, str)]


def _authors(value: Any, by_id: dict[str, dict[str, Any]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    persons: dict[str, None] = {}
    organisations: dict[str, None] = {}
    for one in value if isinstance(value, list) else [value]:
        name = _name(one, by_id)
        if name is None:
            continue
        kinds = _types(by_id.get(one["@id"], one)) if isinstance(one, dict) and "@id" in one else []
        kinds += _types(one) if isinstance(one, dict) else []
        (organisations if any("organi" in kind for kind in kinds) else persons)[name] = None
    return tuple(persons), tuple(organisations)


def _name(value: Any, by_id: dict[str, dict[str, Any]]) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        known = by_id.get(str(value.get("@id")), {})
        return _text(value.get("name")) or _text(known.get("name"))
    return _text(value)


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if not isinstance(value, str):
        return None
    return " ".join(unescape(value).split()) or None


def _body(value: Any) -> str | None:
    """Paragraphs stay; markup, which some sites leave in, goes."""
    if not isinstance(value, str) or not value.strip():
        return None
    body = unescape(value)
    if "</" in body or "<p>" in body or "<br" in body:
        from lxml import html

        tree = html.fromstring(f"<div>{body}</div>")
        for element in tree.iter("p", "br", "div"):
            element.tail = "\n\n" + (element.tail or "")
        body = str(tree.text_content())
    lines = [" ".join(line.split()) for line in body.splitlines()]
    return "\n".join(line for line in lines if line) or None


def _free(value: Any) -> bool | None:
    if isinstance(value, str):
        return {"true": True, "false": False}.get(value.strip().lower().rpartition("/")[2])
    return value if isinstance(value, bool) else None
