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

from bot.retrieval.confidence import JUDGED, SIGNALS, Logistic, signals
from bot.training.gold import read

ROOT = Path(__file__).parents[2]
L2 = 1.0
WEIGHTS = {"all": 1.0, "articles out": 0.5, "claims out": 0.15}

GRID = (0.3, 0.35, 0.4, 0.45)
"""Thresholds that are tried: below them what does not belong outweighs, above them recall is lost."""
FLOORS = {"conflict": 0.4}
"""Thresholds raised by hand: of conflicts too few questions were read, and readers of answers met a third there."""
STRICT = 0.6
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


def shown(answers: Rows, belongs: Rows, threshold: float) -> list[int]:
    """Places of the claims that an answer shows, in its order."""
    order = [int(i) for i in np.argsort(-answers, kind="stable")]
    return [i for k, i in enumerate(order) if k == 0 or belongs[i] >= threshold]


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
    for d, (answers, belongs) in zip(data, said, strict=True):
        if d["sort"] != "answerable" or not d["marked"].any():
            continue
        kept = shown(answers, belongs, threshold)
        gold = {g for i in kept[:5] for g in d["hits"][i]}
        seen = [i for i in kept if d["marked"][i]]
        missed = [i for i in np.flatnonzero(d["answers"] * d["marked"]) if i not in kept]
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
    """The greatest sum of whole answers and recall."""
    every = {t: figures(data, said, t) for t in GRID}
    return max(GRID, key=lambda t: (every[t].whole + every[t].recall, t))


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
    held = [tuple(model.probabilities(d["rows"]) for model in models[1 - d["half"]]) for d in data]
    places = {
        name: [i for i, d in enumerate(data) if name in (d["set"], d["kind"], "other")]
        for name in ("other", *sorted({d[part] for part in ("set", "kind") for d in data}))
    }
    chosen = {name: ([data[i] for i in at], [held[i] for i in at]) for name, at in places.items()}
    thresholds = {"other": STRICT}
    for name, (asked, said) in chosen.items():
        if (n := figures(asked, said, 0.5).n) >= ENOUGH and any(d["kind"] == name for d in data):
            thresholds[name] = max(best_threshold(asked, said), FLOORS.get(name, 0.0))
        for threshold in (*GRID, STRICT) if n else ():
            printed(name, asked, said, threshold)
    whole = {target: fitted(data, target) for target in ("answers", "belongs")}
    stored: dict[str, object] = {"shown_from": thresholds}
    for target, model in whole.items():
        weights = {name: round(float(w), 4) for name, w in zip(SIGNALS, model.weights, strict=True)}
        stored[target] = {"weights": weights, "bias": round(model.bias, 4)}
    print(json.dumps(stored))
    if options.write:
        path = ROOT / "bot" / "retrieval" / "data" / "confidence.json"
        path.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf8")


if __name__ == "__main__":
    main()
