"""Text -> units (words and punctuation marks) with the features and windows that the tagger reads.

The base encoder is uncased and its tokenizer drops line breaks, so letter case, quotation state and paragraph
breaks are handed to it as features and marker tokens.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]

UNIT = re.compile(r"[^\W_]+|[^\w\s]|_+", re.UNICODE)
BREAK = re.compile(r"[\r\n\u2028\u2029]+\s*")
CLS, SEP, UNK = 101, 102, 100
FIRST_PARAGRAPH, NEXT_PARAGRAPH = 2, 3  # [unused1], [unused2] of the BERT vocabulary
SHAPES, QUOTE_STATES = 8, 3
MAX_WINDOW = 224  # sub-words in a window's core
LEFT_CONTEXT, RIGHT_CONTEXT = 40, 16  # sub-words of neighbouring paragraphs that a window also sees
MAX_PIECES = 12  # sub-words kept of one unit: longer units are URLs and noise

_OPENING = "“„«‟"
_CLOSING = "”»"
_SINGLE = "'‘’"


@dataclass(frozen=True, slots=True)
class Units:
    """The units of one text: ``starts``/``ends`` are offsets in code points, ``paragraph`` numbers each unit's
    paragraph, ``shape`` and ``quote`` are the feature ids, ``pieces`` the sub-word ids of each unit."""

    starts: Ints
    ends: Ints
    paragraph: Ints
    shape: Ints
    quote: Ints
    pieces: list[list[int]]

    def __len__(self) -> int:
        return len(self.starts)


@dataclass(frozen=True, slots=True)
class Window:
    """One encoder input: ``ids``, ``shape``, ``quote`` per sub-word; ``first`` maps each unit in
    ``[low, high)`` to the position of its first sub-word; those in ``[core_low, core_high)`` are its own."""

    ids: Ints
    shape: Ints
    quote: Ints
    low: int
    high: int
    core_low: int
    core_high: int
    first: Ints


def shape_of(word: str) -> int:
    """Letter-case class of a unit: lower, Title, UPPER, miXed, digits, punctuation, quotation mark, other."""
    if word[0].isalpha():
        if word.islower():
            return 0
        if word[0].isupper() and (len(word) == 1 or word[1:].islower()):
            return 1
        return 2 if word.isupper() else 3
    if word[0].isdigit():
        return 4
    return 6 if word in '"' + _OPENING + _CLOSING + _SINGLE else 5


def quote_states(text: str, starts: Ints, ends: Ints, paragraph: Ints) -> Ints:
    """0 outside, 1 inside double, 2 inside single quotation marks; a paragraph break closes every quotation."""
    states = np.zeros(len(starts), dtype=np.int64)
    inside, single_until, current = False, -1, -1
    for i, (start, end) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
        if paragraph[i] != current:
            current, inside, single_until = int(paragraph[i]), False, -1
        mark = text[start:end]
        if mark in _OPENING:
            inside = True
        elif mark == '"':
            inside = not inside
        if mark in "'‘" and start > single_until and not inside and _opens_single(text, start):
            single_until = _single_end(text, start)
        states[i] = 1 if inside or mark in _CLOSING or mark == '"' else 2 if start <= single_until else 0
        if mark in _CLOSING:
            inside = False
    return states


def _opens_single(text: str, at: int) -> bool:
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    return not before.isalnum() and (after.isalnum() or after in '“"[(')


_SINGLE_CLOSE = re.compile(r"(?<=[\w.,!?;:…\])-])['’](?!\w)")


def _single_end(text: str, at: int) -> int:
    stop = BREAK.search(text, at, min(len(text), at + 1500))
    found = _SINGLE_CLOSE.search(text, at + 1, stop.start() if stop else min(len(text), at + 1500))
    return found.start() if found else -1


_TURN = re.compile(r"[^\r\n.!?]{1,80}:[ \t]*\Z")


def paragraph_breaks(text: str) -> list[int]:
    """Offsets of line breaks that end a paragraph. One after "NAME:" does not: the turn that follows belongs to it."""
    breaks = []
    start = 0
    for found in BREAK.finditer(text):
        if found.group().count("\n") > 1 or not _TURN.match(text, start, found.start()):
            breaks.append(found.start())
        start = found.end()
    return breaks


def segment(text: str, tokenize: Callable[[Sequence[str]], list[list[int]]]) -> Units:
    """Split ``text`` into units; ``tokenize`` maps words to their sub-word ids (no special tokens)."""
    found = [m.span() for m in UNIT.finditer(text)]
    starts = np.array([a for a, _ in found], dtype=np.int64)
    ends = np.array([b for _, b in found], dtype=np.int64)
    breaks = paragraph_breaks(text)
    paragraph = np.array([bisect_right(breaks, a) for a, _ in found], dtype=np.int64)
    words = [text[a:b] for a, b in found]
    return Units(
        starts,
        ends,
        paragraph,
        np.array([shape_of(w) for w in words], dtype=np.int64),
        quote_states(text, starts, ends, paragraph) if found else starts,
        [p[:MAX_PIECES] or [UNK] for p in tokenize(words)] if words else [],
    )


def blocks(units: Units) -> list[tuple[int, int]]:
    """[low, high) unit ranges: the paragraphs, those longer than a window cut into pieces that fit."""
    result: list[tuple[int, int]] = []
    low = 0
    size = 0
    for i in range(len(units)):
        new_paragraph = i > low and units.paragraph[i] != units.paragraph[i - 1]
        if new_paragraph or size + len(units.pieces[i]) > MAX_WINDOW:
            result.append((low, i))
            low, size = i, 0
        size += len(units.pieces[i])
    if len(units):
        result.append((low, len(units)))
    return result


def windows(units: Units, offset: int = 0) -> list[Window]:
    """Pack whole blocks into windows, each with context to the left and right.

    ``offset`` (a number of sub-words) makes the first window shorter, so that training sees other packings.
    """
    result: list[Window] = []
    sizes = np.concatenate([[0], np.cumsum([len(p) for p in units.pieces])]) if len(units) else np.zeros(1)
    core: tuple[int, int] | None = None
    limit = MAX_WINDOW - offset
    for low, high in blocks(units):
        if core is not None and sizes[high] - sizes[core[0]] > limit:
            result.append(_window(units, sizes, *core))
            core, limit = None, MAX_WINDOW
        core = (core[0] if core else low, high)
    if core is not None:
        result.append(_window(units, sizes, *core))
    return result


def _window(units: Units, sizes: npt.NDArray[np.float64] | Ints, core_low: int, core_high: int) -> Window:
    low = int(np.searchsorted(sizes, sizes[core_low] - LEFT_CONTEXT))
    high = int(np.searchsorted(sizes, sizes[core_high] + RIGHT_CONTEXT, side="right")) - 1
    low, high = min(low, core_low), max(high, core_high)
    ids, shape, quote, first = [CLS], [5], [0], []
    previous = -1
    for i in range(low, high):
        here = int(units.paragraph[i])
        if here != previous:
            ids.append(FIRST_PARAGRAPH if here == 0 else NEXT_PARAGRAPH)
            shape.append(5)
            quote.append(0)
            previous = here
        first.append(len(ids))
        ids.extend(units.pieces[i])
        shape.extend([int(units.shape[i])] * len(units.pieces[i]))
        quote.extend([int(units.quote[i])] * len(units.pieces[i]))
    ids.append(SEP)
    shape.append(5)
    quote.append(0)
    arrays = [np.array(x, dtype=np.int64) for x in (ids, shape, quote, first)]
    return Window(arrays[0][:512], arrays[1][:512], arrays[2][:512], low, high, core_low, core_high, arrays[3])
