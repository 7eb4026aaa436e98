"""A space and what is asked for -> a scene or a report: one road for the command line and Discord."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.pictures.report import MOST_CLAIMS, Report, report_of
from bot.pictures.scene import MOST_POINTS, MOST_PROPOSITIONS, Map, Timeline, map_of, timeline_of
from bot.pictures.visible import line
from bot.propositions.kept import Propositions
from bot.propositions.records import Proposition
from bot.propositions.topic import about, whole_articles
from index.errors import InputError
from index.schema import StoredClaim

if TYPE_CHECKING:
    from index.store.space import Space

_NAMED = 80


def map_about(space: Space, kept: Propositions, topic: str, most: int = MOST_PROPOSITIONS) -> Map:
    """The map of what is said about a topic. Raises InputError where nobody speaks of it."""
    claims = _about(space, topic)
    return map_of(topic, _holding(space, kept, claims), most)


def map_by(space: Space, kept: Propositions, name: str, most: int = MOST_PROPOSITIONS) -> Map:
    """The map of what a speaker takes a position to, with who else does. Raises InputError."""
    return map_of(name, _holding(space, kept, _by(space, name)), most)


def map_in(space: Space, kept: Propositions, article: str, most: int = MOST_PROPOSITIONS) -> Map:
    """The map of one article. Raises UnknownArticle, and InputError where it cites nobody."""
    found, every = space.whole(article)
    claims = [one for one in every if not one.claim.own_voice]
    if not claims:
        raise InputError(f"the article {line(found.title or article, _NAMED)!r} cites nobody")
    return map_of(found.title or article, kept.of(space, claims), most)


def timeline(space: Space, kept: Propositions, name: str, topic: str = "", most: int = MOST_POINTS) -> Timeline:
    """What a speaker said when, about a topic where one is given. Raises InputError."""
    claims = _by(space, name)
    title = name
    if topic:
        wanted = {one.id for one in _about(space, topic)}
        claims = [one for one in claims if one.id in wanted]
        title = f"{name}: {topic}"
        if not claims:
            raise InputError(f"{line(name, _NAMED)} says nothing about {line(topic, _NAMED)!r} in these articles")
    if not any(one.article.published for one in claims):
        raise InputError(f"no article that cites {line(name, _NAMED)} has a date: a timeline needs dates")
    return timeline_of(title, _holding(space, kept, claims), [one.id for one in claims], most)


def report(space: Space, kept: Propositions, topic: str = "") -> Report:
    """The report on a topic, or on the whole space: its newest claims, ``MOST_CLAIMS`` at most. Raises InputError."""
    if topic:
        claims = _about(space, topic)
        return report_of(f"{topic}", _holding(space, kept, claims), claims)
    claims = space.claims(limit=MOST_CLAIMS + 1)
    if not claims:
        raise InputError(f"space {space.name} holds no claims; add articles with: whoclaims add SOURCE...")
    note = f"The space holds more: these are the newest {MOST_CLAIMS:,} claims." if len(claims) > MOST_CLAIMS else ""
    claims = claims[:MOST_CLAIMS]
    return report_of(f"Space {space.name}", kept.of(space, claims), claims, note)


def _about(space: Space, topic: str) -> list[StoredClaim]:
    found = about(space, topic)
    if not found:
        raise InputError(f"nobody in these articles speaks of {line(topic, _NAMED)!r}")
    return found


def _by(space: Space, name: str) -> list[StoredClaim]:
    found = space.claims(by=name)
    if not found:
        raise InputError(f"nobody called {line(name, _NAMED)!r} is cited in these articles")
    return found


def _holding(space: Space, kept: Propositions, claims: Sequence[StoredClaim]) -> list[Proposition]:
    """The propositions that hold any of ``claims``, with everybody who takes a position to them."""
    wanted = {one.id for one in claims}
    every = kept.of(space, whole_articles(space, claims))
    return [one for one in every if any(claim.id in wanted for claim in one.claims)]
