"""One interaction as the stand-in of Discord keeps it: what was asked, what came back, and when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.stand_ins.discord_rules import EPHEMERAL

Json = dict[str, Any]


@dataclass
class Exchange:
    """Written by the stand-in's thread, read by the tests. Times are those of the stand-in's clock, in seconds."""

    id: int
    token: str
    kind: int
    payload: Json
    sent: float
    ephemeral: bool = False
    first: Json | None = None
    first_at: float | None = None
    original: Json | None = None  # the message that the first response made or changed
    messages: dict[str, Json] = field(default_factory=dict)  # every message of this token, by id
    edits: list[Json] = field(default_factory=list)
    followups: list[Json] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    last_at: float = 0.0
    deleted: bool = False

    @property
    def answered(self) -> bool:
        """True once the user sees more than "thinking"."""
        if self.first is None:
            return False
        return bool(self.first["type"] not in (5, 6) or self.edits or self.followups or self.deleted)

    @property
    def message(self) -> Json:
        """The message that the user looks at last."""
        assert self.original is not None, f"no message yet: {self.first}"
        return self.original

    @property
    def choices(self) -> list[Json]:
        """Autocomplete choices."""
        assert self.first is not None
        assert self.first["type"] == 8
        return list(self.first["data"]["choices"])

    @property
    def modal(self) -> Json:
        """The modal that was opened."""
        assert self.first is not None
        assert self.first["type"] == 9, self.first
        return dict(self.first["data"])

    @property
    def text(self) -> str:
        """All words of the last message and of every follow-up."""
        parts = [words(one) for one in ([self.original] if self.original else []) + self.followups]
        return "\n".join(parts)

    @property
    def private(self) -> bool:
        """True where only the caller sees the last message."""
        return bool((self.message.get("flags") or 0) & EPHEMERAL)

    def buttons(self) -> list[Json]:
        """The buttons of the last message that can be pressed."""
        return [one for one in walk(self.message) if one.get("type") == 2 and "custom_id" in one]

    def button(self, starts: str) -> Json:
        """The first button whose label starts with ``starts``."""
        for one in self.buttons():
            if str(one.get("label", "")).startswith(starts):
                return one
        raise AssertionError(f"no button {starts!r} among {[one.get('label') for one in self.buttons()]}")


def walk(message: Json) -> Iterator[Json]:
    """Every component of a message, in the order a reader meets them."""
    stack = list(reversed(message.get("components") or []))
    while stack:
        one = stack.pop()
        yield one
        inner = list(one.get("components") or [])
        inner += [one[key] for key in ("accessory", "component") if isinstance(one.get(key), dict)]
        stack.extend(reversed(inner))


def words(message: Json) -> str:
    """All text that a reader of the message sees, buttons left out."""
    parts = [message.get("content") or ""]
    parts += [one["content"] for one in walk(message) if one.get("type") == 10]
    for embed in message.get("embeds") or []:
        parts += [embed.get("title") or "", embed.get("description") or ""]
    return "\n".join(part for part in parts if part)
