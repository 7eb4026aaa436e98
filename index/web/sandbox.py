"""HTML, PDF and feed parsers in a child process with limits on time and memory.

The files come from strangers, and parsers of such formats have been made to loop and to swallow all memory. One child
is kept and used again, because starting Python and importing the parser costs about half a second, a page about 20 ms;
it is replaced when it has died, hung or done 200 files. It gets no environment variable (they hold keys), may write no
file, and answers in JSON, which runs nothing in the parent. The time limit is kept by the parent (wall clock) and by
the kernel (processor time); where the platform has no ``resource`` module, memory is not limited.
"""

from __future__ import annotations

import atexit
import importlib
import json
import os
import signal
import struct
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from index.errors import LoadError

SECONDS = 20.0  # of processor time for one file
PATIENCE = 3  # the wall clock may take this many times as long, on a busy machine
MEMORY = 1_500_000_000  # bytes of address space, of which an idle child takes about a fifth
FILES_PER_CHILD = 200
# By name, since the parsers' own packages call this module. ``warm`` of each imports what the parser needs.
_PARSERS = {
    "html": "index.articles.parsers:html",
    "pdf": "index.articles.parsers:pdf",
    "feed": "index.feeds.document:read",
    "alternates": "index.feeds.document:alternates",
}
_HEADER = struct.Struct(">II")
_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "TZ", "SYSTEMROOT")


class Sandbox:
    """One child at a time; safe to share between threads, which then wait for one another."""

    def __init__(self, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._seconds, self._memory = seconds, memory
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._done = 0

    def call(self, task: str, data: bytes, where: str, **options: Any) -> dict[str, str | None]:
        """Run a parser (html, pdf, feed). Raises LoadError, its message opening with ``where``."""
        request = json.dumps({"task": task, "seconds": self._seconds, **options}).encode()
        with self._lock:
            child = self._start()
            late = threading.Event()

            def stop() -> None:
                late.set()
                child.kill()

            timer = threading.Timer(self._seconds * PATIENCE, stop)
            timer.daemon = True
            timer.start()
            try:
                answer = self._exchange(child, request, data)
            except BaseException:  # Ctrl-C between question and answer: the next must not get this one's answer
                self._stop()
                raise
            finally:
                timer.cancel()
            self._done += 1
            if answer is None or self._done >= FILES_PER_CHILD:
                self._stop()
        if answer is None:
            if late.is_set() or child.returncode == -getattr(signal, "SIGXCPU", 0):
                raise LoadError(f"{where}: reading it took more than {self._seconds:g} s")
            raise LoadError(f"{where}: the {task} parser broke down on it")
        if "error" in answer:
            raise LoadError(f"{where}: {answer['error']}")
        fields: dict[str, str | None] = {
            name: value for name, value in answer.items() if value is None or isinstance(value, str)
        }
        return fields

    def close(self) -> None:
        """End the child, if one runs."""
        with self._lock:
            self._stop()

    def _exchange(self, child: subprocess.Popen[bytes], request: bytes, data: bytes) -> dict[str, Any] | None:
        """The child's answer, or None where it died or was stopped."""
        if child.stdin is None or child.stdout is None:
            return None
        try:
            child.stdin.write(_HEADER.pack(len(request), len(data)) + request + data)
            child.stdin.flush()
            head = child.stdout.read(4)
            size = int.from_bytes(head, "big")
            body = child.stdout.read(size) if len(head) == 4 and size <= 64_000_000 else b""
            answer = json.loads(body) if body and len(body) == size else None
        except (OSError, ValueError):
            return None
        return answer if isinstance(answer, dict) else None

    def _start(self) -> subprocess.Popen[bytes]:
        if self._child is not None and self._child.poll() is None:
            return self._child
        self._stop()
        code = (
            f"import sys; sys.path.insert(0, {str(Path(__file__).resolve().parents[2])!r}); "
            f"from index.web.sandbox import serve; serve({self._memory})"
        )
        self._done = 0
        self._child = subprocess.Popen(  # noqa: S603 - our own interpreter and code
            [sys.executable, "-I", "-c", code],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
            start_new_session=True,  # Ctrl-C is the parent's to handle
        )  # fmt: skip
        return self._child

    def _stop(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.wait()
            for pipe in (child.stdin, child.stdout):
                if pipe is not None:
                    with suppress(OSError):  # what was left unsent to a dead child
                        pipe.close()


_shared = Sandbox()
atexit.register(_shared.close)


def parse(task: str, data: bytes, where: str, **options: Any) -> dict[str, str | None]:
    """Parse in the process's shared sandbox; see ``Sandbox.call``."""
    return _shared.call(task, data, where, **options)


def serve(memory: int) -> None:
    """The child: answer requests on standard input until it closes."""
    _limit(memory)
    source, target = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a parser prints must not reach the parent as an answer
    while len(head := source.read(_HEADER.size)) == _HEADER.size:
        size, length = _HEADER.unpack(head)
        request = json.loads(source.read(size))
        _answer(target, _work(request, source.read(length)))


def _work(request: dict[str, Any], data: bytes) -> dict[str, Any]:
    place, _, name = _PARSERS[request.pop("task")].partition(":")
    module = importlib.import_module(place)
    module.warm(name)
    _limit_work(float(request.pop("seconds")))
    try:
        return dict(getattr(module, name)(data, **request))
    except LoadError as error:
        return {"error": str(error)}
    except MemoryError:
        return {"error": "reading it takes too much memory"}
    except RecursionError:
        return {"error": "nested too deep"}
    except Exception as error:  # a parser's own bug on a hostile file: told, and the next file goes on
        return {"error": f"cannot be parsed: {type(error).__name__}"}


def _answer(target: BinaryIO, answer: dict[str, Any]) -> None:
    body = json.dumps(answer).encode()
    target.write(len(body).to_bytes(4, "big") + body)
    target.flush()


def _limit(memory: int) -> None:
    try:
        import resource
    except ImportError:  # not on this platform: the parent's clock remains
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_work(seconds: float) -> None:
    """For one file: processor time, and no file written (set after the imports, which may cache their bytecode)."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    usage = resource.getrusage(resource.RUSAGE_SELF)
    spent = usage.ru_utime + usage.ru_stime
    resource.setrlimit(resource.RLIMIT_CPU, (int(spent + seconds) + 1, resource.RLIM_INFINITY))
