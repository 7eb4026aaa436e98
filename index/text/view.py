"""A text as a reader sees it, with the way back: what attribution reads instead of the stored text.

The stored text keeps every character, for spans are offsets into it. The view of it has the line ends of a layout as
blanks, words that were cut at line ends whole (``layout``), odd characters as the usual ones (``characters``), no marks
of Markdown (``markup``), no datelines (``leads``), and a map from its offsets to those of the stored text. A text
without anything of the kind is its own view.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from index.schema import Span, Spans
from index.text.characters import Edit, odd_characters
from index.text.layout import line_ends, mended
from index.text.leads import leads
from index.text.markup import Mark, bare, mark_of, marks, strong_opening
from index.text.sentences import paragraphs


class _Layer:
    """The offsets after edits, mapped to those before."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._before = [(start, end) for start, end, _ in edits]
        grown = [0, *accumulate(len(new) - (end - start) for start, end, new in edits)]
        self._after = [(start + by, start + by + len(new)) for (start, _, new), by in zip(edits, grown, strict=False)]
        self._starts = [start for start, _ in self._after]

    def back(self, offset: int, end: bool) -> int:
        """The offset before the edits: of a span's start, or of its ``end``. Inside what replaces a stretch, the
        stretch belongs to the span as a whole; at its edges, what was left out stays outside."""
        at = bisect_right(self._starts, offset - end)
        if at == 0:
            return offset
        high, (start, stop) = self._after[at - 1][1], self._before[at - 1]
        if offset - end < high:
            return stop if end else start
        return offset - high + stop


@dataclass(frozen=True)
class View:
    """``text`` is what a reader sees of the stored text ``of``."""

    text: str
    of: str = ""
    _layers: tuple[_Layer, ...] = ()

    def stored(self, span: Span) -> Span:
        """The span of the stored text that holds what ``span`` of the view shows; both in code points."""
        start, end = span
        for layer in reversed(self._layers):
            start, end = layer.back(start, False), layer.back(end, True)
        return start, max(start, end)

    def all_stored(self, spans: Spans) -> Spans:
        """``stored`` of each."""
        return tuple(map(self.stored, spans)) if self._layers else spans

    def set_off(self) -> dict[int, Mark]:
        """The paragraphs that marks set off as a whole, by where they begin in the view, and how."""
        found = ((span, mark_of(self.of, *self.stored(span))) for span in paragraphs(self.text))
        return {start: mark for (start, _), mark in found if mark is not None} if self._layers else {}

    def openings(self) -> dict[int, int]:
        """Where the words in bold end with which a paragraph opens, by where it begins in the view; none where they
        are all of it."""
        found: dict[int, int] = {}
        for start, end in paragraphs(self.text) if self._layers else ():
            closing = strong_opening(self.of, *self.stored((start, end)))
            if closing is not None:
                low, high = start + 1, end
                while low < high:
                    middle = (low + high) // 2
                    low, high = (low, middle) if self.stored((start, middle))[1] >= closing else (middle + 1, high)
                found[start] = low
        return found


def view(text: str) -> View:
    """The view of a stored text; time and memory are linear in it."""
    layers = []
    stored = text
    for edits_of in (odd_characters, line_ends, marks, leads):
        if edits := edits_of(text):
            layers.append(_Layer(edits))
            text = _edited(text, edits)
    return View(text, stored, tuple(layers))


def unwrapped(text: str) -> str:
    """``text`` without the line ends of its layout, all its characters as they are."""
    return _edited(text, line_ends(text))


def shown(stretch: str) -> str:
    """A stretch of a stored text on one line, as a reader sees it: also words cut at line ends are whole, and marks of
    Markdown are gone."""
    stretch = bare(stretch)
    if stretch.isascii() and "-\n" not in stretch and "-\r" not in stretch:
        return " ".join(stretch.split())
    return " ".join(mended(_edited(stretch, odd_characters(stretch))).split())


def _edited(text: str, edits: Sequence[Edit]) -> str:
    parts: list[str] = []
    at = 0
    for start, end, new in edits:
        parts += (text[at:start], new)
        at = end
    parts.append(text[at:])
    return "".join(parts)
