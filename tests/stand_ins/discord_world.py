"""The people and places of the stand-in of Discord, and the payloads that describe them on the gateway."""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

APP_ID, BOT_ID = 900_000_000_000_000_001, 900_000_000_000_000_002
TOKEN = "stand-in-bot-token.never-to-be-logged"
MANAGE_MESSAGES, MANAGE_GUILD, SEND = 1 << 13, 1 << 5, (1 << 11) | (1 << 10)
MEMBER = SEND
MODERATOR = SEND | MANAGE_MESSAGES
ADMIN = MODERATOR | MANAGE_GUILD
EPOCH = 1420070400000

_counter = itertools.count(1)


def snowflake() -> int:
    """A fresh id that carries the present time, as Discord's do."""
    return (int(time.time() * 1000) - EPOCH) << 22 | (next(_counter) & 0x3FFFFF)


@dataclass
class User:
    name: str
    permissions: int = MEMBER
    roles: tuple[int, ...] = ()
    id: int = field(default_factory=snowflake)

    def payload(self) -> Json:
        return {
            "id": str(self.id),
            "username": self.name,
            "discriminator": "0",
            "global_name": self.name.title(),
            "avatar": None,
        }

    def member(self) -> Json:
        return {
            "user": self.payload(),
            "roles": [str(role) for role in self.roles],
            "joined_at": "2026-01-01T00:00:00+00:00",
            "permissions": str(self.permissions),
            "deaf": False,
            "mute": False,
            "flags": 0,
        }


@dataclass
class Guild:
    name: str
    id: int = field(default_factory=snowflake)
    channel: int = field(default_factory=snowflake)
    other_channel: int = field(default_factory=snowflake)
    role: int = field(default_factory=snowflake)

    def channels(self) -> list[Json]:
        return [
            {"id": str(one), "type": 0, "name": name, "position": at, "permission_overwrites": [], "nsfw": False}
            for at, (one, name) in enumerate([(self.channel, "news"), (self.other_channel, "off-topic")])
        ]

    def roles(self) -> list[Json]:
        base = {"color": 0, "hoist": False, "position": 0, "managed": False, "mentionable": False, "flags": 0}
        return [
            {"id": str(self.id), "name": "@everyone", "permissions": str(MEMBER), **base},
            {"id": str(self.role), "name": "Archivists", "permissions": str(MEMBER), **base, "position": 1},
        ]

    def payload(self) -> Json:
        return {
            "id": str(self.id),
            "name": self.name,
            "owner_id": str(BOT_ID + 1),
            "unavailable": False,
            "member_count": 3,
            "channels": self.channels(),
            "roles": self.roles(),
            "members": [],
            "threads": [],
            "emojis": [],
            "stickers": [],
            "features": [],
            "presences": [],
            "voice_states": [],
            "stage_instances": [],
            "guild_scheduled_events": [],
            "verification_level": 0,
            "default_message_notifications": 0,
            "explicit_content_filter": 0,
            "mfa_level": 0,
            "system_channel_flags": 0,
            "preferred_locale": "en-US",
            "premium_tier": 0,
            "nsfw_level": 0,
            "afk_timeout": 300,
        }


BOT_USER: Json = {
    "id": str(BOT_ID),
    "username": "whoclaims",
    "discriminator": "0",
    "global_name": None,
    "avatar": None,
    "bot": True,
}
APPLICATION: Json = {
    "id": str(APP_ID),
    "name": "whoclaims",
    "icon": None,
    "description": "",
    "bot_public": True,
    "bot_require_code_grant": False,
    "verify_key": "00",
    "flags": 0,
    "owner": BOT_USER,
    "team": None,
    "summary": "",
    "hook": True,
}


def message(
    *, channel: int, author: Json, content: str = "", id: int | None = None, attachments: list[Json] | None = None
) -> Json:
    """A message as the gateway and the REST side describe it."""
    return {
        "id": str(id or snowflake()),
        "channel_id": str(channel),
        "author": author,
        "content": content,
        "timestamp": "2026-05-01T12:00:00+00:00",
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": attachments or [],
        "embeds": [],
        "components": [],
        "pinned": False,
        "type": 0,
        "flags": 0,
    }


def interaction(kind: int, user: User, guild: Guild | None, data: Json, **more: Any) -> Json:
    """An INTERACTION_CREATE payload of type ``kind``.

    ``more``: channel (id), installs (the integration owners; by default the guild, or the user in a direct message),
    message, locale, token, id.
    """
    channel_id = more.get("channel") or (guild.channel if guild else user.id + 1)
    owners = {"0": str(guild.id)} if guild else {"1": str(user.id)}
    body: Json = {
        "id": str(more.get("id") or snowflake()),
        "application_id": str(APP_ID),
        "type": kind,
        "data": data,
        "token": more["token"],
        "version": 1,
        "channel_id": str(channel_id),
        "channel": {
            "id": str(channel_id),
            "type": 0 if guild else 1,
            "name": "news",
            "permissions": str(user.permissions),
        },
        "locale": more.get("locale", "en-US"),
        "app_permissions": str(SEND),
        "entitlements": [],
        "authorizing_integration_owners": more.get("installs") or owners,
        "context": 0 if guild else 1,
        "attachment_size_limit": 10 * 1024 * 1024,
    }
    if guild is None:
        body["user"] = user.payload()
        body["channel"] |= {"recipients": [user.payload()], "last_message_id": None}
    else:
        body["channel"] |= {"position": 0, "permission_overwrites": [], "nsfw": False, "guild_id": str(guild.id)}
        body |= {"member": user.member(), "guild_id": str(guild.id), "guild_locale": "en-US"}
        body["guild"] = {"id": str(guild.id), "features": [], "locale": "en-US"}
    if "message" in more:
        body["message"] = more["message"]
    return body
