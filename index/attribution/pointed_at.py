"""What a bare denial or refusal is about: an earlier claim of the article."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.attribution.lexicon.tokens import AUXILIARIES, CONJUNCTIONS, DETERMINERS, PREPOSITIONS, PRONOUNS
from index.attribution.propositions import LONGEST_ANAPHOR
from index.attribution.stance import CLAIM_NOUN
from index.schema import Claim, Span, Spans, Stance

LOOKED_BACK = 200  # claims: a bound that no news reaches

_FIGURE = re.compile(r"\b(?:figure|estimate|number|total)s?\b", re.I)
_OF_WHAT = re.compile(rf"\W*(?:the|this|that|these|those|any|all) (\w+) {CLAIM_NOUN}\b", re.I)


def pointed_at(
    text: str, source: Spans, cue: Spans, content: Spans, claims: Sequence[Claim], speaker: str | None = None
) -> Claim | None:
    """The earlier claim that a bare refusal is about: the last that holds a figure where it refuses "the figure", the
    last that holds the word where it refuses "the sloth theory", the last accusation where it refuses "the charge", or
    the last. Of ``source`` that says nothing, one of another paragraph only where it speaks of them: "the police
    declined to comment" is about no harvest; and of these what others say of it, or of ``speaker``, the name that it
    stands for, before what its own side says."""
    earlier = [c for c in reversed(claims[-LOOKED_BACK:]) if c.content and c.stance is not Stance.WITHHOLDS]
    if not content and source and cue:
        who = _NAMING.findall(text[slice(*source[0])].lower())
        earlier = [c for c in earlier if _concerns(text, c, who, cue[0][0])]
        if not _POINTS.search(text, *cue[-1]):
            earlier = _of_others(text, earlier, source[0], speaker)
    after = (cue[-1][1], cue[-1][1] + LONGEST_ANAPHOR) if cue else (0, 0)
    pointer = re.split(r"[.,;!?\n]", text[slice(*(content[0] if content else after))].lstrip(), maxsplit=1)[0]
    fits: re.Pattern[str] | None = None
    if _FIGURE.search(pointer):
        fits = re.compile(r"\d")
    elif found := _OF_WHAT.match(pointer):
        fits = re.compile(rf"\b{re.escape(found[1])}", re.I)
    held = (c for c in earlier if fits is not None and any(fits.search(text, a, b) for a, b in c.content))
    if _CHARGE.search(pointer):  # "rejected the charge": what somebody was accused of, not what was said since
        held = (c for c in earlier if any(_ACCUSING.search(text, a, b) for a, b in c.cue))
    return next(held, next(iter(earlier), None))


_IT = re.compile(r"\b\w+\s+(?:it|this|that)\W*$", re.I)


def told_before(
    text: str, before: Span | None, sentence: Span, cue: Spans, content: Spans, claims: Sequence[Claim]
) -> Span | None:
    """The sentence right before a denial of "it" where the article says that one itself: in the same paragraph, with
    nobody cited in it and nobody's quotation."""
    said = " ".join(text[a:b] for a, b in (*cue, *content))
    if before is None or not _IT.search(said):
        return None
    start, end = before
    cited = any(a < end and start < b for c in claims[-LOOKED_BACK:] for a, b in (*c.source, *c.cue, *c.content))
    own = not cited and not any(mark in text[start:end] for mark in _MARKS)
    return (
        before if own and not text[start:end].rstrip().endswith("?") and "\n\n" not in text[end : sentence[0]] else None
    )


_MARKS = '“”"«»„'
_CHARGE = re.compile(r"\b(?:charge|accusation|allegation)s?\b", re.I)
_ACCUSING = re.compile(r"\b(?:accus|alleg|charg|blam)\w+", re.I)


_NAMING = re.compile(r"[^\W_]{3,}")
_NO_MATTER = (
    DETERMINERS | PREPOSITIONS | AUXILIARIES | PRONOUNS | CONJUNCTIONS | frozenset("which who whom whose".split())
)


def _concerns(text: str, claim: Claim, who: Sequence[str], at: int) -> bool:
    """Is a claim of the paragraph that holds ``at``, or does it speak of one of these words?"""
    spans = [*claim.source, *claim.content]
    if not who or "\n" not in text[max(b for _, b in spans) : at]:
        return True
    said = set(_NAMING.findall(" ".join(text[a:b] for a, b in claim.content).lower()))
    return not said.isdisjoint(word for word in who if word not in _NO_MATTER)


_POINTS = re.compile(r"\b(?:that|this|it|so)\b", re.I)
_OWNER = re.compile(
    r"([^\W_]{3,})['’]|\bfor (?:[^\W_]+ ){0,3}?([A-Z][^\W_]{2,})"
)  # "Ida Holm's lawyer", "a lawyer for Holm"
_NO_NAMES = frozenset("the The Her His Its Their for her his its and who has was not spokesman lawyer".split())


def _of_others(text: str, claims: Sequence[Claim], source: Span, speaker: str | None) -> list[Claim]:
    """The claims in the order in which ``source`` is likely to be asked about them: what others say of him, what others
    say of anything, what he and his own side say."""
    known = frozenset(_NAMING.findall(f"{text[slice(*source)]} {speaker or ''}")) - _NO_NAMES

    def rank(claim: Claim) -> int:
        theirs = {word for a, b in claim.source for found in _OWNER.findall(text, a, b) for word in found}
        his = any(r.name == speaker for r in claim.references for a, b in claim.source if a <= r.start < b)
        if his or not known.isdisjoint(theirs) or (speaker is not None and claim.speaker == speaker):
            return 2
        said = " ".join(text[a:b] for a, b in (*claim.source, *claim.content))
        return int(known.isdisjoint(_NAMING.findall(said)))

    return sorted(claims, key=rank)


def names(text: str, claim: Claim, topic: Span) -> bool:
    """Does a claim hold the last word of ``topic``: "the bribe" is what "he took a bribe" is about?"""
    words = _NAMING.findall(text[slice(*topic)].lower())
    return bool(words) and any(words[-1] in text[a:b].lower() for a, b in claim.content)
