"""What a question itself says: its kind, whose words are asked for, about what, with which stance, when, where.

Pure functions over text, a catalogue of names and the day of asking. Dates and outlets that say where to look narrow
the search; all else proposes boosts for the ranking and the form of the answer. A question that follows no pattern is a
search for its words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from bot.question import patterns
from bot.question.asks import Asks
from bot.question.narrowing import Narrowed, narrow
from bot.question.pasted import pasted
from bot.question.respelling import respelled
from bot.question.tokens import STOP, words
from index.schema import Filter, Speaker, Stance
from index.text.folding import fold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LONGEST_QUESTION = 2000
"""Code points of a question that are read; the rest is told in the notes and left out."""


class Kind(StrEnum):
    """The form of answer that a question asks for."""

    WHO = "who"
    WHAT = "what"
    DENIAL = "denial"
    CONFLICT = "conflict"
    ANONYMOUS = "anonymous"
    OUTLET = "outlet"
    EDITORIAL = "editorial"
    ORIGIN = "origin"
    INDEPENDENCE = "independence"
    CHANGED = "changed"
    OVERVIEW = "overview"
    FIGURES = "figures"
    QUOTATION = "quotation"
    PROVENANCE = "provenance"


class Catalogue(Protocol):
    """What the parser needs to know of a space: the names and the words in it."""

    def find_speakers(self, text: str) -> list[Speaker]:
        """Speakers of the catalogue that are named in free text."""

    def outlets(self, *, match: str = "", limit: int | None = None) -> list[str]:
        """Outlets of the articles of the space."""

    def missing_words(self, words: Sequence[str]) -> list[str]:
        """Those of folded words that no claim has in any form."""

    def nearest_words(self, words: Sequence[str]) -> dict[str, str]:
        """For each folded word that no claim has, the nearest word that some claim prints; others left out."""

    def published(self) -> tuple[date, date] | None:
        """The first and the last day on which the dated articles of the space were published; None where none is."""

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors of texts."""


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed question.

    ``topic`` is what the claim is about: the question without its frame ("who says that"). ``subject`` is the
    stretch that names whose words are asked for, empty where that is the question; ``speakers`` are the catalogue's
    speakers in it and ``mentioned`` those elsewhere. ``role`` is the description asked for ("police chief").
    ``follows`` is the question that a follow-up was completed from. Dates are ISO, both ends included. ``respelled``
    holds what was read as another word, as typed and as read; ``text`` is the question as read.
    ``within`` is what the question narrows the search to, ``limits`` the words that do; they stand neither in
    ``text`` nor in ``topic``. ``reported``: the outlets of ``within`` are asked for what they report, which others may
    have taken over. ``here``: the question speaks of "this article". ``quotation`` is what was pasted into it.
    ``speakers_only`` asks an overview who speaks rather than what is said; ``page`` is its page, from 1. ``about``
    holds the ids of claims that are asked about themselves, ``seen`` those that were shown before and are not wanted
    again; ``reason_of`` is the id of the claim whose reason is asked for.
    """

    text: str
    topic: str
    kind: Kind
    subject: str = ""
    role: str = ""
    speakers: tuple[Speaker, ...] = ()
    mentioned: tuple[Speaker, ...] = ()
    stances: frozenset[Stance] = field(default_factory=frozenset)
    outlets: tuple[str, ...] = ()
    anonymous: bool = False
    since: str | None = None
    until: str | None = None
    follows: str | None = None
    cut: bool = False
    within: Filter = field(default_factory=Filter)
    respelled: tuple[tuple[str, str], ...] = ()
    limits: tuple[str, ...] = ()
    reported: bool = False
    here: bool = False
    quotation: str | None = None
    speakers_only: bool = False
    page: int = 1
    about: tuple[str, ...] = ()
    reason_of: str | None = None
    seen: frozenset[str] = frozenset()


def parse(
    question: str, catalogue: Catalogue, today: date, articles: Sequence[str] = (), *, exact: bool = True
) -> Query:
    """Read ``question``, asked on ``today``, with the names of ``catalogue``. Never raises for a question of any form.

    ``articles``: the ids of the only articles to look in, all where empty. ``exact``: words between quotation marks are
    looked up as they stand.
    """
    cut = len(question) > LONGEST_QUESTION
    quotation = pasted(question[:LONGEST_QUESTION]) if exact and not stances(question[:LONGEST_QUESTION]) else None
    asked, page = _page(" ".join(question[:LONGEST_QUESTION].split()))
    asks = Asks.CLAIM if quotation else _asks(asked, catalogue)
    surveys = asks is not Asks.CLAIM
    narrowed = narrow(asked, catalogue.outlets(), today, catalogue.published(), surveys=surveys)
    if not (quotation or surveys or narrowed.text == asked):
        asks = _asks(narrowed.text, catalogue)
    text, read = (narrowed.text, {}) if quotation else respelled(narrowed.text, catalogue)
    named = _named(catalogue, text)
    query = _overview(text, asks, named) if asks is not Asks.CLAIM else shape(text)
    inside = _named(catalogue, query.subject)
    ids = {s.id for s in inside}
    query = replace(
        query,
        kind=Kind.QUOTATION if quotation else query.kind,
        speakers=tuple(inside),
        mentioned=tuple(s for s in named if s.id not in ids),
        stances=stances(text),
        anonymous=bool(patterns.ANONYMOUS.search(text)),
        cut=cut,
        respelled=tuple(read.items()),
        quotation=quotation,
        page=page,
    )
    return _narrowed(query, narrowed, articles)


def _narrowed(query: Query, narrowed: Narrowed, articles: Sequence[str]) -> Query:
    """``query`` with the limits that the question states and those that are given with it."""
    within = replace(narrowed.within, article_ids=tuple(articles))
    if query.kind is Kind.OVERVIEW:
        whose = tuple(s.id for s in query.speakers)
        within = replace(within, speaker_ids=whose, stances=tuple(sorted(query.stances)))
        within = replace(within, anonymous=True if query.anonymous else None)
    if narrowed.reported and any(words(query.subject).stem_set >= words(o).stem_set for o in narrowed.within.outlets):
        # "what did the Courier report": not only what the paper itself says, but all that stands in it
        topic = query.topic if words(query.topic).tokens else ""
        query = replace(query, subject="", speakers=(), kind=Kind.OVERVIEW, topic=topic)
    return replace(
        query,
        within=within,
        limits=narrowed.limits,
        outlets=narrowed.outlets,
        since=narrowed.since,
        until=narrowed.until,
        reported=narrowed.reported,
        here=narrowed.here,
    )


def _asks(text: str, catalogue: Catalogue) -> Asks:
    from bot.question.asks_model import asks_for  # numpy, which a command that asks nothing does not need

    return Asks.CLAIM if _counts(text) or patterns.OUTLET.match(text) else asks_for(text, catalogue.embed)


def _counts(text: str) -> bool:
    """True for a question for a figure, unless it counts what an overview counts: claims, people quoted."""
    if not patterns.FIGURES.match(text):
        return False
    matter = patterns.MATTER.search(text)
    return _telling(patterns.FIGURES.sub(" ", text[: matter.start()] if matter else text))


_PAGE = re.compile(r"[\s,;(]*\bpage (?P<n>\d{1,3})\)?\W*$", re.I)


def _page(text: str) -> tuple[str, int]:
    """A question without the page it ends in ("summary, page 2"), and that page."""
    match = _PAGE.search(text)
    return (text[: match.start()], max(1, int(match["n"]))) if match and text[: match.start()].strip() else (text, 1)


def _overview(text: str, asks: Asks, named: Sequence[Speaker]) -> Query:
    """What an overview is about and of whose words: what its frame leaves over.

    A speaker of the catalogue is whose words are asked for, but behind "about" and the like.
    """
    bare = patterns.REQUEST.sub("", text)
    matter = patterns.MATTER.search(bare)
    lead, topic = (bare[: matter.start()], bare[matter.end() :]) if matter else (bare, "")
    subject = _subject_of(lead, named)
    left = [w for w in _WORD.findall(lead.replace(subject, " ") if subject else lead) if _tells(w)]
    topic = topic.strip(" ?.!,:;") if _telling(topic) else ""
    return Query(
        text, " ".join([*left, topic]).strip(), Kind.OVERVIEW, subject=subject, speakers_only=asks is Asks.SPEAKERS
    )


_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")


def _telling(text: str) -> bool:
    return any(_tells(w) for w in _WORD.findall(text))


def _tells(word: str) -> bool:
    """True for a word that says what an overview is about: neither common, nor of its frame, nor of a stance."""
    return bool(words(word).tokens) and not (
        words(word).stem_set <= patterns.FRAME_STEMS or re.fullmatch(patterns.SAY, word, re.I) or stances(word)
    )


def _subject_of(lead: str, named: Sequence[Speaker]) -> str:
    """The first name in ``lead`` of the speakers that the question names; empty where it holds none."""
    for speaker in named:
        for name in sorted((speaker.name, *speaker.aliases), key=len, reverse=True):
            found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", lead, re.I)
            if found:
                return found[0]
    return ""


def _named(catalogue: Catalogue, text: str) -> list[Speaker]:
    """Speakers with a name: a catalogue entry such as "who" or "a source" is not named by a question that says so."""
    found = catalogue.find_speakers(text) if text else []
    return [s for s in found if not s.anonymous and fold(s.name) not in STOP]


def stances(text: str) -> frozenset[Stance]:
    """The stances that the words of a question ask for; empty where they say nothing of it."""
    found = set()
    if patterns.WITHHOLD.search(text) or patterns.CONFIRM.search(text):
        found.add(Stance.WITHHOLDS)
    if patterns.DENY.search(text):
        found.add(Stance.DENIES)
    for pattern, stance in (
        (patterns.URGE, Stance.URGES),
        (patterns.VOW, Stance.VOWS),
        (patterns.JUDGE, Stance.JUDGES),
    ):
        if pattern.search(text):
            found.add(stance)
    return frozenset(found)


def _topic(text: str) -> str:
    cleaned = patterns.STRIP_FRAMES.sub(" ", text)
    cleaned = patterns.LEAD.sub("", " ".join(cleaned.split()))
    cleaned = cleaned.strip(" ?!.,:;")
    return cleaned or text.strip(" ?!.")


def shape(text: str) -> Query:
    """Kind, topic, subject and role from the form alone."""
    changed = patterns.CHANGED_FRAME.match(text) if patterns.CHANGED.search(text) else None
    if changed:
        return Query(
            text, _topic((changed["poss"] or "") + " " + changed["rest"]), Kind.CHANGED, subject=changed["subject"]
        )
    if patterns.INDEPENDENCE.search(text):
        return Query(text, _topic(text), Kind.INDEPENDENCE)
    figures = patterns.ACCORDING_TO_WHOM.sub(" ", text)
    if patterns.FIGURES.match(figures) and not patterns.FIGURE_OF.match(figures):
        return Query(text, _topic(patterns.FIGURES.sub(" ", figures)), Kind.FIGURES)
    if patterns.ORIGIN.search(text):
        return Query(text, _topic(text), Kind.ORIGIN)
    if patterns.EDITORIAL.search(text):
        topic = patterns.EDITORIAL_LEAD.sub("", patterns.EDITORIAL.sub(" ", text))
        return Query(text, _topic(topic), Kind.EDITORIAL)
    for frame, names in ((patterns.VERSUS_FRAME, ("subject", "rest")), (patterns.AGREE_FRAME, ("subject", "rest"))):
        match = frame.search(text)
        if match:
            groups = match.groupdict()
            subject = groups["subject"] or groups.get("subject2") or groups.get("subject3") or ""
            behind = groups[names[1]] or groups.get("rest2") or groups.get("rest3") or ""
            rest = f"{text[: match.start()]} {behind}"
            subject = "" if subject.lower() in ("they", "he", "she", "both") else subject
            if groups.get("subject3"):
                return Query(text, _topic(behind) if behind.strip(" ?") else subject, Kind.CONFLICT, subject=subject)
            return Query(text, _topic(rest) if rest.strip(" ?") else _topic(text), Kind.CONFLICT, subject=subject)
    if patterns.CONFLICT.search(text):
        return Query(text, _topic(text), Kind.CONFLICT)
    return _said(text)


def _role(text: str) -> str:
    """The description after "which": no parser tells where it ends, so it is its first words up to a known verb."""
    match = re.match(r"^\W*(?:which|what|according to which|whose)\s+((?:[\w'’.&-]+\s+){1,4})", text, re.I)
    if not match:
        return ""
    kept = []
    for word in match[1].split():
        if re.fullmatch(patterns.SAY, word, re.I) or re.fullmatch(patterns.AUX, word, re.I):
            break
        kept.append(word)
    return " ".join(kept)


def _said(text: str) -> Query:
    """The everyday questions: who says X, what does S say about T, who denies X, which paper is cited for X."""
    on = patterns.ON_FRAME.match(text)
    if on:
        return Query(text, _topic(on["topic"] + " " + on["rest"]), Kind.WHAT, subject=on["subject"])
    frame = patterns.POSSESSIVE_FRAME.match(text) or patterns.WHAT_FRAME.match(text)
    if frame and not re.match(rf"\s*{patterns.ANYONE}\b", frame["subject"], re.I):
        if patterns.ANONYMOUS.search(frame["subject"]):  # "unnamed sources" is no name to look for
            return Query(text, _topic(frame["rest"]), Kind.ANONYMOUS)
        kind = Kind.DENIAL if patterns.DENY.search(text) or patterns.WITHHOLD.search(text) else Kind.WHAT
        return Query(text, _topic(frame["rest"]), kind, subject=frame["subject"])
    denial = bool(patterns.DENY.search(text) or patterns.WITHHOLD.search(text))
    one = patterns.DID_SAY_FRAME.match(text)
    if one:
        kind = Kind.DENIAL if denial or patterns.CONFIRM.search(text) else Kind.WHAT
        return Query(text, _topic(one["rest"]), kind, subject=one["subject"])
    if patterns.YES_NO.match(text) and patterns.CONFIRM.search(text):
        return Query(text, _topic(text), Kind.DENIAL)
    who = patterns.WHO_FRAME.match(text)
    role = _role(text)
    rest = text[who.end() :] if who else text
    if patterns.ANONYMOUS.search(text):
        return Query(text, _topic(rest), Kind.ANONYMOUS, role=role)
    if denial:
        topic = patterns.WITHHOLD.sub(" ", patterns.DENY.sub(" ", rest))
        return Query(text, _topic(topic), Kind.DENIAL, role=role)
    if patterns.OUTLET.match(text):
        return Query(text, _topic(rest), Kind.OUTLET, role=role)
    if who:
        return Query(text, _topic(rest), Kind.WHO, role=role)
    if patterns.YES_NO.match(text):
        return Query(text, _topic(text), Kind.CONFLICT)
    return Query(text, _topic(text), Kind.WHO)
