"""Whose claim it is that somebody denies, attacks, backs or looks into: "ridiculed the mill's boast that ...".

The owner stands as a possessive before a noun of saying, or after it: "an accusation levelled by a clerk that ...".
What the noun introduces is the owner's, whatever is done with it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.attribution.clauses import noun_phrase_before
from index.attribution.lexicon.tokens import DETERMINERS, PRONOUNS, Words, is_capitalised
from index.attribution.lexicon.verbs import NOUNS, VERBS
from index.schema import Relation, Span, Spans, Stance

REACH = 240  # characters before a content in which its noun is looked for
_INTRODUCES = ("that", "of", "about", "to", "for")
_BY = frozenset("by from of".split())
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")


@dataclass(frozen=True)
class Owned:
    """The owner's mention, the noun by which the claim is named, what is claimed, and how the owner stands to it."""

    source: Span
    cue: Span
    content: Spans
    stance: Stance


def owned(text: str, start: int, content: Spans) -> Owned | None:
    """The claim of another inside what stands from ``start`` (the end of a cue) to the end of ``content``.

    The noun is the last one of saying before "that" or "of" that has an owner; a pronoun is no owner here, for whom it
    stands for is seldom sure in such a phrase.
    """
    if not content:
        return None
    end = content[0][1]
    begin = max(start, content[0][0] - REACH)
    words = Words.of(text, begin, end)
    limit = words.at_or_after(content[0][0]) + 40
    for at in range(min(len(words) - 2, limit)):
        stance = NOUNS.get(words.low[at])
        if stance is None:
            continue
        found = _before(words, at) or _after(words, at)
        if found is None:
            continue
        source, after = found
        said = _introduced(words, after)
        if said is not None and words.ends[said - 1] <= max(content[0][0], words.ends[said - 1]):
            inner = (words.starts[said], end)
            if inner[1] - inner[0] > 2:
                return Owned(source, words.span(at, at + 1), (inner, *content[1:]), stance)
    return None


def noun_owner(text: str, relation: Relation) -> Span | None:
    """Whose the noun of saying of a relation is ("the mill's | claim"), where its source is somebody else."""
    if not relation.source or len(relation.cue) != 1:
        return None
    start, end = relation.cue[0]
    words = Words.of(text, max(0, start - REACH), end)
    if not len(words) or words.low[-1] not in NOUNS or words.starts[-1] != start:
        return None
    found = _before(words, len(words) - 1)
    if found is None or any(a < found[0][1] and found[0][0] < b for a, b in relation.source):
        return None
    return found[0]


def _before(words: Words, noun: int) -> tuple[Span, int] | None:
    """(owner, token after the noun) of "the mill's old boast"."""
    for at in range(noun - 1, max(-1, noun - 4), -1):
        mark = _POSSESSIVE.search(words.raw[at])
        if mark is None and words.low[at] in ("'s", "’s", "'", "’") and at:
            phrase = noun_phrase_before(words, at, 0)
        elif mark is not None:
            phrase = noun_phrase_before(words, at + 1, 0)
        else:
            continue
        if phrase is None or words.low[at].replace("'s", "") in PRONOUNS:
            return None
        start, end = words.span(_after_verb(words, *phrase), phrase[1])
        stop = _POSSESSIVE.search(words.text[start:end])
        return ((start, start + stop.start()) if stop else (start, end)), noun + 1
    return None


_GOVERNING = frozenset("with to about on over against by from into".split())


def _after_verb(words: Words, first: int, last: int) -> int:
    """Where the owner begins in a phrase that took a verb with it: "the airline disputes | the officer's account",
    "Ida Holm took issue with | the officer's account"."""
    for at in range(last - 2, first, -1):
        if words.low[at] in _GOVERNING:
            return at + 1
    for at in range(last - 2, first, -1):
        verb = any(r.kind in ("past", "s") for r in VERBS.get(words.low[at], ()))
        if verb and not is_capitalised(words.raw[at]) and words.low[at - 1] not in DETERMINERS:
            return at + 1
    return first


def _after(words: Words, noun: int) -> tuple[Span, int] | None:
    """(owner, token after it) of "claims by the mill that", "allegations made by a former clerk that"."""
    at = noun + 1
    if at < len(words) and words.low[at] not in _BY and at + 1 < len(words) and words.low[at + 1] == "by":
        at += 1
    if at + 1 >= len(words) or words.low[at] not in _BY:
        return None
    that = next((k for k in range(at + 2, min(len(words), at + 16)) if words.low[k] == "that"), None)
    if that is None or words.low[at + 1] in PRONOUNS:
        return None
    last = that - 1 if words.low[that - 1] == "," else that
    return words.span(at + 1, last), that


def _introduced(words: Words, at: int) -> int | None:
    """The token with which the claim begins, after "that", "of" or ", ... , that"."""
    if at < len(words) and words.low[at] == ",":
        at += 1
    if at + 1 < len(words) and words.low[at] in _INTRODUCES:
        if words.low[at] == "to" and (words.low[at + 1] in DETERMINERS or is_capitalised(words.raw[at + 1])):
            return None  # "a threat to the villages" is nothing that somebody says
        return at + 1 if words.low[at] != "to" else at
    return None
