"""Limits that Discord enforces and that its OpenAPI document leaves out, or that must hold without the document.

Pure functions: a request body in, the faults found in it out, one line each. The figures are those of Discord's
developer pages (Messages, Components, Application Commands, Receiving and Responding).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]

CONTENT, EMBEDS_TEXT, EMBEDS = 2000, 6000, 10
V2_FLAG, EPHEMERAL = 1 << 15, 1 << 6
V2_TEXT, V2_COMPONENTS = 4000, 40
CHOICES, COMMAND_TEXT, OPTIONS = 25, 8000, 25
ATTACHMENT_BYTES = 10 * 1024 * 1024

MESSAGE_KEYS = set(
    "content embeds allowed_mentions components attachments flags tts poll username avatar_url thread_name"
    " applied_tags".split()
)
CHANNEL_KEYS = MESSAGE_KEYS | {"nonce", "enforce_nonce", "message_reference", "sticker_ids"}
EMBED_KEYS = set(
    "title type description url timestamp color footer image thumbnail video provider author fields".split()
)
EMBED_LIMITS = {"title": 256, "description": 4096}
COMPONENT_KEYS: dict[int, set[str]] = {
    1: {"components"},
    2: {"style", "label", "emoji", "custom_id", "sku_id", "url", "disabled"},
    3: {"custom_id", "options", "placeholder", "min_values", "max_values", "required", "disabled"},
    4: {"custom_id", "style", "label", "min_length", "max_length", "required", "value", "placeholder"},
    5: {"custom_id", "placeholder", "default_values", "min_values", "max_values", "required", "disabled"},
    9: {"components", "accessory"},
    10: {"content"},
    11: {"media", "description", "spoiler"},
    12: {"items"},
    13: {"file", "spoiler"},
    14: {"divider", "spacing"},
    17: {"components", "accent_color", "spoiler"},
    18: {"label", "description", "component"},
    19: {"custom_id", "min_values", "max_values", "required"},
}
COMMAND_KEYS = set(
    "id type name name_localizations description description_localizations options default_member_permissions"
    " dm_permission nsfw integration_types contexts handler".split()
)
OPTION_KEYS = set(
    "type name name_localizations description description_localizations required choices options channel_types"
    " min_value max_value min_length max_length autocomplete".split()
)
CHAT_NAME = re.compile(r"^[-_'\w]{1,32}$")


def too_long(where: str, value: Any, most: int, least: int = 0) -> Iterator[str]:
    if value is None:
        return
    if not isinstance(value, str):
        yield f"{where}: {type(value).__name__} where text is due"
    elif len(value) > most:
        yield f"{where}: {len(value)} characters, at most {most}"
    elif len(value) < least:
        yield f"{where}: {len(value)} characters, at least {least}"


def unknown(where: str, body: Json, known: set[str]) -> Iterator[str]:
    for key in sorted(set(body) - known):
        yield f"{where}: unknown key {key!r}"


def components(body: Json) -> Iterator[Json]:
    """Every component of a message or modal, depth first."""
    stack = list(reversed(body.get("components") or []))
    while stack:
        one = stack.pop()
        yield one
        inner = list(one.get("components") or [])
        inner += [one[key] for key in ("accessory", "component") if isinstance(one.get(key), dict)]
        stack.extend(reversed(inner))


def message_faults(body: Json, files: dict[str, int], *, channel: bool = False, edit: bool = False) -> Iterator[str]:
    """Faults of a message body; ``files`` maps the multipart field (``files[0]``) to its size in bytes."""
    yield from unknown("message", body, CHANNEL_KEYS if channel else MESSAGE_KEYS)
    content, embeds = body.get("content"), body.get("embeds") or []
    yield from too_long("content", content, CONTENT)
    if len(embeds) > EMBEDS:
        yield f"embeds: {len(embeds)}, at most {EMBEDS}"
    yield from embed_faults(embeds)
    flags = body.get("flags") or 0
    if flags & ~(V2_FLAG | EPHEMERAL | 1 << 2 | 1 << 12):
        yield f"flags: {flags:#x} holds a bit that cannot be set"
    v2 = bool(flags & V2_FLAG)
    if v2 and (content or embeds):
        yield "content or embeds beside components v2"
    filled = content or embeds or body.get("components") or files or body.get("poll") or body.get("attachments")
    if not edit and not filled:
        yield "message: cannot be empty"
    yield from component_faults(body, v2=v2)
    yield from attachment_faults(body, files)


def embed_faults(embeds: list[Json]) -> Iterator[str]:
    total = 0
    for at, embed in enumerate(embeds):
        where = f"embeds[{at}]"
        yield from unknown(where, embed, EMBED_KEYS)
        for key, most in EMBED_LIMITS.items():
            yield from too_long(f"{where}.{key}", embed.get(key), most)
            total += len(embed.get(key) or "")
        fields = embed.get("fields") or []
        if len(fields) > 25:
            yield f"{where}.fields: {len(fields)}, at most 25"
        for field in fields:
            yield from too_long(f"{where}.fields.name", field.get("name"), 256, 1)
            yield from too_long(f"{where}.fields.value", field.get("value"), 1024, 1)
            total += len(field.get("name") or "") + len(field.get("value") or "")
        footer, author = (embed.get("footer") or {}).get("text"), (embed.get("author") or {}).get("name")
        yield from too_long(f"{where}.footer.text", footer, 2048)
        yield from too_long(f"{where}.author.name", author, 256)
        total += len(footer or "") + len(author or "")
    if total > EMBEDS_TEXT:
        yield f"embeds: {total} characters in all, at most {EMBEDS_TEXT}"


def component_faults(body: Json, *, v2: bool, modal: bool = False) -> Iterator[str]:
    every = list(components(body))
    top = body.get("components") or []
    if v2:
        if len(every) > V2_COMPONENTS:
            yield f"components: {len(every)}, at most {V2_COMPONENTS}"
        text = sum(len(one.get("content") or "") for one in every if one.get("type") == 10)
        if text > V2_TEXT:
            yield f"components: {text} characters of text, at most {V2_TEXT}"
    elif not modal:
        if len(top) > 5:
            yield f"components: {len(top)} rows, at most 5"
        if any(one.get("type") != 1 for one in top):
            yield "components: only action rows without the components v2 flag"
    ids = [one["custom_id"] for one in every if "custom_id" in one]
    for twice in sorted({one for one in ids if ids.count(one) > 1}):
        yield f"components: custom_id {twice!r} stands twice"
    for one in every:
        yield from one_component(one)


def one_component(one: Json) -> Iterator[str]:  # noqa: C901 - one rule of Discord's a branch
    kind = one.get("type")
    if kind not in COMPONENT_KEYS and kind not in (6, 7, 8):
        yield f"component: unknown type {kind}"
        return
    where = f"component {kind}"
    yield from unknown(where, one, COMPONENT_KEYS.get(kind, COMPONENT_KEYS[5]) | {"type", "id"})
    if kind not in (1, 9, 10, 11, 12, 13, 14, 17, 18, 2):
        yield from too_long(f"{where}.custom_id", one.get("custom_id"), 100, 1)
    if kind == 1 and not 1 <= len(one.get("components") or []) <= 5:
        yield f"{where}: {len(one.get('components') or [])} children, 1 to 5"
    if kind == 2:
        yield from too_long(f"{where}.label", one.get("label"), 80, 1)
        yield from too_long(f"{where}.custom_id", one.get("custom_id"), 100, 1)
        yield from too_long(f"{where}.url", one.get("url"), 512, 1)
        if (one.get("style") == 5) != ("url" in one) or (one.get("style") == 5) == ("custom_id" in one):
            yield f"{where}: a link button has a url, every other a custom_id"
        if not one.get("label") and not one.get("emoji"):
            yield f"{where}: neither label nor emoji"
    if kind == 3:
        if not 1 <= len(one.get("options") or []) <= 25:
            yield f"{where}: {len(one.get('options') or [])} options, 1 to 25"
        for option in one.get("options") or []:
            yield from too_long(f"{where}.label", option.get("label"), 100, 1)
            yield from too_long(f"{where}.value", option.get("value"), 100, 1)
    if kind == 4:
        yield from too_long(f"{where}.placeholder", one.get("placeholder"), 100)
        if not 1 <= (one.get("max_length") or 4000) <= 4000:
            yield f"{where}: max_length {one.get('max_length')}"
    if kind == 9 and not 1 <= len(one.get("components") or []) <= 3:
        yield f"{where}: {len(one.get('components') or [])} texts, 1 to 3"
    if kind == 9 and not isinstance(one.get("accessory"), dict):
        yield f"{where}: no accessory"
    if kind == 10:
        yield from too_long(f"{where}.content", one.get("content"), V2_TEXT, 1)
    if kind == 12:
        if not 1 <= len(one.get("items") or []) <= 10:
            yield f"{where}: {len(one.get('items') or [])} items, 1 to 10"
        for item in one.get("items") or []:
            yield from unknown(f"{where}.items", item, {"media", "description", "spoiler"})
            yield from too_long(f"{where}.items.description", item.get("description"), 1024, 1)
    if kind == 18:
        yield from too_long(f"{where}.label", one.get("label"), 45, 1)
        yield from too_long(f"{where}.description", one.get("description"), 100)


def attachment_faults(body: Json, files: dict[str, int]) -> Iterator[str]:
    listed = {str(one.get("id")): one for one in body.get("attachments") or []}
    for field, size in files.items():
        number = field.removeprefix("files[").removesuffix("]")
        if number not in listed:
            yield f"{field}: sent, but not among attachments"
        if size > ATTACHMENT_BYTES:
            yield f"{field}: {size} bytes, at most {ATTACHMENT_BYTES}"
    names = {one.get("filename") for one in listed.values()}
    for one in components(body):
        files_of = [one.get("file") or {}] if one.get("type") == 13 else []
        files_of += [item.get("media") or {} for item in one.get("items") or [] if one.get("type") == 12]
        for url in (str(file.get("url", "")) for file in files_of):
            if url.startswith("attachment://") and url.removeprefix("attachment://") not in names:
                yield f"component {one['type']}: {url} names no attachment"


def callback_faults(kind: int, body: Json, files: dict[str, int]) -> Iterator[str]:
    """Faults of a first response to an interaction of that type: 2 command, 3 component, 4 autocomplete, 5 modal."""
    yield from unknown("callback", body, {"type", "data"})
    reply, data = body.get("type"), body.get("data") or {}
    allowed = {2: {4, 5, 9}, 3: {4, 5, 6, 7, 9}, 4: {8}, 5: {4, 5, 6, 7}}[kind]
    if reply not in allowed:
        yield f"callback: type {reply} cannot answer an interaction of type {kind}"
    elif reply in (4, 7):
        yield from message_faults(data, files, edit=reply == 7)
    elif reply == 5:
        yield from unknown("callback", data, {"flags"})
    elif reply == 8:
        yield from unknown("callback", data, {"choices"})
        choices = data.get("choices") or []
        if len(choices) > CHOICES:
            yield f"choices: {len(choices)}, at most {CHOICES}"
        yield from choice_faults("choices", choices)
    elif reply == 9:
        yield from unknown("modal", data, {"custom_id", "title", "components"})
        yield from too_long("modal.title", data.get("title"), 45, 1)
        yield from too_long("modal.custom_id", data.get("custom_id"), 100, 1)
        if not 1 <= len(data.get("components") or []) <= 5:
            yield f"modal: {len(data.get('components') or [])} components, 1 to 5"
        yield from component_faults(data, v2=False, modal=True)


def choice_faults(where: str, choices: list[Json]) -> Iterator[str]:
    for choice in choices:
        yield from unknown(where, choice, {"name", "name_localizations", "value"})
        yield from too_long(f"{where}.name", choice.get("name"), 100, 1)
        if isinstance(choice.get("value"), str):
            yield from too_long(f"{where}.value", choice["value"], 100, 1)


def commands_faults(commands: list[Json]) -> Iterator[str]:
    """Faults of a bulk overwrite of commands."""
    seen: set[tuple[Any, Any]] = set()
    menus = [one for one in commands if one.get("type") in (2, 3)]
    if len(commands) - len(menus) > 100:
        yield f"commands: {len(commands) - len(menus)} slash commands, at most 100"
    for kind in (2, 3):
        if (count := sum(one.get("type") == kind for one in menus)) > 5:
            yield f"commands: {count} menus of type {kind}, at most 5"
    for command in commands:
        where = f"/{command.get('name')}"
        yield from unknown(where, command, COMMAND_KEYS)
        key = (command.get("type", 1), command.get("name"))
        if key in seen:
            yield f"{where}: stands twice"
        seen.add(key)
        if command.get("type", 1) == 1:
            yield from option_faults(where, command, top=True)
        else:
            yield from too_long(f"{where}.name", command.get("name"), 32, 1)
            if command.get("description"):
                yield f"{where}: a menu has no description"
        if (size := command_text(command)) > COMMAND_TEXT:
            yield f"{where}: {size} characters in all, at most {COMMAND_TEXT}"


def option_faults(where: str, option: Json, *, top: bool = False) -> Iterator[str]:
    if not top:
        yield from unknown(where, option, OPTION_KEYS)
    name = str(option.get("name") or "")
    if not CHAT_NAME.match(name) or name != name.lower():
        yield f"{where}: bad name {name!r}"
    yield from too_long(f"{where}.description", option.get("description") or "", 100, 1)
    inner, choices = option.get("options") or [], option.get("choices") or []
    if len(inner) > OPTIONS:
        yield f"{where}: {len(inner)} options, at most {OPTIONS}"
    if len(choices) > CHOICES:
        yield f"{where}: {len(choices)} choices, at most {CHOICES}"
    if choices and option.get("autocomplete"):
        yield f"{where}: choices and autocomplete exclude each other"
    yield from choice_faults(f"{where}.choices", choices)
    required = [bool(one.get("required")) for one in inner]
    if required != sorted(required, reverse=True):
        yield f"{where}: a required option after an optional one"
    for one in inner:
        yield from option_faults(f"{where} {one.get('name')}", one)


def command_text(node: Json) -> int:
    """Characters that count against a command's 8,000: names, descriptions and string values, all levels."""
    own = len(node.get("name") or "") + len(node.get("description") or "")
    own += len(node["value"]) if isinstance(node.get("value"), str) else 0
    return own + sum(command_text(one) for key in ("options", "choices") for one in node.get(key) or [])
