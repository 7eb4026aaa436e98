"""Starts PostgreSQL and a Chroma server for tests: own data folders, loopback or a Unix socket, nothing left behind."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest


def free_port() -> int:
    """A port nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def postgres_programs() -> Path | None:
    """The folder of initdb and postgres, None where PostgreSQL is not installed."""
    candidates = [str(path) for path in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
    for folder in [*candidates, *os.environ.get("PATH", "").split(os.pathsep)]:
        if os.access(Path(folder) / "initdb", os.X_OK) and os.access(Path(folder) / "postgres", os.X_OK):
            return Path(folder)
    return None


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """A PostgreSQL server for the time of the block; gives its SQLAlchemy URL. Skips where there is none.

    Its folder is not pytest's, which is closed to other users: started by root it runs as one without rights.
    """
    programs = postgres_programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    with tempfile.TemporaryDirectory(prefix="whoclaims-postgres-", ignore_cleanup_errors=True) as name:
        folder, user = Path(name), None
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            user = "postgres" if _exists("postgres") else "nobody"
            shutil.chown(folder, user)
        data, port = folder / "data", free_port()
        environment = {**os.environ, "LC_ALL": "C.UTF-8", "TZ": "UTC"}
        subprocess.run(
            [programs / "initdb", "-D", data, "-U", "tester", "--auth=trust", "-E", "UTF8", "--no-sync"],
            check=True, capture_output=True, env=environment, cwd=folder, user=user,
        )  # fmt: skip
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                [programs / "postgres", "-D", data, "-k", "", "-h", "127.0.0.1", "-p", str(port), "-F"],
                stdout=log, stderr=log, env=environment, cwd=folder, user=user,
            )  # fmt: skip
            try:
                url = f"postgresql://tester@127.0.0.1:{port}/postgres"
                _wait(lambda: _answers(url), server, folder / "log")
                yield url
            finally:
                server.send_signal(signal.SIGINT)  # the fast shutdown: clients are disconnected
                server.wait(60)


@contextlib.contextmanager
def chroma_server(folder: Path) -> Iterator[str]:
    """`chroma run` for the time of the block; gives its address."""
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    program = Path(sys.executable).with_name("chroma")
    log = (folder / "log").open("wb")
    server = subprocess.Popen(
        [program, "run", "--path", folder / "data", "--host", "127.0.0.1", "--port", str(port)], stdout=log, stderr=log
    )
    try:
        url = f"http://127.0.0.1:{port}"
        _wait(lambda: _heartbeat(url), server, folder / "log")
        yield url
    finally:
        server.terminate()
        server.wait(30)
        log.close()


def new_database(server: str, name: str) -> str:
    """An empty database on the server; gives its URL."""
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return server.rsplit("/", 1)[0] + "/" + name


def _exists(account: str) -> bool:
    import pwd

    return account in {entry.pw_name for entry in pwd.getpwall()}


def _answers(url: str) -> bool:
    import psycopg

    try:
        psycopg.connect(url, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def _heartbeat(url: str) -> bool:
    try:
        with urllib.request.urlopen(url + "/api/v2/heartbeat", timeout=2) as reply:
            return bool(reply.status == 200)
    except OSError:
        return False


def _wait(ready: Callable[[], bool], server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 120
    while not ready():
        if server.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"the server did not start: {log.read_text(errors='replace')[-2000:]}")
        time.sleep(0.05)
