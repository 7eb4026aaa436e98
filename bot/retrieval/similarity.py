"""How common a word is, and how near two words are in meaning or spelling.

The word vectors (bot/retrieval/data/words.npz, built by bot/training/build_word_vectors.py) are all-MiniLM-L6-v2's own
embeddings of single words, reduced to 96 dimensions; the order of its vocabulary is that of frequency, which gives an
idf without a corpus. Pure functions over strings, cached by their argument.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from itertools import accumulate
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from bot.question.tokens import stem, words

Matrix = npt.NDArray[np.float32]
_UNKNOWN_RANK = 40_000


class _Table(NamedTuple):
    rows: dict[str, int]
    vectors: Matrix


@cache
def _table() -> _Table:
    with (files(__package__) / "data" / "words.npz").open("rb") as stream, np.load(stream) as stored:
        vectors = stored["vectors"].astype(np.float32)
        listed = str(stored["words"]).split("\n")
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    return _Table({w: i for i, w in enumerate(listed)}, vectors)


def commonness(token: str) -> float:
    """An idf without a corpus: 0 for the commonest words, about 1 for rare ones and for names."""
    index = _table().rows
    rank = index.get(token)
    if rank is None:
        rank = index.get(stem(token), _UNKNOWN_RANK)
    return math.log(1 + rank) / math.log(1 + _UNKNOWN_RANK)


def vocabulary() -> list[str]:
    """The words that have a vector, commonest first."""
    return list(_table().rows)


def _row(token: str) -> int | None:
    index = _table().rows
    found = index.get(token)
    return index.get(stem(token)) if found is None else found


@lru_cache(maxsize=20_000)
def rows(text: str) -> npt.NDArray[np.intp]:
    """The rows of the word table for the content words of ``text``; words without a vector left out."""
    read, index = words(text), _table().rows
    found = [index.get(token, index.get(own)) for token, own in zip(read.tokens, read.stems, strict=True)]
    return np.array([row for row in found if row is not None], dtype=np.intp)


def vectors(row_numbers: npt.NDArray[np.intp]) -> Matrix:
    """The unit vectors of rows."""
    chosen: Matrix = _table().vectors[row_numbers]
    return chosen


@lru_cache(maxsize=50_000)
def trigrams(token: str) -> frozenset[str]:
    """The letter trigrams of a word, for spelling that is nearly right."""
    padded = f"^{token}$"
    return frozenset(padded[i : i + 3] for i in range(len(padded) - 2))


@lru_cache(maxsize=100_000)
def spelling(a: str, b: str) -> float:
    """Dice of the letter trigrams of two words."""
    x, y = trigrams(a), trigrams(b)
    return 2 * len(x & y) / (len(x) + len(y)) if x or y else 0.0


class _LookedFor(NamedTuple):
    """Of words that are looked for: the places of those with a vector, and their vectors; the places of those that are
    compared by their letters; the stems of all."""

    known: list[int]
    vectors: Matrix
    unknown: list[int]
    stems: list[str]


@lru_cache(maxsize=1_000)
def _looked_for(asked: tuple[str, ...]) -> _LookedFor:
    found = [_row(token) for token in asked]
    at = [row for row in found if row is not None]
    known = [i for i, row in enumerate(found) if row is not None]
    unknown = [i for i, row in enumerate(found) if row is None and len(asked[i]) > 3]
    return _LookedFor(known, vectors(np.array(at, dtype=np.intp)), unknown, [stem(token) for token in asked])


def nearness(asked: tuple[str, ...], texts: list[str]) -> Matrix:
    """(texts x asked words): 1 where a text has the word, else how near its nearest word comes, in [0, 1].

    Cosines below 0.25 count nothing and 0.85 counts as the word itself; an unknown word (a name) is compared by its
    letters, so that a slip of the pen still finds it.
    """
    out = np.zeros((len(texts), len(asked)), dtype=np.float32)
    if not asked or not texts:
        return out
    known, query, unknown, stems = _looked_for(asked)
    per_text = [rows(t) for t in texts]
    lengths = [len(r) for r in per_text]
    filled = [k for k, length in enumerate(lengths) if length]
    if known and filled:
        cosines = vectors(np.concatenate(per_text)) @ query.T
        starts = list(accumulate([lengths[k] for k in filled[:-1]], initial=0))
        best = np.maximum.reduceat(cosines, starts, axis=0)
        best -= np.float32(0.25)
        best /= np.float32(0.6)
        near = best.clip(0.0, 1.0)
        out[np.array(filled)[:, None], known] = near
    have = [words(text) for text in texts]
    found = np.array([[s in each.stem_set for s in stems] for each in have])
    printed = {t for each in have for t in each.tokens} if unknown else set()
    for i in unknown:  # of a word without a vector its letters tell
        if close := _spelled_like(asked[i], printed):
            out[:, i] = [max((close[t] for t in each.tokens if t in close), default=0.0) for each in have]
    out[found] = 1.0
    return out


def _spelled_like(token: str, others: Iterable[str]) -> dict[str, float]:
    """How near each of these words comes by its letters, of those that come near."""
    length, letters = len(token), trigrams(token)
    alike = (t for t in others if abs(len(t) - length) < 4 and not letters.isdisjoint(trigrams(t)))
    return {t: near for t in alike if (near := spelling(token, t)) > 0.5}
