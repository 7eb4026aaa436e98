"""A quotation that was pasted into a question, and whether a text has its words. Pure.

Of a text only letters and digits are compared, so that quotation marks, dashes, line ends, hyphens at them, commas and
blanks may differ; the words may not.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from bot.question.tokens import words
from index.schema import Span
from index.text.folding import fold

MOST_BESIDE = 5
"""Content words that a question may have beside a quotation that it pastes."""
FEWEST_WORDS, FEWEST_LETTERS = 3, 12
"""A shorter stretch between quotation marks is a word that somebody used, not a quotation to look up."""
_OPENING, _CLOSING = '"“”„‟«»‹›', '"“”„‟«»‹›'
_SINGLE = re.compile(r"(?:(?<=\s)|^)['‘‚](?=\S)(.+)(?<=\S)['’](?=[\s.,;:?!)]|$)", re.S)
_FRAME = re.compile(
    r"""^\W*(?:
      (?:so\s)?who(?:\s(?:has|had|once|exactly|really|was\sit\sthat))?\s
        (?:said|says|wrote|tweeted|posted|claimed|stated|uttered|told|is\squoted(?:\sas\ssaying)?)
        (?:\s(?:this|that|it|the\sfollowing|these\swords))?                 # who said this: ...
    | whose\s(?:words|quote|quotation|statement)\s(?:is|are|was|were)\s                # whose words are ...
        (?:this|these|that|those|it)                                                  # ... these: ...
    | (?:where|who)\s(?:is|does|did|are)\s(?:this|the|that|these)\s(?:quote|quotation|line|statement|words?|sentence)s?
        \s(?:come\s)?(?:from|by)                                            # where is this quote from: ...
    | (?:find|source\s(?:of|for)|who\sis\sbehind)\s(?:this|the)\s(?:quote|quotation|line|sentence|words)
    | quot(?:e|ation)
    )\s*[?:–—-][\s?:–—-]*""",
    re.I | re.X,
)
_GAP = re.compile(r"\s*(?:\[[^\]]{0,60}\]|\(\s*(?:…|\.{3})\s*\)|…|\.(?:\s?\.){2,})\s*")
MOST = 20
"""Places of one quotation in one text that are looked for."""
_FARTHEST = 2000
"""Code points that an ellipsis may leave out."""


def pasted(question: str) -> str | None:
    """The quotation whose speaker ``question`` asks for; None where it holds none."""
    frame = _FRAME.match(question)
    rest = question[frame.end() :] if frame else question
    marked = _between_marks(rest)
    if marked is None and frame:
        marked = rest.strip().rstrip("?") if rest.strip() else None
    if marked is None or len(marked.split()) < FEWEST_WORDS or len(letters(marked).text) < FEWEST_LETTERS:
        return None
    # "do they agree on what 'reduced to rubble' means" asks about some words, not whose they are
    beside = len(words(rest.replace(marked, " ")).tokens)
    return marked.strip() if frame or (beside < len(words(marked).tokens) and beside <= MOST_BESIDE) else None


def _between_marks(text: str) -> str | None:
    """From the first quotation mark to the last: what is pasted may hold marks of its own."""
    first = next((i for i, c in enumerate(text) if c in _OPENING), -1)
    last = next((i for i in range(len(text) - 1, -1, -1) if text[i] in _CLOSING), -1)
    if 0 <= first < last:
        return text[first + 1 : last]
    if first >= 0:  # its other half is missing
        return text[first + 1 :] if len(text[first + 1 :].split()) > len(text[:first].split()) else None
    single = _SINGLE.search(text)
    return single[1] if single else None


class Letters(NamedTuple):
    """A text's letters and digits, folded, and the place of each in the text."""

    text: str
    places: tuple[int, ...]


@lru_cache(maxsize=512)
def letters(text: str) -> Letters:
    """The letters and digits of ``text``; its length bounds the time."""
    kept: list[str] = []
    places: list[int] = []
    for at, char in enumerate(text):
        for one in _folded(char):
            kept.append(one)
            places.append(at)
    return Letters("".join(kept), tuple(places))


@lru_cache(maxsize=8192)
def _folded(char: str) -> str:
    return "".join(c for c in fold(char) if c.isalnum())


def places(quotation: str, text: str) -> list[Span]:
    """Where ``text`` has the words of ``quotation``, in code points; its "…" leaves something out."""
    parts = [letters(part).text for part in _GAP.split(quotation)]
    parts = [part for part in parts if part]
    whole = letters(text)
    found: list[Span] = []
    at = whole.text.find(parts[0]) if parts else -1
    while at >= 0 and len(found) < MOST:
        end = _end(whole, parts, at)
        if end is not None:
            found.append((whole.places[at], whole.places[end - 1] + 1))
        at = whole.text.find(parts[0], at + 1)
    return found


def _end(whole: Letters, parts: list[str], at: int) -> int | None:
    """Where the last part ends, each beginning behind the one before it; None where one is missing."""
    end = at + len(parts[0])
    for part in parts[1:]:
        at = whole.text.find(part, end, end + _FARTHEST)
        if at < 0:
            return None
        end = at + len(part)
    return end
