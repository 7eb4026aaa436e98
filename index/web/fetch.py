"""The web, safely: one GET of a URL that a stranger may have written.

httpcore speaks HTTP; the network under it is ours (``_Network``), so that the address that was checked is the address
that is connected to, on every hop, and the time left is counted at every read, which a slow drip cannot stretch.
robots.txt is read by Protego. Nothing is remembered between requests but robots rules and when a host was last asked.
"""

from __future__ import annotations

import re
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urljoin

import httpcore

from index.errors import FetchError
from index.web.addresses import OWN_NETWORK, PORTS, Target, refusal, target

AGENT = "whoclaims"
USER_AGENT = f"{AGENT}/0.1 (news archive; reads single articles on request; respects robots.txt)"

Resolver = Callable[[str, int], Sequence[str]]
_ROBOTS_SITES, _ROBOTS_KEPT = 1_000, 20_000_000  # sites whose rules are remembered, and bytes of their robots.txt
_AGENT_LINE = re.compile(r"\s*user(?:-|\s*)agent(?![\w-])[\s:]*([^#]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds are for everything together: names, robots.txt, waiting, redirects, body. Bytes are after unpacking."""

    seconds: float = 20.0
    bytes: int = 10_000_000
    redirects: int = 5
    interval: float = 1.0  # seconds between requests to one host
    robots_bytes: int = 500_000
    robots_age: float = 3600.0


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a URL gave. ``url`` is where the redirects ended; ``kind`` is html, pdf, xml or text, by content."""

    url: str
    status: int
    content: bytes
    kind: str
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class _Reply:
    status: int
    headers: dict[str, str]
    content: bytes


def resolve(host: str, port: int) -> list[str]:
    """All addresses of a host, by the system's resolver. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(item[4][0]) for item in found))


class Fetcher:
    """Keeps the pace per host and the robots rules; safe to share between threads.

    ``permit`` names addresses that are read although they are not public, and ``ports`` the ports: for tests with a
    server on loopback, and for nothing else. ``named``: hosts that the user of this machine named as read at any port,
    also on this machine and its network; a page elsewhere cannot lead there by a redirect.
    """

    def __init__(
        self, *, limits: Limits | None = None, resolver: Resolver = resolve, permit: Iterable[str] = (),
        ports: frozenset[int] = PORTS, named: Iterable[str] = (), clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:  # fmt: skip
        self._limits = limits or Limits()
        self._resolver, self._permit, self.ports = resolver, frozenset(permit), ports
        self._named = frozenset(host.lower() for host in named)
        self._clock, self._sleep = clock, sleep
        self._lock = threading.Lock()
        self._next: dict[str, float] = {}
        self._robots: dict[str, tuple[float, Any]] = {}
        self._robots_kept = 0

    def fetch(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        """Read a URL. With ``etag`` or ``last_modified`` the status may be 304, the content then empty.

        Raises FetchError: refused by the rules above, or not to be had.
        """
        deadline = self._clock() + self._limits.seconds
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        # As bytes, since a server may send letters in them, and httpcore takes strings in ASCII only.
        wanted = {
            name: value.encode("latin-1", "replace")
            for name, value in conditions.items() if value and value.isprintable()
        }  # fmt: skip
        here = self._target(url)
        for _ in range(self._limits.redirects + 1):
            if not self._allowed(here, deadline):
                raise FetchError(f"{here.url}: its robots.txt does not let this program read it")
            reply = self._request(here, deadline, wanted, self._limits.bytes)
            location = reply.headers.get("location")
            if reply.status in (301, 302, 303, 307, 308) and location:
                here = self._follow(here, location)
                continue
            return _result(here, reply)
        raise FetchError(f"{url}: more than {self._limits.redirects} redirects")

    def _follow(self, here: Target, location: str) -> Target:
        try:
            to = self._target(urljoin(here.url, location))
        except ValueError:
            raise FetchError(f"{here.url}: redirects to something that is no URL") from None
        if to.host in self._named and here.host not in self._named:
            raise FetchError(f"{here.url}: redirects to {to.host}, which only its own address may be read at")
        return to

    def _target(self, url: str) -> Target:
        here = target(url, None)
        return here if here.host in self._named else target(url, self.ports)

    def _allowed(self, here: Target, deadline: float) -> bool:
        """RFC 9309: a missing robots.txt (4xx) allows everything, a failing one (5xx) nothing."""
        site = f"{here.scheme}://{here.netloc}"
        with self._lock:
            known = self._robots.get(site)
        if known is None or self._clock() - known[0] > self._limits.robots_age:
            rules, size = self._rules(here, deadline)
            known = (self._clock(), rules)
            with self._lock:
                self._robots_kept += size
                if len(self._robots) > _ROBOTS_SITES or self._robots_kept > _ROBOTS_KEPT:
                    self._robots.clear()
                    self._robots_kept = size
                self._robots[site] = known
        rules = known[1]
        return bool(rules if isinstance(rules, bool) else rules.can_fetch(here.url, AGENT))

    def _rules(self, here: Target, deadline: float) -> tuple[Any, int]:
        """The rules of a site (True or False for all of it), and the bytes that they were read from."""
        from protego import Protego

        at = Target(here.scheme, here.host, here.port, "/robots.txt")
        for _ in range(self._limits.redirects + 1):
            reply = self._request(at, deadline, {}, self._limits.robots_bytes, cut=True)
            location = reply.headers.get("location")
            if reply.status in (301, 302, 303, 307, 308) and location:
                at = self._follow(at, location)
                continue
            if reply.status >= 500:
                return False, 0
            if reply.status >= 400:
                return True, 0
            return Protego.parse(_for_us(reply.content.decode("utf-8", "replace"))), len(reply.content)
        return True, 0  # too many redirects count as missing

    def _pace(self, host: str, deadline: float) -> None:
        with self._lock:
            now = self._clock()
            at = max(now, self._next.get(host, now))
            if at < deadline:
                self._next[host] = at + self._limits.interval
                for name in [name for name, when in self._next.items() if when < now]:
                    del self._next[name]
        if at >= deadline:
            raise FetchError(f"{host}: too many requests are waiting for this host; try again later")
        if at > now:
            self._sleep(at - now)

    def _request(
        self, here: Target, deadline: float, headers: dict[str, bytes], size: int, cut: bool = False
    ) -> _Reply:
        self._pace(here.host, deadline)
        addresses = self._addresses(here, deadline)
        network = _Network(addresses, deadline, self._clock)
        sent: dict[bytes | str, bytes | str] = {
            "Host": here.url.split("/", 3)[2], "User-Agent": USER_AGENT, "Accept-Encoding": "gzip",
            "Accept": "text/html, application/xhtml+xml, application/pdf, application/xml, text/*",
        }  # fmt: skip
        sent.update(headers.items())
        left = max(0.01, deadline - self._clock())
        timeout = dict.fromkeys(("connect", "read", "write", "pool"), left)
        try:
            with (
                httpcore.ConnectionPool(
                    ssl_context=_tls(), network_backend=network, http1=True, http2=False, retries=0
                ) as pool,
                pool.stream("GET", here.url, headers=sent, extensions={"timeout": timeout}) as response,
            ):
                found = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in response.headers}
                body = _unpacked(response.iter_stream(), found.get("content-encoding", ""), size, here.url, cut)
                return _Reply(response.status, found, body)
        except FetchError:
            raise
        except httpcore.TimeoutException:
            raise FetchError(f"{here.url}: no complete answer within {self._limits.seconds:g} s") from None
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError, ValueError) as error:
            reason = " ".join(str(error).split())[:120] or type(error).__name__
            raise FetchError(f"{here.url}: cannot be read: {reason}") from None

    def _addresses(self, here: Target, deadline: float) -> list[str]:
        """The host's addresses, resolved once; all of them must be public, so that none can be slipped in."""
        found = self._lookup(here, deadline)
        if not found:
            raise FetchError(f"{here.host}: has no address")
        for address in found:
            reason = None if address in self._permit else refusal(address)
            if here.host in self._named and reason in OWN_NETWORK:
                reason = None
            if reason:
                raise FetchError(f"{here.url}: {here.host} is {reason}; only public addresses are read")
        return found

    def _lookup(self, here: Target, deadline: float) -> list[str]:
        # The system's resolver takes no time limit: a thread is left behind rather than waited for.
        outcome: list[Any] = []

        def work() -> None:
            try:
                outcome.append(list(self._resolver(here.host, here.port)))
            except Exception as error:  # handed to the waiting thread, whatever it is
                outcome.append(error)

        thread = threading.Thread(target=work, daemon=True)
        thread.start()
        thread.join(max(0.0, deadline - self._clock()))
        if not outcome:
            raise FetchError(f"{here.host}: its name was not resolved within {self._limits.seconds:g} s")
        if isinstance(outcome[0], (OSError, UnicodeError)):
            raise FetchError(f"{here.host}: its name cannot be resolved (no such host, or no network)") from None
        if isinstance(outcome[0], BaseException):
            raise outcome[0]
        return [str(address) for address in outcome[0]]


class _Network(httpcore.NetworkBackend):
    """Connects to the addresses that were checked, whatever the name says by now."""

    def __init__(self, addresses: Sequence[str], deadline: float, clock: Callable[[], float]) -> None:
        self._addresses, self._deadline, self._clock = addresses, deadline, clock
        self._real = httpcore.SyncBackend()

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Any = None,
    ) -> httpcore.NetworkStream:  # fmt: skip
        last: Exception | None = None
        for address in self._addresses[:4]:
            left = self._deadline - self._clock()
            if left <= 0:
                break
            try:
                return _Timed(self._real.connect_tcp(address, port, timeout=left), self._deadline, self._clock)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                last = error
        raise last or httpcore.ConnectTimeout("no time left")


class _Timed(httpcore.NetworkStream):
    """A stream whose every step ends at one deadline."""

    def __init__(self, real: httpcore.NetworkStream, deadline: float, clock: Callable[[], float]) -> None:
        self._real, self._deadline, self._clock = real, deadline, clock

    def _left(self) -> float:
        left = self._deadline - self._clock()
        if left <= 0:
            raise httpcore.ReadTimeout("no time left")
        return left

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._real.read(max_bytes, timeout=self._left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._real.write(buffer, timeout=self._left())

    def close(self) -> None:
        self._real.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secure = self._real.start_tls(ssl_context, server_hostname=server_hostname, timeout=self._left())
        return _Timed(secure, self._deadline, self._clock)

    def get_extra_info(self, info: str) -> Any:
        return self._real.get_extra_info(info)


@cache
def _tls() -> ssl.SSLContext:
    return httpcore.default_ssl_context()


def _unpacked(chunks: Iterable[bytes], encoding: str, size: int, url: str, cut: bool) -> bytes:
    """The body, unpacked as it comes and never beyond ``size`` bytes; ``cut`` keeps the beginning of a longer one."""
    encoding = encoding.strip().lower()
    if encoding in ("gzip", "x-gzip"):
        unpack = zlib.decompressobj(31)
    elif encoding in ("", "identity"):
        unpack = None
    else:
        raise FetchError(f"{url}: packed as {encoding[:40]!r}, which was not asked for")
    body = bytearray()
    for chunk in chunks:
        room = size + 1 - len(body)
        try:
            body += chunk[:room] if unpack is None else unpack.decompress(chunk, room)
        except zlib.error:
            raise FetchError(f"{url}: its packed content is damaged") from None
        if len(body) > size:
            if cut:
                return bytes(body[:size])
            raise FetchError(f"{url}: more than {size // 1_000_000} MB")
        if unpack is not None and unpack.eof:
            break
    if unpack is not None and not unpack.eof and body:
        raise FetchError(f"{url}: its packed content is cut short")
    return bytes(body)


def _for_us(robots: str) -> str:
    """A robots.txt with every agent that this program is not under one name.

    Protego keeps each rule once for each agent of its group: thousands of both, in a file within the limit, would take
    minutes and gigabytes.
    """
    lines = []
    for line in robots.splitlines():
        if match := _AGENT_LINE.match(line):
            given = match[1].strip().lower()
            name = given.replace("*", "") or given[:1]
            line = f"User-agent: {name if name == '*' or AGENT.startswith(name) else 'other'}"
        lines.append(line)
    return "\n".join(lines)


def _result(here: Target, reply: _Reply) -> Fetched:
    if reply.status != 304 and not 200 <= reply.status < 300:
        raise FetchError(f"{here.url}: the server answered {reply.status}")
    kind = "text"
    if reply.status != 304:
        if not reply.content.strip():
            raise FetchError(f"{here.url}: empty")
        kind = content_kind(reply.content, here.url)
    charset = None
    for part in reply.headers.get("content-type", "").split(";")[1:]:
        name, _, value = part.partition("=")
        if name.strip().lower() == "charset":
            charset = value.strip(" \"'")[:40] or None
    return Fetched(
        here.url, reply.status, reply.content, kind, charset,
        reply.headers.get("etag"), reply.headers.get("last-modified"),
    )  # fmt: skip


def content_kind(content: bytes, where: str) -> str:
    """html, pdf, xml or text, by what the content is and not by what its header says. Raises FetchError for others."""
    from index.articles.text import looks_binary

    head = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"%pdf-"):
        return "pdf"
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "html" if b"<\0" in content[:200] or b"\0<" in content[:200] else "text"
    if looks_binary(content):
        raise FetchError(f"{where}: neither a page nor a PDF nor text, but binary data")
    if re.match(rb"(<\?xml[^>]*>\s*)?(<!--.*?-->\s*|<\?xml-[^>]*>\s*)*<(rss|feed|rdf:rdf)\b", head, re.DOTALL):
        return "xml"  # also one that holds pages
    if b"<html" in head or b"<!doctype html" in head or b"<body" in head or b"<p>" in head:
        return "html"
    if head.startswith(b"<?xml"):
        return "xml"
    return "html" if head.startswith(b"<") else "text"


@cache
def default_fetcher() -> Fetcher:
    """The one fetcher of this process, so that the pace per host holds for all of it."""
    return Fetcher()


def fetch(url: str) -> Fetched:
    """Read a URL with the process's fetcher; see ``Fetcher.fetch``. Raises FetchError."""
    return default_fetcher().fetch(url)
