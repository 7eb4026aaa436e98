"""What the article itself prints of a claim, and in which order: the stretch that can stand behind a name.

Never a verb of ours. Where source, cue and content stand in this order in one sentence, the predicate is the article's
own words from the cue to the content's end. Other orders have a form each; what fits none is shown as the whole
sentence. Pure functions over offsets in code points.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from bot.answer.quotation import (
    CLOSING,
    DOUBLE,
    LONGEST,
    OPENING,
    balanced,
    paired,
    sentence_around,
    sentence_before,
    whole_quotations,
)
from index.attribution.lexicon.nouns import HEAD_ENDS
from index.attribution.lexicon.tokens import AUXILIARIES, CONJUNCTIONS, DAYS, NEGATIONS, PREPOSITIONS, SUBJECT_PRONOUNS
from index.attribution.quotes import quotes
from index.schema import Article, Claim, Span, Spans, Stance, StoredClaim


class Form(StrEnum):
    """How the article prints a claim."""

    PREDICATE = "predicate"  # Low “told the council that the dam was safe”
    QUOTATION = "quotation"  # Low said: “We will rebuild”
    POINTING_BACK = "pointing back"  # Sarvenia “rejected the charge” (before it: “...”)
    TURN = "turn"  # Low: “We will rebuild”
    SENTENCE = "sentence"  # the whole sentence, as the article's: what it puts in its own words is nobody's quotation
    HEADLINE = "headline"  # the headline
    OWN_VOICE = "own voice"


@dataclass(frozen=True, slots=True)
class Printed:
    """The form, the article's words for who stands behind them (``words``), the cue where it is printed apart, and
    the stretch pointed back to. All spans are offsets into the article's text."""

    form: Form
    words: Spans
    cue: Span | None = None
    before: Span | None = None


WORDS_BETWEEN = 5
"""Words between a source and its cue that are taken along ("on Monday"); more are an apposition or another clause."""
RUN_ON = 10
"""Words behind a cue that belong to it ("told Reuters by telephone") where the content stands before it."""
OBJECT = 6
"""Words behind a cue from which on its sentence says something of its own before the quotation that follows."""
GAP = 14
"""Words between a cue and its content in one predicate ("told reporters at the gate on Monday that")."""

_BINDING = re.compile(r"\s+(?:if|unless|until|when)\b(?!\s+asked\b)")
EXPLAINED = 240
"""Code points behind a colon that still belong to what stands before it."""

_GERUND = re.compile(r"\w+ing\b", re.I)
_ADVERB_AND_PARTICIPLE = re.compile(r"(?:\w+ly|later|then|also|once|again|even|still|now|often)\s+\w{2,}ing\b", re.I)
_WORD = re.compile(r"[\w’'-]+")
_CONTRACTED = re.compile(r"\w+n[’']t$", re.I)
_RELATIVES = frozenset(("which", "who", "whom", "that", "what", "than", "if", "whether"))
_OWNING = frozenset("his her its their my our your whose".split())
_CLAUSE = 400  # code points before a source that are looked at for its clause
_WITHOUT_ITS_PRONOUN = re.compile(
    rf"""(?:^|[,;:—–]|\b(?:that|and|but|or)\b)\s*
    (?!(?:{"|".join(sorted(PREPOSITIONS))})\b)[^,;:—–]*?\w\s                       # no "In a letter Low said"
    (?:an?|the|his|her|its|their|any|another)\s(?:[\w’-]+\s){{0,2}}[a-z][\w-]+\s+$  # answered a letter | Low sent
    """,
    re.X | re.I,
)
"""A noun right before a source and its verb: their clause tells of it."""
_NO_NOUN = frozenset("day days time moment hour weekend because so then now here there than like once".split())
_HEDGE = re.compile(r"\b(?:allegedly|reportedly|apparently|purportedly|supposedly|seemingly|ostensibly)\b", re.I)
_FRONTED = re.compile(
    r"""\W*(?-i:[A-Z]{3,}\s+)*(?:(?:and|but)\s+)?(?:
      if(?!\s(?:anything|so|not)\b) | unless | until | asked                  # If the board agrees, Low says
    | when | whenever | back | once | claiming | at\sfirst | initially         # Back when she ran the yard, Low said
    | originally | previously | formerly                                      # Previously, Low said
    | in\s(?:early\s|late\s|mid-)?(?:(?:his|her|its|their)\s)?\d{4}          # In his 2002 book, Low said
    )\b""",
    re.I | re.X,
)
"""What stands before a claim and bounds it: when it was said or held, on what condition, or what was asked."""
_WITH_PARTICIPLE = re.compile(r"(?:^|,\s+|\b(?:before|after|while|when)\s)\w+ing\b")
_WHEN = re.compile(rf"(?:(?:late|early|earlier|on|last|this)\s+){{1,2}}(?:{'|'.join(sorted(DAYS))})\b(?!,)", re.I)
# the name of a programme or a book in quotation marks
_TITLE_BEHIND = re.compile(r"\s(?:“[^”\n]{1,40}”|\"[^\"\n]{1,40}\"|''[^'\n]{1,40}'')")
ONE = r"(?:(?:[Tt]he|[Ii]ts|[Hh]is|[Hh]er)\s)?(?:[A-Z][\w.’'-]*\s?){1,4}"
"""Somebody's name, as a pattern."""
_AND_ANOTHER = re.compile(rf"\s+and\s+(?P<who>{ONE})(?<=\S)(?=\s+[a-z])")
_HAS_SUBJECT = frozenset("is are was were has had will would could can may might should must did does do".split())
"""Auxiliaries that need a subject before them, where a clause begins with one it is its verb."""
_ELSEWHERE = re.compile(r"\b(?:its?|they|them|their|this|these|those|both)\b")
"""What may stand for something in the clauses that are left out before it."""
_RELATIVE_NEXT = re.compile(rf",\s+(?:which|who|whom|whose|where)\b[^,.;]*,\s+(?:{'|'.join(sorted(_HAS_SUBJECT))})\b")
FRAGMENT = 4
"""Words of a content that can be no clause where a relative one follows: "said the leak, which ..., was old"."""
_POSSESSIVE = re.compile(r"[’']s?\s")
_PARAGRAPH = 4_000  # code points; of a longer one the part around is looked at
_TRIM = " \t\r\n,;:–—-"


def printed(stored: StoredClaim) -> Printed:
    """How the article prints ``stored``."""
    claim, text = stored.claim, stored.article.text
    if not claim.content:
        return _sentence(stored)
    if headline := headline_of(stored):
        return Printed(Form.HEADLINE, (headline,))
    if claim.own_voice:
        return Printed(Form.OWN_VOICE, claim.content)
    if not any(_WORD.search(text, a, b) for a, b in claim.cue):
        spoken = claim.source or (not claim.cue and claim.stance not in (Stance.DENIES, Stance.WITHHOLDS))
        return Printed(Form.TURN, claim.content) if spoken else _sentence(stored)
    cue = (claim.cue[0][0], claim.cue[-1][1])
    around = sentence_around(text, *cue)
    if not _touches(text, around, claim.content):
        if claim.stance is Stance.DENIES and _in_turn(stored, cue):
            return Printed(Form.TURN, (cue,), before=sentence_around(text, *_extent(claim.content)))
        if claim.stance in (Stance.DENIES, Stance.WITHHOLDS):
            return _pointing_back(stored, cue, around)
        if not all(_quoted(text, part) for part in claim.content):
            return _sentence(stored)
    if all(_quoted(text, part) for part in claim.content) and not _woven_in(stored, cue):
        if _goes_on(text, claim):
            return _sentence(stored)
        if (told := _told_before(stored, cue, around)) is not None:
            return Printed(Form.PREDICATE, (told,))
        words = _cue_of_quotation(stored, cue, around)
        return Printed(Form.QUOTATION, claim.content, words) if words is not None else _sentence(stored)
    between = text[cue[1] - 1 : claim.content[0][0] + 1]
    if claim.source and re.search(rf":\s*(?:[{DOUBLE}]|\n\s*\S)$", between) and claim.source[-1][1] <= cue[0]:
        return Printed(
            Form.QUOTATION, claim.content, (cue[0], cue[1])
        )  # of more paragraphs than are closed, or set off
    if _subordinate(stored, cue, around) or not (claim.source and claim.source[0][1] <= cue[0] < claim.content[0][0]):
        return _sentence(stored)
    return _in_order(stored, cue, around)


def _extent(spans: Spans) -> Span:
    return spans[0][0], spans[-1][1]


def _in_turn(stored: StoredClaim, cue: Span) -> bool:
    """True where the cue is all that somebody answers: "Holm: | That is nonsense.", whom a label or a line above
    names."""
    claim, text = stored.claim, stored.article.text
    if not claim.source:
        return bool(claim.chain)
    between = text[claim.source[-1][1] : cue[0]]
    return claim.source[-1][1] <= cue[0] and re.search(r"[:\n]", between) is not None


def headline_of(stored: StoredClaim) -> Span | None:
    """The headline where the claim stands in it."""
    line, spans = headline(stored.article), (*stored.claim.cue, *stored.claim.content)
    return line if line and spans and max(b for _, b in spans) <= line[1] else None


def headline(article: Article) -> Span | None:
    """The first line of several where it is the article's title, or no sentence."""
    text = article.text
    begin = len(text) - len(text.lstrip())
    end = text.find("\n", begin)
    if end < 0:
        return None
    line = text[begin:end].rstrip()
    same = _letters(line) == _letters(article.title or "")
    return (begin, begin + len(line)) if same or not line.endswith((".", "!", "?", "”", '"')) else None


@lru_cache(maxsize=2_000)
def _letters(line: str) -> str:
    return "".join(ch for ch in line.lower() if ch.isalnum())


def _subordinate(stored: StoredClaim, cue: Span, around: Span) -> bool:
    """True where source and cue are no main clause whose rest the predicate is: "As Low put it", "which Low said had",
    "many experts, including Low, say", "Low allegedly took", "When he took over, Low said"."""
    text, claim = stored.article.text, stored.claim
    start, end = (claim.source[0][0], claim.source[-1][1]) if claim.source else (cue[0], cue[0])
    source = text[start:end]
    owner = source.rstrip().endswith(("’s", "'s", "s’")) or _POSSESSIVE.match(text, end) is not None
    owner = owner or source.lower() in _OWNING
    inserted = text[cue[1] : claim.content[0][0]].rstrip().endswith(",") and _first_word(text, claim) in AUXILIARIES
    return (
        owner
        or inserted
        or (_first_word(text, claim) in _HAS_SUBJECT and not text[cue[1] : claim.content[0][0]].strip())
        or re.search(r"\b(?:when|if|after being) asked\b", text[cue[1] : claim.content[0][0]]) is not None
        or source.lower().startswith("including ")
        or _HEDGE.search(text[min(start, cue[0]) : cue[1]]) is not None
        or _bound_by(text[around[0] : start])
    )


def _bound_by(before: str) -> bool:
    """True where the words of a sentence before its source make what follows no clause of its own, or bound it."""
    if before.lstrip()[:1] in tuple(DOUBLE) or paired(before) != before:
        return False  # a quotation
    words = [word.lower() for word in _WORD.findall(before)]
    if not words:
        return False
    opens = not re.search(r"[,;:—–]", before)
    relative = words[-1] in _RELATIVES and before.rstrip()[-1:].isalpha()
    if _WITHOUT_ITS_PRONOUN.search(before[-_CLAUSE:]) and _is_noun(words[-1]):
        return True
    if relative and not (words[-2:-1] and words[-2] in PREPOSITIONS):  # "at which Low said" is a clause again
        return True
    if words[0] == "as":
        return opens or words[1:2] == ["for"]
    return not opens and _FRONTED.match(before) is not None


def _is_noun(word: str) -> bool:
    """True for a word that can be a thing of which a clause tells: no time, and none of the small words."""
    small = CONJUNCTIONS | PREPOSITIONS | AUXILIARIES | SUBJECT_PRONOUNS | _RELATIVES | DAYS
    return word not in small and word not in _NO_NOUN and not word.endswith(("ly", "ing"))


def _first_word(text: str, claim: Claim) -> str:
    found = _WORD.match(text, claim.content[0][0])
    return found[0].lower() if found else ""


def _woven_in(stored: StoredClaim, cue: Span) -> bool:
    """True where a quotation goes on with the cue's sentence: condemned "the people around him"."""
    text, claim = stored.article.text, stored.claim
    if not claim.source or not claim.source[0][0] < cue[0] < claim.content[0][0]:
        return False
    between = text[cue[1] : claim.content[0][0]].rstrip()
    return not between.endswith((":", ",")) and "\n" not in between and _begins_small(text, claim)


def _begins_small(text: str, claim: Claim) -> bool:
    """True for a quotation whose first word is none of a sentence's beginning: "a disaster"."""
    return text[claim.content[0][0] :][:8].lstrip(f"{DOUBLE}{OPENING}'`")[:1].islower()


def _goes_on(text: str, claim: Claim) -> bool:
    """True for a quotation that goes on with a clause of the article before its cue: Per, “was caught”, Low said."""
    start = claim.content[0][0]
    if not _begins_small(text, claim) or start > claim.cue[0][0]:
        return False
    return _WORD.search(text, sentence_around(text, start, start)[0], start) is not None


def _touches(text: str, around: Span, content: Spans) -> bool:
    """True where some of the content stands in the sentence of the cue, right behind its colon, or right before it in
    the same paragraph."""
    if any(a < around[1] and b > around[0] for a, b in content):
        return True
    if content[0][0] >= around[1]:
        gap = text[around[1] : content[0][0]]
        quoted = "\n" not in gap and text[content[0][0] :][:1] in OPENING + '"'
        return not gap.strip() and (text[: around[1]].rstrip().endswith(":") or quoted)
    gap = text[content[-1][1] : around[0]]
    return not gap.strip() and "\n" not in gap


def _quoted(text: str, part: Span) -> bool:
    """True where every word of ``part`` stands in quotation marks."""
    low = text.rfind("\n", max(0, part[0] - _PARAGRAPH), part[0]) + 1 or max(0, part[0] - _PARAGRAPH)
    end = text.find("\n", part[1])
    inside = quotes(text, low, end if 0 <= end < part[1] + _PARAGRAPH else min(len(text), part[1] + _PARAGRAPH))
    words = [m.start() for m in _WORD.finditer(text, *part)]
    return bool(words) and all(any(a <= at < b for a, b in inside) for at in words)


def _in_order(stored: StoredClaim, cue: Span, around: Span) -> Printed:
    """Source, cue, content: one stretch, begun so early that its verb is whole."""
    text, claim = stored.article.text, stored.claim
    content = claim.content
    if _inserted(stored, cue):
        return _sentence(stored)
    start = _begin(text, claim.source, cue)
    if start is None or not (_finite(text, start) or participial(text, start, content[0][0])):
        return _sentence(stored)
    if _verb_alone(stored):
        return _sentence(stored)
    end = clause_end(text, content[-1][1], around[1])
    told = len(_WORD.findall(text, cue[1], end))
    if told <= FRAGMENT and _RELATIVE_NEXT.match(text, end, around[1]):
        end = around[1]
    apart = len(_WORD.findall(text[cue[1] : content[0][0]])) > GAP
    if apart and (
        end - start > LONGEST or not _ELSEWHERE.search(text, content[0][0], end)
    ):  # "said that P, and that Q": Q without P
        joined = _with_that(text, content[0][0])
        return Printed(Form.PREDICATE, ((start, cue[1]), balanced(text, (joined, end), max(around[1], end))))
    return Printed(Form.PREDICATE, (balanced(text, (start, end), max(around[1], end)),))


def _verb_alone(stored: StoredClaim) -> bool:
    """True where the quotation before a source is what its verb says: “We will,” | Low said, pointing to the gate."""
    text, source = stored.article.text, stored.claim.source
    if not source or not text[max(0, source[0][0] - LONGEST) : source[0][0]].rstrip(" ").endswith(tuple(CLOSING + '"')):
        return False
    return re.match(r"\s+\w+,\s+\w+ing\b", text[source[-1][1] : stored.claim.content[0][0]]) is not None


def _with_that(text: str, start: int) -> int:
    """``start``, with the "that" before it."""
    found = re.search(r"\bthat\s+$", text[max(0, start - 8) : start])
    return start - len(found[0]) if found else start


def _inserted(stored: StoredClaim, cue: Span) -> bool:
    """True where source and cue are put into a clause that goes on behind a comma: "…, aides say, the mood is bad"."""
    text, claim = stored.article.text, stored.claim
    gap = text[cue[1] : claim.content[0][0]]
    return gap.strip() == "," and not _quoted(text, claim.content[0])


def _begin(text: str, source: Spans, cue: Span) -> int | None:
    """Where the predicate begins: behind the source, where few words stand before the cue or the cue is no finite
    verb; else at the cue with its auxiliaries. None where the cue alone would be no predicate."""
    source_start, source_end = source[0][0], source[-1][1]
    between = text[source_end : cue[0]]
    if described(text[source_start:source_end], between) and not _GERUND.match(text, cue[0]):
        return cue[0]  # "a report released last year found": what stands between describes the source
    if another := joined(text, (source_start, source_end), cue[0]):
        source_end, between = another[1], text[another[1] : cue[0]]
    bare = re.sub(r"^[\s,;:–—*_~-]*(?:who|which|that)?\s*", "", between)
    count = len(_WORD.findall(bare))
    gerund = bool(_GERUND.match(text, cue[0]))
    simple = not re.search(rf"[,;:()\[\]{DOUBLE}]", bare)
    if simple and count <= WORDS_BETWEEN:
        return cue[0] - len(bare)
    if gerund:  # "Low told the council it was safe, adding that": whole from its subject, if the sentence begins there
        opens = not _WORD.search(text[sentence_around(text, *cue)[0] : source_start])
        return cue[0] - len(bare) if opens and count <= 4 * WORDS_BETWEEN and ":" not in bare else None
    start = cue[0]
    while (last := re.search(r"([\w’']+)\s+$", text[source_end:start])) and _verbal(last[1]):
        start = source_end + last.start(1)
    return start


def joined(text: str, source: Span, at: int) -> Span | None:
    """The other of two who say one thing together, where the article prints it between the source and the verb at
    ``at`` ("Mr. Vang | and Mr. Lund | said"), with his "and"."""
    found = _AND_ANOTHER.match(text, source[1])
    return found.span("who") if found and found.end() <= at else None


def described(source: str, between: str) -> bool:
    """True where the words between a source and its cue describe it: "a report | released last year | found"."""
    ends, begins = _WORD.findall(source)[-1:], _WORD.findall(between)[:1]
    participles = HEAD_ENDS - PREPOSITIONS - _RELATIVES - {"and", "whose", "left", "out"}
    ended = bool(ends) and ends[0].lower() in HEAD_ENDS
    return ended or (bool(begins) and begins[0].lower() in participles)


def _finite(text: str, start: int) -> bool:
    """False where a stretch begins with a bare participle or a possessive's "s": no predicate of a sentence."""
    first = _WORD.match(text, start)
    if first is not None and _WHEN.match(text, start):
        return True
    if first is None or first[0].lower() in PREPOSITIONS or re.match(r"[’']s\b", text[start:]):
        return False
    return not _GERUND.match(text, start) and not _ADVERB_AND_PARTICIPLE.match(text, start)


def participial(text: str, start: int, end: int) -> bool:
    """True where a participle between commas stands before the verb: "The Mail, citing two pilots, claims that"."""
    return bool(_GERUND.match(text, start)) and text[:start].rstrip().endswith(",") and "," in text[start:end]


def _verbal(word: str) -> bool:
    low = word.lower()
    return low in AUXILIARIES or low in NEGATIONS or bool(_CONTRACTED.match(low)) or low in ("also", "later", "then")


def clause_end(text: str, end: int, bound: int) -> int:
    """``end``, moved on to where the clause ends that it cuts."""
    rest = text[end:bound]
    start = sentence_around(text, end - 1, end)[0]
    if re.match(r"\s+and\b", rest) and re.search(r"\bboth\b(?!.*\band\b)", text[start:end]):
        return end + len(rest.rstrip(" .\n"))  # "has both backed him | and called him unfit"
    if re.match(r":\s+[^\n]", rest) and len(rest) <= EXPLAINED:
        return end + len(rest.rstrip(" .\n"))  # "suggested a cheaper way: dredge at night"
    if (
        text[end - 1 : end] in tuple(CLOSING + '"')
        or not rest.strip()
        or re.match(rf"\s*[.,;:!?…)\]{CLOSING}\"—–-]", rest)
    ):
        return end
    if _BINDING.match(rest):  # "was right | when he said so": no statement without it
        return end + len(_to_its_stop(rest).rstrip(" .\n"))
    if re.match(
        r"\s+(?:--|\(|\[|and|but|or|while|as|after|before|when|because|although|though|which|who|if|since|until)\b",
        rest,
    ):
        return end
    return end + len(_to_its_stop(rest).rstrip())


def _to_its_stop(rest: str) -> str:
    """``rest`` up to the mark that ends its clause; the full stop of "Gov." ends none."""
    stop = re.search(r"(?:[,;:!?…—–]|(?<![A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})\.)(?=\s|[”\"’]|$)|\s--", rest)
    return rest[: stop.start()] if stop else rest


def _cue_of_quotation(stored: StoredClaim, cue: Span, around: Span) -> Span | None:
    """The words that introduce a quotation: all between source and quotation, or the cue with what runs on behind."""
    text, claim = stored.article.text, stored.claim
    if claim.source and claim.source[-1][1] <= claim.content[0][0] and _subordinate(stored, cue, around):
        return None
    if claim.source and claim.source[-1][1] <= cue[0] and cue[1] <= claim.content[0][0]:
        start = _begin(text, claim.source, cue)
        start = cue[0] if start is None else start
        words = text[start : claim.content[0][0]].rstrip(_TRIM + DOUBLE)
        if _WITH_PARTICIPLE.search(words):
            return None  # "said, adding later": a participle is no verb to stand behind a name
        told = _TITLE_BEHIND.sub("", f" {text[slice(*around)]}")
        apart = around[1] <= claim.content[0][0] and not re.search(rf"[{DOUBLE}:]|''|``", told)
        if apart and len(_WORD.findall(text[cue[1] : around[1]])) > OBJECT:
            return None  # "named fear as one of the reasons. “We ...”": a sentence of its own before the quotation
        one_clause = not re.search(rf"[;:{DOUBLE}]|''|``|[a-z]{4}[.!?…]\s", words)
        if len(_WORD.findall(words)) <= 2 * WORDS_BETWEEN and one_clause:
            return (start, start + len(words))
        return (start, cue[1])
    behind = _run_on(text, cue, around, claim.source)
    return None if _WITH_PARTICIPLE.search(text[slice(*behind)]) else behind


def _told_before(stored: StoredClaim, cue: Span, around: Span) -> Span | None:
    """The predicate of a quotation whose sentence says something of its own before it: "said the lock was old,
    explaining, “...”"; None where it does not."""
    text, claim = stored.article.text, stored.claim
    end = claim.content[-1][1]
    if not claim.source or claim.source[-1][1] > cue[0] or end > around[1] or _subordinate(stored, cue, around):
        return None
    start = _begin(text, claim.source, cue)
    words = _WORD.findall(text[start : claim.content[0][0]]) if start is not None else []
    if start is None or len(words) <= RUN_ON or not _GERUND.fullmatch(words[-1]):
        return None
    return balanced(text, (start, clause_end(text, end, around[1])), around[1])


def _run_on(text: str, cue: Span, around: Span, source: Spans) -> Span:
    """The cue with auxiliaries before it and the few words that the sentence goes on with ("told Reuters")."""
    start = cue[0]
    while (last := re.search(r"([\w’']+)\s+$", text[around[0] : start])) and _verbal(last[1]):
        start = around[0] + last.start(1)
    if any(a >= cue[1] for a, _ in source):
        return (start, cue[1])  # "said Low": the source stands behind
    rest = re.match(rf"[^,;:!?…{DOUBLE}{OPENING}\n—–]*", text[cue[1] : around[1]])
    words = re.split(r"''|``", rest[0])[0].rstrip(" .") if rest else ""
    titled = _TITLE_BEHIND.match(text, cue[1] + len(words), around[1]) if words else None
    words += titled[0] if titled and re.search(r"(?:[’']s|\b(?:on|in|of|show|program|programme))$", words) else ""
    return (start, cue[1] + len(words)) if len(_WORD.findall(words)) <= RUN_ON else (start, cue[1])


def _pointing_back(stored: StoredClaim, cue: Span, around: Span) -> Printed:
    """The content stands elsewhere: the predicate is the rest of the cue's sentence, beside the sentence meant."""
    text, claim = stored.article.text, stored.claim
    meant = sentence_around(text, claim.content[0][0], claim.content[-1][1])
    if meant[1] - meant[0] > 700:
        meant = (claim.content[0][0], claim.content[-1][1])
    earlier = sentence_before(text, around[0])
    bare = re.fullmatch(r"\W*(?:it|that|this|so|them)?\W*", text[cue[1] : _predicate_end(text, cue[1], around[1])])
    if bare and earlier is not None and "\n" not in text[earlier[1] : around[0]]:
        meant = earlier  # what a bare "denies it" follows in its own paragraph is what a reader takes it for
    meant = _introduced(text, meant)
    if not claim.source or claim.source[-1][1] > cue[0]:
        return Printed(Form.SENTENCE, (around,), before=meant)
    start = _begin(text, claim.source, cue)
    if start is None:
        return Printed(Form.SENTENCE, (around,), before=meant)
    end = _predicate_end(text, cue[1], around[1])
    return Printed(Form.POINTING_BACK, ((start, end),), before=meant)


def _introduced(text: str, span: Span) -> Span:
    """``span`` with the sentences before it in its paragraph, while it begins with a quotation that they bring in."""
    start = span[0]
    while text[start : start + 1] in tuple(DOUBLE + OPENING):
        earlier = sentence_before(text, start)
        if earlier is None or "\n" in text[earlier[1] : start] or span[1] - earlier[0] > LONGEST:
            break
        start = earlier[0]
    return (start, span[1])


def _predicate_end(text: str, at: int, bound: int) -> int:
    """Where a predicate without content ends: before the next clause, else at the sentence's end."""
    rest = text[at:bound]
    stop = re.search(r",?\s+(?:but|while|saying|adding|insisting|calling)\b|[;:—–]|,(?=\s+(?:and|who|which)\b)", rest)
    words = rest[: stop.start()] if stop else rest
    words = re.sub(rf",\s+{ONE}$", "", words) if stop else words  # "rejected it, Ms. Amdal | saying it was"
    return at + len(words.rstrip(" .!?" + _TRIM))


def _with_its_end(text: str, around: Span) -> Span:
    """A sentence with the quotation that follows it and goes on with its own: “We will,” she said. “We must.”"""
    behind = re.match(r"[ \xa0]+(?=[“\"]|'')", text[around[1] :])
    if behind is None:
        return around
    start = around[1] + behind.end()
    end = whole_quotations(text, sentence_around(text, start, start))[1]
    whole = text[start:end].rstrip().endswith(("”", '"', "''")) and not re.search(
        r"[”\"]|''", text[start + 2 : end - 2]
    )
    return (around[0], end) if whole and end - around[0] <= LONGEST else around


def _begun(stored: StoredClaim, start: int) -> int:
    """``start`` of a sentence, or where the quotation begins that it is of and that ends with a question, so that it
    seemed to be a sentence of its own: “Must we?” | Low asked."""
    text, content = stored.article.text, stored.claim.content
    if _verb_alone(stored) and (earlier := sentence_before(text, start)):
        before = [earlier]
    else:
        before = [part for part in content if part[0] < start and _quoted(text, part)]
    if not before or text[before[-1][1] : start].strip(" ") or "\n" in text[before[0][0] : start]:
        return start
    return before[0][0]


def _sentence(stored: StoredClaim) -> Printed:
    """The whole sentence that holds source, cue and content."""
    claim, text = stored.claim, stored.article.text
    anchor = (*claim.source, *claim.cue) or claim.content
    if not anchor:
        return Printed(Form.SENTENCE, ())
    around = sentence_around(text, min(a for a, _ in anchor), max(b for _, b in anchor))
    around = whole_quotations(text, around)
    if claim.content:
        last = claim.content[-1]
        next_to = around[1] <= last[0] and not text[around[1] : last[0]].strip()
        if next_to and last[1] - around[0] <= LONGEST:
            around = (around[0], last[1])
        elif any(_quoted(text, part) for part in claim.content):
            around = _with_its_end(text, around)
        around = (_begun(stored, around[0]), around[1])
    inside = all(around[0] <= a and b <= around[1] for a, b in claim.content)
    meant = None if inside else sentence_around(text, claim.content[0][0], claim.content[-1][1])
    return Printed(Form.SENTENCE, (around,), before=meant)
