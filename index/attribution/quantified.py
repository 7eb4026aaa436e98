"""Speakers who are only counted: "some argue ..., others say ..." keep the noun they stand for ("analysts")."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from index.attribution.lexicon.nouns import BODIES, FIRM_WORDS, PEOPLE, PEOPLE_ENDINGS, ROLE_WORDS
from index.attribution.lexicon.tokens import AUXILIARIES, Words
from index.schema import Span
from index.text.name_words import ORGANISATION

_COUNTING = frozenset(
    """
    some others other another many most several few handful half rest one two three four five six seven eight nine ten
    both all majority minority good great number couple dozen dozens none neither either the a an fifth third quarter
    """.split()
)
SENTENCES_BACK = 2


def counted_noun(text: str, mention: Span, sentences: Sequence[Span]) -> str | None:
    """The plural noun that a bare count ("a handful", "others", "one of them") stands for, as printed; None where the
    mention is no bare count, or where no people are named before it."""
    words = Words.of(text, *mention).low
    head = words[: words.index("of")] if "of" in words else words
    if not head or not all(w in _COUNTING or w == "," for w in head):
        return None
    if "of" in words and not set(words[words.index("of") :]) & {"them", "these", "those", "ones", "us"}:
        return None
    here = bisect_right([a for a, _ in sentences], mention[0]) - 1
    for at in range(here, max(-1, here - 1 - SENTENCES_BACK), -1):
        start, end = sentences[at]
        noun = _people(Words.of(text, start, min(end, mention[0])))
        if noun is not None:
            return noun
    return None


def _people(words: Words) -> str | None:
    """The first plural noun for people of a stretch, with the words that describe it."""
    for at, word in enumerate(words.low):
        if not _plural_people(word):
            continue
        first = at
        while first and _describes(words.low[first - 1]) and not (first > 1 and words.low[first - 2] in AUXILIARIES):
            first -= 1
        return words.text[slice(*words.span(first, at + 1))]
    return None


def _plural_people(word: str) -> bool:
    if len(word) < 4 or word.endswith(("ss", "'s", "us")):
        return False
    single = word.removesuffix("s")
    if word.endswith("s") and (single in ROLE_WORDS or single in PEOPLE or word in PEOPLE):
        return True
    return word in ("people", "men", "women", "police") or (len(word) > 5 and word.endswith(PEOPLE_ENDINGS))


def _describes(word: str) -> bool:
    """Can a word before a noun be what tells of whom it is, and no verb: "former clerks", "bank | officials"?"""
    return word in _OF_WHAT or word.endswith(_ADJECTIVE)


_ADJECTIVE = ("al", "ic", "ous", "ian", "ish", "ary", "ive", "ese", "ern", "ican")
_OF_WHAT = BODIES | FIRM_WORDS | ORGANISATION | frozenset("former senior junior young old local retired ex-".split())
