"""From relations to claims: whose each is, chain, what it puts forward, stance, speaker, then the own voice."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from index.attribution.answers import answered, asked_about, question
from index.attribution.authorship import UNSIGNED, Authorship, authorship, of_himself, writers
from index.attribution.chain import Attribution, Link, attributions
from index.attribution.confidence import ReadingEvidence, confidence
from index.attribution.coreference.anonymity import NAMELESS, is_anonymous
from index.attribution.coreference.entities import Cast
from index.attribution.coreference.mentions import core
from index.attribution.coreference.references import references
from index.attribution.coreference.resolver import Referent, Speakers
from index.attribution.cue_clauses import clauses_apart
from index.attribution.ellipsis import shared
from index.attribution.extraction.extractor import Found
from index.attribution.extraction.span_index import Touched
from index.attribution.headlines import without_repeated
from index.attribution.inquits import told_apart
from index.attribution.language import other_language
from index.attribution.lexicon.outlets import is_publisher, same_outlet
from index.attribution.lexicon.tokens import PRONOUNS
from index.attribution.owners import Owned, noun_owner, owned
from index.attribution.pointed_at import LOOKED_BACK, names, pointed_at, told_before
from index.attribution.propositions import (
    by_polarity,
    denied_and_said,
    denied_in_short,
    is_anaphoric,
    may_mean,
    only_named,
    puts_forward,
    split,
    stated,
)
from index.attribution.quantified import counted_noun
from index.attribution.reports import ReadMany, Reports, is_turn, reports_in
from index.attribution.sources import joint
from index.attribution.speech import with_speech
from index.attribution.stance import decided, stance
from index.attribution.turns import Setting
from index.attribution.voice import accuser, agent, is_told, is_unsaid, quoted_as, quoted_by, relative, tells
from index.schema import Article, Claim, Reference, Relation, Span, Spans, Stance
from index.text.sentences import sentences
from index.text.view import View, view

# Bounds that no news reaches, without which the cost of a text would be the square of its length
REACH = 800  # characters of a sentence to either side of a relation
QUOTE_MARKS = "\"“‘'«„"
CLOSING = "\"'”’)] "
FIRST_PERSON = frozenset("i me my we us our".split())
THE_ISSUER = frozenset(("company", "firm", "group", "the company", "the firm", "the group"))
MOST_OF_IT = 0.5
WRITTEN = 0.6  # confidence that a sentence of a personal text is its writer's claim
LEAST_CLAIM = 0.5  # probability below which what a relation introduces is no claim
Extractor = Callable[[str], list[Found]]


@dataclass(frozen=True)
class Reading:
    """What is read in an article: ``claims`` are the cited ones in text order, then its own-voice sentences in text
    order; ``printed`` the attributions as its sentences print them; ``notes`` tell in a line each what was not read."""

    claims: list[Claim]
    printed: list[Relation]
    notes: list[str]


def reading(article: Article, extract: Extractor, read_many: ReadMany) -> Reading:
    """Read an article: all spans are offsets into its text as it is stored. ``extract`` reads its relations, and
    ``read_many`` what their contents report in turn."""
    seen = view(article.text)
    text = seen.text
    if not text.strip():
        return Reading([], [], [])
    if (note := not_english(text)) is not None:
        return Reading([], [], [note])
    printed = extract(text)
    cast = Cast(text)
    setting = Setting(seen.set_off(), seen.openings(), article.title, writers(text, article), article.outlet)
    speech = with_speech(text, [one.relation for one in printed], cast, setting, partial(_relations_of, read_many))
    by_relation = {one.relation: one for one in printed}
    heard = [
        by_relation[one] if one in by_relation and not is_turn(text, one) else Found(one, 1.0, ())
        for one in speech.relations
    ]
    heard += (Found(one.relation, 1.0, (), taken=one.stance, speaker=one.speaker) for one in speech.said)
    wrote = authorship(text, article, cast, speech.spoken)
    nothing = Touched(spans=wrote.furniture)
    heard = [one for one in heard if not all(cue in nothing for cue in one.relation.cue or ((0, 0),))]
    found = _told(text, clauses_apart(text, told_apart(text, heard)), article.outlet)
    reports = reports_in(text, [one for one in found if one.relation.cue and one.taken is None], read_many)
    cited, made = _Reader(text, article.outlet, cast, reports, wrote).claims_of(found)
    own = own_voice(text, [*made, Relation((), (), (*speech.spoken, *wrote.furniture))], article.outlet, wrote)
    cited = without_repeated(text, cited, article.title, setting.marks)
    if written := [claim for claim in own if claim.chain]:
        cited = sorted((*cited, *written), key=_place)
        own = [claim for claim in own if not claim.chain]
    outermost = [_in_stored(seen, one.relation) for one in _told(text, printed, article.outlet)]
    return Reading([_stored(seen, claim) for claim in (*cited, *own)], outermost, [])


def _relations_of(read_many: ReadMany, texts: Sequence[str]) -> list[list[Relation]]:
    return [[one.relation for one in each] for each in read_many(texts)]


def not_english(text: str) -> str | None:
    """The line that tells why no claims are read in a text of another language; None for English."""
    language = other_language(text)
    return f"not English but {language}: nothing read" if language is not None else None


def _in_stored(seen: View, relation: Relation) -> Relation:
    return Relation(*(seen.all_stored(spans) for spans in (relation.source, relation.cue, relation.content)))


def _stored(seen: View, claim: Claim) -> Claim:
    """A claim of the view with its spans in the stored text."""
    source, cue, content = (seen.all_stored(spans) for spans in (claim.source, claim.cue, claim.content))
    references = tuple(Reference(*seen.stored((r.start, r.end)), r.name) for r in claim.references)
    return replace(claim, source=source, cue=cue, content=content, references=references)


def interpret(text: str, found: Sequence[Relation], outlet: str | None = None) -> list[Claim]:
    """The claims that relations of ``text`` make; works alike on spans of any extractor."""
    told = _told(text, clauses_apart(text, told_apart(text, [Found(one, 1.0, ()) for one in found])), outlet)
    return _Reader(text, outlet, Cast(text), {}).claims_of(told)[0]


def _told(text: str, found: Sequence[Found], outlet: str | None) -> list[Found]:
    return [one for one in found if not _untold(text, one.relation, outlet)]


class _Reader:
    """Reads the claims of one text in order; a claim may point back to those before it."""

    def __init__(
        self, text: str, outlet: str | None, cast: Cast, reports: Reports, wrote: Authorship = UNSIGNED
    ) -> None:
        self.text, self.outlet, self.reports, self.wrote = text, outlet, reports, wrote
        self.sentences = sentences(text)
        self.starts = [a for a, _ in self.sentences]
        self.speakers = Speakers(text, cast, self.starts)
        self.claims: list[Claim] = []

    def claims_of(self, found: Sequence[Found]) -> tuple[list[Claim], list[Relation]]:
        """(claims in text order, the parts of relations that made them)."""
        told: list[Relation] = []
        owned_after = self._objects(found)
        for one in sorted(self._parts(found), key=lambda part: _place_of(part.relation, owned_after)):
            before = len(self.claims)
            self._add(one, found)
            if len(self.claims) > before:
                told.append(one.relation)
        return self.claims, told

    def _objects(self, found: Sequence[Found]) -> dict[Spans, int]:
        """Where the claim is read that a source attacks: "she took issue with | the mill's claim that ..."."""
        spoken = [one.relation for one in found if one.taken is None and one.relation.cue]
        begins = {a: each.cue[0][0] for each in spoken if each.content for a, _ in each.source}
        own = {each.source: each.cue[0][0] for each in spoken if each.content and noun_owner(self.text, each)}
        for each in spoken:
            object_ = _OBJECT.match(self.text, each.cue[-1][1])
            if not each.content and object_ is not None and object_.end() in begins:
                own[each.source] = begins[object_.end()]
        return own

    def _parts(self, found: Sequence[Found]) -> Iterator[Found]:
        """One relation for each speaker and each proposition of those that are printed."""
        for one in found:
            if one.taken is not None:
                yield one
                continue
            relation = self._spoken(one.relation)
            if tells(self.text, one.relation) or relative(self.text, one.relation, self._around(one.relation)):
                one = replace(one, claim=1.0)  # what the model thinks is of another source
            end = self._around(relation)[1]
            for whole in shared(self.text, relation, end):
                denial, words = denied_and_said(self.text, whole)
                yield from self._by_speaker(one, denial)
                if words is not None:  # what the model thinks is of the denial
                    yield from self._by_speaker(replace(one, stances=(), claim=1.0), words)

    def _by_speaker(self, one: Found, relation: Relation) -> Iterator[Found]:
        for each in split(self.text, relation):
            names = self.speakers.cast.spans(*each.source[0]) if each.source else ()
            speakers = joint(self.text, each.source[0], each.cue, names) if each.source else ()
            for speaker in speakers or (None,):
                source = (speaker,) if speaker is not None and len(speakers) > 1 else each.source
                yield replace(one, relation=Relation(source, each.cue, each.content))

    def _spoken(self, relation: Relation) -> Relation:
        """The relation with the one who tells in place of the one who is told, or with nobody, and with the owner of
        "the mill's claim" in place of who attacks it."""
        if is_turn(self.text, relation):
            return relation
        sentence = self._around(relation)
        for read in (quoted_as, quoted_by, accuser, relative):
            put_right = read(self.text, relation, sentence)
            if put_right is not None:
                return put_right
        if not is_told(self.text, relation):
            owner = noun_owner(self.text, relation)
            return relation if owner is None else replace(relation, source=(owner,))
        by = agent(self.text, relation)
        return replace(relation, source=(by,) if by is not None else ())

    def _add(self, one: Found, found: Sequence[Found]) -> None:
        relation = one.relation
        sentence = self._around(relation)
        if one.taken is not None:
            self._add_own(one, self._as_printed(relation), sentence)
            return
        chained = attributions(self.text, relation, self.outlet, sentence, self.speakers.other, self.reports)
        start = chained.cue[-1][1] if chained.cue else relation.content[0][0] if relation.content else 0
        other = owned(self.text, start, chained.content)
        if other is not None:
            chained = replace(chained, content=other.content)
        if other is not None and not self._told_already(other, found):
            self._add_owned(one, chained, other)
        claim = one.claim if chained.claim is None else max(chained.claim, LEAST_CLAIM)
        if claim >= LEAST_CLAIM and not is_unsaid(self.text, relation, sentence):
            self._add_own(one, chained, sentence)

    def _as_printed(self, relation: Relation) -> Attribution:
        """A relation that nobody relays."""
        links = tuple(Link(core(self.text, span)) for span in relation.source)
        return Attribution(links, relation.source, relation.cue, relation.content, relation)

    def _add_own(self, one: Found, chained: Attribution, sentence: Span) -> None:
        """The claim of the relation's own source."""
        relation = one.relation
        content, taken = self._put_forward(one, chained, sentence)
        who = self._who(chained)
        if one.taken is not None:
            pass
        elif is_anaphoric(self.text, content, taken):
            content, taken, who = self._pointing_back(relation, chained, sentence, content, taken, who)
            if not content:
                return
        elif not puts_forward(self.text, content, taken) or only_named(self.text, chained.cue, content):
            return
        if who is None and one.speaker is not None:
            self.claims.append(_only_named_above(one.speaker, relation, content, taken))
            return
        if who is None:
            claim = _continued(self.text, relation, content, taken, self.claims)
            if claim is not None:
                self.claims.append(claim)
            return
        content = self._whole_of_writer(relation, content, sentence)
        self.claims.append(self._claim(one, relation, chained, content, taken, who))

    def _who(self, chained: Attribution) -> Referent | None:
        """Who speaks; None where nobody is printed. Who asks to stay unnamed is nobody whom the article names."""
        if not chained.links:
            return None
        mention = self.speakers.antecedent(chained.links[-1].span)
        spoken = tuple(part for part in chained.content if self.text[part[0]] in QUOTE_MARKS)
        who = self.speakers.resolve(mention, self._governed(chained, mention), spoken)
        unnamed = any(NAMELESS.search(self.text, *span) for span in chained.source)
        if who.entity is not None and unnamed and self.speakers.is_description(mention):
            return self.speakers.printed(mention)
        return who

    def _governed(self, chained: Attribution, mention: Span) -> Span:
        """What stands between a source and the end of what it says, in the same sentence and unquoted."""
        after = [part for part in chained.content if part[0] >= mention[1]]
        sentence = self.sentences[max(0, bisect_right(self.starts, mention[0]) - 1)] if self.sentences else mention
        if not after or self.text[after[0][0]] in QUOTE_MARKS:
            return mention[1], min(sentence[1], after[0][0], mention[1] + REACH) if after else mention[1]
        return mention[1], min(sentence[1], after[-1][1], mention[1] + REACH)

    def _pointing_back(
        self,
        relation: Relation,
        chained: Attribution,
        sentence: Span,
        content: Spans,
        taken: Stance,
        who: Referent | None,
    ) -> tuple[Spans, Stance, Referent | None]:
        """(what is pointed to, the stance to it, who speaks): nobody denies or leaves open what he said himself, and
        "the contractor" who denies what somebody has just said is not that one."""
        asked = question(self.text, self._before(sentence))
        if asked is not None and taken is not Stance.ASSERTS:
            return (asked,), taken, who
        told = told_before(self.text, self._before(sentence), sentence, chained.cue, content, self.claims)
        if told is not None and taken is Stance.DENIES:
            return (told,), taken, who
        whose = relation.source if taken is Stance.WITHHOLDS else ()
        own = who.name if who is not None else None
        earlier = pointed_at(self.text, whose, chained.cue, content, self.claims, own)
        if earlier is not None and own is not None and earlier.speaker == own:
            if content and (taken is Stance.ASSERTS or earlier.stance is taken):  # his words once more
                return content, Stance.ASSERTS, who
            mention = chained.links[-1].span
            if taken is not Stance.ASSERTS and self.speakers.is_description(mention):
                who = self.speakers.printed(mention)
            else:
                near = self.claims[-LOOKED_BACK:]
                others = [c for c in near if c.speaker != own or c.stance is taken]
                earlier = pointed_at(self.text, whose, chained.cue, content, others, own)
        topic = asked_about(self.text, sentence) if taken is Stance.DENIES and not content else None
        if topic is not None and (earlier is None or not names(self.text, earlier, topic)):
            return (topic,), taken, who
        if earlier is None:
            return content, taken, who
        if not may_mean(self.text, content, earlier.content):
            return (), taken, who
        return earlier.content, by_polarity(self.text, content, earlier.content, taken), who

    def _put_forward(self, one: Found, chained: Attribution, sentence: Span) -> tuple[Spans, Stance]:
        """(the proposition, the stance to it)."""
        if one.taken is not None:
            return chained.content, one.taken
        answer = answered(self.text, one.relation, sentence, self._before(sentence))
        if answer is not None:
            return answer
        inner = len(chained.links) > 1 and chained.content != one.relation.content
        chances = chained.chances if inner else one.stances
        taken = decided(self.text, chained.cue, chained.content, chained.source, chances)
        if denied_in_short(self.text, chained.content):
            return chained.content, Stance.DENIES
        return stated(self.text, chained.cue, chained.content, taken)

    def _claim(
        self, one: Found, relation: Relation, chained: Attribution, content: Spans, taken: Stance, who: Referent
    ) -> Claim:
        text, speakers = self.text, self.speakers
        last = speakers.antecedent(chained.links[-1].span)
        chain = tuple(text[a:b] for a, b in (*(link.span for link in chained.links[:-1]), last))
        phrase = " ".join(text[a:b] for a, b in chained.source) or chain[-1]
        sentence = text[slice(*self._around(relation))]
        around = sentence if "anonymity" in sentence else ""
        anonymous = is_anonymous(chain[-1], phrase + " " + around, who.entity is not None, who.anonymous)
        who.anonymous = anonymous
        meant = references(speakers, _stretches(relation, content), who, last)
        name = self._writer(last) or counted_noun(text, last, self.sentences) or who.name
        sure = confidence(self._evidence(one, chained, content, taken, last))
        return Claim(relation.source, relation.cue, content, chain, name, taken, anonymous, meant, sure)

    def _whole_of_writer(self, relation: Relation, content: Spans, sentence: Span) -> Spans:
        """The whole sentence where who wrote the text speaks in it and says little by that: "..., and I know it"."""
        voice = self.wrote.at(sentence[0])
        if voice is None or not voice.personal or self.text[slice(*relation.source[0])].lower() not in FIRST_PERSON:
            return content
        share = sum(b - a for a, b in content) / (sentence[1] - sentence[0])
        return content if share >= MOST_OF_IT else (sentence,)

    def _writer(self, mention: Span) -> str | None:
        """Who wrote the text, where the source is his own "I"."""
        voice = self.wrote.at(mention[0])
        word = self.text[slice(*mention)].lower()
        own = FIRST_PERSON | (THE_ISSUER if voice is not None and voice.issuer else frozenset())
        if voice is not None and voice.personal and word in own:
            return voice.name
        return self.wrote.writer if word in ("i", "me", "my") else None

    def _evidence(
        self, one: Found, chained: Attribution, content: Spans, taken: Stance, mention: Span
    ) -> ReadingEvidence:
        inner = chained.claim is not None
        chances = chained.chances if inner else one.stances
        return ReadingEvidence(
            valid=one.valid,
            claim=one.claim if chained.claim is None else chained.claim,
            stance=chances[tuple(Stance).index(taken)] if chances else 0.5,
            agrees=stance(self.text, chained.cue, chained.content, chained.source) is taken,
            relayed=len(chained.links) - 1,
            pronoun=self.text[slice(*mention)].lower() in PRONOUNS,
            points_back=content != chained.content,
        )

    def _add_owned(self, one: Found, chained: Attribution, other: Owned) -> None:
        """The claim of whoever owns what the relation denies, attacks or looks into."""
        relation = Relation((other.source,), (other.cue,), other.content)
        links = (*chained.links[:-1], Link(core(self.text, other.source)))
        own = Attribution(links, (other.source,), (other.cue,), other.content, relation)
        who = self.speakers.resolve(self.speakers.antecedent(links[-1].span))
        self.claims.append(self._claim(one, relation, own, other.content, other.stance, who))

    def _told_already(self, other: Owned, found: Sequence[Found]) -> bool:
        """True where a relation of its own gives the owner's claim."""
        return any(
            a < other.source[1] and other.source[0] < b
            for one in found
            for a, b in one.relation.source
            if any(c < other.content[0][1] and other.content[0][0] < d for c, d in one.relation.content)
        )

    def _before(self, sentence: Span) -> Span | None:
        at = bisect_right(self.starts, sentence[0]) - 2
        return self.sentences[at] if at >= 0 else None

    def _around(self, relation: Relation) -> Span:
        """The sentence or sentences of source and cue; of an endless one no more than ``REACH`` to either side."""
        anchor: Spans = (*relation.source, *relation.cue) or relation.content
        lo = min(a for a, _ in anchor)
        hi = max(b for _, b in anchor)
        if not self.sentences:
            return (lo, hi)
        first = self.sentences[max(0, bisect_right(self.starts, lo) - 1)]
        last = self.sentences[max(0, bisect_right(self.starts, max(lo, hi - 1)) - 1)]
        return (max(min(first[0], lo), lo - REACH), min(max(last[1], hi), hi + REACH))


def _stretches(relation: Relation, content: Spans) -> Spans:
    """What is printed of a claim: from source to the end of content, and content that stands elsewhere. A source that
    stands above a conversation is none of it."""
    if not relation.cue and relation.content:
        return relation.content
    said = [*relation.cue, *(relation.content or relation.source)]
    low = min(a for a, _ in said)
    printed = [*said, *(span for span in relation.source if low - span[1] < REACH)]
    return ((min(a for a, _ in printed), max(b for _, b in printed)), *content)


def _only_named_above(speaker: str, relation: Relation, content: Spans, taken: Stance) -> Claim:
    """The claim of somebody whom only the headline names."""
    return Claim((), relation.cue, content, (speaker,), speaker, taken, False, confidence=LEAST_CLAIM)


def _continued(text: str, relation: Relation, content: Spans, taken: Stance, claims: Sequence[Claim]) -> Claim | None:
    """The claim of a relation without a printed source: a quotation that goes on, in the same or the next paragraph,
    belongs to who spoke before it. Anything else names nobody ("it is believed that") and is no claim."""
    previous = next((c for c in reversed(claims) if c.chain), None)
    if previous is None or not content or not previous.content or text[content[0][0]] not in QUOTE_MARKS:
        return None
    gap = text[previous.content[-1][1] : content[0][0]]
    if text[previous.content[0][0]] not in QUOTE_MARKS or gap.count("\n") > 4 or len(gap) >= 400:
        return None
    return Claim(relation.source, relation.cue, content, previous.chain, previous.speaker, taken, previous.anonymous)


_OBJECT = re.compile(r"\s+(?:(?:with|to|about|at|on|over|against)\s+)?(?:the\s+)?")
# "who asked not to be named": how a source is quoted, nothing it says
UNNAMED = re.compile(
    r"(?:not to be|to not be|to remain|to be kept) (?:publicly )?(?:named|identified|anonymous|unnamed)\b", re.I
)


def _untold(text: str, relation: Relation, outlet: str | None) -> bool:
    """True where nobody is told to have said anything: a verb of saying without content ("the firm lied"), or the
    publisher speaking of itself ("this newspaper counts four", "the Argus could not verify this")."""
    if not any((relation.source, relation.cue, relation.content)):
        return True
    taken = stance(text, relation.cue, relation.content, relation.source)
    if not relation.content and taken not in (Stance.DENIES, Stance.WITHHOLDS):
        return True
    if relation.content and UNNAMED.match(text, *relation.content[0]):
        return True
    if not relation.source or not same_outlet(text[slice(*relation.source[0])], outlet):
        return False
    return taken is Stance.WITHHOLDS or is_publisher(text[slice(*relation.source[0])], outlet)


def own_voice(
    text: str, relations: Sequence[Relation], outlet: str | None, wrote: Authorship = UNSIGNED
) -> list[Claim]:
    """One claim for each sentence that none of ``relations`` touches: the article says it itself. Where somebody speaks
    for himself in it, the claim is his, or nobody's where nobody knows who he is."""
    touched = Touched(relations)
    claims = []
    for start, end in sentences(text):
        if (start, end) in touched or not any(c.isalpha() for c in text[start:end]):
            continue
        voice = wrote.at(start)
        if voice is None and of_himself(text, start, end):
            continue  # whoever says "I" is not the outlet
        if voice is None:
            claims.append(Claim((), (), ((start, end),), (), outlet, Stance.ASSERTS, False))
        elif not voice.personal:
            claims.append(Claim((), (), ((start, end),), (), voice.name, Stance.ASSERTS, False))
        elif not text[start:end].rstrip(CLOSING).endswith("?"):
            said = ((start, end),)
            claims.append(Claim((), (), said, (voice.name,), voice.name, Stance.ASSERTS, False, (), WRITTEN))
    return claims


def _place_of(relation: Relation, owned_after: Mapping[Spans, int]) -> int:
    """Where a relation is read: one without words of its own after the claim that its source attacks."""
    first = _first(relation)
    return first if relation.content else max(first, owned_after.get(relation.source, -1) + 1)


def _first(relation: Relation) -> int:
    """Where a relation stands in the text: where it is printed first, its source aside where that stands far above."""
    said = [a for role in (relation.cue, relation.content) for a, _ in role]
    low = min(said, default=None)
    near = [a for a, _ in relation.source if low is None or low - a < REACH]
    return min([*said, *(near if relation.cue or not said else ())], default=0)


def _place(claim: Claim) -> int:
    return _first(Relation(claim.source, claim.cue, claim.content))
