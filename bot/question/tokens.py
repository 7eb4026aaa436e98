"""The content words of a text: tokens and stems. Pure functions over strings, cached by their argument."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from index.text.folding import fold, without_possessive

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
STOP = frozenset(
    """a an the of to in on at by for from with as and or but if then than that this these those it its he
    she they him his her their them i we us you our my your is was were are be been being has have
    had do does did will would can could should may might must not no nor so such who whom whose
    which what when where why how there here about into over under up down off again more most some
    any all both each few other own same too very just also only s t re ve ll d m says said say
    saying claim claims claimed according ever anyone anybody whether""".split()
)
NUMBERS = {
    word: str(number)
    for number, word in [
        *enumerate("two three four five six seven eight nine ten eleven twelve".split(), 2),
        *enumerate("thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(), 13),
        *((10 * n, word) for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)),
    ]
}
_SUFFIXES = (
    "ingly", "edly", "ings", "ing", "ies", "ied", "ed", "es", "s", "ly", "ers", "er", "ments", "ment", "ness",
)  # fmt: skip


class Words(NamedTuple):
    """A text's content words in order, their stems, and the set of the stems."""

    tokens: tuple[str, ...]
    stems: tuple[str, ...]
    stem_set: frozenset[str]


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A light English stem: one suffix off, doubled consonant and final e too."""
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            word = word[: -len(suffix)] + ("y" if suffix in ("ies", "ied") else "")
            if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sl":
                word = word[:-1]
            break
    return word[:-1] if word.endswith("e") and len(word) > 4 else word


@lru_cache(maxsize=20_000)
def words(text: str) -> Words:
    """The content words of ``text``."""
    kept = [pair for word in _WORD.findall(fold(text)) if (pair := _content_word(word)) is not None]
    stems = tuple([s for _, s in kept])
    return Words(tuple([t for t, _ in kept]), stems, frozenset(stems))


@lru_cache(maxsize=100_000)
def _content_word(word: str) -> tuple[str, str] | None:
    """A folded word without its possessive, and its stem; None for a word that says nothing. Cached, so that all
    texts share one string a word."""
    token = without_possessive(word)
    token = NUMBERS.get(token, token)  # "eleven dead" and "11 dead" say the same
    return (token, stem(token)) if token and token not in STOP else None


@lru_cache(maxsize=2_000)
def _folded(text: str) -> str:
    return fold(text)


@lru_cache(maxsize=10_000)
def _beginnings(wanted: str) -> tuple[str, ...]:
    """How a folded word may begin whose stem is ``wanted``: "cities" has the stem "city"."""
    spelled = [word for word, number in NUMBERS.items() if stem(number) == wanted]
    return (wanted[:-1] if wanted.endswith("y") and len(wanted) > 1 else wanted, *spelled)


def stems_in(stems: Iterable[str], texts: Iterable[str]) -> list[frozenset[str]]:
    """For each text those of ``stems`` that ``words(text).stem_set`` holds. For long texts and few stems: only words
    that begin like one of them are read."""
    wanted = [(s, start) for s in dict.fromkeys(stems) for start in _beginnings(s)]
    found = []
    for text in texts:
        folded = _folded(text)
        found.append(frozenset([s for s, start in wanted if start in folded and _holds(folded, start, s)]))
    return found


def _holds(folded: str, start: str, wanted: str) -> bool:
    at = folded.find(start)
    while at >= 0:
        if not (at and folded[at - 1].isalnum()):
            first, last = at, at + len(start)
            while first and _joined(folded[first - 1]):
                first -= 1
            while last < len(folded) and _joined(folded[last]):
                last += 1
            found = map(_content_word, _WORD.findall(folded, first, last))
            if any(pair is not None and pair[1] == wanted for pair in found):
                return True
        at = folded.find(start, at + 1)
    return False


def _joined(letter: str) -> bool:
    return letter.isalnum() or letter in "_'’"
