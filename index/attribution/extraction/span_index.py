"""Which stretches of a text do spans touch: asked of every sentence, so in logarithmic time each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from index.schema import Relation, Span


class Touched:
    """The spans of relations, of any role; they may overlap."""

    def __init__(self, relations: Iterable[Relation]) -> None:
        spans = sorted(s for one in relations for role in (one.source, one.cue, one.content) for s in role)
        self._starts = [start for start, _ in spans]
        self._reach: list[int] = []
        for _, end in spans:
            self._reach.append(max(end, self._reach[-1]) if self._reach else end)

    def __contains__(self, stretch: Span) -> bool:
        """True where a span has a code point of ``stretch``."""
        start, end = stretch
        before = bisect_right(self._starts, end - 1)
        return bool(before) and self._reach[before - 1] > start
