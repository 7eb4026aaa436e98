"""Prompts: each renders, what is missing is named, and what is sent is read back as it was."""

from __future__ import annotations

import pytest

import prompts
from bot.answer.prompting import evidence_block, item, question_block, read_prompt, task_block
from tests.bot.sample import evidence, query

CLAIMS = evidence()


@pytest.mark.parametrize("name", prompts.names())
def test_every_prompt_renders_with_its_variables_and_leaves_none_behind(name: str) -> None:
    prompt = prompts.load(name)
    rendered = prompt.render(**{v: f"<<{v}>> {{not a variable}}" for v in prompt.variables})
    text = "\n".join(part for _, part in rendered)
    for variable in prompt.variables:
        assert f"<<{variable}>>" in text
    assert rendered[0][0] == "system"


def test_the_answer_prompt_has_the_variables_that_the_chain_fills() -> None:
    assert prompts.load("answer").variables == {"task", "question", "evidence"}


def test_a_missing_variable_is_named() -> None:
    with pytest.raises(prompts.MissingVariable, match="'evidence'"):
        prompts.load("answer").render(task="t", question="q")


@pytest.mark.parametrize(
    ("name", "version", "said"),
    [("nonesuch", None, "nonesuch"), ("answer", 99, "no version 99 .there: v2"), ("../answer", None, "no prompt")],
)
def test_a_missing_prompt_or_version_is_told_with_what_there_is(name: str, version: str, said: str) -> None:
    with pytest.raises(prompts.MissingPrompt, match=said):
        prompts.load(name, version)


def test_a_prompt_is_read_back_as_it_was_written() -> None:
    blocks = {"task": task_block(query()), "question": question_block(query())}
    blocks["evidence"] = evidence_block(CLAIMS, 6000)[0]
    text = "\n".join(f"<{name}>\n{block}\n</{name}>" for name, block in blocks.items())
    task, question, items = read_prompt(text)
    assert task == {"kind": "who", "subject": "", "topic": "the bridge is safe"}
    assert question == query().text
    assert items == [item(one) for one in CLAIMS]


def test_what_a_model_sees_of_a_claim() -> None:
    seen = item(CLAIMS[2])
    assert (seen["n"], seen["stance"], seen["role"], seen["outlet"]) == (3, "asserts", "answers", "Kell Observer")
    assert seen["says"].startswith("The mayor of Kell, Bram Tosk, “said that the bridge was safe")
    assert item(CLAIMS[6])["own_voice"] is True


def test_what_fits_is_sent_best_first_and_one_at_least() -> None:
    line = len(evidence_block(CLAIMS[:1], 0)[0])
    assert evidence_block(CLAIMS, 0)[1] == CLAIMS[:1]
    assert len(evidence_block(CLAIMS, line)[1]) < len(CLAIMS)
    assert "<" not in evidence_block(CLAIMS, 6000)[0]
