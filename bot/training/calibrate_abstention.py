"""Calibrate when to answer that nothing answers: fit bot/retrieval/data/abstain.json, say what it is worth held out.

    python -m bot.training.calibrate_abstention [--write] LIBRARY:ARTICLES.jsonl:QUESTIONS.jsonl ...

Each answerable question is used as it is (it should be answered), with the articles that answer it taken out of what
was found, and with only the answering claims taken out (it should not). Questions without an answer in the corpus
are used as they are. The threshold is the highest at which at most ``--false`` of the answerable questions, of those
held out, go unanswered. Data of a few hundred questions; the logistic weights are L2-regularised.
"""

from __future__ import annotations

import argparse
import json
import sys

import numpy as np

from bot.retrieval import abstention, reranker
from bot.training.fit_reranker import ROOT, items


def examples(data: list[dict]) -> list[dict]:
    """Signals, whether it should be answered, weight, half and sort of each example."""
    out = []
    for d in data:
        scores = reranker.ranker().scores(d["x"], d["query"].kind) if len(d["x"]) else np.zeros(0)

        def add(keep, answer: bool, sort: str, weight: float, d: dict = d, scores=scores) -> None:
            keep = np.flatnonzero(keep)
            if not len(keep):
                return
            found = [d["found"][i] for i in keep]
            row = abstention.signals(d["query"], found, d["x"][keep], scores[keep])
            out.append({"s": row, "y": float(answer), "w": weight, "half": d["half"], "sort": sort, "set": d["set"]})

        everything = np.ones(len(d["x"]), dtype=bool)
        if not d["asked"]["answers"]:
            add(everything, False, "absent", 1.0 if d["asked"]["type"] == "bare" else 4.0)
            continue
        gold = {a["article"] for a in d["asked"]["answers"]}
        elsewhere = np.array([c.stored.article.id not in gold for c in d["found"]])
        top = np.argsort(-scores, kind="stable")[:5]
        if d["y"][top].any():
            add(everything, True, "answerable", 1.0)
        if d["asked"]["type"] == "bare":  # its words may well stand elsewhere
            continue
        add(elsewhere, False, "articles out", 0.5)
        add(d["y"] == 0, False, "claims out", 0.15)
    return out


def fit(rows: list[dict], l2: float = 0.1, steps: int = 800, rate: float = 0.1) -> tuple[np.ndarray, float]:
    """Weights and bias by gradient descent on the standardised signals, folded back to the raw ones."""
    x = np.array([r["s"] for r in rows])
    y, w = np.array([r["y"] for r in rows]), np.array([r["w"] for r in rows])
    mean, spread = x.mean(0), x.std(0) + 1e-6
    z = np.c_[(x - mean) / spread, np.ones(len(x))]
    b = np.zeros(z.shape[1])
    for _ in range(steps):
        p = 1 / (1 + np.exp(-z @ b))
        b -= rate * (z.T @ (w * (p - y)) / w.sum() + l2 * np.r_[b[:-1], 0.0])
    weights = b[:-1] / spread
    return weights, float(b[-1] - weights @ mean)


def probability(rows: list[dict], model: tuple[np.ndarray, float]) -> np.ndarray:
    """Of an answer, for each row."""
    return 1 / (1 + np.exp(-(np.array([r["s"] for r in rows]) @ model[0] + model[1])))


def main() -> None:
    """Fit, report, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--false", type=float, default=0.08, help="share that may go unanswered wrongly")
    parser.add_argument("--judge", default="", help="sets (folders of the question files) that set the threshold")
    parser.add_argument("triples", nargs="+")
    options = parser.parse_args()
    rows = examples([d for triple in options.triples for d in items(triple)])
    held = np.zeros(len(rows))
    for half in (0, 1):
        model = fit([r for r in rows if r["half"] == half])
        other = [i for i, r in enumerate(rows) if r["half"] != half]
        held[other] = probability([rows[i] for i in other], model)
    judging = set(options.judge.split(",")) if options.judge else {r["set"] for r in rows}
    judging -= {s for s in judging if s.endswith("/bare")}
    right = np.sort([p for p, r in zip(held, rows, strict=True) if r["sort"] == "answerable" and r["set"] in judging])
    threshold = float(right[int(options.false * len(right))])
    for group in sorted({r["set"] for r in rows}):
        for sort in ("answerable", "absent", "articles out", "claims out"):
            mine = np.array([p for p, r in zip(held, rows, strict=True) if r["sort"] == sort and r["set"] == group])
            if len(mine):
                unanswered = np.mean(mine < threshold)
                print(f"held out  {group:10s} {sort:13s} n={len(mine):<4d} unanswered {unanswered:.3f}")
    weights, bias = fit(rows)
    print(f"threshold {threshold:.3f}")
    print({n: round(float(w), 2) for n, w in zip(abstention.SIGNALS, weights, strict=True)}, file=sys.stderr)
    if options.write:
        stored = {
            "weights": {n: round(float(w), 4) for n, w in zip(abstention.SIGNALS, weights, strict=True)},
            "bias": round(bias, 4),
            "threshold": round(threshold, 4),
        }
        (ROOT / "bot" / "retrieval" / "data" / "abstain.json").write_text(
            json.dumps(stored, indent=1) + "\n", encoding="utf8"
        )


if __name__ == "__main__":
    main()
