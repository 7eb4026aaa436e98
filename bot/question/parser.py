"""What a question itself says: its kind, whose words are asked for, about what, with which stance, when, where.

Pure functions over text and a catalogue of names. Nothing here decides; it proposes boosts for the ranking and the
form of the answer. A question that follows no pattern is a search for its words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Protocol

from bot.question import patterns
from bot.question.respelling import respelled
from bot.question.tokens import STOP, fold
from index.schema import Filter, Speaker, Stance

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


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed question.

    ``topic`` is what the claim is about: the question without its frame ("who says that"). ``subject`` is the
    stretch that names whose words are asked for, empty where that is the question; ``speakers`` are the catalogue's
    speakers in it and ``mentioned`` those elsewhere. ``role`` is the description asked for ("police chief").
    ``follows`` is the question that a follow-up was completed from. Dates are ISO, both ends included. ``respelled``
    holds what was read as another word, as typed and as read; ``text`` is the question as read. ``within`` is what the
    search is narrowed to.
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


def parse(question: str, catalogue: Catalogue) -> Query:
    """Read ``question`` with the names of ``catalogue``. Never raises for a question of any length or form."""
    cut = len(question) > LONGEST_QUESTION
    text, read = respelled(" ".join(question[:LONGEST_QUESTION].split()), catalogue)
    query = shape(text)
    named = _named(catalogue, text)
    inside = _named(catalogue, query.subject)
    ids = {s.id for s in inside}
    since, until = period(text)
    return replace(
        query,
        speakers=tuple(inside),
        mentioned=tuple(s for s in named if s.id not in ids),
        stances=stances(text),
        outlets=_outlets_in(text, catalogue.outlets()),
        anonymous=bool(patterns.ANONYMOUS.search(text)),
        since=since,
        until=until,
        cut=cut,
        respelled=tuple(read.items()),
    )


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


def period(text: str) -> tuple[str | None, str | None]:
    """The first period that ``text`` names with a year, as ISO dates (from, to); (None, None) without one."""
    match = patterns.DATE.search(text)
    if not match:
        return None, None
    if match["iso"]:
        return match["iso"], match["iso"]
    if match["month"]:
        year, month = match["myear"], patterns.MONTHS[match["month"].lower()]
        if match["day"]:
            day = f"{year}-{month:02d}-{int(match['day']):02d}"
            return day, day
        return f"{year}-{month:02d}-01", f"{year}-{month:02d}-31"
    year, relation = match["year"], match["rel"].lower()
    if relation in ("since", "after"):
        return f"{year}-01-01", None
    if relation in ("before", "until"):
        return None, f"{year}-12-31"
    return f"{year}-01-01", f"{year}-12-31"


def _outlets_in(text: str, outlets: Sequence[str]) -> tuple[str, ...]:
    lower = f" {re.sub(r'[^a-z0-9]+', ' ', text.lower())} "
    found = []
    for outlet in outlets:
        plain = re.sub(r"[^a-z0-9]+", " ", outlet.lower()).strip().removeprefix("the ")
        if plain and f" {plain} " in lower:
            found.append(outlet)
    return tuple(found)


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
    if patterns.ORIGIN.search(text):
        return Query(text, _topic(text), Kind.ORIGIN)
    if patterns.EDITORIAL.search(text):
        topic = re.sub(
            r"^(?:does|do|did|has|which|what)\s+(?:any |a |the )?(?:newspaper|paper|outlet|article|site|magazine)\w*\s*"
            r"(?:itself\s+)?(?:say|state|claim|assert|"
            r"write)?s?",
            "",
            patterns.EDITORIAL.sub(" ", text),
            flags=re.I,
        )
        return Query(text, _topic(topic), Kind.EDITORIAL)
    for frame, names in ((patterns.VERSUS_FRAME, ("subject", "rest")), (patterns.AGREE_FRAME, ("subject", "rest"))):
        match = frame.search(text)
        if match:
            groups = match.groupdict()
            subject = groups["subject"] or groups.get("subject2") or ""
            rest = text[: match.start()] + " " + (groups[names[1]] or groups.get("rest2") or "")
            subject = "" if subject.lower() in ("they", "he", "she", "both") else subject
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
    if patterns.YES_NO.match(text) and patterns.CONFIRM.search(text):
        match = re.match(rf"^{patterns.AUX}\s+(?P<subject>.+?)\s+(?:\w+ly )?confirm\w*\b(?P<rest>.*)$", text, re.I)
        subject = match["subject"] if match and not re.fullmatch(patterns.ANYONE, match["subject"], re.I) else ""
        return Query(text, _topic(match["rest"] if match else text), Kind.DENIAL, subject=subject)
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
