"""The offline model: a deterministic LangChain chat model that needs no key and no network.

It reads the same prompt as a hosted model, and only the prompt, and answers in the same JSON. What it cannot do is
find other words; what it can do is never invent any.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from langchain_core.runnables import Runnable, RunnableLambda

from bot.answer import phrasing
from bot.answer.draft import DraftAnswer
from bot.answer.prompting import read_prompt

Item = dict[str, Any]
Line = tuple[str, list[int]]
"""Text of a statement without its numbers, and the numbers."""

NAME = "offline"


class OfflineChatModel(BaseChatModel):
    """Composes an attributed answer from the evidence in the prompt. Same input, same output."""

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
        task, _, items = read_prompt(str(messages[-1].content))
        text = json.dumps(answer(str(task.get("kind", "who")), items), ensure_ascii=False)
        return ChatResult(generations=[ChatGeneration(message=AIMessage(content=text))])

    def with_structured_output(
        self, schema: Any, *, include_raw: bool = False, **kwargs: Any
    ) -> Runnable[LanguageModelInput, Any]:
        """As LangChain defines it for ``DraftAnswer``: the parsed object, or with ``include_raw`` a dict of three."""

        def parse(message: BaseMessage) -> Any:
            parsed = DraftAnswer.model_validate_json(str(message.content))
            return {"raw": message, "parsed": parsed, "parsing_error": None} if include_raw else parsed

        return self | RunnableLambda(parse)


def answer(kind: str, items: Sequence[Item]) -> dict[str, Any]:
    """The structured answer for a kind of question over the evidence items of the prompt."""
    if not items:
        return {"abstained": True, "statements": []}
    lines = _FORMS.get(kind, _plain_form)(items)
    return {
        "abstained": False,
        "statements": [{"text": f"{text} {phrasing.marks(tuple(ns))}.", "citations": ns} for text, ns in lines],
    }


def _sentence(item: Item) -> str:
    who = str(item["who"])
    return phrasing.compose(
        who[:1].upper() + who[1:],
        str(item["verb"]),
        str(item["quote"]),
        own_voice=bool(item.get("own_voice")),
        relayed=len(item.get("chain", ())) > 1,
    )


def _merged(items: Sequence[Item]) -> list[list[Item]]:
    """Items that are reports of one statement, together, in the order of the first."""
    groups: dict[int, list[Item]] = {}
    for item in items:
        groups.setdefault(int(item["statement"]), []).append(item)
    return list(groups.values())


def _count(items: Sequence[Item]) -> str:
    outlets = list(dict.fromkeys(str(i["outlet"]) for i in items if i.get("outlet")))
    named = f" ({', '.join(outlets)})" if outlets else ""
    return f"one source, {len(items)} reports{named}"


def _plain_form(items: Sequence[Item]) -> list[Line]:
    lines: list[Line] = []
    for group in _merged(items):
        numbers = [int(i["n"]) for i in group]
        text = _sentence(group[0])
        lines.append((f"{text} – {_count(group)}" if len(group) > 1 else text, numbers))
    return lines


def _independence_form(items: Sequence[Item]) -> list[Line]:
    groups = _merged(items)
    lead = groups[0]
    numbers = [int(i["n"]) for i in lead]
    reports = "report" if len(lead) == 1 else "reports"
    outlets = list(dict.fromkeys(str(i["outlet"]) for i in lead if i.get("outlet")))
    where = f" ({', '.join(outlets)})" if outlets else ""
    first = f"1 source, {len(lead)} {reports}{where}: {_sentence(lead[0])}"
    return [(first, numbers), *_plain_form([i for g in groups[1:] for i in g])]


def _changed_form(items: Sequence[Item]) -> list[Line]:
    def told(item: Item) -> str:
        where = ", ".join(str(item[k]) for k in ("published", "outlet") if item.get(k))
        return f"{where}: {_sentence(item)}" if where else _sentence(item)

    by_date = sorted(items, key=lambda i: str(i.get("published") or "9999"))
    return [(told(i), [int(i["n"])]) for i in by_date]


_FORMS: dict[str, Callable[[Sequence[Item]], list[Line]]] = {
    "independence": _independence_form,
    "changed": _changed_form,
}


def numbers_in(text: str) -> list[int]:
    """The evidence numbers that a statement's text prints, in order."""
    return [int(n) for n in re.findall(r"\[(\d{1,3})\]", text)]
