"""Clauses that report: a subject, a reporting verb with its auxiliaries, and where its complement begins.

A shallow reading of a token range without a parser. It serves, on the content of a claim, the
search for relays.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from index.attribution.lexicon.tokens import (
    ARTICLES,
    AUXILIARIES,
    CONJUNCTIONS,
    DAYS,
    DETERMINERS,
    NEGATIONS,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
    Words,
    is_adverb,
    is_capitalised,
)
from index.attribution.lexicon.verbs import BARE, INFINITIVE, NOUNS, OBJECT, VERBS, Reading

Range = tuple[int, int]
BE = frozenset(["is", "are", "was", "were", "be", "been", "being", "'s"])
HAVE = frozenset("has have had 've 'd hasn't haven't hadn't having".split())
DO_MODAL = AUXILIARIES - BE - HAVE
CONTROL = frozenset(
    """
    yet unable able failed fails continued continues seemed seems appeared appears used went goes on willing
    unwilling reluctant quick keen ready
    """.split()
)
STOP = frozenset(",;:.!?()[]—–-\"“”‘’'…") | {"...", "''", "``"}
NOUN_BEFORE_S = frozenset("of in at for from with on by to the a an this his her its their our some any no new".split())
NOT_CONTENT = frozenset("of about as by to in at on for from with".split())
LONGEST_NP = 14
# Verbs that name whom they address before what is said: "told the panel that".
ADDRESSED = frozenset(
    """
    tell assure inform remind notify warn ask urge advise order promise instruct direct beg invite implore command
    encourage press call-on forbid
    """.split()
)


@dataclass(frozen=True)
class Clause:
    """Token ranges of a reporting clause; ``content`` is empty where no complement follows."""

    subject: Range | None
    cue: Range
    content: Range
    reading: Reading
    inverted: bool = False
    passive: bool = False
    negated: bool = False


def verb_group(words: Words, i: int, lo: int) -> int:
    """Index where the verb group that ends in token ``i`` begins: auxiliaries, negations and adverbs before it."""
    low = words.low
    start = i
    while start > lo:
        before = low[start - 1]
        if before in AUXILIARIES or before in NEGATIONS - {"no", "nobody", "none"} or is_adverb(before):
            start -= 1
        elif before == "to" and start - 2 >= lo and low[start - 2] in CONTROL:
            start -= 2
        else:
            break
    while (
        start < i
        and low[start] not in AUXILIARIES
        and low[start] not in NEGATIONS
        and low[start] in ("then", "however")
    ):
        start += 1
    return start


def reading_at(words: Words, i: int, start: int) -> tuple[Reading, bool] | None:
    """(reading, passive) of the verb at ``i`` if its group makes it finite, else None."""
    low = words.low
    group = set(low[start:i])
    for reading in VERBS.get(low[i], ()):
        kind = reading.kind
        if kind in ("past", "pp"):
            if group & BE:
                if kind == "pp" or low[i].endswith("ed"):
                    return reading, True
                continue
            if group & DO_MODAL and not group & HAVE and kind != "base" and low[i] not in ("put", "read", "forecast"):
                continue
            return reading, False
        if kind == "ing" and group & BE:
            return reading, False
        if kind == "s" and not group & AUXILIARIES:
            return reading, False
        if kind == "base" and (group & DO_MODAL or "to" in group):
            return reading, False
        if kind == "base" and not group & AUXILIARIES and start > 0:
            before = low[start - 1]
            plural = before.endswith("s") and not before.endswith(("ss", "'s", "us")) and before not in ("this", "is")
            if before in ("i", "we", "you", "they", "who", "people", "police", "some", "many", "others"):
                plural = True
            if plural and (start < 2 or low[start - 2] not in ("to",)):
                return reading, False
    return None


def noun_phrase_before(words: Words, end: int, lo: int) -> Range | None:
    """The noun phrase that ends just before token ``end``, with "of ..." and comma-bounded additions after its head."""
    low = words.low
    if end <= lo:
        return None
    if low[end - 1] == ",":
        return _with_addition(words, end, lo)
    at = end - 1
    if low[at] in SUBJECT_PRONOUNS or low[at] in ("which", "this", "that"):
        return (at, end)
    if low[at] in STOP or low[at] in CONJUNCTIONS or low[at] in PREPOSITIONS or low[at] in AUXILIARIES:
        return None
    while at >= lo and end - at <= LONGEST_NP and not _ends_phrase(words, at, lo, end):
        determined = low[at] in DETERMINERS
        at -= 1
        if determined and not (at >= lo and low[at] in PREPOSITIONS | {"all", "both"} | DETERMINERS):
            break
    first = at + 1
    while first < end and (low[first] in PREPOSITIONS or low[first] in (",", "and", "but", "then", "-", "–")):
        first += 1
    if first >= end or all(low[k] in STOP for k in range(first, end)):
        return None
    return (first, end)


def _with_addition(words: Words, end: int, lo: int) -> Range | None:
    """ "X, who ..., | said": the phrase from X on; None where no comma opens the addition that ends before ``end``."""
    opening = end - 2
    while opening > lo and words.low[opening] != "," and end - opening < 40:
        if words.low[opening] in (".", ";", ":", '"', "”"):
            return None
        opening -= 1
    if opening <= lo or words.low[opening] != ",":
        return None
    inner = noun_phrase_before(words, opening, lo)
    return None if inner is None else (inner[0], end - 1)


# Prepositions that join their phrase to the noun before: "the clerk at the mill"
_JOINING = frozenset("of at for in from with on by to near behind inside within".split())


def _ends_phrase(words: Words, at: int, lo: int, end: int) -> bool:
    """True where the token at ``at`` stands before a noun phrase that reaches up to ``end``, and not in it."""
    low, raw = words.low, words.raw
    word = low[at]
    if word in STOP:
        initial = word == "." and at and is_capitalised(raw[at - 1]) and len(raw[at - 1]) <= 4
        return not (word == "-" or initial)
    within_name = word == "and" and at > lo and is_capitalised(raw[at - 1]) and is_capitalised(raw[at + 1])
    if not within_name and (word in AUXILIARIES or (word in CONJUNCTIONS and word not in PREPOSITIONS)):
        return True
    if word in DAYS:
        followed = at + 1 < end and is_capitalised(raw[at + 1])
        return (at + 1 >= end or is_capitalised(raw[at])) and not followed
    if word in PREPOSITIONS:
        before = low[at - 1] if at > lo else "."
        return before in STOP or before in CONJUNCTIONS or before in AUXILIARIES or word not in _JOINING
    return False


def noun_phrase_after(words: Words, start: int, hi: int) -> Range | None:
    """The noun phrase that begins at ``start`` (inverted order), with appositive and relative clause up to ``hi``."""
    low, raw = words.low, words.raw
    if start >= hi or low[start] in STOP:
        return None
    if not (
        low[start] in DETERMINERS
        or low[start] in SUBJECT_PRONOUNS
        or is_capitalised(raw[start])
        or low[start].isalpha()
    ):
        return None
    if low[start] in SUBJECT_PRONOUNS:
        return (start, start + 1)
    if low[start] in PREPOSITIONS or low[start] in CONJUNCTIONS or low[start] in AUXILIARIES or is_adverb(low[start]):
        return None
    at = start
    while at < hi:
        word = low[at]
        if word in (";", ":", "'", "’", '"', "“", "‘", "—", "!", "?") or (word == "." and at + 1 >= hi):
            break
        if word in CONJUNCTIONS and word not in ("and", "who", "which", "that", "whose") and low[at - 1] != ",":
            break
        if (
            word == ","
            and at + 1 < hi
            and low[at + 1] in ("and", "but", "adding", "as", "in", "on", "at", "while", "though")
        ):
            break
        if word in DAYS and low[at - 1] in ("on", "in", "last", "this", "the"):
            break
        at += 1
    end = at
    while end > start and (low[end - 1] in PREPOSITIONS or low[end - 1] in (",", ".", "last", "this")):
        end -= 1
    return (start, end) if end > start else None


def complement(words: Words, reading: Reading, at: int, hi: int, passive: bool) -> tuple[int, int] | None:
    """(end of cue, start of content) for the verb whose group ends before ``at``; None where none fits."""
    low, raw = words.low, words.raw
    lemma = reading.lemma
    start = at
    if lemma in ADDRESSED and at < hi:
        addressee = _addressee(words, at, hi)
        if addressee is not None:
            placed = _content_at(words, lemma, addressee, hi, passive)
            if (
                placed is not None
                and low[placed : placed + 1] == ("to",)
                and lemma not in ("tell", "promise", "assure", "inform")
            ):
                return at, at  # whom it is asked of belongs to what is asked
            if placed is not None and (lemma not in OBJECT or placed > addressee):
                return addressee, placed
            if lemma not in OBJECT:
                start = addressee
    addressed = {"me", "him", "her", "them", "us", "reporters"} | DETERMINERS
    if start + 1 < hi and low[start] == "to" and (is_capitalised(raw[start + 1]) or low[start + 1] in addressed):
        addressee = _addressee(words, start + 1, hi)
        if addressee is not None:
            start = addressee
    placed = _content_at(words, lemma, start, hi, passive)
    return None if placed is None else (start, placed)


def _content_at(words: Words, lemma: str, start: int, hi: int, passive: bool) -> int | None:
    """Where the content of a verb begins whose cue ends before ``start``; None where none fits."""
    low = words.low
    start = _skip_circumstances(words, start, hi)
    if start >= hi:
        return None
    word = low[start]
    if word == "that":
        return start + 1
    if word in (":", "“", '"', "‘", "'") or (word == "," and start + 1 < hi and low[start + 1] in ('"', "“", "‘", "'")):
        return start + (word in (":", ","))
    if word in ("whether", "if", "who", "what", "why", "how", "when", "where", "which"):
        return start + (word in ("whether", "if"))
    if word == "to" and lemma in ("admit", "confess") and start + 1 < hi and low[start + 1].endswith("ing"):
        return start + 1
    if word == "to" and lemma in INFINITIVE:
        return start
    if passive:
        return None
    if lemma in BARE and word not in STOP and word not in AUXILIARIES and word not in NOT_CONTENT:
        return start
    if lemma in OBJECT and word not in STOP and word not in PREPOSITIONS:
        return start
    return None


def _addressee(words: Words, at: int, hi: int) -> int | None:
    """Index after a short addressee that begins at ``at`` ("reporters", "the panel on Tuesday"), else None."""
    low, raw = words.low, words.raw
    if at >= hi:
        return None
    if low[at] in (
        "me",
        "him",
        "her",
        "them",
        "us",
        "reporters",
        "parliament",
        "lawmakers",
        "journalists",
        "investors",
    ):
        return at + 1
    if low[at] in DETERMINERS or is_capitalised(raw[at]):
        end = at + 1
        while end < hi and end - at < 6:
            word = low[end]
            if word in STOP or word in CONJUNCTIONS or word in SUBJECT_PRONOUNS or word in DETERMINERS or word == "to":
                break
            if word in PREPOSITIONS and word not in ("of",):
                break
            if is_capitalised(raw[end - 1]) and low[end - 1] not in ARTICLES and not is_capitalised(raw[end]):
                break
            end += 1
        return end
    if (
        low[at].endswith("s")
        and low[at].isalpha()
        and at + 1 < hi
        and (low[at + 1] in ("that", "to", "he", "she", "it", "they", "the") or low[at + 1] in PREPOSITIONS)
    ):
        return at + 1
    return None


def _skip_circumstances(words: Words, at: int, hi: int) -> int:
    """Index after times and places between verb and complement: "on Friday", "in a statement", "afterwards"."""
    low = words.low
    while at < hi:
        word = low[at]
        if (
            (is_adverb(word) and word not in ("all", "both", "just", "only", "no", "even"))
            or (word in DAYS and not (at + 1 < hi and low[at + 1] not in STOP and low[at + 1] not in ("that", "the")))
            or word in DAYS
        ):
            at += 1
        elif word in ("last", "this", "earlier") and at + 1 < hi and low[at + 1] in DAYS | {"year"}:
            at += 2
        elif word in ("on", "in", "at", "during", "after", "by", "before", "via", "under", "over"):
            end = at + 1
            while (
                end < hi
                and end - at < 9
                and low[end] not in STOP
                and low[end] not in ("that",)
                and low[end] not in SUBJECT_PRONOUNS
            ):
                end += 1
            if end < hi and low[end] in ("that", ",", ":", "he", "she", "it", "they"):
                at = end
            elif (end - at >= 2 and end < hi and low[at + 1] in DAYS) or (at + 1 < hi and low[at + 1] in DAYS):
                at += 2
            else:
                return at
        elif word == "," and at + 1 < hi and low[at + 1] in ("however", "too", "that"):
            at += 1
        else:
            return at
    return at


def clauses(words: Words, lo: int, hi: int, opaque: Callable[[int], bool] = lambda _: False) -> list[Clause]:
    """The reporting clauses of the tokens lo..hi-1 in order; tokens for which ``opaque`` holds are skipped."""
    low = words.low
    found: list[Clause] = []
    at = lo
    while at < hi:
        if low[at] not in VERBS or opaque(at):
            at += 1
            continue
        clause = _clause(words, at, lo, hi)
        if clause is not None:
            found.append(clause)
        at += 1
    return found


def _clause(words: Words, at: int, lo: int, hi: int) -> Clause | None:
    low = words.low
    start = verb_group(words, at, lo)
    finite = reading_at(words, at, start)
    if finite is None:
        return None
    reading, passive = finite
    end = at + 1
    if reading.lemma in ("decline", "refuse") and end + 1 < hi and low[end] == "to":
        end += 2
        if end < hi and low[end] in ("on", "further"):
            end += 1
    for particle in ("for", "on", "out", "back", "up"):
        if f"{low[at]}-{particle}" in VERBS and end < hi and low[end] == particle:
            reading = next(r for r in VERBS[f"{low[at]}-{particle}"])
            end += 1
            break
    negated = any(w in NEGATIONS for w in low[start:at])
    subject = noun_phrase_before(words, start, lo)
    if subject is not None and reading.kind in ("s", "base") and start == at and low[subject[1] - 1] in NOUN_BEFORE_S:
        subject = None
    inverted = False
    if subject is None or (start == at and low[start - 1 : start] == (",",) and subject is None):
        after = noun_phrase_after(words, end, hi) if not passive and start == at else None
        if after is not None and at > lo and low[at - 1] in (",", '"', "”", "’", "'", "-", "–"):
            return Clause(after, (start, end), (after[1], after[1]), reading, inverted=True, negated=negated)
        return None
    if subject[0] > lo and low[subject[0] - 1] in ("if", "whether", "unless", "whoever"):
        return None
    if low[subject[0]] in ("nobody", "none", "whoever", "if"):
        return None
    if passive:
        by = next((k for k in range(end, min(hi, end + 3)) if low[k] == "by"), None)
        if by is None:
            return None
        agent = noun_phrase_after(words, by + 1, hi)
        if agent is None:
            return None
        stop = next(
            (
                k
                for k in range(by + 1, agent[1])
                if low[k] in ("to", "as", "that", "of") and low[k - 1] != "director" and k > by + 2
            ),
            agent[1],
        )
        agent = (by + 1, stop)
        begin = stop + 1 if stop < hi and low[stop] in ("of", "as", "that") else stop
        return Clause(agent, (start, by + 1), (begin, hi), reading, passive=True, negated=negated)
    placed = complement(words, reading, end, hi, passive)
    if placed is None:
        return Clause(subject, (start, end), (end, end), reading, inverted=inverted, negated=negated)
    return Clause(subject, (start, placed[0]), (placed[1], hi), reading, negated=negated)


_NOT_FINITE = frozenset("be been being having".split())
_RELATIVES = frozenset("who whom whose which that what where when how why if whether because as while".split())
LONGEST_SUBJECT = 30  # tokens of a clause up to its verb


def is_clause(words: Words) -> bool:
    """True where the tokens are a clause with a subject and a finite verb of its own, and no noun phrase: "the gate was
    shut", not "all he could", "the accident that he saw".

    A verb is told by its auxiliary, its ending, or the list of verbs of saying; after a pronoun any word is one.
    """
    low = words.low
    skipped = STOP | {"that"}
    first = next((k for k, w in enumerate(low) if w not in skipped and (w == "all" or not is_adverb(w))), len(low))
    if low[first : first + 1] and low[first] in SUBJECT_PRONOUNS | {"there", "nobody", "everyone"}:
        return True
    opened = 0  # relative clauses whose verb is still to come
    for k in range(first + 1, min(len(low), first + LONGEST_SUBJECT)):
        word, before = low[k], low[k - 1]
        if word in (";", ":") or (word in STOP and before in STOP):
            return False
        if word in _RELATIVES or (word in SUBJECT_PRONOUNS and before not in STOP | CONJUNCTIONS):
            opened += not (word in ("who", "which") and _irregular(low, k + 1))
        elif _may_be_finite(low, k) and not (before in AUXILIARIES or before in NEGATIONS):
            if not opened:
                return True
            opened -= 1
    return False


def _irregular(low: tuple[str, ...], k: int) -> bool:
    """True where after "who" stands a verb that no list knows: "who ran the mill"."""
    closed = DETERMINERS | SUBJECT_PRONOUNS | STOP
    return k < len(low) and low[k] not in closed and not is_adverb(low[k]) and not _may_be_finite(low, k)


def _may_be_finite(low: tuple[str, ...], k: int) -> bool:
    """True where the token may be a finite verb: "had", "said", "closed" after a noun."""
    word, before = low[k], low[k - 1]
    if word in AUXILIARIES:
        return word not in _NOT_FINITE and not (word == "'s" and before in STOP)
    if before in DETERMINERS | PREPOSITIONS | STOP:
        return False
    told = any(reading.kind in ("past", "s") for reading in VERBS.get(word, ())) and word not in NOUNS
    return told or (len(word) > 4 and word.endswith("ed"))
