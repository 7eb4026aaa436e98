"""Does a question ask for some claim, or for an overview? A small trained model over its meaning and its frame words.

Fitted by bot/training/fit_question_kind.py.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from bot.question.asks import Asks
from index.text.folding import fold

ASKS = tuple(Asks)
FILE = Path(__file__).parent / "data" / "asks.json"
SURE = 0.55
"""The probability from which a question is taken for one that asks for an overview."""
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\?")

Row = npt.NDArray[np.float64]
Vectors = npt.NDArray[np.float32]
Embed = Callable[[Sequence[str]], Vectors]


def tokens(text: str) -> list[str]:
    """The words of a question, folded, and its question marks."""
    return _WORD.findall(fold(text).replace("’", "'"))


def features(text: str, embedded: npt.ArrayLike, listed: Sequence[str]) -> Row:
    """The embedding; which listed words a question has, and begins with; and how many words it has beside them."""
    have = tokens(text)
    first = have[:2]
    known = set(listed)
    others = sum(word not in known for word in have)
    return np.concatenate(
        [
            np.asarray(embedded, dtype=np.float64) * 4.0,
            [float(word in have) for word in listed],
            [float(word in first) for word in listed],
            [min(others, 12) / 3.0, float(others == 0), min(len(have), 24) / 6.0],
        ]
    )


def softmax(z: Row) -> Row:
    """Row-wise."""
    e = np.exp(z - z.max(-1, keepdims=True))
    found: Row = e / e.sum(-1, keepdims=True)
    return found


class Model(NamedTuple):
    """Frame words and weights."""

    words: tuple[str, ...]
    weights: Row

    def probabilities(self, text: str, embedded: Vectors) -> dict[Asks, float]:
        """How likely a question asks for a claim, for an overview, for who speaks."""
        z = np.append(features(text, embedded, self.words), 1.0) @ self.weights
        return dict(zip(ASKS, softmax(z).tolist(), strict=True))


def asks_for(text: str, embed: Embed) -> Asks:
    """What ``text`` asks for; a claim unless it is likelier that it asks for an overview of either kind."""
    found = model().probabilities(text, embed([text])[0])
    claim = found.pop(Asks.CLAIM)
    return Asks.CLAIM if claim > 1 - SURE else max(found, key=lambda asks: found[asks])


@cache
def model() -> Model:
    """The packaged model."""
    stored = json.loads(FILE.read_text(encoding="utf8"))
    return Model(tuple(stored["words"]), np.array(stored["weights"], dtype=np.float64))
