"""How likely each claim is to answer, and to belong beside an answer: logistic models over what ranker and judge say.

The weights are fitted by bot/training/calibrate_confidence.py on questions whose answers are known and on pairs that
somebody read. In which order claims are shown, and which beside the first, is decided by these probabilities, not by a
number of claims; whether any is shown by the gate.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from bot.question.parser import Kind
from index.schema import StoredClaim

Row = npt.NDArray[np.float64]
SIGNALS = "score behind share lead gate place first judged behind_judged best_judged belongs".split()
RELATION = (
    "same_article same_speaker gap near after quoted goes_on one_cue alike alike_speaker own denies withholds asked "
    "opposite length"
).split()
"""How a claim stands to the first that is shown."""
BESIDE = [
    *RELATION,
    *"answers belongs lead place what what_speaker what_near who conflict conflict_other".split(),
]
"""What tells whether it belongs beside that one."""
JUDGED = 8
"""Claims that the judge reads, the ranker's best."""


class Ranked(NamedTuple):
    """A claim, the log odds and the probability that it answers, and the probability that it answers or belongs beside
    an answer; its embedding where the judge read it."""

    stored: StoredClaim
    score: float
    probability: float
    belongs: float
    vector: npt.NDArray[np.float32] | None = None


@dataclass(frozen=True, slots=True)
class Logistic:
    """A logistic model over SIGNALS."""

    weights: Row
    bias: float

    def probabilities(self, rows: Row) -> Row:
        """One for each row of ``signals``."""
        found: Row = 1.0 / (1.0 + np.exp(-np.clip(rows @ self.weights + self.bias, -30.0, 30.0)))
        return found


@dataclass(frozen=True, slots=True)
class Confidence:
    """That a claim answers; that it answers or belongs beside an answer; that it belongs beside the first that is shown
    (bot/retrieval/beside.py). And from which probability of the last on a further claim is shown, by the kind of
    question: one by one person's claims wants all of them, one for a claimer the one."""

    answers: Logistic
    belongs: Logistic
    beside: Logistic
    thresholds: dict[str, float]

    def shown_from(self, kind: Kind) -> float:
        """How likely a further claim must be to belong: two right ones beat five (docs/evaluation-answers.md)."""
        return self.thresholds.get(str(kind), self.thresholds["other"])


@cache
def confidence() -> Confidence:
    """The packaged calibration."""
    stored = json.loads((files(__package__) / "data" / "confidence.json").read_text(encoding="utf8"))
    answers, belongs, beside = (
        Logistic(np.array([part["weights"][name] for name in names], dtype=np.float64), float(part["bias"]))
        for part, names in ((stored["answers"], SIGNALS), (stored["belongs"], SIGNALS), (stored["beside"], BESIDE))
    )
    return Confidence(answers, belongs, beside, stored["shown_from"])


def signals(scores: Row, gate: float, judged: npt.NDArray[np.floating], belongs: npt.NDArray[np.floating]) -> Row:
    """(claims x SIGNALS) for the claims of one question, the ranker's best first: its scores, the probability that
    anything answers as the gate has it, and the judge's log odds of each."""
    if not len(scores):
        return np.zeros((0, len(SIGNALS)))
    share = np.exp(scores - scores[0])
    share /= share.sum()
    place = np.arange(len(scores))
    odds = np.log(max(gate, 1e-6) / max(1.0 - gate, 1e-6))
    best = float(judged.max())
    columns = {
        "score": scores / 4,
        "behind": (scores[0] - scores) / 4,
        "share": np.log(share + 1e-6),
        "lead": np.full(len(scores), np.log(share[0] + 1e-6)),
        "gate": np.full(len(scores), odds),
        "place": np.log(1.0 + place),
        "first": (place == 0).astype(float),
        "judged": judged,
        "behind_judged": best - judged,
        "best_judged": np.full(len(scores), best),
        "belongs": belongs,
    }
    return np.stack([columns[name] for name in SIGNALS], axis=1)
