"""Fit the weights of the second stage on questions with known answers, and say what they are worth on held-out halves.

    python tests/benchmarks/fit_ranker.py [--write] LIBRARY:ARTICLES.jsonl:QUESTIONS.jsonl ...

LIBRARY is a data folder in which ARTICLES are indexed. The loss is the softmax over the candidates of a question with
all that answer as one target, L2-regularised. The questions are split in halves by a hash of their id: the printed
``held out`` figures rank each half with weights of the other; the weights written are fitted on all.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from bot import features, question, retrieval
from index.library import Library

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
ROOT = Path(__file__).parents[2]


def read(path: str) -> list[dict]:
    """The lines of a JSONL file."""
    return [json.loads(line) for line in Path(path).read_text("utf8").splitlines() if line.strip()]


def gold_spans(article: dict, answer: dict) -> list[tuple[int, int]]:
    """The spans of a gold answer, whichever way it is given."""
    text = article["text"]
    if not answer.get("attribution"):
        start = text.index(answer["quote"])
        return [(start, start + len(answer["quote"]))]
    if "attributions" in article and any(a["id"] == answer["attribution"] for a in article["attributions"]):
        return [tuple(s) for a in article["attributions"] if a["id"] == answer["attribution"] for s in a["content"]]
    content = next(c for c in article["claims"] if c["id"] == answer["attribution"])["content"]
    spans, at = [], 0
    for part in [content] if isinstance(content, str) else content:
        start = text.find(part, at)
        start = text.index(part) if start < 0 else start
        at = start + len(part)
        spans.append((start, at))
    return spans


def touched(words: list[tuple[int, int]], spans) -> frozenset[int]:
    """Indices of the words that the spans touch."""
    return frozenset(i for i, (s, e) in enumerate(words) if any(s < b and e > a for a, b in spans))


def answers(stored, articles: dict[str, dict], asked: dict) -> list[int]:
    """The numbers of the gold answers that a claim hits (Dice of words at least 0.5)."""
    article = articles.get(stored.article.id)
    words = [m.span() for m in WORD.finditer(article["text"])] if article else []
    mine = touched(words, stored.claim.content)
    hit = []
    for i, answer in enumerate(asked["answers"]):
        if answer["article"] == stored.article.id and mine:
            gold = touched(words, gold_spans(article, answer))
            if 2 * len(mine & gold) / (len(mine) + len(gold)) >= 0.5:
                hit.append(i)
    return hit


def items(triple: str) -> Iterator[dict]:
    """For each question: its features, which candidates answer, and the question."""
    folder, article_file, question_file = triple.split(":")
    articles = {a["id"]: a for a in read(article_file)}
    library = Library.open(data_dir=Path(folder))
    space = library.space("default")
    for asked in read(question_file):
        query = question.parse(asked["question"], space)
        found = retrieval.candidates(space, query)
        hits = [answers(c.stored, articles, asked) for c in found]
        yield {
            "asked": asked,
            "query": query,
            "found": found,
            "x": features.table(query, found),
            "y": np.array([bool(h) for h in hits], dtype=float),
            "hits": hits,
            "half": zlib.crc32(asked["id"].encode()) % 2,
            "set": Path(question_file).parent.name,
        }
    library.close()


def fit(data: list[dict], l2: float = 0.1, steps: int = 300, rate: float = 0.08):
    """Weights, mean and spread by Adam on the softmax loss."""
    data = [d for d in data if d["y"].sum()]
    stacked = np.concatenate([d["x"] for d in data])
    mean, spread = stacked.mean(0), stacked.std(0) + 1e-6
    scaled = [((d["x"] - mean) / spread, d["y"]) for d in data]
    w = np.zeros(stacked.shape[1])
    m, v = np.zeros_like(w), np.zeros_like(w)
    for t in range(1, steps + 1):
        gradient = l2 * w
        for z, y in scaled:
            s = z @ w
            p = np.exp(s - s.max())
            p /= p.sum()
            target = p * y
            gradient = gradient - z.T @ (target / target.sum() - p) / len(scaled)
        m, v = 0.9 * m + 0.1 * gradient, 0.99 * v + 0.01 * gradient**2
        w = w - rate * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.99**t)) + 1e-8)
    return w, mean, spread


def report(name: str, data: list[dict], weights) -> None:
    """claim@1, claim@5 and recall@5 of the answerable questions, a line for each set."""
    for group in sorted({d["set"] for d in data}):
        rows = []
        for d in data:
            if d["set"] != group or not d["asked"]["answers"]:
                continue
            w, mean, spread = weights(d)
            order = np.argsort(-(((d["x"] - mean) / spread) @ w), kind="stable")[:5] if len(d["x"]) else []
            hit = [bool(d["y"][i]) for i in order]
            gold = {g for i in order for g in d["hits"][i]}
            rows.append((any(hit[:1]), any(hit), len(gold) / min(5, len(d["asked"]["answers"])), bool(d["y"].sum())))
        a = np.mean(rows, axis=0)
        figures = f"claim@1 {a[0]:.3f} claim@5 {a[1]:.3f} recall@5 {a[2]:.3f} pool {a[3]:.3f}"
        print(f"{name:9s} {group:10s} n={len(rows):<4d} {figures}")


def main() -> None:
    """Fit, report, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--drop", default="", help="features to leave out, separated by commas")
    parser.add_argument("triples", nargs="+")
    options = parser.parse_args()
    data = [d for triple in options.triples for d in items(triple)]
    dropped = [features.NAMES.index(n) for n in options.drop.split(",") if n]
    for d in data:
        d["x"][:, dropped] = 0.0
    halves = [fit([d for d in data if d["half"] == h]) for h in (0, 1)]
    report("held out", data, lambda d: halves[1 - d["half"]])
    fitted = fit(data)
    report("all", data, lambda d: fitted)
    print({n: round(float(w), 2) for n, w in zip(features.NAMES, fitted[0], strict=True)}, file=sys.stderr)
    if options.write:
        rows = {
            n: {"weight": round(float(w), 4), "mean": round(float(a), 5), "spread": round(float(b), 5)}
            for n, w, a, b in zip(features.NAMES, *fitted, strict=True)
        }
        path = ROOT / "bot" / "data" / "ranker.json"
        path.write_text(json.dumps({"features": rows}, indent=1) + "\n", encoding="utf8")


if __name__ == "__main__":
    main()
