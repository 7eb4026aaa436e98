"""The choice of the offline model: what retrieval's own judgement of each piece comes to, read from the prompt alone.

Apart from `offline_model`, the same as a LangChain chat model: LangChain costs a fresh process half of its time.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.answer.prompting import read_prompt


def chosen(prompt: str) -> dict[str, Any]:
    """The choice over the evidence of a rendered prompt (its last message), as the object that a model returns."""
    _, _, items = read_prompt(prompt)
    return choose(items)


def choose(items: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The choice over the evidence items of a prompt, in their order."""
    pieces = [{"n": i["n"], "role": i["role"], "group": i["group"]} for i in items]
    return {"nothing_answers": not pieces, "pieces": pieces}
