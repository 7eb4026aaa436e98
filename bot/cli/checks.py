"""What is configured, reachable, missing: the checks of ``whoclaims doctor``. No check ever shows a secret."""

from __future__ import annotations

import os
import socket
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from bot import __version__
from bot.library import open_library
from bot.settings import Settings
from index.errors import WhoclaimsError
from index.store.database import unwritable
from index.text.counting import counted

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
            words = f"{counted(found.claims, 'claim')}, {counted(found.vectors, 'vector')}"
            words += f", {found.missing} missing, {found.surplus} too many, {found.wrong} wrong"
            words += f", recall@10 {found.recall:.3f}"
            if not found.indexed:
                again = "it was built anew of this very state, building it again changes nothing"
                words += "; " + (again if found.fresh else "reindex mends it")
            if found.damaged:
                some = ", ".join(found.damaged[:5]) + (", …" if len(found.damaged) > 5 else "")
                words += (
                    f"; {counted(len(found.damaged), 'article')} not as it was stored ({some}): remove and add again"
                )
            yield Check(what, Health.OK if found.well else Health.BAD, words)


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
        if unwritable(folder):
            return Health.OK, f"{folder} (can only be read)"
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
        return Health.OK, f"{kind}, {counted(articles, 'article')} in {counted(len(names), 'space')}"


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
    from bot.answer.hosted_model import OPENAI, is_hosted, provider_of

    if not is_hosted(settings):
        return Health.OK, "the offline model" + (" (no key is set)" if settings.model is None else "")
    provider, name = provider_of(settings)
    if provider != OPENAI:
        return Health.OK, f"{provider}:{name} (its provider's own variables are not looked at)"
    settings.check_model()
    base = settings.openai_base_url or "https://api.openai.com"
    _reach(base)
    key = "a key is set" if settings.openai_api_key is not None else "without a key"
    return Health.OK, f"{name} at {_without_user(base)}, {key} (--ask asks it once)"


def model_check(settings: Settings) -> Check:
    """Ask the hosted model once, about an invented claim, and say in which form it answered and how long it took."""
    return Check("model", *_told(_asked_once, settings))


def _asked_once(settings: Settings) -> Found:
    from langchain_core.prompts import ChatPromptTemplate

    import prompts
    from bot.answer import choice
    from bot.answer.hosted_model import HostedModel, is_hosted

    if not is_hosted(settings):
        return Health.OFF, "the offline model is chosen: there is no server to ask"
    settings.check_model()
    model = HostedModel(settings)
    template = ChatPromptTemplate.from_messages(list(prompts.load("answer").messages))
    begun = time.monotonic()
    reply = model.choose(template.invoke(_EXAMPLE))
    seconds = time.monotonic() - begun
    reading = choice.read(reply.content, {1, 2})
    if not reading.usable:
        return Health.BAD, f"it answered after {seconds:.1f} s, but with no choice that can be read"
    right = [piece.n for piece in reading.chosen] == [1]
    words = f"it answered after {seconds:.1f} s through {model.mode}, {'rightly' if right else 'but not rightly'}"
    return Health.OK, words


_EXAMPLE = {
    "task": '{"kind": "who"}',
    "question": '"Who says the ferry is safe?"',
    "evidence": '{"n": 1, "says": "Ida Holm “said the ferry was safe”.", "stance": "asserts", "role": "answers", '
    '"group": 1}\n{"n": 2, "says": "Leo Berg “praised the new pier”.", "stance": "judges", "role": "answers", '
    '"group": 2}',
}


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
