"""A local HTTP server that speaks the chat-completions protocol, with every failure that a real one shows.

Built on the standard library; each answer is a ``Reply`` from a queue (the last one is repeated). Bodies of the
requests are kept in ``requests`` for tests to look at.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Content = str | Callable[[dict[str, Any]], str]
Raw = Callable[[dict[str, Any]], "Sent | None"]


@dataclass
class Sent:
    """What goes over the wire as it is: status, content type and the pieces, ``pause`` seconds before each."""

    pieces: list[bytes]
    status: int = 200
    kind: str = "application/json"
    pause: float = 0.0
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Reply:
    """What the server does with one request: ``content`` is streamed in pieces of ``piece`` characters.

    ``status`` other than 200 sends an error body; ``cut`` closes the connection after so many pieces; ``hang`` waits
    so many seconds first; ``refusal`` is sent in place of content. ``raw`` may answer a request in its own way.
    """

    content: Content = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None
    hang: float = 0.0
    refusal: str | None = None
    piece: int = 25
    message: str = "stand-in error"
    raw: Raw | None = None


@dataclass
class Server:
    """A running stand-in: where it listens and what it was asked."""

    url: str
    requests: list[dict[str, Any]]
    headers: list[dict[str, str]]


def _chunk(delta: dict[str, Any], finish: str | None = None, usage: dict[str, int] | None = None) -> bytes:
    choices = [] if usage else [{"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}]
    body = {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": "stand-in",
        "choices": choices,
        "usage": usage,
    }
    return f"data: {json.dumps(body)}\n\n".encode()


def completion(message: dict[str, Any], finish: str = "stop") -> dict[str, Any]:
    """A whole completion, as servers that do not stream give it."""
    return {
        "id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "stand-in",
        "choices": [{"index": 0, "message": message, "finish_reason": finish}],
        "usage": {"prompt_tokens": 321, "completion_tokens": 45, "total_tokens": 366},
    }  # fmt: skip


@contextmanager
def serve(*replies: Reply) -> Iterator[Server]:  # noqa: C901 - the handler's methods close over the queue
    """Serve ``replies`` in turn on a free loopback port until the block ends."""
    queue = list(replies)
    lock = threading.Lock()
    server = Server("", [], [])
    stopped = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            pass

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            with lock:
                server.requests.append({"path": self.path, **body})
                server.headers.append(dict(self.headers))
                reply = queue.pop(0) if len(queue) > 1 else queue[0]
            if reply.hang:
                stopped.wait(reply.hang)
            sent = reply.raw(body) if reply.raw is not None else None
            try:
                if sent is not None:
                    self._raw(sent)
                elif reply.status != 200:
                    self._error(reply)
                elif body.get("stream"):
                    self._stream(reply, body)
                else:
                    self._whole(reply, body)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def _raw(self, sent: Sent) -> None:
            self.send_response(sent.status)
            for name, value in sent.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Type", sent.kind)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for piece in sent.pieces:
                if sent.pause and stopped.wait(sent.pause):
                    return
                self._send(piece)
            self.wfile.write(b"0\r\n\r\n")

        def _whole(self, reply: Reply, body: dict[str, Any]) -> None:
            if reply.cut is not None:
                self.close_connection = True
                self.connection.shutdown(2)
                return
            text = reply.content(body) if callable(reply.content) else reply.content
            message = {"role": "assistant", "content": None if reply.refusal else text, "refusal": reply.refusal}
            payload = json.dumps(completion(message)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(payload)))
            self.end_headers()
            self.wfile.write(payload)

        def _error(self, reply: Reply) -> None:
            payload = json.dumps({"error": {"message": reply.message, "type": "stand_in", "code": None}}).encode()
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(payload)))
            self.end_headers()
            self.wfile.write(payload)

        def _send(self, data: bytes) -> None:
            self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
            self.wfile.flush()

        def _stream(self, reply: Reply, body: dict[str, Any]) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            text = reply.content(body) if callable(reply.content) else reply.content
            self._send(_chunk({"role": "assistant", "content": ""}))
            if reply.refusal is not None:
                self._send(_chunk({"refusal": reply.refusal}))
            for i in range(0, len(text), reply.piece):
                if reply.cut is not None and i // reply.piece >= reply.cut:
                    self.close_connection = True
                    self.connection.shutdown(2)
                    return
                self._send(_chunk({"content": text[i : i + reply.piece]}))
            self._send(_chunk({}, "stop"))
            self._send(_chunk({}, usage={"prompt_tokens": 321, "completion_tokens": 45, "total_tokens": 366}))
            self._send(b"data: [DONE]\n\n")
            self.wfile.write(b"0\r\n\r\n")

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    httpd.daemon_threads = True
    server.url = f"http://127.0.0.1:{httpd.server_address[1]}/v1"
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        stopped.set()
        httpd.shutdown()
        httpd.server_close()
        thread.join(timeout=5)
        time.sleep(0)
