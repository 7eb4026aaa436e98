"""Words for the ranking: tokens, stems, how common a word is, and how near two words are in meaning.

The word vectors (bot/data/words.npz, built by tests/benchmarks/build_words.py) are all-MiniLM-L6-v2's own embeddings
of single words, reduced to 96 dimensions; the order of its vocabulary is that of frequency, which gives an idf without
a corpus. Pure functions over strings, cached by their argument.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float32]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
STOP = frozenset(
    """a an the of to in on at by for from with as and or but if then than that this these those it its he
    she they him his her their them i we us you our my your is was were are be been being has have
    had do does did will would can could should may might must not no nor so such who whom whose
    which what when where why how there here about into over under up down off again more most some
    any all both each few other own same too very just also only s t re ve ll d m says said say
    saying claim claims claimed according ever anyone anybody whether""".split()
)
_NUMBERS = {
    word: str(number)
    for number, word in [
        *enumerate("two three four five six seven eight nine ten eleven twelve".split(), 2),
        *enumerate("thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(), 13),
        *((10 * n, word) for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)),
    ]
}
_SUFFIXES = (
    "ingly", "edly", "ings", "ing", "ies", "ied", "ed", "es", "s", "ly", "ers", "er", "ments", "ment", "ness",
)  # fmt: skip
_UNKNOWN_RANK = 40_000


class Words(NamedTuple):
    """A text's content words in order, their stems, and the set of the stems."""

    tokens: tuple[str, ...]
    stems: tuple[str, ...]
    stem_set: frozenset[str]


def fold(text: str) -> str:
    """Lower case without diacritics, straight apostrophes."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‘", "'"))
    for mark in {c for c in set(plain) if unicodedata.combining(c)}:
        plain = plain.replace(mark, "")
    return plain.lower()


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A light English stem: one suffix off, doubled consonant and final e too."""
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            word = word[: -len(suffix)] + ("y" if suffix in ("ies", "ied") else "")
            if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sl":
                word = word[:-1]
            break
    return word[:-1] if word.endswith("e") and len(word) > 4 else word


@lru_cache(maxsize=20_000)
def words(text: str) -> Words:
    """The content words of ``text``."""
    kept = [pair for word in _WORD.findall(fold(text)) if (pair := _content_word(word)) is not None]
    stems = tuple([s for _, s in kept])
    return Words(tuple([t for t, _ in kept]), stems, frozenset(stems))


@lru_cache(maxsize=100_000)
def _content_word(word: str) -> tuple[str, str] | None:
    """A folded word without its possessive, and its stem; None for a word that says nothing. Cached, so that all
    texts share one string a word."""
    token = re.sub(r"'s?$", "", word)
    token = _NUMBERS.get(token, token)  # "eleven dead" and "11 dead" say the same
    return (token, stem(token)) if token and token not in STOP else None


@lru_cache(maxsize=2_000)
def _folded(text: str) -> str:
    return fold(text)


@lru_cache(maxsize=10_000)
def _beginnings(wanted: str) -> tuple[str, ...]:
    """How a folded word may begin whose stem is ``wanted``: "cities" has the stem "city"."""
    spelled = [word for word, number in _NUMBERS.items() if stem(number) == wanted]
    return (wanted[:-1] if wanted.endswith("y") and len(wanted) > 1 else wanted, *spelled)


def stems_in(stems: Iterable[str], texts: Iterable[str]) -> list[frozenset[str]]:
    """For each text those of ``stems`` that ``words(text).stem_set`` holds. For long texts and few stems: only words
    that begin like one of them are read."""
    wanted = [(s, start) for s in dict.fromkeys(stems) for start in _beginnings(s)]
    found = []
    for text in texts:
        folded = _folded(text)
        found.append(frozenset([s for s, start in wanted if start in folded and _holds(folded, start, s)]))
    return found


def _holds(folded: str, start: str, wanted: str) -> bool:
    at = folded.find(start)
    while at >= 0:
        if not (at and folded[at - 1].isalnum()):
            first, last = at, at + len(start)
            while first and _joined(folded[first - 1]):
                first -= 1
            while last < len(folded) and _joined(folded[last]):
                last += 1
            found = map(_content_word, _WORD.findall(folded, first, last))
            if any(pair is not None and pair[1] == wanted for pair in found):
                return True
        at = folded.find(start, at + 1)
    return False


def _joined(letter: str) -> bool:
    return letter.isalnum() or letter in "_'’"


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


def _row(token: str) -> int | None:
    index = _table().rows
    found = index.get(token)
    return index.get(stem(token)) if found is None else found


@lru_cache(maxsize=20_000)
def rows(text: str) -> npt.NDArray[np.intp]:
    """The rows of the word table for the content words of ``text``; words without a vector left out."""
    found = [r for r in (_row(t) for t in words(text).tokens) if r is not None]
    return np.array(found, dtype=np.intp)


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


def nearness(asked: tuple[str, ...], texts: list[str]) -> Matrix:
    """(texts x asked words): 1 where a text has the word, else how near its nearest word comes, in [0, 1].

    Cosines below 0.25 count nothing and 0.85 counts as the word itself; an unknown word (a name) is compared by its
    letters, so that a slip of the pen still finds it.
    """
    asked_rows = [_row(t) for t in asked]
    out = np.zeros((len(texts), len(asked)), dtype=np.float32)
    if not asked or not texts:
        return out
    known = [i for i, r in enumerate(asked_rows) if r is not None]
    per_text = [rows(t) for t in texts]
    lengths = np.array([len(r) for r in per_text])
    if known and lengths.sum():
        flat = np.concatenate(per_text)
        query = vectors(np.array([asked_rows[i] for i in known], dtype=np.intp))
        cosines = vectors(flat) @ query.T
        filled = np.flatnonzero(lengths)
        starts = np.concatenate(([0], np.cumsum(lengths[filled])[:-1]))
        best = np.maximum.reduceat(cosines, starts, axis=0)
        out[np.ix_(filled, np.array(known))] = np.clip((best - 0.25) / 0.6, 0.0, 1.0)
    unknown = {i for i, r in enumerate(asked_rows) if r is None and len(asked[i]) > 3}
    have = [words(text) for text in texts]
    all_tokens = {t for each in have for t in each.tokens} if unknown else set()
    for i, token in enumerate(asked):
        asked_stem = stem(token)
        found = np.array([asked_stem in each.stem_set for each in have], dtype=bool)
        if i in unknown:
            close = {t: n for t in all_tokens if abs(len(t) - len(token)) < 4 and (n := spelling(token, t)) > 0.5}
            for k in np.flatnonzero(~found).tolist():
                # what the vectors said is put aside: of a word without one they say nothing
                out[k, i] = max((close[t] for t in have[k].tokens if t in close), default=0.0) if close else 0.0
        out[found, i] = 1.0
    return out
