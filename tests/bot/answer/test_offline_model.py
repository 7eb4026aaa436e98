"""The offline model chooses what retrieval judged, through LangChain and beside it alike."""

from __future__ import annotations

import json

from langchain_core.messages import HumanMessage

from bot.answer.choice import Choice
from bot.answer.offline_choice import choose, chosen
from bot.answer.offline_model import OfflineChatModel
from bot.answer.prompting import evidence_block, question_block, task_block
from tests.bot.sample import evidence, query

PROMPT = (
    f"<task>\n{task_block(query())}\n</task>\n<question>\n{question_block(query())}\n</question>\n"
    f"<evidence>\n{evidence_block(evidence()[:3], 6000)[0]}\n</evidence>"
)


def test_the_choice_is_what_was_sent() -> None:
    made = chosen(PROMPT)
    assert [piece["n"] for piece in made["pieces"]] == [1, 2, 3]
    assert made["nothing_answers"] is False
    assert choose([]) == {"nothing_answers": True, "pieces": []}


def test_as_a_chat_model() -> None:
    model = OfflineChatModel()
    assert json.loads(str(model.invoke([HumanMessage(PROMPT)]).content)) == chosen(PROMPT)
    assert model.with_structured_output(Choice).invoke([HumanMessage(PROMPT)]) == Choice(**chosen(PROMPT))
    raw = model.with_structured_output(Choice, include_raw=True).invoke([HumanMessage(PROMPT)])
    assert raw["parsed"] == Choice(**chosen(PROMPT))
    assert raw["parsing_error"] is None
