"""The pronouns inside a claim that stand for somebody else than its speaker, with the fullest printed name."""

from __future__ import annotations

import re
from bisect import bisect_right

from index.attribution.coreference.entities import Entity
from index.attribution.coreference.resolver import HE, Referent, Speakers
from index.schema import Reference, Span, Spans

PERSONAL = re.compile(r"\b(?:he|him|his|she|hers?)\b", re.I)
SENTENCES_BACK = 3  # where somebody must have been named to be meant


def references(speakers: Speakers, stretches: Spans, speaker: Referent) -> tuple[Reference, ...]:
    """The references inside ``stretches`` (offsets in code points) of a claim of ``speaker``, in text order.

    A pronoun is resolved only where one person of its gender was named shortly before it and the speaker cannot be
    meant; anything less sure is left out.
    """
    found = []
    at = 0
    for start, end in sorted(stretches):
        for match in PERSONAL.finditer(speakers.text, max(start, at), end):
            meant = _only_bearer(speakers, match.span(), speaker)
            if meant is not None:
                found.append(Reference(*match.span(), meant.name))
        at = max(at, end)
    return tuple(found)


def _only_bearer(speakers: Speakers, pronoun: Span, speaker: Referent) -> Entity | None:
    gender = "m" if speakers.text[slice(*pronoun)].lower() in HE else "f"
    if not (speaker.thing or speaker.plural) and speaker.gender in (None, gender):
        return None
    here = bisect_right(speakers.sentences, pronoun[0])
    since = speakers.sentences[max(0, here - 1 - SENTENCES_BACK)] if speakers.sentences else 0
    cast = speakers.cast
    near = {id(e): e for e in map(cast.entity_of, range(cast.before(since), cast.before(pronoun[0])))}
    people = [e for e in near.values() if e.kind in ("person", "unknown") and e.gender in (None, gender)]
    return people[0] if len(people) == 1 and people[0].gender == gender and people[0].kind == "person" else None
