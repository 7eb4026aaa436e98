"""Claim -> sentence, for the terminal, Discord and JSON alike: a resolved name, then the article's own words.

Every sentence is made of three things only: the name of a source, verbatim words of the article (in quotation marks,
or as the cue between name and quotation) and the fixed words of this module. No model writes any of it.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from bot.answer import pointing, quotation, source_label
from bot.answer.predicate import Form, Printed, headline, participial, printed
from bot.answer.quotation import DOUBLE, OPENING, inner, marks, plain, sentence_around, sentence_before
from bot.answer.quotation import printed as words_at
from index.attribution.lexicon.nouns import BODIES, OFFICES, PEOPLE, ROLE_WORDS
from index.attribution.lexicon.tokens import DAYS
from index.attribution.quotes import quotes
from index.schema import Reference, Span, Spans, StoredClaim
from index.store.chunks import question_span
from index.text.folding import fold
from index.text.name_words import HONORIFICS

OWN_WORDS = "in its own words"
BEFORE = "before it in the article"
AS_PRINTED = "as {outlet} writes"
IN_HEADLINE = "in a headline"
EARLIER_MOST = 420
"""Code points of what is printed before a claim to make clear what it points back to."""
HANGING_MOST = 280
"""The same where it has a word within that points to the sentence before it."""
SHORTEST = 40
"""Code points from which on a sentence tells enough to be understood alone."""
FEW = 6
"""Words below which it does not."""
BRIEF = 20
"""Words of a sentence below which its quotation says little alone."""
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
_ON_A_DAY = re.compile(
    rf"""\W*(?:(?:but|and)\s)?(?:on|by|in|last|until|early|late|earlier|later)\b[^,;:]{{0,30}}?
    \b(?:{"|".join(sorted(DAYS))}|\d+)\b[^,;:]{{0,12}}?,?\s*""",
    re.I | re.X,
)
_JOINING = re.compile(
    r"""^(?: But | And | Yet | So, | So(?=\ (?:he|she|it|they|we|you|the|an?|in|on|[A-Z]))  # but "So wide is the leak"
       | However, | However(?!(?:\ \S+){0,5},) | Still, | Meanwhile, | Moreover,  # but "However wide the leak,"
      )\ (?=\S)""",
    re.X,
)
_DATELINE = re.compile(r"^[A-Z]{3,}[\w .,()/]{0,40}\s(?:--|—|–)\s+(?=[A-Z“])")
_HEADING = re.compile(r"(?:[A-Z][A-Z’'&-]+ ){2,7}(?:[—–-]+ )?(?=[“'\"\[]?[A-Z][a-z’'])")
SHORTEST_HEADING = 12
"""Code points from which on a run of capitals is a heading and no name."""
_CLAUSE_BEGIN = re.compile(r"[,;:]|\b(?:that|if|when|because|who|while|as|but|and)\b")
_KINDS = (frozenset(("he", "him", "his")), frozenset(("she", "her", "hers")))
_LABEL = re.compile(rf"^[{DOUBLE}{OPENING}']?\s*(?:(?:[A-Z][\w.’'-]*\s?){{1,4}}|Q\.?):\s+")
"""Who asks, before a question in a transcript."""
_SUBORDINATE = re.compile(r"\W*(?:asked|when|if|whether|while|although|though|as|because)\b", re.I)
_TO_WRITER = re.compile(r"(?<=\s)(?:me|us)\b(?=\s(?:in|on|at|that|by|over|during|last|this|after|before|when)\b|$)")
"""Whom somebody told it, where the article says "told me": who wrote it."""
_SOMEBODY = re.compile(r"[A-Z][\w’'-]+\s[A-Z][\w’'-]+|(?<=[a-z,]\s)[A-Z][a-z’'-]{2,}")
_WOMAN = re.compile(r"(?:wife|widow|mother|sister|daughter|girlfriend|aunt)\b")
QUOTED = re.compile("“([^”]*)”")
QUOTED_LEAST = 20
"""Code points from which on a quotation that stands within another is the same."""
OPENS = 12
"""Code points from a sentence's start within which a pronoun points to the sentence before."""


def sentence(stored: StoredClaim, told: Collection[str] = (), *, in_context: bool = False) -> str:
    """One attributed sentence for the claim, without its number.

    ``told``: sentences that a reader has seen already; what one of them quotes is not printed again to make clear what
    this one points back to. ``in_context``: a quotation of a few words brings the sentence before it.
    """
    shape = printed(stored)
    who = source_label.subject(stored)
    if shape.form is Form.HEADLINE:
        return stopped(_headline(stored, shape))
    if who is None or shape.form is Form.SENTENCE or source_label.writes_himself(stored):
        return _whole(stored, shape, source_label.speaker(stored))
    if who.rsplit(" ", 1)[-1].lower() in ("who", "which", "that"):  # "a company that": the clause is no predicate
        return _whole(stored, shape, None)
    if shape.form is Form.PREDICATE and _known_by_another_name(stored, who):
        return _whole(stored, shape, None)
    who = _named_before(stored, who) or who
    if shape.form is Form.POINTING_BACK and (_dated(stored) or _named_nowhere(who, told)):
        return _whole(stored, shape, source_label.speaker(stored))
    said = stopped(_FORMS[shape.form](stored, shape, source_label.capitalised(who)))
    if not _names_its_source(stored, said) or _leans_on_its_begin(stored, shape, who):
        return _whole(stored, shape, source_label.speaker(stored))
    before = _made_clear(stored.article.text, shape.before) if shape.before else _meant(stored, shape, who)
    if before is None and in_context and shape.form is Form.QUOTATION and len(said.split()) < BRIEF:
        before = _earlier(stored, stored.claim.content[0][0])
    return _with_what_is_meant(stored, before, said, told) if before else said


def _known_by_another_name(stored: StoredClaim, who: str) -> bool:
    """True for "the former first lady" behind a sentence that names somebody: a reader would take her for another."""
    source, text = stored.claim.source, stored.article.text
    if not source or text[slice(*source[0])].lower() != who.lower() or not pointing.described_only(who):
        return False
    before = _earlier(stored, source[0][0])
    return before is not None and _SOMEBODY.search(text, *before) is not None


def _named_before(stored: StoredClaim, who: str) -> str:
    """The name of "the paper", where the sentence that brings it in has it right behind: "the newspaper Sund Mail"."""
    noun = pointing.unnamed(who)
    if not noun or not stored.claim.source:
        return ""
    found = _introducing(stored, stored.claim.source[0][0], noun)
    text = stored.article.text
    name = re.search(rf"\b\w*{re.escape(noun)}\s((?:[A-Z][\w&’'-]*\s?)+)", text[slice(*found)]) if found else None
    return name[1].strip() if name else ""


def is_unclear(stored: StoredClaim) -> bool:
    """True for a claim whose words point to something that no sentence printed with them tells of."""
    shape, who = printed(stored), source_label.subject(stored)
    if who is None or shape.form is not Form.PREDICATE or source_label.writes_himself(stored):
        return False
    if not _points_back(stored, _words(stored, shape.words), who) or _leans_on_its_begin(stored, shape, who):
        return False
    return _meant(stored, shape, who) is None


def _named_nowhere(who: str, told: Collection[str]) -> bool:
    """True for "the firm" where no sentence that a reader has seen speaks of a firm."""
    noun = who.split()[-1]
    return pointing.bare_label(who) and not any(re.search(rf"\b{re.escape(noun)}\b", one) for one in told)


def _dated(stored: StoredClaim) -> bool:
    """True where a sentence begins with the day on which its source said no or nothing: "On Wednesday the firm ..."."""
    if not stored.claim.source:
        return False
    start, text = stored.claim.source[0][0], stored.article.text
    begin = text[sentence_around(text, start, start)[0] : start]
    return _ON_A_DAY.fullmatch(begin) is not None


def following(stored: StoredClaim, *, named: bool = False) -> str | None:
    """The sentence for a claim with which its speaker goes on right behind the sentence printed before: under a pronoun
    or a part of the name where the article has that, else by name; ``named``: never under a pronoun. None where it has
    no predicate or quotation of its own."""
    shape, who = printed(stored), source_label.subject(stored)
    if who is None or shape.form not in _GOING_ON or source_label.writes_himself(stored):
        return None
    if shape.form is Form.PREDICATE and _in_first_person(stored.article.text, shape.words):
        return None
    source = inner(plain(" ".join(stored.article.text[a:b] for a, b in stored.claim.source)))
    name = source_label.display(stored)
    if source.lower() in _SUBJECTS:
        who = name if named else source
    elif name in who and not source_label.relays(stored) and who.lower() != f"the {name}".lower():
        who = source if source and source in name else name
    return stopped(_FORMS[shape.form](stored, shape, source_label.capitalised(who)))


def _leans_on_its_begin(stored: StoredClaim, shape: Printed, who: str) -> bool:
    """True for a predicate with a word that its sentence makes clear before it ("For Berg, voters have doubts about his
    plan"), or in which the writer speaks of himself ("told me")."""
    if shape.form is not Form.PREDICATE:
        return False
    text, source, start = stored.article.text, stored.claim.source, shape.words[0][0]
    if _in_first_person(text, shape.words):
        return True
    around = quotation.whole_quotations(text, sentence_around(text, source[0][0], shape.words[-1][1]))
    begin = f"{text[around[0] : source[0][0]]} {text[source[-1][1] : start]}"
    words = " … ".join(words_at(text, span, _others(stored)) for span in shape.words)
    name = source_label.speaker(stored)
    if len(begin.split()) <= 1 or not _points_back(stored, words, who):
        return False
    if _ON_A_DAY.match(begin):
        return True
    alone = not _needs_lead(stored, (around,), name, _named(stored, (around,), name))
    return alone and _lead(stored, (around,), name) is None


def _in_first_person(text: str, spans: Spans) -> bool:
    """True where the writer speaks of himself in ``spans``: outside quotations."""
    for start, end in spans:
        low, high = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        inside = quotes(text, low, high if high >= 0 else len(text))
        words = "".join("9" if any(a <= at < b for a, b in inside) else text[at] for at in range(start, end))
        if pointing.in_first_person(words):
            return True
    return False


def _points_back(stored: StoredClaim, words: str, who: str) -> bool:
    return pointing.points_back(words, who) or (pointing.thing_is_subject(words, who) and _is_somebody(stored, who))


def _with_what_is_meant(stored: StoredClaim, before: Span, said: str, told: Collection[str]) -> str:
    """``said`` with the sentence that its words point back to, unless a reader has seen that."""
    words = words_at(stored.article.text, before)
    words = marks(_LABEL.sub("", words) if printed(stored).form is Form.TURN else words)
    seen = [quoted for one in told for quoted in QUOTED.findall(one)]
    if any(len(q) >= QUOTED_LEAST and q in words for q in seen) or any(words[1:-1] in one for one in told):
        return said
    return stopped(f"{said.removesuffix('.')} ({BEFORE}: {words})")


def _meant(stored: StoredClaim, shape: Printed, who: str) -> Span | None:
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
    brought_in = _introducing(stored, at, noun) if noun else None
    if brought_in and who == label:
        return _made_clear(text, brought_in)
    if whole:
        words = " … ".join(words_at(text, span, _others(stored)) for span in shape.words)
        back = _points_back(stored, words, who)
    else:
        words = quotation.unmarked(words_at(text, shape.words[0], _in_quotation(stored, shape.words)))
        meant = re.search(r"\b(?:of|about) ", _cue(stored, shape)) or source_label.occasion(stored)
        pair = pointing.pair(words) if shape.form in _SPOKEN else ()
        back = (pointing.begins_back(words) and not meant) or bool(pair)
    if not back or brought_in:
        return _made_clear(text, brought_in) if back and brought_in else None
    nouns = pointing.nouns_pointed_at(words, who) if whole else pointing.nouns_at_first(words) or pair
    for noun in nouns:
        found = _introducing(stored, at, noun)
        if found and (shape.form not in _SPOKEN or at - found[1] <= EARLIER_MOST):
            clear = _made_clear(text, found)
            begins = text[slice(*clear)]
            hangs = pointing.begins_back(begins) and not begins.startswith(tuple(OPENING + DOUBLE + "'"))
            alone = hangs or (whole and _of_whom_it_is(text[slice(*found)], who))
            return found if alone else clear
    earlier = _earlier(stored, at)
    if earlier and whole and nouns and pointing.hangs(text[slice(*earlier)]):
        return None  # another riddle
    return earlier if earlier and (whole or _tells(stored, earlier)) else None


_SPOKEN = (Form.QUOTATION, Form.TURN)


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
    return not words.startswith(tuple(OPENING + DOUBLE + "'")) or len(words) > 2 * SHORTEST


def _earlier(stored: StoredClaim, at: int) -> Span | None:
    """The sentence before the one that holds ``at``, made clear; None where that is the headline, or cannot be."""
    text = stored.article.text
    start = sentence_around(text, at, at)[0]
    found = sentence_before(text, start)
    line = headline(stored.article)
    if found is None or (line and found[0] < line[1]):
        return None
    if found[0] <= len(text) - len(text.lstrip()) and not text[: found[1]].rstrip().endswith((".", "!", "?", "”", '"')):
        return None
    clear = _made_clear(text, found)
    return None if pointing.begins_back(text[slice(*clear)]) else quotation.balanced(text, clear, start)


def _made_clear(text: str, found: Span) -> Span:
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


def _introducing(stored: StoredClaim, at: int, noun: str) -> Span | None:
    """The last sentence of the body before ``at`` that has ``noun``: what "the report" or "the woman" is, or who."""
    text = stored.article.text
    low = max(0, at - LOOKED_BACK)
    end = sentence_around(text, at, at)[0]
    line = headline(stored.article)
    low = max(low, line[1]) if line else low
    places = [m.start() for m in re.finditer(rf"\b\w*{re.escape(noun)}s?\b", text[low:end], re.I)]
    return sentence_around(text, low + places[-1], low + places[-1]) if places else None


def _names_its_source(stored: StoredClaim, said: str) -> bool:
    """True where the end of the chain is named: a relay that stands before the verb may leave it out."""
    chain, speaker = stored.claim.chain, stored.claim.speaker or ""
    if len(chain) < 2:
        return True
    low = said.lower()
    last = speaker.lower().split()[-1:] or [""]
    return inner(plain(chain[-1])).lower() in low or (bool(last[0]) and last[0] in low)


def stopped(words: str) -> str:
    """``words`` with a full stop, where the quotation that ends them has none of its own."""
    return words if words[-2:-1] in (".", "!", "?", "…") else f"{words}."


def _predicate(stored: StoredClaim, shape: Printed, who: str) -> str:
    start, end = shape.words[0]
    if not stored.claim.own_voice and sentence_around(stored.article.text, start, end)[0] == start:
        return _turn(stored, shape, who)  # a sentence that the speaker says: "That never happened!"
    between_commas = participial(stored.article.text, start, end)
    name = f"{who.rstrip(',')}," if between_commas else _apart(who)
    return f"{name} {marks(_words(stored, shape.words, who))}"


def _quotation(stored: StoredClaim, shape: Printed, who: str) -> str:
    cue = _cue(stored, shape)
    occasion = source_label.occasion(stored)
    if occasion and pointing.begins_back(quotation.unmarked(words_at(stored.article.text, shape.words[0]))):
        who = f"{who.rstrip(',')}, {occasion},"
    if not cue or cue.split()[-1] == "told":  # nobody told is printed
        return _turn(stored, shape, who)
    return f"{_apart(who)} {cue}: {_quoted(stored, shape.words)}"


def _apart(who: str) -> str:
    """A name with an apposition closes it with a comma before its verb; a list does not."""
    who = re.sub(r",(['’])(?!\w)", r"\1,", who).replace(",,", ",")
    head, _, rest = who.rstrip(",").partition(",")
    named = re.search(r"[A-Z]", head[1:] + rest) or re.match(r"\s*(?:an?|the|his|her|its|their|including)\b", rest)
    if rest and (named or " and " not in rest):
        return f"{who.rstrip(',')},"
    return who.rstrip(",")


def _turn(stored: StoredClaim, shape: Printed, who: str) -> str:
    if source_label.is_author(stored):
        return f"{source_label.writes(stored)}: {marks(_opened(_quoted(stored, shape.words)[1:-1]))}"
    spelt = who.title() if who.isupper() and (" " in who or who.lower() in ROLE_WORDS | OFFICES) else who
    return f"{spelt.rstrip(',')}: {_quoted(stored, shape.words)}"


def _headline(stored: StoredClaim, shape: Printed) -> str:
    outlet = source_label.capitalised(source_label.outlet(stored))
    return f"{outlet}, {IN_HEADLINE}: {marks(_named(stored, shape.words, source_label.speaker(stored)))}"


def _own_voice(stored: StoredClaim, shape: Printed, who: str) -> str:
    words = marks(_opened(_words(stored, shape.words)))
    if _in_first_person(stored.article.text, shape.words):
        return f"{source_label.writes(stored)}: {words}"
    return f"{who}, {OWN_WORDS}: {words}"


_GOING_ON = (Form.PREDICATE, Form.QUOTATION, Form.TURN)
_SUBJECTS = frozenset(("he", "she", "they", "it"))
_FORMS = {
    Form.PREDICATE: _predicate,
    Form.QUOTATION: _quotation,
    Form.TURN: _turn,
    Form.POINTING_BACK: _predicate,
    Form.OWN_VOICE: _own_voice,
}


def _whole(stored: StoredClaim, shape: Printed, who: str | None) -> str:
    """The whole sentence as the article's; with the one before it where it cannot be understood alone."""
    text = stored.article.text
    spans = shape.words or stored.claim.content
    if shape.form is not Form.SENTENCE:
        low = min(a for a, _ in (*stored.claim.source, *spans))
        spans = (quotation.whole_quotations(text, sentence_around(text, low, spans[-1][1])),)
    lead: list[Span] = []
    if shape.before and shape.before[1] <= spans[0][0]:
        lead = [_made_clear(text, shape.before)]
    if not lead and (earlier := _lead(stored, spans, who)):
        lead = [earlier]
    words = _unheaded(text, (*lead, *spans)[0][0], _named(stored, (*lead, *spans), who))
    words = re.sub(r"^(?:Meanwhile,?|But|And|Yet) (?=[A-Z])", "", words) if lead else _opened(words)
    if source_label.writes_himself(stored) or _in_first_person(text, (*lead, *spans)):
        return stopped(f"{source_label.writes(stored)}: {marks(words)}")
    said = AS_PRINTED.format(outlet=source_label.outlet_within(stored))
    name = (who or "").rstrip(",")
    if not name or pointing.bare_label(name) or _tells_who(stored, words, name):
        return stopped(f"{source_label.capitalised(said)}: {marks(words)}")
    return stopped(f"{source_label.capitalised(said)} of {name}: {marks(words)}")


def _lead(stored: StoredClaim, spans: Spans, who: str | None) -> Span | None:
    """What has to be read before the whole sentence at ``spans``, if anything."""
    text, words = stored.article.text, _named(stored, spans, who)
    if _needs_lead(stored, spans, who, words):
        earlier = _earlier(stored, spans[0][0])
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
    begin = text.rfind("\n", 0, span[0]) + 1
    return any(a <= span[0] + 1 and span[1] <= b + 2 for a, b in quotes(text, begin, span[1] + 2))


def _needs_lead(stored: StoredClaim, spans: Spans, who: str | None, words: str) -> bool:
    source, text = stored.claim.source, stored.article.text
    before = text[spans[0][0] : source[0][0]] if source else ""
    meant = source and re.match(r"(?:s?he|it|they|his|her|its|their)\b", text[source[0][0] :][:6])
    bare = meant and len(before) <= FRONT and not re.search(rf"\s[A-Z{DOUBLE}{OPENING}']|^According", before)
    begins = bool(bare) or len(before) <= OPENS
    announced = who is not None and bool(source) and _ANNOUNCED.match(words) is not None and not begins
    back = pointing.begins_back(words) and not (announced and source[0][0] <= spans[0][0] + ANNOUNCED_WITHIN)
    return (
        (who is None and begins)
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
    behind = words_at(text, (cue, spans[-1][1]), _others(stored)).rstrip(" .")
    thing = pointing.thing_is_subject(behind, who) and _is_somebody(stored, who)
    return thing or (pointing.leaves_open(behind, who) and not _SUBORDINATE.match(text, spans[0][0], cue))


def _tells_who(stored: StoredClaim, words: str, name: str) -> bool:
    """True where the sentence names whose claim it is, by name or as the article puts it."""
    last = stored.claim.chain[-1] if stored.claim.chain else name
    return any(inner(plain(part)) in words for part in (name, name.split(",")[0].split()[-1], last))


def _opened(words: str) -> str:
    """A sentence without the word that only joins it to the one before."""
    bare = _JOINING.sub("", words) if not words.endswith("?") else words
    return f"[{bare[0].upper()}]{bare[1:]}" if bare[:1].islower() and bare != words else bare


def _unheaded(text: str, start: int, words: str) -> str:
    """A paragraph's first sentence without its dateline or a heading in capitals that runs into it: "THE DREDGING Low
    said"."""
    words = _DATELINE.sub("", words)
    found = _HEADING.match(words)
    if found is None or len(found[0]) < SHORTEST_HEADING or text[:start].rstrip(" ")[-1:] not in ("", "\n"):
        return words
    elsewhere = text[start + len(found[0]) :] + text[:start]
    names = [word for word in re.findall(r"\w{4,}", found[0]) if re.search(rf"(?<!\w){word}(?!\w)", elsewhere)]
    return words if names else words[found.end() :]


def _named(stored: StoredClaim, spans: Spans, who: str | None) -> str:
    """The words at ``spans``, the source in square brackets by its full name where it is a pronoun or half of one."""
    text = stored.article.text
    known = {r.start: r for r in stored.claim.references}
    known |= {r.start: r for r in _half_named(stored, spans, who)}
    parts = [words_at(text, span, [known[at] for at in sorted(known)]) for span in spans]
    made = parts[0]
    for (_, end), (start, _), part in zip(spans, spans[1:], parts[1:], strict=False):
        made = f"{made}{' ' if not text[end:start].strip() else ' … '}{part}"
    return made


def _half_named(stored: StoredClaim, spans: Spans, who: str | None) -> tuple[Reference, ...]:
    """The original source where it is printed as a pronoun ("she suggested") or by half a name ("Low suggested")."""
    text, claim = stored.article.text, stored.claim
    if who is None or not claim.chain or claim.chain[-1].lower() in source_label.FIRST_PERSON:
        return ()
    mention = claim.chain[-1].removeprefix("including ")
    found = _place(text, (*claim.source, *spans), mention)
    if found is None:
        return ()
    if mention.lower() in source_label.PRONOUNS:
        if mention.lower() in who.lower().split():
            return ()
        if (named := _told_before(stored, (*claim.source, *spans), found, who)) is not None:
            return named
        who = source_label.capitalised(who) if text[found[0]].isupper() else who
        return (Reference(*found, who.rstrip(",") or claim.speaker or who),)
    words = fold(claim.speaker or "").split()
    bare = {word for word in fold(mention).split() if word.strip(".") not in HONORIFICS}
    told = fold(" ".join(text[slice(*span)] for span in spans))
    if not words or " ".join(words) in told:
        return ()
    the = found[0] - len("the ") if text[: found[0]].lower().endswith("the ") else found[0]
    reference = Reference(the, found[1], (source_label.capitalised(who) if text[the].isupper() else who).rstrip(","))
    if the < found[0] and _is_description(mention, claim.speaker or ""):
        known = words[0] in told or (words[-1] != mention.split()[-1] and words[-1] in told)
        return () if known else (reference,)
    return (reference,) if bare < set(words) else ()


def _told_before(stored: StoredClaim, spans: Spans, found: Span, who: str) -> tuple[Reference, ...] | None:
    """The full name in place of the half before a pronoun, nothing where it is whole; None where no name of the
    speaker stands before the pronoun."""
    text, name = stored.article.text, stored.claim.speaker or ""
    last = name.split()[-1:]
    start = min(a for a, _ in spans if a <= found[0])
    if not last or not last[0][:1].isupper():
        return None
    place = re.compile(rf"(?:[A-Z][\w.’'-]*\s)*(?<!\w){re.escape(last[0])}(?![\w’'])").search(text, start, found[0])
    if place is None:
        return None
    half = place[0] == last[0] or place[0].split()[0].lower().rstrip(".") in HONORIFICS
    return (Reference(*place.span(), who.rstrip(",")),) if half and name != last[0] else ()


def _is_description(mention: str, name: str) -> bool:
    """True for "governor" where the reading knows his name."""
    return mention.split()[-1] in ROLE_WORDS | OFFICES | PEOPLE and name.split()[-1][:1].isupper()


def _place(text: str, spans: Spans, mention: str) -> Span | None:
    """Where ``mention`` stands as a whole word, and owns nothing, in the first of ``spans`` that has it."""
    known = re.compile(rf"(?<!\w){re.escape(mention)}(?![\w’'])")
    places = (known.search(text, start) for start, _ in spans)
    return next((f.span() for f, (_, end) in zip(places, spans, strict=True) if f and f.end() <= end), None)


def _words(stored: StoredClaim, spans: Spans, who: str = "") -> str:
    """The article's words behind the name ``who``, pronouns resolved that mean somebody else."""
    others = [one for one in _once(stored, spans) if not _clear_behind(stored.article.text, who, one)]
    return _bare(" … ".join(words_at(stored.article.text, span, others) for span in spans))


def _clear_behind(text: str, who: str, reference: Reference) -> bool:
    """True where the name in front is whom a pronoun means, or names him and is no person itself: "Holm told the
    radio that they had promised her a lock", "Ida Holm's letter said that it was not her view"."""
    if reference.name not in who:
        return False
    owner = re.search(rf"{re.escape(reference.name)}[’']s?\s+(?P<rest>.+)", who)
    if owner and _WOMAN.match(owner["rest"]) and text[reference.start : reference.end].lower() in _KINDS[0]:
        return True  # "Leo Berg's wife pleads for his life"
    return not (pointing.has_role(owner["rest"]) or pointing.several(owner["rest"])) if owner else True


def _once(stored: StoredClaim, spans: Spans) -> list[Reference]:
    """The references within ``spans``, each name at its first."""
    found: dict[str, Reference] = {}
    for one in _others(stored):
        if any(a <= one.start and one.end <= b for a, b in spans):
            found.setdefault(one.name, one)
    return list(found.values())


def _others(stored: StoredClaim) -> tuple[Reference, ...]:
    """The references that are printed: to others than the speaker, near whom the article names."""
    claim = stored.claim
    return tuple(
        source_label.in_brackets(stored.article.text, r)
        for r in claim.references
        if not source_label.is_speaker(claim, r.name) and not _means_speaker(stored, r) and _near(stored, r)
    )


def _means_speaker(stored: StoredClaim, reference: Reference) -> bool:
    """True for the subject right behind one person's cue: "Holm said she would" is Holm, whoever else was found."""
    claim, text = stored.claim, stored.article.text
    if text[reference.start : reference.end].lower() not in ("he", "she") or not claim.cue or claim.anonymous:
        return False
    between = text[claim.cue[-1][1] : reference.start]
    named = (claim.speaker or "a").split()
    person = (len(named) > 1 and named[0][0].isupper()) or named[-1].lower() in ROLE_WORDS
    return person and re.fullmatch(r"\s*(?:that\s+)?", between) is not None


def _near(stored: StoredClaim, reference: Reference) -> bool:
    """True where the name stands in the sentence of the pronoun or in the two before it."""
    text = stored.article.text
    start = sentence_around(text, reference.start, reference.end)[0]
    for _ in range(2):
        earlier = sentence_before(text, start)
        start = earlier[0] if earlier else start
    last = reference.name.split()[-1]
    return last in text[start : reference.start]


def _quoted(stored: StoredClaim, spans: Spans) -> str:
    """A direct quotation without its outer marks, its parts joined by an ellipsis."""
    parts = [quotation.unmarked(words_at(stored.article.text, span, _in_quotation(stored, spans))) for span in spans]
    return marks(" … ".join(part for part in parts if part))


def _in_quotation(stored: StoredClaim, spans: Spans) -> list[Reference]:
    """The references that are printed in a direct quotation, in text order."""
    at_first = {_at_its_first(stored.article.text, spans, r) for r in _once(stored, spans)}
    return sorted(at_first, key=lambda r: r.start)


def _at_its_first(text: str, spans: Spans, reference: Reference) -> Reference:
    """The reference at the pronoun of its kind before it in its sentence, across a clause's begin: with a name only
    behind the first, "He is the type that, if you show [Berg]" would read as two men."""
    kind = next((one for one in _KINDS if text[reference.start : reference.end].lower() in one), frozenset())
    start = max((a for a, _ in spans if a <= reference.start), default=reference.start)
    start = max(start, sentence_around(text, reference.start, reference.end)[0])
    owns = text[reference.start : reference.end].lower() in ("his", "her")
    for word in re.finditer(r"[a-z]+", text[start : reference.start], re.I):
        between = text[start + word.end() : reference.start]
        if word[0].lower() in kind and (owns or _CLAUSE_BEGIN.search(between)):
            return Reference(start + word.start(), start + word.end(), reference.name)
    return reference


def _cue(stored: StoredClaim, shape: Printed) -> str:
    if not shape.cue:
        return ""
    words = inner(plain(words_at(stored.article.text, shape.cue, _others(stored)))).strip(" ,;:.")
    writer = source_label.author(stored) or source_label.outlet_within(stored)
    words = _TO_WRITER.sub(f"[{writer}]", words, count=1) if not stored.claim.chain[1:] else words
    return re.sub(r"[.,](?='$)", "", words)


def _bare(words: str) -> str:
    return words[5:] if words.startswith("that ") else words
