"""Words of strangers as a picture shows them: what is unseen or turns the direction of a line is written out. Pure."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence

from index.schema import Span

_JOINERS = "\u200c\u200d\u00ad"  # part of the spelling of some languages and of emoji; they turn nothing


def _hidden(ch: str) -> bool:
    return ch not in _JOINERS and unicodedata.category(ch) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def _shown(ch: str) -> str:
    return f"⟨U+{ord(ch):04X}⟩"


def line(text: str, longest: int | None = None) -> str:
    """``text`` on one line, each hidden character as ⟨U+202E⟩; cut at a word where longer than ``longest``."""
    blanks = "".join(" " if ch in "\t\n\r\f\v\x85\u2028\u2029" else ch for ch in text)
    words = " ".join((blanks if blanks.isprintable() else "".join(map(_seen, blanks))).split())
    if longest is None or len(words) <= longest:
        return words
    cut = words[:longest].rsplit(" ", 1)[0] if " " in words[longest // 2 : longest] else words[: longest - 1]
    return cut.rstrip(" ,;:–—-") + " …"


def _seen(ch: str) -> str:
    return _shown(ch) if _hidden(ch) else ch


def text_and_spans(text: str, spans: Sequence[Span]) -> tuple[str, list[Span]]:
    """``text`` with each hidden character written out and its line breaks kept, and ``spans`` moved along.

    ``spans`` are offsets in code points; those that come back are in UTF-16 units, as a browser's strings count.
    """
    text_at: list[int] = []
    moved: list[int] = []
    parts: list[str] = []
    shift, done = 0, 0
    for at, ch in enumerate(text):
        written = "\n" if ch in "\u2028\u2029\x85" else "" if ch == "\r" else ch
        if written == ch and ch not in "\n\t" and _hidden(ch):
            written = _shown(ch)
        units = len(written) + (ord(ch) > 0xFFFF and written == ch)
        if written != ch or units != 1:
            parts += (text[done:at], written)
            done = at + 1
            shift += units - 1
            text_at.append(at + 1)
            moved.append(shift)
    parts.append(text[done:])

    def unit(offset: int) -> int:
        before = bisect_right(text_at, offset)
        return offset + (moved[before - 1] if before else 0)

    return "".join(parts), [(unit(start), unit(end)) for start, end in spans]
