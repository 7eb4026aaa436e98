"""Fit the second stage on questions with known answers, and say what it is worth on held-out questions.

    python -m bot.training.fit_reranker [--write] [--judge TRIPLE ...] LIBRARY:ARTICLES.jsonl:QUESTIONS.jsonl ...

LIBRARY is a data folder in which ARTICLES are indexed. The loss is the softmax over the candidates of a question with
all that answer as one target. The network is the mean of several, fitted from different seeds by Adam with decoupled
weight decay (Loshchilov and Hutter, 2019, arXiv:1711.05101). The articles are split in halves by a hash of their id:
the printed ``held out`` figures rank each half with a network of the other; the one written is fitted on all. The
questions of ``--judge`` are never fitted on.
"""

from __future__ import annotations

import argparse
import json
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.retrieval import features, reranker
from bot.retrieval.reranker import KINDS, Ranker
from bot.training.gold import searched

ROOT = Path(__file__).parents[2]
WIDTH, SEEDS = 16, 4
EPOCHS, BATCH, RATE, DECAY, DROP = 40, 32, 4e-3, 0.1, 0.1

Item = dict[str, Any]
Rows = npt.NDArray[np.float64]


def items(triple: str) -> Iterator[Item]:
    """For each question: its features, which candidates answer, and the question."""
    question_file = Path(triple.split(":")[2])
    for _, asked, gold, query, found in searched(triple):
        hits = [gold.hits(c.stored) for c in found]
        about = asked["answers"][0]["article"] if asked["answers"] else asked.get("about", asked["id"])
        yield {
            "asked": asked,
            "query": query,
            "found": found,
            "x": features.table(query, found),
            "y": np.array([bool(h) for h in hits], dtype=float),
            "hits": hits,
            "half": zlib.crc32(about.encode()) % 2,
            "set": f"{question_file.parent.name}/{question_file.stem}",
        }


def fit(data: list[Item]) -> Ranker:
    """The mean of ``SEEDS`` networks, as one."""
    data = [d for d in data if d["y"].sum()]
    stacked = np.concatenate([d["x"] for d in data])
    mean, spread = stacked.mean(0), stacked.std(0)
    spread[spread < 1e-4] = 1.0  # a feature of one value here must tell nothing where it has others
    empty = Ranker(mean, spread, *(np.zeros(0) for _ in range(4)))
    inputs = [empty.inputs(d["x"], d["query"].kind) for d in data]
    fitted = [_fit_one(inputs, [d["y"] for d in data], np.random.default_rng(seed)) for seed in range(SEEDS)]
    linear = np.mean([f[0] for f in fitted], axis=0)
    hidden, bias = np.concatenate([f[1] for f in fitted], axis=1), np.concatenate([f[2] for f in fitted])
    return Ranker(mean, spread, linear, hidden, bias, np.concatenate([f[3] for f in fitted]) / SEEDS)


def _fit_one(inputs: list[Rows], answers: list[Rows], rng: np.random.Generator) -> list[Rows]:
    width = inputs[0].shape[1]
    weights = [np.zeros(width), rng.normal(0, width**-0.5, (width, WIDTH)), np.zeros(WIDTH), np.zeros(WIDTH)]
    first, second = [np.zeros_like(w) for w in weights], [np.zeros_like(w) for w in weights]
    weights[3] = rng.normal(0, 0.1, WIDTH)
    longest, step = max(map(len, inputs)), 0
    for epoch in range(EPOCHS):
        rate = RATE * (1 - epoch / EPOCHS)
        order = rng.permutation(len(inputs))
        for start in range(0, len(order), BATCH):
            chosen = order[start : start + BATCH]
            x, y = np.zeros((len(chosen), longest, width)), np.zeros((len(chosen), longest))
            real = np.zeros((len(chosen), longest), dtype=bool)
            for row, i in enumerate(chosen):
                n = len(inputs[i])
                x[row, :n], y[row, :n], real[row, :n] = inputs[i], answers[i], True
            step += 1
            for at, gradient in enumerate(_gradients(weights, x, y, real, rng)):
                first[at] = 0.9 * first[at] + 0.1 * gradient
                second[at] = 0.99 * second[at] + 0.01 * gradient**2
                scale = np.sqrt(second[at] / (1 - 0.99**step)) + 1e-8
                weights[at] = weights[at] * (1 - rate * DECAY) - rate * first[at] / (1 - 0.9**step) / scale
    return weights


def _gradients(weights: list[Rows], x: Rows, y: Rows, real: npt.NDArray[np.bool_], rng: Any) -> list[Rows]:
    linear, hidden, bias, out = weights
    kept = (rng.random(WIDTH) >= DROP) / (1 - DROP)
    before = x @ hidden + bias
    active = np.maximum(before, 0.0) * kept
    scores = np.where(real, x @ linear + active @ out, -1e9)
    p = np.exp(scores - scores.max(1, keepdims=True))
    p /= p.sum(1, keepdims=True)
    target = p * y
    wrong = (p - target / np.maximum(target.sum(1, keepdims=True), 1e-12)) / len(x)
    through = wrong[..., None] * out * kept * (before > 0)
    return [
        np.einsum("bc,bcf->f", wrong, x),
        np.einsum("bcf,bch->fh", x, through),
        through.sum((0, 1)),
        np.einsum("bc,bch->h", wrong, active),
    ]


def report(name: str, data: list[Item], of: Callable[[Item], Ranker]) -> None:
    """claim@1, claim@5 and recall@5 of the answerable questions, a line for each set."""
    for group in sorted({d["set"] for d in data}):
        rows = []
        for d in data:
            if d["set"] != group or not d["asked"]["answers"]:
                continue
            order = np.argsort(-of(d).scores(d["x"], d["query"].kind), kind="stable")[:5] if len(d["x"]) else []
            hit = [bool(d["y"][i]) for i in order]
            gold = {g for i in order for g in d["hits"][i]}
            rows.append((any(hit[:1]), any(hit), len(gold) / min(5, len(d["asked"]["answers"])), bool(d["y"].sum())))
        a = np.mean(rows, axis=0)
        figures = f"claim@1 {a[0]:.3f} claim@5 {a[1]:.3f} recall@5 {a[2]:.3f} pool {a[3]:.3f}"
        print(f"{name:9s} {group:26s} n={len(rows):<4d} {figures}", flush=True)


def packed(fitted: Ranker) -> dict[str, object]:
    """What the file of a ranker holds (see ``bot.retrieval.reranker.unpack``)."""
    keys = ("mean", "spread", "linear", "hidden", "bias", "out")
    arrays = {key: np.round(getattr(fitted, key), 5).tolist() for key in keys}
    return {"features": list(features.NAMES), "kinds": [str(k) for k in KINDS], **arrays}


def main() -> None:
    """Fit, report, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--halves", type=Path, help="folder for the networks of the halves, ranker-0.json and -1.json")
    parser.add_argument("--drop", default="", help="features to leave out, separated by commas")
    parser.add_argument("--judge", nargs="*", default=[], help="triples that are only reported on")
    parser.add_argument("triples", nargs="+")
    options = parser.parse_args()
    data = [d for triple in options.triples for d in items(triple)]
    judged = [d for triple in options.judge for d in items(triple)]
    dropped = [features.NAMES.index(n) for n in options.drop.split(",") if n]
    for d in (*data, *judged):
        d["x"][:, dropped] = 0.0
    halves = [fit([d for d in data if d["half"] == h]) for h in (0, 1)]
    report("held out", data, lambda d: halves[1 - d["half"]])
    fitted = fit(data)
    report("all", data, lambda d: fitted)
    report("judged", judged, lambda d: fitted)
    strength = dict(zip(features.NAMES, np.round(fitted.linear, 2).tolist(), strict=False))
    print(strength, file=sys.stderr)
    if options.halves:
        options.halves.mkdir(parents=True, exist_ok=True)
        for half, one in enumerate(halves):
            (options.halves / f"ranker-{half}.json").write_text(json.dumps(packed(one)), encoding="utf8")
    if options.write:
        path = ROOT / "bot" / "retrieval" / "data" / "ranker.json"
        path.write_text(json.dumps(packed(fitted), separators=(",", ":")) + "\n", encoding="utf8")
        reranker.ranker.cache_clear()


if __name__ == "__main__":
    main()
