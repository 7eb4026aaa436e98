"""Calibrate how likely a ranked claim is to answer: fit bot/retrieval/data/confidence.json.

    python -m bot.training.calibrate_confidence [--write] LIBRARY:ARTICLES.jsonl:QUESTIONS.jsonl ...

Printed, for halves of the articles calibrated on each other: of the claims shown at a threshold the share that answers
(precision), recall@5 (of five gold answers at most) and how many are shown.
"""

from __future__ import annotations

import argparse
import json

import numpy as np

from bot.retrieval import abstention, reranker
from bot.retrieval.confidence import SIGNALS, Confidence, signals
from bot.training.fit_reranker import ROOT, Item, items

LOOKED_AT = 24
L2 = 1.0


def fit(rows: np.ndarray, answers: np.ndarray, steps: int = 30) -> Confidence:
    """L2-regularised logistic regression by Newton's method."""
    x = np.c_[rows, np.ones(len(rows))]
    penalty = np.r_[np.full(rows.shape[1], L2), 0.0]
    b = np.zeros(x.shape[1])
    for _ in range(steps):
        p = 1 / (1 + np.exp(-np.clip(x @ b, -30, 30)))
        slope = x.T @ (p - answers) + penalty * b
        b -= np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty + 1e-9), slope)
    return Confidence(b[:-1], float(b[-1]))


def ordered(d: Item) -> tuple[np.ndarray, np.ndarray, float]:
    """Scores, best first, the candidates in that order, and the probability that anything answers."""
    scores = reranker.ranker().scores(d["x"], d["query"].kind) if len(d["x"]) else np.zeros(0)
    answers = abstention.gate().probability(abstention.signals(d["query"], d["found"], d["x"], scores))
    order = np.argsort(-scores, kind="stable")[:LOOKED_AT]
    return scores[order], order, answers


def report(data: list[Item], of: list[np.ndarray], threshold: float) -> str:
    """Precision, recall@5 and the number shown where the first claim is shown and others from ``threshold`` on."""
    right = shown = 0
    recall = []
    for d, p in zip(data, of, strict=True):
        if not d["asked"]["answers"] or not len(p):
            continue
        kept = [int(d["order"][i]) for i in range(len(p)) if i == 0 or p[i] >= threshold]
        right += sum(bool(d["hits"][i]) for i in kept)
        shown += len(kept)
        found = {g for i in kept[:5] for g in d["hits"][i]}
        recall.append(len(found) / min(5, len(d["asked"]["answers"])))
    n = len(recall)
    return (
        f"from {threshold:.2f} n={n} precision {right / shown:.3f} recall@5 {np.mean(recall):.3f} shown {shown / n:.2f}"
    )


def main() -> None:
    """Fit, report, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("triples", nargs="+")
    options = parser.parse_args()
    data = [d for triple in options.triples for d in items(triple)]
    for d in data:
        scores, d["order"], answers = ordered(d)
        d["signals"] = signals(scores, answers)
        d["right"] = np.array([float(bool(d["hits"][i])) for i in d["order"]])

    def fitted(chosen: list[Item]) -> Confidence:
        return fit(np.concatenate([d["signals"] for d in chosen]), np.concatenate([d["right"] for d in chosen]))

    halves = [fitted([d for d in data if d["half"] == half]) for half in (0, 1)]
    held = [1 / (1 + np.exp(-(d["signals"] @ h.weights + h.bias))) for d in data for h in (halves[1 - d["half"]],)]
    for group in sorted({d["set"] for d in data}):
        mine = [i for i, d in enumerate(data) if d["set"] == group]
        for threshold in (0.2, 0.28, 0.4):
            print(group, report([data[i] for i in mine], [held[i] for i in mine], threshold))
    whole = fitted(data)
    if options.write:
        weights = {name: round(float(w), 4) for name, w in zip(SIGNALS, whole.weights, strict=True)}
        path = ROOT / "bot" / "retrieval" / "data" / "confidence.json"
        path.write_text(
            json.dumps({"weights": weights, "bias": round(whole.bias, 4)}, indent=1) + "\n", encoding="utf8"
        )


if __name__ == "__main__":
    main()
