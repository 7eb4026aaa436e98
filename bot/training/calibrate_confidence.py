"""Calibrate how likely a claim is to answer and to belong: fit bot/retrieval/data/confidence.json.

    python -m bot.training.calibrate_confidence [--write] --verdicts VERDICTS.jsonl --pairs PAIRS.jsonl ...

PAIRS come from bot/training/judge_data.py, VERDICTS from ``fit_judge --verdicts`` of judges that did not learn from the
pairs they judge. Questions with an answer are used as they are, and with the claims or the whole articles that answer
taken out: then nothing answers. Whether a pair belongs is known only where somebody marked it. Printed, for halves of
the articles calibrated on each other and the questions that were read: how often the first claim answers; of the claims
shown at a threshold the share that answers and that belongs, recall@5, and how many answers are whole: the first
answers, all found that answer are shown, none is shown that does not belong.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from bot.retrieval import beside
from bot.retrieval.confidence import BESIDE, JUDGED, RELATION, SIGNALS, Logistic, signals
from bot.training.gold import read

ROOT = Path(__file__).parents[2]
L2 = 1.0
WEIGHTS = {"all": 1.0, "articles out": 0.5, "claims out": 0.15}

GRID = (0.5, 0.55, 0.6, 0.65, 0.7)
"""Thresholds that are tried: below them what does not belong outweighs, above them recall is lost."""
NEARLY = 0.015
"""Less than the figures of some hundred questions can tell apart."""
STRICT = 0.7
"""The threshold of kinds of which too few questions were read."""
ENOUGH = 15
"""Questions of a kind that were read, for a threshold of its own."""

Item = dict[str, Any]
Rows = np.ndarray
Said = tuple[Rows, Rows]


def fit(rows: Rows, answers: Rows, weights: Rows, steps: int = 30) -> Logistic:
    """L2-regularised logistic regression by Newton's method."""
    x = np.c_[rows, np.ones(len(rows))]
    penalty = np.r_[np.full(rows.shape[1], L2), 0.0]
    b = np.zeros(x.shape[1])
    for _ in range(steps):
        p = 1 / (1 + np.exp(-np.clip(x @ b, -30, 30)))
        slope = x.T @ (weights * (p - answers)) + penalty * b
        b -= np.linalg.solve((x * (weights * p * (1 - p))[:, None]).T @ x + np.diag(penalty + 1e-9), slope)
    return Logistic(b[:-1], float(b[-1]))


def examples(d: Item, verdicts: dict[str, list[float]]) -> list[Item]:
    """What is found for a question, as it is and with what answers taken out."""
    n = min(len(d["scores"]), len(verdicts))
    hit = np.array([bool(h) for h in d["hits"][:n]], dtype=bool)
    with_answer = {a for a, h in zip(d["articles"], d["hits"], strict=True) if h}
    kept = {
        "all": np.ones(n, dtype=bool),
        "claims out": ~hit,
        "articles out": np.array([a not in with_answer for a in d["articles"][:n]], dtype=bool),
    }
    made = []
    for name, keep in kept.items():
        at = np.flatnonzero(keep)[:JUDGED]
        if not len(at) or d["gate"][name] is None or (name != "all" and not (d["wanted"] and hit.any())):
            continue
        judged = np.array([verdicts[d["ids"][i]] for i in at])
        marked = [d["marks"][i] for i in at]
        made.append(
            {
                "sort": ("answerable" if d["wanted"] else "absent") if name == "all" else name,
                "half": d["half"],
                "wanted": d["wanted"],
                "set": d["set"],
                "kind": d["kind"],
                "rows": signals(np.array(d["scores"])[at], d["gate"][name], judged[:, 0], judged[:, 1]),
                "answers": np.array([m[0] == 2 if m else hit[i] for i, m in zip(at, marked, strict=True)], dtype=float),
                "belongs": np.array([m[0] >= 1 if m else hit[i] for i, m in zip(at, marked, strict=True)], dtype=float),
                "marked": np.array([bool(m) for m in marked]),
                "hits": [d["hits"][i] for i in at],
                "again": {(i, j) for i, j in d["again"]} | {(j, i) for i, j in d["again"]} if name == "all" else set(),
                "relations": d["relations"] if name == "all" else [],
                "weight": WEIGHTS[name] * (4.0 if name == "all" and not d["wanted"] else 1.0),
            }
        )
    return made


def fitted(data: list[Item], target: str) -> Logistic:
    """A model of ``target`` ("answers" or "belongs")."""
    chosen = [(d, d["marked"] if target == "belongs" else np.ones(len(d["marked"]), dtype=bool)) for d in data]
    return fit(
        np.concatenate([d["rows"][m] for d, m in chosen]),
        np.concatenate([d[target][m] for d, m in chosen]),
        np.concatenate([np.full(int(m.sum()), d["weight"]) for d, m in chosen]),
    )


def in_order(d: Item, answers: Rows) -> list[int]:
    """Places of the claims, the likeliest to answer first, without those that are shown with one before them."""
    kept: list[int] = []
    for i in np.argsort(-answers, kind="stable"):
        if not any((int(i), j) in d["again"] for j in kept):
            kept.append(int(i))
    return kept


def behind_first(d: Item, said: Said) -> tuple[list[int], Rows]:
    """The places behind the first, and a row of ``beside.signals`` for each."""
    first, *rest = in_order(d, said[0])
    answers, belongs = beside.log_odds(said[0]), beside.log_odds(said[1])
    relations = np.array([d["relations"][first][i] for i in rest]).reshape(len(rest), len(RELATION))
    weighed = beside.Weighed(answers[rest], belongs[rest])
    return rest, beside.signals(d["kind"], relations, weighed, float(answers[first]))


def fitted_beside(data: list[Item], said: list[Said]) -> Logistic:
    """A model of what belongs beside the first claim."""
    rows, right = [], []
    for d, one in zip(data, said, strict=True):
        if d["sort"] == "answerable" and d["marked"].any():
            rest, found = behind_first(d, one)
            keep = d["marked"][rest]
            rows.append(found[keep])
            right.append(d["belongs"][rest][keep])
    x, y = np.concatenate(rows), np.concatenate(right)
    return fit(x, y, np.ones(len(y)))


def beside_first(d: Item, said: Said, model: Logistic) -> Said:
    """``said`` with the probability of belonging that the first claim leaves to each of the others."""
    if d["sort"] != "answerable":
        return said
    rest, rows = behind_first(d, said)
    belongs = np.zeros(len(said[1]))
    belongs[rest] = model.probabilities(rows)
    return said[0], belongs


def shown(d: Item, said: Said, threshold: float) -> list[int]:
    """Places of the claims that an answer shows, in its order."""
    return [i for k, i in enumerate(in_order(d, said[0])) if k == 0 or said[1][i] >= threshold]


class Figures(NamedTuple):
    """Over the questions that were read: how often the first claim answers; how many claims are shown; of these the
    shares that answer and that belong; recall@5; the share of answers that are whole."""

    n: int
    first: float
    shown: float
    answer: float
    belong: float
    recall: float
    whole: float


def figures(data: list[Item], said: list[Said], threshold: float) -> Figures:
    """What is shown from a probability of belonging on."""
    rows = []
    for d, one in zip(data, said, strict=True):
        if d["sort"] != "answerable" or not d["marked"].any():
            continue
        kept = shown(d, one, threshold)
        gold = {g for i in kept[:5] for g in d["hits"][i]}
        seen = [i for i in kept if d["marked"][i]]
        there = in_order(d, one[0])
        missed = [i for i in np.flatnonzero(d["answers"] * d["marked"]) if i not in kept and i in there]
        rel = [d["belongs"][i] for i in seen]
        rows.append(
            (
                d["answers"][kept[0]], len(kept), sum(d["answers"][i] for i in seen), sum(rel), len(seen),
                len(gold) / min(5, d["wanted"]), d["answers"][kept[0]] and not missed and all(rel),
            )
        )  # fmt: skip
    if not rows:
        return Figures(0, *[0.0] * 6)
    a = np.array(rows, dtype=float)
    total, mean = a.sum(0), a.mean(0)
    return Figures(len(a), mean[0], mean[1], total[2] / total[4], total[3] / total[4], mean[5], mean[6])


def best_threshold(data: list[Item], said: list[Said]) -> float:
    """The lowest with nearly the greatest sum of whole answers and recall."""
    every = {t: figures(data, said, t) for t in GRID}
    sums = {t: one.whole + one.recall for t, one in every.items()}
    return min(t for t in GRID if sums[t] >= max(sums.values()) - NEARLY)


def printed(name: str, data: list[Item], said: list[Said], threshold: float) -> None:
    """A line of figures."""
    one = figures(data, said, threshold)
    values = " ".join(f"{key} {value:.3f}" for key, value in one._asdict().items() if key != "n")
    print(f"{name} from {threshold:.2f} n={one.n} {values}")


def main() -> None:
    """Fit, report, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--pairs", type=Path, nargs="+", required=True)
    parser.add_argument("--verdicts", type=Path, nargs="+", required=True)
    options = parser.parse_args()
    judged = {line["id"]: line["claims"] for path in options.verdicts for line in read(path)}
    data = [
        made
        for path in options.pairs
        for d in read(path)
        if d["claims"] and d["scores"]
        for made in examples({**d, "set": path.stem}, judged[d["id"]])
    ]
    models = {
        half: tuple(fitted([d for d in data if d["half"] == half], target) for target in ("answers", "belongs"))
        for half in (0, 1)
    }
    read_alone: list[Said] = [
        (answers.probabilities(d["rows"]), belongs.probabilities(d["rows"]))
        for d in data
        for answers, belongs in [models[1 - d["half"]]]
    ]
    pairs = list(zip(data, read_alone, strict=True))
    besides = {
        half: fitted_beside([d for d, _ in pairs if d["half"] == half], [s for d, s in pairs if d["half"] == half])
        for half in (0, 1)
    }
    held = [beside_first(d, one, besides[1 - d["half"]]) for d, one in pairs]
    places = {
        name: [i for i, d in enumerate(data) if name in (d["set"], d["kind"], "other")]
        for name in ("other", *sorted({d[part] for part in ("set", "kind") for d in data}))
    }
    chosen = {name: ([data[i] for i in at], [held[i] for i in at]) for name, at in places.items()}
    thresholds = {"other": STRICT}
    for name, (asked, said) in chosen.items():
        if (n := figures(asked, said, 0.5).n) >= ENOUGH and any(d["kind"] == name for d in data):
            thresholds[name] = best_threshold(asked, said)
        for threshold in (*GRID, STRICT) if n else ():
            printed(name, asked, said, threshold)
    whole = {target: fitted(data, target) for target in ("answers", "belongs")}
    whole["beside"] = fitted_beside(data, read_alone)
    stored: dict[str, object] = {"shown_from": thresholds}
    for target, model in whole.items():
        names = BESIDE if target == "beside" else SIGNALS
        weights = {name: round(float(w), 4) for name, w in zip(names, model.weights, strict=True)}
        stored[target] = {"weights": weights, "bias": round(model.bias, 4)}
    print(json.dumps(stored))
    if options.write:
        path = ROOT / "bot" / "retrieval" / "data" / "confidence.json"
        path.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf8")


if __name__ == "__main__":
    main()
