"""From one relation to the chain of those who passed the claim on: outermost relay first, original source last.

The extractor gives the attribution that the article prints outermost, or the innermost; both are completed here.
Outward: who was told ("told Reuters"), who quotes ("A, citing B, reports"), who stands around the clause. Inward: the
content may itself be a report ("state television said that M had promised ..."), and then its own content counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from index.attribution.clauses import ADDRESSED, is_clause, noun_phrase_before
from index.attribution.coreference.mentions import core
from index.attribution.inquits import following_inquit
from index.attribution.lexicon.outlets import is_medium, may_be_medium, same_outlet
from index.attribution.lexicon.tokens import Words
from index.attribution.lexicon.verbs import CLAUSE_ONLY, UTTERING
from index.attribution.nested_reports import Inner, can_speak, is_pronoun, peel
from index.attribution.quotes import QUOTE_MARKS, quotes
from index.attribution.reports import Reports
from index.attribution.stance import cue_verb, stance
from index.schema import Relation, Span, Spans, Stance

CITING = re.compile(r"\b(?:citing|quoting|cites|quotes|cited|quoted|referring to|relying on|drawing on)\s+", re.I)
_TO = re.compile(r"\b(?:told|tells|telling|informed|to|with|by|in|on|for|from|according to)\s+", re.I)
_CHARGES = re.compile(r"\b(?:accus|charg|blam|indict)\w*", re.I)
_TELLING = re.compile(r"\b(?:told|tells|telling|informed)\s+", re.I)
OUTLET = re.compile(
    r"""(?:(?:the|a|an|its|his|her)\s+)?(
      (?:(?:(?:state|local|national|public|private|regional|\w+ian|\w+ish|\w+ese|[A-Z]\w+     # the Finnish ...
          |daily|weekly|news|sister)\s+)?                                                     # its sister ...
        (?:newspaper|paper|daily|weekly|tabloid|magazine|journal|website|site|broadcaster     # ... paper
          |television|radio|TV|station|network|channel|agency|newsletter|podcast|blog|programme)\s+)?  # ... agency
      [A-ZÀ-Þ][\w'’&/.-]*                                                                     # Corriere ...
      (?:\s+(?:[A-ZÀ-Þ0-9][\w'’&/.-]*|(?:de|di|da|della|del|of|the(?=\s[A-Z])                 # ... della Sera
          |la|el|der|die|das|van|du|al)\b))*                                                  # Süddeutsche, Voz del Sur
      (?:\s+(?:news\ agency|radio|television|newspaper|magazine|TV)\b)?                       # Tass news agency
    | (?:\w+\s)?(?:state|public|local|national|commercial|state-run|state-owned|independent)[ ] # Belarusian state ...
      (?:television|media|TV|radio|broadcaster|news\ agency)                                  # ... television
    )""",
    re.X,
)
LONGEST_CHAIN = 5


@dataclass(frozen=True)
class Link:
    """One member of a chain: the span of its mention, verbatim."""

    span: Span


@dataclass(frozen=True)
class Attribution:
    """A claim with its chain: ``links`` from outermost relay to original source, the ``cue`` by which the source
    speaks, what it says, and how the outer relation printed it. ``source`` is the whole source phrase."""

    links: tuple[Link, ...]
    source: Spans
    cue: Spans
    content: Spans
    outer: Relation
    chances: tuple[float, ...] = ()
    claim: float | None = None  # probability that the innermost report is a claim; None where there is none


def attributions(
    text: str,
    relation: Relation,
    outlet: str | None,
    sentence: Span,
    other: Callable[[Span, Span], bool] = lambda a, b: False,
    reports: Reports | None = None,
) -> Attribution:
    """The chain of ``relation`` inside its ``sentence`` (offsets into ``text``); ``outlet`` is the publisher.

    ``other(pronoun, source)`` tells that a pronoun cannot mean a source; by default it always can.
    """
    if not relation.source:
        return Attribution((), (), relation.cue, relation.content, relation)
    phrases = list(_inside_source(text, relation.source[0]))
    cue, content = relation.cue, relation.content
    said = " ".join(text[a:b] for a, b in cue).lower()
    aside = _aside(text, relation, sentence) if len(phrases) == 1 else None
    if aside is not None:
        phrases.append(aside)
    chances: tuple[float, ...] = ()
    claim = None
    for _ in range(LONGEST_CHAIN - len(phrases)):
        # "denies that he reported C" is about the report: only who asserts it passes C on, and no accuser does
        if stance(text, cue, content, (phrases[-1],)) is not Stance.ASSERTS or _CHARGES.search(said):
            break
        report = reports.get(content[0]) if reports is not None and len(content) == 1 else None
        between = _in_gap(text, phrases[-1], cue, content, said) if len(content) == 1 else None
        if report is not None and (between is None or between.content != content):
            inner: Inner | None = Inner(report.relation.source[0], report.relation.cue, report.relation.content)
        else:
            report, inner = None, between or _inward(text, phrases[-1], cue, content, said)
        if inner is None or (is_pronoun(text, inner.source) and not other(inner.source, phrases[-1])):
            break
        if not _puts_forward(text, inner):
            break
        phrases.append(inner.source)
        chances = report.stances if report is not None else ()
        claim = report.claim if report is not None else 1.0
        cue, content = inner.cue or cue, inner.content
        said = " ".join(text[a:b] for a, b in inner.cue).lower()
    links = [Link(core(text, phrase)) for phrase in phrases]
    told = _told(text, relation, outlet, sentence)
    if told is not None and told not in [link.span for link in links]:
        links.insert(0, Link(told))
    elif len(links) == 1:
        links = [Link(relay) for relay in _before(text, relation, sentence)] + links
    links = [link for link in links if any(c.isalnum() for c in text[slice(*link.span)])]
    while len(links) > 1 and same_outlet(text[slice(*links[0].span)], outlet):
        del links[0]
    return Attribution(tuple(links), (phrases[-1],), cue, content, relation, chances, claim)


_WHEN = re.compile(r"(?:when|while|as|after|before|because|at|in|with|for)\b")
_SAYS_WHAT = re.compile(r"(?::|\b(?:that|of|about|to|by))\s*\Z")  # "spoke of", "told them | that"
_TO_DO = re.compile(r"(?:[\w’'-]+ ){0,3}?(?:not )?to [^\s\d]")  # "officers to leave"
_AGO_THAT = re.compile(r"(?:[\w’'-]+ ){1,3}(?:ago|week|month|year|\w+day) that ")  # "a fortnight ago that"
_ALL_THAT = re.compile(r"\b(?:all|everything|anything|nothing|what|whatever|much|little)\s*\Z", re.I)  # "all | he knew"
_NOTHING = re.compile(
    r"\W*(?:(?:the|them|him|her|it|us|nothing|everything|anything|all|this|that|so|much|little)\b\W*)+", re.I
)


def _puts_forward(text: str, inner: Inner) -> bool:
    """False where an inner source is only told to have spoken, and nothing of what was said: "had told them all he
    could", "reported the accident", "had promised them nothing". That is the outer source's word."""
    start, end = inner.content[0]
    if _NOTHING.fullmatch(text, start, end):
        return False
    verb = cue_verb(Words.of(text, inner.cue[0][0], inner.cue[-1][1]).low) if inner.cue else None
    if verb is not None and verb[0] == "put":  # "put the toll at 40", not "put their names to it"
        return re.search(r"\d|\bat\b", text[inner.cue[-1][0] : end]) is not None
    if verb is None or text[start] in QUOTE_MARKS:
        return True
    if verb[0] in UTTERING and _WHEN.match(text, start, end):  # "had shouted when he saw it"
        return False
    if verb[0] not in CLAUSE_ONLY:
        return True
    between = text[inner.cue[-1][1] : start] if inner.cue[-1][1] <= start else ""
    if _ALL_THAT.search(text, max(0, start - 12), start):
        return False
    ordered = verb[0] in ADDRESSED | {"agree"} and _TO_DO.match(text, start, end) is not None
    led = _SAYS_WHAT.search(between) is not None or _AGO_THAT.match(text, start, end) is not None
    return ordered or led or is_clause(Words.of(text, start, end))


def _inward(text: str, source: Span, cue: Spans, content: Spans, said: str) -> Inner | None:
    """The report inside ``content``; the words between the cue and the content are read as part of it."""
    if not content or len(content) > 3 or not any(map(str.isalnum, said)):
        return None
    if text[content[0][0]] in QUOTE_MARKS:
        return _after_quotation(text, content)
    found = _in_gap(text, source, cue, content, said)
    return found or peel(text, content, said, trailing=content[0][0] < source[0])


def _in_gap(text: str, source: Span, cue: Spans, content: Spans, said: str) -> Inner | None:
    """The report that begins between the cue and the content: "quotes | the envoy as saying that | P"."""
    if not content or text[content[0][0]] in QUOTE_MARKS:
        return None
    end = max([source[1], *(b for _, b in cue)])
    if not 1 < content[0][0] - end < 160 or "\n" in text[end : content[0][0]]:
        return None
    found = peel(text, ((end, content[0][1]), *content[1:]), said, trailing=False)
    return found if found is not None and found.content else None


def _after_quotation(text: str, content: Spans) -> Inner | None:
    """ "“...,” she told the staff": a content that is a quotation with its own inquit."""
    start, end = content[0]
    quoted = quotes(text, start, end)
    if len(content) > 1 or not quoted or quoted[0][0] != start or quoted[0][1] + 4 > end:
        return None
    inquit = following_inquit(text, quoted[0], end)
    return Inner(inquit.source[0], inquit.cue, inquit.content) if inquit is not None else None


CITES = r"(?:citing|quoting|(?:which|who)\s+(?:was\s+|were\s+)?(?:citing|quoting|cited|quoted|cites|quotes))\s+"
ASIDE = re.compile(r"(?:^|[,;(–—]\s*)" + CITES, re.I)


def _aside(text: str, relation: Relation, sentence: Span) -> Span | None:
    """The source B of "Citing B, A reported that C" and "C, A said, citing B", where it stands outside the spans."""
    for match in ASIDE.finditer(text, *sentence):
        at = match.end()
        if any(a <= at < b for a, b in (*relation.source, *relation.cue)):
            continue
        inside = next((s for s in relation.content if s[0] <= at < s[1]), None)
        if inside is not None:
            continue
        limit = min((a for a, _ in (*relation.source, *relation.cue, *relation.content) if a > at), default=sentence[1])
        phrase = text[at:limit]
        stop = re.search(r",\s+(?!who\b|which\b|whose\b|an?\b|the\b)|[;:.](?=\s|$)", phrase)
        end = at + (stop.start() if stop else len(phrase.rstrip(" ,.")))
        if at < relation.source[0][0] and text[end : relation.source[0][0]].strip(" ,"):
            continue  # another clause stands between: it is no aside of this source
        if end > at and can_speak(text, (at, end)):
            return (at, end)
    return None


AS_SAYING = re.compile(r"\b(?:quot|cit)(?:es?|ed|ing)\s+(.+?),?\s+as\s+\w+ing(?:\s+that)?\s*$", re.I | re.S)


def _before(text: str, relation: Relation, sentence: Span) -> list[Span]:
    """Relays that stand right before the source: "A, citing | B", "A quotes B as saying that | C's source"."""
    start = relation.source[0][0]
    quoted = AS_SAYING.search(text, sentence[0], start)
    if quoted is not None and start - quoted.start() < 200:
        outer = _ends_before(text, sentence[0], quoted.start())
        inner = core(text, quoted.span(1))
        return [outer, inner] if outer is not None else [inner]
    relay = _citing_around(text, relation, sentence)
    return [relay] if relay is not None else []


def _ends_before(text: str, lo: int, end: int) -> Span | None:
    """The noun phrase that ends at ``end``."""
    words = Words.of(text, lo, end)
    phrase = noun_phrase_before(words, len(words), 0)
    return core(text, words.span(*phrase)) if phrase is not None else None


def _inside_source(text: str, source: Span) -> Spans:
    """The phrases of a source: "A, citing B" holds two, outermost first, else one."""
    phrase = text[source[0] : source[1]]
    found = re.search(CITES, phrase, re.I)
    if found is not None and found.start() > 1:
        return ((source[0], source[0] + found.start()), (source[0] + found.end(), source[1]))
    return (source,)


def _outlet_at(text: str, at: int, end: int, outlet: str | None, told: bool = False) -> Span | None:
    """The news medium whose name begins at ``at``, unless it is the publisher itself; somebody who was ``told`` may be
    a medium of a name that no list knows ("told the Handelsblick")."""
    match = OUTLET.match(text, at, end)
    if match is None:
        return None
    start, stop = match.span(1)
    name = text[start:stop].rstrip(".,")
    kind = re.match(r"[A-Z]\w+(?:an|ish|ese|i|ch|ic|an-language)\s+(?=[a-z])", name)
    if kind is not None:  # "the Norwegian newspaper VG": what country it is of is no part of the mention
        start += kind.end()
        name = name[kind.end() :]
    possessive = re.search(r"['’]s\b", name)
    if possessive is not None:
        name = name[: possessive.start()]
    stop = start + len(name)
    if (
        not name
        or same_outlet(text[match.start() : stop], outlet)
        or not (is_medium(text[match.start() : stop]) or (told and may_be_medium(text[match.start() : stop])))
    ):
        return None
    return (start, stop)


def _told(text: str, relation: Relation, outlet: str | None, sentence: Span) -> Span | None:
    """The medium to which the source spoke: in the clause of the cue, outside the source and the content."""
    taken = (*relation.source, *relation.content)
    for match in _TO.finditer(text, *sentence):
        if any(a <= match.start() < b for a, b in taken):
            continue
        if relation.cue and not _same_clause(text, match.start(), relation):
            continue
        told = _TELLING.fullmatch(text, *match.span()) is not None
        found = _outlet_at(text, match.end(), sentence[1], outlet, told)
        if found is not None and not any(a <= found[0] < b for a, b in taken):
            return found
    return None


def _same_clause(text: str, at: int, relation: Relation) -> bool:
    """True where nothing of another sentence part stands between ``at`` and the cue."""
    cue = relation.cue[0]
    lo, hi = sorted((at, cue[0]))
    between = text[lo:hi]
    for a, b in relation.content:
        if lo <= a and b <= hi:
            between = between.replace(text[a:b], " ")
    return ";" not in between and not _OTHER_CLAUSE.search(between)


_OTHER_CLAUSE = re.compile(r"\b(?:but|while|whereas|which|who|whose|and|after|when|because)\b", re.I)


def _citing_around(text: str, relation: Relation, sentence: Span) -> Span | None:
    """The relay A of "A, citing B, reports that C" where the relation gives B as source or A's cue around it."""
    if not relation.source:
        return None
    start = relation.source[0][0]
    before = text[sentence[0] : start]
    found = list(CITING.finditer(before))
    match = found[-1] if found else None
    if match is None or match.end() < len(before.rstrip()) - 4:
        return None
    words = Words.of(text, sentence[0], sentence[0] + match.start())
    if len(words) and words.low[-1] == ",":
        phrase = noun_phrase_before(words, len(words) - 1, 0)
        if phrase is not None:
            return core(text, words.span(*phrase))
    return None
