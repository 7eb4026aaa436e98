"""Decoding against an exhaustive search."""

import itertools
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pytest

from index.attribution.extraction.viterbi import NEVER, role_paths, spans_of, viterbi

Floats = npt.NDArray[np.float32]
Path = tuple[int, ...]  # a label a unit


def transitions(rng: np.random.Generator) -> tuple[Floats, Floats]:
    moves = rng.normal(size=(5, 5)).astype(np.float32)
    start = rng.normal(size=5).astype(np.float32)
    for inside, allowed in ((2, (1, 2)), (4, (3, 4))):
        for i in range(5):
            if i not in allowed:
                moves[i, inside] = NEVER
        start[inside] = NEVER
    return moves, start


def best(emissions: Floats, moves: Floats, start: Floats, allowed: Callable[[Path], bool]) -> Path:
    def score(path: Path) -> float:
        return float(
            start[path[0]]
            + sum(emissions[t, y] for t, y in enumerate(path))
            + sum(moves[a, b] for a, b in itertools.pairwise(path))
        )

    paths = itertools.product(range(emissions.shape[1]), repeat=len(emissions))
    return max((p for p in paths if allowed(p)), key=score)


@pytest.mark.parametrize("seed", range(8))
def test_viterbi_finds_the_best_path(seed: int) -> None:
    rng = np.random.default_rng(seed)
    moves, start = transitions(rng)
    emissions = rng.normal(size=(5, 5)).astype(np.float32) * 2
    assert tuple(viterbi(emissions, moves, start)) == best(emissions, moves, start, lambda p: True)


@pytest.mark.parametrize("seed", range(8))
def test_a_cue_gets_one_source_at_most(seed: int) -> None:
    rng = np.random.default_rng(seed)
    moves, start = transitions(rng)
    emissions = rng.normal(size=(2, 6, 5)).astype(np.float32) * 2
    emissions[:, :, 1] += 3
    paths = role_paths(emissions, np.array([6, 4]), moves, start)
    assert [len(p) for p in paths] == [6, 4]
    for row, path in enumerate(paths):
        expected = best(emissions[row, : len(path)], moves, start, lambda p: p.count(1) <= 1)
        assert tuple(path) == expected


def test_spans_of_a_path() -> None:
    assert spans_of(np.array([0, 1, 2, 1, 0, 3, 4, 4]), 1, 2) == [(1, 3), (3, 4)]
    assert spans_of(np.array([0, 1, 2, 1, 0, 3, 4, 4]), 3, 4) == [(5, 8)]
