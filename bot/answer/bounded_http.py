"""One HTTP reply of a model's server, whole and within bounds: a deadline for all of it, and a size.

httpx bounds the wait for each piece of a reply, so a server that sends a byte a second is never too late for it. A
stream of chat-completion chunks is put together into the one completion that it stands for, so that servers which
stream unasked, leave out roles, send empty chunks or an error in mid-stream are read like the others.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

import httpx

MOST_BYTES = 1_000_000
"""Of a reply; a choice among 50 pieces has less than 4,000."""


class BoundedClient(httpx.Client):
    """An httpx client whose replies end within the read timeout of their request, counted from when it is sent."""

    def send(self, request: httpx.Request, **options: Any) -> httpx.Response:
        """The reply, read whole. Raises httpx.ReadTimeout, RemoteProtocolError for one that is cut or too large."""
        options["stream"] = True
        request.headers["accept-encoding"] = "identity"
        allowed = request.extensions.get("timeout", {}).get("read")
        deadline = time.monotonic() + allowed if allowed is not None else None
        response = super().send(request, **options)
        try:
            body = b"".join(_pieces(response, request, deadline))
        finally:
            response.close()
        headers = [
            (k, v) for k, v in response.headers.multi_items() if k not in ("content-length", "transfer-encoding")
        ]
        status = response.status_code
        if "text/event-stream" in response.headers.get("content-type", ""):
            body, status = _assembled(body, status, request)
            headers = [(k, v) for k, v in headers if k != "content-type"] + [("content-type", "application/json")]
        return httpx.Response(status, headers=headers, content=body, request=request)


def _pieces(response: httpx.Response, request: httpx.Request, deadline: float | None) -> Iterator[bytes]:
    if response.headers.get("content-encoding", "identity") != "identity":
        raise httpx.RemoteProtocolError("the reply is compressed though that was not asked for", request=request)
    size = 0
    for piece in response.iter_raw():
        size += len(piece)
        if size > MOST_BYTES:
            raise httpx.RemoteProtocolError("the reply is too large", request=request)
        if deadline is not None and time.monotonic() > deadline:
            raise httpx.ReadTimeout("the reply was not whole in time", request=request)
        yield piece


def _assembled(body: bytes, status: int, request: httpx.Request) -> tuple[bytes, int]:
    """The completion that a stream of chunks stands for, and the status: an error inside the stream is one."""
    message: dict[str, Any] = {"role": "assistant", "content": ""}
    calls: dict[int, dict[str, Any]] = {}
    whole: dict[str, Any] = {}
    finish = None
    ended = False
    for line in body.decode("utf-8", "replace").splitlines():
        if not line.startswith("data:"):
            continue
        data = line[5:].strip()
        if data == "[DONE]":
            ended = True
            break
        chunk = _object(data)
        if "error" in chunk:
            return json.dumps({"error": chunk["error"]}).encode(), 502 if status == 200 else status
        whole |= {k: v for k, v in chunk.items() if k in ("id", "model", "created", "usage") and v}
        choice = next((c for c in chunk.get("choices") or [] if isinstance(c, dict)), None)
        if choice is None:
            continue
        finish = choice.get("finish_reason") or finish
        _add(message, calls, choice.get("delta") or choice.get("message") or {})
    if not ended and finish is None:
        raise httpx.RemoteProtocolError("the stream broke off", request=request)
    if calls:
        message["tool_calls"] = [calls[n] for n in sorted(calls)]
    made = {"id": "stream", "object": "chat.completion", "created": 0, "model": ""} | whole
    made["choices"] = [{"index": 0, "message": message, "finish_reason": finish or "stop"}]
    return json.dumps(made).encode(), status


def _object(data: str) -> dict[str, Any]:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _add(message: dict[str, Any], calls: dict[int, dict[str, Any]], delta: Any) -> None:
    if not isinstance(delta, dict):
        return
    for key in ("content", "refusal"):
        if isinstance(delta.get(key), str):
            message[key] = (message.get(key) or "") + delta[key]
    for call in delta.get("tool_calls") or []:
        if not isinstance(call, dict):
            continue
        index = call.get("index")
        kept = calls.setdefault(
            index if isinstance(index, int) else 0,
            {"id": "call", "type": "function", "function": {"name": "", "arguments": ""}},
        )
        kept["id"] = call.get("id") or kept["id"]
        function = call.get("function") or {}
        for key in ("name", "arguments"):
            if isinstance(function.get(key), str):
                kept["function"][key] += function[key]
