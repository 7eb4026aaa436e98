"""Prompts: each renders, and what is missing is named."""

from __future__ import annotations

import pytest

import prompts


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
