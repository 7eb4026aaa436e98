"""Chat models: hosted through LangChain's init_chat_model, or the offline one. Built late, once, on first use.

Only this module imports langchain_openai (through LangChain), and only when a hosted model is chosen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.settings import OFFLINE, Settings
from index.errors import SettingsError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel


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
