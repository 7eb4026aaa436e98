"""Claim -> sentence, for the terminal, Discord and JSON alike: a resolved name, then the article's own words.

Every sentence is made of three things only: the name of a source, verbatim words of the article (in quotation marks,
or as the cue between name and quotation) and the fixed words of this module. No model writes any of it.
"""

from __future__ import annotations

import re

from bot.answer import source_label
from bot.answer.predicate import Form, Printed, participial, printed
from bot.answer.quotation import DOUBLE, OPENING, inner, marks, plain, sentence_around, sentence_before
from bot.answer.quotation import printed as words_at
from index.attribution.lexicon.nouns import ROLE_WORDS
from index.schema import Reference, Span, Spans, StoredClaim

OWN_WORDS = "in its own words"
BEFORE = "before it in the article"
AS_PRINTED = "as {outlet} writes"
OPENS = 12
"""Code points from a sentence's start within which a pronoun points to the sentence before."""


def sentence(stored: StoredClaim) -> str:
    """One attributed sentence for the claim, without its number."""
    shape = printed(stored)
    who = source_label.subject(stored)
    if who is None or shape.form is Form.SENTENCE:
        return _whole(stored, shape, source_label.speaker(stored))
    said = stopped(_FORMS[shape.form](stored, shape, source_label.capitalised(who)))
    return said if _names_its_source(stored, said) else _whole(stored, shape, source_label.speaker(stored))


def _names_its_source(stored: StoredClaim, said: str) -> bool:
    """True where the end of the chain is named: a relay that stands before the verb may leave it out."""
    chain, speaker = stored.claim.chain, stored.claim.speaker or ""
    if len(chain) < 2:
        return True
    low = said.lower()
    last = speaker.lower().split()[-1:] or [""]
    return inner(plain(chain[-1])).lower() in low or (bool(last[0]) and last[0] in low)


def stopped(words: str) -> str:
    """``words`` with a full stop, where the quotation that ends them has none of its own."""
    return words if words[-2:-1] in (".", "!", "?", "…") else f"{words}."


def _predicate(stored: StoredClaim, shape: Printed, who: str) -> str:
    start = shape.words[0][0]
    between_commas = participial(stored.article.text, start, shape.words[0][1])
    name = f"{who.rstrip(',')}," if between_commas else _apart(who)
    return f"{name} {marks(_words(stored, shape.words))}"


def _quotation(stored: StoredClaim, shape: Printed, who: str) -> str:
    cue = _cue(stored, shape)
    return f"{_apart(who)} {cue}: {_quoted(stored, shape.words)}" if cue else _turn(stored, shape, who)


def _apart(who: str) -> str:
    """A name with an apposition closes it with a comma before its verb."""
    return f"{who.rstrip(',')}," if "," in who else who


def _turn(stored: StoredClaim, shape: Printed, who: str) -> str:
    return f"{who.rstrip(',')}: {_quoted(stored, shape.words)}"


def _clause_first(stored: StoredClaim, shape: Printed, who: str) -> str:
    return f"{marks(_opened(_words(stored, shape.words)))}, {_apart(_inside(stored, who))} {_cue(stored, shape)}"


def _opened(words: str) -> str:
    """A clause without the word that only joins it to the sentence before."""
    bare = re.sub(r"^(?:But|And|Yet|So|However,?|Still,) (?=\S)", "", words)
    return f"[{bare[0].upper()}]{bare[1:]}" if bare[:1].islower() else bare


def _according(stored: StoredClaim, shape: Printed, who: str) -> str:
    return f"According to {_inside(stored, who).rstrip(',')}, {marks(_words(stored, shape.words))}"


def _pointing_back(stored: StoredClaim, shape: Printed, who: str) -> str:
    said = _predicate(stored, shape, who)
    return f"{said} ({BEFORE}: {marks(words_at(stored.article.text, shape.before))})" if shape.before else said


def _own_voice(stored: StoredClaim, shape: Printed, who: str) -> str:
    return f"{who}, {OWN_WORDS}: {marks(_words(stored, shape.words))}"


_FORMS = {
    Form.PREDICATE: _predicate,
    Form.QUOTATION: _quotation,
    Form.TURN: _turn,
    Form.CLAUSE_FIRST: _clause_first,
    Form.ACCORDING: _according,
    Form.POINTING_BACK: _pointing_back,
    Form.OWN_VOICE: _own_voice,
}


def _whole(stored: StoredClaim, shape: Printed, who: str | None) -> str:
    """The whole sentence as the article's; with the one before it where nobody is named for the source."""
    text = stored.article.text
    spans = shape.words or stored.claim.content
    if shape.form is not Form.SENTENCE:
        low = min(a for a, _ in (*stored.claim.source, *spans))
        spans = (sentence_around(text, low, spans[-1][1]),)
    lead: list[Span] = [shape.before] if shape.before and shape.before[1] <= spans[0][0] else []
    begins = not stored.claim.source or stored.claim.source[0][0] <= spans[0][0] + OPENS
    if who is None and not lead and begins and (earlier := sentence_before(text, spans[0][0])):
        lead = [earlier]
    known = (*stored.claim.references, *_pronoun_source(stored, who))
    words = " … ".join(words_at(text, span, sorted(known, key=lambda r: r.start)) for span in (*lead, *spans))
    said = AS_PRINTED.format(outlet=source_label.outlet(stored))
    name = (who or "").rstrip(",")
    if not name or any(part in words for part in (name, name.split()[-1])):
        return stopped(f"{source_label.capitalised(said)}: {marks(words)}")
    return stopped(f"{source_label.capitalised(said)} of {name}: {marks(words)}")


def _pronoun_source(stored: StoredClaim, who: str | None) -> tuple[Reference, ...]:
    """The printed source as a reference to whom it means, where it is a pronoun: "…, she suggested, …"."""
    spans = stored.claim.source
    if who is None or len(spans) != 1 or stored.article.text[slice(*spans[0])].lower() not in source_label.PRONOUNS:
        return ()
    return (Reference(*spans[0], stored.claim.speaker or who),)


def _words(stored: StoredClaim, spans: Spans) -> str:
    """The article's words, pronouns resolved that mean somebody else than whose words these are."""
    others = _others(stored)
    return _bare(" … ".join(words_at(stored.article.text, span, others) for span in spans))


def _others(stored: StoredClaim) -> tuple[Reference, ...]:
    """The references that are printed: to others than the speaker, near whom the article names."""
    claim = stored.claim
    return tuple(
        r
        for r in claim.references
        if not source_label.is_speaker(claim, r.name) and not _means_speaker(stored, r) and _near(stored, r)
    )


def _means_speaker(stored: StoredClaim, reference: Reference) -> bool:
    """True for the subject right behind one person's cue: "Holm said she would" is Holm, whoever else was found."""
    claim, text = stored.claim, stored.article.text
    if text[reference.start : reference.end].lower() not in ("he", "she") or not claim.cue or claim.anonymous:
        return False
    between = text[claim.cue[-1][1] : reference.start]
    named = (claim.speaker or "a").split()
    person = (len(named) > 1 and named[0][0].isupper()) or named[-1].lower() in ROLE_WORDS
    return person and re.fullmatch(r"\s*(?:that\s+)?", between) is not None


def _near(stored: StoredClaim, reference: Reference) -> bool:
    """True where the name stands in the sentence of the pronoun or in the two before it."""
    text = stored.article.text
    start = sentence_around(text, reference.start, reference.end)[0]
    for _ in range(2):
        earlier = sentence_before(text, start)
        start = earlier[0] if earlier else start
    last = reference.name.split()[-1]
    return last in text[start : reference.start]


def _quoted(stored: StoredClaim, spans: Spans) -> str:
    """A direct quotation without its outer marks, its parts joined by an ellipsis."""
    parts = [_unmarked(words_at(stored.article.text, span, _others(stored))) for span in spans]
    return marks(" … ".join(part for part in parts if part))


def _unmarked(words: str) -> str:
    bare = words.strip(" ,;:")
    if bare[:1] and bare[0] in OPENING + DOUBLE:
        bare = bare[1:]
        bare = bare[:-1] if bare[-1:] and bare[-1] in DOUBLE + "’" else bare
        bare = bare.rstrip(" ,;:")
        bare = bare[:-1] if bare[-1:] and bare[-1] in DOUBLE + "’" else bare
    return bare


def _cue(stored: StoredClaim, shape: Printed) -> str:
    return inner(plain(words_at(stored.article.text, shape.cue, _others(stored)))).strip(" ,;:.") if shape.cue else ""


def _bare(words: str) -> str:
    return words[5:] if words.startswith("that ") else words


def _inside(stored: StoredClaim, who: str) -> str:
    """A subject within a sentence: as the article writes it there, "the council", where it is no name."""
    phrase = source_label.source_phrase(stored)
    return phrase if phrase.lower() == who.lower() and not _begins(stored) else _lowered(who)


def _begins(stored: StoredClaim) -> bool:
    at = stored.claim.source[0][0] if stored.claim.source else 0
    before = stored.article.text[max(0, at - 2) : at]
    return not before.strip() or before.strip()[-1:] in ".!?:"


def _lowered(who: str) -> str:
    first, _, rest = who.partition(" ")
    return f"{first.lower()} {rest}" if first in ("The", "A", "An", "Some", "Many", "Several", "Two", "Three") else who
