"""A question with its slips mended: a word that neither English nor the space has is read as the nearest of the space.

English is what symspellpy's frequency dictionary lists. Pure over text and a catalogue of words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Protocol

from bot.question.tokens import STOP
from index.text.folding import fold

_WORD = re.compile(r"[^\W\d_]{3,}(?![\w'’])")
_CONTRACTED = re.compile(r"(?:do|does|did|is|are|was|were|have|has|had|ca|could|wo|would|should|must|need)nt")
_MOST = 40
"""Words of one question that are looked up."""


class Vocabulary(Protocol):
    """What is needed of a space: the words in it."""

    def missing_words(self, words: Sequence[str]) -> list[str]:
        """Those of folded words that no claim has in any form."""

    def nearest_words(self, words: Sequence[str]) -> dict[str, str]:
        """For each folded word that no claim has, the nearest word that some claim prints; others left out."""


@cache
def english() -> str:
    """The words of English, a line each, with how often they are used."""
    # one string: a look-up in it takes less than making a set of 82,000 words once
    return "\n" + (files("symspellpy") / "frequency_dictionary_en_82_765.txt").read_text(encoding="utf-8-sig")


def unknown(text: str, vocabulary: Vocabulary) -> list[str]:
    """The folded words of ``text`` that neither English nor the space has, each once; acronyms left out."""
    typed = dict.fromkeys(fold(w) for w in _WORD.findall(text) if not w.isupper())
    found = [w for w in typed if w not in STOP and not _CONTRACTED.fullmatch(w)]
    return [w for w in vocabulary.missing_words(found[:_MOST]) if f"\n{w} " not in english()]


def respelled(text: str, vocabulary: Vocabulary) -> tuple[str, Mapping[str, str]]:
    """``text`` with its slips mended, and what was read as what (as typed -> as read)."""
    words = unknown(text, vocabulary)
    meant = vocabulary.nearest_words(words) if words else {}
    read: dict[str, str] = {}

    def mended(match: re.Match[str]) -> str:
        typed = match[0]
        printed = meant.get(fold(typed))
        name = typed[:1].isupper() and match.start() > 0
        if printed is None or typed.isupper() or (name and not printed[:1].isupper()):
            return typed
        read[typed] = printed if name or not printed.istitle() else printed.lower()
        return read[typed]

    return (_WORD.sub(mended, text), read) if meant else (text, {})
