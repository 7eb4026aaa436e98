"""Validation of request bodies against Discord's own OpenAPI document, where the machine has it.

The document is not part of this repository. It is looked for where DISCORD_OPENAPI points, else at
../shared/discord/openapi.json beside the repository; without it nothing is validated here and ``available`` says so.
"""

from __future__ import annotations

import functools
import json
import os
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
CALLBACKS = {
    1: "PongInteractionCallbackRequest",
    4: "CreateMessageInteractionCallbackRequest",
    5: "CreateMessageInteractionCallbackRequest",
    6: "UpdateMessageInteractionCallbackRequest",
    7: "UpdateMessageInteractionCallbackRequest",
    8: "ApplicationCommandAutocompleteCallbackRequest",
    9: "ModalInteractionCallbackRequest",
}
SCHEMAS = {
    "update_original_webhook_message": "IncomingWebhookUpdateRequestPartial",
    "update_webhook_message": "IncomingWebhookUpdateRequestPartial",
    "execute_webhook": "IncomingWebhookRequestPartial",
    "create_message": "MessageCreateRequest",
}
COMMANDS = {"bulk_set_application_commands", "bulk_set_guild_application_commands"}


def document() -> Path | None:
    """Where the document lies, or None."""
    named = os.environ.get("DISCORD_OPENAPI")
    candidates = [Path(named)] if named else [up / "shared/discord/openapi.json" for up in ROOT.parents]
    return next((path for path in candidates if path.is_file()), None)


available = document() is not None


@functools.cache
def _registry() -> Any:
    from referencing import Registry
    from referencing.jsonschema import DRAFT202012

    path = document()
    assert path is not None
    contents = json.loads(path.read_text(encoding="utf-8"))
    return Registry().with_resource("discord", DRAFT202012.create_resource(contents))


@functools.cache
def _validator(schema: str) -> Any:
    from jsonschema import Draft202012Validator

    return Draft202012Validator({"$ref": f"discord#/components/schemas/{schema}"}, registry=_registry())


def schema_faults(operation: str, body: Any) -> list[str]:
    """What the document finds wrong with ``body`` for ``operation`` (an operationId), deepest cause first."""
    from jsonschema.exceptions import best_match

    body = _named_attachments(body)
    if operation in COMMANDS:
        pairs = [("ApplicationCommandUpdateRequest", one) for one in body]
    elif operation == "create_interaction_response":
        pairs = [(CALLBACKS[body.get("type", 0)], body)]
    else:
        pairs = [(SCHEMAS[operation], body)]
    found = []
    for schema, one in pairs:
        error = best_match(_validator(schema).iter_errors(one))
        if error is not None:
            found.append(f"{operation}: {'/'.join(map(str, error.absolute_path))}: {error.message[:300]}")
    return found


def _named_attachments(body: Any) -> Any:
    """``body`` with the numbers of its new attachments as text.

    discord.py sends them as integers and Discord takes them; the document only knows snowflakes, which are text.
    """
    if not isinstance(body, dict):
        return body
    body = dict(body)
    if isinstance(body.get("data"), dict):
        body["data"] = _named_attachments(body["data"])
    if isinstance(body.get("attachments"), list):
        body["attachments"] = [{**one, "id": str(one.get("id"))} for one in body["attachments"]]
    return body
