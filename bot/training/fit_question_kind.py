"""Fit what tells questions that ask for an overview from those that ask for a claim, and say what it is worth.

    python -m bot.training.fit_question_kind [--write]

Questions of bot/training/question_frames.txt, filled with invented topics and people, stand beside all our questions
about claims (index/training/questions.jsonl, bot/training/questions.jsonl). Multinomial logistic regression over the
embedding and the frame words of a question. The frames and the questions are split in five by a hash: the printed
figures are those of frames that were not seen, the weights written are fitted on all.
"""

from __future__ import annotations

import argparse
import json
import zlib
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from bot.question import asks_model as asks
from bot.question.asks import Asks
from bot.question.asks_model import ASKS
from index.embedding import default_embedder

HERE = Path(__file__).parent
OWN = (HERE / "questions.jsonl", HERE.parents[1] / "index" / "training" / "questions.jsonl")
FILLS, FOLDS = 8, 5
STEPS, RATE, DECAY = 150, 0.1, 2e-3
TOPICS = (
    "the dam", "the new toll", "the leak at the plant", "Harbour Street", "the Kestrel inquiry", "the ferry",
    "the school closures", "the bank", "the missing trawler", "the budget", "the strike", "the Brennick bridge",
    "the vaccine trial", "the stadium", "the lost e-mails", "the fire in Oskar Lane", "the merger", "the wolf cull",
    "the peace talks", "the landslide", "the match on Saturday", "the tram line", "the airport", "rent control",
    "the Velden report", "the power cut", "the museum", "the mayor's trip", "water prices", "the drone",
    "the hospital wing", "the festival", "the border crossing", "the election", "the fishing quota", "the tunnel",
)  # fmt: skip
PEOPLE = (
    "Lena Osterberg", "Colm Reddick", "the mayor", "Ines Varga", "Tom Halloran", "the minister", "Priya Nandi",
    "the union", "Jonas Beck", "the company", "Marta Kowal", "the police", "Dr Abel Finch", "Osterberg", "she",
)  # fmt: skip

Rows = npt.NDArray[np.float64]


class Line(NamedTuple):
    """A question, what it asks for, and the fold it belongs to."""

    text: str
    asks: str
    fold: int


def frames() -> list[Line]:
    """Every frame, filled a few times."""
    found = []
    for number, line in enumerate((HERE / "question_frames.txt").read_text(encoding="utf8").splitlines()):
        if line.startswith("#") or not line.strip():
            continue
        kind, frame = line.split("\t")
        for i in range(FILLS if "{" in frame else 2):
            at = number * FILLS + i
            text = frame.replace("{p}", PEOPLE[(at * 7) % len(PEOPLE)], 1).replace(
                "{p}", PEOPLE[(at * 11 + 3) % len(PEOPLE)]
            )
            text = text.replace("{t}", TOPICS[(at * 5) % len(TOPICS)])
            found.append(Line(text if i % 2 else text.lower(), kind, zlib.crc32(frame.encode()) % FOLDS))
    return found


def claims() -> list[Line]:
    """Our questions about claims."""
    lines = [json.loads(line) for path in OWN for line in path.read_text(encoding="utf8").splitlines()]
    return [Line(q["question"], "claim", zlib.crc32(q["question"].encode()) % FOLDS) for q in lines]


def fit(x: Rows, y: npt.NDArray[np.int64], weight: Rows) -> Rows:
    """(features + 1) x kinds, by Adam with weight decay."""
    x = np.hstack([x, np.ones((len(x), 1))])
    target = np.eye(len(ASKS))[y]
    w = np.zeros((x.shape[1], len(ASKS)))
    m, v = np.zeros_like(w), np.zeros_like(w)
    for step in range(1, STEPS + 1):
        p = asks.softmax(x @ w)
        gradient = x.T @ ((p - target) * weight[:, None]) / weight.sum() + DECAY * np.vstack([w[:-1], 0 * w[-1:]])
        m, v = 0.9 * m + 0.1 * gradient, 0.999 * v + 0.001 * gradient**2
        w -= RATE * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
    return w


def vocabulary(lines: list[Line]) -> list[str]:
    """The words of the frames, without what fills them."""
    fills = {w for text in (*TOPICS, *PEOPLE) for w in asks.tokens(text)} - {"the", "on", "in", "at", "she"}
    counts: dict[str, int] = {}
    for line in lines:
        for word in set(asks.tokens(line.text)) - fills:
            counts[word] = counts.get(word, 0) + 1
    return sorted(word for word, n in counts.items() if n >= 4)


def report(lines: list[Line], y: npt.NDArray[np.int64], held: Rows) -> None:
    """Print what the held-out probabilities are worth, and some that are wrong."""
    taken = held[:, 0] < 1 - asks.SURE
    own = np.arange(len(lines)) >= len(frames())
    wanted, lookalike = y > 0, (y == 0) & ~own
    right = held[:, 1:].argmax(1) + 1 == y
    print(f"questions about claims taken for overviews: {int((taken & own).sum())} of {int(own.sum())}")
    print(f"overviews found: {taken[wanted].mean():.3f}; which of the two right: {right[taken & wanted].mean():.3f}")
    print(f"look-alikes about a claim taken for overviews: {taken[lookalike].mean():.3f}")
    wrong = np.flatnonzero(taken & own), np.flatnonzero(~taken & wanted), np.flatnonzero(taken & lookalike)
    for i in [*wrong[0][:20], *wrong[1][:40:2], *wrong[2][:12]]:
        print(f"   {lines[i].asks:9s} {1 - held[i, 0]:.2f} {lines[i].text}")


def main() -> None:
    """Print held-out figures; with --write, fit on all and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    lines = [*frames(), *claims()]
    listed = vocabulary(frames())
    embedded = np.asarray(default_embedder().embed([line.text for line in lines]), dtype=np.float64)
    x = np.stack([asks.features(line.text, row, listed) for line, row in zip(lines, embedded, strict=True)])
    y = np.array([ASKS.index(Asks(line.asks)) for line in lines])
    fold = np.array([line.fold for line in lines])
    weight = np.where(y == 0, 1.0, 1.5)
    held = np.zeros((len(lines), len(ASKS)))
    for k in range(FOLDS):
        w = fit(x[fold != k], y[fold != k], weight[fold != k])
        held[fold == k] = asks.softmax(np.hstack([x[fold == k], np.ones(((fold == k).sum(), 1))]) @ w)
    report(lines, y, held)
    if options.write:
        w = fit(x, y, weight)
        asks.FILE.write_text(
            json.dumps({"asks": list(ASKS), "words": listed, "weights": np.round(w, 3).tolist()}) + "\n"
        )


if __name__ == "__main__":
    main()
