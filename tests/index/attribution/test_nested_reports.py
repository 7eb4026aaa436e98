"""One report inside another, taken apart."""

from __future__ import annotations

import pytest

from index.attribution.nested_reports import can_speak, is_pronoun, peel


def peeled(text: str, after: str = "said") -> tuple[str, str, str] | None:
    found = peel(text, ((0, len(text)),), after)
    if found is None:
        return None
    cue, content = (" ".join(text[a:b] for a, b in spans) for spans in (found.cue, found.content))
    return text[slice(*found.source)], cue, content


def test_who_speaks_inside() -> None:
    assert peeled("state television said that the minister had promised that it would open") == (
        "state television", "said", "the minister had promised that it would open"
    )  # fmt: skip


@pytest.mark.parametrize("text", ["the minister", "the bridge is safe", "the dam had held for years and was dry"])
def test_nobody_speaks_inside(text: str) -> None:
    assert peeled(text) is None


def test_who_can_speak() -> None:
    for text, can in (("the mayor", True), ("ill health", False), ("a shortage of drivers", False)):
        assert can_speak(text, (0, len(text))) is can, text


def test_pronouns() -> None:
    assert is_pronoun("she", (0, 3))
    assert not is_pronoun("sheriff", (0, 7))
