"""Chat models: hosted through LangChain's init_chat_model, or the offline one. Built late, once, on first use.

Only this module imports langchain_openai (through LangChain), and only when a hosted model is chosen.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bot.settings import OFFLINE, Settings
from index.errors import ModelError, SettingsError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.runnables import Runnable


def chat_model(settings: Settings) -> BaseChatModel:
    """The model that ``settings`` choose. Raises SettingsError where it cannot be built; makes no connection."""
    from bot.answer.offline_model import OfflineChatModel

    name = settings.chosen_model
    return OfflineChatModel() if name == OFFLINE else hosted(settings, name)


def hosted(settings: Settings, name: str) -> BaseChatModel:
    """A hosted model by ``provider:name``; OpenAI's provider also gets key, base URL and usage in the stream."""
    from langchain.chat_models import init_chat_model

    provider = name.split(":", 1)[0] if ":" in name else "openai"
    options: dict[str, Any] = {"timeout": settings.model_timeout, "max_retries": settings.model_retries}
    if provider == "openai":
        settings.check_model()
        if settings.openai_api_key is None:
            raise SettingsError(f"the model {name} needs OPENAI_API_KEY, which is not set")
        options |= {
            "api_key": settings.openai_api_key,
            "base_url": settings.openai_base_url,
            "streaming": True,
            "stream_usage": True,
            "use_responses_api": False,
        }
    try:
        model: BaseChatModel = init_chat_model(name, model_provider=None if ":" in name else provider, **options)
    except (ImportError, ValueError, TypeError) as error:
        raise SettingsError(f"WHOCLAIMS_MODEL={name}: {str(error).splitlines()[0]}") from error
    return model


def structured(model: BaseChatModel) -> Runnable[Any, Any]:
    """The model bound to the JSON schema of ``Choice``, giving {"raw", "parsed", "parsing_error"}.

    The schema goes as a dictionary: given the class, the client would build the object while it streams and could not
    tell a malformed answer from a failed call.
    """
    from bot.answer.choice import Choice

    strict: dict[str, Any] = {"method": "json_schema", "strict": True} if model._llm_type == "openai-chat" else {}
    return model.with_structured_output(Choice.model_json_schema(), include_raw=True, **strict)


def guarded(structured: Runnable[Any, Any], settings: Settings) -> Runnable[Any, Any]:
    """The runnable with every failure of the provider told as ModelError, one line without secrets.

    The client itself retries refused, limited and failed calls (401 is not retried, 429 honours Retry-After). What it
    does not retry, a stream that is cut or an answer that is not the JSON asked for, is tried again here.
    """
    from langchain_core.runnables import RunnableLambda
    from pydantic import ValidationError

    from bot.answer.choice import Choice

    def call(prompt: Any) -> Any:
        trouble, unread = "", None
        for _ in range(settings.model_retries + 1):
            try:
                output = structured.invoke(prompt)
            except Exception as error:  # whatever a provider's client raises is a model that did not answer
                trouble = _told(error, settings)
                if not _cut(error):
                    raise ModelError(trouble) from error
            else:
                if getattr(output.get("raw"), "additional_kwargs", {}).get("refusal"):
                    raise ModelError("it refused to answer")
                try:
                    return {**output, "parsed": Choice.model_validate(output.get("parsed"))}
                except ValidationError:
                    unread = {**output, "parsed": None}  # perhaps prose that cites: the asker reads it
        if unread is not None:
            return unread
        raise ModelError(trouble)

    return RunnableLambda(call)


_CUT = frozenset("RemoteProtocolError ReadError IncompleteRead LengthFinishReasonError OutputParserException".split())


def _cut(error: BaseException) -> bool:
    """True for a stream that broke off and for malformed answers, which the client does not try again by itself."""
    link: BaseException | None = error
    while link is not None:
        if type(link).__name__ in _CUT:
            return True
        link = link.__cause__ or link.__context__
    return isinstance(error, ValueError)


# A provider that refuses a key repeats its first and last letters around stars.
_MASKED = re.compile(r"[^\s'\"]*\*{3}[^\s'\"]*")


def _told(error: BaseException, settings: Settings) -> str:
    text = settings.redacted(" ".join(str(error).split()))
    text = _MASKED.sub("***", text)[:200] or "no message"
    return f"{type(error).__name__}: {text}"
