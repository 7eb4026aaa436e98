"""One report inside another: takes a stretch apart into who speaks in it, by what cue, and what is then said.

"the surgeon had ordered six weeks of rest" -> the surgeon | had ordered | six weeks of rest. Works on a token list that
may leap over holes (a cue in the middle of what it reports), so that split contents are read as one clause.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from index.attribution.clauses import STOP, Clause, clauses, noun_phrase_after
from index.attribution.coreference.anonymity import head_of
from index.attribution.lexicon.nouns import BODIES, DOCUMENTS, NESTED, PEOPLE, ROLE_WORDS, SPEAKERS
from index.attribution.lexicon.tokens import DAYS, DETERMINERS, Words, is_adverb, is_capitalised
from index.attribution.lexicon.verbs import VERBS
from index.attribution.quotes import quotes
from index.schema import Span, Spans, Stance

CITING = frozenset("citing quoting cites quotes cited quoted".split())
SAYING_AS = frozenset(
    "saying telling recalling writing insisting claiming warning admitting declaring stating remembering".split()
)
RECALLING = SAYING_AS | frozenset(
    """
    adding conceding confessing boasting promising vowing threatening objecting complaining asking demanding urging
    ordering predicting arguing denying alleging describing
    """.split()
)
# In a cue they tell of a saying to come: "will announce"
TO_COME = frozenset("will would shall should can could may might must 'll".split())
WEAK = frozenset("find show hope expect plan intend regard agree doubt believe think suspect rule propose put".split())
LONGEST = 160  # tokens of a content that are looked at


@dataclass(frozen=True)
class Inner:
    """A report found inside another: spans of its source, its cue, its content."""

    source: Span
    cue: Spans
    content: Spans


class Tokens:
    """The tokens of several spans in a row; ``breaks`` are the indices where a new span begins."""

    def __init__(self, text: str, spans: Spans) -> None:
        starts: list[int] = []
        ends: list[int] = []
        self.breaks: set[int] = set()
        for a, b in spans:
            part = Words.of(text, a, b)
            first, last = 0, len(part)
            while starts and first < last and part.low[first] in (",", ";", "–", "—"):
                first += 1
            if starts and last > first:
                while starts and text[starts[-1]] in ",;–—":
                    starts.pop()
                    ends.pop()
                self.breaks.add(len(starts))
            starts.extend(part.starts[first:last])
            ends.extend(part.ends[first:last])
        self.words = Words(text, tuple(starts[:LONGEST]), tuple(ends[:LONGEST]))
        self.last = spans[-1][1] if spans else 0
        self.cut = len(starts) > LONGEST
        self.marks = [q for a, b in spans for q in quotes(text, a, b)]

    def quoted(self, i: int) -> bool:
        at = self.words.starts[i]
        return any(a <= at < b for a, b in self.marks)

    def pieces(self, first: int, last: int) -> Spans:
        """The spans of the tokens first..last-1, cut where they leap, without separators at their edges."""
        edges = [first, *sorted(k for k in self.breaks if first < k < last), last]
        out: list[Span] = []
        for a, b in pairwise(edges):
            while a < b and self.words.low[a] in (",", ";", ":", "-", "–", "—"):
                a += 1
            while b > a and self.words.low[b - 1] in (",", ";", ":", "-", "–", "—", "."):
                b -= 1
            if b > a:
                end = self.last if self.cut and b == len(self.words) else self.words.ends[b - 1]
                out.append((self.words.starts[a], end))
        return tuple(out)


_CHARGING = frozenset("accused accuses accusing accuse blamed blames blaming blame".split())


def peel(text: str, spans: Spans, after: str, trailing: bool = True) -> Inner | None:
    """The outermost report inside ``spans``, or None where nobody is quoted there in turn.

    ``after`` is the cue of the surrounding report in lower case: after "citing" or "quotes" a bare noun phrase names
    the next source. ``trailing`` allows "C, B had promised".
    """
    tokens = Tokens(text, spans)
    if not len(tokens.words) >= 3:
        return None
    begin = _skip(tokens.words)
    last_word = after.split()[-1] if after.split() else ""
    if last_word in _CHARGING:  # "A accused B of having promised C" is A's word, not B's
        return None
    if last_word in CITING | {"from", "has", "recalled", "recalls", "remembered", "remembers", "record", "records"}:
        found = _cited(tokens, begin)
        if found is not None:
            return found
    found = _leading(tokens, begin) or _fronted(tokens, begin)
    return found or (_trailing(tokens, begin) if trailing else None)


def _skip(words: Words) -> int:
    """Past commas, times and "that" before the first clause."""
    low = words.low
    at = 0
    while at < len(words):
        if low[at] in (",", "that", ":", "—", "–", "and", "-"):
            at += 1
        elif low[at] in ("on", "in", "last", "this", "earlier", "late", "early") and any(
            w in DAYS or w.isdigit() for w in low[at + 1 : at + 3]
        ):
            at += 2
            while at < len(words) and low[at] in DAYS:
                at += 1
        elif low[at] in DAYS or (is_adverb(low[at]) and low[at] not in ("all", "both", "just", "only")):
            at += 1
        else:
            break
    return at


def _cited(tokens: Tokens, begin: int) -> Inner | None:
    """After "citing": "NP, said that C", "NP as saying that C", "NP recalling that C", "NP: C"."""
    words = tokens.words
    low = words.low
    reach = range(begin + 1, min(len(words), begin + 40))
    for k in reach:
        if low[k] == "as" and k + 1 < len(words) and low[k + 1] in RECALLING:
            return _make(tokens, (begin, k), (k, k + 2), _that(words, k + 2))
        if low[k] in RECALLING and low[k - 1] not in STOP and k + 1 < len(words):
            return _make(tokens, (begin, k), (k, k + 1), _that(words, k + 1))
        if low[k] in (".", ";"):
            break
    for k in reach:
        if low[k] not in (",", "—", "–"):
            continue
        at = k + 1
        while at < len(words) and is_adverb(low[at]):
            at += 1
        if at < len(words) and any(r.kind in ("past", "s") for r in VERBS.get(low[at], ())):
            return _make(tokens, (begin, k), (at, at + 1), _past_times(words, at + 1))
        if at < len(words) and (low[at] in DAYS or low[at] in ("on", "last", "that")):
            return _make(tokens, (begin, k), (begin, begin), _past_times(words, at))
        if low[at : at + 1] and low[at] not in ("who", "which", "whose", "the", "a", "an"):
            return None
    return None


def _past_times(words: Words, at: int) -> int:
    """Past "on Tuesday that"."""
    while at < len(words) and (words.low[at] in DAYS or words.low[at] in ("on", "last", "this", "that")):
        at += 1
    return at


def _that(words: Words, at: int) -> int:
    return at + 1 if at < len(words) and words.low[at] == "that" else at


def _make(tokens: Tokens, source: tuple[int, int], cue: tuple[int, int], rest: int) -> Inner | None:
    words = tokens.words
    if source[1] <= source[0] or rest >= len(words):
        return None
    content = tokens.pieces(rest, len(words))
    if not content:
        return None
    return Inner(words.span(*source), (words.span(*cue),) if cue[1] > cue[0] else (), content)


def can_speak(text: str, span: Span) -> bool:
    """True where the noun phrase at ``span`` can speak: not "ill health", not "a shortage of drivers"."""
    words = Words.of(text, *span)
    end = next((k for k, w in enumerate(words.low) if k and w == ","), len(words))
    return bool(end) and _speaks(words, (0, end))


def _speaks(words: Words, subject: tuple[int, int]) -> bool:
    """True where a noun phrase can speak: a name, a person, a body, a document; not a deed or a thing."""
    low = [w[:-2] if w.endswith("'s") else w for w in words.low[subject[0] : subject[1]] if w not in STOP]
    raw = words.raw[subject[0] : subject[1]]
    if not low:
        return False
    if len(low) == 1 and low[0] in ("he", "she"):
        return True
    while len(low) > 1 and low[0] in DETERMINERS:
        low = low[1:]
    head = head_of(low)
    if head in PEOPLE or head in ROLE_WORDS or head in BODIES or head in DOCUMENTS or head in SPEAKERS:
        return True
    if head.endswith(("ers", "ors", "ists", "men", "women", "ants", "ees", "ians")) and len(head) > 5:
        return True
    if (
        head.endswith(("er", "or", "ist", "man", "woman", "ant"))
        and len(head) > 5
        and words.low[subject[0]] in DETERMINERS
    ):
        return True
    return any(is_capitalised(w) for w in raw[1:]) or (
        is_capitalised(raw[0]) and words.low[subject[0]] not in DETERMINERS
    )


def _leading(tokens: Tokens, begin: int) -> Inner | None:
    """ "the surgeon had ordered C": a reporting clause that begins where the stretch begins."""
    words = tokens.words
    for clause in clauses(words, begin, len(words), tokens.quoted)[:2]:
        if (
            clause.subject is None
            or clause.inverted
            or clause.passive
            or (clause.negated and clause.reading.stance is Stance.ASSERTS)
        ):
            continue
        if clause.subject[0] != begin or clause.content[1] <= clause.content[0] or _owned_noun(words, clause):
            continue
        lemma = clause.reading.lemma
        if set(words.low[slice(*clause.cue)]) & TO_COME:
            continue
        reported = words.low[clause.cue[0]] in ("had", "has", "have") and lemma not in WEAK
        split = clause.subject[1] in tokens.breaks or clause.cue[0] in tokens.breaks
        if lemma not in NESTED or not (reported or split or _speaks(words, clause.subject)):
            continue
        if lemma == "put" and "at" not in words.low[clause.cue[1] : clause.cue[1] + 12]:
            continue
        content = tokens.pieces(clause.content[0], len(words))
        if content:
            return Inner(words.span(*clause.subject), (words.span(*clause.cue),), content)
    return None


def _owned_noun(words: Words, clause: Clause) -> bool:
    """Is the verb a noun that somebody owns and a participle describes: "the bank's tweets | accusing her of theft"?"""
    verb = clause.cue[0]
    after = words.low[verb + 1] if verb + 1 < len(words) else ""
    owned = any(word.endswith(("'s", "s'")) for word in words.low[slice(*(clause.subject or (0, 0)))])
    return owned and any(r.kind == "ing" for r in VERBS.get(after, ()))


def _fronted(tokens: Tokens, begin: int) -> Inner | None:
    """ "according to a postdoc, C"."""
    words = tokens.words
    low = words.low
    if low[begin : begin + 2] != ("according", "to"):
        return None
    source = noun_phrase_after(words, begin + 2, len(words))
    comma = next((k for k in range(begin + 3, len(words)) if low[k] == ","), None)
    if source is None or comma is None:
        return None
    return _make(tokens, (begin + 2, comma), (begin, begin + 2), comma + 1)


def _trailing(tokens: Tokens, begin: int) -> Inner | None:
    """ "C, General Idris had promised", "C, according to X", "C, quoting X"."""
    words = tokens.words
    low = words.low
    n = len(words)
    while n and low[n - 1] in (".", ","):
        n -= 1
    for k in range(n - 2, max(begin + 2, n - 12), -1):
        if low[k] == "as" and low[k + 1] in RECALLING:  # "C, A quoted B as saying"
            start = max([b for b in tokens.breaks if b <= k] + [begin])
            start = max([start, *(m + 1 for m in range(start, k) if low[m] == ",")])
            return _tail(tokens, begin, start, (start, k), (k, k + 2)) if start > begin else None
    for k in range(n - 2, max(begin + 2, n - 30), -1):
        if low[k] not in (",",) and k not in tokens.breaks:
            continue
        at = k + 1 if low[k] == "," else k
        if tokens.quoted(min(at, n - 1)):
            return None
        if low[at : at + 2] == ("according", "to") and at + 2 < n:
            return _tail(tokens, begin, k, (at + 2, n), (at, at + 2))
        if low[at] in ("citing", "quoting") and at + 1 < n:
            return _tail(tokens, begin, k, (at + 1, n), (at, at + 1))
        if low[at] in DETERMINERS or is_capitalised(words.raw[at]) or low[at] in ("he", "she", "they"):
            for clause in clauses(words, at, n, tokens.quoted)[:1]:
                if clause.subject is None or clause.subject[0] != at or clause.inverted or clause.passive:
                    continue
                short = clause.content[1] <= clause.content[0] or clause.cue[1] >= n - 2 or clause.content[0] >= n - 1
                if short and clause.reading.lemma in NESTED and _speaks(words, clause.subject):
                    return _tail(tokens, begin, k, clause.subject, clause.cue)
    return None


def _tail(tokens: Tokens, begin: int, end: int, source: tuple[int, int], cue: tuple[int, int]) -> Inner | None:
    content = tokens.pieces(begin, end)
    if not content or end - begin < 3:
        return None
    return Inner(tokens.words.span(*source), (tokens.words.span(*cue),), content)


PRONOUN = re.compile(r"(?:he|she|it|they|I|we|you|who|which|that|one)", re.I)


def is_pronoun(text: str, span: Span) -> bool:
    """True where the source of an inner report is a pronoun: it may mean the outer source itself."""
    return bool(PRONOUN.fullmatch(text[span[0] : span[1]]))
