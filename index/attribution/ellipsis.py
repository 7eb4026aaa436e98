"""Verbs that are said once for several speakers: "some put it at 612, others at 614", "..., as did the shippers".

The second speaker stands between a comma or semicolon and the word that led into the first one's words (that, of, at).
"""

from __future__ import annotations

import re

from index.attribution.clauses import STOP
from index.attribution.lexicon.tokens import AUXILIARIES, CONJUNCTIONS, SUBJECT_PRONOUNS, Words
from index.attribution.lexicon.verbs import BARE, NOUNS, VERBS
from index.attribution.nested_reports import can_speak
from index.schema import Relation, Span

_LINKS = frozenset("that of at for on".split())
_JOINING = frozenset("and while but".split())
LONGEST_SPEAKER = 14  # tokens
_SAME = re.compile(r",?\s+(?:as|so) (?:did|do|does|has|have|would|will) (?=\w)")


def shared(text: str, relation: Relation, end: int) -> list[Relation]:
    """The relations that share the verb of ``relation`` and stand after it, up to ``end`` of its sentence; the first
    one is ``relation`` itself, without what it took of theirs."""
    if len(relation.source) != 1 or not relation.cue or len(relation.content) != 1:
        return [relation]
    same = _SAME.search(text, relation.cue[-1][1], end)
    verb = any(w in VERBS for w in Words.of(text, *relation.cue[-1]).low)
    if same is not None and verb and same.start() <= relation.content[0][1] + 1:
        return _alike(text, relation, same, end)
    return _gapped(text, relation, end)


def _alike(text: str, relation: Relation, same: re.Match[str], end: int) -> list[Relation]:
    """ "welcomed the truce, as did shippers": the same is said by another."""
    words = Words.of(text, same.end(), end)
    stop = next((k for k, w in enumerate(words.low) if (w in STOP and w not in ("-", ".")) or k + 1 == len(words)), 0)
    if not stop:
        return [relation]
    start, last = relation.content[0]
    content = ((start, min(last, same.start())),)
    other = words.span(0, stop)
    return [Relation(relation.source, relation.cue, content), Relation((other,), relation.cue, content)]


def _gapped(text: str, relation: Relation, end: int) -> list[Relation]:
    start, last = relation.content[0]
    link = _link(text, relation)
    if link is None:
        return [relation]
    words = Words.of(text, start, end)
    marks = [k for k, w in enumerate(words.low) if w in (",", ";")]
    found: list[tuple[Span, Span, int]] = []
    for number, mark in enumerate(marks):
        part = _part(words, mark, link, marks[number + 1] if number + 1 < len(marks) else len(words))
        if part is not None:
            found.append((*part, words.starts[mark]))
    if not found:
        return [relation]
    first = Relation(relation.source, relation.cue, ((start, min(last, found[0][2])),))
    return [first, *(Relation((who,), relation.cue, (what,)) for who, what, _ in found)]


def _link(text: str, relation: Relation) -> str | None:
    """The word that leads into the content, before it or inside it ("put | it at 612")."""
    gap = text[relation.cue[-1][1] : relation.content[0][0]].split()
    if len(gap) == 1 and gap[0] in _LINKS:
        return gap[0]
    last = text[slice(*relation.cue[-1])].split()[-1:]
    if not gap and last and any(r.lemma in BARE for r in VERBS.get(last[0].lower(), ())):
        return "that"  # "argued | the fire was set, the defence | that it was not"
    if not gap and last and last[0] in _LINKS:
        return last[0]
    inside = [w for w in Words.of(text, *relation.content[0]).low[:10] if w in ("at", "as")]
    put = re.search(r"\b(?:put|puts|estimate[sd]?|gave|gives?|set|sets)$", text[slice(*relation.cue[-1])])
    return inside[0] if put and inside else None


def _part(words: Words, mark: int, link: str, end: int) -> tuple[Span, Span] | None:
    """(speaker, what it says) of the stretch after the comma at token ``mark``."""
    at = mark + 1
    while at < end and words.low[at] in _JOINING:
        at += 1
    place = next((k for k in range(at + 1, min(end, at + LONGEST_SPEAKER)) if words.low[k] == link), None)
    if place is None or place + 1 >= end:
        return None
    speaker = words.low[at:place]
    if any(w in AUXILIARIES or w in CONJUNCTIONS or w in SUBJECT_PRONOUNS or w in STOP for w in speaker):
        return None
    if not can_speak(words.text, words.span(at, place)) or speaker[-1] in NOUNS:
        return None  # "a claim that"
    if any(r.kind in ("s", "past") for w in speaker for r in VERBS.get(w, ())):
        return None
    last = end - 1 if end == len(words) and words.low[end - 1] == "." else end
    verbs = (k for k in range(place + 1, last) if words.low[k] not in NOUNS)
    if link == "of" and any(r.kind in ("s", "past") for k in verbs for r in VERBS.get(words.low[k], ())):
        return None  # "the register of the hospital lists 22" is a clause of its own
    return words.span(at, place), words.span(place + 1, last)
