"""The REST side of the stand-in of Discord: the routes a slash-command bot uses, with Discord's own refusals."""

from __future__ import annotations

import asyncio
import copy
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.stand_ins import discord_rules as rules
from tests.stand_ins.discord_exchange import Exchange
from tests.stand_ins.discord_world import APP_ID, APPLICATION, BOT_USER, TOKEN, message, snowflake

Json = dict[str, Any]
FIRST_WITHIN, TOKEN_LIVES = 3.0, 15 * 60.0


@dataclass
class Fault:
    """The next ``times`` requests of ``operation`` are answered so; ``applied``: the request took effect first."""

    operation: str
    status: int
    body: Json = field(default_factory=dict)
    times: int = 1
    delay: float = 0.0
    applied: bool = False


def reply(body: Any, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    # discord.py reads the body as JSON only where the type is exactly this, without a charset
    return web.Response(
        body=json.dumps(body).encode(), status=status, headers={"Content-Type": "application/json", **(headers or {})}
    )


class Refused(Exception):
    def __init__(self, status: int, code: int, text: str) -> None:
        super().__init__(text)
        self.status, self.body = status, {"code": code, "message": text}


class Rest:
    """Keeps the exchanges, applies what the bot sends, and records every body for validation afterwards."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock
        self.exchanges: dict[str, Exchange] = {}
        self.faults: list[Fault] = []
        self.violations: list[str] = []
        self.bodies: list[tuple[str, Any]] = []
        self.commands: dict[str, list[Json]] = {}
        self.channel_messages: list[Json] = []
        self.blobs: dict[str, bytes] = {}
        self.requests: list[str] = []

    def routes(self, app: web.Application) -> None:
        for method, path, operation in [
            ("GET", "/users/@me", "get_my_user"),
            ("GET", "/oauth2/applications/@me", "get_my_oauth2_application"),
            ("PUT", "/applications/{app}/commands", "bulk_set_application_commands"),
            ("PUT", "/applications/{app}/guilds/{guild}/commands", "bulk_set_guild_application_commands"),
            ("POST", "/interactions/{id}/{token}/callback", "create_interaction_response"),
            ("GET", "/webhooks/{app}/{token}/messages/@original", "get_original_webhook_message"),
            ("PATCH", "/webhooks/{app}/{token}/messages/@original", "update_original_webhook_message"),
            ("DELETE", "/webhooks/{app}/{token}/messages/@original", "delete_original_webhook_message"),
            ("PATCH", "/webhooks/{app}/{token}/messages/{message}", "update_webhook_message"),
            ("POST", "/webhooks/{app}/{token}", "execute_webhook"),
            ("POST", "/channels/{channel}/messages", "create_message"),
        ]:
            app.router.add_route(method, "/api" + path, self.guarded(operation))
        app.router.add_get("/files/{name}", self.blob)

    def guarded(self, operation: str) -> Callable[[web.Request], Any]:
        act = getattr(self, operation)

        async def handler(request: web.Request) -> web.Response:
            self.requests.append(operation)
            fault = next((one for one in self.faults if one.operation == operation and one.times > 0), None)
            if fault is not None:
                fault.times -= 1
                await asyncio.sleep(fault.delay)
                if fault.status and not fault.applied:
                    return self.broken(fault)
            try:
                if "webhooks" not in request.path and "interactions" not in request.path:
                    self.authorized(request)
                done = reply(await act(request, *await self.body(request)))
            except Refused as refused:
                return reply(refused.body, refused.status)
            return self.broken(fault) if fault is not None and fault.status else done

        return handler

    def broken(self, fault: Fault) -> web.Response:
        headers = {"Via": "1.1 stand-in", "X-RateLimit-Remaining": "1"} if fault.status == 429 else {}
        return reply(fault.body or {"code": 0, "message": f"stand-in says {fault.status}"}, fault.status, headers)

    def authorized(self, request: web.Request) -> None:
        if request.headers.get("Authorization") != f"Bot {TOKEN}":
            raise Refused(401, 0, "401: Unauthorized")

    async def body(self, request: web.Request) -> tuple[Any, dict[str, tuple[str, bytes]]]:
        """The JSON body and the files sent beside it (field to file name and bytes)."""
        files: dict[str, tuple[str, bytes]] = {}
        if request.content_type == "multipart/form-data":
            body: Any = None
            async for part in await request.multipart():
                data = bytes(await part.read(decode=False))  # type: ignore[union-attr]
                if part.name == "payload_json":  # type: ignore[union-attr]
                    body = json.loads(data)
                else:
                    files[str(part.name)] = (str(part.filename), data)  # type: ignore[union-attr]
            return body, files
        raw = await request.read()
        return (json.loads(raw) if raw else None), files

    def check(self, operation: str, body: Any, faults: Any) -> None:
        self.bodies.append((operation, copy.deepcopy(body)))
        found = list(faults)
        if found:
            self.violations += [f"{operation}: {one}" for one in found]
            raise Refused(400, 50035, "Invalid Form Body: " + "; ".join(found))

    # -- who am I, and commands

    async def get_my_user(self, request: web.Request, body: Any, files: Any) -> Json:
        return BOT_USER

    async def get_my_oauth2_application(self, request: web.Request, body: Any, files: Any) -> Json:
        return APPLICATION

    async def bulk_set_application_commands(self, request: web.Request, body: Any, files: Any) -> list[Json]:
        guild = request.match_info.get("guild", "")
        operation = "bulk_set_guild_application_commands" if guild else "bulk_set_application_commands"
        self.check(operation, body, rules.commands_faults(body))
        self.commands[guild] = body
        extra: Json = {"application_id": str(APP_ID), "version": "1", "default_member_permissions": None}
        extra |= {"dm_permission": True, "guild_id": guild} if guild else {"dm_permission": True}
        return [{**extra, "id": str(snowflake()), "type": 1, "description": "", **one} for one in body]

    bulk_set_guild_application_commands = bulk_set_application_commands

    # -- interactions

    def exchange(self, request: web.Request) -> Exchange:
        found = self.exchanges.get(request.match_info["token"])
        if found is None:
            raise Refused(404, 10015, "Unknown Webhook")
        if self.clock() - found.sent > TOKEN_LIVES:
            self.violations.append("a token was used after 15 minutes")
            raise Refused(401, 50027, "Invalid Webhook Token")
        return found

    async def create_interaction_response(self, request: web.Request, body: Any, files: Any) -> Json:
        exchange = self.exchanges.get(request.match_info["token"])
        if exchange is None or self.clock() - exchange.sent > FIRST_WITHIN:
            raise Refused(404, 10062, "Unknown interaction")
        if exchange.first is not None:
            raise Refused(400, 40060, "Interaction has already been acknowledged.")
        sizes = {name: len(data) for name, (_, data) in files.items()}
        self.check("create_interaction_response", body, rules.callback_faults(exchange.kind, body, sizes))
        exchange.first, exchange.first_at = body, self.clock()
        data = body.get("data") or {}
        exchange.ephemeral = bool((data.get("flags") or 0) & rules.EPHEMERAL)
        resource: Json = {"type": body["type"]}
        if body["type"] in (4, 5):
            exchange.original = self.made(exchange, data, files)
            resource["message"] = exchange.original
        elif body["type"] in (6, 7):
            shown = exchange.payload.get("message") or message(channel=1, author=BOT_USER)
            exchange.original = copy.deepcopy(shown)
            exchange.messages[exchange.original["id"]] = exchange.original
            if body["type"] == 7:
                self.changed(exchange, exchange.original, data, files)
            resource["message"] = exchange.original
        exchange.last_at = self.clock()
        about = {"id": str(exchange.id), "type": exchange.kind, "response_message_loading": body["type"] == 5}
        return {"interaction": about, "resource": resource}

    def made(self, exchange: Exchange, data: Json, files: Any) -> Json:
        one = message(channel=int(exchange.payload["channel_id"]), author=BOT_USER)
        one["flags"] = rules.EPHEMERAL if exchange.ephemeral else 0
        one |= {"type": 20, "webhook_id": str(APP_ID), "application_id": str(APP_ID)}
        payload = exchange.payload
        one["interaction_metadata"] = {
            "id": payload["id"],
            "type": payload["type"],
            "user": payload.get("user") or payload["member"]["user"],
            "authorizing_integration_owners": payload["authorizing_integration_owners"],
        }
        exchange.messages[one["id"]] = one
        self.changed(exchange, one, data, files)
        return one

    def changed(self, exchange: Exchange | None, one: Json, data: Json, files: Any) -> None:
        for key in ("content", "embeds", "components"):
            if key in data:
                one[key] = copy.deepcopy(data[key]) if data[key] is not None else ("" if key == "content" else [])
        one["flags"] |= (data.get("flags") or 0) & rules.V2_FLAG
        for at, (_field, (name, blob)) in enumerate(files.items()):
            if exchange is not None:
                exchange.files[name] = blob
            url = f"https://cdn.example/{name}"
            entry = {"id": str(snowflake()), "filename": name, "size": len(blob), "url": url, "proxy_url": url}
            one["attachments"] = [*(one["attachments"] if at else []), entry]
        for number, component in enumerate(rules.components(one), start=1):
            component.setdefault("id", number)
            for item in component.get("items") or [] if component["type"] == 12 else []:
                url = item["media"]["url"].replace("attachment://", "https://cdn.example/")
                item["media"] = {"url": url, "proxy_url": url, "width": 800, "height": 600, "content_type": "image/png"}
            if component["type"] == 13:
                url = component["file"]["url"].replace("attachment://", "https://cdn.example/")
                component |= {"file": {"url": url, "proxy_url": url}, "name": url.rsplit("/", 1)[1], "size": 1}

    async def get_original_webhook_message(self, request: web.Request, body: Any, files: Any) -> Json:
        return self.original(self.exchange(request))

    def original(self, exchange: Exchange) -> Json:
        if exchange.original is None or exchange.deleted:
            raise Refused(404, 10008, "Unknown Message")
        return exchange.original

    async def update_original_webhook_message(self, request: web.Request, body: Any, files: Any) -> Json:
        exchange = self.exchange(request)
        one = self.original(exchange)
        return self.edit(exchange, one, "update_original_webhook_message", body, files)

    async def update_webhook_message(self, request: web.Request, body: Any, files: Any) -> Json:
        exchange = self.exchange(request)
        one = exchange.messages.get(request.match_info["message"])
        if one is None:
            raise Refused(404, 10008, "Unknown Message")
        return self.edit(exchange, one, "update_webhook_message", body, files)

    def edit(self, exchange: Exchange, one: Json, operation: str, body: Any, files: Any) -> Json:
        sizes = {name: len(data) for name, (_, data) in files.items()}
        self.check(operation, body, rules.message_faults(body, sizes, edit=True))
        if one["flags"] & rules.V2_FLAG and body.get("content"):
            raise Refused(400, 50035, "content cannot be set on a message of components v2")
        self.changed(exchange, one, body, files)
        exchange.edits.append(copy.deepcopy(body))
        exchange.last_at = self.clock()
        return one

    async def delete_original_webhook_message(self, request: web.Request, body: Any, files: Any) -> Json:
        exchange = self.exchange(request)
        self.original(exchange)
        exchange.deleted = True
        return {}

    async def execute_webhook(self, request: web.Request, body: Any, files: Any) -> Json:
        exchange = self.exchange(request)
        if exchange.first is None:
            raise Refused(404, 10015, "Unknown Webhook")
        owners = exchange.payload["authorizing_integration_owners"]
        if "0" not in owners and exchange.payload.get("guild_id") and len(exchange.followups) >= 5:
            raise Refused(400, 40094, "This interaction has reached its limit of 5 follow-ups")
        sizes = {name: len(data) for name, (_, data) in files.items()}
        self.check("execute_webhook", body, rules.message_faults(body, sizes))
        exchange.ephemeral = bool((body.get("flags") or 0) & rules.EPHEMERAL)
        one = self.made(exchange, body, files)
        exchange.followups.append(one)
        exchange.last_at = self.clock()
        return one

    async def create_message(self, request: web.Request, body: Any, files: Any) -> Json:
        sizes = {name: len(data) for name, (_, data) in files.items()}
        self.check("create_message", body, rules.message_faults(body, sizes, channel=True))
        one = message(channel=int(request.match_info["channel"]), author=BOT_USER)
        self.changed(None, one, body, files)
        self.channel_messages.append(one)
        return one

    async def blob(self, request: web.Request) -> web.Response:
        data = self.blobs.get(request.match_info["name"])
        return web.Response(status=404) if data is None else web.Response(body=data)
