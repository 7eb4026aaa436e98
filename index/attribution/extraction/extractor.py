"""Texts -> attribution relations: windows, the encoder, cues, then the roles of each cue. Pure but for the model.

The model is any ``Scorer``: the shipped ONNX files at run time, the torch modules while training.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

import numpy as np
import numpy.typing as npt

from index import progress
from index.attribution.extraction.tokenization import Units, Window, blocks, segment, windows
from index.attribution.extraction.viterbi import Floats, Ints, role_paths, spans_of, viterbi
from index.schema import Relation, Span, Stance

KEPT = 12_000  # units of a text whose states are kept: 10 MB, longer than any article
STATE, TAGS = 384, 7  # numbers in a unit's state, labels of its role tag
DISTANCES = 64  # distances in units beyond this are alike
STANCES = tuple(Stance)
WINDOWS_A_TURN = 32
# Bounds that no news reaches (of 84 articles, 1,096 paragraphs: at most 6 cues in one)
UNITS_A_CUE, LEAST_CUES = 20, 6
CROWD, REACH = 8, 48
WORD_SHAPES = 3  # the classes of ``shape_of`` that have letters
Row = tuple[int, int, int, int, int, Sequence[tuple[int, int]]]
Range = tuple[int, int]
Part = TypeVar("Part")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Parameters:
    """What decoding needs beside the networks: CRF transitions and thresholds fitted on held-out training articles."""

    cue_transitions: Floats
    cue_start: Floats
    role_transitions: Floats
    role_start: Floats
    cue_bias: float = 0.0  # handicap of the label O when cues are proposed
    valid_threshold: float = 0.5  # least probability of a proposed cue being one


@dataclass(frozen=True, slots=True)
class Encoded:
    """One text as the encoder reads it: its units, and for each of the first ``KEPT`` its state (384) and the
    probabilities of its role tags (7), in half precision; all zero where no words stand."""

    units: Units
    states: npt.NDArray[np.float16]
    tags: npt.NDArray[np.float16]

    @classmethod
    def blank(cls, units: Units) -> Encoded:
        """Nothing read yet."""
        n = min(len(units), KEPT)
        return cls(units, np.zeros((n, STATE), dtype=np.float16), np.zeros((n, TAGS), dtype=np.float16))

    def fill(self, window: Window, states: Floats, tags: Floats) -> None:
        """Take in what the networks give for a window, as far as the units are its own."""
        end = min(window.core_high, len(self.states))
        if end > window.core_low:
            there = slice(window.core_low - window.low, end - window.low)
            self.states[window.core_low : end], self.tags[window.core_low : end] = states[there], tags[there]


class Scorer(Protocol):
    """The networks: both calls take and return numpy arrays."""

    @property
    def parameters(self) -> Parameters:
        """CRF transitions and thresholds."""

    def tokenize(self, words: Sequence[str]) -> list[list[int]]:
        """Sub-word ids of each word."""

    def encode(self, batch: Sequence[Window]) -> list[tuple[Floats, Floats, Floats]]:
        """Per window: states (units, 384), tag probabilities (units, 7), cue emissions (units, 3)."""

    def map(self, work: Callable[[Part], Result], parts: Sequence[Part]) -> Iterable[Result]:
        """``work`` on each part in order, side by side where that is faster."""

    def roles(
        self, states: Floats, tags: Floats, inputs: tuple[npt.NDArray[np.generic], ...]
    ) -> tuple[Floats, Floats, Floats, Floats]:
        """Role labels (cues, t, 5), logits of validity (cues), of the stances (cues, 6), of being a claim (cues)."""


@dataclass(frozen=True, slots=True)
class Found:
    """One relation with what the model thinks of it: ``valid`` is the probability that its cue is one, ``stances`` the
    probabilities of the stances in the order of ``Stance``, ``claim`` the probability that what it introduces is a
    claim of its source, and no act, bare topic or thing that is only looked into. Where the form of a text tells them,
    ``taken`` is the stance, and ``speaker`` names a source that the text does not print."""

    relation: Relation
    valid: float
    stances: tuple[float, ...]
    claim: float = 1.0
    taken: Stance | None = None
    speaker: str | None = None


def cue_inputs(rows: Sequence[Row]) -> tuple[npt.NDArray[np.generic], ...]:
    """rows (base, block low, block high, cue low, cue high, other cues) -> index, distance, mark, mask, ends, padded.

    Units of a row are numbered within its window; ``base`` makes them indices into the states of all windows.
    """
    width = max(high - low for _, low, high, _, _, _ in rows)
    index = np.zeros((len(rows), width), dtype=np.int64)
    distance = np.full((len(rows), width), DISTANCES, dtype=np.int64)
    mark = np.zeros((len(rows), width), dtype=np.int64)
    mask = np.zeros((len(rows), width), dtype=bool)
    for r, (base, low, high, cue_low, cue_high, others) in enumerate(rows):
        place = np.arange(low, high)
        n = high - low
        index[r, :n] = base + place
        far = np.where(place < cue_low, place - cue_low, np.where(place >= cue_high, place - cue_high + 1, 0))
        distance[r, :n] = np.clip(far, -DISTANCES, DISTANCES) + DISTANCES
        for a, b in others:
            if a < high and b > low:
                mark[r, max(a, low) - low : min(b, high) - low] = 2
        mark[r, cue_low - low : cue_high - low] = 1
        mask[r, :n] = True
    ends = np.array([(base + c, base + d - 1) for base, _, _, c, d, _ in rows], dtype=np.int64)
    return index, distance, mark, mask, ends


def encode(texts: Sequence[str], scorer: Scorer) -> list[Encoded]:
    """What the encoder makes of each text."""
    encoded = [Encoded.blank(segment(text, scorer.tokenize)) for text in texts]
    needed = [(one, w) for one in encoded for w in windows(one.units) if w.core_low < KEPT]
    jobs = [(one, w) for one, w in needed if _has_words(one.units, w)]
    for k in range(0, len(jobs), WINDOWS_A_TURN):
        group = jobs[k : k + WINDOWS_A_TURN]
        for (one, window), (states, tags, _) in zip(group, scorer.encode([w for _, w in group]), strict=True):
            one.fill(window, states, tags)
    return encoded


def extract(
    texts: Sequence[str], scorer: Scorer, keep: Callable[[str, Encoded], None] | None = None
) -> list[list[Found]]:
    """The relations of each text, in text order; spans are [start, end) code points into it.

    Windows are read a group at a time: what the networks give for them is large and kept no longer, unless ``keep``
    takes it, in half precision, for each text.
    """
    units = [segment(text, scorer.tokenize) for text in texts]
    encoded = [Encoded.blank(u) for u in units] if keep is not None else []
    cuts = [blocks(u) for u in units]
    starts = [[low for low, _ in cut] for cut in cuts]
    jobs = [(t, w) for t, u in enumerate(units) for w in windows(u) if _has_words(u, w)]
    results: list[list[Found]] = [[] for _ in texts]
    for k in range(0, len(jobs), WINDOWS_A_TURN):
        group = jobs[k : k + WINDOWS_A_TURN]
        own = [cuts[t][bisect_left(starts[t], w.core_low) : bisect_left(starts[t], w.core_high)] for t, w in group]
        for t, found in _read(group, own, units, scorer, encoded):
            results[t].append(found)
        progress.within(min(k + WINDOWS_A_TURN, len(jobs)), len(jobs))
    if keep is not None:
        for text, one in zip(texts, encoded, strict=True):
            keep(text, one)
    return [nest(each) for each in results]


def _has_words(units: Units, window: Window) -> bool:
    """False where only marks, digits and single letters stand: nobody says anything there."""
    own = slice(window.core_low, window.core_high)
    letters = units.shape[own] <= WORD_SHAPES
    return bool(np.any(letters & (units.ends[own] - units.starts[own] > 1)))


def _read(
    jobs: Sequence[tuple[int, Window]],
    own: Sequence[list[Range]],
    units: Sequence[Units],
    scorer: Scorer,
    kept: Sequence[Encoded],
) -> list[tuple[int, Found]]:
    """(text, relation) for each relation in some windows, in their order; ``own`` are the blocks of each. ``kept``,
    where not empty, takes in the states of each text."""
    encoded = scorer.encode([w for _, w in jobs])
    if kept:
        for (t, window), (states, tags, _) in zip(jobs, encoded, strict=True):
            kept[t].fill(window, states, tags)
    rows: list[Row] = []
    owner: list[int] = []
    base = 0
    parameters = scorer.parameters
    for (t, window), blocks_of, (states, _, emissions) in zip(jobs, own, encoded, strict=True):
        for low, high in blocks_of:
            cues = propose(emissions[low - window.low : high - window.low], parameters)
            block = list(_rows(base - window.low, low, high, cues))
            rows += block
            owner += [t] * len(block)
        base += len(states)
    if not rows:
        return []
    states = np.concatenate([s for s, _, _ in encoded])
    tags = np.concatenate([s for _, s, _ in encoded])
    lengths = [high - low for _, low, high, _, _, _ in rows]
    order = sorted(range(len(rows)), key=lambda r: lengths[r])
    parts = list(_chunks(order, [lengths[r] for r in order]))
    found: dict[int, Found] = {}
    scored = scorer.map(lambda part: scorer.roles(states, tags, cue_inputs([rows[r] for r in part])), parts)
    for part, (labels, valid, stance, claim) in zip(parts, scored, strict=True):
        sizes = np.array([lengths[r] for r in part], dtype=np.int64)
        paths = role_paths(labels, sizes, parameters.role_transitions, parameters.role_start)
        for k, r in enumerate(part):
            sure = _probability(valid[k])
            if sure >= parameters.valid_threshold:
                chances = np.exp(stance[k] - stance[k].max())
                relation = _relation(units[owner[r]], rows[r], paths[k])
                if relation.content or relation.source:
                    shares = tuple((chances / chances.sum()).tolist())
                    found[r] = Found(relation, sure, shares, claim=_probability(claim[k]))
    return [(owner[r], found[r]) for r in sorted(found)]


def _rows(base: int, low: int, high: int, cues: Sequence[Range]) -> Iterator[Row]:
    """A row for each cue of the block [low, high). Where a block is crowded with cues, as no news is, each sees only
    what is near it: the cost stays that of the text's length."""
    spans = [(low + a, low + b) for a, b in cues]
    crowded = len(spans) > CROWD
    for i, (a, b) in enumerate(spans):
        first, last = (max(low, a - REACH), min(high, b + REACH)) if crowded else (low, high)
        others = spans[max(0, i - CROWD) : i] + spans[i + 1 : i + 1 + CROWD]
        yield base, first, last, a, b, others


def _probability(logit: float) -> float:
    return float(1 / (1 + np.exp(-logit)))


def nest(found: Sequence[Found]) -> list[Found]:
    """Hang each relation whose cue stands inside another's content under that one: outermost relations remain.

    Of two that claim each other's cue, the surer one is the outer one. Only relations that share a stretch of the text
    are compared, so that the time grows with the length of the text.
    """
    groups: list[list[Found]] = []
    reach = -1
    for one in sorted(found, key=lambda f: _extent(f)[0]):
        start, end = _extent(one)
        if not groups or start >= reach:
            groups.append([])
        groups[-1].append(one)
        reach = max(reach, end)
    return [outer for group in groups for outer in _nest(group)]


def _extent(one: Found) -> Span:
    spans = [s for role in (one.relation.source, one.relation.cue, one.relation.content) for s in role]
    return min(a for a, _ in spans), max(b for _, b in spans)


def _nest(found: Sequence[Found]) -> list[Found]:
    """Those of ``found`` whose cue stands inside no other's content; of two inside each other the surer one."""

    def within(i: int, j: int) -> bool:
        one, other = found[i], found[j]
        return _inside(one, other) and not (_inside(other, one) and (one.valid, -i) > (other.valid, -j))

    return [one for i, one in enumerate(found) if not any(within(i, j) for j in range(len(found)) if j != i)]


def _inside(one: Found, other: Found) -> bool:
    (start, end), *_ = one.relation.cue
    return any(a <= start and end <= b for a, b in other.relation.content)


def propose(emissions: Floats, parameters: Parameters) -> list[Range]:
    """Candidate cues of one paragraph; of more than any news has, the surest."""
    handicapped = emissions - np.array([parameters.cue_bias, 0, 0], dtype=np.float32)
    cues = spans_of(viterbi(handicapped, parameters.cue_transitions, parameters.cue_start), 1, 2)
    most = max(LEAST_CUES, len(emissions) // UNITS_A_CUE)
    if len(cues) <= most:
        return cues
    sure = handicapped[:, 1] - handicapped[:, 0]
    return sorted(sorted(cues, key=lambda cue: -float(sure[cue[0]]))[:most])


def _chunks(order: list[int], lengths: list[int], cells: int = 6_000) -> list[list[int]]:
    """Rows of similar length together, at most ``cells`` padded units a batch, so that memory stays bounded."""
    groups: list[list[int]] = []
    shortest = 0
    for r, length in zip(order, lengths, strict=True):
        if groups and length * (len(groups[-1]) + 1) <= cells and length <= shortest * 1.5 + 8:
            groups[-1].append(r)
        else:
            groups.append([r])
            shortest = length
    return groups


def _relation(units: Units, row: Row, path: Ints) -> Relation:
    _, low, _, cue_low, cue_high, _ = row
    path = path.copy()
    path[cue_low - low : cue_high - low] = 0

    def characters(spans: list[Range]) -> tuple[Span, ...]:
        return tuple((int(units.starts[low + a]), int(units.ends[low + b - 1])) for a, b in spans)

    return Relation(
        characters(spans_of(path, 1, 2)),
        ((int(units.starts[cue_low]), int(units.ends[cue_high - 1])),),
        characters(spans_of(path, 3, 4)),
    )
