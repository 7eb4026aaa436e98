"""Does anything retrieved answer the question? A probability from a few signals, calibrated on data.

The weights are fitted by tests/benchmarks/calibrate_abstention.py on questions whose answers are known, and on the same
questions with the answering articles, or only the answering claims, taken out of what was found.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from bot.features import NAMES, Candidate, near_text, whole_text
from bot.question import Kind, Query
from bot.words import commonness, nearness, stem, words

Row = npt.NDArray[np.float64]
SIGNALS = (
    "dense soft_content soft_claim cover_claim near article best_soft subject_lost names_lost "
    "most_lost score lead length"
).split()
_NAME = re.compile(r"(?<![.?!:] )(?<!^)\b[A-Z][\w'’-]*|\b\d[\d.,%]*\b")


@dataclass(frozen=True, slots=True)
class Gate:
    """A logistic model over SIGNALS; below ``threshold`` the answer is that nothing answers."""

    weights: Row
    bias: float
    threshold: float

    def probability(self, signals: Row) -> float:
        """That the best candidate answers."""
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, float(signals @ self.weights) + self.bias))))


@cache
def gate() -> Gate:
    """The packaged calibration."""
    stored = json.loads((files(__package__) / "data" / "abstain.json").read_text(encoding="utf8"))
    weights = np.array([stored["weights"][name] for name in SIGNALS], dtype=np.float64)
    return Gate(weights, float(stored["bias"]), float(stored["threshold"]))


def names_asked(text: str) -> list[str]:
    """Words of a question that look like names or figures: capitalised within a sentence, or with a digit."""
    return list(dict.fromkeys(t for m in _NAME.findall(text) for t in words(m).tokens))


def signals(query: Query, found: Sequence[Candidate], table: Row, scores: Row) -> Row:
    """The signals of one question; ``table`` and ``scores`` are rows and scores of ``found`` in the same order."""
    if not len(found):
        return np.zeros(len(SIGNALS))
    order = np.argsort(-scores, kind="stable")
    top = int(order[0])
    column = {name: i for i, name in enumerate(NAMES)}
    row = table[top]
    best = order[:3]
    shown = [near_text(found[int(i)].stored) + " " + whole_text(found[int(i)].stored) for i in best]
    asked = tuple(dict.fromkeys(words(query.text).tokens))
    near = nearness(asked, shown).max(0) if asked else np.zeros(0)
    weights = np.array([commonness(t) for t in asked])
    named = {stem(t) for t in names_asked(query.text)}
    lost_names = [1.0 - float(n) for t, n in zip(asked, near, strict=True) if stem(t) in named]
    lost = float(((1.0 - near) * weights).max()) if asked else 0.0
    ranked = scores[order]
    return np.array(
        [
            row[column["dense_text"]],
            row[column["soft_content"]],
            row[column["soft_claim"]],
            row[column["cover_claim"]],
            row[column["cover_near"]],
            row[column["cover_article"]],
            float(table[best][:, column["soft_claim"]].max()),
            float(table[best][:, column["subject_miss"]].min()) if query.kind is Kind.WHAT else 0.0,
            float(np.mean(lost_names)) if lost_names else 0.0,
            lost,
            float(ranked[0]) / 4,
            float(ranked[0] - ranked[min(5, len(ranked) - 1)]) / 4,
            math.log(1 + len(asked)) / 3,
        ],
        dtype=np.float64,
    )
