"""The pronouns and descriptions inside a claim that stand for somebody else than its speaker, with the printed name."""

from __future__ import annotations

import re
from itertools import islice

from index.attribution.coreference.detection import Form, Kind
from index.attribution.coreference.resolver import ROLES, Referent, Speakers
from index.attribution.lexicon.nouns import PEOPLE
from index.attribution.quotes import quotes
from index.schema import Reference, Span, Spans

# Least probability of a name put for a pronoun or a bare description. From these on, nine of ten were right on held-out
# articles of our own ("she", "he", descriptions); of "it" and "they" only what is surest.
SURE = {Form.HE: 0.85, Form.SHE: 0.85, Form.IT: 0.9, Form.THEY: 0.95, Form.DEFINITE: 0.75}
SPEAKER_AT_MOST = 0.2  # probability that the speaker is meant after all
BODIES = frozenset((Kind.ORGANISATION, Kind.DOCUMENT))
MOST = 100  # mentions of a stretch that are looked at: no claim of the news has as many


def references(speakers: Speakers, stretches: Spans, speaker: Referent, source: Span) -> tuple[Reference, ...]:
    """The references inside ``stretches`` (offsets in code points) of a claim of ``speaker``, who is printed at
    ``source``, in text order."""
    found: dict[int, Reference] = {}
    for start, end in stretches:
        for k in islice(speakers.coreference.between(start, end), MOST):
            reference = _reference(speakers, k, speaker, source)
            if reference is not None and start <= reference.start and reference.end <= end:
                found[reference.start] = reference
    return tuple(found[at] for at in sorted(found))


def _reference(speakers: Speakers, k: int, speaker: Referent, source: Span) -> Reference | None:
    read, cast = speakers.coreference, speakers.cast
    form = Form(int(read.mentions.form[k]))
    least = SURE.get(form)
    if least is None or (form == Form.DEFINITE and not _bare(speakers, k)):
        return None
    bearer, p = read.best_named(k)
    meant_speaker = read.bearers[k].get(speaker.bearer, 0.0)
    if p < least or bearer == speaker.bearer or meant_speaker > SPEAKER_AT_MOST:
        return None
    at = (int(read.starts[k]), int(read.ends[k]))
    if form in (Form.HE, Form.SHE) and _is_somebody(speaker) and _may_be_speaker(speakers, at, source):
        return None
    return Reference(*at, cast.entities[bearer].name)


def _is_somebody(speaker: Referent) -> bool:
    """False for a body, a document or a share of voters."""
    if speaker.entity is not None:
        return speaker.entity.kind != "organisation"
    words = set(re.findall(r"\w+", speaker.name.lower()))
    return bool(words & (ROLES | PEOPLE))


def _may_be_speaker(speakers: Speakers, pronoun: Span, source: Span) -> bool:
    """True for "he" in what somebody is reported to say outside quotation marks, who may be a man: of the names that
    the model was sure of there, half were right."""
    text = speakers.text
    if pronoun[0] < source[1] or speakers.other(pronoun, source):
        return False
    begin, end = text.rfind("\n", 0, pronoun[0]) + 1, text.find("\n", pronoun[1])
    return not any(a <= pronoun[0] < b for a, b in quotes(text, begin, len(text) if end < 0 else end))


def _bare(speakers: Speakers, k: int) -> bool:
    """ "the company", "the ministry": a body in a determiner and a noun."""
    read = speakers.coreference
    return len(read.mentions.words[k]) == 2 and read.kind(k) in BODIES
