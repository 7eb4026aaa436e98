"""A short fuzzing run of everything after the loaders; tests/fuzz/long_run.py is the long one."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from tests.fuzz.answering import DICTIONARY, SEEDS, TARGETS
from tests.fuzz.test_loaders import mutated

EXAMPLES = {"attribution": 25, "question": 120, "reply": 60, "payload": 25}


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_no_input_breaks_an_answer(name: str) -> None:
    @settings(max_examples=EXAMPLES[name], deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(mutated(SEEDS[name], DICTIONARY))
    def run(data: bytes) -> None:
        TARGETS[name](data)

    run()


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_the_seeds_pass(name: str) -> None:
    for seed in SEEDS[name]:
        TARGETS[name](seed)
