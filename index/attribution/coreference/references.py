"""The pronouns and descriptions inside a claim that stand for somebody else than its speaker, with the printed name."""

from __future__ import annotations

from itertools import islice

from index.attribution.coreference.detection import Form, Kind
from index.attribution.coreference.resolver import Referent, Speakers
from index.schema import Reference, Spans

# Least probability of a name put for a pronoun or a bare description. From these on, nine of ten were right on held-out
# articles of our own ("she", "he", descriptions); of "it" and "they" only what is surest.
SURE = {Form.HE: 0.85, Form.SHE: 0.85, Form.IT: 0.9, Form.THEY: 0.95, Form.DEFINITE: 0.75}
SPEAKER_AT_MOST = 0.2  # probability that the speaker is meant after all
BODIES = frozenset((Kind.ORGANISATION, Kind.DOCUMENT))
MOST = 100  # mentions of a stretch that are looked at: no claim of the news has as many


def references(speakers: Speakers, stretches: Spans, speaker: Referent) -> tuple[Reference, ...]:
    """The references inside ``stretches`` (offsets in code points) of a claim of ``speaker``, in text order."""
    found: dict[int, Reference] = {}
    for start, end in stretches:
        for k in islice(speakers.coreference.between(start, end), MOST):
            reference = _reference(speakers, k, speaker)
            if reference is not None and start <= reference.start and reference.end <= end:
                found[reference.start] = reference
    return tuple(found[at] for at in sorted(found))


def _reference(speakers: Speakers, k: int, speaker: Referent) -> Reference | None:
    read, cast = speakers.coreference, speakers.cast
    form = Form(int(read.mentions.form[k]))
    least = SURE.get(form)
    if least is None or (form == Form.DEFINITE and not _bare(speakers, k)):
        return None
    bearer, p = read.best_named(k)
    meant_speaker = read.bearers[k].get(speaker.bearer, 0.0)
    if p < least or bearer == speaker.bearer or meant_speaker > SPEAKER_AT_MOST:
        return None
    return Reference(int(read.starts[k]), int(read.ends[k]), cast.entities[bearer].name)


def _bare(speakers: Speakers, k: int) -> bool:
    """ "the company", "the ministry": a body in a determiner and a noun."""
    read = speakers.coreference
    return len(read.mentions.words[k]) == 2 and read.kind(k) in BODIES
