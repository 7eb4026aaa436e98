"""Follow-ups: a question that leans on the one before is completed from it. Pure functions over text.

A model is not needed for this and not asked: the completed question is shown in the notes, so that a wrong guess is
seen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer import source_label
from bot.question.parser import shape
from bot.question.patterns import AUX, SAY
from bot.question.tokens import words
from index.schema import Answer


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier question of the same person and channel, with its answer."""

    question: str
    answer: Answer


_PERSON = re.compile(r"\b(?:he|she|they|him|her|them)\b", re.I)
_THEIR = re.compile(r"\b(?:his|her|their)\b(?=\s+\w)", re.I)
_THING = re.compile(
    r"\b(?:it|this|that(?=\s*(?:\?|$|,|claim|story|statement))|so)\b(?:\s+(?:claim|story|statement))?", re.I
)
_WHAT_ABOUT = re.compile(r"^\W*(?:and|but|so|ok(?:ay)?|then)?[\s,]*(?:what|how)\s+about\s+(?P<who>.+?)\W*$", re.I)
_AND = re.compile(r"^\W*(?:and|but|so|ok(?:ay)?|then)\b[\s,]*", re.I)
_NAME = re.compile(r"(?<!^)(?<![.?!] )\b[A-Z][\w'’-]+")


def complete(question: str, history: Sequence[Turn]) -> tuple[str, str | None]:
    """(the question to ask, the earlier question it was completed from or None).

    A question is taken as a follow-up where it begins with "and" or "what about", where a pronoun in it has nothing to
    stand for, or where it holds no content word at all. Any other is given back unchanged.
    """
    if not history:
        return question, None
    last = history[-1]
    before = shape(" ".join(last.question.split()))
    topic = before.topic.rstrip(" ?.!")
    asked = " ".join(question.split())
    about = _WHAT_ABOUT.match(asked)
    if about:
        return f"What does {about['who']} say about {topic}?", last.question
    leaning = bool(_AND.match(asked))
    bare = _AND.sub("", asked)
    named = [n for n in _NAME.findall(bare) if n != "I"]
    person = bool(_PERSON.search(bare)) and not named
    thing = bool(_thing(bare))
    if not (leaning or person or thing or not words(bare).tokens):
        return question, None
    speaker = _speaker(last, before.subject)
    out = bare
    if speaker and not named:
        out = _THEIR.sub(_possessive(speaker), out)
        out = _PERSON.sub(lambda _: speaker, out, count=1)
    if thing:
        out = _replace_thing(out, topic)
    if out == bare:
        out = f"{bare.rstrip(' ?.!')} ({topic})?"
    return out[:1].upper() + out[1:], last.question


def _thing(text: str) -> re.Match[str] | None:
    """A pronoun for a claim: at the end, or right after a verb of saying, denying or confirming; never "it is true"."""
    for match in _THING.finditer(text):
        before, after = text[: match.start()].rstrip(), text[match.end() :].strip(" ?!.,")
        verb = re.search(rf"(?:\b{SAY}|den\w+|disput\w+|confirm\w*|reject\w*|about|on|of|with|to)$", before, re.I)
        if verb and len(after.split()) <= 3:
            return match
    return None


def _replace_thing(text: str, topic: str) -> str:
    match = _thing(text)
    if match is None:
        return text
    preposition = re.search(r"\b(?:about|on|of|with|to)$", text[: match.start()].rstrip(), re.I)
    joint = "" if preposition or re.match(rf"^(?:that|whether|who|what|why|how|{AUX})\b", topic, re.I) else "that "
    return text[: match.start()] + joint + topic + text[match.end() :]


def _speaker(last: Turn, subject: str) -> str:
    """Whom "she" means: the person the last question asked about, else the speaker of its first citation."""
    if subject and subject.lower() not in ("he", "she", "they", "it"):
        return subject
    if last.answer.citations:
        stored = last.answer.citations[0].stored
        return stored.claim.speaker or source_label.display(stored)
    return ""


def _possessive(name: str) -> str:
    return f"{name}'" if name.endswith("s") else f"{name}'s"
