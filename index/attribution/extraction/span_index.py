"""Which stretches of a text do spans touch: asked of every sentence, so in logarithmic time each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from index.schema import Relation, Span


class Touched:
    """The spans of relations, of any role, or any spans; they may overlap."""

    def __init__(self, relations: Iterable[Relation] = (), spans: Iterable[Span] = ()) -> None:
        ordered = sorted((*(s for r in relations for role in (r.source, r.cue, r.content) for s in role), *spans))
        self._starts = [start for start, _ in ordered]
        self._reach: list[int] = []
        for _, end in ordered:
            self._reach.append(max(end, self._reach[-1]) if self._reach else end)

    def __contains__(self, stretch: Span) -> bool:
        """True where a span has a code point of ``stretch``."""
        start, end = stretch
        before = bisect_right(self._starts, end - 1)
        return bool(before) and self._reach[before - 1] > start
