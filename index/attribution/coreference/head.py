"""The coreference head: small networks in numpy on the tagger's states. Trained by ``index.training.coreference``."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.attribution.coreference.detection import Floats, Ints, Kind, Role
from index.attribution.coreference.pairs import Pairs, Scene, pairs_of
from index.attribution.extraction.extractor import Encoded
from index.errors import StoreError

LEAST = 0.02  # antecedents less likely than this are not followed
FILE = Path(__file__).parents[2] / "models" / "coreference" / "head.npz"


@dataclass(frozen=True)
class Head:
    """The weights by name; see ``index.training.coreference`` for what each one is."""

    weights: dict[str, Floats]

    def units(self, encoded: Encoded) -> tuple[Floats, Floats, Floats]:
        """(kinds, roles, begins): the probabilities of ``Kind`` and ``Role``, and that a noun phrase begins, a row a
        unit."""
        w = self.weights
        if not len(encoded.states):
            none = np.zeros((0, len(Kind) + len(Role)), dtype=np.float32)
            return none[:, : len(Kind)], none[:, len(Kind) :], none[:, 0]
        read: Floats = np.concatenate([encoded.states, encoded.tags], axis=1, dtype=np.float32)
        out = _relu(read @ w["unit.in"] + w["unit.in.bias"]) @ w["unit.out"] + w["unit.out.bias"]
        kinds, roles = out[:, : len(Kind)], out[:, len(Kind) : -1]
        return _softmax(kinds), _softmax(roles), 1 / (1 + np.exp(-out[:, -1]))

    def chances(self, scene: Scene, encoded: Encoded) -> Iterator[Pairs]:
        """The pairs of a scene that are likely at all, with the probability of each, in blocks."""
        w, m = self.weights, scene.mentions
        size = encoded.states.shape[1]

        def read(name: str) -> Floats:
            matrix = w[name]
            out: Floats = encoded.states[m.head].astype(np.float32) @ matrix[:size]
            out += encoded.states[m.first].astype(np.float32) @ matrix[size : 2 * size]
            out += scene.features @ matrix[2 * size :]
            return out

        if not len(m):
            return
        anaphor, candidate, alike = read("anaphor") + w["pair.bias"], read("candidate"), read("alike.in")
        for pairs in pairs_of(scene):
            i, j = pairs.anaphor, pairs.candidate
            hidden = anaphor[i] + candidate[j] + pairs.features @ w["pair"] + (alike[i] * alike[j]) @ w["alike.out"]
            chances = antecedents(_relu(_relu(hidden) @ w["deep"] + w["deep.bias"]) @ w["score"], i)
            likely = chances >= LEAST
            yield Pairs(i[likely], j[likely], chances[likely])


def _relu(x: npt.NDArray[np.floating[Any]]) -> Floats:
    out: Floats = np.maximum(x, 0)
    return out


def _softmax(x: Floats) -> Floats:
    chances: Floats = np.exp(x - x.max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    return chances


def antecedents(scores: Floats, anaphor: Ints) -> Floats:
    """The probability of each pair: a softmax over the candidates of its anaphor and none of them."""
    if not len(scores):
        return scores
    starts = np.flatnonzero(np.r_[True, anaphor[1:] != anaphor[:-1]])
    counts = np.diff(np.r_[starts, len(anaphor)])
    top = np.maximum(np.maximum.reduceat(scores, starts), 0)
    chances = np.exp(scores - np.repeat(top, counts))
    total = np.add.reduceat(chances, starts) + np.exp(-top)
    out: Floats = chances / np.repeat(total, counts)
    return out


_lock = threading.Lock()


@cache
def _load(file: Path) -> Head:
    try:
        with np.load(file) as arrays:
            return Head({name: arrays[name].astype(np.float32) for name in arrays.files})
    except Exception as error:
        raise StoreError(f"{file}: the coreference model cannot be loaded: {error}".splitlines()[0]) from error


def default_head() -> Head:
    """The shipped weights, loaded once. Raises StoreError where they are missing or damaged."""
    with _lock:
        return _load(FILE)
