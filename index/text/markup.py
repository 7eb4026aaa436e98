"""Marks by which Markdown and Discord set words off: ``**bold**``, ``_so_``, ``# heading``, ``- item``, links.

A reader of the set text sees none of them. Whether a sign is such a mark follows from what stands around it, as in
CommonMark (a run that opens has no blank after it and no letter before it, and one like it closes it on the same line);
a product, a footnote, a name of a file keep theirs. Pure, time and memory linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from itertools import pairwise

from index.text.characters import Edit

_WORTH_A_LOOK = re.compile(r"[*_~|•◦▪‣●]|^[ \t]{0,3}(?:-#|#{1,6}|[-+])[ \t]|\]\(", re.M)
_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_HEADING = re.compile(r"[ \t]{0,3}(?:#{1,6}|-#)[ \t]+(?=\S)")
_HEADING_END = re.compile(r"[ \t]+#{1,6}[ \t]*\Z")
_ITEM = re.compile(r"[ \t]{0,12}[-*+•◦▪‣●][ \t]+(?=\S)")
_LINK = re.compile(
    r"""!\[[^\[\]\n]{0,200}\]\([^\s()]{1,500}(?:\ "[^"\n]{0,200}")?\)  # ![the quay](quay.png)
      | (?P<open>\[)[^\[\]\n]{1,300}                                  # [the report ...
        (?P<close>\]\((?:https?://|mailto:|[/\#])[^\s()]{0,500}        # ...](https://osk.example/report)
          (?:\ "[^"\n]{0,200}")?\))
    """,
    re.X,
)
_RUN = re.compile(r"\*{1,3}|_{1,3}|~~|\|\|")
_PLACES = re.compile(r"[*_~|]+")
_HALF = re.compile(
    r"(?<!\S)(?:(?:\*\*|__|~~)(?=\w|\s|\Z)|\*(?=\w))|(?<=[\w.,!?;:\"”'’])(?:\*\*|__|~~)(?!\w)|(?<!\S)#{1,6} "
)
_LONGEST_OPENING = 500


class Mark(StrEnum):
    """How a paragraph as a whole is set off."""

    HEADING = "heading"
    STRONG = "strong"
    EMPHASIS = "emphasis"
    BLOCK = "block"


def marks(text: str) -> list[Edit]:
    """The edits that leave such marks out, in text order, none touching another."""
    if _WORTH_A_LOOK.search(text) is None:
        return []
    edits: list[Edit] = []
    lines = [found.span() for found in _LINE.finditer(text) if found[0].strip()]
    items = [_ITEM.match(text, *line) for line in lines]
    listed = {k for k, (a, b) in enumerate(pairwise(items)) if a and b}
    listed |= {k + 1 for k in listed}
    for at, (start, end) in enumerate(lines):
        lead = items[at] if at in listed else _HEADING.match(text, start, end)
        begin = lead.end() if lead is not None else start
        stop = end
        if lead is not None and at not in listed and (tail := _HEADING_END.search(text, begin, end)):
            stop = tail.start()
        if begin > start:
            edits.append((start, begin, ""))
        edits += sorted(_inside(text, begin, stop))
        if stop < end:
            edits.append((stop, end, ""))
    return edits


def unmarked(text: str, spans: list[Edit] | None = None) -> str:
    """``text`` without the marks."""
    parts: list[str] = []
    at = 0
    for start, end, new in marks(text) if spans is None else spans:
        parts += (text[at:start], new)
        at = end
    return "".join((*parts, text[at:]))


def bare(stretch: str) -> str:
    """A stretch cut out of a text without marks, also without halves of pairs that it cut."""
    if _WORTH_A_LOOK.search(stretch) is None:
        return stretch
    return _HALF.sub("", unmarked(stretch))


def mark_of(text: str, start: int, end: int) -> Mark | None:
    """How what stands at ``start``..``end`` of a stored text is set off, where it is all its line shows; else None."""
    before = re.split(r"[\n\r]", text[max(0, start - 12) : start])[-1].strip()
    after = text[end : end + 12].split("\n", 1)[0].strip()
    if re.fullmatch(r"#{1,6}(?:[ \t]*[*_]{1,3})?", before):
        return Mark.HEADING
    bare = before.removeprefix(">").lstrip()
    if bare and bare == after and set(bare) <= {"*", "_"} and bare not in text[start:end]:
        return Mark.STRONG if len(bare) > 1 else Mark.EMPHASIS
    return Mark.BLOCK if before.startswith(">") else None


def strong_opening(text: str, start: int, end: int) -> int | None:
    """Where the bold words end with which ``start``..``end`` of a stored text opens; None where it opens with none, or
    they are all of it."""
    sign = text[max(0, start - 2) : start]
    if sign not in ("**", "__"):
        return None
    closing = text.find(sign, start, min(end, start + _LONGEST_OPENING))
    return closing if start < closing and text[closing + 2 : end].strip() else None


def _inside(text: str, start: int, end: int) -> Iterator[Edit]:
    """The marks within a line."""
    taken = [(start, start)]
    for link in _LINK.finditer(text, start, end):
        spans = (link.span("open"), link.span("close")) if link["open"] else (link.span(),)
        for span in spans:
            yield (*span, "")
        taken += [link.span()] if not link["open"] else [link.span("close")]
    opened: list[tuple[str, int]] = []
    for found in _PLACES.finditer(text, start, end):
        if any(a <= found.start() < b for a, b in taken[-4:]) or _RUN.fullmatch(found[0]) is None:
            continue
        run, at, stop = found[0], found.start(), found.end()
        before = text[at - 1] if at > start else " "
        after = text[stop] if stop < end else " "
        closes = not before.isspace() and not after.isalnum()
        held = next((k for k in range(len(opened) - 1, max(-1, len(opened) - 9), -1) if opened[k][0] == run), None)
        if closes and held is not None:
            yield (opened[held][1], opened[held][1] + len(run), "")
            yield (at, stop, "")
            del opened[held:]
        elif not after.isspace() and not before.isalnum():
            opened.append((run, at))
