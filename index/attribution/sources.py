"""Who speaks where one source phrase names several: "the mayor and her deputy", "Reps. Winslow and Abbott".

Pure functions over the tokens of the phrase. Whether "and" joins two speakers or stands inside one name is read from
the form of what it joins, from the number of the verb, and from the article: a name that stands alone elsewhere is one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from index.attribution.lexicon.nouns import BODIES, COUNTRIES, OFFICES, PEOPLE, ROLE_WORDS
from index.attribution.lexicon.outlets import is_medium
from index.attribution.lexicon.tokens import ARTICLES, DETERMINERS, PREPOSITIONS, Words, is_capitalised
from index.schema import Span, Spans
from index.text.first_names import of_first_name
from index.text.name_words import BEFORE_TITLES, ORGANISATION, TITLES

_TITLES = TITLES | BEFORE_TITLES
LONGEST = 400  # characters of a source phrase that is looked into
_JOINS = (("and",), ("nor",), ("together", "with"), ("along", "with"), ("as", "well", "as"))
_CORRELATIVE = frozenset(["both", "neither", "either"])
_POSSESSIVE = frozenset("his her its their my our your".split())
_RELATIVE = frozenset("who whose whom which that".split())


@dataclass(frozen=True)
class _Phrase:
    """Tokens first..last-1 of the source."""

    words: Words
    first: int
    last: int

    @property
    def low(self) -> tuple[str, ...]:
        return self.words.low[self.first : self.last]

    @property
    def raw(self) -> tuple[str, ...]:
        return self.words.raw[self.first : self.last]


def joint(text: str, source: Span, cue: Spans, names: Spans = ()) -> Spans:
    """The spans of the speakers that ``source`` names, in text order; the source itself where it names one.

    ``cue`` are the words by which they speak: a verb in the singular has one subject. What joins inside one of
    ``names`` joins no speakers.
    """
    start, end = source
    if end - start > LONGEST or not re.search(r"\b(?:and|nor|with|well as)\b", text[start:end]):
        return (source,)
    words = Words.of(text, start, end)
    first = 1 if len(words) and words.low[0] in _CORRELATIVE else 0
    whole = _Phrase(words, first, len(words))
    cuts = [cut for cut in _joins(whole) if not any(a <= words.starts[cut[0]] < b for a, b in names)]
    edges = [whole.first, *(edge for cut in cuts for edge in cut), whole.last]
    pieces = [_trimmed(_Phrase(words, a, b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    if len(pieces) < 2 or not all(one.low for one in pieces):
        return (source,)
    plain = any(words.low[a:b] == ("and",) for a, b in cuts)
    if not first and plain and _singular(text, cue):
        return (source,)
    if not first and not all(_separate(text, a, b) for a, b in pairwise(pieces)):
        return (source,)
    pieces = _without_plural_title([*_listed(pieces[0]), *pieces[1:]])
    return tuple(words.span(one.first, one.last) for one in pieces)


def _joins(whole: _Phrase) -> list[tuple[int, int]]:
    """(first token, token after) of each join that is not inside a relative clause or between two commas."""
    words = whole.words
    found: list[tuple[int, int]] = []
    at = whole.first
    inside = 0  # token after which an addition between commas ends
    while at < whole.last:
        low = words.low[at]
        if low == "," and at + 1 < whole.last and _opens_addition(words, at + 1, whole.last):
            inside = next((k for k in range(at + 1, whole.last) if words.low[k] == ","), whole.last)
            at = inside + (inside < whole.last and not _opens_addition(words, inside + 1, whole.last))
            continue
        if low in _RELATIVE:
            return found
        join = next((j for j in _JOINS if words.low[at : at + len(j)] == j), None)
        if join is not None and whole.first < at and at + len(join) < whole.last:
            found.append((at, at + len(join)))
            at += len(join)
            continue
        at += 1
    return found


def _opens_addition(words: Words, at: int, last: int) -> bool:
    """True where what follows a comma describes the name before it: "who ...", "a baker", "the contractor", "47"."""
    low = words.low[at : at + 1]
    return bool(low) and (
        low[0] in _RELATIVE | ARTICLES | _POSSESSIVE | {"of", "aged", "now", "then"} or low[0].isdigit()
    )


def _listed(piece: _Phrase) -> list[_Phrase]:
    """The members of "A, B" in "A, B and C": what follows a comma is one where it begins a name of its own."""
    words = piece.words
    commas = [k for k in range(piece.first, piece.last) if words.low[k] == ","]
    cuts = [
        k
        for k in commas
        if k + 1 < piece.last
        and is_capitalised(words.raw[k + 1])
        and not _office(words.low[k + 1 : piece.last])
        and any(is_capitalised(w) for w in words.raw[piece.first + 1 : k] or words.raw[piece.first : k])
    ]
    edges = [piece.first, *(edge for cut in cuts for edge in (cut, cut + 1)), piece.last]
    return [_trimmed(_Phrase(words, a, b)) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]


def _office(low: tuple[str, ...]) -> bool:
    head = next((w for w in low if w not in DETERMINERS), "")
    return head in OFFICES or head in _TITLES or head in ROLE_WORDS


def _trimmed(piece: _Phrase) -> _Phrase:
    first, last = piece.first, piece.last
    while first < last and piece.words.low[first] in (",", "both"):
        first += 1
    while last > first and piece.words.low[last - 1] == ",":
        last -= 1
    return _Phrase(piece.words, first, last)


def _singular(text: str, cue: Spans) -> bool:
    """True where the verb of the cue can only have one subject: "says", "has said", "was"."""
    first = text[cue[0][0] : cue[0][1]].split()[:1] if cue else []
    word = first[0].lower() if first else ""
    if word in ("has", "is", "was", "does", "isn't", "hasn't", "doesn't", "wasn't"):
        return True
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us"))


def _separate(text: str, left: _Phrase, right: _Phrase) -> bool:
    """True where two conjuncts are two speakers and not the halves of one name or of one description."""
    if not left.low or not right.low:
        return False
    opening = right.low[0]
    if (
        opening in (ROLE_WORDS | PEOPLE) - OFFICES
        and not is_capitalised(left.raw[-1])
        and is_capitalised(right.raw[-1])
    ):
        return False  # "Maes's brother and teammate Tim" is one man
    if opening in DETERMINERS | _POSSESSIVE and not _governed(left):
        return True
    if opening in DETERMINERS | _POSSESSIVE:
        return _person(right)
    if is_capitalised(right.raw[0]):
        return _two_names(text, left, right)
    if is_capitalised(right.raw[-1]) or any(is_capitalised(w) for w in right.raw):
        return _person(right) and not (_governed(left) and not _person(left))
    return len(left.low) <= 2 and len(right.low) <= 3 and right.low[0].endswith("s") and left.low[-1].endswith("s")


def _governed(left: _Phrase) -> bool:
    """True where the join may stand under a preposition: "a spokesman for the police | and the fire service"."""
    at = next((k for k, w in enumerate(left.low) if w in PREPOSITIONS), None)
    return at is not None and at > 0 and "," not in left.low[at:]


def _person(piece: _Phrase) -> bool:
    low = [w for w in piece.low if w not in DETERMINERS]
    return any(w in ROLE_WORDS or w in _TITLES or w in OFFICES or w in PEOPLE for w in low[:4])


def _two_names(text: str, left: _Phrase, right: _Phrase) -> bool:
    """Two capitalised conjuncts: two people or bodies, or one body with "and" in its name."""
    left_names = [w for w in left.raw if is_capitalised(w)]
    if not left_names:
        return True
    if _plural_title(left) or all(map(_one_bearer, (left, right))):
        return True
    if _governed(left) and not any(w in PREPOSITIONS for w in right.low):
        return False
    if len(left_names) == 1 and any(w in _TITLES for w in right.low[1:3]) and left.low[0] not in _TITLES:
        return False  # "Work and Pensions Secretary M. T."
    bodies = ORGANISATION | BODIES
    if any(w in bodies or w.rstrip("s") in bodies for w in right.low) and any(w in PREPOSITIONS for w in left.low):
        return False
    if _alone(text, right) or _alone(text, left):
        return True
    return not any(w in bodies for w in (*left.low, *right.low)) and len(right.raw) >= 2


def _one_bearer(piece: _Phrase) -> bool:
    """A person with a title, a first name or a country alone, or a news medium: "Defence Minister Tor Brekke"."""
    low, raw = piece.low, piece.raw
    title = max((k for k, w in enumerate(low) if w in ROLE_WORDS or w in OFFICES), default=-1)
    named = 0 <= title < len(low) - 1 and all(map(is_capitalised, raw[title + 1 :])) and not set(low) & ORGANISATION
    single = len(low) == 1 and (of_first_name(low[0]) is not None or low[0] in COUNTRIES)
    return named or single or is_medium(" ".join(raw))


def _alone(text: str, piece: _Phrase) -> bool:
    """True where the last name of a conjunct stands in the article elsewhere, not joined to another."""
    name = re.escape(piece.raw[-1])
    own = piece.words.span(piece.first, piece.last)
    for found in re.finditer(rf"(?<!and )(?<!& )\b{name}\b(?! (?:and|&) [A-Z])", text):
        if not own[0] <= found.start() < own[1]:
            return True
    return False


def _plural_title(piece: _Phrase) -> bool:
    title, *rest = (w for w in piece.raw if w != ".")
    single = title.lower().removesuffix("s")
    named = bool(rest) and is_capitalised(rest[0])
    return named and title.endswith("s") and (single in _TITLES or single in ROLE_WORDS or single in OFFICES)


def _without_plural_title(pieces: list[_Phrase]) -> list[_Phrase]:
    """ "Reps. A and B", "Trainers A and B": the title of both goes, each keeps the name."""
    first = pieces[0]
    if not _plural_title(first):
        return pieces
    after = first.first + 1 + (first.low[1] == ".")
    return [_Phrase(first.words, after, first.last), *pieces[1:]]
