"""Who a printed source is: pronouns, last names, titles and descriptions resolved to the fullest printed name."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field

from index.attribution.clauses import noun_phrase_before
from index.attribution.coreference.anonymity import head_of
from index.attribution.coreference.entities import Cast, Entity, fold
from index.attribution.coreference.gender import of_words
from index.attribution.coreference.mentions import core
from index.attribution.lexicon.nouns import BODIES, DOCUMENTS, EPITHETS, FIRMS, PARTIES, PEOPLE, ROLE_WORDS
from index.attribution.lexicon.outlets import is_medium
from index.attribution.lexicon.tokens import Words
from index.schema import Span, Spans

HE = frozenset(("he", "him", "his", "himself"))
SHE = frozenset(("she", "her", "hers", "herself"))
IT = frozenset(("it", "its", "itself"))
THEY = frozenset(("they", "them", "their", "themselves", "both"))
ME = frozenset(("i", "me", "my", "we", "us", "our"))
# Who is known by one of these is not meant by another: "the regional governor" is no colonel
OFFICES = frozenset(
    """
    governor senator congressman congresswoman minister mayor ambassador judge prosecutor colonel general captain
    spokesman spokeswoman spokesperson
    """.split()
)
# "said producer Nils Brandt, who": the verb is none of the name's
SAID = frozenset("said says added told wrote".split())
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
    head: str = ""
    words: tuple[str, ...] = ()


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

    def other(self, pronoun: Span, source: Span) -> bool:
        """True where the pronoun cannot mean the source: another gender, a person for a body, one for many."""
        word = self.text[pronoun[0] : pronoun[1]].lower()
        if word not in HE | SHE:
            return False
        inside = self.cast.inside(*source)
        phrase = [w.lower() for w in Words.of(self.text, *source).raw]
        gender = of_words(phrase)
        named = [self.cast.entity_of(k) for k in inside]
        if named and named[0].kind == "person" and gender is None:
            gender = named[0].gender
        head = head_of([w for w in phrase if w not in ("the", "a", "an") and w.isalnum()] or [""])
        many = (head.endswith("s") and not head.endswith("ss")) or head in BODIES or head in DOCUMENTS
        return many or (gender is not None and gender != ("m" if word in HE else "f"))

    def antecedent(self, mention: Span) -> Span:
        """The mention itself, or the name or noun phrase before it where it is a relative pronoun."""
        if self.text[mention[0] : mention[1]].lower() not in WHO:
            return mention
        sentence = self._sentence(mention[0])
        begin = self.sentences[sentence - 1] if sentence else 0
        words = Words.of(self.text, begin, mention[0])
        end = len(words)
        while end and words.low[end - 1] in (",", "of", "in", "to", "by", "for"):
            end -= 1
        phrase = noun_phrase_before(words, end, 0) if end else None
        if phrase is not None and words.low[phrase[0]] in SAID and phrase[1] - phrase[0] > 1:
            phrase = (phrase[0] + 1, phrase[1])
        return core(self.text, words.span(*phrase)) if phrase is not None else mention

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

    def _person(self, gender: str | None, mention: Span, content: Spans) -> Referent | None:
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
            if entity.gender and gender and entity.gender != gender:
                continue
            score = -1.2 * (here - self._sentence(named.start))
            score -= 2.0 if entity.kind == "unknown" and entity.gender is None else 0.0
            score += 1.5 if gender and entity.gender == gender else 0.0
            score += 0.6 if named.start in self._openings() else 0.0
            score -= 2.5 if any(a <= named.start < b for a, b in content) else 0.0
            score -= 0.7 if named.possessive else 0.0
            referent = self._of(entity)
            score += 2.0 if self.last is referent else 0.0
            score += 0.12 * min(len(entity.at), 8)
            if score > best_score:
                best, best_score = referent, score
        for referent in self.nominal.values():
            if (
                referent.thing
                or referent.plural
                or referent.spoke < 0
                or (gender and referent.gender not in (None, gender))
            ):
                continue
            if gender is None:
                continue
            if referent.gender is None and not referent.heads:
                continue
            score = -1.2 * (here - self._sentence(referent.spoke))
            score += (
                3.0 if self.last is referent and referent.gender == gender else 1.5 if self.last is referent else 0.0
            )
            score += 0.5 if referent.gender == gender else 0.0
            if score > best_score:
                best, best_score = referent, score
        if gender and best is not None and best.gender is None:
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
            score -= 4.0 if any(a <= named.start < b for a, b in content) else 0.0
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
        if self.last is not None and self.last.entity is not None and self.last.entity.kind == "person":
            plural = [r for r in self.nominal.values() if r.plural and r.spoke >= 0]
            body = self._latest(mention[0], lambda e: e.kind == "organisation", 8)
            return max(plural, key=lambda r: r.spoke) if plural else body or self.last
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
        plural = (head.endswith("s") and not head.endswith(("ss", "us"))) or head in (
            "people",
            "police",
            "men",
            "women",
        )
        before = self.text[max(0, mention[0] - 6) : mention[0]].lower()
        definite = before.rstrip().endswith(("the", "this", "that")) or low[:1] in (["this"], ["that"])
        owned = re.match(r"\S+(?:['’]s|s['’])\s", printed) is not None
        if (definite or owned) and not plural and head not in DOCUMENTS:
            found = self._by_description(mention, low, head)
            if found is not None:
                return found
        known = self.nominal.get(key)
        if known is not None:
            return known
        if definite:
            for referent in reversed(self.nominal.values()):
                if head and head == referent.head and referent.plural == plural and set(low) <= set(referent.words):
                    return referent
        own = low[1:] if low[:1] in (["his"], ["her"]) else low
        referent = Referent(
            printed, None, of_words(own), plural, head in BODIES or head in DOCUMENTS, False,
            {head} if head in PEOPLE or head in ROLE_WORDS else set(), head=head, words=tuple(low),
        )  # fmt: skip
        self.nominal[key] = referent
        return referent

    def _by_description(self, mention: Span, low: list[str], head: str) -> Referent | None:
        """The named entity that a definite description means: by its own words, else by what kind of noun it is."""
        best: Entity | None = None
        best_score = 0.0
        seen: set[int] = set()
        stop = self.cast.before(mention[0])
        modifiers = set(low) - {head}
        for k in range(stop - 1, max(-1, stop - 150), -1):
            entity = self.cast.entity_of(k)
            if id(entity) in seen:
                continue
            seen.add(id(entity))
            own = head in entity.tokens if head in BODIES else head in entity.heads
            if not own or _other_party(modifiers, entity.heads):
                continue
            score = 1.0 + len(modifiers & (entity.heads | set(entity.tokens))) - 0.1 * len(seen)
            score -= 1.0 if "vice" in entity.heads and "vice" not in modifiers else 0.0
            score += 0.1 * min(len(entity.at), 10)
            if score > best_score:
                best, best_score = entity, score
        if (best is None or best_score < 0.5) and head not in BODIES:
            held = [e for e in self.cast.entities if head in e.heads and e.kind != "place"]
            held = [e for e in held if not _other_party(modifiers, e.heads)]
            if len(held) == 1:
                best = held[0]
        if best is not None:
            return self._of(best)
        for referent in reversed(self.nominal.values()):
            if referent.head == head and len(low) == 1 and not referent.plural and referent.entity is None:
                return referent
        at = mention[0]
        if head in (
            "newspaper",
            "paper",
            "magazine",
            "broadcaster",
            "network",
            "website",
            "agency",
            "station",
            "daily",
        ):
            return self._latest(at, lambda e: e.kind != "person" and is_medium(e.name), 30)
        gender = of_words([head])
        if head in (
            "man",
            "woman",
            "boy",
            "girl",
            "lady",
            "gentleman",
            "frenchman",
            "englishman",
            "dutchman",
            "irishman",
        ):
            return self._person(gender or "m", mention, ()) if gender else None
        sided = modifiers & PARTIES
        if sided and head in EPITHETS:
            found = self._latest(at, lambda e: e.kind == "person" and bool(sided & e.heads), 150)
            if found is not None:
                return found
        if head in EPITHETS or re.match(r"\d+-year-old|\w+-year-old", low[0]):
            found = self._person(gender, mention, ())
            if found is None or found.entity is None or _other_party(modifiers, found.heads):
                return None
            return None if head in OFFICES and found.heads & OFFICES - {head} and head not in found.heads else found
        if any(w.endswith("-based") for w in modifiers):
            modifiers = set()
        spoke = self.last
        if head in FIRMS and not modifiers and spoke is not None and spoke.entity is not None:
            near = self._sentence(at) - self._sentence(spoke.spoke) <= 3
            if near and spoke.entity.kind != "person":
                return spoke
        if head in FIRMS and not modifiers - {"based"}:
            return self._latest(at, lambda e: e.kind in ("organisation", "unknown") and not is_medium(e.name), 12)
        return None

    def _latest(self, at: int, fits: Callable[[Entity], bool], reach: int) -> Referent | None:
        """The entity that ``fits``, weighed by nearness before ``at`` and by how often it is named."""
        stop = self.cast.before(at)
        best: Entity | None = None
        best_score = -1e9
        here = self._sentence(at)
        for k in range(stop - 1, max(-1, stop - reach), -1):
            entity = self.cast.entity_of(k)
            if not fits(entity):
                continue
            score = -0.8 * (here - self._sentence(self.cast.mentions[k].start)) + 0.3 * min(len(entity.at), 10)
            if score > best_score:
                best, best_score = entity, score
        return self._of(best) if best is not None else None


def _other_party(modifiers: set[str], heads: set[str]) -> bool:
    """True where a description names a party and the entity is known by another one."""
    named = modifiers & PARTIES
    known = heads & PARTIES
    return bool(named and known and not named & known)
