"""What a message holds, its own parts and those of a message that it forwards. Pure: no connection is used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

WRAPPED = re.compile(r"<(https?://[^\s<>]+)>", re.IGNORECASE)
BARE = re.compile(r"https?://[^\s<>\"`]+", re.IGNORECASE)
PAIRS = {")": "(", "]": "[", "}": "{"}
LINKS_MOST = 10


def parts(message: Any) -> list[Any]:
    """The message, then the snapshots of what it forwards."""
    return [message, *(getattr(message, "message_snapshots", None) or [])]


def words(message: Any) -> str:
    """All that is written in it: its text, then titles and descriptions of its embeds."""
    found = []
    for part in parts(message):
        found.append(part.content or "")
        for embed in part.embeds:
            found += [embed.title or "", embed.description or "", *(f"{f.name}: {f.value}" for f in embed.fields)]
    return "\n".join(one for one in found if one.strip())


def links(message: Any) -> list[str]:
    """Every link once, in order: those of the text, then those of the embeds."""
    found: list[str] = []
    for part in parts(message):
        found += in_text(part.content or "")
        for embed in part.embeds:
            found += [embed.url] if embed.url else []
            found += in_text(embed.description or "")
    return list(dict.fromkeys(found))[:LINKS_MOST]


def in_text(text: str) -> list[str]:
    """The links of a text: between angle marks as they stand, else without what the sentence around puts behind."""
    wrapped = {m.start(1): m[1] for m in WRAPPED.finditer(text)}
    return [wrapped.get(m.start(), _bare(m[0])) for m in BARE.finditer(text)]


def _bare(link: str) -> str:
    """``link`` without punctuation at its end; a bracket stays where the link itself opens it."""
    while link:
        last = link[-1]
        opens = PAIRS.get(last)
        if opens is not None and link.count(opens) >= link.count(last):
            return link
        if opens is None and last not in ".,;:!?'*_~|":
            return link
        link = link[:-1]
    return link


def attachments(message: Any) -> Iterator[Any]:
    """Every attached file."""
    for part in parts(message):
        yield from part.attachments
