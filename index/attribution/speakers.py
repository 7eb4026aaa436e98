"""Who a printed source is: pronouns, last names, titles and descriptions resolved to the fullest printed name."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from index.attribution.anonymity import BODIES, DOCUMENTS, PEOPLE, head_of
from index.attribution.cast import Cast, Entity, fold
from index.attribution.gender import of_words
from index.attribution.words import Words
from index.schema import Span, Spans

HE = frozenset(("he", "him", "his", "himself"))
SHE = frozenset(("she", "her", "hers", "herself"))
IT = frozenset(("it", "its", "itself"))
THEY = frozenset(("they", "them", "their", "themselves", "both"))
ME = frozenset(("i", "me", "my", "we", "us", "our"))
WHO = frozenset(("who", "whom", "whose", "which", "that"))


@dataclass
class Referent:
    """Somebody who can be meant by a pronoun or a description: a named entity or an earlier nominal source."""

    name: str
    entity: Entity | None
    gender: str | None
    plural: bool
    thing: bool
    anonymous: bool
    heads: set[str] = field(default_factory=set)
    spoke: int = -1  # where it last was a source


class Speakers:
    """Resolves the sources of one article in text order; keeps who spoke last."""

    def __init__(self, text: str, cast: Cast, sentence_starts: list[int], paragraph_starts: list[int]) -> None:
        self.text = text
        self.cast = cast
        self.sentences = sentence_starts
        self.paragraphs = paragraph_starts
        self.nominal: dict[str, Referent] = {}
        self.last: Referent | None = None
        self.by_entity: dict[int, Referent] = {}

    def resolve(self, mention: Span, content: Spans) -> Referent:
        """The referent of the mention at ``mention`` whose claim has ``content``."""
        words = [fold(w) for w in Words.of(self.text, *mention).raw]
        printed = " ".join(self.text[mention[0] : mention[1]].split())
        found = self._pronoun(words, mention, content) if len(words) == 1 else None
        if found is None:
            found = self._named(mention, words) or self._described(mention, words, printed)
        found.spoke = mention[0]
        self.last = found
        return found

    def _of(self, entity: Entity) -> Referent:
        key = id(entity)
        if key not in self.by_entity:
            self.by_entity[key] = Referent(
                entity.name, entity, entity.gender, False, entity.kind in ("organisation", "place"), False, entity.heads
            )
        return self.by_entity[key]

    def _named(self, mention: Span, words: list[str]) -> Referent | None:
        """The entity that the mention names, where the name is its head: not "a spokesman for X"."""
        inside = self.cast.inside(*mention)
        if not inside:
            return None
        k = inside[0]
        found = self.cast.mentions[k]
        low = [w.lower() for w in Words.of(self.text, mention[0], found.start).low]
        if any(w in ("of", "for", "at", "in", "from", "by", "with", "on", "to", "near") for w in low):
            return None
        rest = self.text[found.end : mention[1]].strip(" '’s")
        if found.possessive and rest:
            return None
        if rest and rest[:1].islower() and not rest.startswith(("of ", "in ", "at ", "from ", "for ", "and ", "with ")):
            return None
        return self._of(self.cast.entity_of(k))

    def _pronoun(self, words: list[str], mention: Span, content: Spans) -> Referent | None:
        word = words[0]
        if word in HE | SHE:
            return self._person("m" if word in HE else "f", mention, content)
        if word in IT:
            return self._thing(mention, content)
        if word in THEY:
            return self._group(mention)
        if word in WHO:
            return self._antecedent(mention)
        return None

    def _sentence(self, at: int) -> int:
        return bisect_right(self.sentences, at)

    def _person(self, gender: str, mention: Span, content: Spans) -> Referent | None:
        at = mention[0]
        here = self._sentence(at)
        best: Referent | None = None
        best_score = -1e9
        stop = self.cast.before(at)
        seen: set[int] = set()
        for k in range(stop - 1, max(-1, stop - 40), -1):
            named = self.cast.mentions[k]
            entity = self.cast.entity_of(k)
            if id(entity) in seen or entity.kind in ("organisation", "place"):
                continue
            if entity.kind == "unknown" and not entity.heads and len(entity.tokens) == 1 and entity.gender is None:
                continue
            seen.add(id(entity))
            if entity.gender and entity.gender != gender:
                continue
            score = -1.2 * (here - self._sentence(named.start))
            score += 1.5 if entity.gender == gender else 0.0
            score += 0.6 if named.start in self._openings() else 0.0
            score -= 2.5 if any(a <= named.start < b for a, b in content) else 0.0
            score -= 0.7 if named.possessive else 0.0
            referent = self._of(entity)
            if self.last is referent:
                score += 2.0
            if score > best_score:
                best, best_score = referent, score
        for referent in self.nominal.values():
            if referent.thing or referent.plural or referent.spoke < 0 or referent.gender not in (None, gender):
                continue
            score = -1.2 * (here - self._sentence(referent.spoke)) + (2.0 if self.last is referent else 0.0)
            score += 1.5 if referent.gender == gender else 0.3
            if score > best_score:
                best, best_score = referent, score
        if best is not None and best.gender is None:
            best.gender = gender
            if best.entity is not None:
                best.entity.gender = gender
        return best

    def _openings(self) -> frozenset[int]:
        if not hasattr(self, "_opening_set"):
            self._opening_set = frozenset(self.sentences)
        return self._opening_set

    def _thing(self, mention: Span, content: Spans) -> Referent | None:
        at = mention[0]
        here = self._sentence(at)
        best: Referent | None = None
        best_score = -6.0
        stop = self.cast.before(at)
        for k in range(stop - 1, max(-1, stop - 12), -1):
            entity = self.cast.entity_of(k)
            named = self.cast.mentions[k]
            if entity.kind == "person":
                continue
            score = -1.2 * (here - self._sentence(named.start)) + (0.6 if named.start in self._openings() else 0.0)
            score += 1.0 if entity.kind == "organisation" else 0.0
            score -= 2.0 if any(a <= named.start < b for a, b in content) else 0.0
            referent = self._of(entity)
            score += 2.0 if self.last is referent else 0.0
            if score > best_score:
                best, best_score = referent, score
        if self.last is not None and self.last.thing and self.last.entity is None:
            score = -1.2 * (here - self._sentence(self.last.spoke)) + 2.0
            if score > best_score:
                best = self.last
        return best

    def _group(self, mention: Span) -> Referent | None:
        if self.last is not None and (self.last.plural or self.last.thing):
            return self.last
        plural = [r for r in self.nominal.values() if r.plural and r.spoke >= 0]
        return max(plural, key=lambda r: r.spoke) if plural else self.last

    def _antecedent(self, mention: Span) -> Referent | None:
        stop = self.cast.before(mention[0])
        if stop and mention[0] - self.cast.mentions[stop - 1].end < 90:
            return self._of(self.cast.entity_of(stop - 1))
        return None

    def _described(self, mention: Span, words: list[str], printed: str) -> Referent:
        low = [w.lower() for w in words]
        head = head_of(low) if low else ""
        key = printed.lower()
        known = self.nominal.get(key)
        if known is not None:
            return known
        plural = (head.endswith("s") and not head.endswith("ss")) or head in ("people", "police", "men", "women")
        before = self.text[max(0, mention[0] - 5) : mention[0]].lower()
        definite = before.endswith("the ") or low[:1] in (["this"], ["that"])
        if definite and not plural:
            for k in range(self.cast.before(mention[0]) - 1, max(-1, self.cast.before(mention[0]) - 60), -1):
                entity = self.cast.entity_of(k)
                if head in entity.heads or (entity.kind == "organisation" and head in BODIES and head in entity.tokens):
                    return self._of(entity)
            for referent in reversed(self.nominal.values()):
                if head in referent.heads and referent.anonymous:
                    return referent
        referent = Referent(
            printed,
            None,
            of_words(low),
            plural,
            head in BODIES or head in DOCUMENTS,
            False,
            {head} if head in PEOPLE else set(),
        )
        self.nominal[key] = referent
        return referent
