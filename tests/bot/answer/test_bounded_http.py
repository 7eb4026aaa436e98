"""One reply, whole and within bounds; servers that misbehave stand in test_server_kinds.py."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from bot.answer.bounded_http import MOST_BYTES, BoundedClient

URL = "http://model.example/"


class Pieces(httpx.SyncByteStream):
    def __init__(self, pieces: list[bytes]) -> None:
        self.pieces = pieces

    def __iter__(self) -> Iterator[bytes]:
        yield from self.pieces


def client(*pieces: bytes, kind: str = "application/json", timeout: float = 5) -> BoundedClient:
    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, headers={"content-type": kind}, stream=Pieces(list(pieces)))

    return BoundedClient(transport=httpx.MockTransport(answer), timeout=timeout)


def test_a_reply_is_read_whole() -> None:
    assert client(b'{"a"', b": 1}").get(URL).json() == {"a": 1}


def test_one_that_is_too_large_is_refused() -> None:
    with pytest.raises(httpx.RemoteProtocolError, match="too large"):
        client(b"x" * MOST_BYTES, b"x").get(URL)


def test_one_that_does_not_end_is_refused() -> None:
    with pytest.raises(httpx.ReadTimeout, match="not whole in time"):
        client(b"a", b"b", timeout=0).get(URL)


def test_a_stream_of_chunks_becomes_one_completion() -> None:
    chunks = [b'data: {"choices": [{"delta": {"content": "%s"}}]}\n\n' % part for part in (b"y", b"es")]
    read = client(*chunks, b"data: [DONE]\n\n", kind="text/event-stream").get(URL)
    assert read.headers["content-type"] == "application/json"
    assert read.json()["choices"][0]["message"]["content"] == "yes"
