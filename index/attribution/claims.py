"""From relations to claims: chain, anaphoric content, stance, speaker, anonymity, then the article's own voice."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from index.attribution.chain import attributions
from index.attribution.coreference.anonymity import is_anonymous
from index.attribution.coreference.entities import Cast
from index.attribution.coreference.references import references
from index.attribution.coreference.resolver import Speakers
from index.attribution.extraction.span_index import Touched
from index.attribution.language import other_language
from index.attribution.lexicon.outlets import is_publisher, same_outlet
from index.attribution.propositions import LONGEST_ANAPHOR, coordinated, is_anaphoric, stated
from index.attribution.speech import with_speech
from index.attribution.stance import CLAIM_NOUN, stance
from index.schema import Article, Claim, Reference, Relation, Span, Spans, Stance
from index.text.sentences import paragraphs, sentences
from index.text.view import View, view

# Bounds that no news reaches, without which the cost of a text would be the square of its length
REACH = 800  # characters of a sentence to either side of a relation
LOOKED_BACK = 200  # claims
QUOTE_MARKS = "\"“‘'«„"
Extractor = Callable[[str], list[Relation]]


@dataclass(frozen=True)
class Reading:
    """What is read in an article: ``claims`` are the cited ones in text order, then its own-voice sentences in text
    order; ``printed`` the attributions as its sentences print them; ``notes`` tell in a line each what was not read."""

    claims: list[Claim]
    printed: list[Relation]
    notes: list[str]


def reading(article: Article, extract: Extractor) -> Reading:
    """Read an article: all spans are offsets into its text as it is stored."""
    seen = view(article.text)
    text = seen.text
    if not text.strip():
        return Reading([], [], [])
    if (note := not_english(text)) is not None:
        return Reading([], [], [note])
    printed = extract(text)
    cast = Cast(text)
    speech = with_speech(text, printed, cast)
    found = told(text, speech.relations, article.outlet)
    spoken = [*found, Relation((), (), speech.spoken)]
    read = [*_claims(text, found, article.outlet, cast), *own_voice(text, spoken, article.outlet)]
    own = told(text, printed, article.outlet)
    stored = [Relation(*(seen.all_stored(s) for s in (r.source, r.cue, r.content))) for r in own]
    return Reading([_stored(seen, claim) for claim in read], stored, [])


def claims_of(article: Article, extract: Extractor) -> tuple[list[Claim], list[str]]:
    """(claims, notes) of ``reading``."""
    read = reading(article, extract)
    return read.claims, read.notes


def not_english(text: str) -> str | None:
    """The line that tells why no claims are read in a text of another language; None for English."""
    language = other_language(text)
    return f"not English but {language}: nothing read" if language is not None else None


def _stored(seen: View, claim: Claim) -> Claim:
    """A claim of the view with its spans in the stored text."""
    source, cue, content = (seen.all_stored(spans) for spans in (claim.source, claim.cue, claim.content))
    references = tuple(Reference(*seen.stored((r.start, r.end)), r.name) for r in claim.references)
    return replace(claim, source=source, cue=cue, content=content, references=references)


def interpret(text: str, found: Sequence[Relation], outlet: str | None = None) -> list[Claim]:
    """The claims that relations of ``text`` make; works alike on spans of any extractor."""
    return _claims(text, told(text, found, outlet), outlet, Cast(text))


def _claims(text: str, found: Sequence[Relation], outlet: str | None, cast: Cast) -> list[Claim]:
    spans = sentences(text)
    starts = [a for a, _ in spans]
    speakers = Speakers(text, cast, starts, [a for a, _ in paragraphs(text)])
    claims: list[Claim] = []
    for relation in sorted(found, key=_first):
        sentence = _around(spans, starts, relation)
        chained = attributions(text, relation, outlet, sentence, speakers.other)
        taken = stance(text, chained.cue, chained.content, chained.source)
        content, taken = stated(text, chained.cue, chained.content, taken)
        if is_anaphoric(text, content, taken):
            earlier = _pointed_at(
                text, () if taken is not Stance.WITHHOLDS else relation.source, chained.cue, content, claims
            )
            if earlier is not None:
                content = earlier.content
            elif not content:
                continue
        if not chained.links:
            claims.append(_implied(text, relation, content, taken, claims))
            continue
        last = speakers.antecedent(chained.links[-1].span)
        who = speakers.resolve(last, content)
        chain = tuple(text[a:b] for a, b in (*(link.span for link in chained.links[:-1]), last))
        phrase = " ".join(text[a:b] for a, b in chained.source) or chain[-1]
        around = text[sentence[0] : sentence[1]] if "anonymity" in text[sentence[0] : sentence[1]] else ""
        anonymous = is_anonymous(chain[-1], phrase + " " + around, who.entity is not None, who.anonymous)
        who.anonymous = anonymous
        meant = references(speakers, _stretches(relation, content), who)
        claims.append(Claim(relation.source, relation.cue, content, chain, who.name, taken, anonymous, meant))
    return claims


def _stretches(relation: Relation, content: Spans) -> Spans:
    """What is printed of a claim: from source to the end of content, and content that stands elsewhere."""
    printed = [s for role in (relation.source, relation.cue, relation.content) for s in role]
    return ((min(a for a, _ in printed), max(b for _, b in printed)), *content)


_FIGURE = re.compile(r"\b(?:figure|estimate|number|total)s?\b", re.I)
_OF_WHAT = re.compile(rf"\W*(?:the|this|that|these|those|any|all) (\w+) {CLAIM_NOUN}\b", re.I)


def _pointed_at(text: str, source: Spans, cue: Spans, content: Spans, claims: Sequence[Claim]) -> Claim | None:
    """The earlier claim that a bare refusal is about: the last that holds a figure where it refuses "the figure", the
    last that holds the word where it refuses "the sloth theory", else the last. Of ``source`` that says nothing, one of
    another paragraph only where it speaks of them: "the police declined to comment" is about no harvest."""
    earlier = [c for c in reversed(claims[-LOOKED_BACK:]) if c.content and c.stance is not Stance.WITHHOLDS]
    if not content and source and cue:
        who = _NAMING.findall(text[slice(*source[0])].lower())
        earlier = [c for c in earlier if _concerns(text, c, who, cue[0][0])]
    after = (cue[-1][1], cue[-1][1] + LONGEST_ANAPHOR) if cue else (0, 0)
    pointer = re.split(r"[.,;!?\n]", text[slice(*(content[0] if content else after))].lstrip(), maxsplit=1)[0]
    fits: re.Pattern[str] | None = None
    if _FIGURE.search(pointer):
        fits = re.compile(r"\d")
    elif found := _OF_WHAT.match(pointer):
        fits = re.compile(rf"\b{re.escape(found[1])}", re.I)
    held = (c for c in earlier if fits is not None and any(fits.search(text, a, b) for a, b in c.content))
    return next(held, next(iter(earlier), None))


_NAMING = re.compile(r"[^\W_]{3,}")


def _concerns(text: str, claim: Claim, who: Sequence[str], at: int) -> bool:
    """Is a claim of the paragraph that holds ``at``, or does it speak of one of these words?"""
    spans = [*claim.source, *claim.content]
    if not who or "\n" not in text[max(b for _, b in spans) : at]:
        return True
    said = set(_NAMING.findall(" ".join(text[a:b] for a, b in claim.content).lower()))
    return not said.isdisjoint(word for word in who if word not in ("the", "for", "her", "his", "its", "and"))


def _implied(text: str, relation: Relation, content: Spans, taken: Stance, claims: Sequence[Claim]) -> Claim:
    """The claim of a relation without a printed source.

    A quotation that goes on, in the same or the next paragraph, belongs to who spoke before it. Everything else names
    nobody ("it is believed that"): the chain stays empty and the speaker unknown.
    """
    previous = next((c for c in reversed(claims[-LOOKED_BACK:]) if c.chain), None)
    if previous is not None and content and previous.content and text[content[0][0]] in QUOTE_MARKS:
        gap = text[previous.content[-1][1] : content[0][0]]
        if text[previous.content[0][0]] in QUOTE_MARKS and gap.count("\n") <= 4 and len(gap) < 400:
            return Claim(
                relation.source, relation.cue, content, previous.chain, previous.speaker, taken, previous.anonymous
            )
    return Claim(relation.source, relation.cue, content, (), None, taken, False)


def told(text: str, found: Sequence[Relation], outlet: str | None) -> list[Relation]:
    """The relations in which somebody is told to have said something, one for each clause that is reported."""
    each = (one for whole in found for one in coordinated(text, whole))
    return [relation for relation in each if not _untold(text, relation, outlet)]


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


def own_voice(text: str, relations: Sequence[Relation], outlet: str | None) -> list[Claim]:
    """One claim for each sentence that none of ``relations`` touches: the article says it itself."""
    touched = Touched(relations)
    claims = []
    for start, end in sentences(text):
        if (start, end) in touched or not any(c.isalpha() for c in text[start:end]):
            continue
        claims.append(Claim((), (), ((start, end),), (), outlet, Stance.ASSERTS, False))
    return claims


def _first(relation: Relation) -> int:
    return (
        min(a for role in (relation.source, relation.cue, relation.content) for a, _ in role)
        if any((relation.source, relation.cue, relation.content))
        else 0
    )


def _around(spans: list[Span], starts: list[int], relation: Relation) -> Span:
    """The sentence or sentences that hold source and cue; of an endless one no more than ``REACH`` to either side."""
    anchor: Spans = (*relation.source, *relation.cue) or relation.content
    lo = min(a for a, _ in anchor)
    hi = max(b for _, b in anchor)
    if not spans:
        return (lo, hi)
    first = spans[max(0, bisect_right(starts, lo) - 1)]
    last = spans[max(0, bisect_right(starts, max(lo, hi - 1)) - 1)]
    return (max(min(first[0], lo), lo - REACH), min(max(last[1], hi), hi + REACH))
