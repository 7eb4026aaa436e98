"""The sentence of the article that the words printed cannot be understood without: what "it", "this rule" or "the firm"
is, or who was asked.

By the noun that a word points at, else the sentence before, each with what it needs itself; nothing where that would
be another riddle. Spans are offsets in code points.
"""

from __future__ import annotations

import re

from bot.answer import brackets, pointing, quotation, source_label
from bot.answer.predicate import Form, Printed, headline
from bot.answer.quotation import DOUBLE, OPENING, sentence_around, sentence_before
from bot.answer.quotation import printed as words_at
from index.attribution.lexicon.nouns import BODIES, OFFICES
from index.attribution.lexicon.tokens import DAYS
from index.attribution.quotes import quotes
from index.schema import Span, Spans, StoredClaim
from index.store.chunks import question_span

EARLIER_MOST = 420
"""Code points of what is printed before a claim to make clear what it points back to."""
HANGING_MOST = 280
"""The same where it has a word within that points to the sentence before it."""
SHORTEST = 40
"""Code points from which on a sentence tells enough to be understood alone."""
FEW = 6
"""Words below which it does not."""
FRONT = 40
"""The same where nobody is named before it ("Throughout the night, his friends said")."""
LOOKED_BACK = 3_000
_BARE_SUBJECT = re.compile(r"The ([a-z-]+)(?:,|\s(?:is|was|has|had|will|would|could|may|might)\b)")
_ANNOUNCED = re.compile(
    r"(?:In|At|On|With|For|By|To|From|After|Before|During|Despite|Like|Throughout)\s(?:his|her|its|their)\b"
)
"""A pronoun whose noun follows in its own sentence: "In her first book, Low suggested"."""
ANNOUNCED_WITHIN = 90
"""Code points behind such a pronoun within which its noun stands."""
_SUBORDINATE = re.compile(r"\W*(?:asked|when|if|whether|while|although|though|as|because)\b", re.I)
OPENS = 12
"""Code points from a sentence's start within which a pronoun points to the sentence before."""
_SUBJECTS = frozenset(("he", "she", "it", "they"))
_TAG = re.compile(r"<[^>]*>")
_WORDS = re.compile(r"[^\W\d_]{2,}\s+[^\W\d_]")
"""What a sentence has that tells anything."""
_SPOKEN = (Form.QUOTATION, Form.TURN)


def points_back(stored: StoredClaim, words: str, who: str) -> bool:
    """True where ``words`` behind the name ``who`` mean something that neither of them holds."""
    return pointing.points_back(words, who) or (pointing.thing_is_subject(words, who) and _is_somebody(stored, who))


def meant(stored: StoredClaim, shape: Printed, who: str) -> Span | None:
    """The sentence that the words printed cannot be understood without, if any."""
    claim, text = stored.claim, stored.article.text
    if shape.form is Form.TURN and claim.source:
        asked = question_span(text, claim)
        if asked is not None or claim.cue:
            return asked
    whole = shape.form in (Form.PREDICATE, Form.POINTING_BACK)
    gap = text[claim.cue[-1][1] : claim.content[0][0]] if claim.cue else ""
    apart = "\n" in gap and not gap.strip(" :\n")  # set off from its introduction
    at = min(a for a, _ in (*(claim.source if whole or apart else ()), *claim.content))
    label = source_label.subject(stored) or who
    noun = pointing.unnamed(label)
    brought_in = introducing(stored, at, noun) if noun else None
    if brought_in and who == label:
        return made_clear(text, brought_in)
    if whole:
        words = " … ".join(words_at(text, span, brackets.others(stored)) for span in shape.words)
        back = points_back(stored, words, who)
    else:
        words = quotation.unmarked(words_at(text, shape.words[0], brackets.in_quotation(stored, shape.words)))
        meant = re.search(r"\b(?:of|about) ", brackets.cue(stored, shape)) or source_label.occasion(stored)
        pair = pointing.pair(words) if shape.form in _SPOKEN else ()
        back = (pointing.begins_back(words) and not meant) or bool(pair)
    if not back or brought_in:
        return made_clear(text, brought_in) if back and brought_in else None
    nouns = pointing.nouns_pointed_at(words, who) if whole else pointing.nouns_at_first(words) or pair
    for noun in nouns:
        found = introducing(stored, at, noun)
        if found and (shape.form not in _SPOKEN or at - found[1] <= EARLIER_MOST):
            clear = made_clear(text, found)
            begins = text[slice(*clear)]
            hangs = pointing.begins_back(begins) and not begins.startswith(tuple(OPENING + DOUBLE + "'"))
            alone = hangs or (whole and _of_whom_it_is(text[slice(*found)], who))
            return found if alone else clear
    earlier = earlier_sentence(stored, at)
    if earlier and whole and nouns and pointing.hangs(text[slice(*earlier)]):
        return None  # another riddle
    return earlier if earlier and (whole or _tells(stored, earlier)) else None


def _of_whom_it_is(words: str, who: str) -> bool:
    """True for a sentence about whoever is in front, who is named nowhere in it: "Her filing noted the reports"."""
    names = re.findall(r"(?<!^)\b[A-Z][\w’-]+", who)
    return bool(names) and pointing.of_somebody(words) and not any(name in words for name in names)


def _is_somebody(stored: StoredClaim, who: str) -> bool:
    """True where the article prints a title or role for whoever is in front: a person."""
    name = stored.claim.speaker or who
    return pointing.has_role(who) or bool(source_label.role_of(stored.article.text, name))


def _tells(stored: StoredClaim, earlier: Span) -> bool:
    """True where a sentence before a quotation brings in what that may mean: more than another bit of quotation, and
    none of what somebody else said in the paragraph before."""
    text = stored.article.text
    words = text[slice(*earlier)]
    begin = text.rfind("\n", 0, earlier[0]) + 1
    apart = "\n" in text[earlier[1] : stored.claim.content[0][0]]
    if apart and any(a <= earlier[0] and earlier[1] <= b + 1 for a, b in quotes(text, begin, earlier[1] + 2)):
        return False
    if (
        apart
        and words.startswith(tuple(OPENING + DOUBLE))
        and (source_label.display(stored).split() or [""])[-1] not in words
    ):
        return False
    return not words.startswith(tuple(OPENING + DOUBLE + "'")) or len(words) > 2 * SHORTEST


def earlier_sentence(stored: StoredClaim, at: int) -> Span | None:
    """The sentence before the one that holds ``at``, made clear; None where that is the headline, or cannot be."""
    text = stored.article.text
    start = sentence_around(text, at, at)[0]
    found = sentence_before(text, start)
    line = headline(stored.article)
    if found is None or (line and found[0] < line[1]) or not _WORDS.search(_TAG.sub("", text[slice(*found)])):
        return None
    if found[0] <= len(text) - len(text.lstrip()) and not text[: found[1]].rstrip().endswith((".", "!", "?", "”", '"')):
        return None
    clear = made_clear(text, found)
    return None if pointing.begins_back(text[slice(*clear)]) else quotation.balanced(text, clear, start)


def made_clear(text: str, found: Span) -> Span:
    """A stretch with the sentences before it, while it cannot be understood alone and there is room."""
    while not _alone(text, found) and (further := sentence_before(text, found[0])):
        if found[1] - further[0] > EARLIER_MOST:
            break
        found = (further[0], found[1])
    words = text[slice(*found)]
    hangs = pointing.hangs(words) or words.startswith(tuple(DOUBLE + "'"))  # the rest of a quotation
    further = sentence_before(text, found[0]) if hangs else None
    near = further is not None and found[1] - further[0] <= HANGING_MOST and "\n" not in text[further[1] : found[0]]
    return (further[0], found[1]) if further and near and _alone(text, further) else found


def _alone(text: str, span: Span) -> bool:
    """True where a stretch can be understood without what stands before it: it is not too short, and no word at its
    begin points back or names nobody."""
    words = text[slice(*span)]
    short = span[1] - span[0] < SHORTEST and len(words.split()) < FEW
    first = words.split()[:3]
    nobody = pointing.unnamed(" ".join(first[:2])) and first[-1] not in ("of", "for", "from", "who")
    return not (short or pointing.begins_back(words) or nobody)


def introducing(stored: StoredClaim, at: int, noun: str) -> Span | None:
    """The last sentence of the body before ``at`` that has ``noun``: what "the report" or "the woman" is, or who."""
    text = stored.article.text
    low = max(0, at - LOOKED_BACK)
    end = sentence_around(text, at, at)[0]
    line = headline(stored.article)
    low = max(low, line[1]) if line else low
    places = [m.start() for m in re.finditer(rf"\b\w*{re.escape(noun)}s?\b", text[low:end], re.I)]
    return sentence_around(text, low + places[-1], low + places[-1]) if places else None


def lead(stored: StoredClaim, spans: Spans, who: str | None) -> Span | None:
    """What has to be read before the whole sentence at ``spans``, if anything."""
    text, words = stored.article.text, brackets.named(stored, spans, who)
    if needs_lead(stored, spans, who, words):
        earlier = earlier_sentence(stored, spans[0][0])
        return earlier if earlier and not _only_quoted(text, earlier) else None
    thing = _BARE_SUBJECT.match(words)
    if thing is None or thing[1] in OFFICES | BODIES:
        return None
    return _introduced(text, spans[0][0], thing[1])


def _introduced(text: str, at: int, noun: str) -> Span | None:
    """The first sentence of the text that brings in ``noun`` as something new: "a tender", "the Ormandi tender"."""
    new = re.search(rf"\b(?:an?|[A-Z]\w+)\s(?:[\w-]+\s)?{re.escape(noun)}\b", text[:at][-LOOKED_BACK:])
    if new is None:
        return None
    start = max(0, at - LOOKED_BACK) + new.start()
    found = sentence_around(text, start, start)
    return found if found[1] <= at and found[1] - found[0] <= EARLIER_MOST else None


def _only_quoted(text: str, span: Span) -> bool:
    """True for sentences of which every word is quoted, so that nothing tells who says them."""
    low = max(0, span[0] - LOOKED_BACK)
    begin = max(low, text.rfind("\n", low, span[0]) + 1)
    return any(a <= span[0] + 1 and span[1] <= b + 2 for a, b in quotes(text, begin, span[1] + 2))


def needs_lead(stored: StoredClaim, spans: Spans, who: str | None, words: str) -> bool:
    """True where a whole sentence, at ``spans`` and printed as ``words``, cannot be understood alone."""
    source, text = stored.claim.source, stored.article.text
    before = text[spans[0][0] : source[0][0]] if source else ""
    meant = source and re.match(r"(?:s?he|it|they|his|her|its|their)\b", text[source[0][0] :][:6])
    bare = meant and len(before) <= FRONT and not re.search(rf"\s[A-Z{DOUBLE}{OPENING}']|^According", before)
    begins = bool(bare) or len(before) <= OPENS
    announced = who is not None and bool(source) and _ANNOUNCED.match(words) is not None and not begins
    back = pointing.begins_back(words) and not (announced and source[0][0] <= spans[0][0] + ANNOUNCED_WITHIN)
    return (
        (who is None and (begins or bool(meant and meant[0] in _SUBJECTS)))
        or back
        or any(pointing.pair(text[a:b]) for a, b in stored.claim.content if not source or a < source[0][0])
        or _predicate_points_back(stored, spans, who or "")
        or pointing.points_back(words, who or "")
    )


def _predicate_points_back(stored: StoredClaim, spans: Spans, who: str) -> bool:
    """True for a sentence whose predicate leaves open what its "it" is, or most of what is said, with little before it:
    "On Wednesday she admitted that it had not"."""
    text, claim = stored.article.text, stored.claim
    if not claim.cue or not claim.source or not claim.source[-1][1] <= claim.cue[0][0] < claim.content[0][0]:
        return False
    cue = claim.cue[0][0]
    begin = text[spans[0][0] : claim.source[0][0]]
    named = [name for name in re.findall(r"(?<=\s)[A-Z]\w+", begin) if name.lower() not in DAYS]
    if named or cue - spans[0][0] - (claim.source[-1][1] - claim.source[0][0]) > FRONT:
        return False
    behind = words_at(text, (cue, spans[-1][1]), brackets.others(stored)).rstrip(" .")
    thing = pointing.thing_is_subject(behind, who) and _is_somebody(stored, who)
    return thing or (pointing.leaves_open(behind, who) and not _SUBORDINATE.match(text, spans[0][0], cue))
