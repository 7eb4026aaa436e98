"""The mentions of a text: names, pronouns, and the noun phrases that the tagger's states show to mean somebody."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from index.attribution.coreference.entities import Cast
from index.attribution.extraction.tokenization import Units
from index.attribution.lexicon.tokens import AUXILIARIES

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]


class Kind(IntEnum):
    """What the head noun of a mention means; ``NONE`` is no head of a mention, ``THING`` one of no speaker."""

    NONE = 0
    PERSON = 1
    GROUP = 2
    ORGANISATION = 3
    PLACE = 4
    DOCUMENT = 5
    THING = 6


class Role(IntEnum):
    """How a noun stands in its clause, by its Universal Dependencies relation; ``OTHER`` for all else."""

    OTHER = 0
    SUBJECT = 1
    OBJECT = 2
    OBLIQUE = 3
    MODIFIER = 4
    OWNER = 5
    APPOSITION = 6
    CONJUNCT = 7


class Form(IntEnum):
    """How a mention is printed."""

    HE = 0
    SHE = 1
    IT = 2
    THEY = 3
    WHO = 4
    WHICH = 5
    NAME = 6
    DEFINITE = 7
    OWNED = 8
    INDEFINITE = 9
    BARE = 10


PRONOUNS: dict[str, Form] = {
    **dict.fromkeys(("he", "him", "his", "himself"), Form.HE),
    **dict.fromkeys(("she", "her", "hers", "herself"), Form.SHE),
    **dict.fromkeys(("it", "its", "itself"), Form.IT),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), Form.THEY),
    **dict.fromkeys(("who", "whom", "whose"), Form.WHO),
    "which": Form.WHICH,
}
DEFINITE = frozenset(("the", "this", "that", "these", "those", "both"))
OWNED = frozenset(("his", "her", "its", "their", "my", "our", "your", "whose"))
INDEFINITE = frozenset(("a", "an", "another", "one", "some", "any", "no", "two", "three", "several", "many", "other"))
MARKS = frozenset('. , ; : ? ! " ” “'.split())
LONGEST = 10  # units of a noun phrase up to its head
LEAST_HEAD = 0.3  # probability from which a unit is taken for the head of a mention
LEAST_BEGIN = 0.5  # the same for the begin of a noun phrase


@dataclass(frozen=True)
class Mentions:
    """The mentions of one text in the order of their heads, a row each.

    ``first`` and ``head`` are units: the noun phrase up to its head noun, of a name its first and last. ``entity`` is
    the number of the named entity in the cast, -1 for all but names. ``words`` are its units in lower case.
    """

    first: Ints
    head: Ints
    form: Ints
    entity: Ints
    words: list[list[str]]

    def __len__(self) -> int:
        return len(self.head)


def mentions_of(words: list[str], units: Units, cast: Cast, kinds: Floats, begins: Floats) -> Mentions:
    """The mentions of a text of which ``words`` are the first units in lower case.

    ``kinds`` (units, 7) are the probabilities of ``Kind`` for each unit, ``begins`` (units) that a noun phrase begins.
    """
    rows: list[tuple[int, int, int, int]] = []
    taken = np.zeros(len(words), dtype=bool)
    number = {id(entity): k for k, entity in enumerate(cast.entities)}
    lows = np.searchsorted(units.ends, cast.starts, side="right")
    highs = np.searchsorted(units.starts, [m.end for m in cast.mentions])
    for k, (low, high) in enumerate(zip(lows.tolist(), highs.tolist(), strict=True)):
        if low < high <= len(words):
            rows.append((high - 1, low, Form.NAME, number[id(cast.entity_of(k))]))
            taken[low:high] = True
    means_somebody = 1.0 - kinds[:, Kind.NONE] - kinds[:, Kind.THING]
    for at, word in enumerate(words):
        if taken[at]:
            continue
        if word in PRONOUNS:
            rows.append((at, at, PRONOUNS[word], -1))
        elif means_somebody[at] > LEAST_HEAD and not (at + 1 < len(words) and taken[at + 1]):  # "Coach | Diana Reed"
            first = _begin(words, begins, at)
            rows.append((at, first, _form(words, first, at), -1))
    rows.sort()
    table = np.array(rows, dtype=np.int64).reshape(-1, 4)
    return Mentions(
        table[:, 1], table[:, 0], table[:, 2], table[:, 3], [words[first : head + 1] for head, first, _, _ in rows]
    )


def _begin(words: list[str], begins: Floats, head: int) -> int:
    """The unit at which the noun phrase with this head begins."""
    for at in range(head, max(-1, head - LONGEST), -1):
        if begins[at] > LEAST_BEGIN:
            return at
        if words[at] in MARKS or words[at] in AUXILIARIES:
            break
    return head


def _form(words: list[str], first: int, head: int) -> Form:
    opening = words[first]
    if opening in DEFINITE:
        return Form.DEFINITE
    if opening in OWNED or any(
        words[k] in ("'", "’") and (words[k + 1] == "s" or words[k - 1].endswith("s")) for k in range(first + 1, head)
    ):
        return Form.OWNED
    return Form.INDEFINITE if opening in INDEFINITE or opening.isdigit() else Form.BARE
