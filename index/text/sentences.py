"""Where sentences and paragraphs lie in a text: offsets only, the text itself is never changed.

Own code and not a library, because attribution rests on it: it keeps exact offsets, treats a closing quotation
mark as part of the sentence it closes, and takes time linear in the text. (pysbd is slow by orders of magnitude and
loses offsets; nltk's punkt and spaCy fetch models or weigh hundreds of megabytes.)
"""

from __future__ import annotations

import re

from index.schema import Span
from index.text.name_words import ABBREVIATED

# A line break is any that str.splitlines knows and that articles use; CRLF counts once.
_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")

# Terminal punctuation with the marks that close the sentence (quotes, brackets), then white space.
# Runs are bounded so that a text of only such marks cannot cost more than linear time.
_END = re.compile(r"([.!?\u2026\u3002]{1,40})([\"'\u201d\u2019\u00bb)\]]{0,4})(?=\s)")

_OPENERS = "\"'\u201c\u2018\u00ab([\u201e"
_DOUBLE_OPENERS = '"\u201c\u00ab\u201e'

# Abbreviations that a name or number follows: never the end of a sentence.
_BEFORE_NAME = ABBREVIATED | frozenset(
    "mt ft vs v no nos art fig figs p pp vol ch op cf e.g i.e viz approx ca al".split()
)
_BEFORE_NUMBER = frozenset("no nos art p pp op vol ch fig figs".split())
# Abbreviations that may end a sentence or stand within one: the next word decides.
_EITHER = frozenset(
    "inc ltd co corp bros plc llc jr sr esq dept univ assn ave blvd rd jan feb mar apr jun jul aug sept sep oct nov "
    "dec mon tue tues wed thu thur thurs fri sat sun a.m p.m am pm u.s u.k u.n e.u d.c n.y l.a n.j b.c a.d ph.d m.d "
    "b.a m.a j.d etc est min max hr hrs ed eds calif fla mass mich minn penn tenn tex wash ariz ark colo conn del ga "
    "ill ind kan ky la md miss mo mont neb nev okla ore pa va vt wis wyo ala".split()
)
# Of these, the ones that are abbreviations in lower case too ("sat", "art", "miss" are then plain words).
_LOWER = frozenset(
    "vs v no nos fig figs p pp vol ch cf e.g i.e viz approx ca al inc ltd a.m p.m etc est hr hrs".split()
)
# Words that open a sentence but hardly follow an abbreviation inside one.
_STARTERS = frozenset(
    "the a an he she it they we i you this that these those there but and in on at for as when while if after before "
    "his her its their our my who what why how where however meanwhile mr mrs ms dr asked another other no not "
    "some many most several both all since although though with by from under over during yet so then now".split()
)
_WORD_BEFORE = re.compile(r"[^\s\"'\u201c\u201d\u2018\u2019()\[\]\u00ab\u00bb\u2014\u2013]{1,30}\Z")
_WORD_AFTER = re.compile(r"[^\W_]{1,30}")
_INITIALS = re.compile(r"(?:[A-Z]\.){1,5}[A-Z]?\Z|[A-Z]\Z")


def paragraphs(text: str) -> list[Span]:
    """Spans of the paragraphs: maximal stretches without a line break, white space at both ends left out."""
    spans: list[Span] = []
    start = 0
    for mark in _BREAK.finditer(text):
        _add(spans, text, start, mark.start())
        start = mark.end()
    _add(spans, text, start, len(text))
    return spans


def sentences(text: str) -> list[Span]:
    """Spans of the sentences, in order, each within one paragraph, white space at both ends left out."""
    spans: list[Span] = []
    for start, end in paragraphs(text):
        begin = start
        for mark in _END.finditer(text, start, end):
            if _ends(text, begin, mark, end):
                _add(spans, text, begin, mark.end())
                begin = mark.end()
        _add(spans, text, begin, end)
    return spans


def _add(spans: list[Span], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))


def _ends(text: str, begin: int, mark: re.Match[str], end: int) -> bool:
    """Does the sentence that began at ``begin`` end with this mark? Looks at a bounded stretch on either side."""
    points, closers = mark.group(1), mark.group(2)
    at = mark.end()
    while at < end and text[at].isspace():
        at += 1
    if at >= end:
        return True
    following = text[at]
    word = _WORD_AFTER.match(text, at + 1 if following in _OPENERS else at)
    next_word = word.group() if word else ""
    opens = following.isupper() or following.isdigit() or following in _OPENERS or not following.isalnum()
    if closers:
        # "Is it so?" she asked. / (It rained.) Then ... : lower case goes on, anything else is new.
        return not next_word[:1].islower() or following in _DOUBLE_OPENERS
    if points[0] in "!?\u3002":
        return not following.islower()
    if len(points) > 1 or points == "\u2026":
        return opens and not next_word[:1].islower()
    return opens and _full_stop(text, begin, mark.start(), following, next_word)


def _full_stop(text: str, begin: int, stop: int, following: str, next_word: str) -> bool:
    """Is the single full stop at ``stop`` the end of a sentence, rather than of an abbreviation or an initial?"""
    before = _WORD_BEFORE.search(text, max(begin, stop - 30), stop)
    word = before.group() if before else ""
    low = word.lower()
    if following not in _OPENERS and next_word[:1].islower():
        return False
    if low in _BEFORE_NAME and (word[:1].isupper() or low in _LOWER):
        # "No." is also an answer: after these only a number shows the abbreviation.
        return low in _BEFORE_NUMBER and not following.isdigit()
    abbreviated = low in _EITHER and (word[:1].isupper() or low in _LOWER)
    dotted = "." in low and len(low) <= 6 and low.replace(".", "").isalpha()
    if abbreviated or dotted:
        return next_word.lower() in _STARTERS or following in _OPENERS
    if _INITIALS.match(word) and word != "I":
        return next_word.lower() in _STARTERS
    # "1. First point": a list number is no sentence.
    return not (word.isdigit() and stop - len(word) == begin)
