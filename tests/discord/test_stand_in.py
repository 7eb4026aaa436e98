"""The stand-in itself: it catches every limit of Discord on its own, with or without Discord's document."""

from __future__ import annotations

from typing import Any

import pytest

from tests.stand_ins import discord_rules as rules
from tests.stand_ins import discord_schema

TEXT = {"type": 10, "content": "x"}
BUTTON = {"type": 2, "style": 1, "label": "x", "custom_id": "x"}
V2 = {"flags": rules.V2_FLAG}


def rows(count: int) -> list[dict[str, Any]]:
    return [{"type": 1, "components": [{**BUTTON, "custom_id": f"b{n}"}]} for n in range(count)]


GOOD = [{"content": "x" * 2000}, {"embeds": [{"description": "x" * 4096}]}, {**V2, "components": [TEXT] * 40}]
BAD: list[tuple[dict[str, Any], str]] = [
    ({"content": "x" * 2001}, "2001 characters"),
    ({}, "cannot be empty"),
    ({"content": "x", "surprise": 1}, "unknown key 'surprise'"),
    ({"embeds": [{"description": "x" * 4000}, {"description": "x" * 2001}]}, "6001 characters in all"),
    ({"embeds": [{"title": "x" * 257}]}, "257 characters"),
    ({"embeds": [{"title": "x"}] * 11}, "at most 10"),
    ({**V2, "components": [TEXT] * 41}, "41, at most 40"),
    ({**V2, "components": [{"type": 10, "content": "x" * 2500}] * 2}, "5000 characters of text"),
    ({**V2, "content": "x", "components": [TEXT]}, "beside components v2"),
    ({"components": [TEXT]}, "without the components v2 flag"),
    ({"content": "x", "components": rows(6)}, "6 rows"),
    ({**V2, "components": [{"type": 1, "components": [BUTTON, BUTTON]}]}, "stands twice"),
    ({**V2, "components": [{"type": 1, "components": [{**BUTTON, "label": "x" * 81}]}]}, "81 characters"),
    ({**V2, "components": [{"type": 1, "components": [{**BUTTON, "custom_id": "x" * 101}]}]}, "101 characters"),
    ({**V2, "components": [{"type": 1, "components": []}]}, "0 children"),
    ({**V2, "components": [{"type": 9, "components": [TEXT] * 4, "accessory": BUTTON}]}, "4 texts"),
    ({**V2, "components": [{"type": 9, "components": [TEXT]}]}, "no accessory"),
    ({**V2, "components": [{"type": 99}]}, "unknown type 99"),
    ({**V2, "components": [{**TEXT, "colour": 1}]}, "unknown key 'colour'"),
    ({**V2, "components": [{"type": 13, "file": {"url": "attachment://a.txt"}}]}, "names no attachment"),
    ({"content": "x", "flags": 1}, "cannot be set"),
]


@pytest.mark.parametrize("body", GOOD)
def test_a_message_at_its_limits_is_accepted(body: dict[str, Any]) -> None:
    assert list(rules.message_faults(body, {})) == []


@pytest.mark.parametrize(("body", "fault"), BAD)
def test_a_message_beyond_a_limit_is_refused(body: dict[str, Any], fault: str) -> None:
    assert any(fault in one for one in rules.message_faults(body, {}))


def test_attachments_have_to_be_listed_and_small() -> None:
    assert list(rules.message_faults({"content": "x"}, {"files[0]": 3})) == [
        "files[0]: sent, but not among attachments"
    ]
    body = {"attachments": [{"id": 0, "filename": "a.txt"}]}
    assert "at most" in next(rules.message_faults(body, {"files[0]": 11 * 1024 * 1024}))


def choices(count: int, length: int = 3) -> dict[str, Any]:
    return {"type": 8, "data": {"choices": [{"name": "x" * length, "value": str(n)} for n in range(count)]}}


@pytest.mark.parametrize(
    ("kind", "body", "fault"),
    [
        (4, choices(26), "26, at most 25"),
        (4, choices(1, 101), "101 characters"),
        (4, {"type": 4, "data": {"content": "x"}}, "cannot answer"),
        (2, choices(1), "cannot answer"),
        (2, {"type": 6}, "cannot answer"),
        (5, {"type": 9, "data": {"custom_id": "x", "title": "x", "components": [TEXT]}}, "cannot answer"),
        (2, {"type": 9, "data": {"custom_id": "x", "title": "x" * 46, "components": [TEXT]}}, "46 characters"),
        (2, {"type": 9, "data": {"custom_id": "x", "title": "x", "components": []}}, "0 components"),
        (2, {"type": 5, "data": {"content": "x"}}, "unknown key"),
        (2, {"type": 4, "data": {"content": "x"}, "more": 1}, "unknown key"),
    ],
)
def test_a_first_response_of_the_wrong_kind_or_size_is_refused(kind: int, body: dict[str, Any], fault: str) -> None:
    assert any(fault in one for one in rules.callback_faults(kind, body, {}))


def command(**more: Any) -> dict[str, Any]:
    return {"name": "ask", "description": "x", "type": 1, **more}


def option(n: int, **more: Any) -> dict[str, Any]:
    return {"type": 3, "name": f"o{n}", "description": "x", **more}


@pytest.mark.parametrize(
    ("commands", "fault"),
    [
        ([command(description="x" * 101)], "101 characters"),
        ([command(name="Ask Me")], "bad name"),
        ([command(), command()], "stands twice"),
        ([command(surprise=1)], "unknown key"),
        ([command(options=[option(n) for n in range(26)])], "26 options"),
        ([command(options=[option(1), option(2, required=True)])], "after an optional one"),
        ([command(options=[option(1, choices=choices(26)["data"]["choices"])])], "26 choices"),
        (
            [command(options=[option(1, autocomplete=True, choices=choices(1)["data"]["choices"])])],
            "exclude each other",
        ),
        ([command(options=[option(n, choices=choices(25, 100)["data"]["choices"]) for n in range(4)])], "at most 8000"),
        ([{"type": 3, "name": f"m{n}"} for n in range(6)], "6 menus"),
        ([{"type": 3, "name": "menu", "description": "x"}], "has no description"),
    ],
)
def test_commands_beyond_a_limit_are_refused(commands: list[dict[str, Any]], fault: str) -> None:
    assert any(fault in one for one in rules.commands_faults(commands))


@pytest.mark.skipif(not discord_schema.available, reason="Discord's OpenAPI document is not here (DISCORD_OPENAPI)")
def test_discords_document_is_used_where_it_is_here() -> None:
    good = {"content": "x", "allowed_mentions": {"parse": []}}
    assert discord_schema.schema_faults("execute_webhook", good) == []
    assert discord_schema.schema_faults("execute_webhook", {"content": "x" * 2001})
    assert discord_schema.schema_faults("create_interaction_response", choices(26))
    assert discord_schema.schema_faults(
        "bulk_set_application_commands", [command(options=[option(n) for n in range(26)])]
    )
