"""Who is described anew where the article goes on about him: "Ida Holm spoke in Osk. The Unionist nominee said ...".

A description says who is meant by the words that the article prints beside a name, and by where it stands: at the head
of a sentence it is mostly the one with whom the sentence before opens. Either alone may be somebody else.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

from index.attribution.coreference.detection import Form, Kind
from index.attribution.coreference.entities import Cast, Entity, bare
from index.attribution.coreference.pairs import FUNCTION_WORDS
from index.attribution.coreference.resolution import Coreference
from index.attribution.lexicon.nouns import BODIES, FIRM_WORDS, ROLE_WORDS, SYNONYMS
from index.attribution.lexicon.tokens import AUXILIARIES
from index.schema import Span

BACK = 2  # sentences to the one that opens with whom the text goes on about
BESIDE = 6  # words before and after a name that may describe him
MOST_MENTIONS = 40  # of one name that are looked at: bounds the work on long texts
LONGEST_TITLE = 60  # characters of titles before the name at the head of a sentence
CALLED_SURE = 0.5  # probability from which the pronoun at the head of a sentence is somebody
LEAST = 0.05  # probability by the head below which no words make the one described of who opens the sentence before
OPENS_SURE = 0.4  # the same from which he needs no word of it
LEAST_NAMED = 0.2  # the same of who is only named there
MANY_LIKELY = 0.1  # the same of those several whom "they" means after the body that spoke to them
CONTRASTING = frozenset("current present new next other second third previous acting incoming outgoing".split())
NO_DESCRIPTION = frozenset("told said says against with by for to from of and or in on at as than over about".split())


class DescribedAgain:
    """Reads descriptions of one article; ``sentences`` are the offsets at which its sentences start."""

    def __init__(self, text: str, cast: Cast, read: Coreference, sentences: Sequence[int]) -> None:
        self.text, self.cast, self.read, self.sentences = text, cast, read, sentences
        self._beside: dict[int, frozenset[str]] = {}

    @cached_property
    def _number(self) -> dict[int, int]:
        return {id(entity): k for k, entity in enumerate(self.cast.entities)}

    @cached_property
    def _mentions_of(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for k in range(len(self.cast.mentions)):
            found.setdefault(self._number[id(self.cast.entity_of(k))], []).append(k)
        return found

    def person(self, k: int, phrase: Span) -> int | None:
        """The entity that the definite description ``k``, the head of ``phrase``, describes anew; None where the
        article does not say so."""
        read = self.read
        if read.mentions.form[k] != Form.DEFINITE or read.is_owned(k) or read.kind(k) != Kind.PERSON:
            return None
        at = bisect_right(self.sentences, phrase[0]) - 1
        if at < 1 or self._persons(self.sentences[at], phrase[0]):
            return None
        subject, least = self._goes_on_about(at)
        if subject < 0 or self.is_contrasted(k, subject) or read.bearers[k].get(subject, 0.0) < least:
            return None
        after = self._opens(at + 1) if at + 1 < len(self.sentences) else None
        if after is not None and after != subject and self.cast.entities[after].first > phrase[0]:
            return None  # the next sentence may tell his name
        return subject if self._told(k, subject) or self._likely(k, subject, least) else None

    def is_contrasted(self, k: int, subject: int) -> bool:
        """Does a word of a description tell its bearer from one who was named and of whom the article does not say it:
        "the current engineer", "the other driver"?"""
        told = CONTRASTING & set(self.text[int(self.read.starts[k]) : int(self.read.ends[k])].split())
        return bool(told) and not told <= self._described_by(subject)

    def _told(self, k: int, subject: int) -> bool:
        """Does the article describe the subject, and nobody else as well, in words of the description?"""
        read = self.read
        words = frozenset(read.mentions.words[k]) - FUNCTION_WORDS
        head = read.mentions.words[k][-1]
        shared = words & self._described_by(subject)
        if not shared - {head} or not self._party(k, shared, head):
            return False
        others = (b for b in read.bearers[k] if b != subject and b < len(self.cast.entities))
        return all(len(words & self._described_by(b)) < len(shared) for b in others)

    def _likely(self, k: int, subject: int, least: float) -> bool:
        """Is who opens the sentence before the likeliest too, for a description of more than a noun?"""
        words = frozenset(self.read.mentions.words[k]) - FUNCTION_WORDS
        bearer, p = self.read.best_named(k)
        return bearer == subject and p >= OPENS_SURE and least == LEAST and len(words) > 1

    def _party(self, k: int, shared: frozenset[str], head: str) -> bool:
        """Is what they share the head noun beside another word, or a proper word: "the Unionist nominee"?"""
        if head in shared:
            return True
        start, end = int(self.read.starts[k]), int(self.read.ends[k])
        proper = {word.lower() for word in self.text[start:end].split() if word[0].isupper()}
        return bool(proper & shared)

    def _goes_on_about(self, at: int) -> tuple[int, float]:
        """(the person with whom one of the sentences before opens, or who alone is named there; the least probability
        at which he is described anew); (-1, 0) where there is none."""
        for back in range(at - 1, max(-1, at - 1 - BACK), -1):
            opens = self._opens(back)
            if opens is not None:
                return opens, LEAST
            named = self._persons(self.sentences[back], self.sentences[back + 1])
            if named:
                return (named.pop(), LEAST_NAMED) if len(named) == 1 else (-1, 0.0)
        return -1, 0.0

    def _opens(self, at: int) -> int | None:
        """The person with whom a sentence opens, by name or by a sure pronoun."""
        begin = self.sentences[at]
        for k in self.cast.inside(begin, begin + 2 * LONGEST_TITLE):
            mention, entity = self.cast.mentions[k], self.cast.entity_of(k)
            before = self.text[begin : mention.start].split()
            if before in (["The"], ["A"], ["An"]):
                break  # "The Crane team", "An Osk clerk": not the one who is named
            titled = mention.start - begin <= LONGEST_TITLE
            if not titled or not all(map(_titles, before)) or mention.possessive:
                break
            if self._is_person(entity):
                return self._number[id(entity)]
        opens = self.read.begins_at(begin)
        if opens is None or self.read.mentions.form[opens] not in (Form.HE, Form.SHE):
            return None
        bearer, p = self.read.best_named(opens)
        return bearer if p >= CALLED_SURE else None

    def _is_person(self, entity: Entity) -> bool:
        return entity.kind == "person" or (entity.kind == "unknown" and entity.gender is not None)

    def _persons(self, start: int, end: int) -> set[int]:
        named = map(self.cast.entity_of, self.cast.inside(start, end))
        return {self._number[id(entity)] for entity in named if self._is_person(entity)}

    def _described_by(self, number: int) -> frozenset[str]:
        """The words that the article prints right before a name, and those of the description right after it."""
        if number not in self._beside:
            found = set(self.cast.entities[number].heads)
            for k in self._mentions_of.get(number, ())[:MOST_MENTIONS]:
                found |= self._before(self.cast.mentions[k].start)
            self._beside[number] = frozenset(found)
        return self._beside[number]

    def _before(self, start: int) -> set[str]:
        words = self.cast.words
        found: set[str] = set()
        at = words.at_or_after(start) - 1
        for k in range(at, max(-1, at - BESIDE), -1):
            low = words.low[k]
            if "\n" in self.text[words.ends[k] : words.starts[k + 1]]:
                break
            if low in NO_DESCRIPTION | AUXILIARIES or not (low[0].isalpha() or low == "."):
                break
            if low != ".":
                found |= {bare(words.raw[k]), *SYNONYMS.get(bare(words.raw[k]), "").split()}
        return found - FUNCTION_WORDS

    def several(self, k: int, bearer: int) -> int | None:
        """Whom "they" means after "The Courier spoke to | twelve clerks", where it was led to the one who spoke to
        them; None where only the body can be meant."""
        read, named = self.read, len(self.cast.entities)
        if read.mentions.form[k] != Form.THEY or not 0 <= bearer < named:
            return None
        at = bisect_right(self.sentences, int(read.starts[k])) - 1
        if at < 1:
            return None
        begin, end = self.sentences[at - 1], self.sentences[at]
        if not any(self.cast.entity_of(m) is self.cast.entities[bearer] for m in self.cast.inside(begin, end)):
            return None
        likely = [j for j in read.between(begin, end) if read.bearers[k].get(named + j, 0.0) >= MANY_LIKELY]
        many = [j for j in likely if read.mentions.words[j][-1].endswith("s") and read.kind(j) in _PEOPLE]
        return named + many[-1] if many else None

    def last_of_role(self, k: int, bearer: int, phrase: Span) -> bool:
        """False where another one with the role of a bare description was named after its likeliest bearer."""
        head = self.read.mentions.words[k][-1]
        alone = len(frozenset(self.read.mentions.words[k]) - FUNCTION_WORDS) <= 1
        if not alone or not self._is_person(self.cast.entities[bearer]):
            return True
        last = self._last_named(bearer, phrase[0])
        others = (b for b in self.read.bearers[k] if b != bearer and b < len(self.cast.entities))
        return not any(head in self.cast.entities[b].heads and self._last_named(b, phrase[0]) > last for b in others)

    def _last_named(self, number: int, before: int) -> int:
        known = self.cast.entities[number].at
        place = bisect_right(known, before)
        return known[place - 1] if place else -1


_PEOPLE = frozenset((Kind.PERSON, Kind.GROUP))


def _titles(word: str) -> bool:
    return word[0].isupper() or word.lower() in ROLE_WORDS | FIRM_WORDS | BODIES
