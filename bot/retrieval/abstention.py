"""Does anything retrieved answer the question? A probability from a few signals, calibrated on data.

The weights are fitted by bot/training/calibrate_abstention.py on questions whose answers are known, and on the same
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

from bot.question.parser import Query
from bot.question.tokens import stem, words
from bot.question.variants import names_asked
from bot.retrieval.features import NAMES, Candidate, near_text, who_text, whole_text
from bot.retrieval.matching import word_by_word
from bot.retrieval.similarity import commonness, nearness

Row = npt.NDArray[np.float64]
SIGNALS = (
    "dense topic bare within content_cover soft_content soft_claim cover_claim near article best_soft best_content "
    "asked_bare asked_content subject_lost names_lost most_lost rest_lost stand_out score lead length few_words "
    "few_words_cover word_by_word"
).split()
BARE = 2
"""A question of so few telling words is a search for the words themselves."""


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


def _names_known(asked: Sequence[str], found: Sequence[Candidate]) -> list[str]:
    """Words of a question that name who speaks in what was found, however they are typed."""
    names = {word.lower() for c in found for word in _CAPITAL.findall(who_text(c.stored))}
    return [word for word in asked if word in names]


_CAPITAL = re.compile(r"\b[A-Z][\w’'-]{2,}")


def signals(query: Query, found: Sequence[Candidate], table: Row, scores: Row) -> Row:
    """The signals of one question; ``table`` and ``scores`` are rows and scores of ``found`` in the same order."""
    if not len(found):
        return np.zeros(len(SIGNALS))
    order = np.argsort(-scores, kind="stable")
    top = int(order[0])
    at = {name: i for i, name in enumerate(NAMES)}
    row, best = table[top], order[:3]
    shown = [near_text(found[int(i)].stored) + " " + whole_text(found[int(i)].stored) for i in best]
    asked = tuple(dict.fromkeys(words(query.text).tokens))
    near = nearness(asked, shown).max(0) if asked else np.zeros(0)
    weights = np.array([commonness(t) for t in asked])
    named = {stem(t) for t in names_asked(query.text)} | {stem(t) for t in _names_known(asked, found)}
    is_name = np.array([stem(t) in named for t in asked], dtype=bool)
    lost = 1.0 - np.asarray(near, dtype=np.float64)
    rest = weights * ~is_name
    whose = table[:, at["subject_hit"]] > 0.5
    own = table[whose] if whose.any() else table[order[:8]]
    dense = np.sort(table[:, at["dense_text"]])[::-1]
    ranked = scores[order]
    few = len(asked) <= BARE
    said = {
        "dense": row[at["dense_text"]],
        "topic": row[at["dense_topic"]],
        "bare": row[at["dense_bare"]],
        "within": row[at["dense_within"]],
        "content_cover": row[at["content_cover"]],
        "soft_content": row[at["soft_content"]],
        "soft_claim": row[at["soft_claim"]],
        "cover_claim": row[at["cover_claim"]],
        "near": row[at["cover_near"]],
        "article": row[at["cover_article"]],
        "best_soft": table[best][:, at["soft_claim"]].max(),
        "best_content": table[best][:, at["content_cover"]].max(),
        "asked_bare": own[:, at["dense_bare"]].max(),
        "asked_content": own[:, at["content_cover"]].max(),
        "subject_lost": table[best][:, at["subject_miss"]].min(),
        "names_lost": lost[is_name].mean() if is_name.any() else 0.0,
        "most_lost": (lost * weights).max() if asked else 0.0,
        "rest_lost": (lost * rest).sum() / rest.sum() if rest.sum() else 0.0,
        "stand_out": dense[0] - dense[: min(40, len(dense))].mean(),
        "score": ranked[0] / 4,
        "lead": (ranked[0] - ranked[min(5, len(ranked) - 1)]) / 4,
        "length": math.log(1 + len(asked)) / 3,
        "few_words": few,
        "few_words_cover": row[at["cover_claim"]] if few else 0.0,
        "word_by_word": any(word_by_word(query.topic, found[int(i)].stored.quote) for i in best),
    }
    return np.array([float(said[name]) for name in SIGNALS], dtype=np.float64)
