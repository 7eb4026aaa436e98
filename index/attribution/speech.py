"""Speech that its layout attributes, not its sentence: quotations over several paragraphs, after an introduction,
standing alone between others, signed, and the turns of transcripts and interviews (``turns``).

The tagger reads a paragraph at a time and sees of these only the part that names the speaker. What the layout of
newspapers says is added here as relations of the same source: a paragraph that opens with a mark although the one
before was never closed goes on with it; a paragraph that is nothing but a quotation belongs to who spoke just before
it, or to whom the line before introduces; the paragraphs after "NAME:" belong to that turn until the next one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from index.attribution.coreference.entities import Cast
from index.attribution.extraction.span_index import Touched
from index.attribution.lexicon.nouns import OFFICES, ROLE_WORDS
from index.attribution.lexicon.outlets import is_medium
from index.attribution.lexicon.tokens import PRONOUNS, Words
from index.attribution.lexicon.verbs import finite_saying
from index.attribution.quotes import quotes
from index.attribution.turns import NO_SETTING, Reread, Said, Setting, nothing, turns
from index.schema import Relation, Span, Spans
from index.text.markup import Mark
from index.text.sentences import paragraphs, sentences

_OPENING = '“"'
_BULLET = re.compile(r"(?:[-*•–—]|\d{1,2}[.)])?\s*")
_ITEM_LABEL = re.compile(r"[A-Z][\w’'-]*(?: [\w’'-]+){0,5}:\s*(?=[“\"])")
_AFTER_QUOTE = re.compile(r"[\s.,;!?…]*\Z")
_SIGNATURE = re.compile(
    r"""\s*([—–]|--|-(?=\ ))\s*                                                    # “...” — ...
      ((?:(?:the|a)\ )?[\w.'’-]+(?:\ [\w.'’-]+){0,3}(?:\ [A-ZÀ-Þ][\w.'’-]+){0,2})  # ... the engineer Ina Holt ...
      (?:,\ [^.!?\n“"]{1,80})?\.?\s*\Z                                             # ..., in a letter
    """,
    re.X,
)
LONGEST_SIGNATURE = 120
LONGEST_TITLE = 30
_BESIDE_NAME = re.compile(r"(?:[,:]|(?:, | ?\(|: )[^.!?\n“\"]{1,80})?")
LONGEST_CLAUSE = 400  # characters of the clause before a colon
_UTTERED = re.compile(r"[“\"‘'][A-Z](?:(?!\n\n).)+[.!?,…][”\"’']\Z", re.S)
LONGEST_INTRODUCTION, MOST_OF_SUBJECT, MOST_BEHIND = 90, 7, 8  # characters, words, words
FAR = 8_000  # characters: no quotation in the news runs on for longer


@dataclass(frozen=True)
class Speech:
    """``relations`` with what layout adds and without what it puts inside somebody's speech; ``spoken`` are stretches
    that are somebody's words although nobody is told to have said anything by them (questions, quotations without an
    owner); ``said`` is what the turns of a conversation say."""

    relations: list[Relation]
    spoken: Spans
    said: tuple[Said, ...] = ()


def with_speech(
    text: str, found: Sequence[Relation], cast: Cast, setting: Setting = NO_SETTING, reread: Reread = nothing
) -> Speech:
    """The relations of a text and of its layout, ``found`` being those of its sentences; time is linear.

    ``reread``: see ``turns``."""
    spans = paragraphs(text)
    apart: list[Relation] = []
    region: list[Span] = []
    talk = turns(text, spans, found, cast, setting, reread)
    if talk is not None:
        spans, found = _outside(spans, found, talk.region)
        apart += talk.reported
        region += talk.region
    signed = _signed(text, spans)
    if signed is not None:
        spans, found = _outside(spans, found, signed.spoken)
        apart += signed.relations
        region += signed.spoken
    found = [*found, *_introduced(text, spans, found, cast), *_introductions(text, spans, found)]
    rest = _quoted(text, spans, found, cast, setting)
    alone = _alone(text, spans, rest)
    return Speech([*alone.relations, *apart], (*alone.spoken, *region), tuple(talk.said) if talk is not None else ())


def _outside(
    spans: Sequence[Span], found: Sequence[Relation], region: Sequence[Span]
) -> tuple[list[Span], list[Relation]]:
    """The paragraphs and the relations that lie outside a region."""
    inside = Touched(spans=region)
    return [s for s in spans if s not in inside], [r for r in found if _extent(r) not in inside]


# -- quotations ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Paragraph:
    span: Span
    quotes: list[Span]
    unclosed: bool  # its last quotation has no closing mark
    bare: bool  # it is nothing but quotations, perhaps after a bullet or "On prices:"
    own: list[Relation]  # of its sentences, in text order


def _quoted(text: str, spans: Sequence[Span], found: Sequence[Relation], cast: Cast, setting: Setting) -> Speech:
    owner: Relation | None = None  # who speaks at the end of the paragraph before
    running = False  # and whether the quotation there was left open
    dropped: set[int] = set()
    added: list[Relation] = []
    spoken: list[Span] = []
    read = list(_blocks_as_quotations(text, _paragraphs(text, spans, found), setting))
    for at, paragraph in enumerate(read):
        runs_on = running and bool(paragraph.quotes) and paragraph.quotes[0][0] == _begin(text, paragraph.span)
        if (runs_on or paragraph.bare) and not _has_own_speaker(paragraph):
            heard = paragraph.quotes[:1] if runs_on and not paragraph.bare else paragraph.quotes
            if owner is not None and paragraph.span[0] - _anchor(owner) > FAR:
                owner = None
            if owner is None:
                spoken += heard if not paragraph.own else []
                continue
            inside = Touched(spans=heard)
            dropped |= {id(relation) for relation in paragraph.own if _extent(relation) in inside}
            if owner.content and all(part in inside for part in owner.content):
                dropped.add(id(owner))  # what was read of it
            added += (replace(owner, content=(_words(text, quote),)) for quote in heard)
            running = paragraph.unclosed
            if not paragraph.bare:
                owner = None if not running else owner
            continue
        before = owner
        owner, running = _speaker(text, read, at, cast), paragraph.unclosed
        if running:
            owner = owner or (before if runs_on else None)
            last = paragraph.quotes[-1]
            if owner is not None and last not in Touched(spans=(s for r in paragraph.own for s in r.content)):
                added.append(replace(owner, content=(_words(text, last),)))
    return Speech([r for r in found if id(r) not in dropped] + added, tuple(spoken))


def _blocks_as_quotations(text: str, read: Iterable[_Paragraph], setting: Setting) -> Iterator[_Paragraph]:
    """The paragraphs; without a quotation mark, a block of Markdown's ">" is one quotation where it comes after an
    introduction or after another such block, and so is a paragraph after one that is nothing but "She added:"."""
    introduced = told = False
    for paragraph in read:
        block = setting.marks.get(paragraph.span[0]) is Mark.BLOCK and not paragraph.quotes
        words = told and not paragraph.quotes and text[paragraph.span[1] - 1] in ".!?…"
        if (block and introduced) or words:
            yield replace(paragraph, quotes=[paragraph.span], bare=True, unclosed=False)
            told = False
        else:
            introduced = text[paragraph.span[1] - 1] == ":"
            told = _introduction(text, paragraph.span) is not None
            yield paragraph


def _introduction(text: str, span: Span) -> Relation | None:
    """The relation without content of a paragraph that is nothing but who says what follows: "The governor added:"."""
    start, end = span
    if text[end - 1] != ":" or end - start > LONGEST_INTRODUCTION:
        return None
    words = Words.of(text, start, end - 1)
    verb = next((i for i, low in enumerate(words.low) if i and finite_saying(low)), 0)
    if not 0 < verb <= MOST_OF_SUBJECT or len(words) - verb > MOST_BEHIND or not words.raw[0][0].isupper():
        return None
    if any(not word[0].isalpha() for word in words.raw[:verb]):
        return None
    source = words.span(0, verb)
    return Relation((source,), (words.span(verb, len(words)),), ())


def _introductions(text: str, spans: Sequence[Span], found: Sequence[Relation]) -> Iterator[Relation]:
    """Those of the introductions that the tagger read nothing in: it sees no words of theirs."""
    anchors = sorted(_anchor(relation) for relation in found)
    for span in spans:
        told = _introduction(text, span)
        if told is not None and bisect_left(anchors, span[0]) == bisect_left(anchors, span[1]):
            yield told


def _words(text: str, quote: Span) -> Span:
    """A quotation without the blanks at its end."""
    start, end = quote
    return start, start + len(text[start:end].rstrip())


def _begin(text: str, span: Span) -> int:
    found = _BULLET.match(text, *span)
    at = found.end() if found else span[0]
    label = _ITEM_LABEL.match(text, at, span[1])
    return label.end() if label else at


def _paragraphs(text: str, spans: Sequence[Span], found: Sequence[Relation]) -> Iterator[_Paragraph]:
    ordered = sorted(found, key=_anchor)
    anchors = [_anchor(relation) for relation in ordered]
    for start, end in spans:
        marked = [quote for quote in quotes(text, start, end) if text[quote[0]] in _OPENING]
        own = ordered[bisect_left(anchors, start) : bisect_left(anchors, end)]
        unclosed = (
            bool(marked) and marked[-1][1] == end and (text[end - 1] not in '”"' or marked[-1][1] - marked[-1][0] < 2)
        )
        at = _begin(text, (start, end))
        bare = bool(marked) and marked[0][0] == at
        for a, b in marked if bare else ():
            bare = bare and not text[at:a].strip()
            at = b
        bare = bare and _AFTER_QUOTE.match(text, at, end) is not None
        yield _Paragraph((start, end), marked, unclosed, bare, own)


def _anchor(relation: Relation) -> int:
    """Where a relation is printed: at its cue, else at its source or content."""
    return min(a for a, _ in (relation.cue or relation.source or relation.content or ((0, 0),)))


def _extent(relation: Relation) -> Span:
    spans = (*relation.source, *relation.cue, *relation.content)
    return (min(a for a, _ in spans), max(b for _, b in spans)) if spans else (0, 0)


def _has_own_speaker(paragraph: _Paragraph) -> bool:
    """Does a sentence of the paragraph, outside its quotations, name who speaks?"""
    begins = [relation.source[0][0] for relation in paragraph.own if relation.source]
    quoted = Touched(spans=paragraph.quotes)
    return any(at >= paragraph.span[0] and (at, at + 1) not in quoted for at in begins)


def _speaker(text: str, read: Sequence[_Paragraph], at: int, cast: Cast) -> Relation | None:
    """Who goes on to speak after a paragraph of the article's own: by the quotation at its end, or because it
    introduces what follows; None where nobody does."""
    paragraph = read[at]
    start, end = paragraph.span
    sourced = [relation for relation in paragraph.own if relation.source]
    quoted = Touched(spans=paragraph.quotes)
    quoting = [r for r in sourced if any(span in quoted for span in r.content)]
    if paragraph.quotes:
        last = paragraph.quotes[-1]
        over = [r for r in quoting if last in Touched(spans=r.content)]
        if over or (paragraph.unclosed and quoting):
            told = (over or quoting)[-1]
            return told if paragraph.unclosed or end - max(_extent(told)[1], last[1]) < 60 else None
        return None
    follows = _bare_after(read, at)
    if not follows:
        return None
    if (named := _name_alone(text, paragraph.span, cast)) is not None:
        return Relation((named,), (), ())
    introduced = text[end - 1] == ":"
    if sourced and introduced and not sourced[-1].content and not _pronoun(text, sourced[-1].source[0]):
        return sourced[-1]
    if introduced or follows > 1:
        person = _only_person(cast, (start, end))
        if person is not None:
            return Relation((person,), ((end - 1, end),) if introduced else (), ())
    return sourced[-1] if sourced and introduced else None


def _name_alone(text: str, span: Span, cast: Cast) -> Span | None:
    """The name of a line that is nothing else, but for what its bearer is: "Ingrid Voll (Greens)"."""
    first = next(iter(cast.inside(*span)), None)
    if first is None or span[1] - span[0] > LONGEST_SIGNATURE:
        return None
    mention = cast.mentions[first]
    role = text[mention.end : span[1]]
    titles = Words.of(text, span[0], mention.start).raw
    titled = mention.start - span[0] <= LONGEST_TITLE and all(word == "," or _titles(word) for word in titles)
    alone = len(mention.tokens) > 1 and titled and _BESIDE_NAME.fullmatch(role)
    return (mention.start, mention.end) if alone and not is_medium(text[mention.start : mention.end]) else None


def _pronoun(text: str, span: Span) -> bool:
    return text[slice(*span)].lower() in PRONOUNS


def _bare_after(read: Sequence[_Paragraph], at: int) -> int:
    """How many of the next two paragraphs are quotations of nobody named there."""
    count = 0
    for paragraph in read[at + 1 : at + 3]:
        opens = bool(paragraph.quotes) and (paragraph.bare or paragraph.unclosed)
        if not opens or _has_own_speaker(paragraph):
            break
        count += 1
    return count


def _introduced(text: str, spans: Sequence[Span], found: Sequence[Relation], cast: Cast) -> Iterator[Relation]:
    """Quotations after a colon that nobody is read to speak, as those of the one person of whom the clause before the
    colon speaks: "Coach Tor Brekke was brief: “...”"."""
    taken = Touched(spans=(s for relation in found for s in relation.content))
    for start, end in spans:
        for quote in quotes(text, start, end):
            lead = text[max(start, quote[0] - 4) : quote[0]].rstrip()
            if not lead.endswith(":") or _UTTERED.match(text, *quote) is None or quote in taken:
                continue
            colon = max(start, quote[0] - 4) + len(lead) - 1
            begin = max(start, colon - LONGEST_CLAUSE)
            clause = max((a for a, _ in sentences(text[begin:colon])), default=0) + begin
            person = _name_alone(text, (clause, colon), cast)
            if person is not None:
                yield Relation((person,), ((colon, colon + 1),), (_words(text, quote),))
                continue
            person = _only_person(cast, (clause, colon))
            if person is not None and all(map(_titles, Words.of(text, clause, person[0]).raw)):
                yield Relation((person,), ((colon, colon + 1),), (_words(text, quote),))


def _titles(word: str) -> bool:
    """Can a word stand before the name at the head of a sentence: "The council's leader Ida Crane"?"""
    return word[0].isupper() or word.lower() in ROLE_WORDS | OFFICES | {"."}


def _only_person(cast: Cast, span: Span) -> Span | None:
    """The first mention of the person named in a stretch, None where there is none or several."""
    found: dict[int, Span] = {}
    for k in range(cast.before(span[0]), cast.before(span[1])):
        entity = cast.entity_of(k)
        if entity.kind == "person":
            found.setdefault(id(entity), (cast.mentions[k].start, cast.mentions[k].end))
    return next(iter(found.values())) if len(found) == 1 else None


def _alone(text: str, spans: Sequence[Span], speech: Speech) -> Speech:
    """Sentences inside paragraphs that are nothing but a quotation: they belong to who spoke in the one before."""
    taken = Touched(speech.relations, speech.spoken)
    sourced = sorted((r for r in speech.relations if r.source and r.content), key=lambda r: _extent(r)[1])
    ends = [_extent(relation)[1] for relation in sourced]
    added: list[Relation] = []
    spoken: list[Span] = []
    for start, end in spans:
        owner: Relation | None = None
        begun = start
        for a, b in ((a + start, b + start) for a, b in sentences(text[start:end])):
            quoted = quotes(text, a, b) if text[a] in _OPENING and (a, b) not in taken else []
            if quoted and quoted[0][0] == a and _AFTER_QUOTE.match(text, quoted[-1][1], b):
                if owner is None:
                    spoken.append((a, b))
                else:
                    added.append(replace(owner, content=((a, b),)))
                continue
            k = bisect_right(ends, b) - 1
            owner = sourced[k] if k >= 0 and ends[k] > a and _extent(sourced[k])[0] >= begun else None
    return Speech([*speech.relations, *added], (*speech.spoken, *spoken))


def _signed(text: str, spans: Sequence[Span]) -> Speech | None:
    """Quotations signed with a dash and a name: “...” — Ida Crane, in the same paragraph or the next."""
    relations: list[Relation] = []
    region: list[Span] = []
    for at, (start, end) in enumerate(spans):
        marked = quotes(text, start, end) if text[start] in _OPENING else []
        if not marked or marked[0][0] != start or text[marked[-1][1] - 1] not in '”"':
            continue
        after = (marked[-1][1], end)
        if not text[slice(*after)].strip():
            after = spans[at + 1] if at + 1 < len(spans) else after
        signature = _SIGNATURE.match(text, *after)
        if signature is not None and after[1] - after[0] < LONGEST_SIGNATURE:
            relations.append(Relation((signature.span(2),), (signature.span(1),), ((start, marked[-1][1]),)))
            region += {(start, end), after}
    return Speech(relations, tuple(region)) if relations else None
