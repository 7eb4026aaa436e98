"""Tracing is as the settings say; that it stays off by accident stands in test_secrets.py."""

from __future__ import annotations

import os

import pytest

from bot.answer.tracing import VARIABLES, set_to


@pytest.mark.parametrize("on", [True, False])
def test_every_variable_says_the_same(monkeypatch: pytest.MonkeyPatch, on: bool) -> None:
    for name in VARIABLES:
        monkeypatch.setenv(name, "true")
    set_to(on)
    set_now = {name: os.environ[name] for name in VARIABLES if name in os.environ}
    assert set(set_now.values()) == {str(on).lower()}
    assert VARIABLES[0] in set_now  # the first that is not empty decides
    assert "LANGCHAIN_TRACING" not in set_now  # of the older tracer, which only raises an error today
