"""Chat models: hosted through LangChain's init_chat_model, or the offline one. Built late, once, on first use.

Only this module imports langchain_openai (through LangChain), and only when a hosted model is chosen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.settings import OFFLINE, Settings
from index.errors import ModelError, SettingsError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.runnables import Runnable


def chat_model(settings: Settings) -> BaseChatModel:
    """The model that ``settings`` choose. Raises SettingsError where it cannot be built; makes no connection."""
    from bot.offline import OfflineChatModel

    name = settings.chosen_model
    return OfflineChatModel() if name == OFFLINE else hosted(settings, name)


def hosted(settings: Settings, name: str) -> BaseChatModel:
    """A hosted model by ``provider:name``; OpenAI's provider also gets key, base URL and usage in the stream."""
    from langchain.chat_models import init_chat_model

    provider = name.split(":", 1)[0] if ":" in name else "openai"
    options: dict[str, Any] = {"timeout": settings.model_timeout, "max_retries": settings.model_retries}
    if provider == "openai":
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


def guarded(structured: Runnable[Any, Any], settings: Settings) -> Runnable[Any, Any]:
    """The runnable with every failure of the provider told as ModelError, one line without secrets.

    The client itself retries refused, limited and failed calls (401 is not retried, 429 honours Retry-After). What it
    does not retry, a stream that is cut or an answer that is not the JSON asked for, is tried again here.
    """
    from langchain_core.runnables import RunnableLambda

    def call(prompt: Any) -> Any:
        trouble = ""
        for _ in range(settings.model_retries + 1):
            try:
                output = structured.invoke(prompt)
            except Exception as error:  # whatever a provider's client raises is a model that did not answer
                trouble = _told(error, settings)
                if not _cut(error):
                    raise ModelError(trouble) from error
            else:
                if output.get("parsing_error") is None and output.get("parsed") is not None:
                    return output
                refusal = getattr(output.get("raw"), "additional_kwargs", {}).get("refusal")
                if refusal:
                    raise ModelError("it refused to answer")
                trouble = "its answer does not have the form asked for"
        raise ModelError(trouble)

    return RunnableLambda(call)


def _cut(error: BaseException) -> bool:
    """True for failures in the middle of a stream and for malformed answers, which another try may mend."""
    import httpx
    from pydantic import ValidationError

    return isinstance(error, (httpx.TransportError, ValidationError, ValueError)) or (
        type(error).__name__ in ("APIError", "LengthFinishReasonError", "OutputParserException")
    )


def _told(error: BaseException, settings: Settings) -> str:
    text = " ".join(str(error).split())[:200] or "no message"
    for secret in settings.secrets():
        text = text.replace(secret, "***")
    return f"{type(error).__name__}: {text}"
