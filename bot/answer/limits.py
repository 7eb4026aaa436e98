"""What a search was narrowed to, in words. Pure."""

from __future__ import annotations

from bot.answer.quotation import plain
from index.schema import Filter


def phrase(within: Filter) -> str:
    """What the filter asks of articles, after a noun: " in The Courier published since 2026-02-15"; "" for nothing."""
    parts = []
    if within.article_ids:
        parts.append(f" ({', '.join(plain(key) for key in within.article_ids[:3])})")
    if within.outlets:
        parts.append(f" in {' or '.join(plain(outlet) for outlet in within.outlets[:4])}")
    if within.since or within.until:
        parts.append(f" published {_days(within.since, within.until)}")
    return "".join(parts)


def told(within: Filter) -> list[str]:
    """A note on what dates and outlets were taken for, none where nothing was narrowed."""
    notes = []
    if within.outlets:
        notes.append(f"only articles in {' or '.join(plain(outlet) for outlet in within.outlets[:4])}")
    if within.since or within.until:
        notes.append(f"only articles published {_days(within.since, within.until)}; those without a date are left out")
    return notes


def _days(since: str | None, until: str | None) -> str:
    if since and until:
        return f"on {since}" if since == until else f"from {since} to {until}"
    return f"since {since}" if since else f"until {until}"
