"""Which stretches spans touch, against looking at every span."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.attribution.extraction.span_index import Touched
from index.schema import Relation

SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda s: (s[0], s[0] + s[1])), max_size=8)


@given(SPANS, st.integers(0, 80), st.integers(1, 10))
def test_as_if_each_were_looked_at(spans: list[tuple[int, int]], start: int, length: int) -> None:
    touched = Touched([Relation((), (), tuple(spans))])
    expected = any(a < start + length and start < b for a, b in spans)
    assert ((start, start + length) in touched) is expected
