"""Structured logs: one JSON object a line on standard error, without secrets and without what members asked.

A line holds time, level, logger, event and the fields given as ``extra={"fields": {...}}``. Interaction tokens stand in
the addresses that discord.py logs, and bot tokens may stand in an exception: both are blotted out of every line.
Exceptions are logged by their type and frames; their message, which may quote a question, only at debug level.
"""

from __future__ import annotations

import logging
import re
import sys
import time
import traceback
from collections.abc import Iterable

from bot import redaction
from index.text import sanitize

BLOT = "[hidden]"
_ADDRESS = re.compile(r"(/(?:webhooks|interactions)/\d+/)[A-Za-z0-9_\-.]+")
_BOT_TOKEN = re.compile(r"\b[A-Za-z0-9_-]{23,28}\.[A-Za-z0-9_-]{6,7}\.[A-Za-z0-9_-]{27,}\b")


class JsonFormatter(logging.Formatter):
    """``secrets``: values that may never be written."""

    def __init__(self, secrets: Iterable[str], *, messages: bool) -> None:
        super().__init__()
        self.secrets = redaction.forms(secrets)
        self.messages = messages

    def format(self, record: logging.LogRecord) -> str:
        body: dict[str, object] = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created)) + f".{int(record.msecs):03d}Z",
            "level": record.levelname,
            "logger": record.name,
            "event": record.getMessage(),
        }
        body |= getattr(record, "fields", {})
        if record.exc_info and record.exc_info[1] is not None:
            body["error"] = self.described(record.exc_info[1])
        return self.blotted(sanitize.dumps(body, default=str))

    def described(self, error: BaseException) -> list[str]:
        """Type and innermost frames of an exception and of its causes, outermost first."""
        lines: list[str] = []
        seen: set[int] = set()
        one: BaseException | None = error
        while one is not None and id(one) not in seen:
            seen.add(id(one))
            lines.append(f"{type(one).__name__}: {one}" if self.messages else type(one).__name__)
            frames = traceback.extract_tb(one.__traceback__)[-8:]
            lines += [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
            one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
        return lines

    def blotted(self, text: str) -> str:
        """``text`` without secrets and tokens."""
        text = redaction.redacted(text, self.secrets, BLOT)
        return _BOT_TOKEN.sub(BLOT, _ADDRESS.sub(rf"\1{BLOT}", text))


def configure(level: str, secrets: Iterable[str]) -> None:
    """Send the logs of this process to standard error in that form. discord.py stays at INFO or above."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter(secrets, messages=level == "DEBUG"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    # at debug level discord.py writes whole gateway events: questions, tokens and all
    for name in ("discord", "aiohttp", "asyncio", "openai", "chromadb"):
        logging.getLogger(name).setLevel(max(logging.INFO, root.level))
    for name in ("httpx", "httpcore"):  # at info level a line for each request, several a second with a Chroma server
        logging.getLogger(name).setLevel(logging.INFO if level == "DEBUG" else max(logging.WARNING, root.level))
