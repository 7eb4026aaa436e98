"""Who a printed source is: pronouns, last names, titles and descriptions resolved to the fullest printed name."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection
from dataclasses import dataclass

from index.attribution.clauses import noun_phrase_before
from index.attribution.coreference.anonymity import head_of, is_anonymous
from index.attribution.coreference.described_again import DescribedAgain
from index.attribution.coreference.detection import Form, Kind
from index.attribution.coreference.entities import ROLE_ENDINGS, Cast, Entity
from index.attribution.coreference.gender import of_words
from index.attribution.coreference.mentions import core
from index.attribution.coreference.resolution import Coreference, coreference_of
from index.attribution.extraction import tagger
from index.attribution.lexicon.nouns import BODIES, DOCUMENTS, FIRM_WORDS, INNER_TITLES, OFFICES, PEOPLE, ROLE_WORDS
from index.attribution.lexicon.outlets import is_medium
from index.attribution.lexicon.tokens import DETERMINERS, Words
from index.schema import Span, Spans
from index.text.name_words import ORGANISATION

# Least probability at which a source takes the name or the description of somebody printed before. On held-out
# articles of our own 0.85 of what lies above is right for pronouns, 0.93 for descriptions.
PRONOUN_SURE = 0.4  # "she"
DESCRIPTION_SURE = 0.5  # "the nominee" of whom the article says that he is one
UNTOLD_SURE = 0.9  # "the New Yorker", of whom it does not
UNTOLD_ROLE_SURE = 0.97  # "the head of Dorn Mills", whose name comes in the next paragraph
AGED_SURE = 0.4  # "the 44-year-old": nobody new
UNTOLD_FIRM_SURE = 0.8  # "the company"
SEVERAL_FIRMS_SURE = 0.95  # the same where another body was just named
MOST_BODIES = 100  # names of a sentence that are looked at: no news has as many
MEDIUM_SURE = 0.25  # "the newspaper", for the name of one
ONLY_FIRM_SURE = 0.5  # the same where no other body was named at all
SURELY = 0.75  # the probability of the former from which it is no matter
MAY_BE = 0.25  # from this probability a bearer of the right gender bars one whose name tells none
DESCRIBED_SURE = 0.5  # "they", of whom only a description is printed
OPENS = 2  # code points from a sentence's start within which its first word begins
ISSUER_SURE = 0.7  # "its" of "its report"
SOMEBODY_ELSE = 0.02  # probability of all others of whom one is meant where the likeliest surely is not
NEVER = 2.0
ACTORS = frozenset((Kind.PERSON, Kind.GROUP, Kind.ORGANISATION))
FIRST_AND_SECOND = frozenset("i me we us you myself ourselves".split())
ROLES = ROLE_WORDS | OFFICES
MEDIA = frozenset("newspaper paper daily weekly magazine broadcaster network station website".split())
HE, SHE = frozenset(("he", "him", "his", "himself")), frozenset(("she", "her", "hers", "herself"))
# "said producer Nils Brandt, who": the verb is none of the name's
SAID = frozenset("said says added told wrote".split())
RELATIVE = frozenset(("who", "whom", "whose", "which", "that"))
PLACED = frozenset("of for at in from by with on to near".split())
NAME_GOES_ON = ("of ", "in ", "at ", "from ", "for ", "with ")
ELDER = re.compile(r"(?:the\s+)?(?:elder|eldest|older|younger|youngest)\b", re.I)
ONE_OF = re.compile(r"\b(?:an?|another|one)\s+(?:[a-z-]+\s+)?\Z", re.I)
OF_MANY = re.compile(r"\s+of\s+(?:[a-z-]+\s+){0,2}?[a-z-]+s\b")
AUTHOR = re.compile(r"\s+(?:by|from)\s+(?:(?:the|an?)\s+)?")


@dataclass
class Referent:
    """Who a source is: ``name`` as shown, the named ``entity`` (None for a description), ``bearer`` as in
    ``Coreference`` (-1 where the source is nobody's mention), whether it stays ``anonymous``."""

    name: str
    entity: Entity | None
    bearer: int = -1
    anonymous: bool = False


class Speakers:
    """Resolves the sources of one article; a bearer without a name keeps the words by which it was first met."""

    def __init__(self, text: str, cast: Cast, sentence_starts: list[int]) -> None:
        self.text = text
        self.cast = cast
        self.sentences = sentence_starts
        self.coreference: Coreference = coreference_of(text, cast, tagger.encoded(text), sentence_starts)
        self._again = DescribedAgain(text, cast, self.coreference, sentence_starts)
        self._number = {id(entity): k for k, entity in enumerate(self.cast.entities)}
        self._described: dict[int, Referent] = {}
        entity_of, mentions = cast.entity_of, cast.mentions
        # the mentions of bodies, where they begin, and how many of the first one there are before another
        self._body_at = [m for m in range(len(mentions)) if entity_of(m).kind not in ("person", "place")]
        self._bodies = [mentions[m].start for m in self._body_at]
        first = entity_of(self._body_at[0]) if self._body_at else None
        others = (n for n, m in enumerate(self._body_at) if entity_of(m) is not first)
        self._only = next(others, len(self._body_at))

    def resolve(self, mention: Span, governed: Span = (0, 0), spoken: Spans = ()) -> Referent:
        """The referent of the mention at ``mention``.

        ``governed`` is what its verb governs ("She | accused the mayor of ..."): a pronoun before it means nobody who
        is named or described inside (Chomsky 1981, principle C). In ``spoken``, the quoted words, no person goes by
        his own name."""
        named = self._named(mention)
        if named is not None:
            return self._by_name(mention, named)
        read = self.coreference
        k = read.headed_by(mention, self._head(mention))
        if k is None:
            return Referent(self._printed(mention), None)
        subject = self._subject_before(k, mention)
        if subject is not None:
            return self.resolve(subject)
        barred = self._inside(governed) if read.is_pronoun(k) else frozenset()
        if read.mentions.form[k] in (Form.HE, Form.SHE):
            barred |= {self._number[id(self.cast.entity_of(m))] for part in spoken for m in self.cast.inside(*part)}
            other = self._other_than_called(k, barred, spoken)
            if other is not None:
                return other
        bearer, p = read.best_named(k, barred)
        if read.mentions.entity[k] >= 0:  # the words before the span are no part of the name: "Presidents | Ida Crane"
            return Referent(self._printed(mention), self.cast.entities[bearer], bearer)
        if bearer >= 0 and (self._rather_another(k, bearer, barred) or self._rivalled(k, bearer, barred)):
            return Referent(self._printed(mention), None)
        several = self._again.several(k, bearer)
        if several is not None:
            return self._unnamed(k, mention, several - len(self.cast.entities))
        if p >= (PRONOUN_SURE if read.is_pronoun(k) else self._least(k, bearer, mention)):
            return self._entity(bearer)
        again = self._again.person(k, mention)
        if again is not None:
            return self._entity(again)
        bearer, p = read.best(k, barred)
        if p < DESCRIBED_SURE or bearer < len(self.cast.entities):
            return Referent(self._printed(mention), None)
        introduced = bearer - len(self.cast.entities)
        if read.mentions.words[introduced][-1] in FIRST_AND_SECOND or self._otherwise(k, introduced):
            return Referent(self._printed(mention), None)
        if read.mentions.form[k] == Form.IT and read.mentions.words[introduced][-1] in ROLES | PEOPLE:
            owned = self._owned_by(introduced)  # "it" is no bishop, but may be the bishop's office
            return self._unnamed(k, mention, owned) if owned is not None else Referent(self._printed(mention), None)
        issuer = self._issuer(k) or self._issuer(introduced)
        return issuer if issuer is not None else self._unnamed(k, mention, introduced)

    def _rivalled(self, k: int, bearer: int, barred: frozenset[int]) -> bool:
        """True for "She" at the begin of a sentence, of whom the one before names another woman first: "Ida Holm sued
        Mara Voss. She said". Of the names that the model puts there half are right (GAP, validation and test)."""
        gender = {Form.HE: "m", Form.SHE: "f"}.get(Form(int(self.coreference.mentions.form[k])))
        start = int(self.coreference.starts[k])
        at = bisect_right(self.sentences, start) - 1
        if gender is None or at < 1 or start - self.sentences[at] > OPENS:
            return False
        near = self.cast.inside(self.sentences[at - 1], self.sentences[at])
        named = [self.cast.entity_of(m) for m in near if not self.cast.mentions[m].possessive]
        may_be = [one for one in named if one.kind in ("person", "unknown") and one.gender in (gender, None)]
        may_be = [one for one in may_be if self._number[id(one)] not in barred]
        known = self.cast.entities[bearer]
        return known in may_be and may_be[0] is not known and may_be[0].kind == "person"

    def _otherwise(self, k: int, introduced: int) -> bool:
        """True for "she" after "the actor": a description of a man."""
        gender = {Form.HE: "m", Form.SHE: "f"}.get(Form(int(self.coreference.mentions.form[k])))
        told = of_words(self.coreference.mentions.words[introduced][-1:])
        return gender is not None and told is not None and told != gender

    def _owned_by(self, owner: int) -> int | None:
        """The description right behind a mention that owns it: of "the bishop's office" the office."""
        read = self.coreference
        near = range(owner + 1, min(owner + 4, len(read.mentions)))
        return next((k for k in near if read.owner(k) == owner), None)

    def _other_than_called(self, k: int, barred: frozenset[int], spoken: Spans) -> Referent | None:
        """Who says quoted words in which the likeliest to say them surely is "he" or "she": he would be "I" there. None
        where nobody else may say them."""
        read = self.coreference
        likeliest = read.best_named(k, barred)[0]
        within = (j for part in spoken for j in read.between(*part))
        called = (read.best_named(j) for j in within if read.mentions.form[j] in (Form.HE, Form.SHE))
        if not any(bearer == likeliest >= 0 and p >= SURELY for bearer, p in called):
            return None
        bearer, p = read.best_named(k, barred | {likeliest}, least=SOMEBODY_ELSE)
        return self._entity(bearer) if p >= PRONOUN_SURE else None

    def _rather_another(self, k: int, bearer: int, barred: Collection[int]) -> bool:
        """Is "she" led to Robin Gale, whose name tells nothing, where Ida Crane may well be meant?"""
        found, entities = self.coreference.bearers[k], self.cast.entities
        gender = {Form.HE: "m", Form.SHE: "f"}.get(Form(int(self.coreference.mentions.form[k])))
        if gender is None or entities[bearer].gender is not None or found.get(bearer, 1.0) >= SURELY:
            return False
        likely = [b for b, p in found.items() if p >= MAY_BE and b < len(entities) and b not in barred]
        return any(entities[b].gender == gender for b in likely)

    def _subject_before(self, k: int, mention: Span) -> Span | None:
        """ "The company denied it. | It said ...": the body with which the sentence before opens, for "it" in one
        that opens with it; None where there is none."""
        read = self.coreference
        at = bisect_right(self.sentences, mention[0]) - 1
        opens = read.begins_at(self.sentences[at]) if at >= 1 else None
        if opens is None or {read.mentions.form[k], read.mentions.form[opens]} != {Form.IT}:
            return None
        opening = read.begins_at(self.sentences[at - 1])
        if opening is None or read.mentions.form[opening] != Form.DEFINITE:
            return None
        bearer, p = read.best_named(opening)
        named = p >= DESCRIPTION_SURE and self.cast.entities[bearer].kind != "person"
        body = named or read.kind(opening) == Kind.ORGANISATION or read.mentions.words[opening][-1] in FIRM_WORDS
        span = int(read.starts[opening]), int(read.ends[opening])
        return core(self.text, span) if body else None

    def _inside(self, governed: Span) -> frozenset[int]:
        """The bearers of the names and sure descriptions inside a stretch; "the suit" is nobody who could speak."""
        read = self.coreference
        named = [
            k
            for k in read.between(*governed)
            if read.mentions.form[k] == Form.NAME or (read.mentions.form[k] == Form.DEFINITE and read.kind(k) in ACTORS)
        ]
        return frozenset(bearer for bearer, p in map(read.best, named) if p >= DESCRIBED_SURE)

    def _least(self, k: int, bearer: int, mention: Span) -> float:
        """The least probability at which a description stands for somebody named: high where nothing in the article
        says that he is what the description calls him; above 1 where he cannot be."""
        if bearer < 0:
            return NEVER
        read, entity = self.coreference, self.cast.entities[bearer]
        head = read.mentions.words[k][-1]
        if self._again.is_contrasted(k, bearer):
            return NEVER  # "the current engineer"
        if any(self.cast.entity_of(m) is entity for m in self.cast.inside(*mention)):
            return NEVER  # "the prefect of | Ardusa"
        if head in BODIES | DOCUMENTS and entity.kind == "person":
            return NEVER
        if head == "old" and "year" in read.mentions.words[k]:
            return NEVER if self._is_body(entity) else AGED_SURE
        if head in entity.heads or head in entity.tokens:
            return DESCRIPTION_SURE if self._again.last_of_role(k, bearer, mention) else NEVER
        if head in MEDIA and is_medium(entity.name):
            return MEDIUM_SURE
        if read.is_owned(k) or (head in ROLES and self._is_body(entity)):
            return NEVER  # whose lawyer, cousin, doctor he is, the article must say
        if head in ROLES or self._is_role_alone(
            k
        ):  # a role alone may be anybody's; of somebody named only later it may be the introduction
            return UNTOLD_ROLE_SURE if entity.first > mention[0] else NEVER
        if head not in FIRM_WORDS:
            return UNTOLD_SURE
        words = [word for word in read.mentions.words[k][:-1] if word not in DETERMINERS]
        if not set(words) <= entity.heads | set(entity.tokens):
            return SEVERAL_FIRMS_SURE  # "the rail company" is more than the only body that was named
        return self._least_of_firm(entity, mention)

    def _is_role_alone(self, k: int) -> bool:
        """Is a description one noun that tells what somebody does ("the challenger"), not what he is ("the woman")?"""
        words = [word for word in self.coreference.mentions.words[k] if word not in DETERMINERS]
        person = self.coreference.kind(k) == Kind.PERSON and not set(words) & (FIRM_WORDS | BODIES)
        return person and len(words) == 1 and words[0].endswith(ROLE_ENDINGS) and of_words(words) is None

    def _least_of_firm(self, entity: Entity, mention: Span) -> float:
        """The least probability at which "the company" is a body: low where no other one was named before it, high
        where the sentence before opens with it and names another one, which then may be meant."""
        if set(entity.tokens) <= BODIES | FIRM_WORDS:
            return UNTOLD_FIRM_SURE  # "Union leader Ida Holm" names no union
        end = bisect_left(self._bodies, mention[0])
        if self._body_at and self.cast.entity_of(self._body_at[0]) is entity and end <= self._only:
            return ONLY_FIRM_SURE
        at = bisect_right(self.sentences, mention[0]) - 1
        near = bisect_left(self._bodies, self.sentences[max(0, at - 1)] if self.sentences else 0)
        last = [self.cast.entity_of(m) for m in self._body_at[near : min(end, near + MOST_BODIES)]]
        opens = bool(last) and last[0] is entity and any(one is not entity for one in last)
        return SEVERAL_FIRMS_SURE if opens else UNTOLD_FIRM_SURE

    def _is_body(self, entity: Entity) -> bool:
        return entity.kind in ("organisation", "place") or is_medium(entity.name)

    def is_description(self, mention: Span) -> bool:
        """True where a source is printed as what somebody is ("the contractor"), by no name and no pronoun."""
        k = self.coreference.headed_by(mention, self._head(mention))
        return self._named(mention) is None and (k is None or not self.coreference.is_pronoun(k))

    def printed(self, mention: Span) -> Referent:
        """The referent of a mention that is nobody known."""
        return Referent(self._printed(mention), None)

    def _with_members(self, k: int) -> Span:
        """The words of a mention up to its head, and of whom it consists: "team of acousticians"."""
        read = self.coreference
        start, end = int(read.starts[k]), int(read.ends[k])
        of = OF_MANY.match(self.text, end)
        return (start, of.end() if of is not None else end)

    def _head(self, mention: Span) -> str:
        """The head noun of a mention in lower case."""
        low = [w.lower() for w in Words.of(self.text, *mention).raw if w[-1].isalnum()]
        return head_of(low) if low else ""

    def _entity(self, number: int) -> Referent:
        entity = self.cast.entities[number]
        return Referent(entity.name, entity, number)

    def _printed(self, span: Span) -> str:
        return " ".join(self.text[slice(*span)].split())

    def _unnamed(self, k: int, mention: Span, introduced: int) -> Referent:
        """Somebody known by a description: that of the source, of a pronoun that which introduced its bearer."""
        read = self.coreference
        bearer = introduced + len(self.cast.entities)
        if read.mentions.form[k] == Form.INDEFINITE and k != introduced:
            return Referent(self._printed(mention), None)  # "another source" is none of those before
        if not read.is_pronoun(k):
            found = Referent(self._printed(mention), None, bearer)
            return self._described.setdefault(bearer, found) if read.same_words(k, introduced) else found
        if bearer not in self._described:
            span = self._with_members(introduced)
            name = self._printed(core(self.text, span))
            anonymous = is_anonymous(name, self.text[slice(*span)], False)
            self._described[bearer] = Referent(name, None, bearer, anonymous)
        return self._described[bearer]

    # -- issuers of documents ------------------------------------------------------------------------------------
    def _issuer(self, k: int) -> Referent | None:
        """Whose a document is, where the article names them: "the Harbour Board's report", "a report by Dana Quill"."""
        read = self.coreference
        if read.kind(k) != Kind.DOCUMENT:
            return None
        issuer = read.owner(k)
        author = AUTHOR.match(self.text, int(read.ends[k]))
        if author is not None:
            issuer = read.begins_at(author.end())
        if issuer is None:
            return None
        bearer, p = read.best_named(issuer)
        speaks = read.kind(issuer) in (Kind.ORGANISATION, Kind.PERSON)
        return self._entity(bearer) if speaks and p >= ISSUER_SURE else None

    # -- names ----------------------------------------------------------------------------------------------------
    def _named(self, mention: Span) -> Entity | None:
        """The entity that the mention names, where the name is its head: not "a spokesman for X"."""
        inside = self.cast.inside(*mention)
        if not inside:
            return None
        last = self.cast.mentions[inside[-1]]
        role = set(last.role[-1:]) & ROLES or INNER_TITLES & set(last.role)
        titled = (last.titles or role) and not last.possessive and last.end == mention[1]
        if titled and not PLACED & {w.lower() for w in Words.of(self.text, mention[0], last.start).low}:
            return self.cast.entity_of(inside[-1])  # "Kelm Inc. Chairman | Otto Brill"
        found = self.cast.mentions[inside[0]]
        before = Words.of(self.text, mention[0], found.start).low
        if (PLACED | {"and"}) & set(before) or before[-1:] == ("police",):  # "Police | Scotland"
            return None
        rest = self.text[found.end : mention[1]].strip(" '’s")
        if rest and (found.possessive or (rest[0].islower() and not rest.startswith(NAME_GOES_ON))):
            return None
        if ORGANISATION & {w.lower() for w in rest.split()}:
            return None  # "Marlow | Police Department"
        return self.cast.entity_of(inside[0])

    def _by_name(self, mention: Span, named: Entity) -> Referent:
        """Who bears the name at ``mention``; nobody where that tells what somebody is, or is a father's and a son's."""
        if self._one_of_many(mention, named):
            return Referent(self._printed(mention), None, anonymous=True)
        if ELDER.match(self.text, *mention):
            return Referent(self._printed(mention), None)
        return Referent(named.name, named, self._number[id(named)])

    def _one_of_many(self, mention: Span, named: Entity) -> bool:
        """True for "another Muslim", "an angry Tory": the word tells what somebody is, and names nobody."""
        last = self.cast.mentions[self.cast.inside(*mention)[-1]]
        alone = len(named.tokens) == len(last.tokens) == 1 and last.end == mention[1] and not last.titles
        return alone and ONE_OF.search(self.text, max(0, last.start - 40), last.start) is not None

    def other(self, pronoun: Span, source: Span) -> bool:
        """True where the pronoun cannot mean the source: another gender, a person for a body, one for many."""
        word = self.text[pronoun[0] : pronoun[1]].lower()
        if word not in HE | SHE:
            return False
        phrase = [w.lower() for w in Words.of(self.text, *source).raw]
        head = head_of([w for w in phrase if w not in ("the", "a", "an") and w.isalnum()] or [""])
        if (head.endswith("s") and not head.endswith("ss")) or head in BODIES or head in DOCUMENTS:
            return True
        gender = of_words(phrase)
        named = [self.cast.entity_of(k) for k in self.cast.inside(*source)]
        if gender is None and named and named[0].kind == "person":
            gender = named[0].gender
        return gender is not None and gender != ("m" if word in HE else "f")

    def antecedent(self, mention: Span) -> Span:
        """The mention itself, or the name or noun phrase before it where it is a relative pronoun."""
        if self.text[mention[0] : mention[1]].lower() not in RELATIVE:
            return mention
        sentence = bisect_right(self.sentences, mention[0])
        begin = self.sentences[sentence - 1] if sentence else 0
        words = Words.of(self.text, begin, mention[0])
        end = len(words)
        while end and words.low[end - 1] in (",", "of", "in", "to", "by", "for"):
            end -= 1
        phrase = noun_phrase_before(words, end, 0) if end else None
        if phrase is not None and words.low[phrase[0]] in SAID and phrase[1] - phrase[0] > 1:
            phrase = (phrase[0] + 1, phrase[1])
        if phrase is not None:
            phrase = _somebody(words, phrase, person=self.text[mention[0] : mention[1]].lower() in ("who", "whom"))
        return core(self.text, words.span(*phrase)) if phrase is not None else mention


def _somebody(words: Words, phrase: tuple[int, int], *, person: bool) -> tuple[int, int]:
    """The tokens of a noun phrase that a relative pronoun before a verb of speech can stand for: of "the endorsement of
    Senator Low, who" and "a letter to Kelm Power, which" the name, since no endorsement is somebody."""
    first, last = phrase
    at = next((k for k in range(first, last) if words.low[k] in (_OF_SOMEBODY if person else ("to",))), last)
    head = words.low[at - 1] if at > first else ""
    no_role = head in DOCUMENTS or head.endswith("ment") or not head.endswith(ROLE_ENDINGS)
    thing = head.isalpha() and words.raw[at - 1].islower() and no_role
    if at + 2 > last or not thing or {head, head.removesuffix("s")} & (ROLES | PEOPLE | BODIES):
        return phrase
    return (at + 1, last) if words.raw[last - 1][0].isupper() else phrase


_OF_SOMEBODY = ("of", "from", "by", "to", "with")
