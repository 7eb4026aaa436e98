"""Evidence <-> the text of the prompt: one JSON object a line, so that no article can step out of its quotation.

``<``, ``>`` and ``&`` are written as JSON escapes: the words of an article cannot close the block they stand in.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from bot.answer import phrasing
from bot.answer.quotation import plain
from bot.question.parser import Query
from bot.retrieval.running import whole
from index.schema import Evidence

CHARACTERS_PER_TOKEN = 3.5
"""A cautious figure for English JSON with today's tokenizers, used to bound what is sent, not to bill it."""

ANSWER_TOKENS = 400
"""Kept free of the budget for the model's choice and for what the protocol adds (the JSON schema)."""


def _dump(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def place(evidence: Evidence) -> dict[str, Any]:
    """The number of a piece, and the role and group that retrieval proposes for it."""
    return {"n": evidence.n, "role": str(evidence.role), "group": evidence.group}


def item(evidence: Evidence) -> dict[str, Any]:
    """What the model sees of one claim; ``role`` and ``group`` are those that retrieval proposes."""
    stored = whole(evidence)
    shown = {**place(evidence), "says": phrasing.sentence(stored), "stance": str(stored.claim.stance)}
    if stored.claim.own_voice:
        shown["own_voice"] = True
    if stored.article.outlet:
        shown["outlet"] = plain(stored.article.outlet)
    if stored.article.published:
        shown["published"] = plain(stored.article.published)[:10]
    return shown


def task_block(query: Query) -> str:
    """The kind of the question and whose words are asked for, as JSON."""
    return _dump({"kind": str(query.kind), "subject": query.subject, "topic": query.topic})


def question_block(query: Query) -> str:
    """The question as a JSON string."""
    return _dump(query.text)


def evidence_block(evidence: Sequence[Evidence], budget: int) -> tuple[str, list[Evidence]]:
    """The JSON lines that fit in ``budget`` tokens, best first, and the evidence that they hold (at least one)."""
    lines: list[str] = []
    kept: list[Evidence] = []
    left = budget * CHARACTERS_PER_TOKEN
    for e in evidence:
        line = _dump(item(e))
        left -= len(line) + 1
        if left < 0 and kept:
            break
        lines.append(line)
        kept.append(e)
    return "\n".join(lines), kept


_BLOCK = r"<{0}>\n(.*?)\n?</{0}>"


def read_prompt(text: str) -> tuple[dict[str, Any], str, list[dict[str, Any]]]:
    """The inverse, for the offline model: task, question and evidence items of a rendered prompt."""

    def block(name: str) -> str:
        match = re.search(_BLOCK.format(name), text, re.S)
        return match[1] if match else ""

    task = json.loads(block("task") or "{}")
    question = json.loads(block("question") or '""')
    items = [json.loads(line) for line in block("evidence").splitlines() if line.strip()]
    return task, question, items
