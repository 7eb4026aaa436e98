"""The fetcher against a server on loopback that behaves badly in every way the rules name."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from index.articles import load
from index.errors import FetchError
from index.web.fetch import Fetcher, Limits, content_kind
from tests.index.articles.pages import a_failure, an_article

HOST = "news.example"
TEXT = b"The mayor denied it. " * 20


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        self.routes: dict[str, Callable[[BaseHTTPRequestHandler], None]] = {}
        self.seen: list[tuple[str, dict[str, str]]] = []
        self.over = threading.Event()

        class Handler(BaseHTTPRequestHandler):
            server: Server

            def do_GET(self) -> None:
                self.server.seen.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
                route = self.server.routes.get(self.path)
                try:
                    if route:
                        route(self)
                    else:
                        reply(404)(self)
                except OSError:
                    pass  # the client has hung up, as it should

            def log_message(self, *args: object) -> None: ...

        super().__init__(("127.0.0.1", 0), Handler)


def reply(status: int = 200, body: bytes = b"", **headers: str) -> Callable[[BaseHTTPRequestHandler], None]:
    def route(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return route


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield made
    made.over.set()
    made.shutdown()
    made.server_close()


def fetcher(
    server: Server,
    *,
    addresses: dict[str, list[str]] | None = None,
    permit: Sequence[str] = ("127.0.0.1",),
    named: Sequence[str] = (),
    limits: Limits | None = None,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = lambda seconds: None,
) -> Fetcher:
    known = {HOST: ["127.0.0.1"], **(addresses or {})}
    return Fetcher(
        resolver=lambda host, port: known.get(host, [host]), ports=frozenset({server.server_port, 80}),
        permit=permit, named=named, limits=limits, clock=clock, sleep=sleep,
    )  # fmt: skip


def url(server: Server, path: str = "/a") -> str:
    return f"http://{HOST}:{server.server_port}{path}"


def refused(
    server: Server,
    path: str = "/a",
    *,
    addresses: dict[str, list[str]] | None = None,
    permit: Sequence[str] = ("127.0.0.1",),
    limits: Limits | None = None,
) -> str:
    with pytest.raises(FetchError) as caught:
        fetcher(server, addresses=addresses, permit=permit, limits=limits).fetch(url(server, path))
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_page_is_read_and_the_request_is_honest(server: Server) -> None:
    server.routes["/a"] = reply(200, TEXT, Content_Type="text/plain; charset=utf-8", ETag='"v1"', Set_Cookie="id=1")
    web = fetcher(server)
    got = web.fetch(url(server))
    assert (got.content, got.kind, got.charset, got.etag) == (TEXT, "text", "utf-8", '"v1"')
    web.fetch(url(server))
    paths = [path for path, _ in server.seen]
    assert paths == ["/robots.txt", "/a", "/a"]
    for _, headers in server.seen:
        assert "whoclaims" in headers["user-agent"]
        assert headers["host"] == f"{HOST}:{server.server_port}"
        assert "cookie" not in headers


def test_an_unchanged_page_is_not_sent_again(server: Server) -> None:
    server.routes["/a"] = reply(304)
    got = fetcher(server).fetch(url(server), etag='"v1"', last_modified="Mon, 02 Mar 2026 09:00:00 GMT")
    assert (got.status, got.content) == (304, b"")
    assert server.seen[-1][1]["if-none-match"] == '"v1"'
    assert server.seen[-1][1]["if-modified-since"] == "Mon, 02 Mar 2026 09:00:00 GMT"


def test_a_mark_with_letters_beyond_ascii_is_sent_back_as_it_came(server: Server) -> None:
    server.routes["/a"] = reply(200, TEXT, ETag='"caf\xe9"')
    web = fetcher(server)
    got = web.fetch(url(server))
    assert web.fetch(url(server), etag=got.etag).content == TEXT
    assert server.seen[-1][1]["if-none-match"] == '"caf\xe9"'


@pytest.mark.parametrize("address", ["10.0.0.7", "169.254.169.254", "::1", "::ffff:127.0.0.1", "100.64.0.1"])
def test_a_name_that_leads_inside_is_refused(server: Server, address: str) -> None:
    error = refused(server, addresses={HOST: [address]}, permit=[])
    assert "only public addresses are read" in error
    assert not server.seen


def test_one_inner_address_among_public_ones_refuses_all(server: Server) -> None:
    assert "private" in refused(server, addresses={HOST: ["127.0.0.1", "192.168.0.1"]})


def test_a_name_that_changes_its_mind_is_still_refused(server: Server) -> None:
    # DNS rebinding: public when first asked, inside afterwards. Each request asks once and connects to that answer.
    answers = [["127.0.0.1"], ["10.0.0.7"], ["10.0.0.7"]]
    server.routes["/a"] = reply(200, TEXT)
    web = Fetcher(
        resolver=lambda host, port: answers.pop(0), permit=["127.0.0.1"], ports=frozenset({server.server_port}),
        sleep=lambda seconds: None,
    )  # fmt: skip
    with pytest.raises(FetchError, match="private address"):
        web.fetch(url(server))
    assert [path for path, _ in server.seen] == ["/robots.txt"]
    assert len(answers) == 1


def test_each_request_resolves_once(server: Server) -> None:
    asked: list[str] = []

    def resolver(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    server.routes["/a"] = reply(200, TEXT)
    web = Fetcher(
        resolver=resolver, permit=["127.0.0.1"], ports=frozenset({server.server_port}), sleep=lambda seconds: None
    )
    web.fetch(url(server))
    assert asked == [HOST, HOST]  # robots.txt, page


@pytest.mark.parametrize(
    ("location", "said"),
    [
        ("http://169.254.169.254/latest/meta-data/", "link-local"),
        ("http://[::1]/", "loopback"),
        ("http://[::ffff:169.254.169.254]/", "link-local"),
        ("http://2852039166/", "in the form"),
        ("http://user@news.example/", "user name"),
        ("file:///etc/passwd", "only http and https"),
        ("gopher://news.example/", "only http and https"),
        ("http://news.example:6379/", "port 6379"),
        ("http://inner.example/", "private"),
        ("http://[bad/", "no URL"),
    ],
)
def test_every_hop_is_checked(server: Server, location: str, said: str) -> None:
    server.routes["/a"] = reply(302, Location=location)
    assert said in refused(server, addresses={"inner.example": ["10.0.0.1"]})


def test_five_redirects_are_followed_and_a_sixth_is_not(server: Server) -> None:
    for n in range(6):
        server.routes[f"/{n}"] = reply(301, Location=f"/{n + 1}")
    server.routes["/6"] = reply(200, TEXT)
    assert fetcher(server).fetch(url(server, "/1")).url == url(server, "/6")
    assert "more than 5 redirects" in refused(server, "/0")


def test_robots_are_respected(server: Server) -> None:
    rules = b"User-agent: *\nDisallow: /private\nUser-agent: whoclaims\nDisallow: /*.html$\n"
    server.routes["/robots.txt"] = reply(200, rules)
    server.routes["/private"] = reply(200, TEXT)
    assert "robots.txt" in refused(server, "/x/a.html")
    assert fetcher(server).fetch(url(server, "/private")).content == TEXT
    server.routes["/robots.txt"] = reply(503)
    assert "robots.txt" in refused(server, "/private")
    assert [path for path, _ in server.seen].count("/private") == 1


def test_robots_with_thousands_of_agents_and_rules_cost_no_more_than_their_length(server: Server) -> None:
    agents = "".join(f"User-agent: a{n}\n# {n}\nUser Agent w{n}\n" for n in range(2_000))
    server.routes["/robots.txt"] = reply(200, (agents + "User-agent: *\n" + "Disallow: /b\n" * 3_000).encode())
    server.routes["/a"] = reply(200, TEXT)
    begun = time.process_time()
    assert fetcher(server).fetch(url(server)).content == TEXT
    assert time.process_time() - begun < 5.0
    assert "robots.txt" in refused(server, "/b")


@pytest.mark.parametrize(
    ("rules", "free"),
    [
        ("user-agent: other\nuser agent WhoClaims # us\nDisallow: /a", False),
        ("useragent: *\nDisallow: /a", False),
        ("User-agent: who*\nDisallow: /a\n", False),
        ("User-agent: x\nUser-agent: *\nDisallow: /a", False),
        ("User-agent: *\nDisallow: /\nUser-agent: whoclaims\nAllow: /", True),
        ("User-agent: claims\nDisallow: /a\nUser-agent: y\nDisallow: /a", True),
        ("User-agent:\nDisallow: /a", True),
    ],
)
def test_the_group_of_robots_that_counts_is_ours(server: Server, rules: str, free: bool) -> None:
    server.routes["/robots.txt"] = reply(200, rules.encode())
    server.routes["/a"] = reply(200, TEXT)
    if free:
        assert fetcher(server).fetch(url(server)).content == TEXT
    else:
        assert "robots.txt" in refused(server)


def test_one_request_per_host_and_second(server: Server) -> None:
    now = [0.0]
    waits: list[float] = []

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        now[0] += seconds

    server.routes["/a"] = reply(200, TEXT)
    web = fetcher(server, clock=lambda: now[0], sleep=sleep)
    web.fetch(url(server))
    web.fetch(url(server))
    assert waits == [1.0, 1.0]  # robots.txt at 0, the page at 1, again at 2


def test_too_large(server: Server) -> None:
    server.routes["/a"] = reply(200, b"word " * 600_000)
    assert "more than 2 MB" in refused(server, limits=Limits(bytes=2_000_000))


def test_an_endless_body_is_cut_off(server: Server) -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while not server.over.is_set():
            handler.wfile.write(b"word " * 10_000)

    server.routes["/a"] = endless
    assert "more than 10 MB" in refused(server)


def test_a_gzip_bomb_is_not_unpacked(server: Server) -> None:
    bomb = gzip.compress(b"\n" * 300_000_000, compresslevel=1)
    assert len(bomb) < 2_000_000
    server.routes["/a"] = reply(200, bomb, Content_Encoding="gzip")
    assert "more than 10 MB" in refused(server)


def test_packed_pages(server: Server) -> None:
    server.routes["/a"] = reply(200, gzip.compress(TEXT), Content_Encoding="gzip")
    assert fetcher(server).fetch(url(server)).content == TEXT
    server.routes["/a"] = reply(200, gzip.compress(TEXT)[:-20], Content_Encoding="gzip")
    assert "cut short" in refused(server)
    server.routes["/a"] = reply(200, b"not packed", Content_Encoding="gzip")
    assert "damaged" in refused(server)
    server.routes["/a"] = reply(200, TEXT, Content_Encoding="br")
    assert "not asked for" in refused(server)


def test_a_slow_drip_ends_at_the_deadline(server: Server) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while not server.over.wait(0.05):
            handler.wfile.write(b"x")
            handler.wfile.flush()

    server.routes["/a"] = drip
    assert "no complete answer within 2 s" in refused(server, limits=Limits(seconds=2.0))


def test_a_drip_of_headers_ends_at_the_deadline(server: Server) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-A: ")
        while not server.over.wait(0.05):
            handler.wfile.write(b"x")
            handler.wfile.flush()

    server.routes["/a"] = drip
    assert "no complete answer within 2 s" in refused(server, limits=Limits(seconds=2.0))


def test_a_huge_header_is_refused(server: Server) -> None:
    server.routes["/a"] = reply(200, TEXT, X_Large="x" * 5_000_000)
    assert "cannot be read" in refused(server)


def test_a_name_that_never_resolves_ends_at_the_deadline() -> None:
    over = threading.Event()
    web = Fetcher(resolver=lambda host, port: [str(over.wait(30))], limits=Limits(seconds=0.2))
    with pytest.raises(FetchError, match="not resolved within"):
        web.fetch("http://slow.example/")
    over.set()


def test_no_network() -> None:
    def fails(host: str, port: int) -> list[str]:
        raise OSError(-3, "Temporary failure in name resolution")

    (item,) = load("https://news.example/a", fetcher=Fetcher(resolver=fails))
    assert a_failure(item) == "news.example: its name cannot be resolved (no such host, or no network)"


def test_nobody_listens(server: Server) -> None:
    web = Fetcher(resolver=lambda host, port: ["127.0.0.1"], permit=["127.0.0.1"], ports=frozenset({9}))
    with pytest.raises(FetchError, match="cannot be read"):
        web.fetch("http://news.example:9/")


@pytest.mark.parametrize(
    "raw", [b"nonsense\r\n\r\n", b"", b"HTTP/1.1 999999 x\r\n\r\n", b"HTTP/1.1 200 OK\r\nbad\r\n\r\n"]
)
def test_broken_answers(server: Server, raw: bytes) -> None:
    def broken(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(raw)

    server.routes["/a"] = broken
    assert "cannot be read" in refused(server)


@pytest.mark.parametrize("status", [404, 410, 403, 500])
def test_errors_of_the_server(server: Server, status: int) -> None:
    server.routes["/a"] = reply(status, b"<html>no</html>")
    assert f"answered {status}" in refused(server)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"<!DOCTYPE html><html>", "html"), (b"  <html lang=en>", "html"), (b"%PDF-1.7", "pdf"),
        (b"<?xml version='1.0'?><rss>", "xml"), (b"<feed xmlns=''>", "xml"), (b"Plain words.", "text"),
        (b"\xef\xbb\xbf<!doctype html>", "html"),
    ],
)  # fmt: skip
def test_the_kind_is_told_by_content(content: bytes, kind: str) -> None:
    assert content_kind(content, "u") == kind


def test_an_image_called_a_page_is_refused(server: Server) -> None:
    server.routes["/a"] = reply(200, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Content_Type="text/html")
    assert "binary data" in refused(server)


def test_a_url_becomes_an_article(server: Server) -> None:
    page = "<html><head><title>Dam</title></head><body><article>" + "".join(
        f"<p>Inspector {n} told the council that the dam had cracked again in the autumn.</p>" for n in range(8)
    )
    server.routes["/a"] = reply(302, Location="/b")
    server.routes["/b"] = reply(200, page.encode(), Content_Type="application/octet-stream")
    (item,) = load(url(server), fetcher=fetcher(server))
    article = an_article(item)
    assert article.url == url(server, "/b")
    assert article.title == "Dam"
    assert "Inspector 7" in article.text


def test_a_host_of_ones_own_is_read_where_it_is_named_and_by_no_redirect(server: Server) -> None:
    server.routes["/a"] = reply(200, TEXT)
    own = Fetcher(resolver=lambda host, port: ["127.0.0.1"], named=["localhost"], sleep=lambda seconds: None)
    assert own.fetch(f"http://localhost:{server.server_port}/a").content == TEXT
    with pytest.raises(FetchError, match="loopback"):
        Fetcher(resolver=lambda host, port: ["127.0.0.1"], ports=frozenset({server.server_port})).fetch(
            f"http://localhost:{server.server_port}/a"
        )
    with pytest.raises(FetchError, match="port"):
        own.fetch(f"http://{HOST}:{server.server_port}/a")
    server.routes["/away"] = reply(302, Location=f"http://localhost:{server.server_port}/a")
    other = fetcher(server, addresses={"localhost": ["127.0.0.1"]}, named=["localhost"])
    with pytest.raises(FetchError, match="redirects to localhost"):
        other.fetch(url(server, "/away"))


@pytest.mark.parametrize("address", ["169.254.169.254", "224.0.0.1", "0.0.0.0", "168.63.129.16"])
def test_a_cloud_hosts_own_addresses_stay_closed_also_by_name(address: str) -> None:
    own = Fetcher(resolver=lambda host, port: [address], named=["box.example"])
    with pytest.raises(FetchError, match="only public addresses"):
        own.fetch("http://box.example/a")
