"""Plain denials, of which the tagger leaves out the content or all.

The news it is trained on seldom marks what is denied in "she denied wrongdoing" or "the firm, which denies the
charges". Who asks what somebody denies misses just these, so they are completed by rule. What only points back ("denied
it", "disputes the figure") stays without content here: the engine looks for what it points to.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from index.attribution.clauses import STOP, Clause, clauses, noun_phrase_before
from index.attribution.extraction.extractor import Found
from index.attribution.extraction.span_index import Touched
from index.attribution.lexicon.tokens import AUXILIARIES, Words
from index.attribution.lexicon.verbs import forms
from index.attribution.stance import CLAIM_NOUN
from index.schema import Relation, Span, Stance
from index.text.sentences import sentences

LONGEST_OBJECT = 600  # characters: without a bound an endless sentence would cost the square of its length
_DENY = re.compile(rf"\b(?:{forms('deny', 'base s past')})\b", re.I)
_BY_RULE = 0.8  # how sure a relation is that the rules find
_NEXT_CLAUSE = frozenset(
    "and but while who which when after before because saying calling insisting although as".split()
)
_RELATIVE = ("who", "which")
# What follows a cue and is no pointer to something said before
_OWN_OBJECT = re.compile(
    rf"""\s*(?:having\b|being\b|any\b|whether\b                          # denied having left
    | (?:receiv|know|tell|say|mak|tak|giv|pay|do|us|see|read|meet)ing\b  # denied taking it
    | the\ {CLAIM_NOUN}\ that\b                                          # denied the report that
    )""",
    re.I | re.X,
)
_POINTER = re.compile(
    r"""\s*(?:it|this|that|them|these|those|both|either|so                              # denied both
    | (?:the|this|that|these|those|such|his|her|their|its|\w+['’]s)(?:\ [\w'’-]+){1,2}  # denied the latest charge
    )(?=\s*(?:[.,;:!?—–]|$|\b(?:and|but|as|while|when|in|on)\b))""",
    re.I | re.X,
)
# "denied bail": what is refused, not what is said to be untrue
_REFUSED = re.compile(
    r"""(?:(?:him|her|them|it|me|us)\ |(?:a|an|the|any|all|his|her|their|its|further)\ )*  # denied him any ...
      (?:\w+\ )?(?:bail|entry|access|permission|visas?|asylum|parole|requests?|appeals?    # ... access
        |motions?|petitions?|applications?|licen[cs]es?|permits?|admission|treatment       # ... treatment
        |benefits?|custody|coverage|tenure|promotion|reprieve|clemency|passage)\b          # ... safe passage
    """,
    re.I | re.X,
)


def with_denials(text: str, found: Sequence[Found]) -> list[Found]:
    """``found`` with what is denied where it was left out, without refusals ("denied bail"), and then the relations of
    denials whose verb stands in none of them."""
    spans = sentences(text)
    starts = [start for start, _ in spans]
    whole = ((one, _completed(text, one.relation, spans, starts)) for one in found)
    kept = [replace(one, relation=relation) for one, relation in whole if relation is not None]
    if not _DENY.search(text):
        return kept
    taken = Touched(one.relation for one in found)
    for start, end in spans:
        if all(match.span() in taken for match in _DENY.finditer(text, start, end)):
            continue
        words = Words.of(text, start, end)
        reach = start  # a denial inside what is denied is not one of the outermost
        for clause in clauses(words, 0, len(words)):
            relation = _relation(words, clause) if clause.reading.lemma == "deny" else None
            at = relation.cue[0][0] if relation is not None else 0
            if relation is not None and at >= reach and (at, at + 1) not in taken:
                reach = relation.content[0][1]
                kept.append(Found(relation, _BY_RULE, tuple(float(one is Stance.DENIES) for one in Stance)))
    return kept


def _completed(text: str, relation: Relation, spans: Sequence[Span], starts: Sequence[int]) -> Relation | None:
    """A denial or refusal with its object as content; None where it is no denial: "denied bail". Other relations come
    back as they are."""
    if not relation.cue:
        return relation
    relation = _apart(text, relation)
    denies = _DENY.fullmatch(text[slice(*relation.cue[-1])].split()[-1])
    if relation.content:
        refused = denies and len(relation.content) == 1 and _REFUSED.match(text, *relation.content[0])
        return None if refused else relation
    after = relation.cue[-1][1]
    at = bisect_right(starts, relation.cue[-1][0]) - 1
    end = max(after, min(spans[at][1], after + LONGEST_OBJECT)) if at >= 0 else after
    own = _OWN_OBJECT.match(text, after, end)
    if own is None and (not denies or _POINTER.match(text, after, end)):
        return relation
    content = _object(Words.of(text, after, end), 0)
    return relation if content is None else Relation(relation.source, relation.cue, (content,))


def _apart(text: str, relation: Relation) -> Relation:
    """A denial without content whose cue holds what is denied ("denied wrongdoing") with that as its content."""
    start, end = relation.cue[-1]
    verb = None if relation.content else _DENY.search(text, start, end)
    if verb is None or _POINTER.match(text, verb.end(), end) or not text[verb.end() : end].strip():
        return relation
    denied = verb.end() + len(text[verb.end() : end]) - len(text[verb.end() : end].lstrip())
    return Relation(relation.source, (*relation.cue[:-1], (start, verb.end())), ((denied, end),))


def _object(words: Words, start: int) -> Span | None:
    """What is denied, from a word on to the end of its clause; None where nothing is, or where it is a refusal."""
    low = words.low
    end = start
    most = min(len(words), start + LONGEST_OBJECT // 5)
    while end < most and not (low[end] in STOP or (end > start and low[end] in _NEXT_CLAUSE)):
        end += 1
    if end == start or low[start] in AUXILIARIES or not words.raw[start][0].isalpha():
        return None
    return None if _REFUSED.match(" ".join(low[start:end])) else words.span(start, end)


def _relation(words: Words, clause: Clause) -> Relation | None:
    """The relation of a clause, None where nobody denies or nothing is denied."""
    if clause.subject is None or clause.negated or clause.passive or clause.inverted:
        return None
    subject: tuple[int, int] | None = clause.subject
    if words.low[clause.subject[0]] in _RELATIVE:
        before = clause.subject[0]
        subject = noun_phrase_before(words, before - (before > 0 and words.low[before - 1] == ","), 0)
    content = _object(words, clause.cue[1])
    if subject is None or content is None:
        return None
    return Relation((words.span(*subject),), (words.span(*clause.cue),), (content,))
