"""Claims that a headline prints and its article tells again: told once, where the article names who says it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from index.attribution.lexicon.tokens import DETERMINERS, PREPOSITIONS
from index.schema import Claim, Span, Stance
from index.text.folding import fold
from index.text.markup import Mark
from index.text.sentences import paragraphs

LONGEST = 160  # characters of a headline
_ENDS = re.compile(r"[.!?:;,…][\"'”’)\]]*\Z")
_WORD = re.compile(r"[^\W_]{2,}")
_SMALL = (
    DETERMINERS
    | PREPOSITIONS
    | frozenset("is are was were be been has have had will would that it its and or not no".split())
)
_KICKERS = frozenset(
    """
    live latest updates update blog breaking exclusive explainer explained analysis opinion comment review video watch
    photos pictures gallery interview profile obituary factbox timeline recap revealed podcast listen letters quiz
    """.split()
)
_WHAT_IT_IS = re.compile(
    r"""(?:the|an?)\ (?:[\w’'-]+\ ){1,3}(?:who|behind|of|from|in|with)\b   # Lutz Amsel: the man who counts storks
      |(?:as\ it\ happened|live|latest|in\ full|what\ we\ know)\b           # Budget vote: as it happened
    """,
    re.I | re.X,
)
_LONGEST_SUBHEAD = 100
_MOST = 100  # claims with one word that are looked at: a bound that no news reaches
SAME = 0.7  # of the words of a headline's claim, in the other
_STEM = 5  # letters by which words of one stem are alike: "pay", "paid" are not, "inspected" and "inspection" are


def headline_spans(text: str, title: str | None, marks: Mapping[int, Mark]) -> list[Span]:
    """The paragraphs that stand over others: under a mark of headings, the title itself, a short line without an
    end."""
    spans = paragraphs(text)
    plain = _plain(title or "")

    def stands_over(at: int) -> bool:
        start, end = spans[at]
        length = end - start
        if marks.get(start) is Mark.HEADING:
            return True
        if length > LONGEST:
            return False
        open_end = _ENDS.search(text, max(start, end - 6), end) is None
        return _plain(text[start:end]) == plain or (open_end and (at == 0 or length <= _LONGEST_SUBHEAD))

    return [span for at, span in enumerate(spans[:-1]) if stands_over(at)]


def without_repeated(text: str, claims: Sequence[Claim], title: str | None, marks: Mapping[int, Mark]) -> list[Claim]:
    """``claims`` without those of headlines that the text tells again, of the same speaker or of one whom the headline
    does not name, and without what stands behind a kicker ("Storm live: ..."). Linear in the text."""
    heads = headline_spans(text, title, marks)
    starts = [start for start, _ in heads]
    over = [bool(claim.content) and _within(claim, heads, starts) for claim in claims]
    if not any(over):
        return list(claims)
    stems = [_stems(" ".join(text[a:b] for a, b in claim.content)) for claim in claims]
    below: dict[str, list[int]] = defaultdict(list)
    for k, words in enumerate(stems):
        for word in words if not over[k] else ():
            if len(below[word]) < _MOST:
                below[word].append(k)

    def again(k: int) -> bool:
        """Do the claims that share words with claim ``k``, counted by word, hold one that tells it again?"""
        shared = Counter(other for word in stems[k] for other in below.get(word, ()))
        enough = (other for other, count in shared.items() if count >= SAME * len(stems[k]))
        return any(_tells_again(claims[k], claims[other]) for other in enough)

    return [one for k, one in enumerate(claims) if not (over[k] and (_is_kicker(text, one) or again(k)))]


def _is_kicker(text: str, claim: Claim) -> bool:
    """Is what stands before the colon the kind of the article, or what stands behind it only whom it is about?"""
    colon = len(claim.cue) == 1 and text[slice(*claim.cue[0])] == ":"
    if colon and claim.content and _WHAT_IT_IS.match(text, *claim.content[0]):
        return True
    last = text[slice(*claim.source[-1])].split()[-1:] if claim.source else []
    return colon and bool(last) and last[0].lower() in _KICKERS


def _plain(words: str) -> str:
    return " ".join(_WORD.findall(fold(words)))


def _within(claim: Claim, heads: Sequence[Span], starts: Sequence[int]) -> bool:
    spans = (*claim.source, *claim.cue, *claim.content)
    low, high = min(a for a, _ in spans), max(b for _, b in spans)
    at = bisect_right(starts, low) - 1
    return at >= 0 and high <= heads[at][1]


def _tells_again(head: Claim, other: Claim) -> bool:
    if head.stance is not other.stance and Stance.DENIES in (head.stance, other.stance):
        return False
    return head.speaker == other.speaker or _unnamed(head)


def _unnamed(claim: Claim) -> bool:
    """Does the headline only say what somebody is ("engineer", "Osk mayor"), so that the text names him?"""
    words = (claim.speaker or "").split()
    return not words or words[-1].islower() or len(words) == 1


def _stems(words: str) -> set[str]:
    return {word[:_STEM] for word in _WORD.findall(fold(words)) if word not in _SMALL}
