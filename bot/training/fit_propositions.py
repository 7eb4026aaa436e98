"""Fit the model that says whether two claims are about one proposition, on our own invented reports.

    python -m bot.training.fit_propositions [--write]

bot/training/propositions.jsonl holds articles as lists of claims, each [who, stance, words, name of the proposition];
articles whose ids share what stands before the hyphen tell one story, and claims of one story with one name are one
proposition. Each article is written out as plain sentences and stored; the pairs that ``grouping.pairs`` looks at are
the examples. Logistic regression with an L2 penalty of 1; each story is judged by the model of the others, and
``least`` is the bound with the best F0.5 (precision before recall) of pairs in one group.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.propositions import grouping, likeness
from index.schema import Article, Claim, Span, Stance, StoredClaim
from index.store.library import Library

TEXTS = Path(__file__).with_name("propositions.jsonl")
OUT = Path(likeness.__file__).parent / "data" / "likeness.json"
BOUNDS = (-1.0, -0.75, -0.5, -0.25, 0.0, 0.25, 0.5, 0.75, 1.0)
CUES = {
    Stance.ASSERTS: ("said ", "told reporters ", "added that ", "insisted that "),
    Stance.DENIES: ("denied ", "rejected the claim that "),
    Stance.WITHHOLDS: ("would not say whether ", "declined to confirm "),
    Stance.URGES: ("called for ", "urged "),
    Stance.VOWS: ("promised ", "pledged "),
    Stance.JUDGES: ("called it ", "described "),
}
AGAIN = {Stance.DENIES: "denied it. ", Stance.WITHHOLDS: "would not confirm that. "}
Numbers = npt.NDArray[np.float64]
Named = tuple[str, str]


def written(raw: dict[str, Any]) -> tuple[Article, list[Claim], list[str]]:
    """An article written out, its claims, and the proposition of each."""
    text, claims, known = "", [], {}
    for k, (who, name, words, _) in enumerate(raw["claims"]):
        stance = Stance(name)
        if words in known:
            text += f"{who} {AGAIN.get(stance, 'said so too. ')}"
        else:
            text += f"{who[:1].upper()}{who[1:]} {CUES[stance][k % len(CUES[stance])]}"
            known[words] = (len(text), len(text) + len(words))
            text += f"{words}. "
        if k % 3 == 2:
            text = text.rstrip() + "\n\n"
        content: Span = known[words]
        claims.append(Claim((), (), (content,), (who,), who, stance, anonymous=False))
    return Article(raw["id"], text, raw["id"], raw["outlet"]), claims, [one[3] for one in raw["claims"]]


def stored(folder: Path) -> tuple[list[StoredClaim], grouping.Vectors, list[Named]]:
    """All claims with their embeddings and the story and name of their propositions."""
    every = [written(json.loads(line)) for line in TEXTS.read_text("utf-8").splitlines()]
    claims_of = {article.id: claims for article, claims, _ in every}
    library = Library.open(data_dir=folder)
    try:
        space = library.space("default")
        for added in space.add_many((article for article, _, _ in every), attribute=lambda one: claims_of[one.id]):
            if added.error:
                raise SystemExit(added.error)
        named = {article.id: names for article, _, names in every}
        claims = sorted(space.claims(), key=lambda one: one.id)
        vectors = space.vectors_of([one.id for one in claims])
    finally:
        library.close()
    labels = [
        (one.article.id.partition("-")[0], named[one.article.id][int(one.id.rpartition("#")[2]) - 1]) for one in claims
    ]
    return claims, vectors, labels


def fitted(rows: Numbers, is_one: Numbers, penalty: float = 1.0) -> Numbers:
    """Weights and constant by Newton's method; the last column of ``rows`` is 1."""
    weights = np.zeros(rows.shape[1])
    ridge = penalty * np.eye(rows.shape[1])
    ridge[-1, -1] = 1e-6
    for _ in range(50):
        p = 1 / (1 + np.exp(-rows @ weights))
        step = np.linalg.solve(
            (rows * (p * (1 - p))[:, None]).T @ rows + ridge, rows.T @ (p - is_one) + ridge @ weights
        )
        weights -= step
        if np.abs(step).max() < 1e-8:
            break
    return weights


def together(groups: Iterable[Sequence[int]]) -> set[tuple[int, int]]:
    """The pairs that share a group."""
    return {(i, j) for group in groups for i in group for j in group if i < j}


def main() -> int:
    """Fit, tell the figures of the judged stories, and write the model where asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help=f"write {OUT.name}")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        claims, vectors, labels = stored(Path(folder))
    pairs = grouping.compared(claims, vectors)
    looked = [(pair.one, pair.other) for pair in pairs]
    rows = np.array([(*row, 1.0) for row in likeness.features(claims, pairs)])
    is_one = np.array([labels[i] == labels[j] for i, j in looked], dtype=np.float64)
    story = np.array([labels[i][0] if labels[i][0] == labels[j][0] else "" for i, j in looked])
    weights = fitted(rows, is_one)
    judged = rows @ weights  # pairs across stories are in no story's test
    for name in set(story) - {""}:
        judged[story == name] = rows[story == name] @ fitted(rows[story != name], is_one[story != name])
    gold = {(i, j) for i in range(len(claims)) for j in range(i + 1, len(claims)) if labels[i] == labels[j]}
    best = (0.0, 0.0)
    for least in BOUNDS:
        found = together(grouping.linked(len(claims), dict(zip(looked, judged.tolist(), strict=True)), least))
        right = len(found & gold)
        precision, recall = right / max(len(found), 1), right / len(gold)
        half = 1.25 * precision * recall / max(0.25 * precision + recall, 1e-9)
        print(f"least {least:5.2f}: precision {precision:.3f} recall {recall:.3f} F0.5 {half:.3f}")
        best = max(best, (half, least))
    shipped = {
        "weights": dict(zip(likeness.NAMES, weights[:-1].round(4).tolist(), strict=True)),
        "constant": round(float(weights[-1]), 4),
        "least": best[1],
    }
    print(json.dumps(shipped))
    if given.write:
        OUT.write_text(json.dumps(shipped, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
