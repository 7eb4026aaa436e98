"""Who each mention of a text means, with a probability: the chances of its antecedents added up along their chains."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from index.attribution.coreference.detection import Floats, Form, Ints, Kind, Mentions, mentions_of
from index.attribution.coreference.entities import Cast
from index.attribution.coreference.head import Head, default_head
from index.attribution.coreference.pairs import Pairs, anaphors, scene_of
from index.attribution.extraction.extractor import Encoded
from index.attribution.lexicon.nouns import BODIES
from index.schema import Span

LEAST = 0.005  # bearers less likely than this are not followed
SAME = 0.5  # from this probability a name is the name of an earlier description ("her lawyer, Dana Quill")
PERSON_SURE = 0.5  # probability from which a name is somebody's
SURELY_SAME = 0.9  # the same where it is described in other words beside the name
APPOSES = frozenset(", ( – — -".split())
NEAR = 3  # units between a description and the name beside it
UNLIKE = 0.7  # difference in the probability of a person from which a description and a name are two
ENDS = frozenset('. ! ? ” " : ;'.split())
BY_NAME = 1.5  # evidence of gender in a first name or a title: as much as that of two pronouns
SHOWN = 0.6  # from this much evidence a bearer's gender counts as shown by its pronouns
PERSON_AT_LEAST = 0.15  # probability of a person in one of its mentions below which a name is that of a body
CALLED_OTHERWISE = 0.1  # what then is left of the probability of a pronoun of the other gender
LEFT_AT_LEAST = 0.1  # probability of all others from which one of them is meant where the likeliest cannot be
_POSSESSIVE = frozenset(("'", "’", "'s", "’s"))
NOBODY = (-1, 0.0)
NOTHING: Mapping[int, int] = MappingProxyType({})


@dataclass(frozen=True)
class Coreference:
    """The mentions of a text and for each its likely bearers with their probabilities.

    A bearer is the number of a named entity of the cast, or the number of the cast's entities plus that of the
    mention that first describes somebody who is never named. ``starts`` and ``ends`` are offsets in code points of
    each mention up to its head noun.
    """

    cast: Cast
    mentions: Mentions
    starts: Ints
    ends: Ints
    heads: Ints  # where the head noun begins
    bearers: list[dict[int, float]]
    kinds: Floats  # (mentions, kinds): what each mention is

    def best(self, mention: int, barred: Collection[int] = ()) -> tuple[int, float]:
        """(bearer, probability) of a mention; ``NOBODY`` where none is likely. Of ``barred`` it is none: their
        probability goes to the others."""
        found = self._without(mention, barred)
        return max(found.items(), key=lambda one: (one[1], -one[0])) if found else NOBODY

    def best_named(self, mention: int, barred: Collection[int] = (), least: float = LEFT_AT_LEAST) -> tuple[int, float]:
        """(entity, probability) of the likeliest bearer who is named, as ``best``; nobody where the others than
        ``barred`` have less than ``least`` together."""
        named = [(b, p) for b, p in self._without(mention, barred, least).items() if b < len(self.cast.entities)]
        return max(named, key=lambda one: (one[1], -one[0]), default=NOBODY)

    def _without(self, mention: int, barred: Collection[int], least: float = LEFT_AT_LEAST) -> dict[int, float]:
        found = self.bearers[mention]
        left = 1.0 - sum(found.get(one, 0.0) for one in barred)
        if left == 1.0:
            return found
        return {b: p / left for b, p in found.items() if b not in barred} if left > least else {}

    def headed_by(self, phrase: Span, head: str) -> int | None:
        """The mention that is a phrase with this head noun: "her lawyer, who wept"."""
        low, high = np.searchsorted(self.heads, phrase).tolist()
        inside = [k for k in range(low, high) if head.endswith(self.mentions.words[k][-1])]
        return min(inside, key=lambda k: (int(self.starts[k]), -int(self.ends[k])), default=None)

    def is_pronoun(self, mention: int) -> bool:
        """True for "she", "its", "who"."""
        return bool(self.mentions.form[mention] < Form.NAME)

    def is_owned(self, mention: int) -> bool:
        """True for "her lawyer" and "the maker's expert": somebody of another's, whom no name but his own tells."""
        return bool(self.mentions.form[mention] == Form.OWNED) or not _POSSESSIVE.isdisjoint(
            self.mentions.words[mention]
        )

    def same_words(self, one: int, other: int) -> bool:
        """True where two descriptions have the same head noun: "a nurse", "the nurse"."""
        return self.mentions.words[one][-1] == self.mentions.words[other][-1]

    def kind(self, mention: int) -> Kind:
        """What a mention most likely is."""
        return Kind(int(self.kinds[mention].argmax()))

    def owner(self, mention: int) -> int | None:
        """The mention that owns another at its begin: "her" of "her lawyer", "the board" of "the board's report"."""
        first, head = self.mentions.first, self.mentions.head
        for k in range(mention - 1, -1, -1):
            if head[k] < first[mention]:
                return None
            if first[k] == first[mention]:
                return k
        return None

    def begins_at(self, offset: int) -> int | None:
        """The longest mention that begins at ``offset``."""
        low = int(np.searchsorted(self.heads, offset))
        near = [k for k in range(low, min(low + 8, len(self.starts))) if self.starts[k] == offset]
        return near[-1] if near else None

    def between(self, start: int, end: int) -> range:
        """The mentions whose heads begin in [start, end)."""
        low, high = np.searchsorted(self.heads, (start, end)).tolist()
        return range(low, high)


def coreference_of(
    text: str, cast: Cast, encoded: Encoded, sentences: list[int], head: Head | None = None
) -> Coreference:
    """Read who is meant in ``text``; ``sentences`` are the offsets at which its sentences start."""
    head = head or default_head()
    units = encoded.units
    read = slice(len(encoded.states))
    words = [text[a:b].lower() for a, b in zip(units.starts[read].tolist(), units.ends[read].tolist(), strict=True)]
    kinds, roles, begins = head.units(encoded)
    mentions = mentions_of(words, units, cast, kinds, begins)
    scene = scene_of(mentions, encoded, cast, kinds, roles, sentences)
    apposed = _apposed(words, mentions, kinds)
    calls = _Calls(mentions, cast, kinds)

    def apart(described: int, name: int) -> bool:
        """Are a description and a later name two: "two models accused | the painter Gero Pahl", "the captain denied it.
        He was drunk, says | Manoj Rao"? They may be one where the next sentence opens with the name."""
        headline = scene.sentence[described] == 0 and "\n" in text[: sentences[1] if len(sentences) > 1 else 0]
        person = kinds[mentions.head[name], Kind.PERSON] >= PERSON_SURE
        if scene.sentence[described] != scene.sentence[name] and person and not headline:
            begin = int(units.starts[mentions.first[name]])
            before = text[sentences[bisect_right(sentences, begin) - 1] : begin].split()
            return bool(scene.sentence[name] - scene.sentence[described] > 1) or not all(w[0].isupper() for w in before)
        after, begin = int(mentions.head[described]) + 1, int(mentions.first[name])
        far = begin - after >= NEAR - 1 and not {words[after], words[begin - 1]} & APPOSES
        return bool(scene.sentence[described] == scene.sentence[name] and far)

    bearers = _bearers(mentions, len(cast.entities), calls, head.chances(scene, encoded), apposed, apart)
    starts, ends = units.starts[mentions.first], units.ends[_last_units(mentions)]
    return Coreference(cast, mentions, starts, ends, units.starts[mentions.head], bearers, kinds[mentions.head])


def _last_units(mentions: Mentions) -> Ints:
    """The last unit of each mention: its head, or after the head "and" the head of what is joined to it."""
    last = mentions.head.copy()
    begins = dict(zip(mentions.first.tolist(), mentions.head.tolist(), strict=True))  # the longest that begin there
    for k, words in enumerate(mentions.words):
        if words[-1] == "and":
            last[k] = begins.get(int(last[k]) + 1, last[k])
    return last


class _Calls:
    """Whom "he" and "she" can mean: what names and titles show, and what pronouns that are sure add to it."""

    def __init__(self, mentions: Mentions, cast: Cast, kinds: Floats) -> None:
        self.shown: dict[tuple[int, int], float] = {}  # (bearer, Form.HE or Form.SHE) -> how surely so called
        self.bodies: set[int] = set()
        named_so = np.array([words[-1] in BODIES for words in mentions.words], dtype=bool)
        read_so = kinds[mentions.head].argmax(axis=1) == Kind.ORGANISATION
        self.of_body = (mentions.form == Form.IT) | read_so | named_so
        likely = np.zeros(len(cast.entities))
        names = mentions.entity >= 0
        np.maximum.at(likely, mentions.entity[names], kinds[mentions.head[names], Kind.PERSON])
        for k, entity in enumerate(cast.entities):
            if entity.gender is not None:
                self.shown[k, Form.HE if entity.gender == "m" else Form.SHE] = BY_NAME
            elif entity.kind in ("organisation", "place") or likely[k] < PERSON_AT_LEAST:
                self.bodies.add(k)

    def note(self, mention: int, found: dict[int, float]) -> None:
        """Who was surely "it" or "the company" is no person."""
        bearer, p = max(found.items(), key=lambda one: one[1], default=NOBODY)
        if self.of_body[mention] and p > SAME and self._known(bearer) < SHOWN:
            self.bodies.add(bearer)

    def without_persons(self, mention: int, found: dict[int, float]) -> dict[int, float]:
        """What is left of the bearers where "the ministry" or "it" cannot mean a person."""
        if not self.of_body[mention]:
            return found
        return {b: p * (CALLED_OTHERWISE if self._known(b) >= SHOWN else 1.0) for b, p in found.items()}

    def _known(self, bearer: int) -> float:
        """How surely a bearer has been "he" or "she"."""
        return max(self.shown.get((bearer, Form.HE), 0.0), self.shown.get((bearer, Form.SHE), 0.0))

    def weigh(self, found: dict[int, float], form: int) -> dict[int, float]:
        """Who was surely "he" before is hardly "she" now, nor is a body: what that takes from them goes to others."""
        weighed = {b: p * (CALLED_OTHERWISE if self._otherwise(b, form) else 1.0) for b, p in found.items()}
        total = sum(weighed.values())
        if total:
            weighed = {b: p * sum(found.values()) / total for b, p in weighed.items()}
            best, p = max(weighed.items(), key=lambda one: one[1])
            self.shown[best, form] = self.shown.get((best, form), 0.0) + (p if p > SAME else 0.0)
        return weighed

    def _otherwise(self, bearer: int, form: int) -> bool:
        other = self.shown.get((bearer, Form.SHE if form == Form.HE else Form.HE), 0.0)
        return bearer in self.bodies or other > max(SHOWN, self.shown.get((bearer, form), 0.0))


def _apposed(words: list[str], mentions: Mentions, kinds: Floats) -> dict[int, int]:
    """Mention -> entity of "The company, Dorn Mills, ..." at the head of a sentence: there the comma ends no clause,
    and who is described is the one who is named."""
    begins = {int(first): k for k, first in enumerate(mentions.first) if mentions.form[k] == Form.NAME}
    found: dict[int, int] = {}
    for k, (first, head) in enumerate(zip(mentions.first.tolist(), mentions.head.tolist(), strict=True)):
        name = begins.get(head + 2)
        opens = not first or words[first - 1] in ENDS
        if name is None or not opens or mentions.form[k] <= Form.NAME or words[head + 1] != ",":
            continue
        after = int(mentions.head[name]) + 1
        person, named = kinds[head, Kind.PERSON], kinds[mentions.head[name], Kind.PERSON]
        if after < len(words) and words[after] == "," and abs(person - named) < UNLIKE:
            found[k] = int(mentions.entity[name])
    return found


def _bearers(
    mentions: Mentions,
    named: int,
    calls: _Calls,
    blocks: Iterable[Pairs],
    apposed: Mapping[int, int] = NOTHING,
    apart: Callable[[int, int], bool] = lambda described, name: False,
) -> list[dict[int, float]]:
    """For each mention its bearers; ``named`` is the number of named entities, ``apposed`` the entities of the mentions
    that a name beside them tells, ``apart(description, name)`` that these two are two."""
    candidates: list[list[tuple[int, float]]] = [[] for _ in range(len(mentions))]
    for pairs in blocks:
        found = zip(pairs.anaphor.tolist(), pairs.candidate.tolist(), pairs.features.tolist(), strict=True)
        for i, j, p in found:
            candidates[i].append((j, p))
    seeks = anaphors(mentions)
    goes_by: dict[int, int] = {}  # a described bearer -> the entity by whose name it goes
    out: list[dict[int, float]] = []
    for k, (entity, form) in enumerate(zip(mentions.entity.tolist(), mentions.form.tolist(), strict=True)):
        if not seeks[k]:
            out.append({entity: 1.0})
            continue
        if k in apposed:
            out.append({apposed[k]: 1.0})
            continue
        found_here = _followed(k, candidates[k], out, mentions, goes_by)
        if form == Form.OWNED and k and mentions.first[k - 1] == mentions.first[k]:
            found_here = {b: p * (1 - out[k - 1].get(b, 0.0)) for b, p in found_here.items()}  # nobody owns himself
        if entity >= 0:
            likely, p = max(found_here.items(), key=lambda one: one[1], default=NOBODY)
            same = likely >= named and not apart(likely - named, k)
            if same and p >= (SURELY_SAME if _described_otherwise(likely - named, k, mentions) else SAME):
                goes_by[likely] = entity
            out.append({entity: 1.0})
            continue
        rest = 1.0 - sum(p for _, p in candidates[k])
        if form in (Form.HE, Form.SHE):
            found_here = calls.weigh(found_here, form)
        else:
            before, found_here = sum(found_here.values()), calls.without_persons(k, found_here)
            rest += before - sum(found_here.values())
            calls.note(k, found_here)
        if form > Form.NAME and rest >= LEAST:
            found_here[named + k] = rest
        out.append(found_here)
    return [_renamed(one, goes_by) for one in out]


def _described_otherwise(described: int, name: int, mentions: Mentions) -> bool:
    """Does a description by another noun stand beside a name: "the union ..., and the company, Dorn Mills"?"""
    before = [k for k in range(max(0, name - 3), name) if mentions.first[name] - mentions.head[k] <= NEAR]
    nouns = {mentions.words[k][-1] for k in before if mentions.form[k] > Form.NAME}
    return bool(nouns) and described not in before and mentions.words[described][-1] not in nouns


def _followed(
    k: int,
    candidates: list[tuple[int, float]],
    before: list[dict[int, float]],
    mentions: Mentions,
    goes_by: dict[int, int],
) -> dict[int, float]:
    """The bearers of the candidates, each with the sum over the chains that lead to it."""
    found: dict[int, float] = {}
    for j, p in candidates:
        for bearer, q in (before[j] if j < k else {int(mentions.entity[j]): 1.0}).items():
            bearer = goes_by.get(bearer, bearer)
            found[bearer] = found.get(bearer, 0.0) + p * q
    return {bearer: p for bearer, p in found.items() if p >= LEAST}


def _renamed(found: dict[int, float], goes_by: dict[int, int]) -> dict[int, float]:
    out: dict[int, float] = {}
    for bearer, p in found.items():
        bearer = goes_by.get(bearer, bearer)
        out[bearer] = out.get(bearer, 0.0) + p
    return out
