"""A short fuzzing run of every loader; tests/fuzz/long_run.py is the long one."""

from __future__ import annotations

import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.seeds import DICTIONARY, SEEDS
from tests.fuzz.targets import TARGETS


@st.composite
def mutated(draw: st.DrawFn, seeds: tuple[bytes, ...], dictionary: tuple[bytes, ...]) -> bytes:
    """A seed with pieces cut out, doubled, overwritten or put in; or anything at all."""
    if draw(st.integers(0, 9)) == 0:
        return draw(st.binary(max_size=200))
    data = bytearray(draw(st.sampled_from(seeds)))
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(data)))
        end = min(len(data), at + draw(st.integers(0, 30)))
        piece = draw(st.one_of(st.binary(max_size=12), st.sampled_from(dictionary), st.just(bytes(data[at:end]) * 2)))
        data[at:end] = piece
    return bytes(data)


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_no_input_breaks_a_loader(name: str) -> None:
    @settings(max_examples=40 if name in ("html", "pdf") else 120, deadline=None, database=None,
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(mutated(SEEDS[name], DICTIONARY))
    def run(data: bytes) -> None:
        TARGETS[name](data)

    run()


def test_the_seeds_are_what_they_seem() -> None:
    from index.articles import parsers
    from index.feeds.document import parse

    assert parsers.html(SEEDS["html"][0])["text"]
    assert parsers.pdf(SEEDS["pdf"][0])["text"]
    assert parse(SEEDS["feed"][0], "https://c.example/").items
    assert io.BytesIO(SEEDS["jsonl"][0]).readline()
