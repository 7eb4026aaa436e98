"""The retrieval text of a claim: what is embedded and what is indexed word by word.

A chunk is one claim, in three lines: who says it (speaker, relays, cue), what is said, and what stands around it
(the rest of its sentence, and the title). The lexical index keeps the lines apart to weigh them; the embedding sees
them as one short text, because a question names a speaker and a content in one breath.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

from index.schema import Article, Claim, Span, Spans
from index.text.view import shown, view

GAP = " … "
"""Joins the parts of a content that stands in several places."""

_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\s+|\n+")
_LONGEST_CONTEXT = 1000
_FAR = 300  # code points and a paragraph between a source and what it says: it stands above
_LONGEST_LABEL, _LONGEST_QUESTION = 60, 400
_ASKER = re.compile(r"[*_]{0,2}(?:Q|Question)[:.][*_]{0,2}\s+")
# What asks: a question, what is set off or labelled, what is spoken to somebody
_ASKS = re.compile(r"\?[\"'”’)*_]*\Z|\A(?:[*#_]|[^\W\d_][\w.’' -]{0,40}[:.] )|\b(?:you|your)\b", re.I)
_QUOTED = "\"“‘'«„"


def quote(text: str, spans: Spans) -> str:
    """The words at ``spans``, the parts joined by " … ", exactly as the article has them."""
    return GAP.join(text[start:end] for start, end in spans)


def context_span(text: str, claim: Claim) -> Span:
    """The stretch that holds source, cue and content: whole paragraphs, or whole sentences where these are long. Of
    an answer with the question, of which a source that stands above a conversation is no part."""
    spans = _printed(text, claim)
    if not spans:
        return (0, 0)
    first, last = min(s for s, _ in spans), max(e for _, e in spans)
    breaks = _paragraph_ends(text)
    before, after = bisect_left(breaks, first), bisect_left(breaks, max(first, last - 1))
    start = breaks[before - 1] + 1 if before else 0
    end = max(breaks[after], last) if after < len(breaks) else len(text)
    if end - start > _LONGEST_CONTEXT:
        start = max(start, _word_at(text, first - _LONGEST_CONTEXT, first))
        start = max([start, *(m.end() for m in _SENTENCE_END.finditer(text, start, first))])
        end = min(end, last + _LONGEST_CONTEXT)
        if found := _SENTENCE_END.search(text, max(last - 2, first), end):
            end = max(found.end(), last)
    asked = question_span(text, claim)
    return (min(start, asked[0]) if asked is not None else start, end)


def _printed(text: str, claim: Claim) -> Spans:
    said = (*claim.cue, *claim.content)
    low = min((start for start, _ in said), default=0)
    far = 0 if _is_turn(text, claim) else _FAR
    near = (s for s in claim.source if not said or low - s[1] <= far or "\n" not in text[s[1] : low])
    return (*near, *said)


def _is_turn(text: str, claim: Claim) -> bool:
    """Does no word lead to what is said, but a label or the form of a conversation?"""
    return not any(text[at].isalnum() for a, b in claim.cue for at in range(a, b))


def _word_at(text: str, at: int, end: int) -> int:
    """The first beginning of a word at or after ``at``, before ``end``."""
    blank = text.find(" ", max(0, at), end)
    return blank + 1 if blank >= 0 else max(0, at)


@lru_cache(maxsize=64)  # a question reads claims of a dozen articles, and the next one some of these again
def _paragraph_ends(text: str) -> list[int]:
    """Where the line ends stand that are no layout's: asked for each claim of a text, so found once."""
    found = view(text)
    return [found.stored(mark.span())[0] for mark in re.finditer("\n", found.text)]


def chunk_text(article: Article, claim: Claim) -> str:
    """Who, what and the surroundings of a claim, one line each (a line may be empty)."""
    text = article.text
    who = [claim.speaker or "", *(link for link in claim.chain if link != claim.speaker)]
    who.append(quote(text, claim.cue))
    start, end = sentence_span(text, claim)
    used = sorted((*claim.content, *claim.cue))
    around, at = [], start
    for a, b in used:
        around.append(text[at : max(at, a)])
        at = max(at, b)
    around.append(text[at:end])
    asked = question_span(text, claim)
    around = [text[slice(*asked)], *around] if asked is not None else around
    lines = (who, [text[a:b] for a, b in claim.content], [*around, article.title or ""])
    return "\n".join(shown(" ".join(parts)) for parts in lines)


def question_span(text: str, claim: Claim) -> Span | None:
    """The paragraph before an answer in a conversation, without which nobody knows what it is about; None where the
    claim is none, or does not begin its paragraph."""
    if not (claim.chain and claim.source and claim.content and _is_turn(text, claim)):
        return None
    start = claim.content[0][0]
    breaks = _paragraph_ends(text)
    at = bisect_left(breaks, start)
    begin = breaks[at - 1] if at else 0
    if not at or len(text[begin:start].strip()) > _LONGEST_LABEL or text[start] in _QUOTED:
        return None
    while at:
        low, high = breaks[at - 2] if at > 1 else 0, breaks[at - 1]
        if text[low:high].strip():
            return _asked(text, low, high)
        at -= 1
    return None


def _asked(text: str, low: int, high: int) -> Span | None:
    """What the paragraph asks, without "Q:"; None where it asks nothing."""
    words = text[low:high].strip()
    start = text.index(words, low)
    letter = _ASKER.match(words)
    asks = len(words) <= _LONGEST_QUESTION and (letter is not None or _ASKS.search(words) is not None)
    return (start + (letter.end() if letter else 0), start + len(words)) if asks else None


def embedded_text(chunk: str) -> str:
    """The chunk as the embedding model reads it: who says what; the surroundings after it."""
    who, what, around = chunk.split("\n", 2)
    return f"{who}: {what} ({around})" if who else f"{what} ({around})"


def sentence_span(text: str, claim: Claim) -> Span:
    """The sentence or sentences that hold the claim, within its context."""
    start, end = context_span(text, claim)
    spans = _printed(text, claim)
    if not spans:
        return (start, end)
    first, last = min(s for s, _ in spans), max(e for _, e in spans)
    start = max([start, *(m.end() for m in _SENTENCE_END.finditer(text, start, first))])
    found = _SENTENCE_END.search(text, max(last - 2, first), end)
    return (start, max(found.end(), last) if found else end)
