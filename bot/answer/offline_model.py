"""The offline model: a deterministic LangChain chat model that needs no key and no network.

It reads the same prompt as a hosted model, and only the prompt, and returns the same JSON: the choice that retrieval's
own judgement of each piece comes to.
"""

from __future__ import annotations

import json
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from langchain_core.runnables import Runnable, RunnableLambda

from bot.answer.choice import Choice
from bot.answer.offline_choice import chosen


class OfflineChatModel(BaseChatModel):
    """Chooses what retrieval holds to answer or to belong beside an answer. Same input, same output."""

    @property
    def _llm_type(self) -> str:
        return "whoclaims-offline"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        text = json.dumps(chosen(str(messages[-1].content)), ensure_ascii=False)
        return ChatResult(generations=[ChatGeneration(message=AIMessage(content=text))])

    def with_structured_output(
        self, schema: Any, *, include_raw: bool = False, **kwargs: Any
    ) -> Runnable[LanguageModelInput, Any]:
        """As LangChain defines it for ``Choice``: the parsed object, or with ``include_raw`` a dict of three."""

        def parse(message: BaseMessage) -> Any:
            parsed = Choice.model_validate_json(str(message.content))
            return {"raw": message, "parsed": parsed, "parsing_error": None} if include_raw else parsed

        return self | RunnableLambda(parse)
