"""What a model may return: a choice among the numbered pieces of evidence. It writes no word that is shown.

``Choice`` is the schema that is asked for; ``read`` takes whatever came instead: text with a thinking block, a code
fence, other keys, or prose that only cites. Pure and linear in what it is given.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from index.schema import Role

MOST = 50
"""Pieces that are read of one reply."""
LONGEST = 40_000
"""Code points that are read of a reply in text; what a choice needs is a few hundred."""


class Piece(BaseModel):
    """One chosen piece of evidence."""

    model_config = ConfigDict(extra="forbid")

    n: int = Field(description="The number of the evidence.")
    role: Role = Field(
        description="answers: it answers the question; other_side: it says the opposite of what is asked; "
        "same_claim: another report or speaker of a claim that answers; leaves_open: it will not confirm or deny."
    )
    group: int = Field(description="Pieces about one and the same proposition share a number, from 1.")


class Choice(BaseModel):
    """Which pieces of the evidence answer the question, best first."""

    model_config = ConfigDict(extra="forbid")

    nothing_answers: bool = Field(description="True where no piece answers the question; pieces is then empty.")
    pieces: list[Piece] = Field(description="The pieces that answer or belong beside an answer, best first; few.")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A piece as read of a reply; ``role`` and ``group`` None where the reply does not say."""

    n: int
    role: Role | None = None
    group: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reply comes to. ``nothing``: it says that nothing answers; neither: it cannot be used."""

    chosen: tuple[Chosen, ...] = ()
    nothing: bool = False

    @property
    def usable(self) -> bool:
        """True where the reply chooses something or says that nothing answers."""
        return self.nothing or bool(self.chosen)


_THINKING = re.compile(r"<(think|thinking|reasoning)>.*?(?:</\1>|\Z)", re.S | re.I)
# The numbers of citations in prose: [1], [1, 2], 【1】, [^1], (1)
_CITED = re.compile(r"[\[【]\s*\^?(\d{1,3}(?:\s*[,;]\s*\^?\d{1,3}){0,20})(?:†[^\]】\n]{0,40})?\s*[\]】]")


def read(reply: Any, known: Collection[int]) -> Reading:
    """A reply, parsed or as text, as a reading; ``known`` are the numbers that were sent."""
    if isinstance(reply, BaseModel):
        reply = reply.model_dump()
    if isinstance(reply, dict):
        return _of_object(reply)
    if not isinstance(reply, str):
        return Reading()
    text = _THINKING.sub(" ", reply[:LONGEST])
    found = _first_object(text)
    if found is not None:
        return _of_object(found)
    cited = [int(n) for group in _CITED.findall(text) for n in re.findall(r"\d+", group)]
    return Reading(tuple(Chosen(n) for n in dict.fromkeys(cited) if n in known)[:MOST])


def _first_object(text: str) -> dict[str, Any] | None:
    """The first JSON object in ``text`` that has the keys of a choice; tried at few places, so that it stays linear."""
    decoder = json.JSONDecoder()
    at, tries = text.find("{"), 0
    while at >= 0 and tries < 8:
        try:
            value, _ = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            value = None
        if isinstance(value, dict) and value.keys() & {"pieces", "nothing_answers"}:
            return value
        at, tries = text.find("{", at + 1), tries + 1
    return None


def _of_object(value: dict[str, Any]) -> Reading:
    pieces = value.get("pieces")
    chosen = [piece for each in pieces[:MOST] if (piece := _piece(each))] if isinstance(pieces, list) else []
    return Reading(tuple(chosen), nothing=value.get("nothing_answers") is True and not chosen)


def _piece(value: Any) -> Chosen | None:
    if isinstance(value, dict):
        n, role, group = value.get("n"), value.get("role"), value.get("group")
    else:
        n, role, group = value, None, None
    if isinstance(n, bool) or not isinstance(n, int):
        return None
    known = role if isinstance(role, str) and role in set(Role) else None
    numbered = isinstance(group, int) and not isinstance(group, bool)
    return Chosen(n, Role(known) if known else None, group if numbered else None)
