"""A quotation that runs on: sentences that one speaker says under one cue, which are claims of their own, as one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from index.attribution.quotes import OPENER
from index.schema import Evidence, Reference, Span, Spans, StoredClaim
from index.store.chunks import question_span, sentence_span

MOST = 700
"""Code points of a quotation that is shown together."""


BETWEEN = 200
"""Code points between two sentences of a quotation that are shown with them."""
_MARK = re.compile("[“”\"„«»\n]|''|``")


def one_run(a: StoredClaim, b: StoredClaim) -> bool:
    """True for two sentences of one quotation: one article, one printed source and cue, one speaker and stance."""
    one, other = a.claim, b.claim
    return (
        a.article.id == b.article.id
        and bool(one.cue)
        and (one.source, one.cue, one.speaker, one.stance) == (other.source, other.cue, other.speaker, other.stance)
        and is_quoted(a)
        and is_quoted(b)
    )


def goes_on(one: StoredClaim, other: StoredClaim) -> bool:
    """True where the speaker of ``one`` goes on with ``other``: behind it, in its sentence or the next."""
    a, b = one.claim, other.claim
    if one.article.id != other.article.id or a.own_voice or b.own_voice or not a.content or not b.content:
        return False
    if a.speaker != b.speaker or one.speaker_id != other.speaker_id or b.content[0][0] < a.content[-1][1]:
        return False
    text = one.article.text
    if question_span(text, b) is not None:
        return False  # what he was asked stands between
    end, start = sentence_span(text, a)[1], sentence_span(text, b)[0]
    return not text[end:start].strip()


def run_of(lead: StoredClaim, others: Iterable[StoredClaim]) -> tuple[StoredClaim, ...]:
    """The other sentences of the quotation that ``lead`` belongs to, in text order, as far as they fit in ``MOST``."""
    found: list[StoredClaim] = []
    size = len(lead.quote)
    near = sorted((o for o in others if o.id != lead.id and one_run(lead, o)), key=lambda o: _distance(lead, o))
    for other in near:
        if size + len(other.quote) > MOST:
            break
        size += len(other.quote)
        found.append(other)
    return tuple(sorted(found, key=lambda o: o.claim.content[0]))


def whole(evidence: Evidence) -> StoredClaim:
    """The claim with the words of all sentences of its quotation."""
    if not evidence.run:
        return evidence.stored
    claim = evidence.stored.claim
    text = evidence.stored.article.text
    content = _joined(text, sorted({span for each in (evidence.stored, *evidence.run) for span in each.claim.content}))
    references = sorted({r for each in (evidence.stored, *evidence.run) for r in each.claim.references}, key=_place)
    return replace(
        evidence.stored,
        claim=replace(claim, content=content, references=tuple(references)),
        quote=" … ".join(text[a:b] for a, b in content),
    )


def _joined(text: str, spans: list[Span]) -> Spans:
    """Spans that only blanks part are one, and those between which the same quotation goes on for a sentence or two:
    what follows leans on it."""
    made: list[Span] = []
    for start, end in spans:
        gap = text[made[-1][1] : start] if made else ""
        if made and (not gap.strip() or _goes_on(text, made[-1][1], start)):
            made[-1] = (made[-1][0], end)
        else:
            made.append((start, end))
    return tuple(made)


def _goes_on(text: str, end: int, start: int) -> bool:
    """True where no quotation ends or begins between two of its sentences."""
    return start - end <= BETWEEN and not _MARK.search(text, end - 2, start + 2)


def _place(reference: Reference) -> tuple[int, int]:
    return (reference.start, reference.end)


def is_quoted(stored: StoredClaim) -> bool:
    content = stored.claim.content
    text = stored.article.text
    return bool(content) and (bool(OPENER.match(text, content[0][0])) or _inside(text, content[0][0]))


def _inside(text: str, at: int) -> bool:
    """True where a sentence goes on inside a quotation: more marks open than close before it in its paragraph."""
    low = max(text.rfind("\n", 0, at) + 1, at - 2_000)
    before = text[low:at]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _distance(a: StoredClaim, b: StoredClaim) -> int:
    return abs(a.claim.content[0][0] - b.claim.content[0][0])
