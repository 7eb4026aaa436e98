"""Who asks and who answers: the turns of transcripts and interviews, by labels, by marks, or by the questions alone.

"NAME: ..." opens a turn that lasts until the next one. In an interview without labels the questions are set off (in
bold, in italics, as headings) or are at least questions, addressed to somebody who answers in the first person. What is
answered belongs to who is named in front of it or, where no label names him, to the one person whom the introduction or
the headline names. A question asserts nothing; what somebody else is said in it to have said stays his.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from index.attribution.answers import denied_in_answer, is_bare_answer, question
from index.attribution.coreference.entities import Cast, Entity
from index.attribution.extraction.span_index import Touched
from index.attribution.lexicon.nouns import BODIES, COUNTRIES, ROLE_WORDS
from index.attribution.lexicon.outlets import is_medium, same_outlet
from index.attribution.lexicon.tokens import PRONOUNS
from index.attribution.quotes import quotes
from index.attribution.stance import stance
from index.schema import Relation, Span, Stance
from index.text import names
from index.text.markup import Mark
from index.text.name_words import ORGANISATION, PARTICLES, TITLES
from index.text.sentences import sentences

_LABEL = re.compile(
    r"[\"“]?([A-ZÀ-Þ][\w.’'-]{0,30}(?: [A-ZÀ-Þ][\w.’'-]{0,30}){0,5})(?:,? ?\([^()\n]{1,40}\))?\s?(:)(?:\s|\Z)"
)
_HANDLE = re.compile(r"@(\w{2,30})(:)\s")
_LETTER = re.compile(r"([QA])(?:(\.)|\s?([–—-]))\s")  # Q. Why?
_KINDS = re.compile(r"\b(?:transcript|excerpts?|interview|update|summary|notes?|video|photo|correction)\Z", re.I)
_SHOUTED = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ.’'-]{1,30}(?: [A-ZÀ-Þ.][A-ZÀ-Þ.’'-]{0,30}){0,4}")  # a line of its own
_QUESTION = re.compile(r"\?[\"'”’)\]]{0,3}\Z")
_FIRST_PERSON = re.compile(r"\b(?:I|we|We|my|My|our|Our|me|us|I['’]\w+|[Ww]e['’]\w+)\b")
_ALONE = re.compile(r"\b(?:I|my|My|me|I['’]\w+)\b")
_TALKS = re.compile(r"\b(?:I|we|my|our|me|us|you|your|I['’]\w+|we['’]\w+|yes|no)\b|\?", re.I)
_TALKING = 0.25  # of labelled paragraphs are spoken: else it is a list of what is told of each
_ADDRESSED = re.compile(r"\b(?:you|your|yours|yourself|you['’]\w+)\b", re.I)
_ASIDE = re.compile(r"[\[(][^()\[\]\n]{1,80}[\])]\s*")  # (Laughs)
_NUMBERED = re.compile(r"\d{1,2}[.)]\s")
_INITIALS = re.compile(r"[A-Z][A-Z.]{0,4}\Z")
_TO_WHOM = re.compile(r"\b(?:to|with|by|tells|told|asked by)\s+(?:(?:the|our)\s+[\w’' -]{0,40})?\Z", re.I)
_ASKER, _ANSWERER = frozenset(("Q", "Question")), frozenset(("A", "Answer"))
_INTERVIEWERS = frozenset("q question host presenter interviewer moderator reporter anchor questioner".split())
_ASKERS = ROLE_WORDS | _INTERVIEWERS | {"presenter", "interviewer", "questioner", "question", "interlocutor"}
_FIRST_OR_SECOND = frozenset("i we me us you my our your".split())
_NOBODY = frozenset("some many others people everybody everyone nobody somebody someone".split())
_LEAST, _MOSTLY = 2, 0.5
_LONGEST_LABEL = 40
_LONGEST_PLAIN = 300  # characters of a question that nothing sets off
_DENSE = 0.2  # of the paragraphs from the first question on are questions that nothing sets off
_LONGEST_ANSWER = 12  # paragraphs: what goes on for longer without a question is no interview
_RUN = 400  # characters of an answer that are one claim


@dataclass(frozen=True)
class Setting:
    """What is known of a text beside its words: which paragraphs marks set off (by where they begin), where the bold
    words end with which a paragraph opens, its headline, who wrote it and who published it."""

    marks: Mapping[int, Mark] = field(default_factory=dict)
    openings: Mapping[int, int] = field(default_factory=dict)
    title: str | None = None
    writers: tuple[str, ...] = ()
    outlet: str | None = None


NO_SETTING = Setting()


@dataclass(frozen=True)
class Said:
    """What a turn says: ``stance`` where the turn tells it plainly, ``speaker`` where only the headline names him."""

    relation: Relation
    stance: Stance | None = None
    speaker: str | None = None


@dataclass(frozen=True)
class Turns:
    """``said`` is what the turns say, ``region`` all that they span, ``reported`` the relations inside that stay."""

    said: list[Said]
    region: list[Span]
    reported: list[Relation]


Reread = Callable[[Sequence[str]], list[list[Relation]]]


def nothing(texts: Sequence[str]) -> list[list[Relation]]:
    """Reads nothing in any of ``texts``."""
    return [[] for _ in texts]


@dataclass(frozen=True)
class _Label:
    """A speaker's label: its words and where they stand, the mark behind it (None where it has a line of its own), and
    where what is said begins."""

    name: str
    span: Span
    cue: Span | None
    end: int


@dataclass(frozen=True)
class _Turn:
    """One paragraph of a turn: where its words begin, who speaks (by a mention, or by name alone), after which colon,
    whether he asks, and whether nothing he states is his claim."""

    span: Span
    start: int
    asks: bool
    source: Span | None = None
    name: str | None = None
    cue: Span | None = None
    nobody: bool = False


def turns(
    text: str, spans: Sequence[Span], found: Sequence[Relation], cast: Cast, setting: Setting, reread: Reread = nothing
) -> Turns | None:
    """The turns of a transcript or an interview; None where the text has none. Time is linear in the text.

    ``reread`` reads sentences for themselves: what somebody is said in a turn to have said, behind the label of it.
    """
    anchors = sorted(_anchor(r) for r in found if _narrates(text, r))
    spans, setting = _apart(text, spans, setting)
    read = _labelled(text, spans, anchors, cast, setting) or _unlabelled(text, spans, anchors, cast, setting)
    return _as_said(text, read, _reported(text, read, found, reread)) if read else None


def _anchor(relation: Relation) -> int:
    return min(a for a, _ in (relation.cue or relation.source or relation.content or ((0, 0),)))


def _narrates(text: str, relation: Relation) -> bool:
    """Does the article report in it what somebody said, and is it none who speaks of himself?"""
    return _third_person(text, relation) and bool(relation.cue) and text[relation.cue[0][0]] != ":"


def _third_person(text: str, relation: Relation) -> bool:
    return bool(relation.source) and text[slice(*relation.source[0])].lower() not in _FIRST_OR_SECOND


def _apart(text: str, spans: Sequence[Span], setting: Setting) -> tuple[list[Span], Setting]:
    """The paragraphs, those that open with a question in bold as two: "**Why now?** Because it is time." """
    ends = {start: end for start, end in setting.openings.items() if re.search(r"[?.!]\Z", text[end - 1 : end])}
    if len(ends) < _LEAST:
        return list(spans), setting
    parts: list[Span] = []
    for start, end in spans:
        cut = ends.get(start, end)
        behind = cut + len(text[cut:end]) - len(text[cut:end].lstrip())
        parts += [(start, cut), (behind, end)] if behind < end else [(start, end)]
    strong = {start: Mark.STRONG for start, end in parts if ends.get(start) == end}
    return parts, replace(setting, marks={**setting.marks, **strong})


# -- labels ----------------------------------------------------------------------------------------------------------


def _labelled(
    text: str, spans: Sequence[Span], anchors: Sequence[int], cast: Cast, setting: Setting
) -> list[_Turn] | None:
    """The turns of labels of speakers that alternate."""
    labels = _labels(text, spans)
    counts = Counter(label.name for label in labels.values())
    people = {token for entity in cast.entities if entity.kind == "person" for token in entity.tokens}
    labels = {at: label for at, label in labels.items() if counts[label.name] > 1 or _names(label, people)}
    if len({label.name for label in labels.values()}) < 2 or not _alternate(text, spans, labels):
        return None
    asking = _asking(text, spans, labels, counts)
    first = spans[min(labels)][0]
    guest = _guest(text, cast, (0, first), setting) if min(labels) or setting.title else None
    speakers = {name: _speaker(name, cast, first, guest) for name in counts}
    last = max(labels)
    made: list[_Turn] = []
    turn: _Label | None = None
    for at, span in enumerate(spans):
        if at in labels:
            turn = labels[at]
        elif turn is not None and at > last and not _goes_on(text, span, anchors):
            turn = None
        if turn is None:
            continue
        source, name = speakers[turn.name]
        if source is None and name is None and turn.name not in _ASKER | _ANSWERER:
            source = turn.span
        asks = turn.name in asking
        nobody = (source is None and name is None) or (asks and _interviews(turn.name, setting))
        start = turn.end if at in labels else span[0]
        made.append(_Turn(span, start, asks, source, name, turn.cue, nobody))
    return made


def _labels(text: str, spans: Sequence[Span]) -> dict[int, _Label]:
    """The labels of paragraphs, by their numbers: "NAME: ...", "Q. ...", or a name in capitals on a line of its own,
    where such lines come back."""
    found: dict[int, _Label] = {}
    alone: dict[int, _Label] = {}
    for at, span in enumerate(spans):
        if label := _LABEL.match(text, *span) or _HANDLE.match(text, *span):
            found[at] = _Label(label[1], label.span(1), label.span(2), label.end())
        elif letter := _LETTER.match(text, *span):
            mark = 2 if letter[2] else 3
            found[at] = _Label(letter[1], letter.span(1), letter.span(mark), letter.end())
        elif at + 1 < len(spans) and span[1] - span[0] <= _LONGEST_LABEL and _SHOUTED.fullmatch(text, *span):
            alone[at] = _Label(text[slice(*span)], span, None, span[1])
    counts = Counter(label.name for label in alone.values())
    again = {at: label for at, label in alone.items() if counts[label.name] > 1}
    found = {at: label for at, label in found.items() if not _KINDS.search(label.name)}
    if 0 in found and 1 not in found and sum(label.name == found[0].name for label in found.values()) == 1:
        del found[0]  # a headline: "Holm: We never knew"
    return found if found or len({label.name for label in again.values()}) < 2 else again


def _asking(text: str, spans: Sequence[Span], labels: Mapping[int, _Label], counts: Mapping[str, int]) -> set[str]:
    """The labels of those who ask: half of what they say or more are questions, and somebody asks less."""
    asked = Counter(label.name for at, label in labels.items() if _is_question(text, _words(spans, at, label)))
    share = {label.name: asked[label.name] / counts[label.name] for label in labels.values()}
    most = max(share.values())
    asking = {name for name, part in share.items() if part >= _MOSTLY or name.lower() in _INTERVIEWERS}
    return asking if len(asking) < len(share) else {name for name in asking if share[name] == most}


def _words(spans: Sequence[Span], at: int, label: _Label) -> Span:
    """The paragraph in which what a label leads to begins: the next one where the label stands alone."""
    return spans[at + 1] if label.cue is None and at + 1 < len(spans) else spans[at]


def _names(label: _Label, people: set[str]) -> bool:
    """Is a label that stands once somebody's name?"""
    words = label.name.split()
    known = label.name in _ASKER | _ANSWERER or words[-1].lower() in people
    return known or len(words) > 1 or label.name[0].islower()  # no name but an account's begins so


def _alternate(text: str, spans: Sequence[Span], labels: Mapping[int, _Label]) -> bool:
    """Do turns follow on each other, a question among them or a label that comes back?"""
    ordered = sorted(labels)
    near = any(b - a <= 3 and labels[a].name != labels[b].name for a, b in pairwise(ordered))
    asked = any(_is_question(text, _words(spans, at, labels[at])) for at in ordered)
    again = len(ordered) > len({labels[at].name for at in ordered})
    whole = ordered[0] <= 3 and 2 * len(ordered) >= len(spans) - ordered[0]
    talks = sum(1 for at in ordered if _TALKS.search(text, *_words(spans, at, labels[at])))
    return near and (asked or again or whole) and talks >= _TALKING * len(ordered)


def _tail(span: Span) -> Span:
    return max(span[0], span[1] - 6), span[1]


def _goes_on(text: str, span: Span, anchors: Sequence[int]) -> bool:
    """After the last question or label: does a paragraph belong to the turn? It speaks of itself, and nobody reports in
    it."""
    reported = bisect_right(anchors, span[1]) > bisect_left(anchors, span[0])
    return not reported and _FIRST_PERSON.search(text, *span) is not None


Whom = tuple[Span | None, str | None]  # a mention in the text, or a name that only the headline has


def _speaker(label: str, cast: Cast, first: int, guest: Whom | None) -> Whom:
    """Whom a label means where it is no name itself: "A", or the initials of somebody named before."""
    if label in _ANSWERER:
        return guest or (None, None)
    if label in _ASKER or _INITIALS.match(label) is None:
        return None, None
    letters = label.replace(".", "").lower()
    known = {id(e): e for k in range(cast.before(first)) if _initials(e := cast.entity_of(k)) == letters}
    if len(known) == 1:
        entity = next(iter(known.values()))
        k = next(k for k in range(cast.before(first)) if cast.entity_of(k) is entity)
        return (cast.mentions[k].start, cast.mentions[k].end), None
    if guest is not None and guest[1] and "".join(w[0] for w in guest[1].split()).lower() == letters:
        return guest
    return None, None


def _initials(entity: Entity) -> str:
    return "".join(token[0] for token in entity.tokens)


def _interviews(label: str, setting: Setting) -> bool:
    """Is a label of somebody who asks that of an interviewer: a role, the paper, its writer, initials?"""
    own = any(names.same(names.parse(label), names.parse(writer)) for writer in setting.writers)
    return (
        label in _ASKER
        or label.lower() in _ASKERS
        or own
        or same_outlet(label, setting.outlet)
        or _INITIALS.match(label) is not None
    )


# -- interviews without labels ---------------------------------------------------------------------------------------


def _unlabelled(
    text: str, spans: Sequence[Span], anchors: Sequence[int], cast: Cast, setting: Setting
) -> list[_Turn] | None:
    """The turns of an interview whose questions only their set or their sense tells."""
    asked = next((ats for mark in (Mark.STRONG, Mark.HEADING, Mark.EMPHASIS) if (ats := _set_off(spans, setting, mark)
                 ) and _converses(text, spans, ats, marked=True)), None)  # fmt: skip
    marked = asked is not None
    if asked is None:
        asked = _plain_questions(text, spans)
        dense = len(asked) >= _DENSE * (asked[-1] - asked[0] + 2) if asked else False
        if not dense or not _converses(text, spans, asked, marked=False) or _tells(spans, asked, anchors):
            return None
    guest = _guest(text, cast, (0, spans[asked[0]][0]), setting)
    if guest is None and not marked:
        return None
    source, name = guest or (None, None)
    made: list[_Turn] = []
    questions, last = set(asked), asked[-1]
    for at in range(asked[0], len(spans)):
        span = spans[at]
        if at in questions:
            made.append(_Turn(span, span[0], asks=True, nobody=True))
            continue
        if at > last + 1 and not _goes_on(text, span, anchors):
            break
        aside = _ASIDE.match(text, *span)
        start = aside.end() if aside else span[0]
        made.append(_Turn(span, start, asks=False, source=source, name=name, nobody=guest is None))
    return made


def _tells(spans: Sequence[Span], asked: Sequence[int], anchors: Sequence[int]) -> bool:
    """Is in a third of the paragraphs between and after questions told what somebody said, as in no answers?"""
    there = set(asked)
    answers = [spans[at] for at in range(asked[0], min(len(spans), asked[-1] + 2)) if at not in there]
    told = sum(1 for start, end in answers if bisect_left(anchors, end) > bisect_left(anchors, start))
    return 3 * told > len(answers)


def _set_off(spans: Sequence[Span], setting: Setting, mark: Mark) -> list[int]:
    """The paragraphs under a mark that another paragraph follows, without what stands over the text."""
    marked = [at for at, span in enumerate(spans) if setting.marks.get(span[0]) is mark]
    if marked and mark is Mark.HEADING and marked[0] == 0:
        marked = marked[1:]
    there = set(marked)
    followed = [at for at in marked if at + 1 < len(spans) and at + 1 not in there]
    return followed if len(followed) >= _LEAST else []


def _plain_questions(text: str, spans: Sequence[Span]) -> list[int]:
    """The paragraphs that ask, unquoted and not of themselves, and those between them that speak to who answers."""
    asking = [at for at, span in enumerate(spans) if _asks(text, span) and _QUESTION.search(text, *_tail(span))]
    if len(asking) < _LEAST:
        return []
    told = [at for at in range(asking[0] + 2, asking[-1]) if _asks(text, spans[at])]
    if sum(1 for at in asking if _NUMBERED.match(text, *spans[at])) >= _LEAST:
        numbered = [at for at in range(asking[0], len(spans) - 1) if _NUMBERED.match(text, *spans[at])]
        return sorted({*asking, *(at for at in numbered if _asks(text, spans[at]))})
    beside = {near for at in asking for near in (at - 1, at + 1)}
    told = [at for at in told if _ADDRESSED.search(text, *spans[at]) and at not in beside]
    return sorted({*asking, *told})


def _asks(text: str, span: Span) -> bool:
    short = span[1] - span[0] <= _LONGEST_PLAIN
    return short and _ALONE.search(text, *span) is None and not quotes(text, *span)


def _converses(text: str, spans: Sequence[Span], asked: Sequence[int], marked: bool) -> bool:
    """Are half of the paragraphs questions or spoken to somebody, and half of what follows them in the first person?"""
    put = sum(1 for at in asked if _QUESTION.search(text, *_tail(spans[at])) or _ADDRESSED.search(text, *spans[at]))
    ends = [*asked[1:], min(len(spans), asked[-1] + 2)]
    runs = [range(a + 1, b) for a, b in zip(asked, ends, strict=True)]
    answers = [run for run in runs if 0 < len(run) <= _LONGEST_ANSWER]
    personal = sum(1 for run in answers if any(_ALONE.search(text, *spans[k]) for k in run))
    spoken = sum(1 for run in answers if any(_FIRST_PERSON.search(text, *spans[k]) for k in run))
    addressed = any(_ADDRESSED.search(text, *spans[at]) for at in asked)
    least = _MOSTLY * len(asked)
    if not (put >= least and len(answers) >= least and spoken >= least and personal):
        return False
    return marked or (addressed and len(answers) >= 0.8 * len(asked) and spoken > least)


def _guest(text: str, cast: Cast, before: Span, setting: Setting) -> Whom | None:
    """Whom the introduction or the headline names as the one who answers: the only person there but for the writers, or
    of several the one in the headline who talks to the other."""
    named: dict[int, list[int]] = {}
    for k in range(cast.before(before[0]), cast.before(before[1])):
        named.setdefault(id(cast.entity_of(k)), []).append(k)
    people = [ks for ks in named.values() if _may_answer(cast.entity_of(ks[0]), setting)]
    people = [ks for ks in people if cast.entity_of(ks[0]).kind == "person"] or people
    sure = people
    if len(sure) > 1:
        told = [
            ks for ks in sure if not all(_TO_WHOM.search(text[max(0, _at(cast, k) - 60) : _at(cast, k)]) for k in ks)
        ]
        sure = told or sure
    if len(sure) > 1:
        head = text.find("\n", before[0])
        line = [ks for ks in sure if _at(cast, ks[0]) < head or cast.entity_of(ks[0]).name in (setting.title or "")]
        sure = line or sure
    if len(sure) == 1:
        mention = cast.mentions[max(sure[0], key=lambda k: len(cast.mentions[k].tokens))]
        return (mention.start, mention.end), None
    return None if sure or not setting.title else _in_headline(setting)


def _at(cast: Cast, k: int) -> int:
    return cast.mentions[k].start


def _may_answer(entity: Entity, setting: Setting) -> bool:
    if entity.kind != "person" and not (1 < len(entity.tokens) < 5 and _like_a_person(entity)):
        return False
    parsed = names.parse(entity.name)
    return not any(names.same(parsed, names.parse(writer)) for writer in setting.writers)


def _like_a_person(entity: Entity) -> bool:
    """Is a name of nobody known one of words that may be a person's: "Runa Hollmark", no "Bank of Lunt"?"""
    words = entity.name.split()
    return all(word[0].isupper() or word in PARTICLES for word in words) and not (
        set(entity.tokens) & (ORGANISATION | TITLES | COUNTRIES | BODIES) or is_medium(entity.name)
    )


def _in_headline(setting: Setting) -> Whom | None:
    people = {e.name: e for e in Cast(setting.title or "").entities if len(e.tokens) > 1 and _may_answer(e, setting)}
    sure = [name for name, entity in people.items() if entity.kind == "person"] or list(people)
    return (None, sure[0]) if len(sure) == 1 else None


# -- what they say ---------------------------------------------------------------------------------------------------


def _reported(text: str, read: Sequence[_Turn], found: Sequence[Relation], reread: Reread) -> dict[int, list[Relation]]:
    """What turns that ask tell that somebody else said, by where the turn begins."""
    ordered = sorted((r for r in found if r.cue), key=_anchor)
    starts = [_anchor(r) for r in ordered]
    reported: dict[int, list[Relation]] = {}
    behind: list[tuple[_Turn, Span]] = []
    for turn in (one for one in read if one.asks):
        inside = ordered[bisect_left(starts, turn.start) : bisect_left(starts, turn.span[1])]
        told = [span for span in _sentences(text, turn.start, turn.span[1]) if not _is_question(text, span)]
        reported[turn.start] = [r for r in inside if _stated_by_another(text, turn, told, r)]
        behind += ((turn, span) for span in told if turn.cue is not None and turn.start < turn.span[1])
    for (turn, span), each in zip(behind, reread([text[a:b] for _, (a, b) in behind]) if behind else (), strict=True):
        known = Touched(reported[turn.start])
        moved = [moved for one in each if (moved := _moved(one, span[0])).cue and moved.cue[0] not in known]
        reported[turn.start] += [r for r in moved if _stated_by_another(text, turn, [span], r)]
    return reported


def _moved(one: Relation, by: int) -> Relation:
    return Relation(*(tuple((a + by, b + by) for a, b in role) for role in (one.source, one.cue, one.content)))


def _as_said(text: str, read: Sequence[_Turn], reported: Mapping[int, list[Relation]]) -> Turns:
    said: list[Said] = []
    before: _Turn | None = None
    for turn in read:
        if turn.asks:
            said += _of_asker(text, turn, reported[turn.start])
        elif not turn.nobody:
            put = before if before is not None and before.asks else None
            said += _of_answerer(text, turn, put, reported)
        before = turn
    return Turns(said, [turn.span for turn in read], [r for each in reported.values() for r in each])


def _of_answerer(text: str, turn: _Turn, put: _Turn | None, reported: Mapping[int, list[Relation]]) -> Iterator[Said]:
    denial = _denial(text, put, turn, reported[put.start]) if put is not None else None
    start = turn.start
    if denial is not None:
        yield denial
        start = denial.relation.cue[0][1]
    for span in _statements(text, start, turn.span[1]):
        if not is_bare_answer(text, span):
            begins = denied_in_answer(text, _sentences(text, *span)[0])
            yield _said(turn, span, Stance.ASSERTS if begins else None)
        elif turn.cue is not None:
            yield _said(turn, span)


def _stated_by_another(text: str, turn: _Turn, told: Sequence[Span], relation: Relation) -> bool:
    """Does a turn that asks tell in one of these sentences, which are no questions, what somebody else said?"""
    if not _third_person(text, relation) or not relation.content or relation.source[0][0] < turn.start:
        return False
    at = bisect_right(told, (_anchor(relation), len(text))) - 1
    stated = at >= 0 and _anchor(relation) < told[at][1]
    return stated and text[slice(*relation.source[0])].lower() not in PRONOUNS | _NOBODY


def _of_asker(text: str, turn: _Turn, kept: Sequence[Relation]) -> Iterator[Said]:
    if turn.nobody:
        return
    for start, end in _statements(text, turn.start, turn.span[1], run=1):
        if not any(start <= _anchor(r) < end for r in kept):
            yield _said(turn, (start, end))


def _said(turn: _Turn, span: Span, taken: Stance | None = None) -> Said:
    source = (turn.source,) if turn.source is not None else ()
    return Said(Relation(source, (turn.cue,) if turn.cue else (), (span,)), taken, turn.name)


def _denial(text: str, asked: _Turn, turn: _Turn, reported: Sequence[Relation]) -> Said | None:
    """What an answer that begins with a plain no denies: what the question tells or asks of others."""
    first = next(iter(_sentences(text, turn.start, turn.span[1])), None)
    *_, put = [None, *_sentences(text, asked.start, asked.span[1])]
    if first is None or put is None or not denied_in_answer(text, first):
        return None
    content = put
    if _is_question(text, put):
        asks = question(text, put)
        if asks is None or _ADDRESSED.search(text, *asks) or _pronoun_first(text, asks):
            return None
        content = asks
    else:
        told = next((r for r in reversed(reported) if put[0] <= _anchor(r) < put[1]), None)
        if told is not None and not _ADDRESSED.search(text, *told.content[-1]):
            content = told.content[-1]
    source = (turn.source,) if turn.source is not None else ()
    return Said(Relation(source, (first,), (content,)), Stance.DENIES, turn.name)


def _pronoun_first(text: str, content: Span) -> bool:
    return text[slice(*content)].split(" ", 1)[0].lower() in PRONOUNS | {"there", "this", "that", "these", "those"}


def _is_question(text: str, span: Span) -> bool:
    return _QUESTION.search(text, *_tail(span)) is not None


def _sentences(text: str, start: int, end: int) -> list[Span]:
    return [(a + start, b + start) for a, b in sentences(text[start:end])]


def _statements(text: str, start: int, end: int, run: int = _RUN) -> Iterator[Span]:
    """The stretches of what is said that are no questions, of about ``run`` characters and of one stance. A bare yes or
    no belongs to what follows it, or to the question of his own that it answers."""
    held: Span | None = None
    stands: Stance | None = None
    own: Span | None = None  # the question that somebody has just put to himself
    for a, b in _sentences(text, start, end):
        bare = is_bare_answer(text, (a, b))
        short = bare or denied_in_answer(text, (a, b))
        if bare and own is not None:
            yield own[0], b
            own = held = stands = None
            continue
        own = (a, b) if _is_question(text, (a, b)) else None
        taken = stance(text, (), ((a, b),)) if not short else None
        if held and (own or b - held[0] > run or (stands is not None and taken is not stands)):
            yield held
            held = stands = None
        if own is None:
            held, stands = (held[0] if held else a, b), stands or taken
    if held:
        yield held
