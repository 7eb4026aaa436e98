"""Who says nothing beside a verb of speech: who is told, accused or asked, and who did not say it."""

from __future__ import annotations

import re

from index.attribution.clauses import BE, STOP, noun_phrase_after, noun_phrase_before, verb_group
from index.attribution.lexicon.tokens import NEGATIONS, Words
from index.attribution.lexicon.verbs import VERBS, Reading
from index.attribution.nested_reports import can_speak
from index.schema import Relation, Span

_GET = frozenset("stand stands stood get gets got getting".split())
# "was quoted as saying", "was heard to say": the subject speaks
_SPEAKING = frozenset("quote cite report record overhear hear".split())
# Participles that are adjectives: "is convinced that", "was opposed to"
_FEELING = frozenset(
    """
    worry concern convince determine oppose commit resolve prepare agree divide satisfy persuade please disappoint
    """.split()
)
_SAYING = frozenset(
    """
    say tell claim suggest mention argue allege assert state write announce predict promise vow threaten propose imply
    hint insist declare accuse blame report warn complain
    """.split()
)
_PERFECT = frozenset("did do does has have had didn't don't doesn't hasn't haven't hadn't never".split())
_OPENINGS = (("at", "no"), ("nowhere",), ("never",), ("on", "no"), ("in", "no"))
LONGEST_BY = 12  # words of whoever quotes
BEFORE_BY = 30  # characters between "was told" and who told: "on Friday by"
REACH = 160  # characters after the cue in which its agent is looked for


def is_told(text: str, relation: Relation) -> bool:
    """True where the source is the subject of a passive verb: "was warned that", "stands accused of"."""
    if not relation.source or not relation.cue or relation.source[0][0] > relation.cue[0][0]:
        return False
    words = Words.of(text, relation.source[0][1], relation.cue[-1][1])
    verb = _participle(words)
    return verb is not None and "by" not in words.low[: verb[0]]


_IS_TOLD = re.compile(
    r"\b(?:is|are|was|were|been|being)\s+(?:\w+ly\s+)?(?:told|warned|informed|advised|assured|notified)\b"
)
_THAT = re.compile(r"\bthat\s+\Z")


def tells(text: str, relation: Relation) -> bool:
    """True for who tells somebody in so many words: "was warned by | her own engineers | in May that | P"."""
    if not relation.source or not relation.cue or not relation.content:
        return False
    end, start = relation.cue[-1][1], relation.source[0][0]
    between = text[end:start].strip()
    agent_next = not between or (len(between) <= BEFORE_BY and re.search(r"(?:^|\s)by\Z", between) is not None)
    by = agent_next and "by" in text[relation.cue[0][0] : start].split() and not re.search(r"[,;:.]", between)
    after = relation.content[0][0]
    cue = text[relation.cue[0][0] : end]
    whole = cue if _IS_TOLD.search(cue) else text[max(0, relation.cue[0][0] - 12) : end]
    said = _THAT.search(text, max(0, after - 6), after) is not None or text.startswith("that ", after)
    return by and after > start and said and _IS_TOLD.search(whole) is not None


_QUOTED = re.compile(
    r"""(?P<verb>(?:is|was|were|has\ been|had\ been|been)\ (?:quoted|cited|reported))  # was quoted ...
      (?:\ by\ (?P<by>[^,;.]{2,60}?))?\ as\ (?P<as>\w+ing)(?:\ that)?[ ]               # ... by the Echo as saying that
    """,
    re.I | re.X,
)


def quoted_as(text: str, relation: Relation, sentence: Span) -> Relation | None:
    """ "The mayor was quoted by the Echo as denying that P": the mayor denies P, whoever of the two the relation has as
    its source; None where it is no such sentence. Who quotes stays outside, as a relay."""
    if not relation.cue or not relation.content:
        return None
    found = _QUOTED.search(text, *sentence)
    if found is None or not found.start() <= relation.cue[0][0] < found.end():
        return None
    words = Words.of(text, sentence[0], found.start())
    subject = noun_phrase_before(words, len(words), 0) if len(words) else None
    last = relation.content[-1][1]
    if subject is None or last <= found.end():
        return None
    return Relation((words.span(*subject),), (found.span("as"),), ((found.end(), last),))


_BY_WHOM = re.compile(r",?\s+(?:quoted|cited)\s+(?:by|in)\s+", re.I)


def quoted_by(text: str, relation: Relation, sentence: Span) -> Relation | None:
    """ "A diplomat, quoted by the Echo, said that P": the diplomat says P, whoever of the two the relation has as its
    source; None where it is no such sentence. Who quotes stays outside, as a relay."""
    if not relation.cue or not relation.content:
        return None
    last = relation.content[-1][1]
    found = _BY_WHOM.search(text, sentence[0], last)
    if found is None or not found.start() <= relation.cue[0][0] < found.end():
        return None
    words, rest = Words.of(text, sentence[0], found.start()), Words.of(text, found.end(), last)
    subject = noun_phrase_before(words, len(words), 0) if len(words) else None
    if subject is None or words.low[-1] in BE:
        return None
    spoken = (k for k in range(1, min(len(rest) - 2, LONGEST_BY)) if any(map(_finite, VERBS.get(rest.raw[k], ()))))
    verb = next(spoken, None)
    if verb is None:
        return None
    said = verb + 1 + (rest.low[verb + 1] == "that")
    return Relation((words.span(*subject),), (rest.span(verb, verb + 1),), ((rest.starts[said], last),))


_WHICH = re.compile(r",\s+(?P<which>which|who)\s+(?:(?:also|then|later|has|had|have|\w+ly)\s+){0,2}\Z", re.I)


def relative(text: str, relation: Relation, sentence: Span) -> Relation | None:
    """ "The county wrote to | Norrland Power, which | replied that P": what stands right before its verb is the
    subject, whoever of the two the relation has as its source; None where no relative pronoun does."""
    if not relation.cue or not relation.source:
        return None
    found = _WHICH.search(text, max(sentence[0], relation.source[-1][1]), relation.cue[0][0])
    if found is None or not text[relation.source[-1][1] : found.start()].strip():
        return None
    return Relation((found.span("which"),), relation.cue, relation.content)


_ACCUSING = frozenset("accuse blame condemn criticise criticize charge denounce attack suspect".split())


def accuser(text: str, relation: Relation, sentence: Span) -> Relation | None:
    """ "The widow of a pilot has accused | the airline's head, Anton Reiss, | of lying": whom the verb stands before is
    the accused, and its subject the source; None where the source is no such object."""
    if not relation.cue or not relation.source or not relation.content:
        return None
    cue, source = relation.cue[-1], relation.source[0]
    words = Words.of(text, *cue)
    if not len(words) or "by" in words.low or set(words.low) & BE:
        return None
    accusing = any(r.lemma in _ACCUSING and r.kind in ("past", "s", "pp") for r in VERBS.get(words.low[-1], ()))
    after = [a for a, _ in relation.content if a >= source[1]]  # its subject may be read as content
    follows = bool(after) and 0 < source[0] - cue[1] < _NEXT
    if not accusing or not follows or not _OF.search(text, source[1], after[0]):
        return None
    before = Words.of(text, sentence[0], cue[0])
    subject = noun_phrase_before(before, len(before), 0) if len(before) else None
    span = before.span(*subject) if subject is not None else None
    if len(before) and not set(before.low) & STOP:  # a subject alone stands before the verb, however long it is
        span = before.span(0, len(before))
    return None if span is None else Relation((span,), relation.cue, ((source[0], relation.content[-1][1]),))


_NEXT = 3  # characters between a verb and its object
_OF = re.compile(r",?\s*(?:of|for|with|over)\s*\Z")


def _finite(reading: Reading) -> bool:
    return reading.kind in ("past", "s")


def is_unsaid(text: str, relation: Relation, sentence: Span) -> bool:
    """True where the article itself denies a saying: "did not say that", "was careful not to suggest", "at no point did
    they claim". Who "would not say" withholds, and who "did not believe" denies: those say something."""
    if not relation.cue:
        return False
    start, end = relation.cue[0][0], relation.cue[-1][1]
    low = Words.of(text, start, end).low
    verb = next((k for k, w in enumerate(low) if any(r.lemma in _SAYING for r in VERBS.get(w, ()))), None)
    if verb is None:
        return False
    before = low[:verb]
    if before[-2:] == ("not", "to") and not set(before) & {"would", "will", "could"}:
        return True
    if set(before) & _PERFECT and set(before) & NEGATIONS and not set(before) & {"yet", "would", "could", "will"}:
        return True
    opening = Words.of(text, sentence[0], start).low
    return any(opening[: len(one)] == one for one in _OPENINGS) and bool(set(opening) & _PERFECT)


def agent(text: str, relation: Relation) -> Span | None:
    """Who is named after "by" as the one who told or accused; None where nobody is."""
    if not relation.cue:
        return None
    start = relation.cue[0][0]
    words = Words.of(text, start, min(len(text), relation.cue[-1][1] + REACH))
    by = next((k for k, w in enumerate(words.low) if w == "by"), None)
    if by is None or any(w in (".", ";", "!", "?") for w in words.low[:by]):
        return None
    content = min((a for a, _ in relation.content if a > start), default=None)
    if content is not None and words.starts[by] >= content:
        return None
    stops = ("that", "of", "to", "with", ",", ".", ";")
    end = next((k for k in range(by + 2, len(words)) if words.low[k] in stops), len(words))
    named = noun_phrase_after(words, by + 1, end) is not None and can_speak(text, words.span(by + 1, end))
    return words.span(by + 1, end) if named else None


def _participle(words: Words) -> tuple[int, str] | None:
    """(token, lemma) of the passive participle that carries the cue."""
    for at, word in enumerate(words.low):
        readings = [r for r in VERBS.get(word, ()) if r.kind == "pp" or (r.kind == "past" and word.endswith("ed"))]
        if not readings or readings[0].lemma in _FEELING:
            continue
        group = set(words.low[verb_group(words, at, 0) : at])
        if group & BE or (at and words.low[at - 1] in _GET):
            speaks = readings[0].lemma in _SPEAKING and ("as" in words.low[at + 1 : at + 3] or at + 1 == len(words))
            return None if speaks else (at, readings[0].lemma)
    return None
