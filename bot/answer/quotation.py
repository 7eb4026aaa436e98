"""The article's words between quotation marks: verbatim, on one line, with pronouns resolved in square brackets.

Pure functions over offsets into the article's text (code points). Words of an article are never made live: control
characters and line breaks become blanks, and the quotation marks inside a quotation become single ones.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from index.attribution.lexicon.tokens import AUXILIARIES, PREPOSITIONS
from index.schema import Reference, Span
from index.text import markup
from index.text.characters import Edit
from index.text.layout import mended
from index.text.name_words import ABBREVIATED, ORGANISATION
from index.text.sentences import sentences
from index.text.view import view

LONGEST = 520
"""Code points of a quotation in a sentence; a longer one ends at the last sentence or clause that fits."""

OPENING = "“„«‘"
CLOSING = "”»’"
DOUBLE = '"“”„‟«»'
_DOUBLE = re.compile(f"[{DOUBLE}]|``|''")
_CLAUSE_END = re.compile(
    r"[.!?;][\"”’)]*(?=\s)|,(?=\s+(?:and|but|or|while|as|because|which|who|if|when|after|before)\b)"
)
_ABBREVIATED = re.compile(rf"\b(?:{'|'.join(sorted(ABBREVIATED))}|[a-z])$", re.I)
_PAIRED = re.compile("[“”\"]|``|''")
_WINDOW = 3_000
MOST_MARKS = 400  # marks within a quotation that is shown: more than any has


def plain(text: str) -> str:
    """``text`` on one line, without control and bidirectional formatting characters and without marks of Markdown;
    words cut at line ends are whole."""
    text = markup.unmarked(mended(text))
    if text.isprintable():  # nearly every one: none of these characters is in it
        return " ".join(text.split())
    kept = (
        " " if ch.isspace() else ch
        for ch in text
        if ch.isspace() or unicodedata.category(ch) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )
    return " ".join("".join(kept).split())


def _window(start: int) -> int:
    """Where the stretch begins in which the sentences around ``start`` are looked for: in steps, so that the claims of
    an article share what is found, and of an article of usual length at its beginning."""
    return max(0, (start - _WINDOW) // _WINDOW * _WINDOW)


@lru_cache(maxsize=512)
def _sentences_near(text: str, low: int) -> tuple[Span, ...]:
    seen = view(text[low : low + 3 * _WINDOW])
    return tuple((a + low, b + low) for a, b in map(seen.stored, sentences(seen.text)))


def sentence_around(text: str, start: int, end: int) -> Span:
    """The sentence or sentences of ``text`` that hold ``start``..``end``; of endless ones a bounded stretch."""
    low = _window(start)
    near = _sentences_near(text, low)
    first = max((a for a, _ in near if a <= start), default=start)
    last = min((b for _, b in near if b >= end), default=end)
    return (first, max(last, end))


def sentence_before(text: str, start: int) -> Span | None:
    """The sentence that ends before ``start``, in the same paragraph or the one before."""
    low = _window(start)
    found = [(a, b) for a, b in _sentences_near(text, low) if b <= start]
    return found[-1] if found and (found[-1][0] > low or low == 0) else None


def printed(text: str, span: Span, references: Sequence[Reference] = ()) -> str:
    """The words at ``span`` on one line, each reference within it in square brackets at its first use."""
    start, end = span
    parts, at, named = [], start, set()
    for one in references:
        if one.start < at or one.end > end or one.name in named or _named(text[start : one.start], one.name):
            continue
        word = text[one.start : one.end].lower()
        own = word in ("his", "her", "its", "their", "whose") and not _objective(text, one)
        parts += [_set(text, at, one.start), f"[{possessive(one.name) if own else one.name}]"]
        named.add(one.name)
        at = one.end
    parts.append(_set(text, at, end))
    return plain("".join(parts)).replace("``", '"').replace("''", '"')


@lru_cache(maxsize=64)
def _marks(text: str) -> list[Edit]:
    return markup.marks(text)


def _set(text: str, start: int, end: int) -> str:
    """The words at ``start``..``end`` without the marks of Markdown that stand there, also of those that one half of a
    pair stands outside."""
    edits = _marks(text)
    first = bisect_left(edits, (start, -1, ""))
    inside = [(a - start, b - start, new) for a, b, new in edits[first : first + MOST_MARKS] if b <= end]
    return markup.unmarked(text[start:end], inside)


def _named(words: str, name: str) -> bool:
    """True where ``words`` name who is meant already."""
    last = name.split()[-1]
    return last[:1].isupper() and bool(re.search(rf"\b{re.escape(last)}\b", words))


def _objective(text: str, one: Reference) -> bool:
    """True for "her" that owns nothing: "told her that", at a clause's end."""
    if text[one.start : one.end].lower() != "her":
        return False
    after = text[one.end : one.end + 24].lstrip(" ")
    word = re.match(r"[a-z]+\b", after)
    return not after[:1].isalnum() or (word is not None and word[0] in _OWNED_BY_NOBODY)


_OWNED_BY_NOBODY = (
    PREPOSITIONS
    | AUXILIARIES
    | frozenset(
        """
        the a an this these those some any each every my his our your their that and but or nor among amid as than
        because while when if so how what who why where again away back too either
        """.split()
    )
)
"""What stands behind "her" that owns nothing."""


def possessive(name: str) -> str:
    """``Rhode's``, ``the engineers'``, ``Democrats'``."""
    last = name.split()[-1].lower()
    several = name.endswith("s") and (name[:1].islower() or (last in ORGANISATION and last[:-1] not in ORGANISATION))
    return f"{name}’" if several else f"{name}’s"


def inner(words: str) -> str:
    """Quotation marks that stand inside a quotation, as single ones."""
    return _DOUBLE.sub("'", words)


def balanced(text: str, span: Span, bound: int) -> Span:
    """``span`` widened to the end of a quotation that it cuts, where that ends before ``bound``."""
    start, end = span
    if not _left_open(text[start:end]):
        return span
    closing = re.compile("[”\"]|''").search(text, end, bound)
    return (start, closing.end()) if closing else span


def whole_quotations(text: str, span: Span) -> Span:
    """``span`` widened to the end of a quotation that it cuts, where that ends within its paragraph."""
    end = text.find("\n", span[1])
    return balanced(text, span, min(len(text) if end < 0 else end, span[1] + LONGEST))


def _left_open(words: str) -> bool:
    opened = False
    for mark in _PAIRED.finditer(words):
        opened = _opens(words, mark, opened)
    return opened


def _opens(words: str, mark: re.Match[str], opened: bool) -> bool:
    """True for a mark that opens a quotation; of marks of one shape, the space beside it tells."""
    if mark[0] in "“”":
        return mark[0] == "“"
    if mark[0] == "``":
        return True
    before, after = words[max(0, mark.start() - 1) : mark.start()], words[mark.end() : mark.end() + 1]
    if (not before or before.isspace() or before in "([—–-") and after and not after.isspace():
        return True
    return not opened and bool(after) and not after.isspace() and not before.isalnum() and before not in ".,!?…"


def paired(words: str) -> str:
    """``words`` in which each double quotation mark has its partner: what begins within a quotation opens it, what
    ends within one closes it, and a mark that is repeated before it was closed goes."""
    pairs, lone = _matched(words)
    if lone and not _is_opening(words, lone[0]) and not any(first.start() < lone[0].start() for first, _ in pairs):
        words, shift = f"“{words}", 1
    else:
        shift = 0
    last = lone[-1] if lone and _is_opening(words, lone[-1], shift) else None
    kept = lone[1:] if shift else lone
    for mark in reversed(kept):
        if mark is not last:
            words = words[: mark.start() + shift] + words[mark.end() + shift :]
    if last is None:
        return words
    bare = words.rstrip(" ,;:")
    return f"{bare}”" if bare[-1:] not in tuple(OPENING + DOUBLE) else bare[:-1].rstrip()


def _is_opening(words: str, mark: re.Match[str], shift: int = 0) -> bool:
    return _opens(words[shift:], mark, False)


def _matched(words: str) -> tuple[list[tuple[re.Match[str], re.Match[str]]], list[re.Match[str]]]:
    """The quotation marks of ``words`` as pairs, and those that have no partner."""
    pairs: list[tuple[re.Match[str], re.Match[str]]] = []
    lone: list[re.Match[str]] = []
    opening: re.Match[str] | None = None
    for mark in _PAIRED.finditer(words):
        if _opens(words, mark, opening is not None):
            lone += [opening] if opening else []
            opening = mark
        elif opening is None:
            lone.append(mark)
        else:
            pairs.append((opening, mark))
            opening = None
    return pairs, lone + ([opening] if opening else [])


def unmarked(words: str) -> str:
    """The words of a direct quotation without its outer marks, and without marks that have no partner."""
    bare = words.strip(" ,;:")
    if bare[:1] in tuple("„«‘‟'") and not bare.startswith("''"):
        bare = bare[1:].rstrip(" ,;:")
        bare = bare[:-1] if bare[-1:] in tuple("”»’“'") and not bare.endswith("''") and "‘" not in bare else bare
    pairs, lone = _matched(bare)
    repeated = bool(lone) and lone[0].start() == 0  # each paragraph opens it again, the last one closes it
    outer = [pair for pair in pairs[-1:] if pair[1].end() == len(bare) and (repeated or pair[0].start() == 0)]
    for mark in sorted([*lone, *(mark for pair in outer for mark in pair)], key=re.Match.start, reverse=True):
        bare = bare[: mark.start()] + bare[mark.end() :]
    return bare.strip(" ,;:")


def shortened(words: str, longest: int = LONGEST) -> str:
    """``words`` whole, or up to the last sentence or clause end within ``longest``, with an ellipsis."""
    if len(words) <= longest:
        return words
    ends = [
        m.start() + (m[0] != ",")
        for m in _CLAUSE_END.finditer(words[:longest])
        if m.start() > longest // 3 and not _ABBREVIATED.search(words[: m.start()])
    ]
    cut = ends[-1] if ends else words[:longest].rfind(" ")
    return words[:cut].rstrip(" ,;:") + " …"


def marks(words: str, longest: int = LONGEST) -> str:
    """``words`` between quotation marks, without the punctuation that belongs to the sentence around."""
    bare = inner(paired(shortened(words.strip(), longest)))
    bare = bare.rstrip(" ,;:–—-") or bare
    bare = re.sub(r"(?<=\w)[.,](?='$)", "", bare)
    bare = re.sub(r"(?<=[.!?,]) '(?=\s|$)", "'", bare)  # set apart from the words it closes
    if bare.endswith(".") and not bare.endswith("..."):
        bare = (
            bare[:-1] if not re.search(r"\b(?:[A-Z]|[A-Z]\.[A-Z]|Mr|Ms|Inc|Ltd|Co|Jr|Sr|No|[ap]\.m)\.$", bare) else bare
        )
    return f"“{bare}”"
