"""The gateway side of the stand-in of Discord: HELLO, IDENTIFY, READY, heartbeats, RESUME, and its faults."""

from __future__ import annotations

import asyncio
import json
import time
from typing import Any

from aiohttp import WSMsgType, web

from tests.stand_ins.discord_world import APP_ID, BOT_USER, TOKEN, Guild

Json = dict[str, Any]


class Gateway:
    """One session at a time. Events sent while the client is away are kept and replayed after RESUME."""

    def __init__(self, guilds: list[Guild], interval: float) -> None:
        self.guilds, self.interval = guilds, interval
        self.socket: web.WebSocketResponse | None = None
        self.session = "session-1"
        self.sequence = 0
        self.history: list[Json] = []
        self.identified = self.resumed = 0
        self.intents: int | None = None
        self.beats: list[float] = []  # of the present connection, since READY
        self.missed = 0
        self.slowest_beat = 0.0
        self.url = ""
        self.attached = asyncio.Event()

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(max_msg_size=0)
        await socket.prepare(request)
        await self.send(socket, {"op": 10, "d": {"heartbeat_interval": int(self.interval * 1000)}})
        self.beats = [time.monotonic()]
        async for frame in socket:
            if frame.type is WSMsgType.TEXT:
                await self.received(socket, json.loads(frame.data))
        if self.socket is socket:
            self.socket = None
            self.attached.clear()
        return socket

    async def received(self, socket: web.WebSocketResponse, body: Json) -> None:
        op = body["op"]
        if op == 1:
            self.beat()
            await self.send(socket, {"op": 11})
        elif op == 2:
            await self.identify(socket, body["d"])
        elif op == 6:
            await self.resume(socket, body["d"])

    def beat(self) -> None:
        now = time.monotonic()
        late = now - self.beats[-1] - self.interval
        self.slowest_beat = max(self.slowest_beat, late)
        # a heartbeat counts as missed where a whole further interval went by without one
        self.missed += max(0, int(late / self.interval))
        self.beats.append(now)

    async def identify(self, socket: web.WebSocketResponse, data: Json) -> None:
        if data["token"] != TOKEN:
            await socket.close(code=4004)
            return
        self.identified += 1
        self.intents = data["intents"]
        self.session, self.sequence, self.history = f"session-{self.identified}", 0, []
        self.socket = socket
        guilds = [{"id": str(one.id), "unavailable": True} for one in self.guilds]
        ready = {
            "v": 10,
            "user": BOT_USER,
            "guilds": guilds,
            "session_id": self.session,
            "resume_gateway_url": self.url,
            "application": {"id": str(APP_ID), "flags": 0},
        }
        await self.dispatch("READY", ready)
        for guild in self.guilds:
            await self.dispatch("GUILD_CREATE", guild.payload())
        self.attached.set()

    async def resume(self, socket: web.WebSocketResponse, data: Json) -> None:
        if data["session_id"] != self.session or data["token"] != TOKEN:
            await self.send(socket, {"op": 9, "d": False})
            return
        self.resumed += 1
        self.socket = socket
        for event in [one for one in self.history if one["s"] > data["seq"]]:
            await self.send(socket, event)
        await self.dispatch("RESUMED", {})
        self.attached.set()

    async def dispatch(self, name: str, data: Json) -> None:
        """Send an event, or keep it for RESUME where the client is away."""
        self.sequence += 1
        event = {"op": 0, "t": name, "s": self.sequence, "d": data}
        self.history.append(event)
        if self.socket is not None and not self.socket.closed:
            await self.send(self.socket, event)

    async def send(self, socket: web.WebSocketResponse, body: Json) -> None:
        # a send to a socket that is going away is lost on the wire, as it would be with Discord
        if not socket.closed:
            try:
                await socket.send_str(json.dumps(body))
            except ConnectionError:
                return

    async def drop(self) -> None:
        """Cut the connection without a goodbye."""
        if self.socket is not None:
            self.attached.clear()
            transport = self.socket._req.transport if self.socket._req is not None else None
            self.socket = None
            if transport is not None:
                transport.abort()

    async def ask_reconnect(self) -> None:
        """Opcode 7: the client is to come back and RESUME."""
        self.attached.clear()
        socket, self.socket = self.socket, None
        if socket is not None:
            await self.send(socket, {"op": 7, "d": None})

    async def invalidate(self) -> None:
        """Opcode 9, not resumable: the client is to IDENTIFY anew."""
        self.attached.clear()
        socket, self.socket = self.socket, None
        self.session = "gone"
        if socket is not None:
            await self.send(socket, {"op": 9, "d": False})
