"""Clauses that the tagger takes into a cue or leaves out: "said that was wrong and that P", "said she had not read it".

In the first the source denies what was said before and puts P forward; in the second the clause itself is what is put
forward. Only silence stays in the cue: "said it would not comment on".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.attribution.clauses import is_clause
from index.attribution.extraction.extractor import Found
from index.attribution.lexicon.tokens import Words
from index.attribution.lexicon.verbs import VERBS
from index.attribution.stance import CLAIM_NOUN, KNOWING, SAYING, UNTRUE, WITHHOLDS
from index.schema import Relation, Span, Stance
from index.text.sentences import sentences

LONGEST_NOUN = 120  # characters of a noun with the participle that tells what it says
LONGEST = 600  # characters after a verb of saying that are looked at: no sentence of the news is longer
_UNTRUE = re.compile(
    rf"""\s+(?:(?:him|her|them|us|reporters|[Tt]he\ \w+|[A-Z]\w+)\ )?(?:that\ )?              # told the Echo that ...
      (?:that|this|it|they|these|those|both|neither                                          # ... this
        |(?:the|his|her|its|their|such|those|these)\ (?:[\w’'-]+\ )?{CLAIM_NOUN})
      \ {UNTRUE}                                                             # ... was not the case
      (?!\ (?:to|that|for|of|about)\b|\w)                                                        # not: it was wrong to
    """,
    re.X,
)
_AND = re.compile(r",?\s+(?:and|but|because|as|since)\s+(?:that\s+)?")
_OWN = re.compile(r"\s+(?:that\s+)?(?=(?:he|she|it|they|we|I)\s)")


def clauses_apart(text: str, found: Sequence[Found]) -> list[Found]:
    """``found`` with a relation for each clause that such a cue leads to; all others come back as they are."""
    spans = sentences(text)
    starts = [start for start, _ in spans]
    return [part for one in found for part in _parts(text, one, spans, starts)]


def _parts(text: str, one: Found, spans: Sequence[Span], starts: Sequence[int]) -> Iterator[Found]:
    verb = _saying(text, one.relation)
    at = bisect_right(starts, verb[0]) - 1 if verb is not None else -1
    if verb is None or at < 0:
        yield one
        return
    end = max(verb[1], min(spans[at][1], verb[1] + LONGEST))
    one = _with_noun(text, one, verb)
    untrue = _UNTRUE.match(text, verb[1], end)
    if untrue is not None:
        yield from _denied(text, one, verb, untrue.end(), end)
    else:
        yield _stated(text, one, verb)


def _with_noun(text: str, one: Found, verb: Span) -> Found:
    """ "said | reports that he would retire were premature" with the noun, whose clause is not what is said."""
    relation = one.relation
    if len(relation.content) != 1 or text[slice(*verb)].lower() not in _NO_NOUN_AFTER:
        return one
    start, end = relation.content[0]
    if verb[1] != relation.cue[0][1] or start - verb[1] > LONGEST_NOUN:
        return one
    noun = _NOUN.fullmatch(text, verb[1], start) or _ACCUSING.fullmatch(text, verb[1], start)
    if noun is None or not _tells(noun.groupdict().get("tells")):
        return one
    return replace(one, relation=replace(relation, content=((noun.start("noun"), end),)))


def _tells(participle: str | None) -> bool:
    """Is a participle that of a verb of saying: "letters | accusing her of theft"?"""
    return participle is None or any(reading.kind == "ing" for reading in VERBS.get(participle.lower(), ()))


# "says | X's letters accusing her of | theft are lies": what is said is of the letters
_ACCUSING = re.compile(
    r"""\s+(?:that\s+)?
      (?P<noun>(?:(?:the|an?|his|her|its|their|any|some|these|those)\s|[A-ZÀ-Þ])   # her ...
      (?:[\w’'-]+\s+){0,6}?[\w’'-]+\s+                                             # ... late letters ...
      (?P<tells>\w+ing)\b[^,;:.!?“”"]*)                                            # ... accusing the firm of
    """,
    re.X,
)
_NO_NOUN_AFTER = frozenset("said says say adding added insisted insists argued argues replied".split())
_NOUN = re.compile(
    rf"\s+(?:that\s+)?(?P<noun>(?:(?:the|any|all|such|these|those|his|her|its|their)\s+)?{CLAIM_NOUN})(?:\s+(?:that|of))?\s+",
    re.I,
)


def _saying(text: str, relation: Relation) -> Span | None:
    """The verb of saying that opens a cue after its auxiliaries, None where its source and its words do not follow in
    that order."""
    if len(relation.cue) != 1 or not relation.source or relation.source[0][0] > relation.cue[0][0]:
        return None
    words = Words.of(text, *relation.cue[0])
    verbs = (k for k, w in enumerate(words.low) if any(r.lemma in SAYING and r.kind != "ing" for r in VERBS.get(w, ())))
    first = next(verbs, None)
    return words.span(first, first + 1) if first is not None else None


def _denied(text: str, one: Found, verb: Span, end: int, stop: int) -> Iterator[Found]:
    """The denial that ends at ``end``, and the clause that is said besides up to ``stop``."""
    source = one.relation.source
    sure = tuple(float(each is Stance.DENIES) for each in Stance)
    yield replace(one, relation=Relation(source, ((verb[0], end),), ()), stances=sure, claim=1.0)
    joined = _AND.match(text, end, stop)
    if joined is None:
        return
    last = stop - len(text[joined.end() : stop]) + len(text[joined.end() : stop].rstrip(" .\n"))
    if last > joined.end() and is_clause(Words.of(text, joined.end(), last)):
        yield replace(one, relation=Relation(source, (verb,), ((joined.end(), last),)), stances=(), claim=1.0)


def _stated(text: str, one: Found, verb: Span) -> Found:
    """ "said she had not read the emails" with the clause as its content, where it tells of no silence."""
    relation = one.relation
    start, end = relation.cue[0]
    own = _OWN.match(text, verb[1], end)
    if own is None or len(relation.content) > 1:
        return one
    said = text[own.end() : end]
    if WITHHOLDS.search(said) or KNOWING.search(said):
        return one
    begin, last = own.end(), end
    if relation.content:
        if text[end : relation.content[0][0]].strip() or relation.content[0][0] < end:
            return one
        last = relation.content[0][1]
    if not is_clause(Words.of(text, begin, last)):
        return one
    return replace(one, relation=Relation(relation.source, ((start, verb[1]),), ((begin, last),)), stances=())
