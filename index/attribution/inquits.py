"""Whose a quotation is where several speak in turn: its inquit is the one it leans on.

The tagger reads each cue for itself and lets a speaker's words run on over the next one's: “A?” asked X. “B,” said Y.
A quotation belongs to the inquit in its own sentence ("“B,” said Y", "Y said: “B”"), before it runs on from another.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from index.attribution.clauses import clauses
from index.attribution.extraction.extractor import Found
from index.attribution.lexicon.tokens import Words
from index.attribution.quotes import QUOTE_MARKS
from index.schema import Relation, Span, Spans, Stance

LONGEST_GAP = 80  # characters between an inquit and the words it leads to: "told the crew on Friday:"
_BY_RULE = 0.8  # how sure a relation is that the rules find
_AFTER = re.compile(r"[\s,—–-]*")
_CLOSED = re.compile(r"(?<!\.)\.[\"”’']+\Z")  # a full stop inside the marks ends the sentence: what follows is another
_BEFORE = re.compile(r"[^.!?;\n\"“”]*(?:[,:—–]\s*|\bthat\s+|\s+)")
_JOINT = re.compile(r",\s+(?:and|while|but|as)\s+")
_SPOKEN = frozenset(
    """
    say reply answer ask add retort respond shout yell cry exclaim counter tell insist write tweet mutter whisper
    continue explain argue warn announce declare
    """.split()
)
_OWN, _RUNS_ON, _FAR = 2, 1, 0  # a quotation leans on an inquit, runs on after it, or stands elsewhere


def told_apart(text: str, found: Sequence[Found]) -> list[Found]:
    """``found`` with each quotation left to the nearest inquit; relations that lose all their words go, and speakers
    whose inquit no relation holds get one."""
    own: dict[int, int] = {}
    for start, end in (source for one in found for source in one.relation.source):
        own[start] = min(end, own.get(start, end))
    found = [replace(one, relation=_without_other(text, one.relation, own)) for one in found]
    holders: dict[Span, list[int]] = defaultdict(list)
    for number, one in enumerate(found):
        for piece in _quoted(text, one.relation):
            holders[piece].append(number)
    lost: dict[int, set[Span]] = defaultdict(set)
    new: list[Found] = []
    for piece, numbers in holders.items():
        leans = {k: _leans(text, found[k].relation, piece) for k in numbers}
        best = max(leans.values())
        near = max(_nearest(found[k].relation, piece) for k in numbers if leans[k] == best)
        for k in numbers:
            farther = leans[k] == best == _RUNS_ON and _nearest(found[k].relation, piece) < near
            lost[k] |= {piece} if leans[k] < best or farther else set()
        several = [k for k in numbers if len(found[k].relation.content) > 1]
        if best < _OWN and several and (other := _inquit(text, found[several[0]].relation, piece)) is not None:
            new.append(Found(other, _BY_RULE, tuple(float(one is Stance.ASSERTS) for one in Stance)))
            for k in numbers:
                lost[k].add(piece)
    kept = [_left(one, lost[k]) if k in lost else one for k, one in enumerate(found)]
    return [one for one in kept if one is not None] + new


def _quoted(text: str, relation: Relation) -> Spans:
    return tuple(piece for piece in relation.content if text[piece[0]] in QUOTE_MARKS)


def _left(one: Found, lost: set[Span]) -> Found | None:
    """A relation without the pieces that are another's; None where nothing is left of what it had."""
    content = tuple(piece for piece in one.relation.content if piece not in lost)
    if one.relation.content and not content:
        return None
    return replace(one, relation=replace(one.relation, content=content))


def _without_other(text: str, relation: Relation, own: Mapping[int, int]) -> Relation:
    """ "Ivo Stahl, and | Ruth Adeyemi": a source without the speaker before it who has an inquit of his own; ``own``
    are the begins and the least ends of sources."""
    if len(relation.source) != 1:
        return relation
    start, end = relation.source[0]
    first = own.get(start, end)
    joint = _JOINT.match(text, first, end) if first < end else None
    if joint is not None and relation.cue and relation.cue[0][0] >= end:
        return replace(relation, source=((joint.end(), end),))
    return relation


def _leans(text: str, relation: Relation, piece: Span) -> int:
    anchors = (*relation.source, *relation.cue)
    after = min((a for a, _ in anchors if a >= piece[1]), default=None)
    before = _nearest(relation, piece)
    if after is not None and _AFTER.fullmatch(text, piece[1], after) and not _CLOSED.search(text, *piece):
        return _OWN
    if before < 0:
        return _FAR
    if piece[0] - before < LONGEST_GAP and _BEFORE.fullmatch(text, before, piece[0]):
        return _OWN if _leading(text, before, piece) is None else _FAR
    return _RUNS_ON


def _nearest(relation: Relation, piece: Span) -> int:
    """Where the last inquit of a relation before a quotation ends; -1 where none is before it."""
    return max((b for _, b in (*relation.source, *relation.cue) if b <= piece[0]), default=-1)


def _inquit(text: str, relation: Relation, piece: Span) -> Relation | None:
    """The relation of a clause of saying right before or after ``piece`` whose subject is another than that of
    ``relation``; None where there is none."""
    anchor = max((b for _, b in (*relation.source, *relation.cue) if b <= piece[0]), default=None)
    near = anchor is not None and piece[0] - anchor < 2 * LONGEST_GAP
    return (_leading(text, anchor, piece) if anchor is not None and near else None) or following_inquit(text, piece)


def _leading(text: str, start: int, piece: Span) -> Relation | None:
    """The inquit between ``start`` and the quotation: "while | Mina Falk said: | “...”"."""
    words = Words.of(text, start, piece[0])
    for clause in reversed(clauses(words, 0, len(words))):
        if clause.subject is None or clause.passive or clause.negated or clause.reading.lemma not in _SPOKEN:
            continue
        if _BEFORE.fullmatch(text, words.ends[clause.cue[1] - 1], piece[0]):
            return Relation((words.span(*clause.subject),), (words.span(*clause.cue),), (piece,))
    return None


def following_inquit(text: str, piece: Span, end: int | None = None) -> Relation | None:
    """The inquit right after the quotation at ``piece``, up to ``end``: "“...,” | countered Mina Falk"."""
    if _CLOSED.search(text, *piece):
        return None
    words = Words.of(text, piece[1] - 1, min(len(text) if end is None else end, piece[1] + LONGEST_GAP))
    for clause in clauses(words, 0, len(words))[:1]:
        if clause.subject is None or clause.reading.lemma not in _SPOKEN:
            continue
        first = min(clause.cue[0], clause.subject[0])
        if first and _AFTER.fullmatch(text, piece[1], words.starts[first]):
            return Relation((words.span(*clause.subject),), (words.span(*clause.cue),), (piece,))
    return None
