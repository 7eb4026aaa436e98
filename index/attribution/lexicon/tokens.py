"""Words of a text with their offsets, and the small closed classes of English that the rules share."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property, lru_cache

TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}"  # U.S., J.P.
    r"|[^\W_\d]+(?:[.\-’'&\u00ad][^\W_]+)*(?:(?<=s)['’](?=\s\w))?"  # words, hyphenated, with apostrophes
    r"|\d[\d.,:]*\d|\d+|_+"
    r"|\.{2,}|[^\w\s]"
)

DETERMINERS = frozenset(
    """
    the a an this that these those his her its their our my your one some several many any no another both each
    every two three four five six seven eight nine ten most other certain various few dozens hundreds
    """.split()
)
ARTICLES = frozenset(("the", "a", "an"))
PREPOSITIONS = frozenset(
    """
    of in at for from with on by to about over under into against between within near outside behind during without
    across through inside around beside after before since until despite
    """.split()
)
AUXILIARIES = frozenset(
    """
    has have had is are was were be been being will would could can may might must should shall do does did hasn't
    haven't hadn't isn't aren't wasn't weren't won't wouldn't couldn't can't cannot mustn't shouldn't don't doesn't
    didn't 'd 've 's 'll
    """.split()
)
NEGATIONS = frozenset(
    """
    not never neither nor no hasn't haven't hadn't isn't aren't wasn't weren't won't wouldn't couldn't can't cannot
    shouldn't don't doesn't didn't nobody none nothing without
    """.split()
)
SUBJECT_PRONOUNS = frozenset(["i", "we", "you", "he", "she", "it", "they", "who"])
PRONOUNS = frozenset(
    """
    i we you he she it they who me us him her them himself herself itself themselves his its their hers theirs
    """.split()
)
ADVERBS = frozenset(
    """
    also again then still later earlier now once even never always often first since already just only ever long
    further furthermore therefore however instead too soon yesterday today tonight afterwards publicly not almost
    itself himself herself themselves all both previously nonetheless nevertheless in-turn yet back
    """.split()
)
CONJUNCTIONS = frozenset(
    """
    and but or nor while whereas although though because if when as after before since unless until whether that
    which so than where once
    """.split()
)
DAYS = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday today yesterday tonight week month year january
    february march april may june july august september october november december spring summer autumn winter
    morning afternoon evening night noon
    """.split()
)


@dataclass(frozen=True)
class Words:
    """The tokens of ``text[start:end]``; offsets are code points into ``text``."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, text: str, start: int = 0, end: int | None = None) -> Words:
        """The tokens of a stretch; what was read of a short one is remembered, for it is asked for again and again."""
        last = len(text) if end is None else end
        return (_recent if last - start <= _REMEMBERED else _words)(text, start, last)

    def __len__(self) -> int:
        return len(self.starts)

    @cached_property
    def low(self) -> tuple[str, ...]:
        return tuple(self.text[a:b].lower().replace("’", "'") for a, b in zip(self.starts, self.ends, strict=True))

    @cached_property
    def raw(self) -> tuple[str, ...]:
        return tuple(self.text[a:b] for a, b in zip(self.starts, self.ends, strict=True))

    def at_or_after(self, offset: int) -> int:
        """Index of the first token that starts at or after ``offset``."""
        return bisect_left(self.starts, offset)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Offsets of the tokens first..last-1 (last exclusive)."""
        return self.starts[first], self.ends[last - 1]


_REMEMBERED = 1000  # characters: what is remembered takes 20 MB at most


def _words(text: str, start: int, end: int) -> Words:
    found = [m.span() for m in TOKEN.finditer(text, start, end)]
    return Words(text, tuple(a for a, _ in found), tuple(b for _, b in found))


_recent = lru_cache(maxsize=1024)(_words)


def is_capitalised(word: str) -> bool:
    return bool(word) and word[0].isupper()


def is_adverb(low: str) -> bool:
    return low in ADVERBS or (len(low) > 4 and low.endswith("ly") and low not in NOT_ADVERBS)


NOT_ADVERBS = frozenset(
    """
    family italy july assembly ally reply supply rally bully belly early elderly friendly lovely ugly holy daily
    weekly monthly quarterly butterfly anomaly apply imply comply multiply rely curly likely kelly reilly billy
    sally emily molly polly holly
    """.split()
)
