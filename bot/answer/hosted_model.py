"""Hosted models: through LangChain's init_chat_model, whatever dialect of the chat-completions protocol they speak.

A server is asked for a choice in the strictest form it takes: a JSON schema, a tool, a JSON object, plain text. What it
takes is found out once and remembered for the life of the process. Only this module imports langchain_openai, openai.
"""

from __future__ import annotations

import logging
import secrets
import threading
import time
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from bot.answer import choice
from bot.answer.choice import Choice
from bot.settings import OFFLINE, Settings
from index.errors import ModelError, SettingsError
from index.schema import Usage

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage
    from langchain_core.prompt_values import PromptValue

LOG = logging.getLogger(__name__)

OPENAI = "openai"
FIRST_SECONDS = 90.0
"""A server's first reply may take this long, if the timeout is shorter: many load their model then."""
NUMBERS = range(1, choice.MOST + 1)

_SCHEMA = {"name": "choice", "strict": True, "schema": Choice.model_json_schema()}
_TOOL = {"type": "function", "function": {"name": "choose", "description": "Choose pieces of the evidence.",
         "parameters": Choice.model_json_schema()}}  # fmt: skip


class Mode(StrEnum):
    """How a choice is asked for, strictest first."""

    JSON_SCHEMA = "a JSON schema"
    TOOL = "a tool call"
    JSON_OBJECT = "a JSON object"
    PLAIN = "plain text"


_OPTIONS: dict[Mode, dict[str, Any]] = {
    Mode.JSON_SCHEMA: {"response_format": {"type": "json_schema", "json_schema": _SCHEMA}},
    Mode.TOOL: {"tools": [_TOOL], "tool_choice": {"type": "function", "function": {"name": "choose"}}},
    Mode.JSON_OBJECT: {"response_format": {"type": "json_object"}},
    Mode.PLAIN: {},
}
REFUSED = frozenset((400, 405, 415, 422, 501))
"""Statuses by which servers refuse a form that they do not take."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model gave: its content as it came (an object, or text), what it used, and notes for the reader."""

    content: Any
    usage: Usage | None = None
    notes: tuple[str, ...] = ()


def provider_of(settings: Settings) -> tuple[str, str]:
    """(provider, model) of the chosen hosted model.

    A colon that names no provider belongs to the model where a server of one's own is set ("llama3.1:8b"). Raises
    SettingsError, one line that says what to write, for a name that means nothing and for a key that cannot be sent.
    """
    name = settings.chosen_model
    head, colon, rest = name.partition(":")
    if not colon:
        provider, model = OPENAI, name
    elif head == OPENAI:
        provider, model = OPENAI, rest
    elif head in _providers():
        provider, model = head, rest
    elif settings.openai_base_url:
        provider, model = OPENAI, name
    else:
        raise SettingsError(
            f"WHOCLAIMS_MODEL={name}: {head!r} is no provider that LangChain knows; write openai:MODEL, or set "
            f"OPENAI_BASE_URL to your own server's address"
        )
    if not model.strip():
        raise SettingsError(f"WHOCLAIMS_MODEL={name}: the model's name is missing; write {provider}:MODEL")
    if provider == OPENAI:
        _key(settings, name)
    return provider, model


def _providers() -> frozenset[str]:
    from langchain.chat_models import base

    known: Any = getattr(base, "_BUILTIN_PROVIDERS", None) or getattr(base, "_SUPPORTED_PROVIDERS", ())
    return frozenset(known)


def _key(settings: Settings, name: str) -> str:
    """The key as it is sent. Raises SettingsError where there is none and the server is not one's own."""
    key = settings.openai_api_key.get_secret_value().strip() if settings.openai_api_key is not None else ""
    if not key and not settings.openai_base_url:
        raise SettingsError(f"the model {name} needs OPENAI_API_KEY, which is not set")
    if any(ch.isspace() or not ch.isprintable() or not ch.isascii() for ch in key):
        raise SettingsError(
            "OPENAI_API_KEY holds a blank, a line end or a letter that no key has; write it on one line"
        )
    return key or "none"


class HostedModel:
    """One hosted model of one server. Thread-safe; built without a connection."""

    def __init__(self, settings: Settings, model: BaseChatModel | None = None) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._mode: Mode | None = None
        self._told = False
        self.protocol = True
        if model is not None:
            self._model = model
            self.protocol = model._llm_type == "openai-chat"
            return
        provider, name = provider_of(settings)
        self.protocol = provider == OPENAI
        self._model = _built(settings, provider, name)

    @property
    def mode(self) -> Mode | None:
        """The form that this server is known to take, None before its first answer."""
        return self._mode

    def choose(self, prompt: PromptValue) -> Reply:
        """The model's choice for a prompt, within the settings' timeout in all.

        Raises ModelError, a fixed sentence with a reference to the log; no words of the server's are in it.
        """
        timeout = self._settings.model_timeout
        allowed = timeout if self._mode is not None else max(timeout, min(FIRST_SECONDS, 3 * timeout))
        done = threading.Event()
        box: list[Reply | BaseException] = []

        def run() -> None:
            try:
                box.append(self._stepping_down(prompt, time.monotonic() + allowed))
            except BaseException as error:  # handed to whoever waits
                box.append(error)
            done.set()

        # A daemon thread: whatever the server does, neither an answer nor the end of the program waits for it.
        threading.Thread(target=run, name="hosted model", daemon=True).start()
        if not done.wait(allowed):
            raise self._failure("it did not answer in time", TimeoutError(f"nothing whole after {allowed:.0f} s"))
        outcome = box[0]
        if isinstance(outcome, Reply):
            return outcome
        if isinstance(outcome, ModelError):
            raise outcome
        raise self._failure(_sentence(outcome), outcome)

    def _stepping_down(self, prompt: PromptValue, deadline: float) -> Reply:
        modes = list(Mode) if self.protocol else [Mode.JSON_SCHEMA, Mode.PLAIN]
        first = self._mode or modes[0]
        last: Reply | None = None
        trouble: BaseException | None = None
        for mode in modes[modes.index(first) :]:
            if time.monotonic() > deadline:
                break
            try:
                reply = self._asked(prompt, mode)
            except ModelError:
                raise
            except Exception as error:
                if _status(error) not in REFUSED and not isinstance(error, NotImplementedError):
                    raise
                trouble = error
                continue
            if choice.read(reply.content, NUMBERS).usable:
                return Reply(reply.content, reply.usage, self._learnt(mode))
            last = reply
        if last is not None:
            return last
        raise trouble if trouble is not None else TimeoutError

    def _asked(self, prompt: PromptValue, mode: Mode) -> Reply:
        if self.protocol:
            message = self._model.bind(**_OPTIONS[mode]).invoke(prompt)
        elif mode is Mode.PLAIN:
            message = self._model.invoke(prompt)
        else:
            output: Any = self._model.with_structured_output(Choice.model_json_schema(), include_raw=True).invoke(
                prompt
            )
            parsed = output.get("parsed")
            return Reply(parsed if parsed is not None else _content(output["raw"]), _usage(output["raw"]))
        if message.additional_kwargs.get("refusal"):
            raise self._failure("it refused to answer", ValueError("refusal"))
        return Reply(_content(message), _usage(message))

    def _learnt(self, mode: Mode) -> tuple[str, ...]:
        """Remember the form that works; the first time that it is not the strictest, say so."""
        with self._lock:
            self._mode = mode
            if mode is Mode.JSON_SCHEMA or self._told:
                return ()
            self._told = True
        return (f"the model's server takes no stricter form than {mode}; its choice is checked all the same",)

    def _failure(self, sentence: str, error: BaseException) -> ModelError:
        reference = secrets.token_hex(4)
        words = self._settings.redacted(" ".join(f"{type(error).__name__}: {error}".split()))[:500]
        LOG.warning("model %s, reference %s: %s", self._settings.chosen_model, reference, words)
        return ModelError(f"{sentence}; reference {reference}")


def _built(settings: Settings, provider: str, name: str) -> BaseChatModel:
    """The LangChain model. Raises SettingsError where it cannot be built; makes no connection."""
    from langchain.chat_models import init_chat_model

    options: dict[str, Any] = {"timeout": settings.model_timeout, "max_retries": settings.model_retries}
    try:
        if provider == OPENAI:
            from bot.answer.bounded_http import BoundedClient

            options |= {
                "api_key": _key(settings, name),
                "base_url": settings.openai_base_url,
                "streaming": False,
                "use_responses_api": False,
                "http_client": BoundedClient(timeout=settings.model_timeout, follow_redirects=False),
            }
        model: BaseChatModel = init_chat_model(name, model_provider=provider, **options)
    except ImportError as error:
        needed = "socksio (a SOCKS proxy is set in the environment)" if "socks" in str(error).lower() else str(error)
        raise SettingsError(f"WHOCLAIMS_MODEL={name}: a package is missing: {needed.splitlines()[0]}") from error
    except (ValueError, TypeError) as error:
        raise SettingsError(f"WHOCLAIMS_MODEL={name}: {settings.redacted(str(error)).splitlines()[0]}") from error
    return model


def _content(message: BaseMessage) -> Any:
    """A tool call's arguments, or the text; of content in parts the texts."""
    for call in getattr(message, "tool_calls", None) or []:
        return call["args"]
    for broken in getattr(message, "invalid_tool_calls", None) or []:
        return broken.get("args") or ""
    if isinstance(message.content, str):
        return message.content
    return "".join(part if isinstance(part, str) else str(part.get("text", "")) for part in message.content)


def _usage(message: BaseMessage) -> Usage | None:
    used = getattr(message, "usage_metadata", None)
    return Usage(used["input_tokens"], used["output_tokens"]) if used else None


def _status(error: BaseException) -> int | None:
    status = getattr(error, "status_code", None)
    return status if isinstance(status, int) else None


_SENTENCES = {
    401: "it refused the key",
    403: "it refused the key",
    404: "it does not know the model or the address",
    408: "it did not answer in time",
    429: "it has too many requests",
}


def _sentence(error: BaseException) -> str:
    """A fixed sentence for what went wrong: nothing of a server's own words."""
    status = _status(error)
    if status is not None:
        return _SENTENCES.get(status, f"its server answered with an error ({status})")
    name = type(error).__name__
    if "Timeout" in name:
        return "it did not answer in time"
    if "Connection" in name or "Connect" in name:
        return "its server cannot be reached, or broke off"
    return "its answer could not be read"


def is_hosted(settings: Settings) -> bool:
    """True where a hosted model is chosen."""
    return settings.chosen_model != OFFLINE
