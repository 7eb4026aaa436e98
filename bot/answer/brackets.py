"""Whom the article's pronouns and half names mean, set in square brackets where its words are printed.

A name stands in brackets once, never behind itself, and with its article; only references that the reading is sure of
and whose name the article has nearby.
"""

from __future__ import annotations

import re

from bot.answer import pointing, source_label
from bot.answer.predicate import Printed
from bot.answer.quotation import inner, plain, sentence_around, sentence_before
from bot.answer.quotation import printed as words_at
from index.attribution.lexicon.nouns import OFFICES, PEOPLE, ROLE_WORDS
from index.schema import Reference, Span, Spans, StoredClaim
from index.text.folding import fold
from index.text.name_words import HONORIFICS

_CLAUSE_BEGIN = re.compile(r"[,;:]|\b(?:that|if|when|because|who|while|as|but|and)\b")
_KINDS = (frozenset(("he", "him", "his")), frozenset(("she", "her", "hers")))
_TO_WRITER = re.compile(r"(?<=\s)(?:me|us)\b(?=\s(?:in|on|at|that|by|over|during|last|this|after|before|when)\b|$)")
"""Whom somebody told it, where the article says "told me": who wrote it."""
_WOMAN = re.compile(r"(?:wife|widow|mother|sister|daughter|girlfriend|aunt)\b")


def named(stored: StoredClaim, spans: Spans, who: str | None) -> str:
    """The words at ``spans``, the source in square brackets by its full name where it is a pronoun or half of one."""
    text = stored.article.text
    known = {r.start: r for r in stored.claim.references}
    known |= {r.start: r for r in _half_named(stored, spans, who)}
    parts = [words_at(text, span, [known[at] for at in sorted(known)]) for span in spans]
    made = parts[0]
    for (_, end), (start, _), part in zip(spans, spans[1:], parts[1:], strict=False):
        made = f"{made}{' ' if not text[end:start].strip() else ' … '}{part}"
    return made


def _half_named(stored: StoredClaim, spans: Spans, who: str | None) -> tuple[Reference, ...]:
    """The original source where it is printed as a pronoun ("she suggested") or by half a name ("Low suggested")."""
    text, claim = stored.article.text, stored.claim
    if who is None or not claim.chain or claim.chain[-1].lower() in source_label.FIRST_PERSON:
        return ()
    mention = claim.chain[-1].removeprefix("including ")
    found = _place(text, (*claim.source, *spans), mention)
    if found is None:
        return ()
    if mention.lower() in source_label.PRONOUNS:
        if mention.lower() in who.lower().split():
            return ()
        if (named := _told_before(stored, (*claim.source, *spans), found, who)) is not None:
            return named
        who = source_label.capitalised(who) if text[found[0]].isupper() else who
        return (Reference(*found, who.rstrip(",") or claim.speaker or who),)
    words = fold(claim.speaker or "").split()
    bare = {word for word in fold(mention).split() if word.strip(".") not in HONORIFICS}
    told = fold(" ".join(text[slice(*span)] for span in spans))
    if not words or " ".join(words) in told:
        return ()
    the = found[0] - len("the ") if text[: found[0]].lower().endswith("the ") else found[0]
    reference = Reference(the, found[1], (source_label.capitalised(who) if text[the].isupper() else who).rstrip(","))
    if the < found[0] and _is_description(mention, claim.speaker or ""):
        known = words[0] in told or (words[-1] != mention.split()[-1] and words[-1] in told)
        return () if known else (reference,)
    return (reference,) if bare < set(words) else ()


def _told_before(stored: StoredClaim, spans: Spans, found: Span, who: str) -> tuple[Reference, ...] | None:
    """The full name in place of the half before a pronoun, nothing where it is whole; None where no name of the
    speaker stands before the pronoun."""
    text, name = stored.article.text, stored.claim.speaker or ""
    last = name.split()[-1:]
    start = min(a for a, _ in spans if a <= found[0])
    if not last or not last[0][:1].isupper():
        return None
    place = re.compile(rf"(?:[A-Z][\w.’'-]*\s)*(?<!\w){re.escape(last[0])}(?![\w’'])").search(text, start, found[0])
    if place is None:
        return None
    half = place[0] == last[0] or place[0].split()[0].lower().rstrip(".") in HONORIFICS
    return (Reference(*place.span(), who.rstrip(",")),) if half and name != last[0] else ()


def _is_description(mention: str, name: str) -> bool:
    """True for "governor" where the reading knows his name."""
    return mention.split()[-1] in ROLE_WORDS | OFFICES | PEOPLE and name.split()[-1][:1].isupper()


def _place(text: str, spans: Spans, mention: str) -> Span | None:
    """Where ``mention`` stands as a whole word, and owns nothing, in the first of ``spans`` that has it."""
    known = re.compile(rf"(?<!\w){re.escape(mention)}(?![\w’'])")
    places = (known.search(text, start) for start, _ in spans)
    return next((f.span() for f, (_, end) in zip(places, spans, strict=True) if f and f.end() <= end), None)


def words(stored: StoredClaim, spans: Spans, who: str = "") -> str:
    """The article's words behind the name ``who``, pronouns resolved that mean somebody else."""
    others = [one for one in _once(stored, spans) if not _clear_behind(stored.article.text, who, one)]
    return _bare(" … ".join(words_at(stored.article.text, span, others) for span in spans))


def _clear_behind(text: str, who: str, reference: Reference) -> bool:
    """True where the name in front is whom a pronoun means, or names him and is no person itself: "Holm told the
    radio that they had promised her a lock", "Ida Holm's letter said that it was not her view"."""
    if reference.name not in who:
        return False
    owner = re.search(rf"{re.escape(reference.name)}[’']s?\s+(?P<rest>.+)", who)
    if owner and _WOMAN.match(owner["rest"]) and text[reference.start : reference.end].lower() in _KINDS[0]:
        return True  # "Leo Berg's wife pleads for his life"
    return not (pointing.has_role(owner["rest"]) or pointing.several(owner["rest"])) if owner else True


def _once(stored: StoredClaim, spans: Spans) -> list[Reference]:
    """The references within ``spans``, each name at its first."""
    found: dict[str, Reference] = {}
    for one in others(stored):
        if any(a <= one.start and one.end <= b for a, b in spans):
            found.setdefault(one.name, one)
    return list(found.values())


def others(stored: StoredClaim) -> tuple[Reference, ...]:
    """The references that are printed: to others than the speaker, near whom the article names."""
    claim = stored.claim
    return tuple(
        source_label.in_brackets(stored.article.text, r)
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


def in_quotation(stored: StoredClaim, spans: Spans) -> list[Reference]:
    """The references that are printed in a direct quotation, in text order."""
    at_first = {_at_its_first(stored.article.text, spans, r) for r in _once(stored, spans)}
    return sorted(at_first, key=lambda r: r.start)


def _at_its_first(text: str, spans: Spans, reference: Reference) -> Reference:
    """The reference at the pronoun of its kind before it in its sentence, across a clause's begin: with a name only
    behind the first, "He is the type that, if you show [Berg]" would read as two men."""
    kind = next((one for one in _KINDS if text[reference.start : reference.end].lower() in one), frozenset())
    start = max((a for a, _ in spans if a <= reference.start), default=reference.start)
    start = max(start, sentence_around(text, reference.start, reference.end)[0])
    owns = text[reference.start : reference.end].lower() in ("his", "her")
    for word in re.finditer(r"[a-z]+", text[start : reference.start], re.I):
        between = text[start + word.end() : reference.start]
        if word[0].lower() in kind and (owns or _CLAUSE_BEGIN.search(between)):
            return Reference(start + word.start(), start + word.end(), reference.name)
    return reference


def cue(stored: StoredClaim, shape: Printed) -> str:
    """The words between a name and its quotation on one line, "me" by the writer's name; "" where there are none."""
    if not shape.cue:
        return ""
    words = inner(plain(words_at(stored.article.text, shape.cue, others(stored)))).strip(" ,;:.")
    writer = source_label.author(stored) or source_label.outlet_within(stored)
    words = _TO_WRITER.sub(f"[{writer}]", words, count=1) if not stored.claim.chain[1:] else words
    return re.sub(r"[.,](?='$)", "", words)


def _bare(words: str) -> str:
    return words[5:] if words.startswith("that ") else words
