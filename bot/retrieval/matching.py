"""Which retrieved claims are one statement of one source, reported more than once; and which contradict each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from bot.question.tokens import words
from bot.retrieval.features import who_text
from bot.retrieval.polarity import turned_over
from bot.retrieval.similarity import commonness, nearness
from index.schema import Stance, StoredClaim
from index.text import names
from index.text.folding import fold

SAME = 0.72
"""How near two contents must come, mean of both ways, to count as one statement of one source."""
HELD, REST = 0.85, 0.45
"""Or one holds nearly all of the other, and is not mostly something else."""


def same_source(a: StoredClaim, b: StoredClaim) -> bool:
    """True where two claims have one original source, as far as their names tell.

    Two anonymous mentions are one source only where they are described alike; a relay is never the source.
    """
    if a.claim.own_voice or b.claim.own_voice:
        return a.claim.own_voice and b.claim.own_voice and a.claim.speaker == b.claim.speaker
    if a.claim.anonymous != b.claim.anonymous:
        return False
    if a.claim.anonymous:
        x, y = words(a.claim.chain[-1]).stem_set, words(b.claim.chain[-1]).stem_set
        return bool(x and y) and len(x & y) / len(x | y) >= 0.5
    if a.speaker_id is not None and a.speaker_id == b.speaker_id:
        return True
    one, two = a.claim.speaker or who_text(a), b.claim.speaker or who_text(b)
    return names.same(names.parse(one), names.parse(two))


_PLAIN = re.compile(r"[^\W_]+")


def word_by_word(asked: str, text: str) -> bool:
    """True where ``text`` has the words of ``asked``, three or more, one after the other."""
    words = _PLAIN.findall(fold(asked))
    return len(words) >= 3 and f" {' '.join(words)} " in f" {' '.join(_PLAIN.findall(fold(text)))} "


def cover(one: str, other: str) -> float:
    """The share of the content words of ``one``, weighed by how rare they are, that ``other`` has or comes near to."""
    return covers(one, [other])[0]


def covers(one: str, others: Sequence[str]) -> list[float]:
    """``cover`` of one text by each of others, at the price of little more than one."""
    tokens, weights = _weighed(one)
    if not tokens:
        return [0.0] * len(others)
    found: list[float] = (nearness(tokens, list(others)) @ weights / weights.sum()).tolist()
    return found


@lru_cache(maxsize=1_000)
def _weighed(text: str) -> tuple[tuple[str, ...], npt.NDArray[np.float64]]:
    tokens = tuple(dict.fromkeys(words(text).tokens))
    return tokens, np.array([0.2 + commonness(t) for t in tokens])


def nearness_of(a: str, b: str) -> float:
    """How much of each text's content the other has, mean of both ways, in [0, 1]."""
    return (cover(a, b) + cover(b, a)) / 2


def say_the_same(a: str, b: str) -> bool:
    """True where two contents put forward one proposition, as far as their words tell."""
    return not turned_over(a, b) and are_about_the_same(a, b)


def are_about_the_same(a: str, b: str) -> bool:
    """True where two contents are about one proposition, for it or against it."""
    there, back = cover(a, b), cover(b, a)
    return (there + back) / 2 >= SAME or (max(there, back) >= HELD and min(there, back) >= REST)


def same_statement(a: StoredClaim, b: StoredClaim) -> bool:
    """One statement of one source: same source, same stance, contents that say the same."""
    return a.claim.stance == b.claim.stance and same_source(a, b) and say_the_same(a.quote, b.quote)


def reports(claims: Sequence[StoredClaim]) -> list[list[int]]:
    """Indices of ``claims`` grouped by statement, each group and the groups in the order given."""
    groups: list[list[int]] = []
    for i, claim in enumerate(claims):
        for group in groups:
            if claims[group[0]].article.id != claim.article.id and same_statement(claims[group[0]], claim):
                group.append(i)
                break
        else:
            groups.append([i])
    return groups


def taken_over(one: StoredClaim, other: StoredClaim) -> bool:
    """True where one of two outlets cites the other for a source that this one speaks of: one source, two reports."""
    return any(_cites(a, b) for a, b in ((one, other), (other, one)))


def _cites(one: StoredClaim, other: StoredClaim) -> bool:
    relay, outlet = one.claim.chain[:-1], other.article.outlet or ""
    if not outlet or one.article.id == other.article.id:
        return False
    source = _bare_words(one.claim.chain[-1]) if one.claim.chain else frozenset()
    cited = any(_bare_words(link) == _bare_words(outlet) for link in relay)
    return cited and any(
        2 * len(source & _bare_words(link)) > len(source | _bare_words(link)) for link in other.claim.chain
    )


def _bare_words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", name.lower())) - {"the", "a", "an"}


def same_words(a: StoredClaim, b: StoredClaim) -> bool:
    """True where two claims are nearly the same stretch of one article with one stance: one of them is enough."""
    return a.claim.stance == b.claim.stance and same_stretch(a, b) and same_source(a, b)


def same_stretch(a: StoredClaim, b: StoredClaim) -> bool:
    """True where the contents of two claims are nearly the same stretch of one article."""
    if a.article.id != b.article.id:
        return False
    shared = sum(max(0, min(e, f) - max(s, t)) for s, e in a.claim.content for t, f in b.claim.content)
    longest = max(sum(e - s for s, e in a.claim.content), sum(f - t for t, f in b.claim.content), 1)
    return shared / longest > 0.8


def other_side(a: StoredClaim, b: StoredClaim) -> bool:
    """True where two sources stand differently to one proposition: one denies it, or leaves it open, the other not; or
    both say their words, and the one's are the other's turned over."""
    if same_source(a, b):
        return False
    against = (Stance.DENIES, Stance.WITHHOLDS)
    opposed = a.claim.stance is not b.claim.stance and (a.claim.stance in against or b.claim.stance in against)
    if turned_over(a.quote, b.quote):
        return not opposed and are_about_the_same(a.quote, b.quote)
    return opposed and (same_stretch(a, b) or are_about_the_same(a.quote, b.quote))
