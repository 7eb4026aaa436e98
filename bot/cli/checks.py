"""What is configured, reachable, missing: the checks of ``whoclaims doctor``. No check ever shows a secret."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from bot import __version__
from bot.library import open_library
from bot.settings import OFFLINE, Settings
from index.errors import WhoclaimsError

REACH_SECONDS = 3.0


class Health(StrEnum):
    """How a check came out. ``off`` is something that is not configured and need not be."""

    OK = "ok"
    OFF = "off"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the report."""

    what: str
    health: Health
    words: str


Found = tuple[Health, str]


def checks(settings: Settings) -> Iterator[Check]:
    """All quick checks, in the order in which a person would look; each is made when it is asked for."""
    yield Check("program", Health.OK, _program())
    for what, look in (
        ("data folder", _data_folder),
        ("database", _database),
        ("vector index", _vector_index),
        ("embedding model", lambda _: _embedding()),
        ("answers", _answers),
        ("discord", _discord),
        ("tracing", _tracing),
    ):
        yield Check(what, *_told(look, settings))


def deep_checks(settings: Settings) -> Iterator[Check]:
    """Every vector of every space compared with the database, and what the index finds with an exact scan."""
    from index.store import doctor

    with open_library(settings) as library:
        for name in library.spaces():
            what = f"space {name}"
            try:
                found = doctor.deep(library, name)
            except WhoclaimsError as error:
                yield Check(what, Health.BAD, str(error))
                continue
            words = f"{_many(found.claims, 'claim')}, {_many(found.vectors, 'vector')}"
            words += f", {found.missing} missing, {found.surplus} too many, {found.wrong} wrong"
            words += f", recall@10 {found.recall:.3f}"
            yield Check(
                what, Health.OK if found.well else Health.BAD, words + ("" if found.well else "; reindex mends it")
            )


def _told(look: Callable[[Settings], Found], settings: Settings) -> Found:
    try:
        health, words = look(settings)
    except (WhoclaimsError, OSError) as error:
        health, words = Health.BAD, " ".join(str(error).split())
    return health, settings.redacted(words)


def _program() -> str:
    return f"whoclaims {__version__} on Python {sys.version.split()[0]}"


def _data_folder(settings: Settings) -> Found:
    folder = settings.data_dir.expanduser()
    if folder.is_dir():
        if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
            return Health.BAD, f"{folder} cannot be written"
        return Health.OK, str(folder)
    parent = next(p for p in folder.absolute().parents if p.exists())
    if not parent.is_dir() or not os.access(parent, os.W_OK | os.X_OK):
        return Health.BAD, f"{folder} is missing and cannot be made in {parent}"
    return Health.OK, f"{folder} (made when the first article is added)"


def _database(settings: Settings) -> Found:
    kind = "server" if settings.database_url else "SQLite file"
    if not settings.database_url and not settings.data_dir.expanduser().is_dir():
        return Health.OFF, f"{kind}, nothing stored yet"
    with open_library(settings) as library:
        names = library.spaces()
        articles = sum(library.space(name).stats()["articles"] for name in names)
        return Health.OK, f"{kind}, {_many(articles, 'article')} in {_many(len(names), 'space')}"


def _vector_index(settings: Settings) -> Found:
    if not settings.chroma_url:
        return Health.OK, "Chroma, embedded in the data folder"
    settings.check_store()
    where = _without_user(settings.chroma_url)
    _reach(settings.chroma_url)
    return Health.OK, f"Chroma server at {where}" + (", with a token" if settings.chroma_token else ", without a token")


def _embedding() -> Found:
    import hashlib

    from index.embedding import FOLDER, default_embedder

    embedder = default_embedder()
    digest = hashlib.sha256((FOLDER / "model.onnx").read_bytes()).hexdigest()
    if digest != embedder.digest:
        return Health.BAD, f"{FOLDER / 'model.onnx'} is not the file that was shipped; install whoclaims again"
    embedder.embed(["a question"])
    return Health.OK, f"{embedder.name}, {digest[:12]}"


def _answers(settings: Settings) -> Found:
    model = settings.chosen_model
    if model == OFFLINE:
        return Health.OK, "the offline model (no key is set)"
    provider = model.partition(":")[0] if ":" in model else "openai"
    if provider != "openai":
        return Health.OK, f"{model} (its provider's own variables are not looked at)"
    if settings.openai_api_key is None:
        return Health.BAD, f"{model} needs OPENAI_API_KEY; the offline model answers until then"
    settings.check_model()
    base = settings.openai_base_url or "https://api.openai.com"
    _reach(base)
    return Health.OK, f"{model} at {_without_user(base)}, a key is set"


def _discord(settings: Settings) -> Found:
    if settings.discord_token is None:
        return Health.OFF, "DISCORD_TOKEN is not set"
    return Health.OK, "a token is set"


def _tracing(settings: Settings) -> Found:
    if not settings.langsmith:
        return Health.OFF, "LangSmith gets nothing"
    return Health.OK, "questions and evidence are sent to LangSmith (WHOCLAIMS_LANGSMITH)"


def _reach(url: str) -> None:
    """Raises OSError, with words, where nothing accepts a connection there."""
    parts = urlsplit(url if "://" in url else f"http://{url}")
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise OSError(f"{_without_user(url)} is not an address") from None
    try:
        socket.create_connection((parts.hostname or "", port), timeout=REACH_SECONDS).close()
    except OSError as error:
        raise OSError(f"{_without_user(url)} cannot be reached: {error.strerror or error}") from None


def _without_user(url: str) -> str:
    parts = urlsplit(url if "://" in url else f"//{url}")  # without a scheme the user would be taken for one
    return parts._replace(netloc=parts.netloc.rpartition("@")[2], query="", fragment="").geturl().removeprefix("//")


def _many(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"
