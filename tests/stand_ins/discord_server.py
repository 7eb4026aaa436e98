"""A stand-in of Discord on loopback for the real discord.py client: gateway and REST in a thread of their own.

It runs beside the bot's event loop, not in it, so that a bot which blocks its loop is seen to be late.

    with StandIn(guilds=[guild]) as discord_api:
        ...start the client...
        exchange = discord_api.command(user, guild, "ask", question="Who claims it?")
        await discord_api.until(lambda: exchange.answered)
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable, Sequence
from types import TracebackType
from typing import Any

import yarl
from aiohttp import web

from tests.stand_ins import discord_schema
from tests.stand_ins.discord_exchange import Exchange
from tests.stand_ins.discord_gateway import Gateway
from tests.stand_ins.discord_rest import Fault, Rest
from tests.stand_ins.discord_world import BOT_USER, Guild, User, interaction, message, snowflake

Json = dict[str, Any]
OPTION_TYPES: dict[type, int] = {str: 3, int: 4, bool: 5}


class StandIn:
    """``clock`` gives seconds; tests that let a token die give one of their own."""

    def __init__(
        self, guilds: Sequence[Guild] = (), *, heartbeat: float = 5.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.guilds, self.heartbeat, self.clock = list(guilds), heartbeat, clock
        self.port = 0
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._main, name="discord-stand-in", daemon=True)

    # -- life

    def __enter__(self) -> StandIn:
        import discord
        from discord.gateway import DiscordWebSocket

        self._thread.start()
        assert self._ready.wait(10)
        self._kept = (discord.http.Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY)
        discord.http.Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = self.rest_url, yarl.URL(self.gateway_url)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        import discord
        from discord.gateway import DiscordWebSocket

        discord.http.Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = self._kept
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    @property
    def rest_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/api"

    @property
    def gateway_url(self) -> str:
        return f"ws://127.0.0.1:{self.port}/gateway"

    def _main(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        self.gateway, self.rest = Gateway(self.guilds, self.heartbeat), Rest(self.clock)
        app = web.Application(client_max_size=64 * 1024 * 1024)
        self.rest.routes(app)
        app.router.add_get("/gateway", self.gateway.handle)
        app.router.add_get("/gateway/", self.gateway.handle)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.port = runner.addresses[0][1]
        self.gateway.url = self.gateway_url
        self._ready.set()
        await self._stop.wait()
        await self.gateway.drop()
        await runner.cleanup()

    def _run(self, work: Awaitable[Any]) -> Any:
        async def wrapped() -> Any:
            return await work

        return asyncio.run_coroutine_threadsafe(wrapped(), self._loop).result(10)

    # -- waiting, faults, events

    async def until(self, holds: Callable[[], Any], seconds: float = 20.0, what: str = "") -> None:
        """Wait until ``holds()``; an AssertionError after ``seconds``."""
        end = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < end, f"waited {seconds} s for {what or 'a condition'}"
            await asyncio.sleep(0.005)

    async def connected(self) -> None:
        """Wait until the client has identified or resumed."""
        await self.until(lambda: self.gateway.attached.is_set(), what="the client to connect")

    def fault(self, operation: str, status: int = 0, **more: Any) -> Fault:
        """Break the next request(s) of ``operation`` (an operationId of Discord's document)."""
        one = Fault(operation, status, **more)
        self.rest.faults.append(one)
        return one

    def drop(self) -> None:
        self._run(self.gateway.drop())

    def ask_reconnect(self) -> None:
        self._run(self.gateway.ask_reconnect())

    def invalidate(self) -> None:
        self._run(self.gateway.invalidate())

    def event(self, name: str, data: Json) -> None:
        self._run(self.gateway.dispatch(name, data))

    def blob(self, name: str, data: bytes) -> str:
        """Serve ``data`` as an attachment would be served; its address."""
        self.rest.blobs[name] = data
        return f"http://127.0.0.1:{self.port}/files/{name}"

    # -- interactions

    def send(self, kind: int, user: User, guild: Guild | None, data: Json, **more: Any) -> Exchange:
        """Dispatch an INTERACTION_CREATE; the exchange fills as the bot answers."""
        id, token = snowflake(), f"token-{snowflake()}"
        payload = interaction(kind, user, guild, data, id=id, token=token, **more)
        exchange = Exchange(id=id, token=token, kind=kind, payload=payload, sent=self.clock())
        self.rest.exchanges[token] = exchange
        self._run(self.gateway.dispatch("INTERACTION_CREATE", payload))
        return exchange

    def command(
        self,
        user: User,
        guild: Guild | None,
        name: str,
        *,
        kind: int = 2,
        focused: str | None = None,
        resolved: Json | None = None,
        place: Json | None = None,
        **options: Any,
    ) -> Exchange:
        """A slash command (``"article add"`` for a subcommand); options by name, snowflakes as (type, id)."""
        given = []
        for key, value in options.items():
            sort, raw = value if isinstance(value, tuple) else (OPTION_TYPES[type(value)], value)
            given.append({"name": key, "type": sort, "value": raw, **({"focused": True} if key == focused else {})})
        top, *subs = name.split()
        for sub in reversed(subs):
            given = [{"type": 1, "name": sub, "options": given}]
        data: Json = {"id": str(snowflake()), "name": top, "type": 1, "options": given}
        if resolved:
            data["resolved"] = resolved
        return self.send(kind, user, guild, data, **(place or {}))

    def autocomplete(self, user: User, guild: Guild | None, name: str, focused: str, **options: Any) -> Exchange:
        return self.command(user, guild, name, kind=4, focused=focused, **options)

    def menu(self, user: User, guild: Guild | None, name: str, content: str = "", **more: Any) -> Exchange:
        """A message context menu on a message of that content; ``attachments`` as Discord lists them."""
        author = User("poster").payload()
        target = message(
            channel=guild.channel if guild else user.id + 1,
            author=author,
            content=content,
            attachments=more.pop("attachments", None),
        )
        data = {"id": str(snowflake()), "name": name, "type": 3, "target_id": target["id"]}
        return self.send(2, user, guild, {**data, "resolved": {"messages": {target["id"]: target}}}, **more)

    def press(self, user: User, exchange: Exchange, label: str, **more: Any) -> Exchange:
        """Press the button of that label under the last message of ``exchange``."""
        button = exchange.button(label)
        return self.press_id(user, exchange, button["custom_id"], **more)

    def press_id(self, user: User, exchange: Exchange, custom_id: str, **more: Any) -> Exchange:
        guild = self.guild_of(exchange)
        shown = {**exchange.message, "author": BOT_USER}
        data = {"custom_id": custom_id, "component_type": 2}
        return self.send(3, user, guild, data, message=shown, **more)

    def submit(self, user: User, exchange: Exchange, *values: str) -> Exchange:
        """Fill in the modal that ``exchange`` opened, inputs in order."""
        modal, filled, left = exchange.modal, [], list(values)
        for top in modal["components"]:
            inner = top.get("component") or top["components"][0]
            answer = {"type": inner["type"], "custom_id": inner["custom_id"], "value": left.pop(0)}
            if top["type"] == 18:
                filled.append({"type": 18, "component": answer})
            else:
                filled.append({"type": 1, "components": [answer]})
        data = {"custom_id": modal["custom_id"], "components": filled}
        more = {"message": exchange.payload["message"]} if "message" in exchange.payload else {}
        return self.send(5, user, self.guild_of(exchange), data, **more)

    def guild_of(self, exchange: Exchange) -> Guild | None:
        id = exchange.payload.get("guild_id")
        return next((one for one in self.guilds if str(one.id) == id), None)

    # -- verdict

    def verify(self) -> list[str]:
        """Everything that Discord would have refused, by the stand-in's rules and by its document where it is here."""
        found = list(self.rest.violations)
        for operation, body in self.rest.bodies:
            for one in [body] if isinstance(body, dict) else []:
                data = one.get("data") if operation == "create_interaction_response" else one
                speaks = operation != "create_interaction_response" or one.get("type") in (4, 7)
                if speaks and (data or {}).get("allowed_mentions") != {"parse": []}:
                    found.append(f"{operation}: allowed_mentions is {(data or {}).get('allowed_mentions')}")
            if discord_schema.available:
                found += discord_schema.schema_faults(operation, body)
        return found
