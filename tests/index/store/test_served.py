"""The Chroma server as a stranger sees it: the token is sent, a server that is away is told and never in the way."""

from __future__ import annotations

import contextlib
import http.server
import json
import logging
import shutil
import socket
import ssl
import subprocess
import threading
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import chromadb
import pytest
import sqlalchemy as sa
from chromadb.config import Settings

from index.errors import StoreError
from index.store import chroma, doctor
from tests.index.conftest import Open
from tests.index.engines import free_port
from tests.index.scripted import article

TOKEN = "token-of-a-test"


@pytest.fixture
def guarded(servers: tuple[str, str]) -> Iterator[str]:
    """A proxy before the Chroma server that lets nothing through without the token, as operators put one there."""
    with _proxy(servers[1]) as server:
        yield f"http://127.0.0.1:{server.server_address[1]}"


@contextlib.contextmanager
def _proxy(target: str, tls: ssl.SSLContext | None = None) -> Iterator[http.server.ThreadingHTTPServer]:
    class Proxy(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _pass_on(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)) or None
            if self.headers.get("Authorization") != f"Bearer {TOKEN}" or self.headers.get("X-Chroma-Token") != TOKEN:
                return self._answer(401, b'{"error": "no token"}')
            kept = {"Content-Type": self.headers.get("Content-Type") or "application/json"}
            request = urllib.request.Request(target + self.path, body, kept, method=self.command)
            try:
                with urllib.request.urlopen(request) as reply:
                    self._answer(reply.status, reply.read())
            except urllib.error.HTTPError as error:
                self._answer(error.code, error.read())

        do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = _pass_on  # noqa: N815

        def _answer(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Silent."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("engines", ["servers"], indirect=True)
def test_the_token_is_sent_and_never_told(open_library: Open, guarded: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("WARNING")
    library = open_library(chroma_url=guarded, chroma_token=TOKEN)
    library.space().add(article(1))
    assert library.settle()
    assert caplog.records == []
    library.close()
    without = open_library(chroma_url=guarded, chroma_token="another-secret-token")
    assert without.space().search_dense("bridge", 1)[0][0] == "a1#1"  # from the database
    assert not without.settle()
    assert "cannot be used" in caplog.text
    assert "another-secret-token" not in caplog.text


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate of its own authority for 127.0.0.1, with its key."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    made = tmp_path / "server.pem"
    asked = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    names = ["-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run(["openssl", "req", *asked, *names, "-keyout", made, "-out", tmp_path / "ca.pem"], check=True)
    made.write_text(made.read_text("utf-8") + (tmp_path / "ca.pem").read_text("utf-8"), "utf-8")
    return tmp_path


@pytest.mark.parametrize("engines", ["servers"], indirect=True)
@pytest.mark.parametrize("trusted", [True, False])
def test_a_server_behind_tls(
    open_library: Open,
    servers: tuple[str, str],
    certificate: Path,
    trusted: bool,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Its certificate is looked at: one of an authority that nobody named lets nothing through."""
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate / "server.pem")
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "ca.pem"))
    with _proxy(servers[1], tls) as server:
        library = open_library(chroma_url=f"https://127.0.0.1:{server.server_address[1]}", chroma_token=TOKEN)
        space = library.space()
        assert space.add(article(1)).status == "added"
        assert library.settle() is trusted
        assert space.search_dense("bridge", 1)[0][0] == "a1#1"  # where nothing gets through, from the database
        if trusted:
            assert [one for one in caplog.records if one.levelno >= logging.WARNING] == []
            collection = library.collection(1)
            assert collection is not None
            assert collection.count() == 2
        else:
            assert "cannot be used" in caplog.text
            assert TOKEN not in caplog.text
        library.close()


@pytest.mark.parametrize("engines", [{}], ids=["files"])
def test_a_server_that_is_away_is_told_and_the_database_answers(
    open_library: Open, caplog: pytest.LogCaptureFixture
) -> None:
    library = open_library(chroma_url=f"http://127.0.0.1:{free_port()}")
    space = library.space()
    assert space.add(article(1)).status == "added"
    assert space.search_dense("bridge", 1)[0][0] == "a1#1"
    assert not library.settle()
    assert "the Chroma server at http://127.0.0.1" in caplog.text
    with pytest.raises(StoreError, match=r"the Chroma server at http://127\.0\.0\.1"):
        doctor.deep(library, "default")


@pytest.mark.parametrize("engines", ["servers"], indirect=True)
def test_a_server_that_hangs_is_given_up(
    open_library: Open, servers: tuple[str, str], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(chroma, "SERVER_SECONDS", 0.5)
    let_go = threading.Event()
    with _proxy(servers[1]) as server:
        passed_on = server.RequestHandlerClass._pass_on  # type: ignore[attr-defined]

        def hang(self: Any) -> None:
            if hanging.is_set():
                let_go.wait(30)
            else:
                passed_on(self)

        hanging = threading.Event()
        for method in ("GET", "POST", "PUT", "DELETE"):
            monkeypatch.setattr(server.RequestHandlerClass, f"do_{method}", hang)
        url = f"http://127.0.0.1:{server.server_address[1]}"
        library = open_library(chroma_url=url, chroma_token=TOKEN)
        library.space().add(article(1))
        assert library.settle()
        hanging.set()
        assert library.space().search_dense("bridge", 1)[0][0] == "a1#1"
        other = open_library(chroma_url=url, chroma_token=TOKEN)
        assert other.space().search_dense("bridge", 1)[0][0] == "a1#1"
        assert other.space().search_dense("bridge", 1)[0][0] == "a1#1"
        assert "scanning the database" in caplog.text
        other.close()
        library.close()
        let_go.set()


@pytest.mark.parametrize("engines", ["servers"], indirect=True)
def test_a_database_that_goes_away_is_one_line(open_library: Open) -> None:
    """Also where the index is to be held, whose lock is a connection of its own."""
    library = open_library()
    library.space().add(article(1))
    assert library.settle()
    library.close()
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        away = library.database.engine.url.set(port=silent.getsockname()[1])
        library.database.engine = sa.create_engine(away)
        with pytest.raises(StoreError, match="failed"):
            library.follower.rebuild(1, None)


@pytest.mark.parametrize("engines", [{}], ids=["files"])
def test_an_address_that_is_none_is_refused(open_library: Open) -> None:
    with pytest.raises(StoreError, match="WHOCLAIMS_CHROMA_URL is not an http or https address"):
        open_library(chroma_url="ftp://example.org")
    with pytest.raises(StoreError, match="WHOCLAIMS_CHROMA_URL has a path that is not /TENANT/DATABASE"):
        open_library(chroma_url="https://example.org/chroma")


@pytest.mark.parametrize("engines", ["servers"], indirect=True)
@pytest.mark.parametrize("named", [True, False], ids=["named", "by token"])
def test_a_tenant_of_its_own(
    open_library: Open, servers: tuple[str, str], named: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Chroma Cloud has it: the address names tenant and database, or the token belongs to just one of each."""
    host, port = servers[1].removeprefix("http://").split(":")
    tenant = f"guild-{uuid.uuid4().hex[:8]}"
    settings = Settings(anonymized_telemetry=False, chroma_server_host=host, chroma_server_http_port=int(port))
    settings.chroma_api_impl = "chromadb.api.fastapi.FastAPI"
    admin = chromadb.AdminClient(settings)
    admin.create_tenant(tenant)
    admin.create_database("claims", tenant)
    with _proxy(servers[1]) as server:
        passed_on = server.RequestHandlerClass.do_GET  # type: ignore[attr-defined]

        def identity(self: Any) -> None:
            if self.path.endswith("/auth/identity"):
                known = {"user_id": "u", "tenant": tenant, "databases": ["claims"]}
                self._answer(200, json.dumps(known).encode())
            else:
                passed_on(self)

        if not named:
            monkeypatch.setattr(server.RequestHandlerClass, "do_GET", identity)
        url = f"http://127.0.0.1:{server.server_address[1]}" + (f"/{tenant}/claims" if named else "")
        library = open_library(chroma_url=url, chroma_token=TOKEN)
        library.space().add(article(1))
        assert library.settle()
        assert library.space().search_dense("bridge", 1)[0][0] == "a1#1"
        library.close()
    quiet = Settings(anonymized_telemetry=False)
    there = chromadb.HttpClient(host, int(port), tenant=tenant, database="claims", settings=quiet)
    assert [collection.count() for collection in there.list_collections()] == [2]


@pytest.mark.parametrize("engines", [{}], ids=["files"])
@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "mysql://u:secret@host/db",
        "sqlite:///x",
        "postgresql://u:secret@127.0.0.1:1/x",
        "postgresql://u:first@secret@127.0.0.1:1/x",
        "postgresql://127.0.0.1:1/x?password=secret",
        "postgresql://host:secret/x",
    ],
)
def test_a_database_that_cannot_be_used_is_one_line_without_its_password(open_library: Open, url: str) -> None:
    with pytest.raises(StoreError) as told:
        open_library(database_url=url)
    assert "secret" not in str(told.value)
    assert "\n" not in str(told.value)
