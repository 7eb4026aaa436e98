"""Which line ends of a text are only the layout's: pure, time and memory linear in the text.

A mail, a PDF, a .txt file end their lines where the page ends. Poems, lists, headlines, transcripts and speeches end
them where they mean it. What tells them apart is measured block by block (a block: lines without an empty one between):
lines that are full, sentences that run on from line to line, punctuation that stands inside the lines rather than at
their ends; and marks that open a new item whatever the rest looks like.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from index.text.characters import Edit
from index.text.words import is_word

_BREAK = re.compile(r"\r\n|\r\r\n|[\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
_QUOTED = re.compile(r"[ \t]{0,3}>(?:[ \t]?>){0,20}[ \t]?")
_STOPPED = re.compile(r"[.!?…][\"'”’)\]]{0,4}\Z")
_PAUSED = re.compile(r"[.,;:!?…][\"'”’)\]]{0,4}\Z")
_CUT_WORD = re.compile(r"([^\W\d_]{1,40})[-\u00ad]\Z")
_BEGUN = re.compile(r"[\"“‘'(\[—–]{0,2}([^\W\d_])")
_COMPOUND = re.compile(r"[^\W\d_]{1,40}-[^\W\d_]{1,40}")
_WORD = re.compile(r"[^\W\d_]{1,40}")
_FIRST_WORD = re.compile(r"\S{1,60}")
_UNFINISHED = re.compile(
    r"""(?:,|\b(?:the|a|an|of|to|in|on|at|for|from|with|by|and|or|but|that|which|who|as  # ... said that
      |his|her|its|their|is|was|were|has|had|mr|ms|mrs|dr)\.?)\Z                         # ... by Dr.
    """,
    re.I | re.X,
)
# What opens a line of its own: bullets, numbers and letters of lists, headings, rules, cells; a clock; a speaker.
_BULLET = re.compile(r"[•◦▪‣●○■·]|#{1,6}\s|\||[=*_-]{3,}\s*\Z|```")
_ITEM = re.compile(r"([-*+–—]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)])[ \t]+\S")
_CLOCK = re.compile(r"[\[(]?\d{1,2}[:.h]\d{2}\b")
_TURN = re.compile(r"([^\W\d_][\w.'’-]{0,30}(?: [^\W_][\w.'’-]{0,30}){0,4})(?: \([^)\n]{1,40}\))?:(?:\s|\Z)")

WIDEST = 200  # characters: no layout has longer lines; what has are paragraphs, a line each
NARROWEST = 24
_STOPPED_FULL, _FILLED = 0.97, 0.92
_FULL = 0.8  # of the width: type of uneven letters, and hand-made lines, fill a line no better


@dataclass(frozen=True, slots=True)
class _Line:
    start: int  # of the words, after blanks and quoting marks
    end: int
    indent: int
    lead: int  # where its quoting mark begins, ``start`` where it has none
    words: str


def line_ends(text: str) -> list[Edit]:
    """The edits that put a blank for each line end of the layout, nothing for one that cuts a word, and nothing for the
    marks of quoted mail; in text order, none touching another."""
    lines = _lines(text)
    marks = [(line.lead, line.start, "") for line in lines if line.lead < line.start]
    lines = [line for line in lines if line.words]
    if len(lines) < 2:
        return marks
    blocks = list(_blocks(text, lines))
    labels = Counter(found[1] for line in lines if (found := _TURN.match(line.words)))
    width = _common_width(blocks)
    joined: list[tuple[_Line, _Line]] = []
    for block in blocks:
        joined += _joined(block, width, labels)
    joined += _over_gaps(blocks, width)
    continued = {after.start for _, after in joined}
    edits = [mark for mark in marks if mark[1] not in continued]
    whole = _whole_words(text)
    edits += (_edit(before, after, whole) for before, after in joined)
    return sorted(edits)


def _lines(text: str) -> list[_Line]:
    """The lines that have words or a quoting mark."""
    lines: list[_Line] = []
    at = 0
    while at <= len(text):
        found = _BREAK.search(text, at)
        stop = found.start() if found else len(text)
        quoted = _QUOTED.match(text, at, stop)
        words = text[quoted.end() if quoted else at : stop]
        bare = words.strip()
        if bare or quoted:
            start = stop - len(words.lstrip())
            lead = quoted.start() if quoted else start
            lines.append(_Line(start, start + len(bare), len(words) - len(words.lstrip()), lead, bare))
        at = found.end() if found else len(text) + 1
    return lines


def _blocks(text: str, lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    """Lines that follow on each other without an empty line between. Where nearly all lines have one after them, as in
    text pasted from some mail programs, none of them parts blocks."""
    gaps = [_gap(text, before, after) for before, after in pairwise(lines)]
    spaced = len(gaps) >= 4 and all(gap == 2 for gap in gaps)
    block = [lines[0]]
    for gap, line in zip(gaps, lines[1:], strict=True):
        if gap > 1 and not spaced:
            yield block
            block = []
        block.append(line)
    yield block


def _gap(text: str, before: _Line, after: _Line) -> int:
    return sum(1 for _ in _BREAK.finditer(text, before.end, after.lead))


@dataclass(frozen=True, slots=True)
class _Break:
    """What speaks for and against one line end being the layout's."""

    before: _Line
    after: _Line
    stopped: bool  # a sentence may end here
    paused: bool  # or a part of one
    lower: bool  # the next line begins in lower case
    cut: bool  # a hyphen cuts a word
    unfinished: bool  # no phrase ends so

    @property
    def flows(self) -> bool:
        return not self.stopped and (self.lower or self.cut or self.unfinished)

    def fills(self, width: float) -> bool:
        """Would the next word have passed the ``width``?"""
        first = _FIRST_WORD.match(self.after.words)
        return len(self.before.words) + 1 + (len(first[0]) if first else 0) > width


def _break(before: _Line, after: _Line) -> _Break:
    words = before.words
    begun = _BEGUN.match(after.words)
    return _Break(
        before,
        after,
        _STOPPED.search(words[-6:]) is not None,
        _PAUSED.search(words[-6:]) is not None,
        begun is not None and begun[1].islower(),
        begun is not None and begun[0].islower() and _CUT_WORD.search(words[-42:]) is not None,
        _UNFINISHED.search(words[-8:]) is not None,
    )


def _width(block: Sequence[_Line]) -> int:
    """The width that the lines of a block were set to: all but a few stay within it."""
    lengths = sorted(len(line.words) for line in block)
    return lengths[(len(lengths) - 1) * 9 // 10] if len(lengths) > 9 else lengths[-1]


def _common_width(blocks: Sequence[Sequence[_Line]]) -> int | None:
    """The width of the blocks that are laid out by themselves, None where there is none."""
    laid_out = (block for block in blocks if len(block) > 1 and _laid_out(block, _width(block)))
    lengths = sorted(len(line.words) for block in laid_out for line in block[:-1])
    return lengths[(len(lengths) - 1) * 9 // 10] if lengths else None


def _laid_out(block: Sequence[_Line], width: int) -> bool:
    """Were the lines of a block ended by a layout of that width?"""
    if not NARROWEST <= width <= WIDEST:
        return False
    breaks = [_break(a, b) for a, b in pairwise(block)]
    if len(breaks) == 1:
        return breaks[0].flows
    near = [one for one in breaks if one.fills(_FULL * width)]
    strays = sum(not (one.stopped or one.fills(_FULL * width)) for one in breaks)
    if not near or strays > len(breaks) / 3:
        return False
    flowing = sum(one.flows for one in near) / len(near)
    paused = sum(one.paused for one in near)  # verse and lists end their lines where they pause
    full = len(breaks) >= 4 and all(one.fills(width) for one in breaks)
    return paused <= 1 + len(near) / 2 and (flowing >= 0.3 or full)


def _joined(block: Sequence[_Line], common: int | None, labels: Counter[str]) -> Iterator[tuple[_Line, _Line]]:
    """The pairs of lines of a block that are one line to a reader."""
    if len(block) < 2:
        return
    width = _width(block)
    laid_out = _laid_out(block, width)
    if common is not None and not laid_out and _FULL * common < width < 1.1 * common:
        breaks = [_break(a, b) for a, b in pairwise(block)]
        laid_out = all(one.fills(_FILLED * common) or one.flows for one in breaks)
    if laid_out and common is not None and len(block) < 4:
        width = max(width, common)
    listed = Counter(found[1][-1] for line in block if (found := _ITEM.match(line.words)))
    indents = min(line.indent for line in block)
    for before, after in pairwise(block):
        one = _break(before, after)
        if _begins_anew(one, labels, listed, indents):
            continue
        if laid_out:
            if one.flows or one.fills((_STOPPED_FULL if one.stopped else _FILLED) * width):
                yield before, after
        elif width > WIDEST // 2 and one.flows and one.lower and not one.before.words.isupper():
            yield before, after  # a stray line end inside a sentence of a long paragraph


def _begins_anew(one: _Break, labels: Counter[str], listed: Counter[str], indents: int) -> bool:
    """Does the line after a break open something of its own, by a mark or by its indentation?"""
    before, after = one.before, one.after
    if before.words.startswith("#") or _BULLET.match(after.words) or _BULLET.match(before.words[:1] * 3 + " "):
        return True
    if (before.lead == before.start) != (after.lead == after.start):
        return True
    closed = one.stopped or before.words.endswith(":")
    if (item := _ITEM.match(after.words)) and (closed or listed[item[1][-1]] > 1):
        return True
    if (turn := _TURN.match(after.words)) and (closed or labels[turn[1]] > 1 or turn[1].isupper()):
        return True
    if closed and (_CLOCK.match(after.words) or (after.indent >= indents + 2 and before.indent < after.indent)):
        return True
    shouted = before.words.isupper() and len(before.words) > 3
    return shouted and not one.after.words[:60].isupper()


def _over_gaps(blocks: Sequence[Sequence[_Line]], width: int | None) -> Iterator[tuple[_Line, _Line]]:
    """The pairs of lines that a page's end parts within a sentence; a page's number may stand between."""
    if width is None:
        return
    running = [block for block in blocks if not (len(block) == 1 and _PAGE.match(block[0].words))]
    for above, below in pairwise(running):
        one = _break(above[-1], below[0])
        if len(above) > 2 and one.flows and (one.lower or one.cut) and one.fills(_FULL * width):
            yield above[-1], below[0]


_PAGE = re.compile(r"(?:page )?[-–—]? ?\d{1,4} ?[-–—]?(?: (?:of|/) \d{1,4})?\Z", re.I)


def _edit(before: _Line, after: _Line, whole: Callable[[str, str], bool]) -> Edit:
    cut = _CUT_WORD.search(before.words[-42:])
    rest = _WORD.match(after.words)
    if cut is None or rest is None or not rest[0][0].islower():
        return before.end, after.start, " "
    hyphen = before.end - 1
    return (hyphen, after.start, "") if whole(cut[1], rest[0]) else (before.end, after.start, "")


_CUT = re.compile(r"([^\W\d_]{1,40})-[ \t]*[\n\r]\s*(?:>[ \t]?)*([^\W\d_]{1,40})")


def mended(text: str) -> str:
    """``text`` with the words whole that a hyphen cuts at the end of a line."""
    whole = _whole_words(text)

    def mend(found: re.Match[str]) -> str:
        first, rest = found.groups()
        hyphen = "" if rest[0].islower() and whole(first, rest) else "-"
        return f"{first}{hyphen}{rest}"

    return _CUT.sub(mend, text)


def _whole_words(text: str) -> Callable[[str, str], bool]:
    """(first, rest) -> True where a hyphen between them only cuts a word at a line's end.

    Where the text prints the compound within a line, it is one; else the language's words decide.
    """

    @cache
    def compounds() -> frozenset[str]:
        return frozenset(found[0].lower() for found in _COMPOUND.finditer(text))

    def decide(first: str, rest: str) -> bool:
        first, rest = first.lower(), rest.lower()
        if f"{first}-{rest}" in compounds():
            return False
        return is_word(first + rest) or not (is_word(first) and is_word(rest))

    return decide
