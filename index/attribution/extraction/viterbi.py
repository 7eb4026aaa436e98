"""Scores -> spans: Viterbi decoding of cues, and of one source and the content parts of each cue. Pure numpy."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
NEVER = np.float32(-1e4)

# Role labels with a memory of whether the source has been seen, so that a cue gets one source at most:
# O, B-source, I-source, B-content, I-content before it; O, B-content, I-content after it.
_BASE = np.array([0, 1, 2, 3, 4, 0, 3, 4])
_AFTER = np.array([False, True, True, False, False, True, True, True])


def viterbi(emissions: Floats, transitions: Floats, start: Floats) -> Ints:
    """The best label path; emissions (t, k), transitions (k, k), start (k)."""
    steps, labels = emissions.shape
    back = np.zeros((steps, labels), dtype=np.int64)
    score = start + emissions[0]
    columns = np.arange(labels)
    for t in range(1, steps):
        options = score[:, None] + transitions
        back[t] = options.argmax(axis=0)
        score = options[back[t], columns] + emissions[t]
    path = np.zeros(steps, dtype=np.int64)
    path[-1] = score.argmax()
    for t in range(steps - 1, 0, -1):
        path[t - 1] = back[t, path[t]]
    return path


def spans_of(path: Ints, begin: int, inside: int) -> list[tuple[int, int]]:
    """[low, high) runs of ``begin`` followed by ``inside``."""
    runs: list[tuple[int, int]] = []
    for t, label in enumerate(path.tolist()):
        if label == begin:
            runs.append((t, t + 1))
        elif label == inside and runs and runs[-1][1] == t:
            runs[-1] = (runs[-1][0], t + 1)
    return runs


def expand(transitions: Floats, start: Floats) -> tuple[Floats, Floats]:
    """The 5-label role transitions over the 8 states that remember the source."""
    wide = transitions[np.ix_(_BASE, _BASE)].copy()
    for i in range(8):
        for j in range(8):
            opens_source = j == 1
            if (
                (opens_source and _AFTER[i])
                or (not opens_source and j != 2 and _AFTER[i] != _AFTER[j])
                or (j == 2 and i not in (1, 2))
            ):
                wide[i, j] = NEVER
    wide_start = start[_BASE].copy()
    wide_start[[2, 4, 5, 6, 7]] = NEVER
    return wide, wide_start


def viterbi_many(emissions: Floats, lengths: Ints, transitions: Floats, start: Floats) -> list[Ints]:
    """Viterbi over a padded batch (c, t, k); a path a row, cut to its length."""
    count, steps, labels = emissions.shape
    if count == 0:
        return []
    back = np.zeros((steps, count, labels), dtype=np.int8)
    score = start + emissions[:, 0]
    best = score.copy()
    for t in range(1, steps):
        options = score[:, :, None] + transitions
        back[t] = options.argmax(axis=1)
        score = options.max(axis=1) + emissions[:, t]
        best[lengths == t + 1] = score[lengths == t + 1]
    paths = []
    for row in range(count):
        path = np.zeros(lengths[row], dtype=np.int64)
        path[-1] = best[row].argmax()
        for t in range(int(lengths[row]) - 1, 0, -1):
            path[t - 1] = back[t, row, path[t]]
        paths.append(path)
    return paths


def role_paths(emissions: Floats, lengths: Ints, transitions: Floats, start: Floats) -> list[Ints]:
    """The best labels (O, B/I source, B/I content) of each cue's paragraph, with one source at most."""
    wide, wide_start = expand(transitions, start)
    return [_BASE[p] for p in viterbi_many(emissions[:, :, _BASE], lengths, wide, wide_start)]
