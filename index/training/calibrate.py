"""Fit the confidence of a claim on passages that train nothing, and print its weights and how well they hold.

python -m index.training.calibrate PASSAGES.jsonl

A claim is right where its content is that of an annotated claim (Jaccard of words at least 0.5) with the same chain and
stance. Logistic regression by Newton's method with a ridge; held out by passage, in ten parts, for the figures.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

import numpy as np

from index.attribution import attribute
from index.attribution import confidence as module
from index.schema import Article, Claim
from index.training.passages import Passage, compile_passage

RIDGE = 1.0
PARTS = 10
WORD = re.compile(r"[\w'’]+")


def is_right(passage: Passage, claim: Claim) -> bool:
    """True where an annotated claim has the content, chain and stance of ``claim``."""

    def covered(spans: list[tuple[int, int]]) -> set[int]:
        return {m.start() for m in WORD.finditer(passage.text) if any(a < m.end() and m.start() < b for a, b in spans)}

    mine = covered(list(claim.content))
    for gold in passage.claims:
        theirs = covered(passage.spans[gold["n"]].get("c", []))
        same = [link.lower().replace("’", "'") for link in claim.chain] == [
            link.lower().replace("’", "'") for link in gold["chain"]
        ]
        alike = bool(mine & theirs) and len(mine & theirs) >= 0.5 * len(mine | theirs)
        if alike and same and claim.stance == gold["stance"]:
            return True
    return False


def fit(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The constant and the weights."""
    x = np.hstack([np.ones((len(x), 1)), x])
    ridge = RIDGE * np.eye(x.shape[1])
    ridge[0, 0] = 0
    w = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        w += np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + ridge, x.T @ (y - p) - ridge @ w)
    return w


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("passages", type=Path)
    path = parser.parse_args().passages
    seen: list[tuple[float, ...]] = []
    plain = module.ReadingEvidence.features

    def kept(evidence: module.ReadingEvidence) -> tuple[float, ...]:
        seen.append(plain(evidence))
        return seen[-1]

    module.ReadingEvidence.features = kept  # type: ignore[method-assign]
    rows, right, owner = [], [], []
    for number, line in enumerate(path.read_text(encoding="utf8").splitlines()):
        passage = compile_passage(json.loads(line))
        seen.clear()
        claims = [c for c in attribute(Article(passage.id, passage.text, outlet=passage.outlet)) if c.confidence < 1]
        for features, claim in zip(seen, claims, strict=True):
            rows.append(features)
            right.append(is_right(passage, claim))
            owner.append(number % PARTS)
    x, y, part = np.array(rows), np.array(right, dtype=float), np.array(owner)
    held = np.zeros(len(y))
    for k in range(PARTS):
        w = fit(x[part != k], y[part != k])
        held[part == k] = 1 / (1 + np.exp(-(w[0] + x[part == k] @ w[1:])))
    order = np.argsort(held)
    for third in np.array_split(order, 3):
        print(f"held out: told {held[third].mean():.3f}, right {y[third].mean():.3f} of {len(third)}")
    print(f"{len(y)} claims, right {y.mean():.3f}, Brier {np.mean((held - y) ** 2):.3f}")
    w = fit(x, y)
    print(f"CONSTANT = {w[0]:.3f}\nWEIGHTS = {tuple(round(float(one), 3) for one in w[1:])}")


if __name__ == "__main__":
    main()
