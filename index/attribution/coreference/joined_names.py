"""Where a name goes on at "and", a comma or a nickname: one name of several parts, or several names.

An article that prints a part alone knows it as a name of its own; a pair that stands together wherever it stands is one
name ("Hobbs and Lyle"), and so are the departments and firms that name what they do or who owns them in a list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from index.attribution.lexicon.nouns import (
    BODIES,
    COUNTRIES,
    INNER_TITLES,
    NOT_NAMES,
    OFFICES,
    ROLE_WORDS,
)
from index.attribution.lexicon.outlets import is_medium
from index.attribution.lexicon.tokens import Words, is_capitalised
from index.text.first_names import of_first_name
from index.text.name_words import ORGANISATION

# Bodies that are named after what they see to: "the Department for Work and Pensions"
_SEES_TO = frozenset(
    """
    department ministry ministries institute committee commission council agency directorate office association society
    federation union faculty school college guild board bureau secretary minister secretariat service chamber academy
    centre center
    """.split()
)
_OPENING, _CLOSING = frozenset("\"“‘'("), frozenset("\"”’')")
LONGEST_PART = 4  # words of one part of a list
LONGEST_LIST = 6  # parts


class JoinedNames:
    """The joins of one text; what stands where is counted once, so that each question costs a few words' look."""

    def __init__(self, words: Words) -> None:
        self.raw, self.low = words.raw, words.low
        self.words = words
        self._times = Counter(low for low, raw in zip(self.low, self.raw, strict=True) if is_capitalised(raw))
        self._heads = Counter(  # words before a comma and a capital, as at the head of a list of names
            self.low[k] for k in range(len(self.low) - 2) if self.low[k + 1] == "," and is_capitalised(self.raw[k + 2])
        )
        self._pairs = Counter(
            (self.low[k - 1], self.low[k + 1])
            for k in range(1, len(self.low) - 1)
            if self.low[k] in ("and", "&") and is_capitalised(self.raw[k + 1])
        )

    def goes_on_by(self, i: int, j: int) -> int:
        """How many words the name of the words i..j-1 takes in at word j, a comma, "and" or a mark; 0 where it ends."""
        if j + 1 >= len(self.raw):
            return 0
        if self.low[j] == "and":
            return 2 if self._one_name(i, j) else 0
        if self.low[j] == ",":
            return 2 if self._listed(i, j) else 0
        return self._nickname(i, j) if self.raw[j] in _OPENING else 0

    def _capital(self, k: int) -> bool:
        return k < len(self.raw) and is_capitalised(self.raw[k]) and self.low[k] not in NOT_NAMES

    def _part(self, k: int) -> int:
        """The word after the capitalised words that begin at word k."""
        end = k
        while end - k < LONGEST_PART and self._capital(end):
            end += 1
        return end

    def _one_name(self, i: int, j: int) -> bool:
        """ "the Food | and | Drug Administration", "Hobbs | and | Lyle": is what "and" joins one name?"""
        end = self._part(j + 1)
        if end == j + 1:
            return False
        left, right = self.low[i:j], self.low[j + 1 : end]
        if self._sees_to(i, j):
            return self._topics(right) and not self._alone(j - 1, j + 1)
        if (
            set(left) & (ORGANISATION | COUNTRIES | OFFICES | ROLE_WORDS)
            or is_medium(" ".join(self.raw[i:j]))
            or j - i > 2
        ):
            return False
        titled = len(right) > 2 and right[1] in INNER_TITLES  # "Work and Pensions Secretary Ida Crane"
        if titled or _body(right):
            after_article = i > 0 and self.low[i - 1] == "the"
            first = self._times[left[0]] <= self._pairs[left[-1], right[0]] or len(left) > 1
            return (after_article or titled) and first and not self._person(left)
        return len(left) == len(right) == 1 and self._pair(i, j)

    def _pair(self, i: int, j: int) -> bool:
        """Two single words that stand nowhere but together, and are no first names or countries."""
        left, right = self.low[i], self.low[j + 1]
        if {left, right} & (COUNTRIES | OFFICES | ROLE_WORDS) or (of_first_name(left) and of_first_name(right)):
            return False
        together = self._pairs[left, right]
        return self._times[left] == together == self._times[right]

    def _alone(self, left: int, right: int) -> bool:
        """Does the article print what is to be joined at the words ``left`` and ``right`` apart as well?"""
        together = self._pairs[self.low[left], self.low[right]]
        return self._times[self.low[right]] > together

    def _sees_to(self, i: int, j: int) -> bool:
        """ "Department for Transport": a body and what it sees to, which may be a list; no place, no person."""
        at = next((k for k in range(i, j) if self.low[k] in ("of", "for")), None)
        if at is None or at + 1 >= j:
            return False
        topic = self.low[at + 1 : j]
        named = any(w in COUNTRIES or of_first_name(w) for w in topic)
        return bool(set(self.low[i:at]) & _SEES_TO) and not named

    def _topics(self, right: Sequence[str]) -> bool:
        return not self._person(right) and not _body(right)

    def _person(self, part: Sequence[str]) -> bool:
        return len(part) > 1 and of_first_name(part[0]) is not None

    def _listed(self, i: int, j: int) -> bool:
        """At a comma: "Department for Transport | , | Tourism and Sport", "Dunne | , | Okoro & Partners"."""
        at, ends = j, list[int]()
        while at < len(self.raw) and self.low[at] == "," and len(ends) < LONGEST_LIST:
            end = self._part(at + 1)
            if end == at + 1:
                return False
            ends.append(end)
            at = end
        if at + 1 >= len(self.raw) or not ends or not self._capital(at + 1):
            return False
        if self.low[at] == "and":
            return self._sees_to(i, j) and self._topics(self.low[at + 1 : self._part(at + 1)])
        if self.low[at] != "&" or self.raw[self._part(at + 1) - 1].lower().endswith(("'s", "’s")):
            return False
        single = all(self.low[k] == "," for k in range(i + 1, j, 2)) and (j - i) % 2 == 1
        return single and self._times[self.low[i]] <= self._heads[self.low[i]]

    def _nickname(self, i: int, j: int) -> int:
        """How many words a nickname in marks takes in that stands inside a name: Arlo | “Tank” Merriweather."""
        text, words = self.words.text, self.words
        end = self._part(j + 1)
        known = j - i == 1 or of_first_name(self.low[i]) is not None
        closed = end + 1 < len(self.raw) and self.raw[end] in _CLOSING and self._capital(end + 1)
        if end == j + 1 or end - j > 3 or not closed or not known:
            return 0
        tight = words.ends[j] == words.starts[j + 1] and words.ends[end - 1] == words.starts[end]
        apart = text[words.ends[j - 1] : words.starts[j]] == " " == text[words.ends[end] : words.starts[end + 1]]
        return end + 2 - j if tight and apart else 0


def _body(part: Sequence[str]) -> bool:
    return bool(part) and (part[-1] in ORGANISATION or part[-1] in BODIES or part[-1] == "executive")


def without_marks(raw: Sequence[str]) -> list[str]:
    """The words of a name without the marks inside it and without a nickname in marks."""
    kept: list[str] = []
    inside = False
    for word in raw:
        if word in _OPENING | _CLOSING:
            inside = not inside
        elif not inside and word not in (".", ","):
            kept.append(word)
    return kept
