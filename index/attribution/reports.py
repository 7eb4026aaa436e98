"""Reports inside reports: what the content of a relation says in turn that somebody else said.

The tagger reads an article's outermost attributions. Each content that could hold another is read once more, as a text
of its own, and so on inwards; only a report that makes up the content counts, not one that is mentioned in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from index.attribution.extraction.extractor import Found
from index.attribution.lexicon.nouns import NESTED
from index.attribution.lexicon.tokens import NEGATIONS, Words
from index.attribution.lexicon.verbs import VERBS
from index.attribution.nested_reports import CITING, TO_COME, can_speak
from index.attribution.quotes import QUOTE_MARKS
from index.attribution.stance import cue_verb, stance
from index.attribution.voice import is_told
from index.schema import Relation, Span, Stance

SHORTEST = 4  # blanks: fewer words hold no report
DEEPEST = 3
LEAST = 0.7  # probability of being a claim: deeds inside a report belong to what is reported
_LEAD = 12  # characters before the report: "that", "on Friday"
_SHARE = 0.6  # of the content that the report makes up
_MOST = 4  # contents over one place that are read again: the news has no more, and reading stays linear in the text

_SAYING = NESTED | frozenset("call call-for describe tweet post".split())
_PART = re.compile(r"[^\W_]+")

ReadMany = Callable[[Sequence[str]], list[list[Found]]]
Reports = dict[Span, Found]


def reports_in(text: str, found: Sequence[Found], read: ReadMany) -> Reports:
    """The report that each content is, by the span of the content; spans are offsets into ``text``."""
    reports: Reports = {}
    asked = {span: one for one in found for span in _readable(text, one.relation)}
    for _ in range(DEEPEST):
        new = _thinned(sorted(asked.keys() - reports.keys()))
        inside: dict[Span, Found] = {}
        for span, each in zip(new, read([text[a:b] for a, b in new]) if new else [], strict=True):
            cited = _cites(text, asked[span].relation)
            least = 0.0 if cited else LEAST
            moved = (_with_content(_moved(one, span[0]), span) for one in each)
            report = next((one for one in moved if one.claim >= least and _is_whole(text, one, span, cited)), None)
            if report is not None:
                reports[span] = report
                inside.update((inner, report) for inner in _readable(text, report.relation))
        asked = inside
    return reports


def _thinned(spans: list[Span]) -> list[Span]:
    """Of spans in text order those over which no more than ``_MOST`` lie."""
    kept: list[Span] = []
    for span in spans:
        if len(kept) < _MOST or kept[-_MOST][1] <= span[0]:
            kept.append(span)
    return kept


def _cites(text: str, relation: Relation) -> bool:
    """After "citing" a source of its own is sure to follow, whatever the words between it and what it says."""
    return bool(relation.cue) and text[slice(*relation.cue[-1])].lower() in CITING


def _readable(text: str, relation: Relation) -> list[Span]:
    if len(relation.content) != 1:
        return []
    start, end = relation.content[0]
    if text[start] in QUOTE_MARKS or is_turn(text, relation) or text.count(" ", start, end) < SHORTEST:
        return []
    return [(start, end)] if _could_speak(text, start, end) else []


def _could_speak(text: str, start: int, end: int) -> bool:
    """False where no word could be the verb of a report that ``_speaks_out``: two thirds of what is said hold none, and
    the encoder need not read them once more. Words are looked at whole and in parts, for a cue may begin inside one."""
    low = Words.of(text, start, end).low
    parts = [part for word in low for part in _PART.findall(word)]
    words = {*low, *parts, *(f"{a}-{b}" for a, b in pairwise(low)), *(f"{a}-{b}" for a, b in pairwise(parts))}
    return any(_says(*reading) for word in words if (reading := cue_verb((word,))) is not None)


def is_turn(text: str, relation: Relation) -> bool:
    """True where the layout says that it is speech: "NAME: ..."."""
    return bool(relation.cue) and not any(map(str.isalnum, text[slice(*relation.cue[-1])]))


def _moved(one: Found, by: int) -> Found:
    spans = (
        tuple((a + by, b + by) for a, b in role)
        for role in (one.relation.source, one.relation.cue, one.relation.content)
    )
    return replace(one, relation=Relation(*spans))


def _with_content(one: Found, span: Span) -> Found:
    """A denial whose object the tagger left out ("had rejected | the clerk's story that ...") with what follows."""
    relation = one.relation
    if relation.content or not relation.cue or relation.cue[-1][1] + 1 >= span[1]:
        return one
    return replace(one, relation=Relation(relation.source, relation.cue, ((relation.cue[-1][1] + 1, span[1]),)))


def _is_whole(text: str, one: Found, content: Span, cited: bool) -> bool:
    """True where the report has a source, is likely a claim, and makes up the content. Who is reported to have kept
    silent, or not to have done something, said nothing there: that is the outer source's word."""
    relation = one.relation
    if not relation.source or not relation.content:
        return False
    if not can_speak(text, relation.source[0]) or is_told(text, relation) or not _speaks_out(text, one):
        return False
    taken = stance(text, relation.cue, relation.content, relation.source)
    if not _finite(text, relation.cue[0]) and not cited:
        return False
    negated = set(Words.of(text, relation.cue[0][0], relation.cue[-1][1]).low) & NEGATIONS
    if taken is Stance.WITHHOLDS or (negated and taken is not Stance.DENIES):
        return False
    spans = [s for role in (relation.source, relation.cue, relation.content) for s in role]
    start, end = min(a for a, _ in spans), max(b for _, b in spans)
    return start - content[0] <= _LEAD and end - start >= _SHARE * (content[1] - content[0])


_OF_A_NOUN = re.compile(r"(?:['’]s?|\b(?:the|an?|his|her|its|their))\s+\Z")


def _finite(text: str, cue: Span) -> bool:
    """False for a noun, and for a participle that only describes one: "the bank's promise to stay was broken", "her
    tweets accusing him of theft are lies"."""
    low = Words.of(text, *cue).low
    if low and any(r.kind == "ing" for r in VERBS.get(low[0], ())):
        return False
    return _OF_A_NOUN.search(text, max(0, cue[0] - 40), cue[0]) is None


def _speaks_out(text: str, one: Found) -> bool:
    """Does the inner source say something, and not plan, hope, feel or do it: what others know of somebody's mind is
    theirs to say. A saying to come ("will announce") is not yet one; after "citing" any words lead to what is said."""
    words = Words.of(text, one.relation.cue[0][0], one.relation.cue[-1][1])
    verb = cue_verb(words.low)
    if verb is None or set(words.low) & (TO_COME | {"to"}):
        return False
    return _says(*verb)


def _says(lemma: str, taken: Stance) -> bool:
    return lemma in _SAYING or taken is Stance.DENIES
